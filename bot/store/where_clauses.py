"""Conditions of statements that every database reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from bot.clock import to_micros

T = TypeVar("T")


def one_of(column: str, values: Collection[object]) -> str:
    """Return the condition that a column holds one of some values, in question marks; of none where there are none.

    `in ()` is SQLite's alone.
    """
    return f"{column} in ({', '.join('?' * len(values))})" if values else "1 = 0"


def lease_is_over(column: str) -> str:
    """Return the condition that nobody has a row, by the column that says until when: `lease_times` are its values."""
    return f"({column} <= ? or {column} > ?)"


def lease_times(now: datetime, lasts: timedelta) -> tuple[int, int]:
    """Return the values of `lease_is_over`; where one ends later than any can, the clock was set back."""
    return to_micros(now), to_micros(now + 2 * lasts)


def pages(values: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """Give values by the page, `most` at a time: a statement takes only so many."""
    for first in range(0, len(values), most):
        yield values[first : first + most]
