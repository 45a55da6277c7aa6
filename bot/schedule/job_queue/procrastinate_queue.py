"""The queue in PostgreSQL, by procrastinate: any number of processes on any number of machines take from it.

Its tables stand in a schema of their own beside the store's, made and brought to its version by its own migrations.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from math import inf
from typing import Any

from procrastinate import App, PsycopgConnector, RetryStrategy, exceptions
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job as Row
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.worker import Worker

from bot.errors import StoreError
from bot.logs import trouble
from bot.schedule.job_queue import job_tables
from bot.schedule.job_queue.queue import MOST_TRIES, Handler, Hands, Job, Task
from bot.store.opening import reached_by

log = logging.getLogger(__name__)

KEPT_HOURS = 72
"""How long a job that failed is kept, to be looked at, and one that nobody takes; one that was done is gone at once."""
DRAIN_SECONDS = 25.0
LOOK_SECONDS = 0.5
"""Between two looks whether a process's queues are others by now."""
AWAY_SECONDS = 2.0
"""Between two tries to reach a server that is away."""
ANSWER_SECONDS = 10.0
"""How long the server may be away before what is asked of it fails."""
FETCH_SECONDS = 1.0
"""Between two looks for jobs that no notice came of: those whose lock was another's."""
AT_ONCE = 500
LOST_SECONDS = 5.0
"""Between two looks for what a worker is said to have in hand and has not: what both find is done again."""
TOLD_AGAIN_SECONDS = 60.0
"""How long a kind of trouble must not have come before it is told again."""


