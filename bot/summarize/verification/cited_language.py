"""In which language a claim is held against what it cites: its articles’, as it was decided when they came in."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.detection import decided
from bot.language.registry import every_mark
from bot.models import Citation, Claim


def language_of(citations: Sequence[Citation]) -> str:
    """Return the code of the one language of what is cited; "" where there are several, or none is known.

    A sentence alone is too short to tell: headlines have hardly any of the words that a language is known by.
    """
    known = {citation.language.split("-", maxsplit=1)[0].lower() for citation in citations} - {""}
    if known:
        return known.pop() if len(known) == 1 else ""
    return decided(" ".join(citation.text for citation in citations), "")


def spoken_in(text: str) -> str:
    """Return the code of the language of a sentence's own words, "" where it cannot be told: what it quotes stays in
    the language in which it was printed."""
    for start, end in reversed(every_mark().quoted(text)):
        text = f"{text[:start]} {text[end:]}"
    return decided(text)


def translated_into(claim: Claim) -> str:
    """Return the code of the language of a claim's own words where what it cites is in another; "" otherwise."""
    told, cited = spoken_in(claim.text), language_of(claim.citations)
    return told if cited not in ("", told) else ""
