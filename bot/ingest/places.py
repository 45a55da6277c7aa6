"""Places for what goes on at the same time: few for the quick, and enough for the slow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PATIENCE_SECONDS = 2.0
MOST_AT_ALL = 256
"""Sockets of slow hosts that are waited for; a process may open a thousand files."""


class Places:
    """Lets `at_once` go on together. One that takes longer than `patience` seconds is mostly waiting: it gives its
    place to the next, and goes on beside it, as long as no more than `most` go on in all.
    """

    def __init__(self, at_once: int, most: int = MOST_AT_ALL, patience: float = PATIENCE_SECONDS) -> None:
        self._at_once = asyncio.Semaphore(at_once)
        self._in_all = asyncio.Semaphore(max(at_once, most))
        self._patience = patience

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Wait for a place, and hold it for the block."""
        async with self._in_all:
            await self._at_once.acquire()
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
