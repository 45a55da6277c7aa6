"""Whether an item is somebody's opinion: by a label on its title, a part of its address, or because it says “I”."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from hashlib import blake2b
from urllib.parse import urlsplit

from bot.language.registry import every_mark, pack_of, packs
from bot.text.folding import fold

_BEFORE = re.compile(r"\W*(?P<label>[^\W\d_][^\W\d_’'\s-]*(?:[\s-][^\W\d_]+)?)\s*[:|]\s")
_BEHIND = re.compile(r"\s[|–—]\s*(?P<label>[^\W\d_]+(?:-[^\W\d_]+)?)\W*$")

_QUOTED_TO_ITS_END = re.compile(r"[“„«\"‟][^\n]*")
"""A quotation that goes on in the next paragraph closes there."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_NAMED_SPEAKER = re.compile(r"[^:]*:\s")
"""“Mayor: I will stay” has the mayor's words."""
FEWEST, SHARE = 3, 0.08
"""Sentences in which a column's writer speaks of himself, and the share of all that they are: a report may have one."""
OPENING = 3
"""Sentences that open an item: no report says “I” there."""
READ = 20_000


def is_opinion(title: str, url: str = "") -> bool:
    """Tell whether a title or an address says that an item is an opinion: “Opinion: …”, “/opinion/2026/…”."""
    found = [match["label"] for match in (_BEFORE.match(title), _BEHIND.search(title)) if match]
    parts = urlsplit(url).path.split("/")[1:-1]
    return any(fold(label) in _labels() for label in (*found, *parts))


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(label) for pack in packs() for label in pack.screening.opinion_labels)


def speaks_of_its_writer(title: str, text: str, language: str) -> bool:
    """Tell whether an item's writer says “I” or “we”, as those of columns and letters do and those of reports do not.

    What stands in quotation marks is somebody else's. Each channel asks it of all that came in since its last
    briefing, so what was found is kept, by a digest: not the texts.
    """
    item = "\0".join((title, text, language)).encode(errors="surrogatepass")
    found = _kept(blake2b(item, digest_size=16).digest())
    if not found:
        found.append(_speaks_of_its_writer(title, text, language))
    return found[0]


@lru_cache(maxsize=1_024)
def _kept(_digest: bytes) -> list[bool]:
    """Return where it is kept what was found in an item; empty while nobody has looked."""
    return []


def _speaks_of_its_writer(title: str, text: str, language: str) -> bool:
    screening = pack_of(language).screening
    is_personal, is_ours = screening.speaks_of_its_writer, screening.speaks_for_its_readers
    if _NAMED_SPEAKER.match(title) is None and is_personal(_unquoted(title)):
        return True
    said = [part for part in _SENTENCE.split(_unquoted(text[:READ])) if part]
    if any(map(is_personal, said[:OPENING])):
        return True
    personal = sum(is_personal(part) or is_ours(part) for part in said)
    return personal >= FEWEST and personal >= SHARE * len(said)


def _unquoted(text: str) -> str:
    for start, end in sorted(every_mark().quoted(text), reverse=True):
        text = f"{text[: max(0, start - 1)]} {text[end + 1 :]}"
    return _QUOTED_TO_ITS_END.sub("", text)
