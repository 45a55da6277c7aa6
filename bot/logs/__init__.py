"""The log: one line an event, on standard error, with no secret in it. An unforeseen error has its traceback below.

It is text for people, or an object of JSON a line for what gathers logs. Standard logging does it: structlog was
tried, and takes 6 MB of memory, for the colours of a terminal that a service has not.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Literal, TextIO
from zlib import crc32

from bot.errors import ReadoutError, Resting
from bot.logs.lines import REFERENCE, JsonLine, TextLine
from bot.logs.masking import Masking
from bot.logs.repeats import Repeats
from bot.private_files import PRIVATE_FILE

_NOISY = (
    "httpx", "httpx2", "httpcore", "httpcore2", "openai", "apscheduler", "trafilatura", "htmldate",
    "charset_normalizer", "asyncio", "uvicorn",
)  # fmt: skip

LOG_BYTES = 1_000_000
"""Of a log in a file: as many are kept, and the same of what was before."""

LogFormat = Literal["text", "json"]


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to what is standard error when a line comes: a bar that is drawn there puts itself in its place."""

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, stream: TextIO) -> None:
        del stream


def start_log(level: str, noisy: Iterable[str] = (), *, form: LogFormat = "text", secrets: Iterable[str] = ()) -> None:
    """Send the log to standard error from `level` up; libraries, and `noisy` loggers, speak only from warning up.

    The values of `secrets` are masked, and whatever looks like one.
    """
    handler = _StandardError()
    lines = JsonLine if form == "json" else TextLine
    handler.setFormatter(lines(Masking(secrets), tracebacks=level == "debug"))
    if level != "debug":
        handler.addFilter(Repeats())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in (*_NOISY, *noisy):
        logging.getLogger(name).setLevel(logging.DEBUG if level == "debug" else logging.WARNING)


def keep_log_in(file: Path) -> None:
    """Have the log written to a file of ours from here on, not to standard error: a conversation stands there."""
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, PRIVATE_FILE))
    handler = RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    root = logging.getLogger()
    handler.setFormatter(root.handlers[0].formatter if root.handlers else TextLine(Masking()))
    root.handlers[:] = [handler]


def level_of(error: Exception) -> int:
    """Return at which level a failure is told: what rests was told when it failed."""
    return logging.DEBUG if isinstance(error, Resting) else logging.WARNING


def fault(log: logging.Logger, what: str, error: BaseException) -> str:
    """Log an error that nobody foresaw, with its traceback at every level; return the reference it has there.

    `what` names what was not done. The same error at the same place has the same reference.
    """
    reference = reference_of(error)
    log.error("[%s] %s", reference, what, exc_info=error, extra={REFERENCE: reference})
    return reference


def trouble(log: logging.Logger, what: str, error: Exception, level: int = logging.WARNING) -> None:
    """Log why something was not done: in the error's own words, or with its traceback where nobody foresaw it."""
    if isinstance(error, ReadoutError):
        log.log(level, "%s: %s", what, error)
    else:
        fault(log, what, error)


def reference_of(error: BaseException) -> str:
    """Return six letters and digits made from the error's kind and the lines that it passed."""
    passed = (
        f"{Path(frame.f_code.co_filename).name}:{frame.f_code.co_name}:{line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    )
    return f"{crc32(' '.join([type(error).__name__, *passed]).encode('utf-8', 'replace')):08x}"[:6]
