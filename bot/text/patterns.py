"""Patterns made of lists of words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return a pattern, a group of its own, that fits each of the words as written, the longest first; or nothing."""
    found = sorted(set(words), key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join(map(re.escape, found))})" if found else "(?!)"
