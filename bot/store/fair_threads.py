"""A few threads that are shared fairly: whoever has much to do waits for themselves, and not others for them."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from bot.turns_by_owner import TurnsByOwner

T = TypeVar("T")
_Work = tuple[str, Callable[[], Any], Future[Any]]
"""Whose it is, what is to be done, and what becomes of it."""


class FairThreads:
    """Threads that do the work of owners in turns, of one owner no more than `each` at a time.

    Our own work, of the owner "", may take all threads but one.
    """

    def __init__(self, threads: int, each: int, name: str) -> None:
        self._pool = ThreadPoolExecutor(threads, name)
        self._each, self._ours = each, max(1, threads - 1)
        self._lock = threading.Lock()
        self._waiting: TurnsByOwner[_Work] = TurnsByOwner()
        self._running: Counter[str] = Counter()

    def submit(self, owner: str, work: Callable[[], T]) -> Future[T]:
        """Have work done in its owner's turn; a RuntimeError where the threads are closed."""
        future: Future[T] = Future()
        with self._lock:
            self._waiting.add(owner, (owner, work, future))
        self._pool.submit(self._carry_out)
        return future

    def close(self) -> None:
        """Do what waits, and end."""
        self._pool.shutdown(wait=True)

    def _carry_out(self) -> None:
        """Do what may be done until there is nothing: one who has as much in hand as they may goes on with the rest."""
        while taken := self._take():
            owner, work, future = taken
            try:
                if future.set_running_or_notify_cancel():
                    future.set_result(work())
            except BaseException as error:
                future.set_exception(error)
            finally:
                with self._lock:
                    self._running[owner] -= 1

    def _take(self) -> _Work | None:
        """Take the next work of those who have not as much in hand as they may."""
        with self._lock:
            self._running = +self._running
            try:
                taken = self._waiting.take(self._may_begin)
            except IndexError:
                return None
            self._running[taken[0]] += 1
            return taken

    def _may_begin(self, owner: str) -> bool:
        return self._running[owner] < (self._each if owner else self._ours)
