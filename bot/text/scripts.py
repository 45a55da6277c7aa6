"""What scripts do that Latin letters do not: marks that belong to their letter, and words without spaces between.

A text without spaces is read by the pairs of its characters, as search engines do that have no dictionary (Lucene's
CJKAnalyzer): two characters carry about what a word does, and no cut can be wrong.
"""

from __future__ import annotations

import re
import unicodedata

_BRAHMIC = "".join(
    f"{chr(base)}-{chr(base + 3)}{chr(base + 0x3A)}-{chr(base + 0x3C)}{chr(base + 0x3E)}-{chr(base + 0x4D)}"
    f"{chr(base + 0x51)}-{chr(base + 0x57)}{chr(base + 0x62)}{chr(base + 0x63)}"
    for base in range(0x900, 0xE00, 0x80)
)
"""Vowel signs and other marks of the scripts of India: ten blocks of one plan (https://www.unicode.org/charts/)."""
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u07a6-\u07b0" + _BRAHMIC + "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u1056-\u1059\u17b4-\u17d3"
)
"""Marks that are written on or about a letter and are no letters by themselves, for within a pattern's brackets."""
_JOINERS = "\u200c\u200d"
WORD = rf"[^\W_](?:[^\W_]|[{MARKS}]|[{_JOINERS}](?=[^\W_]))*"
"""A word of any script that has spaces: letters and digits with their marks."""
UNSPACED = (
    "\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u1049\u1780-\u17d3"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese characters
    "\u1100-\u11ff\uac00-\ud7af"  # Korean: it has spaces, but writes the word and what it does in the sentence as one
)
"""The characters of scripts whose words nobody parts, for within a pattern's brackets."""
_RUN = re.compile(f"[{UNSPACED}]+")
_A_MARK = re.compile(f"[{MARKS}]")


def is_unspaced(text: str) -> bool:
    """Tell whether a text holds a stretch without spaces between its words."""
    return not text.isascii() and _RUN.search(text) is not None


def is_marked(text: str) -> bool:
    """Tell whether a text has letters with marks of their own on or about them."""
    return not text.isascii() and _A_MARK.search(text) is not None


def in_pairs(text: str) -> str:
    """Return a text with each stretch that has no spaces as the pairs of its characters: “東京都” as “東京 京都”.

    One character alone stays as it is; the rest of the text is as it was.
    """
    return _RUN.sub(lambda match: f" {' '.join(_pairs(match.group()))} ", text) if is_unspaced(text) else text


def _pairs(run: str) -> list[str]:
    bare = _A_MARK.sub("", run) or run
    return [bare[at : at + 2] for at in range(max(1, len(bare) - 1))]


def is_mark(char: str) -> bool:
    """Tell whether a character is a mark on or about a letter."""
    return unicodedata.category(char)[0] == "M"
