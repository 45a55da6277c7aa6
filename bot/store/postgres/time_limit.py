"""How far a statement may go on somebody's account: PostgreSQL counts no steps, so its time stands for them.

SQLite's steps are as many on every machine. Here a statement's time is taken at about the rate at which SQLite goes:
what a planner estimates is wrong by orders of magnitude just where it matters, and the server itself ends a statement
that goes on for too long (https://www.postgresql.org/docs/current/runtime-config-client.html).
"""

from __future__ import annotations

import time

from psycopg import errors

from bot.errors import TooMuch
from bot.messages.catalogue import say
from bot.store.protocol import Account

STEPS_A_SECOND = 50_000_000
"""As many as SQLite takes on a machine of these years."""
FREE_SECONDS = 0.005
"""What a statement takes at least, most of it on its way: it costs nothing, as what takes few steps on SQLite."""
LEAST_SECONDS = 0.1
"""What a statement may take in any case: a server that is busy is nobody's fault who asks."""


class TimeLimit:
    """Ends a transaction with TooMuch where it takes more than an account has left; takes off what it took."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._begun = 0.0

    @property
    def statement(self) -> str:
        """What has the server end a statement of the transaction that takes more than is left."""
        return f"set local statement_timeout = {round(1_000 * max(LEAST_SECONDS, self._account.left / STEPS_A_SECOND))}"

    def begin(self) -> None:
        """Begin a statement."""
        self._begun = time.monotonic()

    def end(self, error: BaseException | None) -> None:
        """Take off what a statement took; raise TooMuch where that was more than was left."""
        took = time.monotonic() - self._begun - FREE_SECONDS
        if took > 0:
            self._account.left -= round(took * STEPS_A_SECOND)
        if isinstance(error, errors.QueryCanceled) or (took > 0 and self._account.left <= 0 and error is None):
            raise TooMuch(say("limits.too_far")) from None
