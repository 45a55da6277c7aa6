"""What the operator was told of: a row a trouble, until it is over for a while."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.clock import to_micros
from bot.store.protocol import Connection
from bot.store.where_clauses import one_of

AGAIN_AFTER = timedelta(hours=6)
"""A trouble that comes and goes is told again after so long."""


def claim(db: Connection, keys: Collection[str], now: datetime) -> set[str]:
    """Take the troubles that nobody told of, and return them; those of before that are over may be told again."""
    standing = tuple(keys)
    over = f" and not {one_of('key', standing)}" if standing else ""
    db.execute(f"delete from operator_notices where told_at < ?{over}", (to_micros(now - AGAIN_AFTER), *standing))
    statement = "insert into operator_notices (key, told_at) values (?, ?) on conflict (key) do nothing"
    return {key for key in standing if db.execute(statement, (key, to_micros(now))).rowcount}


def give_back(db: Connection, keys: Collection[str]) -> None:
    """Take note that these could not be told."""
    db.executemany("delete from operator_notices where key = ?", [(key,) for key in keys])
