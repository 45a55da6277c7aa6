"""What the language model cost: a row a call, and the day's sum of them, on which the budget rests.

A row has what its call may cost at most until the call is over (see `reservations`), and what it did cost from then on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.clock import to_micros
from bot.store.protocol import Connection


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens in and out, and millionths of a dollar (None: a price is unknown)."""

    input_tokens: int = 0
    output_tokens: int = 0
    micros: int | None = 0


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent in a UTC day; `micros` None: the token budget alone holds."""

    tokens: int
    micros: int | None = None


def day_of(moment: datetime) -> str:
    """Return the UTC date that a call at a moment counts for."""
    return moment.astimezone(UTC).date().isoformat()


def spent(db: Connection, day: str) -> tuple[int, int]:
    """Return the tokens and the millionths of a dollar of a UTC date's calls, over or not; an unknown cost counts 0."""
    row = db.execute(
        "select coalesce(sum(input_tokens + output_tokens), 0), coalesce(sum(cost_micros), 0) from usage where day = ?",
        (day,),
    ).fetchone()
    return int(row[0]), int(row[1])


def record(db: Connection, at: datetime, purpose: str, model: str, outcome: str, cost: Cost) -> int:
    """Write a call and return the row's id."""
    cursor = db.execute(
        "insert into usage (at, day, purpose, model, outcome, input_tokens, output_tokens, cost_micros)"
        " values (?, ?, ?, ?, ?, ?, ?, ?) returning id",
        (to_micros(at), day_of(at), purpose, model, outcome, cost.input_tokens, cost.output_tokens, cost.micros),
    )
    return int(cursor.fetchone()[0])


def settle(db: Connection, row: int, outcome: str, cost: Cost, milliseconds: int) -> None:
    """Replace what a call might have cost by what it did; `outcome` is `ok` or the error's class."""
    db.execute(
        "update usage set outcome = ?, input_tokens = ?, output_tokens = ?, cost_micros = ?, milliseconds = ?"
        " where id = ?",
        (outcome, cost.input_tokens, cost.output_tokens, cost.micros, milliseconds, row),
    )
