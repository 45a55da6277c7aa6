"""Conditions of statements that every database reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def one_of(column: str, values: Collection[object]) -> str:
    """Return the condition that a column holds one of some values, in question marks; of none where there are none.

    `in ()` is SQLite's alone.
    """
    return f"{column} in ({', '.join('?' * len(values))})" if values else "1 = 0"


def pages(values: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """Give values by the page, `most` at a time: a statement takes only so many."""
    for first in range(0, len(values), most):
        yield values[first : first + most]
