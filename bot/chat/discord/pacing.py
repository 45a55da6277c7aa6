"""The limits that discord.py does not keep by itself: requests a second over all routes, and invalid requests.

https://docs.discord.com/developers/topics/rate-limits
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import deque
from collections.abc import Callable

from bot.chat.supervisor import Sleep

REQUESTS_PER_SECOND = 45
"""Discord allows 50 over all routes."""
INVALID_SECONDS = 600.0
INVALID_HELD = 5_000
"""So many 401, 403 and 429 within ten minutes hold deliveries back: at 10,000 Discord bans the address."""
INVALID_STOPPED = 9_000
"""So many stop everything."""


class GlobalPace:
    """Lets so many requests a second go, one after another; an urgent one goes before all that are not."""

    def __init__(self, per_second: float = REQUESTS_PER_SECOND, sleep: Sleep = asyncio.sleep) -> None:
        self._gap = 1 / per_second
        self._sleep = sleep
        self._next = 0.0
        self._order = itertools.count()
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._pump: asyncio.Task[None] | None = None

    async def turn(self, *, urgent: bool = False) -> None:
        """Return when it is this caller's turn."""
        loop = asyncio.get_running_loop()
        if not self._waiting and loop.time() >= self._next:
            self._next = loop.time() + self._gap
            return
        turn = loop.create_future()
        heapq.heappush(self._waiting, (not urgent, next(self._order), turn))
        if self._pump is None or self._pump.done():
            self._pump = loop.create_task(self._let_go(), name="discord pace")
        await turn

    async def _let_go(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            await self._sleep(max(0.0, self._next - loop.time()))
            turn = heapq.heappop(self._waiting)[2] if self._waiting else None
            if turn and not turn.done():
                self._next = max(self._next, loop.time() - self._gap) + self._gap
                turn.set_result(None)


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
