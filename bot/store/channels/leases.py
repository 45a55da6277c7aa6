"""Leases: what one process holds at a time. Beside them, a row that is written to see whether it can be."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import from_micros, to_micros
from bot.models.workers import HeldLease
from bot.store.protocol import Connection
from bot.store.where_clauses import lease_is_over, lease_times


def acquire(db: Connection, name: str, owner: str, *, now: datetime, lasts: timedelta, instead_of: str = "") -> bool:
    """Take or renew a lease; False while another owner holds it, unless that is the one `instead_of` whom it is.

    One that ends later than any lease can (the clock was set back since) counts as over.
    """
    done = db.execute(
        "insert into leases (name, owner, until) values (?, ?, ?)"
        " on conflict (name) do update set owner = excluded.owner, until = excluded.until"
        f" where leases.owner = excluded.owner or {lease_is_over('leases.until')} or leases.owner = ?",
        (name, owner, to_micros(now + lasts), *lease_times(now, lasts), instead_of or owner),
    )
    return done.rowcount == 1


def holder(db: Connection, name: str) -> str:
    """Return who holds a lease, or held it last; "" for nobody."""
    row = db.execute("select owner from leases where name = ?", (name,)).fetchone()
    return str(row["owner"]) if row else ""


def every(db: Connection) -> list[HeldLease]:
    """Return what is held, and what was held by who did not give it back."""
    rows = db.execute("select name, owner, until from leases where owner <> '' order by name")
    return [HeldLease(row["name"], row["owner"], from_micros(row["until"])) for row in rows]


def release(db: Connection, name: str, owner: str) -> None:
    """Give a lease back, if it is still ours."""
    db.execute("delete from leases where name = ? and owner = ?", (name, owner))


def note_reload(db: Connection, *, now: datetime) -> int:
    """Write that the settings were read again: whoever runs on the store reads them again, too. Return what
    `last_reload` does.
    """
    _note(db, "settings read", now)
    return to_micros(now)


def last_reload(db: Connection) -> int:
    """Return what changes with each reading of the settings."""
    row = db.execute("select until from leases where name = 'settings read'").fetchone()
    return int(row["until"]) if row else 0


def note_alive(db: Connection, *, now: datetime) -> None:
    """Write that somebody could write; the row is nobody's lease."""
    _note(db, "last write", now)


def _note(db: Connection, name: str, now: datetime) -> None:
    """Write when something was, in a row that is nobody's lease."""
    db.execute(
        "insert into leases (name, owner, until) values (?, '', ?)"
        " on conflict (name) do update set until = excluded.until",
        (name, to_micros(now)),
    )
