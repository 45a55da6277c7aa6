"""Rows and values as the rooms know them: rows by place and name, whole numbers of 64 bits, no third kind of number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from psycopg import Connection, Cursor
from psycopg.abc import DumperKey
from psycopg.adapt import Dumper, Loader, PyFormat
from psycopg.types.array import ListBinaryDumper
from psycopg.types.numeric import Int8BinaryDumper, Int8Dumper
from psycopg.types.string import StrBinaryDumper

INTEGERS, TEXTS = 1016, 1009
"""The server's numbers of the types `bigint[]` and `text[]`: the same on every server."""


class PostgresRow(tuple[Any, ...]):
    """A row: its values by their place and by their name."""

    __slots__ = ()
    places: ClassVar[dict[str, int]] = {}

    def __getitem__(self, key: Any, /) -> Any:  # noqa: ANN401 - as a tuple has it, and by name
        """Return the value of a column."""
        return tuple.__getitem__(self, self.places[key] if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        """Return the names of the columns."""
        return list(self.places)


@lru_cache(2_048)
def _kind_of(names: tuple[str, ...]) -> type[PostgresRow]:
    return type("PostgresRow", (PostgresRow,), {"__slots__": (), "places": {name: n for n, name in enumerate(names)}})


def rows(cursor: Cursor[Any]) -> Callable[[Sequence[Any]], PostgresRow]:
    """Make the rows of a result: psycopg's `row_factory`."""
    described = cursor.description
    return _kind_of(tuple(column.name for column in described)) if described else PostgresRow


class _Number(Loader):
    """Reads sums, which PostgreSQL gives in a kind of their own, as the numbers that they are."""

    def load(self, data: Any) -> int | float:  # noqa: ANN401 - a buffer
        text = bytes(data)
        return int(text) if text.lstrip(b"-").isdigit() else float(text)


class _Whole(Dumper):
    """Gives whole numbers as PostgreSQL writes an array of them."""

    oid = INTEGERS

    def dump(self, obj: Any) -> bytes:  # noqa: ANN401 - a list, as its key says
        return f"{{{','.join(map(str, obj))}}}".encode()


class _Texts(Dumper):
    """Gives texts as PostgreSQL writes an array of them: quotation marks and backslashes in them are marked."""

    oid = TEXTS

    def dump(self, obj: Any) -> bytes:  # noqa: ANN401 - a list, as its key says
        between = '","'.join(obj)
        if "\\" in between or between.count('"') > 2 * (len(obj) - 1):
            between = '","'.join(text.replace("\\", "\\\\").replace('"', '\\"') for text in obj)
        return f'{{"{between}"}}'.encode()


_ARRAYS: dict[frozenset[type], type[Dumper]] = {frozenset({int}): _Whole, frozenset({str}): _Texts}


class _Lists(ListBinaryDumper):
    """Gives a list of one kind as a whole: element by element, as psycopg does, most of a write's time went into it."""

    def get_key(self, obj: list[Any], format: PyFormat) -> DumperKey:
        """Return what tells the kinds of lists apart."""
        kinds = frozenset(map(type, obj))
        return (_Lists, next(iter(kinds))) if kinds in _ARRAYS else super().get_key(obj, format)

    def upgrade(self, obj: list[Any], format: PyFormat) -> Any:  # noqa: ANN401 - psycopg knows lists of its own alone
        """Return what gives a list of this kind."""
        kind = _ARRAYS.get(frozenset(map(type, obj)))
        return super().upgrade(obj, format) if kind is None else kind(list)


def adapt(db: Connection[Any]) -> None:
    """Have a connection give and take values as the rooms have them: truth is 1 or 0, every string is text."""
    for kind in (int, bool):
        db.adapters.register_dumper(kind, Int8Dumper)
        db.adapters.register_dumper(kind, Int8BinaryDumper)
    db.adapters.register_dumper(str, StrBinaryDumper)
    db.adapters.register_dumper(list, _Lists)
    db.adapters.register_loader("numeric", _Number)
