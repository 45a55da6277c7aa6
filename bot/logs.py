"""The log: one line an event, on standard error, with no secret in it. An unforeseen error has its traceback below."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from zlib import crc32

from bot.errors import ReadoutError, Resting
from bot.private_files import PRIVATE_FILE

_NOISY = (
    "httpx", "httpx2", "httpcore", "httpcore2", "openai", "apscheduler", "trafilatura", "htmldate",
    "charset_normalizer", "asyncio",
)  # fmt: skip

LOG_BYTES = 1_000_000
"""Of a log in a file: as many are kept, and the same of what was before."""
_REFERENCE = "reference"
"""The attribute of a record whose traceback is told at every level."""


class _OneLine(logging.Formatter):
    """A record is one line; a traceback is told by its last line, but for one with a reference, and at debug."""

    def __init__(self, *, tracebacks: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        if self._tracebacks or hasattr(record, _REFERENCE):
            return "\n".join(map(_visible, super().format(record).split("\n")))
        told, record.exc_info, record.exc_text = record.exc_info, None, None
        line = super().format(record)
        record.exc_info = told
        return _one_line(f"{line}: {type(told[1]).__name__}: {told[1]}" if told and told[1] else line)


def _one_line(text: str) -> str:
    """Return a text as one line that does to a terminal what it says: strangers' words stand in it."""
    return _visible(" ".join(text.split()))


def _visible(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in line)


def start_log(level: str, noisy: Iterable[str] = ()) -> None:
    """Send the log to standard error from `level` up; libraries, and `noisy` loggers, speak only from warning up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine(tracebacks=level == "debug"))
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
    handler.setFormatter(root.handlers[0].formatter if root.handlers else _OneLine(tracebacks=False))
    root.handlers[:] = [handler]


def level_of(error: Exception) -> int:
    """Return at which level a failure is told: what rests was told when it failed."""
    return logging.DEBUG if isinstance(error, Resting) else logging.WARNING


def fault(log: logging.Logger, what: str, error: BaseException) -> str:
    """Log an error that nobody foresaw, with its traceback at every level; return the reference it has there.

    `what` names what was not done. The same error at the same place has the same reference.
    """
    reference = reference_of(error)
    log.error("[%s] %s", reference, what, exc_info=error, extra={_REFERENCE: reference})
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
