"""Rows whose JSON is damaged: whoever reads them goes by what is left of them; here they are counted."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from bot.store.protocol import Connection
from bot.store.row_guard import UNREADABLE


@dataclass(frozen=True, slots=True)
class DamagedColumn:
    """A column of a table, and in how many rows it cannot be read."""

    table: str
    column: str
    rows: int


def damaged_columns(db: Connection) -> list[DamagedColumn]:
    """Return the columns of which a row cannot be read; it reads all of them."""
    found = [DamagedColumn(*where, _count(db, *where, holds)) for where, holds in _COLUMNS.items()]
    return [each for each in found if each.rows]


def _count(db: Connection, table: str, column: str, holds: Callable[[object], object]) -> int:
    damaged = 0
    for row in db.execute(f"select {column} as held from {table} where {column} <> ''"):
        try:
            holds(json.loads(row["held"]))
        except UNREADABLE:
            damaged += 1
    return damaged


def _object(value: object) -> None:
    if not isinstance(value, dict):
        raise TypeError


def _list(value: object) -> None:
    if not isinstance(value, list):
        raise TypeError


def _numbers(count: int) -> Callable[[object], None]:
    """Return what raises unless a value is a list of as many numbers each."""

    def holds(value: object) -> None:
        _list(value)
        for each in value:  # type: ignore[attr-defined]
            if len(each) != count or not all(isinstance(number, int) for number in each):
                raise TypeError

    return holds


_COLUMNS: dict[tuple[str, str], Callable[[object], None]] = {
    ("passages", "sentences"): _numbers(2),
    ("quotes", "spans"): _numbers(2),
    ("features", "terms"): _object,
    ("changes", "gone"): _numbers(2),
    ("changes", "different"): _numbers(4),
    ("changes", "added"): _numbers(2),
    ("outbox", "request"): _object,
    ("parts", "body"): _list,
    ("turns", "subject"): _object,
    ("sources", "notes"): _object,
    ("waiting", "fresh"): _object,
}
