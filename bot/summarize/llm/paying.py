"""Who pays for a request of the model, and what it is a part of.

Between who knows the one (the desk: a channel, a server, a person), who knows the other (what writes a story) and who
asks the server lie rooms that know neither. So both are set for what runs within a block, and for the tasks that it
starts.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from bot.store.limits import reservations
from bot.store.protocol import Store

Allowed = Mapping[str, int]
"""The tokens a UTC day of accounts, by their names."""


@dataclass(slots=True)
class Work:
    """A piece of work of several requests: none is begun unless all can be paid; `reservation` is what was set aside.

    `turn` is held while a request takes its part.
    """

    requests: int
    reservation: int | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _store: Store | None = None

    def reserved(self, reservation: int, store: Store) -> None:
        """Take note of what was set aside, and where."""
        self.reservation, self._store = reservation, store

    async def release(self) -> None:
        """Give back what is left."""
        if self.reservation is not None and self._store is not None:
            await self._store.write(partial(reservations.release, reservation=self.reservation))


_NOBODY: Allowed = MappingProxyType({})
_accounts: ContextVar[Allowed] = ContextVar("accounts", default=_NOBODY)
_work: ContextVar[Work | None] = ContextVar("work", default=None)


def accounts() -> Allowed:
    """Return who pays beside the installation."""
    return _accounts.get()


def work() -> Work | None:
    """Return the piece of work that a request is a part of; None for one that stands alone."""
    return _work.get()


@contextmanager
def on_account(allowed: Allowed) -> Iterator[None]:
    """Have what is asked within the block paid by accounts beside the installation."""
    before = _accounts.set(allowed)
    try:
        yield
    finally:
        _accounts.reset(before)


@asynccontextmanager
async def whole(requests: int) -> AsyncIterator[None]:
    """Have the requests within the block paid as one: the first is begun only where there is room for all of them.

    What is not needed is given back at its end.
    """
    mine = Work(requests)
    before = _work.set(mine)
    try:
        yield
    finally:
        _work.reset(before)
        await asyncio.shield(mine.release())


@contextmanager
def apart() -> Iterator[None]:
    """Have what is asked within the block paid by the installation alone, as no part of other work."""
    before = _work.set(None)
    try:
        with on_account(_NOBODY):
            yield
    finally:
        _work.reset(before)
