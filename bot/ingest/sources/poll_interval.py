"""When a source is polled next, and where: pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

SHORTEST_S = 300
LONGEST_S = 86_400
MOVED_POLLS = 3
"""Polls in a row that an address must say that it moved for good, before it is believed."""
_JITTER = 0.1
_LEARNT = 0.3


def learnt_gap(gap_s: int, since_news_s: float | None, usual_s: int) -> int:
    """Return how many seconds usually lie between news, now that some came; the newest gap counts three tenths.

    `gap_s` is what was learnt before (0: nothing), `since_news_s` the time since the news before (None: the first).
    """
    held = gap_s or 2 * usual_s
    return held if since_news_s is None else round((1 - _LEARNT) * held + _LEARNT * min(since_news_s, 14 * LONGEST_S))


def interval(gap_s: int, quiet_s: float, usual_s: int, max_age: int | None = None) -> int:
    """Return the seconds until the next poll: half the time between news, or half the quiet where that is longer.

    A source that brings news often is asked up to three times as often as usual, one that hardly ever does up to
    eight times as seldom, never more than a day apart. A server's own max-age is kept where it is longer.
    """
    least = min(usual_s, max(SHORTEST_S, usual_s // 3))
    most = min(8 * usual_s, LONGEST_S)
    wanted = round(max(gap_s or 2 * usual_s, quiet_s) / 2)
    return max(min(max(wanted, least), most), min(max_age or 0, LONGEST_S))


def after_success(now: datetime, interval_s: int, random: Random) -> datetime:
    """Return when a source that was read is due again; jitter keeps sources from falling into step."""
    return now + timedelta(seconds=interval_s * (1 + random.uniform(-_JITTER, _JITTER)))


def after_failure(now: datetime, failures: int, usual_s: int, retry_after: float | None, random: Random) -> datetime:
    """Return when a source that failed is tried again: twice as long each time, a day at most, never given up."""
    wait = min(usual_s * 2.0 ** min(failures, 10), LONGEST_S / (1 + _JITTER))
    wait *= 1 + random.uniform(-_JITTER, _JITTER)
    return now + timedelta(seconds=max(wait, min(retry_after or 0.0, 7 * LONGEST_S)))


def moved(held: str, polls: int, moved_to: str | None) -> tuple[str, int, bool]:
    """Return where an address says it moved, for how many polls in a row, and whether that is believed now."""
    if not moved_to:
        return "", 0, False
    count = polls + 1 if moved_to == held else 1
    return moved_to, count, count >= MOVED_POLLS
