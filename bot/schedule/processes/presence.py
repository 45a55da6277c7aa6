"""This process among those of the service: it says that it lives, and knows how many others do what it does."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
from collections import Counter
from datetime import timedelta
from functools import partial

from bot.clock import Clock
from bot.errors import StoreError
from bot.models.workers import Role, Roles, Worker
from bot.schedule.processes.identity import has_died
from bot.store.channels import workers
from bot.store.protocol import Connection, Store

log = logging.getLogger(__name__)

REMEMBERED = timedelta(days=1)
"""So long a process that died is told of, where no other came in its place."""


class Presence:
    """Says that the process lives, by `beat`, until `leave`."""

    def __init__(self, store: Store, clock: Clock, owner: str, roles: Roles, lasts: timedelta) -> None:
        self._store = store
        self._clock = clock
        self._owner = owner
        self._lasts = lasts
        self._started_at = clock()
        self._alive: Counter[Role] = Counter(roles)
        self.roles = roles

    def alive(self, role: Role) -> int:
        """Return how many processes have a role, this one with them, as of the last beat."""
        return max(1, self._alive[role])

    async def arrive(self) -> None:
        """Say for the first time that the process lives; one that died and did the same is not missed any more."""
        try:
            await self._store.write(self._replace_dead)
            await self.beat()
        except StoreError as error:
            log.warning("that this process lives is not noted: %s", error)

    async def beat(self) -> None:
        """Say that the process lives, and look who else does."""
        await self._store.write(self._beat)

    async def leave(self) -> None:
        """Take the process off the list: it ends in good order."""
        with contextlib.suppress(StoreError):
            await self._store.write(partial(workers.forget, worker_id=self._owner))

    def _replace_dead(self, db: Connection) -> None:
        """Come in the place of the one that did the same and is dead longest."""
        dead = [each for each in workers.every(db) if each.roles == self.roles and not self._lives(each)]
        for each in sorted(dead, key=lambda worker: worker.until)[:1]:
            workers.forget(db, each.id)

    def _lives(self, worker: Worker) -> bool:
        return worker.until >= self._clock() and not has_died(worker.id)

    def _beat(self, db: Connection) -> None:
        worker = self._as_now()
        workers.note(db, worker)
        workers.forget_before(db, worker.beat_at - REMEMBERED)
        self._alive = Counter(role for each in workers.every(db) if self._lives(each) for role in each.roles)

    def _as_now(self) -> Worker:
        now = self._clock()
        return Worker(
            self._owner, self.roles, socket.gethostname(), os.getpid(), self._started_at, now, now + self._lasts
        )
