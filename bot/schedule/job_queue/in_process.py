"""The queue within one process: where the store is a file, what is due is seen by each process for itself."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.logs import fault
from bot.schedule.job_queue.queue import MOST_TRIES, Handler, Hands, Job, Task

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
"""Before a job that failed is begun again; twice as long before the third time."""


@dataclass(slots=True)
class _Waiting:
    """A job in the queue, in the order that it is taken in."""

    job: Job
    order: tuple[int, int]
    since: float
    tries: int = 0
    not_before: float = 0.0


class InProcessQueue:
    """Does jobs as tasks of the event loop. What is put before `begin`, or for nobody's hands, is left to others."""

    def __init__(self, hands: Iterable[Hands] = ()) -> None:
        self._handlers: dict[str, Handler] = {}
        self._hands = list(hands)
        self._waiting: dict[str, _Waiting] = {}
        self._at_work: dict[asyncio.Task[None], tuple[_Waiting, int]] = {}
        self._numbers = itertools.count()
        self._closing = False

    def does(self, task: Task, handler: Handler) -> None:
        """Have jobs of a task done by a handler."""
        self._handlers[task.name] = handler

    async def begin(self, hands: Iterable[Hands]) -> None:
        """Begin to do what is put."""
        self._hands = list(hands)

    async def put(self, jobs: Iterable[Job]) -> None:
        """Have jobs done, as far as this process does them."""
        for job in jobs:
            if job.id not in self._waiting and self._hand_of(job) is not None and not self._closing:
                order = (-job.priority, next(self._numbers))
                self._waiting[job.id] = _Waiting(job, order, time.monotonic())
        self._go_on()

    async def take_up(self) -> None:
        """Do nothing: what a process had in hand ends with it, and what the rows say is put again."""

    async def waiting(self) -> dict[str, tuple[int, float]]:
        """Return how many jobs of each task wait, and for how long the oldest has."""
        now, found = time.monotonic(), dict[str, tuple[int, float]]()
        for each in self._waiting.values():
            count, oldest = found.get(each.job.task.name, (0, 0.0))
            found[each.job.task.name] = count + 1, max(oldest, now - each.since)
        return found

    async def settled(self) -> None:
        """Return when nothing waits and nothing is at work."""
        while self._at_work or self._waiting:
            await asyncio.wait(list(self._at_work) or [asyncio.ensure_future(asyncio.sleep(0.02))])
            await asyncio.sleep(0)

    async def drain(self, limit: float) -> None:
        """Begin no job any more, and finish those in hand within `limit` seconds."""
        self._closing = True
        self._waiting.clear()
        if self._at_work:
            _, late = await asyncio.wait(set(self._at_work), timeout=limit)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _hand_of(self, job: Job) -> int | None:
        if job.task.name not in self._handlers:
            return None
        return next((n for n, each in enumerate(self._hands) if job.waits_in in each.queues()), None)

    def _go_on(self) -> None:
        """Begin what may be begun now, the most urgent first."""
        if not self._waiting:
            return  # as whenever the last of very many ends
        busy = Counter(hand for _, hand in self._at_work.values())
        locks = {each.job.lock for each, _ in self._at_work.values()} - {""}
        at_work = {each.job.id for each, _ in self._at_work.values()}
        now = time.monotonic()
        for each in sorted(self._waiting.values(), key=lambda waiting: waiting.order):
            hand = self._hand_of(each.job)
            if hand is None or each.job.lock in locks or each.job.id in at_work or each.not_before > now:
                continue
            if busy[hand] < self._hands[hand].at_once:
                busy[hand] += 1
                locks |= {each.job.lock} - {""}
                self._begin(each, hand)

    def _begin(self, each: _Waiting, hand: int) -> None:
        del self._waiting[each.job.id]
        task = asyncio.create_task(self._do(each), name=each.job.id)
        self._at_work[task] = each, hand
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._at_work.pop(task, None)
        if not self._closing:
            self._go_on()

    async def _do(self, each: _Waiting) -> None:
        job = each.job
        try:
            async with asyncio.timeout(job.task.limit_s):
                await self._handlers[job.task.name](job.key)
        except Exception as error:
            fault(log, f"job {job.id}", error)
            each.tries += 1
            if each.tries < MOST_TRIES and not self._closing:
                self._again(each)

    def _again(self, each: _Waiting) -> None:
        pause = RETRY_SECONDS * each.tries
        each.not_before = time.monotonic() + pause
        self._waiting.setdefault(each.job.id, each)
        asyncio.get_running_loop().call_later(pause + 0.01, self._go_on)
