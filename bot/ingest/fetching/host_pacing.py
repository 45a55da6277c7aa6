"""Turns at a host: few requests at once, some time between them, none before it asked us back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.errors import FetchError
from bot.messages.catalogue import say

AT_ONCE = 2
SPACING_SECONDS = 0.25
_LONGEST_WAIT = 60.0
_LONGEST_CLOSED = 7 * 86_400.0
"""A host cannot ask to be left alone for longer: its other sources would never be asked again."""
_MOST_KEPT = 5000


@dataclass(slots=True)
class _Host:
    at_once: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    next_start: float = 0.0
    closed_until: float = 0.0
    waiting: int = 0


class Turns:
    """Gives each host its pace; the wait for a turn does not count as the request's own time."""

    def __init__(self, spacing: float = SPACING_SECONDS, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._spacing = spacing
        self._monotonic = monotonic
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, name: str, delay: float = 0.0) -> AsyncIterator[None]:
        """Wait for a turn at a host; `delay` is what its robots.txt asks for between two requests."""
        host = self._host(name)
        host.waiting += 1
        try:
            async with host.at_once:
                await self._wait(host, max(delay, self._spacing))
                yield
        finally:
            host.waiting -= 1

    def close(self, name: str, seconds: float) -> None:
        """Ask nothing of a host for some seconds: it said Retry-After."""
        self._host(name).closed_until = self._monotonic() + min(seconds, _LONGEST_CLOSED)

    async def _wait(self, host: _Host, spacing: float) -> None:
        now = self._monotonic()
        if host.closed_until > now:
            left = host.closed_until - now
            raise FetchError(say("reading.left_alone", seconds=left), retry_after=left)
        start = max(now, host.next_start)
        if start - now > _LONGEST_WAIT:
            raise FetchError(say("reading.many_wait"), retry_after=start - now)
        host.next_start = start + spacing
        if start > now:
            await asyncio.sleep(start - now)

    def _host(self, name: str) -> _Host:
        if name not in self._hosts and len(self._hosts) >= _MOST_KEPT:
            now = self._monotonic()
            self._hosts = {key: host for key, host in self._hosts.items() if host.waiting or host.closed_until > now}
        return self._hosts.setdefault(name, _Host())
