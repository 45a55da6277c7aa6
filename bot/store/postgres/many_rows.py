"""Many rows in one statement: what a statement would put in row by row comes as one array a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_INSERT = re.compile(
    r"insert into (?P<table>\w+) \((?P<columns>[\w, ]+)\) values \(\?(?:, \?)*\)(?P<rest>(?: on conflict.*)?)",
    re.IGNORECASE | re.DOTALL,
)
_KEY = re.compile(r" on conflict \((?P<columns>[\w, ]+)\) do update", re.IGNORECASE)
_KINDS = {int: "bigint[]", bool: "bigint[]", str: "text[]", float: "float8[]", bytes: "bytea[]"}


@dataclass(frozen=True, slots=True)
class _Insert:
    table: str
    columns: str
    rest: str
    key: tuple[int, ...]
    """The places of the columns by which rows are told apart, where a second one would change the first."""


@lru_cache(512)
def _insert(statement: str) -> _Insert | None:
    found = _INSERT.fullmatch(statement.strip())
    if not found:
        return None
    columns = [each.strip() for each in found["columns"].split(",")]
    key = _KEY.match(found["rest"])
    names = [each.strip() for each in key["columns"].split(",")] if key else []
    return _Insert(found["table"], found["columns"], found["rest"], tuple(map(columns.index, names)))


def in_one(statement: str, rows: Sequence[Sequence[Any]]) -> tuple[str, list[list[Any]]] | None:
    """Return a statement that puts in all rows at once, with its values; None where that must be done one by one."""
    insert = _insert(statement)
    if insert is None or len(rows) < 2:
        return None
    if insert.key and len({tuple(row[at] for at in insert.key) for row in rows}) < len(rows):
        return None
    columns = [list(column) for column in zip(*rows, strict=True)]
    kinds = [next((_KINDS.get(type(value), "") for value in column if value is not None), "") for column in columns]
    if not all(kinds):
        return None
    arrays = ", ".join(f"?::{kind}" for kind in kinds)
    return (
        f"insert into {insert.table} ({insert.columns}) select * from unnest({arrays}) as given{insert.rest}",
        columns,
    )
