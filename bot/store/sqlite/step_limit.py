"""How far a statement may go: SQLite counts the steps of its machine (https://sqlite.org/c3ref/progress_handler.html).

They are as many on every machine, and about as many as rows are looked at times the columns that are read of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import TooMuch
from bot.messages.catalogue import say
from bot.store.protocol import Account

EVERY = 50_000
"""Steps between two looks, a millisecond or so: what takes fewer costs nothing to count."""


@contextmanager
def step_limit(db: sqlite3.Connection, account: Account | None) -> Iterator[None]:
    """End the block with TooMuch where it takes more steps than an account has left; take off what it took."""
    if account is None:
        yield
        return
    looks, most = 0, account.left

    def look() -> bool:
        nonlocal looks
        looks += 1
        return looks * EVERY > most

    db.set_progress_handler(look, EVERY)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise TooMuch(say("limits.too_far")) from None
        raise
    finally:
        db.set_progress_handler(None, 0)
        account.left -= looks * EVERY
