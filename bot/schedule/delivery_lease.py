"""The lease on a delivery, as the process that holds it knows it: by the last renewal that was confirmed.

Another worker takes a delivery over when the lease that stands in its row is over. The one that holds it may have been
stopped meanwhile, at any point, and go on as if no time had passed: so it asks here last of all before a part leaves.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.clock import Clock, SteadyClock
from bot.errors import LeaseOver, StoreError
from bot.messages.catalogue import say

log = logging.getLogger(__name__)

MARGIN = 0.25
"""The share of a lease that must be left when a part leaves: for the way to the platform, and into its history."""

Renew = Callable[[datetime], Awaitable[bool]]
"""Renews a lease in its row, from a moment on; False where the delivery is another's."""


class LostLease(Exception):
    """The delivery is another worker's by now, or may be: leave it alone."""


class DeliveryLease:
    """How long a delivery is this process's. Made before the delivery is claimed, and read as if made then.

    The others go by the clock of their machine, which may be set; this process's own time goes on whatever is set, and
    while the process is stopped or the machine sleeps. The lease holds while it does by both.
    """

    def __init__(self, lasts: timedelta, clock: Clock, steady: SteadyClock) -> None:
        self._lasts = lasts
        self._clock = clock
        self._steady = steady
        self.since = clock()
        self._since_steady = steady()

    def left(self) -> timedelta:
        """Return how much is left of it, at the least; nothing or less where it is over.

        A clock that was set back by more than it lasts makes others take it for over, too.
        """
        aged = timedelta(seconds=self._steady() - self._since_steady)
        shown = self._clock() - self.since
        return self._lasts - (max(aged, shown) if shown >= -self._lasts else self._lasts)

    def check(self) -> None:
        """Raise LeaseOver where too little of it is left for a part to arrive in."""
        if self.left() <= self._lasts * MARGIN:
            raise LeaseOver(say("errors.lease_over", seconds=self._lasts.total_seconds()))

    @asynccontextmanager
    async def kept(self, renew: Renew) -> AsyncIterator[None]:
        """Renew it while the block runs; where it is lost, or is over unrenewed, end the block by LostLease."""
        work = asyncio.current_task()
        lost = False

        async def beat() -> None:
            nonlocal lost
            while not lost:
                await asyncio.sleep(self._lasts.total_seconds() / 3)
                lost = not await self._renewed(renew)
            if work:
                work.cancel()

        heart = asyncio.create_task(beat())
        try:
            yield
        except asyncio.CancelledError:
            if lost:
                if work:
                    work.uncancel()
                raise LostLease from None
            raise
        finally:
            heart.cancel()

    async def _renewed(self, renew: Renew) -> bool:
        """Renew it once; tell whether it is still held: for now, where the store could not be written."""
        since, since_steady = self._clock(), self._steady()
        try:
            held = await renew(since)
        except StoreError as error:
            log.warning("a lease could not be renewed: %s", error)
            return self.left() > timedelta(0)
        if held:
            self.since, self._since_steady = since, since_steady
        return held
