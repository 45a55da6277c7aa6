"""A record of the log as a line: for people, or as JSON. What strangers wrote begins no line and moves no terminal."""

from __future__ import annotations

import json
import logging

from bot.logs.context import trace
from bot.logs.masking import Masking

REFERENCE = "reference"
"""The attribute of a record whose traceback is told at every level."""
_TIME = "%Y-%m-%dT%H:%M:%S%z"


class TextLine(logging.Formatter):
    """A record is one line; a traceback is told by its last line, but for one with a reference, and at debug."""

    def __init__(self, masked: Masking, *, tracebacks: bool = False) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(traced)s%(message)s", _TIME)
        self._masked = masked
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and what stands below it."""
        record.traced = f"[{trace()}] " if trace() else ""
        if self._tracebacks or hasattr(record, REFERENCE):
            return "\n".join(visible(line) for line in self._masked(super().format(record)).split("\n"))
        told, record.exc_info, record.exc_text = record.exc_info, None, None
        line = super().format(record)
        record.exc_info = told
        return _one_line(self._masked(f"{line}: {_last(told[1])}" if told and told[1] else line))


class JsonLine(logging.Formatter):
    """A record is an object on one line: `time`, `level`, `logger`, `message`, and what there is of `trace`, `error`,
    `reference` and `traceback`."""

    def __init__(self, masked: Masking, *, tracebacks: bool = False) -> None:
        super().__init__(datefmt=_TIME)
        self._masked = masked
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = {
            "time": self.formatTime(record, _TIME),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._masked(" ".join(record.getMessage().split())),
            "trace": trace(),
            "reference": getattr(record, REFERENCE, ""),
        }
        if record.exc_info and record.exc_info[1]:
            told["error"] = self._masked(_last(record.exc_info[1]))
            if self._tracebacks or told["reference"]:
                told["traceback"] = self._masked(self.formatException(record.exc_info))
        line = json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)
        return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in line)


def _last(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _one_line(text: str) -> str:
    """Return a text as one line that does to a terminal what it says: strangers' words stand in it."""
    return visible(" ".join(text.split()))


def visible(line: str) -> str:
    """Return a line with every character that is not seen written out."""
    if line.isprintable():
        return line
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in line)
