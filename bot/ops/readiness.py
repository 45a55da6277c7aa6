"""Whether the service is of use: what it must be able to do is tried by itself, again and again, and told to who asks.

`/healthz` tells that the process is alive, so that a restart is of no help; `/readyz` that it does its work. What is
mended counts as mended with the next try, without a restart.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from functools import partial

from bot.clock import SteadyClock, iso, steady_clock
from bot.config.loading import secrets_of
from bot.desk.desk import Desk
from bot.desk.setup import row_problems
from bot.errors import StoreError
from bot.logs.masking import Masking
from bot.ops.disk_space import disk_problems, free_bytes, low_disk
from bot.schedule.jobs import Timetable, overdue
from bot.schedule.platform_connection import PlatformConnection
from bot.store.channels import channels, leases
from bot.store.deliveries import outbox
from bot.store.news import poll_backlog
from bot.store.protocol import Connection, Store
from bot.web.health import Health

log = logging.getLogger(__name__)

TRIED_EVERY = 10.0
"""Seconds between two writes that are done only to see whether they can be."""
CHECKED_EVERY = 60.0
"""Seconds between two checks of a store that is damaged; one that is not is checked once a day."""
PATIENCE = 5.0
"""So long a write may be under way."""
COUNT_SECONDS = 2.0
"""So long what is to be told of the store may take to be counted."""

_NOT_YET = "nothing has been written yet"


class Readiness:
    """Tries the store, and gathers how everything stands."""

    def __init__(
        self,
        desk: Desk,
        connections: Sequence[PlatformConnection],
        timetable: Timetable,
        steady: SteadyClock = steady_clock,
    ) -> None:
        self._desk = desk
        self._connections = connections
        self._timetable = timetable
        self._steady = steady
        self._written_at = ""
        self._unwritten = _NOT_YET
        self._begun: float | None = None
        self._damage = ""
        self._file = _file_of(desk.store)
        self._masked = Masking(secrets_of(desk.settings))

    # ------------------------------------------------------------ what is tried

    async def write(self) -> None:
        """Write something, synced, to see whether that can be done."""
        now = self._desk.clock()
        self._begun = self._steady()
        try:
            await self._desk.store.write(partial(leases.note_alive, now=now), synced=True)
        except StoreError as error:
            self._unwritten = self._told(self._unwritten, str(error))
        else:
            self._unwritten, self._written_at = self._told(self._unwritten, ""), iso(now) or ""
        finally:
            self._begun = None
        if self._desk.store.met_damage and not self._damage:
            await self.check()

    async def check(self) -> None:
        """Read the whole store, to see whether it is damaged."""
        try:
            found = await self._desk.store.problem()
        except StoreError as error:
            found = str(error)
        self._damage = self._told(self._damage, found)

    async def check_again(self) -> None:
        """Check a store that was found damaged: somebody may have mended it."""
        if self._damage:
            await self.check()

    @staticmethod
    def _told(before: str, now: str) -> str:
        if now and now != before:
            log.error("not ready: store: %s", now)
        return now

    # ------------------------------------------------------------ what is told

    async def alive(self) -> Health:
        """Return whether the process does anything at all: where it does not, a restart helps."""
        return Health(tuple(self._standing_still()))

    async def ready(self) -> Health:
        """Return whether the service does its work, with what an operator wants to know."""
        problems = [*self._of_the_store(), *disk_problems(self._desk.store.path.parent), *self._of_jobs()]
        problems += [f"{each.name}: {each.state}" for each in self._connections if not each.healthy]
        notes: dict[str, str | int | None] = {each.name: self._masked(each.state) for each in self._connections}
        notes |= {"last_write": self._written_at or None, "last_tick": iso(self._timetable.done.get("deliveries"))}
        notes |= {"disk_free": free_bytes(self._desk.store.path.parent), **await self._counted()}
        return Health(tuple(map(self._masked, problems)), notes, words=("ready", "not ready"))

    async def of_store_and_disk(self) -> list[str]:
        """Return what is wrong with the store and its disk, and that the disk is low."""
        folder = self._desk.store.path.parent
        standing = [] if self._unwritten == _NOT_YET else self._of_the_store()
        return [*standing, *(list(disk_problems(folder)) or low_disk(folder))]

    def _of_the_store(self) -> Iterator[str]:
        begun = self._begun
        if _file_of(self._desk.store) != self._file:
            yield f"store: another file is in the place of {self._desk.store.path}, or none. Start Readout anew"
        if self._damage:
            yield f"store: damaged: {self._damage}. Put a back-up in place: readout restore FILE --force"
        if self._unwritten:
            yield f"store: {self._unwritten}"
        elif begun is not None and self._steady() - begun > PATIENCE:
            yield f"store: a write waits for {self._steady() - begun:.0f} s: another process keeps the store locked"

    def _of_jobs(self) -> Iterator[str]:
        yield from self._standing_still()
        for name, problem in sorted(self._timetable.failing.items()):
            yield f"{name}: {problem}"

    def _standing_still(self) -> Iterator[str]:
        if overdue(self._timetable.beat, self._desk.clock(), self._desk.settings.schedule.tick_seconds):
            yield "the clockwork stands still"

    async def _counted(self) -> dict[str, int | None]:
        try:
            async with asyncio.timeout(COUNT_SECONDS):
                return await self._desk.store.read(_count)
        except (StoreError, TimeoutError):
            return {"deliveries_open": None, "polls_unread": None, "channels_paused": None, "rows_in_trouble": None}


def _file_of(store: Store) -> tuple[int, int] | None:
    """Return which file the store's path leads to: that of its disk, and that of the file there; None for none."""
    try:
        found = store.path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _count(db: Connection) -> dict[str, int | None]:
    return {
        "deliveries_open": outbox.open_count(db),
        "polls_unread": poll_backlog.count(db),
        "channels_paused": sum(each.state == "paused" for each in channels.every(db)),
        "rows_in_trouble": row_problems.count(db),
    }
