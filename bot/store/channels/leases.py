"""Leases: one process holds a platform's connection. Beside them, a row that is written to see whether it can be."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import to_micros
from bot.store.protocol import Connection


def acquire(db: Connection, name: str, owner: str, *, now: datetime, lasts: timedelta) -> bool:
    """Take or renew a lease; False while another owner holds it.

    One that ends later than any lease can (the clock was set back since) counts as over.
    """
    done = db.execute(
        "insert into leases (name, owner, until) values (?, ?, ?)"
        " on conflict (name) do update set owner = excluded.owner, until = excluded.until"
        " where leases.owner = excluded.owner or leases.until <= ? or leases.until > ?",
        (name, owner, to_micros(now + lasts), to_micros(now), to_micros(now + 2 * lasts)),
    )
    return done.rowcount == 1


def release(db: Connection, name: str, owner: str) -> None:
    """Give a lease back, if it is still ours."""
    db.execute("delete from leases where name = ? and owner = ?", (name, owner))


def note_alive(db: Connection, *, now: datetime) -> None:
    """Write that somebody could write; the row is nobody's lease."""
    db.execute(
        "insert into leases (name, owner, until) values ('last write', '', ?)"
        " on conflict (name) do update set until = excluded.until",
        (to_micros(now),),
    )
