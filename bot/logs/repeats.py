"""A message that comes again and again is told some times a minute, and then how often it came: it hides no other."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

MOST = 100
"""Lines of one message a minute: three hundred sources that fail at once are seen, and a storm is not written down."""
SECONDS = 60.0


class Repeats(logging.Filter):
    """Lets through so many records of a message a minute; the first of the next minute says how many were left out.

    A message is what stands in the code, whatever it is about each time. One with a traceback is always let through.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._counts: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is to be written."""
        key, now = (record.name, str(record.msg)), self._now()
        begun, count = self._counts.get(key, (now, 0))
        if now - begun > SECONDS:
            left_out = count - MOST
            begun, count = now, 0
            if left_out > 0:
                record.msg, record.args = f"{record.getMessage()} (and {left_out} more like it before)", None
        self._counts[key] = begun, count + 1
        return count < MOST or record.exc_info is not None
