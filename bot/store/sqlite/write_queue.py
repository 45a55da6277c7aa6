"""Writes, one after the other on one thread, in turns of their owners; those that wait together share a transaction.

A commit writes every page that was touched, and the index touches many: feeds that come in side by side touch the same
ones. What a caller is told of outlives the process by then, as if it had been alone; a power cut may still undo the
commits after the last one that was `synced` (https://sqlite.org/pragma.html#pragma_synchronous).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from bot.errors import StoreError
from bot.store.sqlite.connection import SqliteConnection
from bot.store.sqlite.schema import transaction
from bot.turns_by_owner import TurnsByOwner

T = TypeVar("T")
WriterWork = Callable[[SqliteConnection], T]
"""What is to be done with the writing connection."""

MOST_TOGETHER = 32
SECONDS_TOGETHER = 0.2
"""No new work joins a transaction that is older: other processes wait for it."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A work that waits for its turn."""

    work: WriterWork[Any]
    future: Future[Any]
    synced: bool


class Writer:
    """The one writing connection. Each work is all or nothing; one that raises undoes itself and nothing else.

    Works of a shared transaction in which one raises are done again, each by itself: a work does nothing but read and
    write rows, so that doing it twice is doing it once.
    """

    def __init__(self, db: SqliteConnection) -> None:
        self._db = db
        self._waiting: TurnsByOwner[_Waiting] = TurnsByOwner()
        self._lock = threading.Lock()
        self._syncs = False
        self._thread = ThreadPoolExecutor(1, "store-writer")

    def submit(self, work: WriterWork[T], owner: str = "", *, synced: bool = False) -> Future[T]:
        """Have a work done in its turn, and its owner's; its future may be cancelled until then.

        Once one that is `synced` is done, it and all that was committed before it outlive a power cut.
        """
        future: Future[T] = Future()
        with self._lock:
            self._waiting.add(owner, _Waiting(work, future, synced))
        try:
            self._thread.submit(self._carry_out)
        except RuntimeError:
            raise StoreError("the store is closed") from None
        return future

    def submit_between(self, work: WriterWork[T]) -> Future[T]:
        """Have a work done between two transactions."""
        try:
            return self._thread.submit(work, self._db)
        except RuntimeError:
            raise StoreError("the store is closed") from None

    def close(self) -> None:
        """Do what waits, then close the connection."""
        self._thread.shutdown(wait=True)
        self._db.close()

    def _carry_out(self) -> None:
        taken: list[_Waiting] = []
        results: list[Any] = []
        try:
            self._sync_as_wanted()
            with transaction(self._db, "begin immediate"):
                begun = time.monotonic()
                while len(taken) < MOST_TOGETHER and (not taken or time.monotonic() - begun < SECONDS_TOGETHER):
                    if not self._waiting or self._needs_a_sync():
                        break
                    if self._take(taken):
                        results.append(taken[-1].work(self._db))
        except BaseException as error:
            self._after(error, taken)
        else:
            for each, result in zip(taken, results, strict=True):
                each.future.set_result(result)

    def _sync_as_wanted(self) -> None:
        """Let the next commits be synced where the next work is to be: the mode holds for a whole transaction."""
        wanted = self._next_is_synced()
        if wanted != self._syncs:
            self._db.execute(f"pragma synchronous = {'full' if wanted else 'normal'}")
            self._syncs = wanted

    def _needs_a_sync(self) -> bool:
        return self._next_is_synced() and not self._syncs

    def _next_is_synced(self) -> bool:
        with self._lock:
            return any(each.synced for each in islice(self._waiting, 1))

    def _take(self, taken: list[_Waiting]) -> bool:
        """Add the next work; False where it was cancelled meanwhile."""
        with self._lock:
            each = self._waiting.take()
        wanted = each.future.set_running_or_notify_cancel()
        if wanted:
            taken.append(each)
        return wanted

    def _after(self, error: BaseException, taken: list[_Waiting]) -> None:
        """Do each work by itself where some were together; where one was alone, or none had begun, tell it."""
        while not taken and self._waiting:
            self._take(taken)
        if len(taken) == 1:
            taken[0].future.set_exception(error)
            return
        for each in taken:
            self._do_alone(each)

    def _do_alone(self, each: _Waiting) -> None:
        try:
            with transaction(self._db, "begin immediate"):
                result = each.work(self._db)
        except BaseException as error:
            each.future.set_exception(error)
        else:
            each.future.set_result(result)
