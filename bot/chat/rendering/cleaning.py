"""Text from outside made fit to be shown: what cannot be seen is taken out, directions are kept inside (promise 3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_JOINERS = "\u200c\u200d"  # Persian and Indic words, and emoji, need them
_KEEP_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")  # visible signs of category Cf
_BLANKS = frozenset(
    "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f"
)  # shown as nothing
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=4_096)
def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if category == "Cs":
        return "\ufffd"  # half of a pair: no encoding can carry it
    if char in _JOINERS or char in _KEEP_FORMAT:
        return char
    point = ord(char)
    hidden = category == "Cf" or char in _BLANKS or 0xE0000 <= point <= 0xE0FFF or point & 0xFFFE == 0xFFFE
    return "" if hidden or 0xFDD0 <= point <= 0xFDEF else char


def _joins(text: str, at: int) -> bool:
    """Whether the joiner at a place stands between two characters that it may join."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before > "\u00ff" and after > "\u00ff" and after not in _JOINERS)


def clean(text: str) -> str:
    """Return a text as one line, without control, bidirectional and invisible characters.

    Joiners stay between the letters or emoji that they join. Nothing that can be seen is lost.
    """
    shown = text if text.isascii() and text.isprintable() else "".join(map(_shown, text))
    if "\u200c" in shown or "\u200d" in shown:
        shown = "".join(c for i, c in enumerate(shown) if c not in _JOINERS or _joins(shown, i))
    return _SPACES.sub(" ", shown).strip()


def isolated(text: str) -> str:
    """Return a text that turns the direction of nothing around it: right-to-left text is put between isolates.

    See Unicode Standard Annex 9, 2.4.
    """
    if text.isascii() or not any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text):
        return text
    return f"\u2068{text}\u2069"


def _continues(before: str, char: str) -> bool:
    """Whether a character belongs to the grapheme of the one before it (the common cases of Annex 29)."""
    if before == "\u200d" or char in _JOINERS or unicodedata.category(char)[0] == "M":
        return True
    point = ord(char)
    if 0x1160 <= point <= 0x11FF or 0x1F3FB <= point <= 0x1F3FF:  # Hangul vowels and finals; skin tones
        return True
    return _is_flag_half(before) and _is_flag_half(char)


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def graphemes(text: str) -> Iterator[str]:
    """Give a text in pieces that are seen as one character each."""
    start = 0
    for at in range(1, len(text)):
        whole_flag = at - start == 2 and _is_flag_half(text[start])
        if whole_flag or not _continues(text[at - 1], text[at]):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]
