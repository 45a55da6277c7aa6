"""Which second readers have sat the exam, and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.clock import from_micros, to_micros
from bot.store.protocol import Connection


@dataclass(frozen=True, slots=True)
class ReaderId:
    """What makes a reader itself: its model, the server that it is on, and the prompt that it is asked with."""

    model: str
    server: str
    prompt: str


@dataclass(frozen=True, slots=True)
class ExamResult:
    """How an exam went: `right` of the `asked`; fewer are asked where it had failed before the end."""

    passed: bool
    right: int
    asked: int
    at: datetime


def result(db: Connection, reader: ReaderId) -> ExamResult | None:
    """Return how a reader's last exam went, None where it has sat none."""
    row = db.execute(
        "select passed, correct, asked, at from reader_exams where model = ? and server = ? and prompt = ?",
        (reader.model, reader.server, reader.prompt),
    ).fetchone()
    return ExamResult(bool(row[0]), int(row[1]), int(row[2]), from_micros(row[3])) if row else None


def keep(db: Connection, reader: ReaderId, found: ExamResult) -> None:
    """Write how an exam went, in the place of the one before."""
    db.execute(
        "insert into reader_exams (model, server, prompt, passed, correct, asked, at) values (?, ?, ?, ?, ?, ?, ?)"
        " on conflict (model, server, prompt) do update set passed = excluded.passed, correct = excluded.correct,"
        " asked = excluded.asked, at = excluded.at",
        (reader.model, reader.server, reader.prompt, int(found.passed), found.right, found.asked, to_micros(found.at)),
    )
