"""Rows of whole tables, whatever database they are in: by what they are told apart, and sums by which tables are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xxhash

from bot.text.storable import storable

Values = tuple[Any, ...]
_MODULUS = 1 << 128


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and those of them that tell its rows apart, in the order of its key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def listed(self) -> str:
        """Its columns as a statement names them."""
        return ", ".join(map(quoted, self.columns))

    def key_of(self, row: Values) -> Values:
        """Return by what a row is told from others."""
        return tuple(row[self.columns.index(name)] for name in self.key)


def quoted(name: str) -> str:
    """Return a table's or column's name as every database reads it, though it be one of its own words."""
    return f'"{name}"'


class RowSum:
    """How many rows there were, and a sum of what they hold that does not depend on their order."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, rows: Iterable[Values]) -> None:
        """Count rows in, each by its values as Python has them."""
        digest, total = xxhash.xxh3_128_intdigest, 0
        for row in rows:
            total += digest(repr(row).encode("utf-8", "surrogatepass"))
            self.rows += 1
        self._sum = (self._sum + total) % _MODULUS

    @property
    def checksum(self) -> str:
        """The sum, as people compare it."""
        return f"{self._sum:032x}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowSum) and (self.rows, self._sum) == (other.rows, other._sum)

    __hash__ = None  # type: ignore[assignment]


def storable_rows(rows: Sequence[Values]) -> list[Values]:
    """Return rows in the characters that every database holds: each of the others is replaced by one, so spans stay."""
    return [
        tuple(map(_storable, row)) if any(type(value) is str and "\0" in value for value in row) else row
        for row in rows
    ]


def _storable(value: Any) -> Any:  # noqa: ANN401 - a column holds what its table says
    return storable(value) if isinstance(value, str) else value
