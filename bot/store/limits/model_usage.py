"""What the language model cost: a row a call, and the hard daily budget that rests on the rows.

A call first reserves what it may cost, in the transaction that checks the budget, so that two processes cannot both
spend the last of it. After the call the row gets what it did cost. A row whose process fell keeps its reservation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.clock import to_micros
from bot.store.protocol import Connection

RESERVED = "reserved"
"""The outcome of a call that is under way, or whose process fell."""


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
    """Return the tokens and the millionths of a dollar spent or reserved on a UTC date; an unknown cost counts 0."""
    row = db.execute(
        "select coalesce(sum(input_tokens + output_tokens), 0), coalesce(sum(cost_micros), 0) from usage where day = ?",
        (day,),
    ).fetchone()
    return int(row[0]), int(row[1])


def reserve(db: Connection, at: datetime, purpose: str, model: str, estimate: Cost, budget: Budget) -> int | None:
    """Return the id of a row that holds the estimate, or None where the day's budget has no room for it."""
    tokens, micros = spent(db, day_of(at))
    if tokens + estimate.input_tokens + estimate.output_tokens > budget.tokens:
        return None
    if budget.micros is not None and estimate.micros is not None and micros + estimate.micros > budget.micros:
        return None
    return record(db, at, purpose, model, RESERVED, estimate)


def record(db: Connection, at: datetime, purpose: str, model: str, outcome: str, cost: Cost) -> int:
    """Write a call and return the row's id."""
    cursor = db.execute(
        "insert into usage (at, day, purpose, model, outcome, input_tokens, output_tokens, cost_micros)"
        " values (?, ?, ?, ?, ?, ?, ?, ?) returning id",
        (to_micros(at), day_of(at), purpose, model, outcome, cost.input_tokens, cost.output_tokens, cost.micros),
    )
    return int(cursor.fetchone()[0])


def settle(db: Connection, row: int, outcome: str, cost: Cost, milliseconds: int) -> None:
    """Replace a reservation by what the call did cost; `outcome` is `ok` or the error's class."""
    db.execute(
        "update usage set outcome = ?, input_tokens = ?, output_tokens = ?, cost_micros = ?, milliseconds = ?"
        " where id = ?",
        (outcome, cost.input_tokens, cost.output_tokens, cost.micros, milliseconds, row),
    )
