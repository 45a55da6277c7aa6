"""How much of what is told was copied: words in runs of six or more that stand in a cited passage in that order.

What stands in quotation marks is left out: it must be copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.models import Claim

RUN = 6
"""Words in a row from which they count as copied."""
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"")
_WORD = re.compile(r"\w+")


def copied_words(claim: Claim) -> tuple[int, int]:
    """Return how many of a claim's words were copied, and how many it has, of those outside quotation marks."""
    runs = {run for each in claim.citations for run in _runs(_words(each.text))}
    copied = total = 0
    for piece in _QUOTED.sub("\n", claim.text).split("\n"):
        words = _words(piece)
        held = {at + n for at, run in enumerate(_runs(words)) if run in runs for n in range(RUN)}
        copied, total = copied + len(held), total + len(words)
    return copied, total


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
