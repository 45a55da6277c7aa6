"""The time, as something that is passed in."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.errors import UsageError

Clock = Callable[[], datetime]
"""Gives the present as an aware UTC datetime."""


SteadyClock = Callable[[], float]
"""Gives seconds since some moment: it is never set, and goes on while the process is stopped or the machine sleeps."""


def steady_clock() -> float:
    """Return the seconds since the machine was started, those that it slept among them where the system counts them."""
    return time.clock_gettime(_BOOT) if _BOOT is not None else time.monotonic()


_BOOT = getattr(time, "CLOCK_BOOTTIME", None)


def system_clock() -> datetime:
    """Return the present, UTC."""
    return datetime.now(UTC)


def shifted_clock(start: datetime) -> Clock:
    """Return a clock that read `start` when it was made and has run on since."""
    offset = start.astimezone(UTC) - system_clock()
    return lambda: system_clock() + offset


def clock_from_environment() -> Clock:
    """Return the system's clock, or one set by `READOUT_NOW` (an ISO 8601 time with its offset)."""
    value = os.environ.get("READOUT_NOW")
    if not value:
        return system_clock
    try:
        start = datetime.fromisoformat(value)
    except ValueError:
        raise UsageError(f"READOUT_NOW: {value!r} is not a time. Give one like 2021-12-31T08:00:00Z") from None
    return shifted_clock(start if start.tzinfo else start.replace(tzinfo=UTC))


_MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_micros(moment: datetime) -> int:
    """Return an aware time as whole microseconds since 1970, UTC: the form that the store keeps."""
    return (moment - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the aware UTC time of `to_micros`."""
    return EPOCH + timedelta(microseconds=micros)


def iso(moment: datetime | None) -> str | None:
    """Return a time as ISO 8601 in UTC with a Z, to the second, or None."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
