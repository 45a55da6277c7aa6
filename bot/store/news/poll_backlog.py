"""What polls brought and nobody has read yet: a row a poll, read in shares, the newest first, sources in turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import to_micros
from bot.models import Source
from bot.store.news import sources
from bot.store.protocol import Connection
from bot.store.where_clauses import lease_is_over, lease_times

LEASE = timedelta(minutes=5)
"""A row that is being read is nobody else's this long; a fallen reader's comes back after it."""
RETRY = timedelta(minutes=1)
"""One whose reading failed is left alone this long."""
_FREE = lease_is_over("w.leased_until")
"""An SQL condition on the row `w`: nobody has it in hand."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row in hand: fresh entries of a poll of `source`, after `turns` shares of it were read.

    `first`: it was the source's first poll. `tries` counts the readings of the next share, with this one. `body` is a
    feed as it came, where `fresh` only says where it is from.
    """

    id: int
    source: Source
    first: bool
    turns: int
    tries: int
    fresh: str
    body: bytes | None = None


def put(
    db: Connection, source_id: int, fresh: str, *, newest_at: datetime, first: bool, body: bytes | None = None
) -> int:
    """Keep what a poll brought until it is read, and return the row's id; call it in the poll's transaction."""
    row = db.execute(
        "insert into waiting (source_id, first, newest_at, fresh, body)"
        " select id, ?, ?, ?, ? from sources where id = ? and state <> 'gone' returning id",
        (int(first), to_micros(newest_at), fresh, body, source_id),
    ).fetchone()
    return int(row["id"]) if row else 0  # a source that was removed meanwhile brings nothing


def claim(db: Connection, now: datetime, source_id: int | None = None) -> Waiting | None:
    """Return the row to be read next, of a source if one is named, leased; None where none waits.

    Rows of which less was read come first, and among them the newest news, so that a long one delays no other. Those
    of one source follow each other: an entry that changed must not be overtaken by what it was before.
    """
    row = db.execute(
        "update waiting set leased_until = ?, tries = tries + 1 where id = ("
        f" select w.id from waiting w where {_FREE}{' and w.source_id = ?' if source_id else ''}"
        "  and not exists (select 1 from waiting o where o.source_id = w.source_id and o.id < w.id)"
        f" order by w.turns, w.newest_at desc, w.id limit 1{db.unclaimed('w')})"
        " returning id, source_id, first, turns, tries, fresh, body",
        (to_micros(now + LEASE), *lease_times(now, LEASE), *([source_id] if source_id else [])),
    ).fetchone()
    source = sources.get(db, row["source_id"]) if row else None
    if source is None:
        return None
    return Waiting(row["id"], source, bool(row["first"]), row["turns"], row["tries"], row["fresh"], row["body"])


class Overtaken(Exception):
    """Another reader has the row by now, and may be further: one that was stopped for long stores nothing of it."""


def check_in_hand(db: Connection, row: Waiting) -> None:
    """Raise Overtaken unless a row is as it was when it was taken; call it where its articles are stored."""
    held = db.execute(
        "update waiting set tries = tries where id = ? and turns = ? and tries = ?", (row.id, row.turns, row.tries)
    )
    if held.rowcount != 1:
        raise Overtaken


def shorten(db: Connection, waiting_id: int, rest: str, newest_at: datetime) -> None:
    """Take a share that was read out of its row; without a rest the row goes. Call it where the articles are stored."""
    if not rest:
        db.execute("delete from waiting where id = ?", (waiting_id,))
        return
    db.execute(
        "update waiting set fresh = ?, body = null, newest_at = ?, turns = turns + 1, tries = 0, leased_until = 0"
        " where id = ?",
        (rest, to_micros(newest_at), waiting_id),
    )


def give_back(db: Connection, waiting_id: int, now: datetime) -> None:
    """Leave a row whose reading failed for later."""
    db.execute("update waiting set leased_until = ? where id = ?", (to_micros(now + RETRY), waiting_id))


def readable(db: Connection, now: datetime, limit: int) -> list[int]:
    """Return the sources of which something can be read now: those first of which less was read, and newer news."""
    rows = db.execute(
        f"select w.source_id, min(w.turns) as turns, max(w.newest_at) as newest from waiting w where {_FREE}"
        " group by w.source_id order by turns, newest desc limit ?",
        (*lease_times(now, LEASE), limit),
    )
    return [row["source_id"] for row in rows]


def newest(db: Connection) -> int:
    """Return the id of the row that came last, of those that wait; 0 where none does."""
    return int(db.execute("select coalesce(max(id), 0) from waiting").fetchone()[0])


def is_unread(db: Connection, now: datetime, up_to: int) -> bool:
    """Tell whether a row `up_to` an id can be read now, or is being read; not what is left alone for a while."""
    row = db.execute(
        "select 1 from waiting where id <= ? and (leased_until <= ? or leased_until > ?) limit 1",
        (up_to, to_micros(now), to_micros(now + RETRY)),
    ).fetchone()
    return row is not None


def count(db: Connection) -> int:
    """Return how many polls' news wait."""
    return int(db.execute("select count(*) from waiting").fetchone()[0])
