"""Statements as the rooms write them, and their values, as PostgreSQL takes them.

Question marks and `:names` become `$1`. A list of question marks becomes one array, so that a statement is the same
however many values it is asked for, and stays prepared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.store.protocol import Values

_PLACE = re.compile(
    r"'(?:[^']|'')*'"
    r"|\b(?P<no>not )?in \((?P<list>\?(?:, \?)*)\)"
    r"|(?P<mark>\?)"
    r"|(?<!:):(?P<name>[a-z_]\w*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in PostgreSQL's form; `takes` says of which values each `$n` is made.

    A number stands for so many of them in a list, 0 for one by itself, a string for the one of that name.
    """

    text: str
    takes: tuple[int | str, ...]
    plain: bool

    def values(self, given: Values) -> Sequence[Any]:
        """Return the values as the statement takes them."""
        if isinstance(given, Mapping):
            return [given[name] for name in self.takes if isinstance(name, str)]
        if self.plain:
            return given
        at, taken = 0, list[Any]()
        for count in self.takes:
            if isinstance(count, int) and count:
                taken.append(list(given[at : at + count]))
                at += count
            else:
                taken.append(given[at])
                at += 1
        return taken


@lru_cache(4_096)
def translated(statement: str) -> Statement:
    """Return a statement in PostgreSQL's form."""
    takes: list[int | str] = []

    def place(found: re.Match[str]) -> str:
        if found["list"]:
            takes.append(found["list"].count("?"))
            return f"{'<> all' if found['no'] else '= any'}(${len(takes)})"
        if found["mark"]:
            takes.append(0)
            return f"${len(takes)}"
        if found["name"]:
            if found["name"] not in takes:
                takes.append(found["name"])
            return f"${takes.index(found['name']) + 1}"
        return found[0]

    text = _PLACE.sub(place, statement)
    return Statement(text, tuple(takes), not any(takes))
