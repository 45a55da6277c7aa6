"""What the model's server said last, where it failed: kept until it answers again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.clock import from_micros, to_micros
from bot.store.protocol import Connection


@dataclass(frozen=True, slots=True)
class ModelProblem:
    """The last failure in words, since when there was none but failures, and how many."""

    words: str
    since: datetime
    times: int


def note(db: Connection, model: str, server: str, words: str, at: datetime) -> None:
    """Write a failure."""
    db.execute(
        "insert into model_problems (model, server, words, since, times) values (?, ?, ?, ?, 1)"
        " on conflict (model, server) do update set words = excluded.words, times = model_problems.times + 1",
        (model, server, words, to_micros(at)),
    )


def forget(db: Connection, model: str, server: str) -> None:
    """Take note that the model answers."""
    db.execute("delete from model_problems where model = ? and server = ?", (model, server))


def standing(db: Connection, model: str, server: str) -> ModelProblem | None:
    """Return why the model gives nothing now, None where it last answered."""
    row = db.execute(
        "select words, since, times from model_problems where model = ? and server = ?", (model, server)
    ).fetchone()
    return ModelProblem(row[0], from_micros(row[1]), int(row[2])) if row else None
