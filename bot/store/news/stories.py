"""Stories: articles that tell one event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.clock import from_micros, to_micros
from bot.models import OPERATOR, Audience, Story, StoryArticle
from bot.store.full_text_search import stories_titled
from bot.store.news.placing import story_lineage
from bot.store.protocol import Connection, Row
from bot.store.visibility import OUTLET, visible
from bot.store.where_clauses import one_of

FEW = 1_000
"""Of so many stories the former ids are looked for one by one."""


def stories(db: Connection, audience: Audience = OPERATOR, since: datetime | None = None) -> list[Story]:
    """Return every story that the audience may see, with all of its articles, exact copies too; the newest first.

    With `since`, only those of which something came in after that.
    """
    if since is None:
        return _stories(db, audience, "1 = 1", ())
    return _stories(db, audience, "s.last_seen_at > ?", (to_micros(since),))


def story(db: Connection, story_id: int, audience: Audience = OPERATOR) -> Story | None:
    """Return the story that an id means now, as far as the audience may see it: a merged one leads on."""
    found = _stories(db, audience, "s.id = ?", (story_lineage.current(db, story_id),))
    return found[0] if found else None


def newest(db: Connection, audience: Audience, since: datetime, most: int) -> list[Story]:
    """Return the newest stories of which something came in after a moment, `most` at most."""
    clause, owners = visible(audience, "a")
    rows = db.execute(
        "select s.id from stories s where s.last_seen_at > ?"
        f" and exists (select 1 from articles a where a.story_id = s.id and {clause})"
        " order by s.last_seen_at desc, s.id limit ?",
        (to_micros(since), *owners, most),
    )
    return _numbered(db, audience, [row["id"] for row in rows])


def count(db: Connection, audience: Audience, since: datetime) -> int:
    """Return of how many stories something came in after a moment."""
    clause, owners = visible(audience, "a")
    row = db.execute(
        "select count(*) from stories s where s.last_seen_at > ?"
        f" and exists (select 1 from articles a where a.story_id = s.id and {clause})",
        (to_micros(since), *owners),
    ).fetchone()
    return int(row[0])


def titled(db: Connection, audience: Audience, title: str, most: int = 20) -> list[Story]:
    """Return the stories of just this title, the newest first."""
    rows = db.execute("select id from stories where title = ? order by last_seen_at desc limit ?", (title, most))
    return _numbered(db, audience, [row["id"] for row in rows])


def called(db: Connection, audience: Audience, name: str, most: int = 20) -> list[Story]:
    """Return the stories with an article whose title holds every word of a name, the newest first."""
    return _numbered(db, audience, stories_titled(db, name, audience, most))


def _numbered(db: Connection, audience: Audience, ids: Sequence[int]) -> list[Story]:
    return _stories(db, audience, one_of("s.id", ids), tuple(ids))


def stories_of(db: Connection, revision_ids: Sequence[int]) -> list[int]:
    """Return the stories that some revisions' articles are in now."""
    rows = db.execute(
        "select distinct a.story_id from revisions r join articles a on a.id = r.article_id"
        f" where a.story_id is not null and {one_of('r.id', revision_ids)} order by a.story_id",
        tuple(revision_ids),
    )
    return [row["story_id"] for row in rows]


def _stories(db: Connection, audience: Audience, condition: str, values: tuple[int | None, ...]) -> list[Story]:
    clause, owners = visible(audience, "a")
    rows = db.execute(
        "select a.story_id, a.id, a.revision_id, a.url, r.title, r.published_at, o.url as original,"
        f" {OUTLET} as source,"
        " s.title as story, s.first_seen_at, s.last_seen_at from articles a"
        " join revisions r on r.id = a.revision_id join stories s on s.id = a.story_id"
        f" left join articles o on o.id = a.duplicate_of where {clause} and {condition}"
        " order by s.last_seen_at desc, s.id, r.effective_at, a.id",
        (*owners, *values),
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["story_id"], []).append(row)
    former = story_lineage.former(db, list(found) if len(found) < FEW else None)
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
