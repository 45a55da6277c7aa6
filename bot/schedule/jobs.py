"""The clockwork: APScheduler runs a few fixed jobs; what is due is decided by the rows of the store.

A job that still runs when its time comes again is not started twice, and times that were missed are made up for once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from bot.logs import trouble
from bot.metrics import metrics
from bot.store.row_guard import problem_of

log = logging.getLogger(__name__)
logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)  # a job that is still at work is in the metrics

Job = Callable[[], Awaitable[object]]

POLL_SECONDS = 15.0
"""How often sources that are due are looked for; how often each is read, its own row says."""


class Timetable:
    """Runs the jobs from `start` to `stop`.

    For the health check: `beat` is when the clockwork last ran, `done` when each job last came to its end, `failing`
    why it did not the last time.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._running: set[asyncio.Task[None]] = set()
        self.beat: datetime | None = None
        self.done: dict[str, datetime] = {}
        self.failing: dict[str, str] = {}

    def every(self, seconds: float, name: str, job: Job) -> None:
        """Run a job now, and again and again with a pause of `seconds`."""
        self._add(IntervalTrigger(seconds=seconds, timezone=UTC), name, job, at_once=True)

    def on(self, cron: str, name: str, job: Job) -> None:
        """Run a job at the times of a cron line, UTC: an hour that a DST change repeats is no matter then."""
        self._add(CronTrigger.from_crontab(cron, timezone=UTC), name, job, at_once=False)

    def start(self) -> None:
        """Begin; there must be a running event loop."""
        self._scheduler.start()

    async def stop(self, limit: float) -> None:
        """Start no job any more, and let those that run finish within `limit` seconds."""
        self._scheduler.shutdown(wait=False)
        if self._running:
            _, late = await asyncio.wait(set(self._running), timeout=limit)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _add(self, trigger: object, name: str, job: Job, *, at_once: bool) -> None:
        extra = {"next_run_time": datetime.now(UTC)} if at_once else {}
        self._scheduler.add_job(partial(self._run, name, job), trigger, id=name, name=name, **extra)

    async def _run(self, name: str, job: Job) -> None:
        task = asyncio.create_task(self._guarded(name, job), name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        with contextlib.suppress(asyncio.CancelledError):  # which it would log as the job's failure
            await asyncio.shield(task)  # the scheduler's shutdown cancels what it awaits, not what runs

    async def _guarded(self, name: str, job: Job) -> None:
        self.beat = self._clock()
        begun = time.monotonic()
        try:
            await job()
        except Exception as error:
            problem = problem_of(error)
            if self.failing.get(name) != problem:  # and not again at each tick
                trouble(log, name, error)
            self.failing[name] = problem
        else:
            self.done[name] = self._clock()
            if self.failing.pop(name, None):
                log.info("%s: it is done again", name)
        metrics().job(name, failed=name in self.failing, seconds=time.monotonic() - begun)


def overdue(beat: datetime | None, now: datetime, tick: float) -> bool:
    """Tell whether the clockwork stands still: no beat for ten ticks, and for a minute at least."""
    return beat is not None and now - beat > max(timedelta(seconds=10 * tick), timedelta(minutes=1))
