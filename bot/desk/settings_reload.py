"""The settings file read again while the service runs: asked for by a signal, or by a request in the store."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.config.reloading import reloaded
from bot.config.settings import Settings
from bot.desk import settings_file_sync
from bot.desk.desk import Desk
from bot.errors import ReadoutError, StoreError
from bot.messages.catalogue import say
from bot.store.channels import leases, reload_requests
from bot.store.channels.reload_requests import ReloadAnswer

log = logging.getLogger(__name__)

PATIENCE_S = 30.0
"""How long a request waits for a service: six of its usual ticks."""
_LOOK_S = 0.1


class SettingsReload:
    """Reads the file again with `read`, and lets the desk go by it; one reading at a time.

    One of the processes on a store `brings` into it what the file says, and answers; the others only go by it.
    """

    def __init__(self, desk: Desk, read: Callable[[], Settings], brings: Callable[[], bool] = lambda: True) -> None:
        self._desk = desk
        self._read = read
        self._brings = brings
        self._turn = asyncio.Lock()
        self._seen: int | None = None

    async def hang_up(self) -> None:
        """Heed SIGHUP: read the file again, or ask the process to do so that brings it in, and follow it."""
        if self._brings():
            await self.now(brings=True)
            return
        try:
            await self._desk.store.write(partial(reload_requests.ask, now=self._desk.clock()))
        except StoreError as error:
            log.error("the settings stay as they were: %s", error)

    async def now(self, *, brings: bool = True) -> ReloadAnswer:
        """Read the file again, and bring it in where this process `brings`; where it is wrong, all stays as it was, and
        the log and the answer say why.
        """
        async with self._turn:
            try:
                settings, later = reloaded(self._desk.settings, await asyncio.to_thread(self._read))
                problems = await self._bring_in(settings) if brings else ()
            except ReadoutError as error:
                for line in str(error).splitlines():
                    log.error("the settings stay as they were: %s", line)
                return ReloadAnswer(problem=str(error))
            self._desk.settings = settings
        log.info("the settings were read again: %s", settings.file.path or "there is no file")
        waits = [say("status.from_next_start", keys=", ".join(later))] if later else []
        for line in waits:
            log.warning("the settings hold %s", line)
        return ReloadAnswer(notes="\n".join([*problems, *waits]))

    async def _bring_in(self, settings: Settings) -> tuple[str, ...]:
        problems = await asyncio.to_thread(settings_file_sync.apply, replace(self._desk, settings=settings))
        self._seen = await self._desk.store.write(partial(leases.note_reload, now=self._desk.clock()))
        return problems

    async def answer_requests(self) -> None:
        """Read the file again where that is asked for, and answer; or where the process did so that is to answer."""
        store = self._desk.store
        if not self._brings():
            await self._follow()
            return
        asked = await store.read(reload_requests.waiting)
        if asked:
            given = await self.now(brings=True)
            now = self._desk.clock()
            await store.write(partial(reload_requests.answer, requests=asked, given=given, now=now))

    async def _follow(self) -> None:
        before, self._seen = self._seen, await self._desk.store.read(leases.last_reload)
        if before is not None and self._seen != before:
            await self.now(brings=False)


async def request(desk: Desk, patience_s: float = PATIENCE_S) -> ReloadAnswer | None:
    """Ask the service that runs on the desk's store to read its file again; None where none answers in time."""
    number = await desk.store.write(partial(reload_requests.ask, now=desk.clock()))
    until = time.monotonic() + patience_s
    found: ReloadAnswer | None = None
    while found is None and time.monotonic() < until:
        await asyncio.sleep(_LOOK_S)
        found = await desk.store.read(partial(reload_requests.answer_to, request=number))
    await desk.store.write(partial(reload_requests.withdraw, request=number))
    return found
