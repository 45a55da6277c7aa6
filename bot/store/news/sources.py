"""Sources: feeds and pages that are polled, and how each poll went."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import to_micros
from bot.models import Audience, Source
from bot.store.news import written
from bot.store.out_of_sight import MARK
from bot.store.protocol import Connection, Row
from bot.store.row_guard import number_from, object_from, time_from
from bot.store.visibility import owned
from bot.store.where_clauses import one_of

_COLUMNS = (
    "id, owner, url, kind, title, topic, state, etag, last_modified, body_hash, failures, problem, interval_s,"
    " next_poll_at, last_ok_at, feed_url, moved_to, moved_polls, failing_since, gap_s, last_new_at, added_at,"
    " configured, outlet, named_by"
)
_AT_ONCE = timedelta(minutes=1)
"""What is due at once is so for another process too, whose clock is a little behind."""
_USUAL_S = 1800
_NO_TIME = timedelta(days=400)
"""No poll is put off for so long: a row that says so is damaged, and mended by a poll."""
FEWEST_OF_SEVERAL = 16
LEASE = timedelta(minutes=10)
"""A source that is being polled is not due for others this long; a fallen poller's come back after it."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a successful poll found out. `entries` are the marks of all that the source holds now.

    `notes` says, by mark, what of an entry could not be read.
    """

    title: str = ""
    kind: str = "feed"
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    entries: Iterable[int] = ()
    notes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    """How a source that answered goes on: when it is due, how often it brings news, where it is read from now on.

    `problem` is what could not be read of it.
    """

    next_poll_at: datetime
    interval_s: int
    gap_s: int = 0
    last_new_at: datetime | None = None
    feed_url: str = ""
    moved_to: str = ""
    moved_polls: int = 0
    problem: str = ""


def add(
    db: Connection,
    url: str,
    *,
    owner: str = "",
    kind: str = "feed",
    title: str = "",
    topic: str = "",
    feed_url: str = "",
    now: datetime,
) -> Source:
    """Add a source that is due at once, and return it; its owner does not have this url yet."""
    row = db.execute(
        "insert into sources (owner, url, kind, title, topic, feed_url, configured, added_at, next_poll_at)"
        f" values (?, ?, ?, ?, ?, ?, 0, ?, ?) returning {_COLUMNS}",
        (owner, url, kind, title, topic, feed_url, to_micros(now), to_micros(now - _AT_ONCE)),
    ).fetchone()
    return _source(row)


def every(db: Connection, owner: str | None = None) -> list[Source]:
    """Return all sources, or an owner's, in the order in which they were added."""
    where, given = ("substr(owner, 1, ?) <> ?", (len(MARK), MARK)) if owner is None else ("owner = ?", (owner,))
    return [_source(row) for row in db.execute(f"select {_COLUMNS} from sources where {where} order by id", given)]


def seen_by(db: Connection, audience: Audience) -> list[Source]:
    """Return the sources whose articles an audience may see, in the order in which they were added."""
    where, given = owned(audience, "owner")
    return [_source(row) for row in db.execute(f"select {_COLUMNS} from sources where {where} order by id", given)]


def count(db: Connection, owner: str) -> int:
    """Return how many sources an owner has, with those that only one of its channels sees."""
    db.lock(f"sources of {owner}")  # who counts them may be about to add one
    within = f"{owner}/"
    query = "select count(*) from sources where owner = ? or substr(owner, 1, ?) = ?"
    return int(db.execute(query, (owner, len(within), within)).fetchone()[0])


def get(db: Connection, source_id: int) -> Source | None:
    """Return a source by its number."""
    row = db.execute(f"select {_COLUMNS} from sources where id = ?", (source_id,)).fetchone()
    return _source(row) if row else None


