"""How a source is, in words: pure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.models import Source

_LATER = (". It is tried again later", ". Try again later")


def health(source: Source, now: datetime, zone: str = "") -> str:
    """Return one line: what is wrong, since when and when it is tried again; or when it was read, and is next.

    Times are UTC, or as a clock in a zone shows them.
    """
    if source.state == "gone":
        return f"gone{_since(source, zone)}: {source.problem}"
    if source.state == "paused":
        return "paused"
    if source.problem and source.kind == "folder" and not source.failures:
        return f"read {moment(source.last_ok_at or now, zone)}, but not all of it: {_plain(source.problem)}"
    if source.kind == "webhook":
        return (
            f"ok: last brought something {moment(source.last_ok_at, zone)}" if source.last_ok_at else "nothing came yet"
        )
    if source.problem:
        again = _next(source, now, zone) or "with the next poll"
        return f"failing{_since(source, zone)}: {_plain(source.problem)}. Tried again {again}"
    following = _next(source, now, zone) or "due now"
    if source.last_ok_at is None:
        return f"not read yet, {following}" if source.next_poll_at else "not read yet"
    note = f". It says that it moved to {source.moved_to}" if source.moved_to else ""
    return f"ok: read {moment(source.last_ok_at, zone)}, next {following}, {_every(source)}{note}"


def moment(value: datetime, zone: str = "") -> str:
    """Return a moment as it stands in a line: in UTC, or as a clock in a zone shows it."""
    if zone:
        return f"{value.astimezone(ZoneInfo(zone)):%d %b, %H:%M}"
    return f"{value:%Y-%m-%d %H:%M} UTC"


def _since(source: Source, zone: str) -> str:
    times = f" ({source.failures} times)" if source.failures > 1 else ""
    return (f" since {moment(source.failing_since, zone)}" if source.failing_since else "") + times


def _plain(problem: str) -> str:
    """Return a problem without its general advice to wait: the line itself says until when."""
    for ending in _LATER:
        problem = problem.removesuffix(ending)
    return problem.rstrip(".")


def _next(source: Source, now: datetime, zone: str) -> str:
    """Return when a source is polled next; "" where that is due."""
    if source.next_poll_at is None or source.next_poll_at <= now:
        return ""
    return moment(source.next_poll_at, zone)


def _every(source: Source) -> str:
    minutes = max(1, round(source.interval_s / 60))
    if minutes < 90:
        return f"every {minutes} min" if minutes > 1 else "every minute"
    return f"every {round(minutes / 60)} h"
