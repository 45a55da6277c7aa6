"""Requests that the services on a store read their settings files again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import to_micros
from bot.store.protocol import Connection

KEPT = timedelta(days=1)
"""How long an answer waits for who asked; nobody fetches that to SIGHUP."""


@dataclass(frozen=True, slots=True)
class ReloadAnswer:
    """What a service says of a file that it read again: why it was not taken, or what is good to know of it."""

    problem: str = ""
    notes: str = ""


def ask(db: Connection, now: datetime) -> int:
    """Ask the services; return the request's number. Answers that nobody fetched in a day are forgotten."""
    db.execute("delete from reloads where answered_at < ?", (to_micros(now - KEPT),))
    row = db.execute("insert into reloads (asked_at) values (?) returning id", (to_micros(now),)).fetchone()
    return int(row["id"])


def waiting(db: Connection) -> list[int]:
    """Return the requests that nobody has answered."""
    return [row["id"] for row in db.execute("select id from reloads where answered_at is null order by id")]


def answer(db: Connection, requests: Sequence[int], given: ReloadAnswer, now: datetime) -> None:
    """Answer requests."""
    db.executemany(
        "update reloads set answered_at = ?, problem = ?, notes = ? where id = ?",
        [(to_micros(now), given.problem, given.notes, each) for each in requests],
    )


def answer_to(db: Connection, request: int) -> ReloadAnswer | None:
    """Return the answer to a request; None while there is none."""
    row = db.execute(
        "select problem, notes from reloads where id = ? and answered_at is not null", (request,)
    ).fetchone()
    return ReloadAnswer(row["problem"], row["notes"]) if row else None


def withdraw(db: Connection, request: int) -> None:
    """Take a request back that nobody answered, with all that was answered before it."""
    db.execute("delete from reloads where id <= ?", (request,))
