"""How much of one server is worked on at one time: a storm of requests waits for itself, outside of the store."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.desk.limits.token_limits import server_account
from bot.errors import TooMuch
from bot.messages.catalogue import say
from bot.models import Channel

AT_ONCE = 8
"""Questions of a server that are worked on together, and as many small requests beside them."""
MOST_WAITING = 100
MOST_OF_ONE = 20
"""Of these, requests of one person, so that they take no place from others on their server."""


@dataclass(slots=True)
class _Gate:
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    held: Counter[str] = field(default_factory=Counter)


class RequestTurns:
    """Lets in a few requests of each server; the others wait, and what would wait behind very many is refused."""

    def __init__(self) -> None:
        self._gates: dict[tuple[str, bool], _Gate] = {}

    @asynccontextmanager
    async def taken(self, channel: Channel, person: str, *, small: bool) -> AsyncIterator[None]:
        """Wait for a turn, and hold it for the block; TooMuch where too many wait already."""
        key = (server_account(channel), small)
        gate = self._gates.setdefault(key, _Gate())
        if gate.held.total() >= AT_ONCE + MOST_WAITING or gate.held[person] >= MOST_OF_ONE:
            raise TooMuch(say("limits.many_at_once"))
        gate.held[person] += 1
        try:
            async with gate.places:
                yield
        finally:
            gate.held[person] -= 1
            if not gate.held.total():
                self._gates.pop(key, None)
