"""Model tokens of a UTC day by who had them spent: a person, a channel, a server."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.store.protocol import Connection
from bot.store.where_clauses import one_of


def spent(db: Connection, day: str, scopes: Sequence[str]) -> dict[str, int]:
    """Return the tokens that each scope spent on a day."""
    query = f"select scope, tokens from spending where day = ? and {one_of('scope', scopes)}"
    rows = db.execute(query, (day, *scopes))
    return dict.fromkeys(scopes, 0) | {row["scope"]: row["tokens"] for row in rows}


def every(db: Connection, day: str) -> list[tuple[str, int]]:
    """Return each scope that had tokens spent on a day, with how many."""
    rows = db.execute("select scope, tokens from spending where day = ? order by scope", (day,))
    return [(row["scope"], row["tokens"]) for row in rows]


def add(db: Connection, day: str, scopes: Iterable[str], tokens: int) -> None:
    """Put tokens on each scope's account."""
    db.executemany(
        "insert into spending (day, scope, tokens) values (?, ?, ?)"
        " on conflict (day, scope) do update set tokens = spending.tokens + excluded.tokens",
        [(day, scope, tokens) for scope in scopes],
    )


def correct(db: Connection, day: str, scopes: Iterable[str], tokens: int) -> None:
    """Put tokens on each account that still stands, or take them off where they are below nothing."""
    db.executemany(
        "update spending set tokens = case when tokens + ? > 0 then tokens + ? else 0 end where day = ? and scope = ?",
        [(tokens, tokens, day, scope) for scope in scopes],
    )


def forget(db: Connection, scopes: Iterable[str]) -> None:
    """Forget some accounts."""
    db.executemany("delete from spending where scope = ?", [(scope,) for scope in scopes])


def forget_before(db: Connection, day: str) -> int:
    """Forget the accounts of days before a day; return how many went."""
    return db.execute("delete from spending where day < ?", (day,)).rowcount
