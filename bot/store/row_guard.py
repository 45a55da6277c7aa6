"""Rows that cannot be read, or acted on: each is that row's trouble alone.

A value that is not what its column says (another program wrote it, a later version knows more) is read as missing. What
is done for one row is done in a savepoint: where it raises, it is undone, and the row says why until it succeeds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from logging import Logger
from typing import Any, TypeVar

from bot.clock import from_micros
from bot.errors import ReadoutError, StoreError
from bot.logs import reference_of, trouble
from bot.messages.catalogue import say
from bot.store.protocol import Connection

T = TypeVar("T")

RETRY = timedelta(minutes=5)
"""What could not be looked at is left alone this long."""

UNREADABLE = (TypeError, ValueError, RecursionError)
"""What reading a value raises that is not what its column says; JSON that is nested too deep, the last."""

NoteProblem = Callable[[str], bool]
"""Writes on a row why it cannot be acted on, "" for nothing; returns whether the row said otherwise before."""


def alone(db: Connection, log: Logger, what: str, work: Callable[[], T], note: NoteProblem) -> T | None:
    """Return what the work for one row gives; None where it raised: it is undone, and `note` has written why.

    The log tells of it once, under the name `what`. A StoreError passes through: it is no row's.
    """
    db.execute("savepoint one_row")
    try:
        done = work()
    except StoreError:
        raise
    except Exception as error:
        db.execute("rollback to savepoint one_row")
        db.execute("release savepoint one_row")
        if note(problem_of(error)):
            trouble(log, what, error)
        return None
    db.execute("release savepoint one_row")
    if note(""):
        log.info("%s: it is well again", what)
    return done


def problem_of(error: Exception) -> str:
    """Return what went wrong in words, with the reference in the log where nobody foresaw it."""
    if isinstance(error, ReadoutError):
        return str(error)
    return say("errors.fault", kind=type(error).__name__, reference=reference_of(error))


def object_from(text: str) -> dict[str, Any] | None:
    """Return the JSON object of a column; None where it holds none."""
    try:
        value = json.loads(text)
    except UNREADABLE:
        return None
    return value if isinstance(value, dict) else None


def pairs_from(text: str) -> tuple[tuple[int, int], ...]:
    """Return the pairs of numbers of a column of JSON; none where it holds anything else."""
    try:
        return tuple((int(start), int(end)) for start, end in json.loads(text))
    except UNREADABLE:
        return ()


def number_from(value: int) -> int:
    """Return the number of a column; 0 where it holds none."""
    return value if isinstance(value, int) else 0


def time_from(micros: int | None) -> datetime | None:
    """Return the time of a column; None where it holds none."""
    try:
        return None if micros is None else from_micros(micros)
    except (TypeError, OverflowError):
        return None
