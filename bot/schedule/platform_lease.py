"""One process holds a connection to a platform, by lease; another takes over when it dies."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.chat.adapter_protocol import ChatAdapter, access_of
from bot.chat.desk_protocol import AccessOf, FrontDesk, LookAt
from bot.chat.inbox import Inbox
from bot.chat.platform import ChatPlatform
from bot.chat.rendering.parts import Limits
from bot.logs import trouble
from bot.schedule.processes.lease import ProcessLease

log = logging.getLogger(__name__)

FrontFor = Callable[[Limits, LookAt, str, AccessOf], FrontDesk]
"""What answers on a platform: given its messages' limits, what looks at its channels, its commands' prefix, and what
says whether the bot may post in a place."""


@dataclass(frozen=True, slots=True)
class MayHold:
    """Whether this process is to take a connection that is free, and whether it is to leave one to another process.

    The connections of a platform take theirs one after another, in `turn`.
    """

    turn: asyncio.Lock
    take: Callable[[], bool] = lambda: True
    leave: Callable[[], bool] = lambda: False


class LeasedConnection:
    """Serves a connection while this process holds its lease. `adapter` is None while another one does.

    What is answered there leaves only while the `inbox` has that lease by its last renewal that was confirmed.
    """

    def __init__(
        self,
        platform: ChatPlatform,
        make: Callable[[], ChatAdapter],
        inbox: Inbox,
        lease: ProcessLease,
        lasts: timedelta,
        may_hold: MayHold,
    ) -> None:
        self.adapter: ChatAdapter | None = None
        self.holds = False
        """Whether it is this process's, also while its adapter is being made or closed."""
        self._platform = platform
        self._make = make
        self._inbox = inbox
        self._lease = lease
        self._lasts = lasts
        self._may_hold = may_hold
        self._stopping = asyncio.Event()
        self._leaving = False

    async def run(self, front: FrontFor) -> None:
        """Serve until `stop`."""
        while not self._stopping.is_set():
            async with self._may_hold.turn:
                self.holds = self._may_hold.take() and await self._acquire()
            if self.holds:
                await self._serve(front)
            else:
                await self._rest()
            self.holds = False
        await self._lease.give_back()

    async def stop(self) -> None:
        """End `run`."""
        self._stopping.set()
        if self.adapter:
            await self.adapter.close()

    async def _acquire(self) -> bool:
        if not self._platform.one_process:
            return True
        if not await self._lease.take():
            return False
        if self._lease.held:
            self._inbox.lease = self._lease.held
        return True

    async def _serve(self, front: FrontFor) -> None:
        self.adapter = adapter = self._make()
        desk = front(adapter.limits, adapter.room, self._platform.command_prefix, access_of(adapter))
        serving = asyncio.create_task(adapter.run(desk), name=f"adapter {self._platform.name}")
        try:
            while await self._goes_on(serving):
                pass
        finally:
            await adapter.close()
            self.adapter = None
            results = await asyncio.gather(serving, return_exceptions=True)
        if isinstance(results[0], Exception):
            trouble(log, f"{self._platform.name}: the connection ended", results[0], logging.ERROR)
            await self._rest()
        if self._leaving:  # not before what was being answered is answered: who comes next asks again what is open
            self._leaving = False
            await self._lease.give_back()

    async def _goes_on(self, serving: asyncio.Task[None]) -> bool:
        """Wait for a while, and tell whether the connection is to be served on by this process."""
        await self._rest(serving)
        if serving.done() or self._stopping.is_set():
            return False
        if self._may_hold.leave():
            log.info("%s: %s is left to another process", self._platform.name, self._lease.name)
            self._leaving = True
            return False
        if not await self._acquire():
            log.warning("%s: another process took the connection over", self._platform.name)
            return False
        return True

    async def _rest(self, serving: asyncio.Task[None] | None = None) -> None:
        """Wait for a third of the lease, or until there is something to see to."""
        stopping = asyncio.create_task(self._stopping.wait())
        seconds = self._lasts.total_seconds() / 3
        await asyncio.wait([stopping, *([serving] if serving else [])], timeout=seconds, return_when="FIRST_COMPLETED")
        stopping.cancel()
