"""Buckets of questions: what is asked is taken out by its price, and each fills again evenly.

A bucket is one moment, when it is full again (the generic cell rate algorithm): to take something moves it on, so that
nothing has to be filled by a clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import to_micros
from bot.store.protocol import Connection

OVERDRAWN = 0.5
"""By so much of its size a bucket may be overdrawn: by what cost more than was known, and by what costs little."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket's name, and how many questions it holds; it fills `within` a time."""

    scope: str
    size: int
    within: timedelta

    @property
    def span(self) -> int:
        """How many microseconds it takes to fill."""
        return self.within // timedelta(microseconds=1)

    def microseconds(self, price: float) -> int:
        """Return by how much a price, in questions, moves the moment on."""
        return round(self.span / self.size * price)


def wait(db: Connection, bucket: Bucket, price: float, now: datetime, spare: float = 0.0) -> timedelta | None:
    """Return how long until a price can be taken; None where it can be now.

    `spare` is by how much of its size the bucket may be overdrawn for it.
    """
    late = _full_at(db, bucket, now) + bucket.microseconds(price) - to_micros(now) - round(bucket.span * (1 + spare))
    return timedelta(microseconds=late) if late > 0 else None


def take(db: Connection, bucket: Bucket, price: float, now: datetime) -> None:
    """Take a price out of a bucket, whether or not it holds so much: it is overdrawn so far and no further."""
    moved = _full_at(db, bucket, now) + bucket.microseconds(price)
    most = to_micros(now) + round(bucket.span * (1 + OVERDRAWN))
    db.execute(
        "insert into buckets (scope, full_at) values (?, ?)"
        " on conflict (scope) do update set full_at = excluded.full_at",
        (bucket.scope, min(moved, most)),
    )


def _full_at(db: Connection, bucket: Bucket, now: datetime) -> int:
    """Return when a bucket is full; one that would be later than any can be (the clock was set back) is full now."""
    db.lock(f"bucket {bucket.scope}")
    row = db.execute("select full_at from buckets where scope = ?", (bucket.scope,)).fetchone()
    at = to_micros(now)
    held = at <= row["full_at"] <= at + round(bucket.span * (1 + OVERDRAWN)) if row else False
    return int(row["full_at"]) if held else at


def scopes(db: Connection) -> list[str]:
    """Return the names of the buckets that are not full, as far as that is known."""
    return [row["scope"] for row in db.execute("select scope from buckets order by scope")]


def forget(db: Connection, scopes: Iterable[str]) -> None:
    """Forget some buckets: they are full."""
    db.executemany("delete from buckets where scope = ?", [(scope,) for scope in scopes])


def forget_full(db: Connection, now: datetime) -> int:
    """Forget the buckets that are full, which says nothing; return how many went."""
    return db.execute("delete from buckets where full_at <= ?", (to_micros(now),)).rowcount
