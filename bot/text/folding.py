"""Words folded for comparison: case, accents and a possessive ending are no difference."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_POSSESSIVE = re.compile(r"['’]s?$")


@lru_cache(maxsize=8_192)
def fold(word: str) -> str:
    """Return a word for comparison: case folded, accents and possessive ending dropped."""
    if word.isascii():
        plain = word
    else:
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", word.replace("’", "'")) if not unicodedata.combining(c)
        )
    return _POSSESSIVE.sub("", plain.casefold()).strip(".,;:!?\"“”‘’'()[]")
