"""Whether an item is somebody's opinion, as its outlet says: by a label on its title, or by a part of its address."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from bot.language.registry import packs
from bot.text.folding import fold

_BEFORE = re.compile(r"\W*(?P<label>[^\W\d_][^\W\d_’'\s-]*(?:[\s-][^\W\d_]+)?)\s*[:|]\s")
_BEHIND = re.compile(r"\s[|–—]\s*(?P<label>[^\W\d_]+(?:-[^\W\d_]+)?)\W*$")


def is_opinion(title: str, url: str = "") -> bool:
    """Tell whether a title or an address says that an item is an opinion: “Opinion: …”, “/opinion/2026/…”."""
    found = [match["label"] for match in (_BEFORE.match(title), _BEHIND.search(title)) if match]
    parts = urlsplit(url).path.split("/")[1:-1]
    return any(fold(label) in _labels() for label in (*found, *parts))


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(label) for pack in packs() for label in pack.screening.opinion_labels)
