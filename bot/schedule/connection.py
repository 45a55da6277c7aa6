"""One process holds a platform's connection, by lease; another takes over when it dies."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from bot.chat.adapter import ChatAdapter
from bot.chat.front import FrontDesk, LookAt
from bot.chat.parts import Limits
from bot.clock import Clock
from bot.errors import StoreError
from bot.models import Platform
from bot.store import leases
from bot.store.database import Store

log = logging.getLogger(__name__)

FrontWithin = Callable[[Limits, LookAt], FrontDesk]
"""What answers on a platform, given how much fits into one of its messages, and what looks at its channels."""


class Connection:
    """Serves a platform while this process holds its lease. `adapter` is None while another one does."""

    def __init__(
        self, platform: Platform, make: Callable[[], ChatAdapter], store: Store, clock: Clock, owner: str, lease: float
    ) -> None:
        self.platform = platform
        self.adapter: ChatAdapter | None = None
        self._make = make
        self._store = store
        self._clock = clock
        self._owner = owner
        self._lasts = timedelta(seconds=lease)
        self._stopping = asyncio.Event()

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.adapter is None:
            return "another process holds the connection"
        return "connected" if self.adapter.healthy else self.adapter.problem

    @property
    def healthy(self) -> bool:
        """Whether messages can go out: from here, or from the process that holds the connection."""
        return self.adapter is None or self.adapter.healthy

    async def run(self, front: FrontWithin) -> None:
        """Serve until `stop`."""
        while not self._stopping.is_set():
            if await self._acquire():
                await self._serve(front)
            else:
                await self._rest()
        with contextlib.suppress(StoreError):
            await self._store.write(partial(leases.release, name=self._lease_name, owner=self._owner))

    async def stop(self) -> None:
        """End `run`."""
        self._stopping.set()
        if self.adapter:
            await self.adapter.close()

    @property
    def _lease_name(self) -> str:
        return f"connection:{self.platform}"

    async def _acquire(self) -> bool:
        if self.platform == "console":
            return True  # every terminal is its own
        try:
            return await self._store.write(
                partial(leases.acquire, name=self._lease_name, owner=self._owner, now=self._clock(), lasts=self._lasts)
            )
        except StoreError as error:
            log.warning("%s: %s", self.platform, error)
            return False

    async def _serve(self, front: FrontWithin) -> None:
        self.adapter = adapter = self._make()
        serving = asyncio.create_task(adapter.run(front(adapter.limits, adapter.room)), name=f"adapter {self.platform}")
        try:
            while not serving.done() and not self._stopping.is_set():
                await self._rest(serving)
                if not await self._acquire():
                    log.warning("%s: another process took the connection over", self.platform)
                    break
        finally:
            await adapter.close()
            self.adapter = None
            results = await asyncio.gather(serving, return_exceptions=True)
        if isinstance(results[0], Exception):
            log.error("%s: %s: %s", self.platform, type(results[0]).__name__, results[0])
            await self._rest()

    async def _rest(self, serving: asyncio.Task[None] | None = None) -> None:
        """Wait for a third of the lease, or until there is something to see to."""
        stopping = asyncio.create_task(self._stopping.wait())
        seconds = self._lasts.total_seconds() / 3
        await asyncio.wait([stopping, *([serving] if serving else [])], timeout=seconds, return_when="FIRST_COMPLETED")
        stopping.cancel()
