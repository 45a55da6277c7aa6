"""What calls of the language model came to, from one of them on; and a fresh start."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.protocol import Connection


@dataclass(frozen=True, slots=True)
class UsageTotals:
    """Calls, those of them that failed, tokens, and dollars: None where a price is unknown."""

    calls: int
    failed: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None


def last_call(db: Connection) -> int:
    """Return the number of the last call; 0 where there was none."""
    return int(db.execute("select coalesce(max(id), 0) from usage").fetchone()[0])


def totals(db: Connection, after: int) -> UsageTotals:
    """Return what the calls after one came to."""
    row = db.execute(
        "select count(*) as calls, coalesce(sum(case outcome when 'ok' then 0 else 1 end), 0) as failed,"
        " coalesce(sum(input_tokens), 0) as input_tokens, coalesce(sum(output_tokens), 0) as output_tokens,"
        " coalesce(sum(cost_micros), 0) as micros, count(*) - count(cost_micros) as unknown from usage where id > ?",
        (after,),
    ).fetchone()
    cost = None if row["unknown"] else row["micros"] / 1e6
    return UsageTotals(row["calls"], row["failed"], row["input_tokens"], row["output_tokens"], cost)


def forget_all(db: Connection) -> None:
    """Forget what was spent and is set aside on every account: for a copy of the store, in which things are tried."""
    for table in ("usage", "spending", "reserved_for", "reservations"):
        db.execute(f"delete from {table}")
