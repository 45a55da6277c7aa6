"""Relatives: "his wife, Mary Holm", "Mary Holm, their daughter": who is only named beside another of the surname."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.models import Span

_SHE = frozenset("wife mother sister daughter widow niece aunt grandmother granddaughter mrs ms miss".split())
_HE = frozenset("husband father brother son widower nephew uncle grandfather grandson mr".split())
_EITHER = frozenset("cousin sibling spouse twin".split())
_KIN = "|".join(sorted((_SHE | _HE | _EITHER) - {"mrs", "ms", "miss", "mr"}))
_OWNER = r"(?:[Hh]is|[Hh]er|[Tt]heir|\w+['’]s?)"
_WORDS = r"(?:\s+(?!and\b)[a-z-]+){0,2}?"
_BEFORE = re.compile(rf"\b{_OWNER}{_WORDS}\s+(?P<kin>{_KIN}),?\s+$")
_BEHIND = re.compile(rf",\s+{_OWNER}{_WORDS}\s+(?P<kin>{_KIN})\b")
_NEAR = 60
"""Characters before or behind a name that are looked at."""


def sex(word: str) -> str:
    """Return whether a word of kin or address says "he" or "she"; "" for others."""
    return "she" if word in _SHE else "he" if word in _HE else ""


def relatives(text: str, named: Iterable[tuple[str, Span]]) -> Mapping[str, str]:
    """Return the names that are somewhere said to be a relative's, each with its sex as far as that is said."""
    found: dict[str, str] = {}
    for name, (start, end) in named:
        match = _BEFORE.search(text[max(0, start - _NEAR) : start]) or _BEHIND.match(text[end : end + _NEAR])
        if match:
            found.setdefault(name, sex(match["kin"]))
    return found
