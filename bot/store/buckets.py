"""Buckets of questions: one is taken at a time, and each fills again evenly.

A bucket is one moment, when it is full again (the generic cell rate algorithm): to take something moves it on, so that
nothing has to be filled by a clock, and one conditional statement takes the last one for one process only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.clock import to_micros
from bot.store.database import Connection

_FULL_AT = "case when buckets.full_at > ? and buckets.full_at <= ? then buckets.full_at else ? end"
"""One that would be full later than any can be (the clock was set back since) counts as full."""


def take(db: Connection, scope: str, size: int, *, now: datetime, within: timedelta) -> timedelta | None:
    """Take one from a bucket of `size` that fills `within` a time; return how long until there is one, if none is."""
    at, span = to_micros(now), within // timedelta(microseconds=1)
    one = span // size
    held = (at, at + span, at)
    done = db.execute(
        "insert into buckets (scope, full_at) values (?, ?)"
        f" on conflict (scope) do update set full_at = {_FULL_AT} + ? where {_FULL_AT} + ? <= ?",
        (scope, at + one, *held, one, *held, one, at + span),
    )
    if done.rowcount == 1:
        return None
    full_at = db.execute("select full_at from buckets where scope = ?", (scope,)).fetchone()["full_at"]
    return timedelta(microseconds=full_at + one - at - span)


def forget(db: Connection, scopes: Iterable[str]) -> None:
    """Forget some buckets: they are full."""
    db.executemany("delete from buckets where scope = ?", [(scope,) for scope in scopes])


def forget_full(db: Connection, now: datetime) -> int:
    """Forget the buckets that are full, which says nothing; return how many went."""
    return db.execute("delete from buckets where full_at <= ?", (to_micros(now),)).rowcount
