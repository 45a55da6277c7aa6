"""Writes, one after the other on one thread; those that wait together share a transaction.

A commit writes every page that was touched, and the index touches many: feeds that come in side by side touch the same
ones. All that a caller is told of is on the disk by then, as if it had been alone.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from bot.errors import StoreError
from bot.store.schema import Connection, transaction

T = TypeVar("T")
Work = Callable[[Connection], T]

MOST_TOGETHER = 32
SECONDS_TOGETHER = 0.2
"""No new work joins a transaction that is older: other processes wait for it."""


class Writer:
    """The one writing connection. Each work is all or nothing; one that raises undoes itself and nothing else.

    Works of a shared transaction in which one raises are done again, each by itself: a work does nothing but read and
    write rows, so that doing it twice is doing it once.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._waiting: deque[tuple[Work[Any], Future[Any]]] = deque()
        self._thread = ThreadPoolExecutor(1, "store-writer")

    def submit(self, work: Work[T]) -> Future[T]:
        """Have a work done in its turn; its future may be cancelled until then."""
        future: Future[T] = Future()
        self._waiting.append((work, future))
        try:
            self._thread.submit(self._carry_out)
        except RuntimeError:
            raise StoreError("the store is closed") from None
        return future

    def close(self) -> None:
        """Do what waits, then close the connection."""
        self._thread.shutdown(wait=True)
        self._db.close()

    def _carry_out(self) -> None:
        taken: list[tuple[Work[Any], Future[Any]]] = []
        results: list[Any] = []
        try:
            with transaction(self._db, "begin immediate"):
                begun = time.monotonic()
                while len(taken) < MOST_TOGETHER and (not taken or time.monotonic() - begun < SECONDS_TOGETHER):
                    if not self._take(taken):
                        break
                    results.append(taken[-1][0](self._db))
        except BaseException as error:
            self._after(error, taken)
        else:
            for (_, future), result in zip(taken, results, strict=True):
                future.set_result(result)

    def _take(self, taken: list[tuple[Work[Any], Future[Any]]]) -> bool:
        """Add the next work that nobody has cancelled; False where none waits."""
        while self._waiting:
            work, future = self._waiting.popleft()
            if future.set_running_or_notify_cancel():
                taken.append((work, future))
                return True
        return False

    def _after(self, error: BaseException, taken: list[tuple[Work[Any], Future[Any]]]) -> None:
        """Do each work by itself where some were together; where one was alone, or none had begun, tell it."""
        if not taken and not self._take(taken):
            return
        if len(taken) == 1:
            taken[0][1].set_exception(error)
            return
        for work, future in taken:
            try:
                with transaction(self._db, "begin immediate"):
                    result = work(self._db)
            except BaseException as alone:
                future.set_exception(alone)
            else:
                future.set_result(result)
