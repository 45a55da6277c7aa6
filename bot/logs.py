"""The log: one line an event, on standard error, with no secret in it."""

from __future__ import annotations

import logging
import sys

_NOISY = (
    "httpx", "httpx2", "httpcore", "httpcore2", "openai", "apscheduler", "discord", "slack_bolt", "slack_sdk",
    "trafilatura", "htmldate", "charset_normalizer", "asyncio",
)  # fmt: skip


class _OneLine(logging.Formatter):
    """A record is one line; a traceback is told by its last line, unless the log is at debug."""

    def __init__(self, *, tracebacks: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        if self._tracebacks:
            return super().format(record)
        told, record.exc_info, record.exc_text = record.exc_info, None, None
        line = super().format(record)
        record.exc_info = told
        return _one_line(f"{line}: {type(told[1]).__name__}: {told[1]}" if told and told[1] else line)


def _one_line(text: str) -> str:
    """Return a text as one line that does to a terminal what it says: strangers' words stand in it."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in line)


def start_log(level: str) -> None:
    """Send the log to standard error from `level` up; libraries speak only from warning up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine(tracebacks=level == "debug"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.DEBUG if level == "debug" else logging.WARNING)
