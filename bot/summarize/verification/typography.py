"""One kind of each mark: typewriters, phones and newspapers print the same words with other ones."""

from __future__ import annotations

import re

from bot.language.registry import every_mark

_QUOTE_MARKS = re.compile(r"[“”„«»‟＂″]")
_DOUBLE_MARK = re.compile('["“”„«»]')
_APOSTROPHES = re.compile(r"[‘’ʼ′`‚‛]")
_DASHES = re.compile(r"[‐‑‒–—−]")


def open_marks(text: str) -> list[int]:
    """Return where marks stand that neither open nor close a quotation of the text."""
    spans = every_mark().quoted(text)
    found = (match.start() for match in _DOUBLE_MARK.finditer(text))
    return [at for at in found if not any(start - 1 <= at <= end for start, end in spans)]


def even(text: str) -> str:
    """Return a text with one kind of quotation mark, apostrophe, dash and space."""
    text = _DASHES.sub("-", _APOSTROPHES.sub("'", _QUOTE_MARKS.sub('"', text)))
    return " ".join(text.split())
