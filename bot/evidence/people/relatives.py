"""Relatives: "his wife, Mary Holm", "Mary Holm, their daughter": who is only named beside another of the surname."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.language.people import People
from bot.models import Span

_NEAR = 60
"""Characters before or behind a name that are looked at."""


def relatives(text: str, named: Iterable[tuple[str, Span]], people: People) -> Mapping[str, str]:
    """Return the names that are somewhere said to be a relative's, each with its sex as far as that is said."""
    found: dict[str, str] = {}
    for name, (start, end) in named:
        before, behind = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
        match = people.kin_before.search(before) or people.kin_behind.match(behind)
        if match:
            found.setdefault(name, people.kin.get(match["kin"], ""))
    return found
