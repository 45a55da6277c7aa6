"""Sources: feeds and pages that are polled, and how each poll went."""

from __future__ import annotations

import json
import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from sqlite3 import Row

from bot.clock import from_micros, to_micros
from bot.models import Audience, Source, SourceKind
from bot.store.audience import visible
from bot.store.database import Connection

_COLUMNS = (
    "id, owner, url, kind, title, topic, state, etag, last_modified, body_hash, failures, problem, interval_s,"
    " next_poll_at, last_ok_at, feed_url, moved_to, moved_polls, failing_since, gap_s, last_new_at, added_at"
)
_AT_ONCE = timedelta(minutes=1)
"""What is due at once is so for another process too, whose clock is a little behind."""
LEASE = timedelta(minutes=10)
"""A source that is being polled is not due for others this long; a fallen poller's come back after it."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a successful poll found out. `entries` are the marks of all that the source holds now.

    `notes` says, by mark, what of an entry could not be read.
    """

    title: str = ""
    kind: SourceKind = "feed"
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
    kind: SourceKind = "feed",
    title: str = "",
    topic: str = "",
    feed_url: str = "",
    now: datetime,
) -> Source:
    """Add a source that is due at once, and return it; its owner does not have this url yet."""
    row = db.execute(
        "insert into sources (owner, url, kind, title, topic, feed_url, added_at, next_poll_at)"
        f" values (?, ?, ?, ?, ?, ?, ?, ?) returning {_COLUMNS}",
        (owner, url, kind, title, topic, feed_url, to_micros(now), to_micros(now - _AT_ONCE)),
    ).fetchone()
    return _source(row)


def every(db: Connection, owner: str | None = None) -> list[Source]:
    """Return all sources, or an owner's, in the order in which they were added."""
    where, given = ("", ()) if owner is None else (" where owner = ?", (owner,))
    return [_source(row) for row in db.execute(f"select {_COLUMNS} from sources{where} order by id", given)]


def seen_by(db: Connection, audience: Audience) -> list[Source]:
    """Return the sources whose articles an audience may see, in the order in which they were added."""
    where, given = visible(audience, "sources")
    return [_source(row) for row in db.execute(f"select {_COLUMNS} from sources where {where} order by id", given)]


def get(db: Connection, source_id: int) -> Source | None:
    """Return a source by its number."""
    row = db.execute(f"select {_COLUMNS} from sources where id = ?", (source_id,)).fetchone()
    return _source(row) if row else None


def find(db: Connection, url: str, owner: str = "") -> Source | None:
    """Return an owner's source by its url, or by where it is read."""
    row = db.execute(
        f"select {_COLUMNS} from sources where owner = ? and (url = ? or feed_url = ?) order by url <> ? limit 1",
        (owner, url, url, url),
    ).fetchone()
    return _source(row) if row else None


def remove(db: Connection, source_id: int) -> None:
    """Remove a source; its articles stay."""
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


def hasten_all(db: Connection, begins: str, now: datetime) -> None:
    """Have the sources polled with the next round whose address begins so: they may hold something new."""
    due = to_micros(now)
    db.execute(
        "update sources set next_poll_at = ? where substr(url, 1, ?) = ? and next_poll_at > ?",
        (due, len(begins), begins, due),
    )


def give(db: Connection, source_id: int, owner: str) -> None:
    """Make a source somebody else's from now on; what it brought before stays with whom it was brought to."""
    db.execute("update sources set owner = ? where id = ?", (owner, source_id))


def adopt(db: Connection, source_id: int, owners: Sequence[str], begins: str) -> None:
    """Take what a source brought that was removed, given whose it may be and how its addresses begin, for another's."""
    marks = ", ".join("?" * len(owners))
    db.execute(
        f"update articles set source_id = ? where owner in ({marks}) and url >= ? and substr(url, 1, ?) = ?"
        " and source_id is null",
        (source_id, *owners, begins, len(begins), begins),
    )


def links_after(db: Connection, source_id: int, since: datetime, begins: str) -> list[str]:
    """Return the addresses, of those that begin so, of a source's articles that were published after a moment."""
    rows = db.execute(
        "select a.url from articles a join revisions r on r.id = a.revision_id"
        " where a.source_id = ? and r.published_at > ? and substr(a.url, 1, ?) = ?",
        (source_id, to_micros(since), len(begins), begins),
    )
    return [row["url"] for row in rows]


def filed_by(db: Connection, source_id: int, article_ids: Sequence[int]) -> set[int]:
    """Return which of some articles came from a source."""
    marks = ", ".join("?" * len(article_ids))
    rows = db.execute(f"select id from articles where source_id = ? and id in ({marks})", (source_id, *article_ids))
    return {row["id"] for row in rows}


def claim_due(db: Connection, now: datetime, chats: Collection[str] = (), limit: int = 10_000) -> list[Source]:
    """Return the sources that are due, longest waiting first, and lease them, so that no other process polls them.

    Of chat channels, only those whose address begins with one of `chats`: another process may reach the others. What
    is pushed in is never due.
    """
    reached = "".join(" or substr(url, 1, ?) = ?" for _ in chats)
    rows = db.execute(
        f"select {_COLUMNS} from sources where state = 'active' and next_poll_at <= ? and kind <> 'webhook'"
        f" and (kind <> 'chat'{reached}) order by next_poll_at limit ?",
        (to_micros(now), *(value for each in chats for value in (len(each), each)), limit),
    ).fetchall()
    until = to_micros(now + LEASE)
    db.executemany("update sources set next_poll_at = ? where id = ?", [(until, row["id"]) for row in rows])
    return [_source(row) for row in rows]


def marks(db: Connection, source_id: int) -> frozenset[int]:
    """Return the marks of the entries that a source held when it was last read."""
    row = db.execute("select entries from sources where id = ?", (source_id,)).fetchone()
    return frozenset(struct.unpack(f"<{len(row[0]) // 8}Q", row[0])) if row and row[0] else frozenset()


def notes(db: Connection, source_id: int) -> dict[int, str]:
    """Return what of a source's entries could not be read, by mark."""
    row = db.execute("select notes from sources where id = ?", (source_id,)).fetchone()
    return {int(mark): line for mark, line in json.loads(row["notes"]).items()} if row and row["notes"] else {}


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
        "update sources set last_ok_at = ?, last_new_at = case when ? then ? else last_new_at end where id = ?",
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
        failures=row["failures"],
        problem=row["problem"],
        next_poll_at=from_micros(row["next_poll_at"]),
        last_ok_at=_time(row["last_ok_at"]),
        interval_s=row["interval_s"],
        feed_url=row["feed_url"],
        moved_to=row["moved_to"],
        moved_polls=row["moved_polls"],
        failing_since=_time(row["failing_since"]),
        gap_s=row["gap_s"],
        last_new_at=_time(row["last_new_at"]),
        added_at=from_micros(row["added_at"]),
    )


def _time(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
