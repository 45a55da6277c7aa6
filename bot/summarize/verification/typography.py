"""One kind of each mark: typewriters, phones and newspapers print the same words with other ones."""

from __future__ import annotations

import re

_QUOTE_MARKS = re.compile(r"[“”„«»‟＂″]")
_APOSTROPHES = re.compile(r"[‘’ʼ′`‚‛]")
_DASHES = re.compile(r"[‐‑‒–—−]")


def even(text: str) -> str:
    """Return a text with one kind of quotation mark, apostrophe, dash and space."""
    text = _DASHES.sub("-", _APOSTROPHES.sub("'", _QUOTE_MARKS.sub('"', text)))
    return " ".join(text.split())
