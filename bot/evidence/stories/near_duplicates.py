"""Copies of one text: a bottom-k sketch of shingle hashes, compared by containment.

Method: A. Broder, "On the resemblance and containment of documents" (1997): the k smallest hashes of a text's word
shingles are a sample of all of them. Containment, not resemblance: a copy that is cut short, or wrapped in a menu,
shares nearly all of the smaller text and little of the larger.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import xxhash

SHINGLE = 5
"""Words in a shingle."""
KEPT = 128
"""Hashes kept of a text."""
COPY = 0.5
"""Containment from which a text is a copy of another; articles of two outlets on one event stay below 0.2."""
WHOLE = 0.9
"""Share of a text's shingles from which it brings nothing to who has read the other: an edited name breaks five."""
FEWEST_SHARED = 6
"""Hashes that two sketches must share: fewer may be one quotation that both printed."""

_WORD = re.compile(r"\w+")


def sketch(text: str) -> tuple[tuple[int, ...], int]:
    """Return the sketch, ascending signed 64-bit hashes, and the number of different shingles of the text."""
    words = _WORD.findall(text.casefold())
    if not words:
        return (), 0
    shingles = set(map(" ".join, zip(*(words[i:] for i in range(min(SHINGLE, len(words)))), strict=False)))
    hashes = {xxhash.xxh3_64_intdigest(shingle.encode("utf-8", "surrogatepass")) for shingle in shingles}
    return tuple(sorted(value - (1 << 63) for value in heapq.nsmallest(KEPT, hashes))), len(hashes)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text's kept hashes, ascending, and the number of shingles that they were taken from."""

    hashes: tuple[int, ...]
    size: int

    @property
    def limit(self) -> int:
        """The hash up to which the sketch knows of every shingle."""
        return (1 << 63) - 1 if self.size <= len(self.hashes) else self.hashes[-1]


def containment(first: Sketch, second: Sketch) -> float:
    """Return the estimated share of the smaller text's shingles that stand in the larger too, 0 to 1.

    The hashes up to the lower of the two limits are a fair sample of both texts.
    """
    shared, of_first, of_second = _shared(first, second)
    return shared / min(of_first, of_second) if shared else 0.0


def brings_nothing(text: Sketch, other: Sketch) -> bool:
    """Tell whether nearly all of a text stands in another: who read that misses nothing of it."""
    shared, of_text, _ = _shared(text, other)
    return bool(shared) and shared / of_text >= WHOLE


def _shared(first: Sketch, second: Sketch) -> tuple[int, int, int]:
    """Return how many shingles of a sample stand in both texts, how many in the first, and how many in the second."""
    common = set(first.hashes).intersection(second.hashes)
    fewest = min(FEWEST_SHARED, max(first.size, second.size))
    if len(common) < fewest:
        return 0, 0, 0  # most that are compared share a phrase
    limit = min(first.limit, second.limit)
    shared = sum(value <= limit for value in common)
    if shared < fewest:
        return 0, 0, 0
    return shared, bisect_right(first.hashes, limit), bisect_right(second.hashes, limit)


def original(text: Sketch, others: Iterable[tuple[int, Sketch]]) -> int | None:
    """Return the one of the others that the text is a copy of, or that is a part of it; None: the text is its own.

    `others` are `(original, sketch)`; an original may come several times, for itself and for its copies.
    """
    found = [(containment(text, other), -key) for key, other in others]
    best = max(found, default=(0.0, 0))
    return -best[1] if best[0] >= COPY else None
