"""Many rows in one statement: what a statement would do row by row comes as one array a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

_INSERT = re.compile(
    r"insert into (?P<table>\w+) \((?P<columns>[\w, ]+)\) values \(\?(?:, \?)*\)(?P<rest>(?: on conflict.*?)?)"
    r"(?P<returning>(?: returning id)?)",
    re.IGNORECASE | re.DOTALL,
)
_KEY = re.compile(r" on conflict \((?P<columns>[\w, ]+)\) do update", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?P<what>update \w+ set (?P<sets>[\w ?=+,-]+)|delete from \w+) where"
    r" (?P<where>\w+ = \?(?: and \w+ (?:= \?|[<>=]+ \d+))*)",
    re.IGNORECASE,
)
_KINDS = {int: "bigint[]", bool: "bigint[]", str: "text[]", float: "float8[]", bytes: "bytea[]"}


@dataclass(frozen=True, slots=True)
class _Together:
    """A statement for many rows, up to where they are given and from there on.

    `key`: the places of the values by which rows are told apart, where a second one would change what the first did.
    """

    begins: str
    ends: str
    key: tuple[int, ...]
    puts_in: bool = False


@lru_cache(512)
def _together(statement: str) -> _Together | None:
    plain = statement.strip()
    if found := _INSERT.fullmatch(plain):
        return _put_in(found)
    if found := _CHANGE.fullmatch(plain):
        return _changed(found)
    return None


def _put_in(found: re.Match[str]) -> _Together:
    columns = [each.strip() for each in found["columns"].split(",")]
    key = _KEY.match(found["rest"])
    names = [each.strip() for each in key["columns"].split(",")] if key else []
    numbered = " order by place" if found["returning"] else ""
    return _Together(
        f"insert into {found['table']} ({found['columns']}) select ",
        f"{numbered}{found['rest']}{found['returning']}",
        tuple(map(columns.index, names)),
        puts_in=True,
    )


def _changed(found: re.Match[str]) -> _Together:
    """Take the values of an update or a delete from rows that are given: of one row there is one of its key."""
    places = count()
    what, where = (re.sub(r"\?", lambda _: f"c{next(places)}", found[part]) for part in ("what", "where"))
    first, asked = (found["sets"] or "").count("?"), next(places)
    return _Together(f"{what} {'from' if found['sets'] else 'using'} ", f" where {where}", tuple(range(first, asked)))


def in_one(statement: str, rows: Sequence[Sequence[Any]]) -> tuple[str, list[list[Any]]] | None:
    """Return a statement that does it for all rows at once, with its values; None where it must be one by one."""
    together = _together(statement)
    if together is None or len(rows) < 2:
        return None
    if together.key and len({tuple(row[at] for at in together.key) for row in rows}) < len(rows):
        return None
    columns = [list(column) for column in zip(*rows, strict=True)]
    kinds = [next((_KINDS.get(type(value), "") for value in column if value is not None), None) for column in columns]
    if "" in kinds or not any(kinds) or (None in kinds and not together.puts_in):
        return None
    chosen = ", ".join(f"c{place}" if kind else "null" for place, kind in enumerate(kinds)) + " from "
    return (
        f"{together.begins}{chosen if together.puts_in else ''}{_given(kinds)}{together.ends}",
        [column for column, kind in zip(columns, kinds, strict=True) if kind],
    )


def _given(kinds: Sequence[str | None]) -> str:
    """Return rows of arrays, one a column, with the place of each row; a column without any value is none of them."""
    named = [f"c{place}" for place, kind in enumerate(kinds) if kind]
    arrays = ", ".join(f"?::{kind}" for kind in kinds if kind)
    return f"unnest({arrays}) with ordinality as given ({', '.join(named)}, place)"
