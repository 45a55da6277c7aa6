"""How a source is, in words: pure."""

from __future__ import annotations

from datetime import datetime
from typing import get_args
from zoneinfo import ZoneInfo

from bot.ingest.sources import registry
from bot.messages.catalogue import say
from bot.models import Source, SourceState

_LATER = ("sources.it_is_tried_again", "sources.try_again")


def problem_of(source: Source) -> str:
    """Return why a source is not read, or not all of it, in words; "" where it is, or where somebody paused it."""
    if registry.reader_of(source) is registry.UNKNOWN:
        return say(registry.NO_READER)
    if source.state not in get_args(SourceState):
        return say("rows.unknown_state", state=source.state)
    return source.problem or ("gone" if source.state == "gone" else "")


def health(source: Source, now: datetime, zone: str = "") -> str:
    """Return one line: what is wrong, since when and when it is tried again; or when it was read, and is next.

    Times are UTC, or as a clock in a zone shows them.
    """
    kind = registry.reader_of(source)
    if kind is registry.UNKNOWN or source.state not in get_args(SourceState):
        return say("sources.no_reader", why=problem_of(source))
    if source.state == "gone":
        return say("sources.gone", since=_since(source, zone), problem=source.problem)
    if source.state == "paused":
        return say("sources.paused")
    if source.problem and not source.failures:
        return say(
            "sources.read_in_part", moment=moment(source.last_ok_at or now, zone), problem=_plain(source.problem)
        )
    if not kind.polled:
        if not source.last_ok_at:
            return say("sources.nothing_came")
        return say("sources.brought", moment=moment(source.last_ok_at, zone))
    if source.problem:
        again = _next(source, now, zone) or say("sources.next_poll")
        return say("sources.failing", since=_since(source, zone), problem=_plain(source.problem), again=again)
    following = _next(source, now, zone) or say("sources.due_now")
    if source.last_ok_at is None:
        waits = say("sources.waits_until", following=following) if source.next_poll_at else ""
        return say("sources.not_read_yet", waits=waits)
    note = say("sources.moved", moved_to=source.moved_to) if source.moved_to else ""
    return say(
        "sources.read", moment=moment(source.last_ok_at, zone), following=following, every=_every(source), note=note
    )


def called(source: Source) -> str:
    """Return what people call a source: its address, or its name where nobody knows that."""
    return registry.called(source)


def moment(value: datetime, zone: str = "") -> str:
    """Return a moment as it stands in a line: in UTC, or as a clock in a zone shows it."""
    if zone:
        return f"{value.astimezone(ZoneInfo(zone)):%d %b, %H:%M}"
    return f"{value:%Y-%m-%d %H:%M} UTC"


def _since(source: Source, zone: str) -> str:
    times = say("sources.failures", n=source.failures) if source.failures > 1 else ""
    since = say("sources.failing_since", moment=moment(source.failing_since, zone)) if source.failing_since else ""
    return since + times


def _plain(problem: str) -> str:
    """Return a problem without its general advice to wait: the line itself says until when."""
    for ending in map(say, _LATER):
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
        return say("sources.every_minutes", n=minutes) if minutes > 1 else say("sources.every_minute")
    return say("sources.every_hours", n=round(minutes / 60))
