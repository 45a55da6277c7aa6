"""How much goes on at the same time: little for the quick, and enough for the slow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.ingest.fetching.fair_semaphore import FairSemaphore

PATIENCE_SECONDS = 2.0
MOST_AT_ALL = 256
"""Sockets of slow hosts that are waited for; a process may open a thousand files."""


class ConcurrencyLimit:
    """Lets `at_once` go on together. One that takes longer than `patience` seconds is mostly waiting: it gives its
    place to the next, and goes on beside it, as long as no more than `most` go on in all. Owners take turns.
    """

    def __init__(self, at_once: int, most: int = MOST_AT_ALL, patience: float = PATIENCE_SECONDS) -> None:
        self._at_once = FairSemaphore(at_once)
        self._in_all = FairSemaphore(max(at_once, most))
        self._patience = patience

    @asynccontextmanager
    async def taken(self, owner: str = "") -> AsyncIterator[None]:
        """Wait for a place, and hold it for the block."""
        await self._in_all.acquire(owner)
        try:
            await self._at_once.acquire(owner)
            given = False

            def give() -> None:
                nonlocal given
                given = True
                self._at_once.release()

            timer = asyncio.get_running_loop().call_later(self._patience, give)
            try:
                yield
            finally:
                timer.cancel()
                if not given:
                    self._at_once.release()
        finally:
            self._in_all.release()
