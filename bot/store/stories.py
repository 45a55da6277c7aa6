"""Stories: articles that tell one event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.clock import from_micros, to_micros
from bot.models import OPERATOR, Audience, Story, StoryArticle
from bot.store import lineage
from bot.store.audience import visible
from bot.store.database import Connection, Row


def stories(db: Connection, audience: Audience = OPERATOR, since: datetime | None = None) -> list[Story]:
    """Return every story that the audience may see, with all of its articles, exact copies too; the newest first.

    With `since`, only those of which something came in after that.
    """
    if since is None:
        return _stories(db, audience, "1 = 1", ())
    return _stories(db, audience, "s.last_seen_at > ?", (to_micros(since),))


def story(db: Connection, story_id: int, audience: Audience = OPERATOR) -> Story | None:
    """Return the story that an id means now, as far as the audience may see it: a merged one leads on."""
    found = _stories(db, audience, "s.id = ?", (lineage.current(db, story_id),))
    return found[0] if found else None


def stories_of(db: Connection, revision_ids: Sequence[int]) -> list[int]:
    """Return the stories that some revisions' articles are in now."""
    marks = ", ".join("?" * len(revision_ids))
    rows = db.execute(
        "select distinct a.story_id from revisions r join articles a on a.id = r.article_id"
        f" where a.story_id is not null and r.id in ({marks}) order by a.story_id",
        tuple(revision_ids),
    )
    return [row["story_id"] for row in rows]


def _stories(db: Connection, audience: Audience, condition: str, values: tuple[int | None, ...]) -> list[Story]:
    clause, owners = visible(audience, "a")
    rows = db.execute(
        "select a.story_id, a.id, a.revision_id, a.url, r.title, a.source, r.published_at, o.url as original,"
        " s.title as story, s.first_seen_at, s.last_seen_at from articles a"
        " join revisions r on r.id = a.revision_id join stories s on s.id = a.story_id"
        f" left join articles o on o.id = a.duplicate_of where {clause} and {condition}"
        " order by s.last_seen_at desc, s.id, r.effective_at, a.id",
        (*owners, *values),
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["story_id"], []).append(row)
    former = lineage.former(db)
    return [_told(group, former.get(story_id, ())) for story_id, group in found.items()]


def _told(group: list[Row], former: Sequence[int]) -> Story:
    first = group[0]
    return Story(
        id=first["story_id"],
        title=first["story"] or first["title"],
        first_seen=from_micros(first["first_seen_at"]),
        last_seen=from_micros(first["last_seen_at"]),
        articles=tuple(_article(row) for row in group),
        former_ids=tuple(former),
    )


def _article(row: Row) -> StoryArticle:
    published = row["published_at"]
    return StoryArticle(
        article_id=row["id"],
        revision_id=row["revision_id"],
        url=row["url"],
        title=row["title"],
        source=row["source"],
        published_at=None if published is None else from_micros(published),
        duplicate_of=row["original"],
    )