def find(db: Connection, url: str, owner: str = "") -> Source | None:
    """Return an owner's source by its url, or by where it is read."""
    row = db.execute(
        f"select {_COLUMNS} from sources where (owner = ? and url = ?) or (owner = ? and feed_url = ?)"
        " order by url <> ? limit 1",  # each with its owner: so each goes by its own index
        (owner, url, owner, url, url),
    ).fetchone()
    return _source(row) if row else None


def remove(db: Connection, source_id: int) -> None:
    """Remove a source; its articles stay."""
    written.void_of_source(db, source_id)
    db.execute("delete from sources where id = ?", (source_id,))


def file_under(db: Connection, source_id: int, topic: str) -> None:
    """File a source under a topic."""
    db.execute("update sources set topic = ? where id = ?", (topic, source_id))


def resume(db: Connection, source_id: int, now: datetime) -> None:
    """Poll a source again, from now on, whatever state it was in."""
    db.execute(
        "update sources set state = 'active', failures = 0, problem = '', failing_since = null, next_poll_at = ?"
        " where id = ?",
        (to_micros(now - _AT_ONCE), source_id),
    )


def pause(db: Connection, source_id: int) -> None:
    """Poll a source no longer until it is resumed."""
    db.execute("update sources set state = 'paused' where id = ?", (source_id,))


def hasten(db: Connection, source_id: int, now: datetime) -> None:
    """Have a source polled with the next round: it is known to hold something new."""
    due = to_micros(now)
    db.execute("update sources set next_poll_at = ? where id = ? and next_poll_at > ?", (due, source_id, due))


def filed_by(db: Connection, source_id: int, article_ids: Sequence[int]) -> set[int]:
    """Return which of some articles came from a source."""
    query = f"select id from articles where source_id = ? and {one_of('id', article_ids)}"
    rows = db.execute(query, (source_id, *article_ids))
    return {row["id"] for row in rows}


