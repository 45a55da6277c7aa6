"""When a source is polled next: pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

SHORTEST_S = 300
LONGEST_S = 86_400
_GROWTH = 1.5
_JITTER = 0.1


def next_interval(interval_s: int, usual_s: int, *, changed: bool, max_age: int | None = None) -> int:
    """Return the seconds between polls from now on: back to the usual after news, longer while nothing comes.

    It grows to eight times the usual and no further than a day; a server's own max-age is kept where it is longer.
    """
    ceiling = min(8 * usual_s, LONGEST_S)
    wanted = usual_s if changed else round(interval_s * _GROWTH)
    return max(min(max(wanted, min(usual_s, SHORTEST_S)), ceiling), min(max_age or 0, LONGEST_S))


def after_success(now: datetime, interval_s: int, random: Random) -> datetime:
    """Return when a source that was read is due again; jitter keeps sources from falling into step."""
    return now + timedelta(seconds=interval_s * (1 + random.uniform(-_JITTER, _JITTER)))


def after_failure(now: datetime, failures: int, usual_s: int, retry_after: float | None, random: Random) -> datetime:
    """Return when a source that failed is tried again: twice as long each time, a day at most, never given up."""
    wait = min(usual_s * 2.0 ** min(failures, 10), LONGEST_S)
    wait *= 1 + random.uniform(-_JITTER, _JITTER)
    return now + timedelta(seconds=max(wait, min(retry_after or 0.0, 7 * LONGEST_S)))
