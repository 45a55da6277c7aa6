"""What the rows of the store say is due, as jobs: for processes that share their work by a queue.

One process at a time looks; the queue does no job twice that waits already, so that it may look again and again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from datetime import timedelta
from functools import partial

from bot.chat.adapter_protocol import Shard
from bot.desk.desk import Desk
from bot.ingest.sources import registry
from bot.ingest.sources.polling import Poller
from bot.models import Channel, Platform, Source
from bot.schedule import due
from bot.schedule.delivery import Deliveries
from bot.schedule.job_queue.queue import ALERT, BRIEF, CORRECT, DELIVER, POLL, READ, Job, WorkQueue, of_channel
from bot.store.channels import channels, shards
from bot.store.deliveries import outbox
from bot.store.news import poll_backlog, sources
from bot.store.protocol import Connection
from bot.text.urls import host_and_port

READ_AT_ONCE = 500
"""Sources of which something waits that are put into the queue at a time."""


class Planner:
    """Puts jobs for what is due, and does them: what a job leads to is put at once, and not only at the next look."""

    def __init__(self, desk: Desk, queue: WorkQueue, deliveries: Deliveries, poller: Poller) -> None:
        self._desk = desk
        self._queue = queue
        self._deliveries = deliveries
        self._poller = poller
        queue.does(BRIEF, self._write)
        queue.does(DELIVER, deliveries.serve)
        queue.does(ALERT, lambda _: due.open_alerts(desk))
        queue.does(CORRECT, lambda _: due.open_corrections(desk))
        queue.does(POLL, self._poll)
        queue.does(READ, self._read)

    async def look(self) -> None:
        """Put what is to be told: slots that have come, news that is followed, what is to be written and sent."""
        await due.open_briefings(self._desk)
        if await due.has_alerts(self._desk):
            await self._queue.put([Job(ALERT, "all", "alerts")])
        if await due.has_corrections(self._desk):
            await self._queue.put([Job(CORRECT, "all", "corrections")])
        await self._queue.put(await self._desk.store.read(self._deliveries_due))

    async def look_for_sources(self) -> None:
        """Put what is to be asked, and what of it is to be read."""
        now, reach = self._desk.clock(), registry.within_reach(None)
        claimed = await self._desk.store.write(partial(sources.claim_due, now=now, reach=reach))
        await self._queue.put(Job(POLL, str(each.id), f"host:{_host(each)}") for each in claimed)
        unread = await self._desk.store.read(partial(poll_backlog.readable, now=now, limit=READ_AT_ONCE))
        await self._queue.put(map(_read_job, unread))

    def _deliveries_due(self, db: Connection, only: Collection[int] = ()) -> list[Job]:
        """Return what is to be written and sent, of some channels if they are named."""
        waiting = partial(outbox.waiting, db, self._desk.clock(), self._lasts)
        counts = shards.every(db)
        unwritten = waiting(only=outbox.UNWRITTEN_AND_FIRST)
        jobs = [of_channel(BRIEF, channel_id) for channel_id in unwritten if not only or channel_id in only]
        for channel_id in waiting(only=outbox.WRITTEN):
            channel = channels.get(db, channel_id)
            if channel and (not only or channel_id in only):
                jobs.append(of_channel(DELIVER, channel_id, _queue_of(channel, counts)))
        return jobs

    @property
    def _lasts(self) -> timedelta:
        return timedelta(seconds=self._desk.settings.schedule.lease_seconds)

    # ------------------------------------------------------------ what is done here

    async def _write(self, channel: str) -> None:
        """Write what a channel is to get, and have it sent."""
        await self._deliveries.serve(channel)
        await self._queue.put(await self._desk.store.read(partial(self._deliveries_due, only=(int(channel),))))

    async def _poll(self, source: str) -> None:
        """Ask a source, and have read what it brought."""
        if await self._poller.poll(int(source)):
            await self._queue.put([_read_job(int(source))])

    async def _read(self, source: str) -> None:
        """Read a share of what a source brought; the rest comes after what less was read of."""
        turns = await self._poller.read(int(source))
        if turns is not None:
            await asyncio.sleep(0)
            await self._queue.put([_read_job(int(source), turns)])


def delivers(platform: Platform, shard: Shard) -> str:
    """Return the queue of what is sent over one of a platform's connections: who holds it takes from there."""
    return f"deliver.{platform}" + (f".{shard.number}of{shard.count}" if shard.count > 1 else "")


def _queue_of(channel: Channel, counts: Mapping[Platform, int]) -> str:
    count = counts.get(channel.platform, 1)
    shard = next(shard for number in range(count) if (shard := Shard(number, count)).hears(channel.server))
    return delivers(channel.platform, shard)


def _host(source: Source) -> str:
    return host_and_port(source.address) or source.address


def _read_job(source_id: int, turns: int = 0) -> Job:
    return Job(READ, str(source_id), f"read:{source_id}", later=turns)