def claim_due(
    db: Connection,
    now: datetime,
    reach: Collection[tuple[str, str]],
    limit: int = 10_000,
    *,
    takes: Callable[[Source], bool] = lambda _: True,
    processes: int = 1,
) -> list[Source]:
    """Return the sources that are due, longest waiting first, and lease them: no other process polls them then.

    Only those within `reach` (kinds, each with how the address begins) that it `takes`: another process may reach the
    others. Where several `processes` ask, each has its part.
    """
    times = {"next_poll_at <= ?": now, "next_poll_at > ?": now + _NO_TIME}
    rows = [row for when, at in times.items() for row in _unclaimed(db, when, to_micros(at), reach, limit)]
    until = to_micros(now + LEASE)
    due = [source for source in map(_source, rows[:limit]) if takes(source)]
    due = due[: max(FEWEST_OF_SEVERAL, -(-len(due) // processes)) if processes > 1 else None]
    db.executemany("update sources set next_poll_at = ? where id = ?", [(until, source.id) for source in due])
    return due


def _unclaimed(db: Connection, when: str, at: int, reach: Collection[tuple[str, str]], limit: int) -> Sequence[Row]:
    """Return the sources of a time that nobody claims just now: one time at once, which the index finds."""
    within = " or ".join("(kind = ? and substr(url, 1, ?) = ?)" for _ in reach) or "1 = 0"
    return db.execute(
        f"select {_COLUMNS} from sources where state = 'active' and {when} and ({within})"
        f" order by next_poll_at limit ?{db.unclaimed('sources')}",
        (at, *(v for k, begins in reach for v in (k, len(begins), begins)), limit),
    ).fetchall()


def marks(db: Connection, source_id: int) -> frozenset[int]:
    """Return the marks of the entries that a source held when it was last read."""
    row = db.execute("select entries from sources where id = ?", (source_id,)).fetchone()
    return frozenset(struct.unpack(f"<{len(row[0]) // 8}Q", row[0])) if row and row[0] else frozenset()


def notes(db: Connection, source_id: int) -> dict[int, str]:
    """Return what of a source's entries could not be read, by mark."""
    row = db.execute("select notes from sources where id = ?", (source_id,)).fetchone()
    held = object_from(row["notes"]) if row else None
    return {int(mark): str(line) for mark, line in (held or {}).items() if mark.isdecimal()}


def look_again(db: Connection, source_id: int, left: Collection[int]) -> None:
    """Have entries that could not be read looked at again with the next poll, whether or not the source changes."""
    db.execute(
        "update sources set entries = ?, etag = null, last_modified = null, body_hash = null where id = ?",
        (packed(marks(db, source_id) - set(left)), source_id),
    )


def packed(entries: Iterable[int]) -> bytes:
    """Return marks as they are kept, 8 bytes each."""
    held = sorted(set(entries))
    return struct.pack(f"<{len(held)}Q", *held)


def record_read(db: Connection, source_id: int, read: Read, course: Course, now: datetime) -> None:
    """Note that a source was read, and what it holds now."""
    db.execute(
        "update sources set title = case when ? = '' then title else ? end, kind = ?, etag = ?, last_modified = ?,"
        " body_hash = ?, entries = ?, notes = ? where id = ?",
        (
            read.title,
            read.title,
            read.kind,
            read.etag,
            read.last_modified,
            read.body_hash,
            packed(read.entries),
            json.dumps({str(mark): line for mark, line in read.notes.items()}) if read.notes else "",
            source_id,
        ),
    )
    record_answer(db, source_id, course, now)


def record_answer(db: Connection, source_id: int, course: Course, now: datetime) -> None:
    """Note that a source answered: what it holds is known."""
    db.execute(
        "update sources set failures = 0, problem = ?, failing_since = null, last_ok_at = ?, next_poll_at = ?,"
        " interval_s = ?, gap_s = ?, last_new_at = ?, feed_url = ?, moved_to = ?, moved_polls = ? where id = ?",
        (
            course.problem,
            to_micros(now),
            to_micros(course.next_poll_at),
            course.interval_s,
            course.gap_s,
            None if course.last_new_at is None else to_micros(course.last_new_at),
            course.feed_url,
            course.moved_to,
            course.moved_polls,
            source_id,
        ),
    )


def record_push(db: Connection, source_id: int, now: datetime, *, news: bool) -> None:
    """Note that a source brought something by itself, and whether that was news."""
    db.execute(
        "update sources set last_ok_at = ?, last_new_at = case when ? = 1 then ? else last_new_at end where id = ?",
        (to_micros(now), news, to_micros(now), source_id),
    )


def record_failure(
    db: Connection, source_id: int, problem: str, *, next_poll_at: datetime, now: datetime, gone: bool = False
) -> None:
    """Note in words why a source could not be read; one that is gone is not asked again."""
    db.execute(
        "update sources set failures = failures + 1, problem = ?, next_poll_at = ?,"
        " state = case when ? = 1 then 'gone' else state end,"
        " failing_since = coalesce(failing_since, ?) where id = ?",
        (problem, to_micros(next_poll_at), int(gone), to_micros(now), source_id),
    )


def _source(row: Row) -> Source:
    return Source(
        id=row["id"],
        url=row["url"],
        kind=row["kind"],
        owner=row["owner"],
        title=row["title"],
        topic=row["topic"],
        state=row["state"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        failures=number_from(row["failures"]),
        problem=row["problem"],
        next_poll_at=time_from(row["next_poll_at"]),
        last_ok_at=time_from(row["last_ok_at"]),
        interval_s=number_from(row["interval_s"]) or _USUAL_S,
        feed_url=row["feed_url"],
        moved_to=row["moved_to"],
        moved_polls=number_from(row["moved_polls"]),
        failing_since=time_from(row["failing_since"]),
        gap_s=number_from(row["gap_s"]),
        last_new_at=time_from(row["last_new_at"]),
        added_at=time_from(row["added_at"]),
        configured=None if row["configured"] is None else bool(row["configured"]),
        outlet=row["outlet"],
        named_by=row["named_by"],
    )