class ProcrastinateQueue:
    """Jobs on the server of an address; a worker whose heart stands still for `lasts` is taken for dead."""

    def __init__(self, address: str, lasts: timedelta) -> None:
        logging.getLogger("procrastinate").setLevel(logging.CRITICAL)  # what goes wrong is told here, in a line
        schema = {"options": f"-c search_path={job_tables.SCHEMA}", "application_name": "readout jobs"}
        pool = {**reached_by(address), "min_size": 1, "max_size": 12, "timeout": ANSWER_SECONDS, "name": "jobs"}
        pool["kwargs"] |= schema
        self._connector = PsycopgConnector(**pool)
        self._app = App(connector=self._connector)
        self._lasts = lasts.total_seconds()
        self._workers: list[asyncio.Task[None]] = []
        self._closing = asyncio.Event()
        self._told: dict[type[BaseException], float] = {}
        self._in_hand: set[int | None] = set()

    @property
    def _jobs(self) -> JobManager:
        return self._app.job_manager

    def does(self, task: Task, handler: Handler) -> None:
        """Have jobs of a task done by a handler."""

        async def done(context: JobContext, key: str) -> None:
            if (around := asyncio.current_task()) is not None:
                self._in_hand.add(context.job.id)
                around.add_done_callback(partial(self._out_of_hand, context.job.id))
            try:
                async with asyncio.timeout(task.limit_s):
                    await handler(key)
            except Exception as error:
                trouble(log, f"job {task.name}:{key}", error)
                raise

        again = RetryStrategy(max_attempts=MOST_TRIES - 1, wait=1, linear_wait=1)
        self._app.task(name=task.name, queue=task.name, retry=again, pass_context=True)(done)

    def _out_of_hand(self, job_id: int | None, task: asyncio.Task[Any]) -> None:
        """Take note that a job ended; where the server could not be told so, it is found by `_give_back_lost`."""
        self._in_hand.discard(job_id)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.debug("%s: %s", task.get_name(), error)

    async def begin(self, hands: Iterable[Hands]) -> None:
        """Begin to do what waits; a StoreError says why it cannot be."""
        try:
            await self._app.open_async()
            await job_tables.bring_up(self._connector)
        except Exception as error:
            raise StoreError(f"the queue of jobs cannot be opened: {error}") from error
        self._workers = [asyncio.create_task(self._keep_working(each), name="worker") for each in hands]

    async def put(self, jobs: Iterable[Job]) -> None:
        """Have jobs done by whoever takes them; those that wait already are not put again."""
        wanted = list({job.id: job for job in jobs}.values())
        for first in range(0, len(wanted), AT_ONCE):
            await _told(self._put(wanted[first : first + AT_ONCE]))

    async def _put(self, jobs: Sequence[Job]) -> None:
        rows = await self._connector.execute_query_all_async(job_tables.THERE, wanted=[job.id for job in jobs])
        there = {row["queueing_lock"]: row["queue_name"] for row in rows}
        await self._move([job for job in jobs if job.id in there and there[job.id] != job.waits_in])
        fresh = [self._row(job) for job in jobs if job.id not in there]
        try:
            if fresh:
                await self._jobs.batch_defer_jobs_async(fresh)
        except exceptions.AlreadyEnqueued:  # another process was sooner with one of them
            for row in fresh:
                await self._put_one(row)

    async def _move(self, jobs: Sequence[Job]) -> None:
        """Have jobs that wait wait where they are wanted by now: nobody may take from where they were put before."""
        if jobs:
            locks, queues = [job.id for job in jobs], [job.waits_in for job in jobs]
            await self._connector.execute_query_async(job_tables.MOVE, moved=locks, queues=queues)

    async def _put_one(self, row: Row) -> None:
        try:
            await self._jobs.defer_job_async(row)
        except exceptions.AlreadyEnqueued:
            log.debug("job %s waits already", row.queueing_lock)

    @staticmethod
    def _row(job: Job) -> Row:
        return Row(
            id=None,
            queue=job.waits_in,
            lock=job.lock or None,
            queueing_lock=job.id,
            task_name=job.task.name,
            priority=job.priority,
            task_kwargs={"key": job.key},
        )

    async def take_up(self) -> None:
        """Put again what a worker that died had in hand, and forget jobs that failed, or that nobody took, long ago."""
        await _told(self._take_up())

    async def _take_up(self) -> None:
        for row in await self._jobs.get_stalled_jobs(seconds_since_heartbeat=self._lasts):
            await self._put_again(row)
            log.info("job %s was in the hands of a process that died: it is done again", row.queueing_lock)
        await self._jobs.delete_old_jobs(KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True)
        await self._connector.execute_query_async(job_tables.FORGET, hours=KEPT_HOURS)

    async def _put_again(self, row: Row) -> None:
        try:
            await self._jobs.retry_job(row)
        except exceptions.ConnectorException:  # the same waits already, or it was done meanwhile
            with contextlib.suppress(exceptions.ConnectorException):
                await self._jobs.finish_job(row, Status.FAILED, delete_job=True)

    async def waiting(self) -> dict[str, tuple[int, float]]:
        """Return how many jobs of each task wait, and for how long the oldest has."""
        rows: list[dict[str, Any]] = await _told(self._connector.execute_query_all_async(job_tables.WAITING))
        return {row["task"]: (int(row["many"]), float(row["oldest"] or 0)) for row in rows}

    async def drain(self, limit: float) -> None:
        """Begin no job any more, and finish those in hand within `limit` seconds."""
        self._closing.set()
        if self._workers:
            _, late = await asyncio.wait(self._workers, timeout=limit + DRAIN_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._app.close_async()

    # ------------------------------------------------------------ workers

    async def _keep_working(self, hands: Hands) -> None:
        """Run a worker on the queues as they are, another where they change, and again where the server was away."""
        while not self._closing.is_set():
            queues = hands.queues()
            if not queues:
                await asyncio.sleep(LOOK_SECONDS)
                continue
            try:
                await self._work(hands, queues)
            except Exception as error:
                self._tell(error)
                await asyncio.sleep(AWAY_SECONDS)

    def _tell(self, error: Exception) -> None:
        """Tell why a worker ended; what ended another one a moment ago is not told again."""
        kind, now = type(error.__cause__ or error), time.monotonic()
        again = now - self._told.get(kind, -inf) < TOLD_AGAIN_SECONDS
        self._told[kind] = now
        log.log(logging.DEBUG if again else logging.WARNING, "the queue of jobs: %s", _in_a_line(error))

    async def _work(self, hands: Hands, queues: frozenset[str]) -> None:
        worker = Worker(
            self._app,
            queues=sorted(queues),
            concurrency=hands.at_once,
            install_signal_handlers=False,
            delete_jobs="successful",
            shutdown_graceful_timeout=DRAIN_SECONDS,
            update_heartbeat_interval=self._lasts / 3,
            stalled_worker_timeout=self._lasts,
            fetch_job_polling_interval=FETCH_SECONDS,
        )
        working = asyncio.create_task(worker.run())  # type: ignore[no-untyped-call]
        giving_back = asyncio.create_task(self._give_back_lost(worker))
        closing = asyncio.create_task(self._closing.wait())
        while not working.done() and not closing.done() and hands.queues() == queues:
            await asyncio.wait([working, closing], timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for each in (closing, giving_back, working):
            each.cancel()
        ended = await asyncio.gather(working, giving_back, closing, return_exceptions=True)
        if isinstance(ended[0], Exception):
            raise ended[0]

    async def _give_back_lost(self, worker: Worker) -> None:
        """Have done again what the server says a worker has in hand and it has not.

        Where the network is cut or the server's disk is full, the worker may not hear that it has a job, or the server
        not note that it is done with: its lock would be held for as long as the worker lives. A job that is just being
        taken or given back is there in one look, and not in two.
        """
        missed: set[int | None] = set()
        while True:
            await asyncio.sleep(LOST_SECONDS)
            with contextlib.suppress(exceptions.ConnectorException):  # it is away: the next look will tell
                held = await self._jobs.list_jobs_async(status=Status.DOING.value, worker_id=worker.worker_id or 0)
                lost = [row for row in held if row.id not in self._in_hand]
                for row in (row for row in lost if row.id in missed):
                    await self._put_again(row)
                    log.info("job %s: the server was not told how it ended. It is done again", row.queueing_lock)
                missed = {row.id for row in lost}


async def _told(work: Awaitable[Any]) -> Any:  # noqa: ANN401 - whatever the work gives
    """Return what some work gives; a StoreError says in a line why the server did not do it."""
    try:
        return await work
    except exceptions.ProcrastinateException as error:
        raise StoreError(f"the queue of jobs: {_in_a_line(error)}") from error


def _in_a_line(error: Exception) -> str:
    cause = error.__cause__ or error
    return " ".join(str(cause).split()) or type(cause).__name__
