"""The limits that discord.py does not keep by itself: requests a second over all routes, and invalid requests.

https://docs.discord.com/developers/topics/rate-limits
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.reconnecting import Sleep

REQUESTS_PER_SECOND = 45
"""Discord allows 50 over all routes."""
LONGEST_HELD = 5.0
"""An answer that takes longer than this holds up no other request."""
LONGEST_LOOK = 0.05
INVALID_SECONDS = 600.0
INVALID_HELD = 5_000
"""So many 401, 403 and 429 within ten minutes hold deliveries back: at 10,000 Discord bans the address."""
INVALID_STOPPED = 9_000
"""So many stop everything."""


@dataclass(eq=False, slots=True)
class Slot:
    """A request's share of the limit: from when it goes until a second after its answer, and no longer than `until`."""

    until: float


class GlobalPace:
    """Lets so many requests go in any second, however late they arrive; an urgent one goes before all that are not.

    `shared` tells how many processes ask as the same bot: each lets its part of them go.

    Discord counts a request somewhere between its start and its answer, so that is how long it holds its slot.
    """

    def __init__(
        self,
        at_most: int = REQUESTS_PER_SECOND,
        seconds: float = 1.0,
        sleep: Sleep = asyncio.sleep,
        shared: Callable[[], int] = lambda: 1,
    ) -> None:
        self._at_most = at_most
        self._shared = shared
        self._seconds = seconds
        self._sleep = sleep
        self._order = itertools.count()
        self._slots: set[Slot] = set()
        self._waiting: list[tuple[bool, int, asyncio.Future[Slot]]] = []
        self._pump: asyncio.Task[None] | None = None

    async def turn(self, *, urgent: bool = False) -> Slot:
        """Return a slot when it is this caller's turn; `done` gives it back."""
        loop = asyncio.get_running_loop()
        if not self._waiting and self._free(loop.time()):
            return self._take(loop.time())
        turn: asyncio.Future[Slot] = loop.create_future()
        heapq.heappush(self._waiting, (not urgent, next(self._order), turn))
        if self._pump is None or self._pump.done():
            self._pump = loop.create_task(self._let_go(), name="discord pace")
        return await turn

    def done(self, slot: Slot) -> None:
        """Take note that a request has its answer."""
        slot.until = asyncio.get_running_loop().time() + self._seconds

    def _free(self, now: float) -> bool:
        self._slots = {slot for slot in self._slots if slot.until > now}
        return len(self._slots) < max(1, self._at_most // max(1, self._shared()))

    def _take(self, now: float) -> Slot:
        slot = Slot(now + LONGEST_HELD + self._seconds)
        self._slots.add(slot)
        return slot

    async def _let_go(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            now = loop.time()
            if self._waiting[0][2].done():  # who waited has given up
                heapq.heappop(self._waiting)
            elif self._free(now):
                heapq.heappop(self._waiting)[2].set_result(self._take(now))
            else:
                await self._sleep(min(max(0.001, min(slot.until for slot in self._slots) - now), LONGEST_LOOK))


class InvalidRequests:
    """Counts the requests that Discord holds against us, and says when to send no more."""

    def __init__(self, now: Callable[[], float], held: int = INVALID_HELD, stopped: int = INVALID_STOPPED) -> None:
        self._now = now
        self._held = held
        self._stopped = stopped
        self._times: deque[float] = deque()

    def note(self, status: int, scope: str) -> None:
        """Count an answer, if it is one that counts: a 429 of a resource that others use up as well does not."""
        if status in (401, 403) or (status == 429 and scope != "shared"):
            self._times.append(self._now())

    def pause(self, *, urgent: bool = False) -> float:
        """Return for how many seconds to send nothing; 0: go on."""
        now, most = self._now(), self._stopped if urgent else self._held
        while self._times and self._times[0] <= now - INVALID_SECONDS:
            self._times.popleft()
        over = len(self._times) - most
        return self._times[over] + INVALID_SECONDS - now if over >= 0 else 0.0
