"""One process holds a platform's connection, by lease; another takes over when it dies."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from bot.chat.adapter_protocol import ChatAdapter, access_of
from bot.chat.desk_protocol import AccessOf, FrontDesk, LookAt
from bot.chat.inbox import Inbox
from bot.chat.platform import ChatPlatform
from bot.chat.rendering.parts import Limits
from bot.clock import Clock, steady_clock
from bot.errors import StoreError
from bot.logs import trouble
from bot.messages.catalogue import say
from bot.models import Platform
from bot.schedule.delivery_lease import DeliveryLease
from bot.store.channels import leases
from bot.store.protocol import Store

log = logging.getLogger(__name__)

FrontFor = Callable[[Limits, LookAt, str, AccessOf], FrontDesk]
"""What answers on a platform: given its messages' limits, what looks at its channels, its commands' prefix, and what
says whether the bot may post in a place."""


class PlatformConnection:
    """Serves a platform while this process holds its lease. `adapter` is None while another one does.

    What is answered there leaves only while the `inbox` has that lease by its last renewal that was confirmed.
    """

    def __init__(
        self,
        platform: ChatPlatform,
        make: Callable[[], ChatAdapter],
        inbox: Inbox,
        store: Store,
        clock: Clock,
        owner: str,
        lease: float,
    ) -> None:
        self.platform = platform
        self.adapter: ChatAdapter | None = None
        self._make = make
        self._inbox = inbox
        self._store = store
        self._clock = clock
        self._owner = owner
        self._lasts = timedelta(seconds=lease)
        self._stopping = asyncio.Event()

    @property
    def name(self) -> Platform:
        """The platform's name."""
        return self.platform.name

    def held(self) -> ChatAdapter | None:
        """Return the adapter, as long as this process holds the connection."""
        return self.adapter

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.adapter is None:
            return say("status.another_process")
        return "connected" if self.adapter.healthy else self.adapter.problem

    @property
    def healthy(self) -> bool:
        """Whether messages can go out: from here, or from the process that holds the connection."""
        return self.adapter is None or self.adapter.healthy

    async def run(self, front: FrontFor) -> None:
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
        return f"connection:{self.name}"

    async def _acquire(self) -> bool:
        if not self.platform.one_process:
            return True
        lease = DeliveryLease(self._lasts, self._clock, steady_clock)
        try:
            held = await self._store.write(
                partial(leases.acquire, name=self._lease_name, owner=self._owner, now=lease.since, lasts=self._lasts)
            )
        except StoreError as error:
            log.warning("%s: %s", self.name, error)
            return False
        if held:
            self._inbox.lease = lease
        return held

    async def _serve(self, front: FrontFor) -> None:
        self.adapter = adapter = self._make()
        desk = front(adapter.limits, adapter.room, self.platform.command_prefix, access_of(adapter))
        serving = asyncio.create_task(adapter.run(desk), name=f"adapter {self.name}")
        try:
            while not serving.done() and not self._stopping.is_set():
                await self._rest(serving)
                if not await self._acquire():
                    log.warning("%s: another process took the connection over", self.name)
                    break
        finally:
            await adapter.close()
            self.adapter = None
            results = await asyncio.gather(serving, return_exceptions=True)
        if isinstance(results[0], Exception):
            trouble(log, f"{self.name}: the connection ended", results[0], logging.ERROR)
            await self._rest()

    async def _rest(self, serving: asyncio.Task[None] | None = None) -> None:
        """Wait for a third of the lease, or until there is something to see to."""
        stopping = asyncio.create_task(self._stopping.wait())
        seconds = self._lasts.total_seconds() / 3
        await asyncio.wait([stopping, *([serving] if serving else [])], timeout=seconds, return_when="FIRST_COMPLETED")
        stopping.cancel()
