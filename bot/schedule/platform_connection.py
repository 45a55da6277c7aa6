"""A platform as this process serves it: over those of its connections that it holds, shared with other processes.

Where there are several connections (a bot in very many servers), each is held by one process, and each process holds
its share; one that comes later is left some, and those of one that died are taken over.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TextIO

from bot.chat.adapter_protocol import ChatAdapter, Shard
from bot.chat.inbox import Inbox
from bot.chat.platform import ChatPlatform
from bot.clock import Clock
from bot.config.settings import Settings
from bot.errors import StoreError
from bot.messages.catalogue import say
from bot.models import Platform
from bot.schedule.platform_lease import FrontFor, LeasedConnection, MayHold
from bot.schedule.processes.identity import new_owner
from bot.schedule.processes.lease import ProcessLease
from bot.store.channels import leases, shards
from bot.store.protocol import Store
from bot.store.standing import CONNECTION

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ThisProcess:
    """Where a connection runs: `gateways` tells how many processes hold connections, this one with them."""

    store: Store
    clock: Clock
    owner: str
    lasts: timedelta
    gateways: Callable[[], int] = lambda: 1


class _Shared:
    """What all processes may ask of a platform together, by leases in the store."""

    def __init__(self, here: ThisProcess, platform: Platform, wants: Callable[[int], None]) -> None:
        self._here = here
        self._platform = platform
        self.wants = wants

    @property
    def processes(self) -> int:
        return self._here.gateways()

    async def turn(self, what: str, seconds: float) -> None:
        here, owner = self._here, new_owner()  # each waits for itself, those of one process too
        take = partial(leases.acquire, name=f"turn:{self._platform}:{what}", owner=owner)
        lasts = timedelta(seconds=seconds)
        while not await here.store.write(partial(take, now=here.clock(), lasts=lasts)):  # noqa: ASYNC110
            await asyncio.sleep(min(0.25, seconds / 4))


class PlatformConnection:
    """Serves a platform from `run` to `stop`; `adapter_of` gives what reaches a server from here."""

    def __init__(self, platform: ChatPlatform, settings: Settings, stream: TextIO, here: ThisProcess) -> None:
        self.platform = platform
        self._here = here
        self._make = platform.sharded(settings, stream, _Shared(here, platform.name, self._wants))
        self._held: Sequence[tuple[Shard, LeasedConnection]] = ()
        self._wanted = 1
        self._changed = asyncio.Event()
        self._taking = asyncio.Lock()
        self._stopping = False

    @property
    def name(self) -> Platform:
        """The platform's name."""
        return self.platform.name

    def adapter_of(self, server: str) -> ChatAdapter | None:
        """Return what reaches a server, as long as this process holds its connection; "" for what is in none."""
        return next((each.adapter for shard, each in self._held if shard.hears(server)), None)

    def shards_held(self) -> list[Shard]:
        """Return which of the connections this process holds."""
        return [shard for shard, each in self._held if each.adapter is not None]

    def held(self) -> ChatAdapter | None:
        """Return one of the adapters that this process holds; None while it holds none."""
        return next(self._adapters(), None)

    @property
    def state(self) -> str:
        """How it stands, in words."""
        unwell = next((each for each in self._adapters() if not each.healthy), None)
        if unwell:
            return unwell.problem
        held = sum(1 for _ in self._adapters())
        if not held:
            return say("status.another_process")
        return "connected" if held == len(self._held) else say("status.some_connected", held=held, all=len(self._held))

    @property
    def healthy(self) -> bool:
        """Whether messages can go out: from here, or from the processes that hold the connections."""
        return all(each.healthy for each in self._adapters())

    async def run(self, front: FrontFor) -> None:
        """Serve until `stop`: over as many connections as the platform wants."""
        while not self._stopping:
            await self._look()
            self._changed.clear()
            if self._stopping:
                return
            self._held = [self._connection(Shard(number, self._wanted)) for number in range(self._wanted)]
            serving = [asyncio.create_task(each.run(front), name=f"{self.name} {s.number}") for s, each in self._held]
            await self._settled(serving)
            await asyncio.gather(*(each.stop() for _, each in self._held))
            await asyncio.gather(*serving, return_exceptions=True)

    async def stop(self) -> None:
        """End `run`."""
        self._stopping = True
        self._changed.set()
        await asyncio.gather(*(each.stop() for _, each in self._held))

    def _adapters(self) -> Iterator[ChatAdapter]:
        return (each.adapter for _, each in self._held if each.adapter is not None)

    def _connection(self, shard: Shard) -> tuple[Shard, LeasedConnection]:
        here = self._here
        inbox = Inbox(here.store, here.clock, hears=shard.hears)
        of_several = f":{shard.number}/{shard.count}" if shard.count > 1 else ""
        lease = ProcessLease(here.store, here.clock, here.owner, here.lasts, f"{CONNECTION}{self.name}{of_several}")
        may_hold = MayHold(self._taking, self._may_take, partial(self._is_too_much, shard))
        make = partial(self._make, shard, inbox)
        return shard, LeasedConnection(self.platform, make, inbox, lease, here.lasts, may_hold)

    # ------------------------------------------------------------ over how many connections

    def _wants(self, connections: int) -> None:
        if connections > self._wanted:
            self._wanted = connections
            self._changed.set()

    async def _settled(self, serving: Sequence[asyncio.Task[None]]) -> None:
        """Return when it is to be served over another number of connections, or no more."""
        if not self.platform.one_process:
            await asyncio.wait(serving)
            return
        while not self._changed.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), self._here.lasts.total_seconds() / 3)
            await self._look()
        if not self._stopping:
            log.info("%s: over %d connections from now on", self.name, self._wanted)

    async def _look(self) -> None:
        """Have all processes go by the same number: the largest that the platform ever wanted."""
        if not self.platform.one_process:
            return
        before = self._wanted
        try:
            known = await self._here.store.read(partial(shards.count, platform=self.name))
            if self._wanted > known:
                await self._here.store.write(partial(shards.want, platform=self.name, connections=self._wanted))
        except StoreError as error:
            log.warning("%s: %s", self.name, error)
            return
        self._wanted = max(known, self._wanted)
        if self._wanted != before:
            self._changed.set()

    # ------------------------------------------------------------ whose they are

    @property
    def _share(self) -> int:
        """How many connections one process is to hold: no more than all of them by the number of processes."""
        return -(-len(self._held) // max(1, self._here.gateways()))

    def _mine(self) -> list[int]:
        return [shard.number for shard, each in self._held if each.holds]

    def _may_take(self) -> bool:
        return len(self._held) == 1 or len(self._mine()) < self._share

    def _is_too_much(self, shard: Shard) -> bool:
        return len(self._held) > 1 and shard.number in self._mine()[self._share :]
