"""Revisions of articles, given back: one, those of a time, those that are news to a channel."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import from_micros, to_micros
from bot.models import Audience, Passage, Revision
from bot.store.full_text_search import passage_from, revisions_that_say
from bot.store.protocol import Connection, Row
from bot.store.visibility import OUTLET, link, visible, without_twins
from bot.store.where_clauses import one_of

_REVISIONS = (
    f"select r.id, r.article_id, a.url, r.title, r.text, {OUTLET} as source, r.author, r.language, r.published_at,"
    " r.seen_at, a.story_id, a.duplicate_of, a.topic, a.owner, r.paywalled, a.sender <> '' as sent"
    " from revisions r join articles a on a.id = r.article_id"
)


def _revision(row: Row) -> Revision:
    published = row["published_at"]
    return Revision(
        **{
            **{key: row[key] for key in row.keys()},  # noqa: SIM118 - a Row iterates over its values
            "url": link(row["url"]),
            "published_at": None if published is None else from_micros(published),
            "seen_at": from_micros(row["seen_at"]),
            "paywalled": bool(row["paywalled"]),
            "sent": bool(row["sent"]),
        }
    )


def revision(db: Connection, revision_id: int) -> Revision | None:
    """Return a revision, current or not, or None where there is none of this id."""
    row = db.execute(f"{_REVISIONS} where r.id = ?", (revision_id,)).fetchone()
    return None if row is None else _revision(row)


def any_seen(db: Connection, revision_ids: Collection[int] | None, audience: Audience) -> bool:
    """Tell whether an audience may see an article with one of some current revisions; of None: any article."""
    clause, owners = visible(audience, "a")
    if revision_ids is None:
        return db.execute(f"select 1 from articles a where {clause} limit 1", owners).fetchone() is not None
    ids = sorted(revision_ids, reverse=True)[:_MOST_ASKED]
    query = f"select 1 from articles a where {one_of('a.revision_id', ids)} and {clause} limit 1"
    return db.execute(query, (*ids, *owners)).fetchone() is not None


_MOST_ASKED = 2_000
MOST_RECENT = 5_000


def recent(db: Connection, audience: Audience, since: datetime, until: datetime, topic: str = "") -> list[Revision]:
    """Return the current revisions of the time after `since` up to and with `until`, oldest first.

    A revision's time is when it was published, or first seen where that is missing or was in the future. With a
    topic: those filed under it, and those that say it. Of more than `MOST_RECENT`, the latest.
    """
    where, given = "r.effective_at > ? and r.effective_at <= ?", (to_micros(since), to_micros(until))
    on_topic, named = _about(db, topic, since, until)
    return _within(db, audience, f"{where} and {on_topic}", (*given, *named), MOST_RECENT)


def _about(db: Connection, topic: str, since: datetime, until: datetime) -> tuple[str, tuple[object, ...]]:
    """Return an SQL condition on articles and revisions of a time: they are filed under a topic, or say it.

    Databases fold the letters of English alone, so how a topic is spelled is compared here, of those that are there.
    """
    wanted = topic.strip().casefold()
    if not wanted:
        return "1 = 1", ()
    saying = revisions_that_say(db, topic, since, until)
    rows = db.execute(
        "select distinct a.topic from revisions r join articles a on a.id = r.article_id and a.revision_id = r.id"
        " where r.effective_at > ? and r.effective_at <= ?",
        (to_micros(since), to_micros(until)),
    )
    filed = [row["topic"] for row in rows if row["topic"].strip().casefold() == wanted]
    return f"({one_of('r.id', saying)} or {one_of('a.topic', filed)})", (*saying, *filed)


LATE = timedelta(days=7)
"""How long after it was published an article may come in and still be news."""
_DAY = 86_400_000_000
_NEW = "a.catalogue = 0 and (r.effective_at > ? or (r.seen_at > ? and r.seen_at <= ?))"
# A date alone is kept as its midnight; the window takes in the day that it begins in.
_FOUND = (
    "a.catalogue = 1 and r.published_at = r.effective_at"
    f" and r.effective_at > ? - case when r.effective_at % {_DAY} = 0 then {_DAY} else 0 end"
)


def news(
    db: Connection, audience: Audience, since: datetime, until: datetime, topic: str = "", *, first: bool
) -> list[Revision]:
    """Return what a channel is to hear that was briefed until `since`, oldest first; `first`: it never was.

    That is what came in or was changed since, whatever its date, if it is not too old: feeds date by the day, and a
    poll comes after what it brings. What stood in a source before that was added is no news; only a channel that
    was never briefed hears of what is dated within its time.
    """
    start, end = to_micros(since), to_micros(until)
    where = f"r.effective_at > ? and r.effective_at <= ? and (({_NEW}) or (? = 1 and {_FOUND}))"
    once, owners = without_twins(audience)
    given = (to_micros(since - LATE), end, start, start, end, int(first), start, *owners)
    on_topic, named = _about(db, topic, since - LATE, until)
    return _within(db, audience, f"{where} and {once} and {on_topic}", (*given, *named))


def _within(
    db: Connection, audience: Audience, where: str, given: Sequence[object], most: int | None = None
) -> list[Revision]:
    clause, owners = visible(audience, "a")
    limit = "" if most is None else f" limit {most}"
    rows = db.execute(
        f"{_REVISIONS} where a.revision_id = r.id and {where} and {clause}"
        f" order by r.effective_at desc, r.id desc{limit}",
        (*given, *owners),
    )
    return [_revision(row) for row in rows][::-1]


def arrived(db: Connection, audience: Audience, after: int, since: datetime) -> list[Revision]:
    """Return the news with a greater id than `after`, as it stands now, of the time since a moment, by id.

    What stood in a source before that was added is no news.
    """
    clause, owners = visible(audience, "a")
    once, seen_by = without_twins(audience, copies=True)
    rows = db.execute(
        f"{_REVISIONS} where a.id > ? and a.catalogue = 0 and a.revision_id = r.id and r.effective_at >= ?"
        f" and {clause} and {once} order by a.id",
        (after, to_micros(since), *owners, *seen_by),
    )
    return [_revision(row) for row in rows]


def passages_of(db: Connection, revision_id: int) -> list[Passage]:
    """Return the passages of a current revision, in order."""
    return [passage for _, passages in with_passages(db, [revision_id]) for passage in passages]


def with_passages(db: Connection, revision_ids: Sequence[int]) -> list[tuple[Revision, list[Passage]]]:
    """Return some current revisions, in the order that is given, each with its passages in theirs."""
    held = db.execute(f"{_REVISIONS} where {one_of('r.id', revision_ids)}", (*revision_ids,))
    found = {row["id"]: (_revision(row), list[Passage]()) for row in held}
    rows = db.execute(
        "select id, revision_id, start_at, end_at, sentences, '' as body from passages"
        f" where {one_of('revision_id', revision_ids)} order by start_at",
        (*revision_ids,),
    )
    for row in rows:
        if row["revision_id"] in found:
            revision, passages = found[row["revision_id"]]
            passages.append(replace(passage_from(row), text=revision.text[row["start_at"] : row["end_at"]]))
    return [found[revision_id] for revision_id in revision_ids if revision_id in found]
