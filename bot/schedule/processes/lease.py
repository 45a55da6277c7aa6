"""A lease that one process holds at a time, and takes over from one that died."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock, SteadyClock, steady_clock
from bot.errors import StoreError
from bot.schedule.delivery_lease import DeliveryLease
from bot.schedule.processes.identity import has_died
from bot.store.channels import leases
from bot.store.protocol import Connection, Store

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[object]]


class ProcessLease:
    """A lease by its name. `held` is the one that stands by the last renewal that was confirmed."""

    def __init__(
        self, store: Store, clock: Clock, owner: str, lasts: timedelta, name: str, steady: SteadyClock = steady_clock
    ) -> None:
        self._store = store
        self._clock = clock
        self._steady = steady
        self._owner = owner
        self._lasts = lasts
        self.name = name
        self.held: DeliveryLease | None = None

    @property
    def holds(self) -> bool:
        """Whether it is this process's, as far as is certain."""
        return self.held is not None and self.held.left() > timedelta(0)

    async def take(self) -> bool:
        """Take it, or hold it for longer; False where another process holds it, or the store cannot be written."""
        lease = DeliveryLease(self._lasts, self._clock, self._steady)
        try:
            if not await self._store.write(partial(self._acquire, now=lease.since)):
                self.held = None
                return False
        except StoreError as error:
            log.warning("%s: %s", self.name, error)
            return False
        self.held = lease
        return True

    def _acquire(self, db: Connection, now: datetime) -> bool:
        holder = leases.holder(db, self.name)
        dead = holder if holder != self._owner and has_died(holder) else ""
        return leases.acquire(db, self.name, self._owner, now=now, lasts=self._lasts, instead_of=dead)

    async def give_back(self) -> None:
        """Let another process have it."""
        self.held = None
        with contextlib.suppress(StoreError):
            await self._store.write(partial(leases.release, name=self.name, owner=self._owner))


class Duty:
    """What one process at a time does: this one while it holds the lease, which `keep` takes as soon as it can."""

    def __init__(self, lease: ProcessLease, every: timedelta) -> None:
        self._lease = lease
        self._every = every

    @property
    def is_ours(self) -> bool:
        """Whether this process has it now."""
        return self._lease.holds

    async def begin(self) -> None:
        """Take it if it is free, before the first job asks whose it is."""
        if await self._lease.take():
            log.info("%s: this process has it", self._lease.name)

    async def keep(self) -> None:
        """Take it, and hold it, until this is cancelled."""
        while True:
            await asyncio.sleep(self._every.total_seconds() / 3)
            was = self.is_ours
            if await self._lease.take() != was:
                log.info("%s: %s", self._lease.name, "another process has it" if was else "this process has it")

    async def end(self) -> None:
        """Let another process have it."""
        await self._lease.give_back()

    def only(self, job: Job) -> Job:
        """Return a job that does something only where this process has the duty."""

        async def done() -> None:
            if self.is_ours:
                await job()

        return done
