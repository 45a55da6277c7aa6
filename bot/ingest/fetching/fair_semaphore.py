"""A semaphore of which nobody gets more by asking more."""

from __future__ import annotations

import asyncio

from bot.turns_by_owner import TurnsByOwner


class FairSemaphore:
    """A semaphore that is given to its owners in turns."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: TurnsByOwner[asyncio.Future[None]] = TurnsByOwner()

    async def acquire(self, owner: str = "") -> None:
        """Wait for a place."""
        if self._free and not self._waiting:
            self._free -= 1
            return
        place = asyncio.get_running_loop().create_future()
        self._waiting.add(owner, place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self.release()
            raise

    def release(self) -> None:
        """Give a place back, to the next who still waits for one."""
        while self._waiting:
            place = self._waiting.take()
            if not place.done():
                place.set_result(None)
                return
        self._free += 1
