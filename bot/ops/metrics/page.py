"""The page that Prometheus reads: what was counted, and how things stand at that moment."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.process_collector import ProcessCollector

import bot
from bot.desk.desk import Desk
from bot.errors import StoreError
from bot.metrics import Metrics
from bot.ops.disk_space import free_bytes
from bot.ops.metrics.counters import Counters
from bot.ops.metrics.processes import largest_worker
from bot.ops.readiness import Readiness
from bot.schedule.job_queue.queue import TASKS, WorkQueue
from bot.schedule.platform_connection import PlatformConnection
from bot.store.standing import Standing, standing

COUNT_SECONDS = 5.0
"""So long the store may take to be counted; what it did not give keeps its last value."""


class MetricsPage:
    """Counts with `counting`; `render` gives the page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._registry = CollectorRegistry()
        self.counting: Metrics = Counters(self._registry)
        ProcessCollector(registry=self._registry)
        self._build = self._gauge("build_info", "Always 1; its label is the version.", "version")
        self._ready = self._gauge("ready", "1 while /readyz says so.")
        self._connected = self._gauge("platform_connected", "1 while messages can go out.", "platform")
        self._answered = self._gauge("store_answered", "1 where the store could be counted for this page.")
        self._queue = self._gauge("queue_length", "What waits.", "queue")
        self._age = self._gauge("queue_oldest_seconds", "How long the oldest has waited.", "queue")
        self._jobs = self._gauge("jobs_waiting", "Jobs that wait to be done.", "task")
        self._jobs_age = self._gauge("jobs_oldest_seconds", "How long the oldest of them has waited.", "task")
        self._leases = self._gauge("lease_seconds_left", "How long a connection is still held.", "platform")
        self._duties = self._gauge("duty_seconds_left", "How long a duty of one process is still held.", "duty")
        self._processes = self._gauge("processes", "Processes of the service.", "role", "state")
        self._shards = self._gauge("shards", "Connections that are wanted, and held.", "platform", "state")
        self._lag = self._gauge("source_lag_seconds", "How far the slowest source that is well is past its time.")
        self._sources = self._gauge("sources", "Sources by how they are.", "state")
        self._channels = self._gauge("channels", "Channels by how they are.", "state")
        self._held = self._gauge("held", "What the store holds.", "what")
        self._bytes = self._gauge("store_bytes", "The files of the store.", "file")
        self._disk = self._gauge("disk_free_bytes", "What is free where the store lies.")
        self._tasks = self._gauge("tasks", "Tasks on the event loop.")
        self._workers = self._gauge("workers", "Processes that read for this one.")
        self._largest = self._gauge("worker_memory_bytes", "Resident memory of the largest of them.")
        self._build.labels(bot.__version__).set(1)

    def _gauge(self, name: str, what: str, *labels: str) -> Gauge:
        return Gauge(f"readout_{name}", what, labels, registry=self._registry)

    async def render(
        self, readiness: Readiness, connections: Sequence[PlatformConnection], queue: WorkQueue
    ) -> tuple[bytes, str]:
        """Return the page, and its content type."""
        self._ready.set(not (await readiness.ready()).problems)
        for each in connections:
            self._connected.labels(each.name).set(each.healthy)
        await self._count()
        await self._count_jobs(queue)
        self._measure()
        page = await asyncio.to_thread(generate_latest, self._registry)
        return page, CONTENT_TYPE_LATEST

    async def _count(self) -> None:
        try:
            async with asyncio.timeout(COUNT_SECONDS):
                found = await self._desk.store.read(partial(standing, now=self._desk.clock()))
        except (StoreError, TimeoutError):
            self._answered.set(0)
            return
        self._answered.set(1)
        self._show(found)

    async def _count_jobs(self, queue: WorkQueue) -> None:
        try:
            async with asyncio.timeout(COUNT_SECONDS):
                waiting = await queue.waiting()
        except (StoreError, TimeoutError):
            return
        for task in TASKS:
            length, oldest = waiting.get(task.name, (0, 0.0))
            self._jobs.labels(task.name).set(length)
            self._jobs_age.labels(task.name).set(oldest)

    def _show(self, found: Standing) -> None:
        for queue, (length, oldest) in found.queues.items():
            self._queue.labels(queue).set(length)
            self._age.labels(queue).set(oldest)
        for gauge, values in (
            (self._sources, found.sources),
            (self._channels, found.channels),
            (self._held, found.held),
        ):
            for label, count in values.items():
                gauge.labels(label).set(count)
        for gauge, lefts in ((self._leases, found.leases), (self._duties, found.duties)):
            gauge.clear()
            for name, left in lefts.items():
                gauge.labels(name).set(left)
        for gauge, counts in ((self._processes, found.processes), (self._shards, found.shards)):
            for (of, state), count in counts.items():
                gauge.labels(of, state).set(count)
        self._lag.set(found.source_lag)

    def _measure(self) -> None:
        store = self._desk.store
        for file, size in store.sizes().items():
            self._bytes.labels(file).set(size)
        self._disk.set(free_bytes(store.path.parent) or 0)
        self._tasks.set(len(asyncio.all_tasks()))
        count, largest = largest_worker()
        self._workers.set(count)
        self._largest.set(largest)
