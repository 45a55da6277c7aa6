"""How the cost of reading something grows with its length: a ratio of two costs in one process, not a time."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 16
BOUND = 64
"""Half-way, as factors go, between a cost that grows with the length (16) and one that grows with its square (256)."""
TRIES = 5
LEAST_SECONDS = 0.001
"""Below this nothing can be told of a cost."""


def grows_with_its_length(work: Callable[[int], Callable[[], object]], length: int) -> bool:
    """Return whether what `work` makes for a length costs no more than in proportion to what it makes for a 16th of it.

    What else the machine does can only add to a processor time, so one try of five that holds is enough.
    """
    part, whole = work(length // TIMES), work(length)
    return any(_seconds(whole) < BOUND * max(LEAST_SECONDS, _seconds(part)) for _ in range(TRIES))


def grows_with_its_pieces(read: Callable[[str], object], piece: str, size: int) -> bool:
    """Return the same for a text that is one piece again and again, up to `size` characters."""

    def reading(length: int) -> Callable[[], object]:
        text = piece * (length // len(piece))
        return lambda: read(text)

    return grows_with_its_length(reading, size)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
