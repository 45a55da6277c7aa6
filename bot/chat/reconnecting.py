"""Keeps an adapter alive: brings a connection back with growing pauses, and says how it stands."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.errors import ChatError
from bot.messages.catalogue import say

log = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses in seconds between attempts: doubled from `first` up to `most`, each stretched by up to a half."""

    first: float = 1.0
    most: float = 300.0

    def pause(self, failures: int) -> float:
        """Return the pause after so many failures in a row."""
        longest = min(self.most, self.first * 2.0 ** min(failures - 1, 16))
        return longest * random.uniform(1.0, 1.5)  # noqa: S311 - spreads attempts, guards nothing


class Supervisor:
    """Runs a connection until `stop`. The connection tells with `connected` and `lost` how it stands."""

    def __init__(self, name: str, backoff: Backoff) -> None:
        self._name = name
        self._backoff = backoff
        self._failures = 0
        self._stopped = asyncio.Event()
        self.healthy = False
        self.problem = say("errors.not_connected_yet")
        self._logged = ""

    @property
    def stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopped.is_set()

    def connected(self) -> None:
        """Take note that the connection stands."""
        self.healthy, self.problem, self._failures = True, "", 0
        if self._logged:
            log.info("%s: connected again", self._name)
        self._logged = ""

    def lost(self, problem: str) -> None:
        """Take note that the connection does not stand, and why."""
        self.healthy, self.problem = False, problem

    def stop(self) -> None:
        """End `keep`."""
        self._stopped.set()
        self.lost("closed")

    async def keep(self, serve: Callable[[], Awaitable[None]]) -> None:
        """Call `serve` again whenever it ends, until `stop`; whatever it raises is logged in a line."""
        while not self.stopped:
            await self._attempt(serve)
            if not self.stopped:
                self._failures += 1
                await self._rest(self._backoff.pause(self._failures))
        self.lost("closed")

    async def _attempt(self, serve: Callable[[], Awaitable[None]]) -> None:
        serving = asyncio.ensure_future(serve())
        stopping = asyncio.ensure_future(self._stopped.wait())
        try:
            await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            while not serving.done():  # a library that swallows a cancellation is told again
                serving.cancel()
                await asyncio.wait((serving,), timeout=1.0)
            result = (await asyncio.gather(serving, return_exceptions=True))[0]
        if not self.stopped:
            self.lost(_told(result))
            level = logging.DEBUG if self.problem == self._logged else logging.WARNING
            self._logged = self.problem
            log.log(level, "%s: %s", self._name, self.problem)

    async def _rest(self, seconds: float) -> None:
        log.debug("%s: connecting again in %.1f s", self._name, seconds)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopped.wait(), seconds)


def _told(result: object) -> str:
    if isinstance(result, ChatError):
        return str(result)
    if isinstance(result, BaseException):
        return say("errors.connection_broke", kind=type(result).__name__, text=" ".join(str(result).split())[:200])
    return say("errors.connection_ended")


class Pace:
    """Lets one go at a time, with a pause between two of the same key."""

    def __init__(self, seconds: float, sleep: Sleep = asyncio.sleep) -> None:
        self._seconds = seconds
        self._sleep = sleep
        self._next: dict[str, float] = {}

    async def turn(self, key: str = "") -> None:
        """Return when it is this caller's turn."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._next.get(key, 0.0))
        self._next[key] = at + self._seconds
        if len(self._next) > 10_000:
            self._next = {name: moment for name, moment in self._next.items() if moment > now}
        if at > now:
            await self._sleep(at - now)
