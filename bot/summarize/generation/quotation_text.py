"""Puts a quotation as its source prints it: the same marks inside, and no full stop that the source has not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.registry import every_mark
from bot.models import Citation

_ALIKE = ('“”„«»‟＂″"', "‘’ʼ′`‚‛'", "‐‑‒–—−-")
_ENDING = re.compile(r"[\s.,;:!?…]+$")


def as_printed(text: str, citations: Sequence[Citation]) -> str:
    """Return a sentence whose quotations are letter for letter those of its citations, where they hold them.

    A writer's full stop inside the marks goes behind them: “… there.” is “… there”. where the source goes on.
    """
    for start, end in reversed(every_mark().quoted(text)):
        words = text[start:end]
        found = _found(words, citations)
        if found is not None:
            text = text[:start] + found + text[end:]
            continue
        ending = _ENDING.search(words)
        found = _found(words[: ending.start()], citations) if ending else None
        if ending and found is not None:
            stop = ending.group().strip()[:1] if _goes_on(text[end + 1 :]) else ""
            text = text[:start] + found + text[end : end + 1] + stop + text[end + 1 :]
    return text


def _goes_on(rest: str) -> bool:
    """Tell whether a mark is wanted behind the quotation: at the end, or before more words."""
    return not rest or rest[:1].isspace()


def _found(words: str, citations: Sequence[Citation]) -> str | None:
    """Return the words as a citation prints them, whatever marks and spaces it uses."""
    if not words.strip():
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(_spelt(word) for word in words.split()) + r"(?!\w)")
    match = next((found for item in citations if (found := pattern.search(item.text))), None)
    return match.group() if match else None


def _spelt(word: str) -> str:
    return "".join(
        next((f"[{re.escape(marks)}]" for marks in _ALIKE if char in marks), re.escape(char)) for char in word
    )
