"""Polling: the due sources in parallel, each on its own; a failure is noted in words and stops nothing.

What a source brings is kept in the same transaction as its marks, so that it is asked for once and never lost; reading
it (`backlog`) goes on beside.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from random import Random

from bot.clock import Clock
from bot.errors import FetchError, InputError
from bot.ingest.feeds.new_entries import whole as whole_text
from bot.ingest.fetching.concurrency import ConcurrencyLimit
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.sources import poll_interval, registry
from bot.ingest.sources.backlog import Backlog
from bot.ingest.sources.source_reader import IntakeReport, Own, PollContext, Taken
from bot.ingest.workers.pool import Workers
from bot.logs import fault
from bot.logs.context import trace, traced
from bot.messages.catalogue import say
from bot.metrics import metrics, timed
from bot.models import Source
from bot.store.news import poll_backlog, source_vouchers, sources
from bot.store.protocol import Connection, Store
from bot.text.urls import host_and_port
from bot.text.visible import one_line
from bot.turns_by_owner import TurnsByOwner

Progress = Callable[[int, int, Source, str], None]
"""Called when a source failed or what it brought is read: how many are done, of how many, which one, how it went."""

_GONE = 410
MOST_AT_WORK = 64
"""Sources between their first byte and their row: what they answer is held in memory meanwhile."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class PollReport:
    """How a round went: sources read, those with nothing new, those that failed; articles that came in."""

    polled: int = 0
    unchanged: int = 0
    failed: int = 0
    new: int = 0
    changed: int = 0


def _leave() -> None:
    """Leave what was brought to other processes."""


class Poller:
    """Polls what is due and reads it: `round` once, to its end; `begin` again and again, beside what is under way.

    Sources of one host come one after another, hosts in parallel, so that a slow one delays only its own. Owners take
    turns at a host, and at the places for what is asked at one time.
    """

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        workers: Workers,
        clock: Clock,
        *,
        interval_minutes: float = 30,
        random: Random | None = None,
        on_progress: Progress | None = None,
        own: Own | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._own = own = own or Own()
        self._here = PollContext(store, fetcher, workers, clock, own.settle, own.chats)
        self._usual_s = max(1, round(interval_minutes * 60))
        self._random = random or Random()  # noqa: S311 - jitter
        self._on_progress = on_progress
        self._queues: dict[str, TurnsByOwner[Source]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand: set[int] = set()
        self._limit = ConcurrencyLimit(MOST_AT_WORK)
        self._backlog = Backlog(self._here, self._read, self._named)
        self._brought: dict[int, tuple[Source, str]] = {}
        self._numbers = count(1)
        self._done = self._wanted = 0
        self.report = PollReport()

    async def round(self) -> PollReport:
        """Poll every source that is due, once, read all that waits, and return how it went."""
        await self.begin()
        await self.asked()
        self._backlog.wake()
        await self._backlog.settled()
        return self.report

    async def begin(self) -> None:
        """Begin to poll what is due and not under way yet, and to read what waits; return without waiting for it."""
        wake = self._backlog.wake if self._own.reads else _leave
        await self.ask(wake)
        wake()

    async def ask(self, brought: Callable[[], None] = _leave) -> None:
        """Begin to ask what is due and not under way yet; `brought` is called when something new waits to be read."""
        chats = self._here.chats
        reach = registry.within_reach(chats, others=self._own.others)
        if not reach:
            return
        takes, processes = partial(registry.is_within, chats), self._own.processes()
        claim = partial(sources.claim_due, reach=reach, takes=takes, processes=processes)
        due = await self._store.write(lambda db: claim(db, self._clock()))
        self._line_up([source for source in due if source.id not in self._in_hand], brought)

    async def poll(self, source_id: int) -> bool:
        """Ask one source that was claimed for this process; tell whether it brought something that is to be read."""
        source = await self._store.read(partial(sources.get, source_id=source_id))
        if source is None or source.state != "active":
            return False
        with traced("poll", f"{source.id}.{next(self._numbers)}"):
            return await self._poll_one(source) is None

    async def read(self, source_id: int) -> int | None:
        """Read a share of what one source brought; return how many were read of it, None where nothing is left."""
        return await self._backlog.read_share_of(source_id)

    async def asked(self) -> None:
        """Return when every source that is being asked has answered or failed."""
        while self._tasks:
            done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_EXCEPTION)
            for task in done:
                task.result()

    async def caught_up(self, limit: float) -> None:
        """Wait until what polls have brought is read, here or by other processes, `limit` seconds at most."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._backlog.settled() if self._own.reads else self._read_elsewhere(), limit)

    async def _read_elsewhere(self) -> None:
        """Wait for what is there now: where ten thousand sources are asked, something new waits at any moment."""
        last = await self._store.read(poll_backlog.newest)
        while await self._store.read(lambda db: poll_backlog.is_unread(db, self._clock(), last)):  # noqa: ASYNC110
            await asyncio.sleep(0.25)

    async def drain(self, limit: float) -> None:
        """Let what is under way finish within `limit` seconds, and begin nothing more."""
        for queue in self._queues.values():
            queue.clear()
        reading = asyncio.create_task(self._backlog.drain(limit))
        if self._tasks:
            _, late = await asyncio.wait(set(self._tasks), timeout=limit)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await reading

    def _line_up(self, due: Sequence[Source], brought: Callable[[], None]) -> None:
        self._wanted += len(due)
        self._in_hand.update(source.id for source in due)
        for source in due:
            name = host_and_port(source.address) or source.address
            if name in self._queues:
                self._queues[name].add(source.owner, source)
                continue
            self._queues[name] = TurnsByOwner()
            self._queues[name].add(source.owner, source)
            task = asyncio.create_task(self._poll_host(name, brought), name=f"poll {name}")
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("%s: %s", task.get_name(), error)

    async def _poll_host(self, name: str, brought: Callable[[], None]) -> None:
        queue = self._queues[name]
        try:
            while queue:
                source = queue.take()
                async with self._limit.taken(source.owner):
                    with traced("poll", f"{source.id}.{next(self._numbers)}"):
                        outcome = await self._poll_one(source)
                self._in_hand.discard(source.id)
                if outcome is None:
                    brought()
                else:
                    self._tell(source, outcome)
        finally:
            del self._queues[name]
            self._in_hand.difference_update(source.id for source in queue)

    def _tell(self, source: Source, outcome: str) -> None:
        self._done += 1
        if self._on_progress:
            self._on_progress(self._done, self._wanted, source, outcome)

    def _read(self, row: int, came: IntakeReport) -> None:
        """Count what a row held, and tell of its source, if it was polled here and not by another process."""
        self.report.new += came.new
        self.report.changed += came.changed
        if brought := self._brought.pop(row, None):
            self._tell(brought[0], _in_words(came))

    def _named(self, row: int) -> str:
        """Return by what the poll is known in the log that brought a row."""
        return self._brought[row][1] if row in self._brought else f"poll-r{row}"

    async def _poll_one(self, source: Source) -> str | None:
        """Ask one source and record how it went; return that in words, or None where what it brought is to be read."""
        self.report.polled += 1
        try:
            with timed("ask_source"):
                taken = await registry.reader_of(source).read(self._here, source)
            return await self._record(source, taken)
        except InputError as error:
            problem = error
        except Exception as error:
            reference, kind = fault(_log, f"source {source.url}", error), type(error).__name__
            problem = InputError(say("reading.fault", kind=kind, why=str(error)[:80], reference=reference))
        self.report.failed += 1
        metrics().poll("failed")
        return await self._record_failure(source, problem)

    async def _record(self, source: Source, taken: Taken) -> str | None:
        course, now = self._course(source, taken), self._clock()
        if source.failures:
            _log.info("source %s: is read again, after %d failures", source.url, source.failures)
        read, fresh, whole = taken.read, taken.fresh, taken.whole
        if read is None:
            self.report.unchanged += 1
            metrics().poll("unchanged")
            await self._store.write(partial(sources.record_answer, source_id=source.id, course=course, now=now))
            return "nothing new"
        metrics().poll("read")
        self.report.new += taken.intake.new
        self.report.changed += taken.intake.changed

        def work(db: Connection) -> int:
            sources.record_read(db, source.id, read, course, now)
            if taken.named_by:
                source_vouchers.add_names(db, source.id, (taken.named_by,))
            if fresh is None or not fresh.count:
                return 0
            return poll_backlog.put(
                db,
                source.id,
                whole_text(whole.url, whole.content_type) if whole else fresh.text,
                newest_at=fresh.newest or now,
                first=source.last_ok_at is None,
                body=whole.body if whole else None,
            )

        row = await self._store.write(work)
        if not row:
            return _in_words(taken.intake)
        if self._own.reads:
            self._brought[row] = source, trace()
        return None

    def _course(self, source: Source, taken: Taken) -> sources.Course:
        """Return how a source that answered goes on."""
        now = self._clock()
        last = source.last_new_at or source.added_at or now
        quiet = (now - last).total_seconds()
        gap, came = source.gap_s, taken.came
        if came:
            gap = poll_interval.learnt_gap(gap, quiet if source.last_ok_at else None, self._usual_s)
        wait = poll_interval.interval(gap, 0 if came else quiet, self._usual_s, taken.max_age)
        wait = min(wait, registry.reader_of(source).longest_wait_s or wait)
        moved_to, polls, believed = poll_interval.moved(source.moved_to, source.moved_polls, taken.moved_to)
        if believed:
            _log.warning("source %s: it moved for good, and is read at %s from now on", source.url, moved_to)
        feed_url = moved_to if believed else taken.feed_url
        return sources.Course(
            next_poll_at=poll_interval.after_success(now, wait, self._random),
            interval_s=wait,
            gap_s=gap,
            last_new_at=now if came else source.last_new_at,
            feed_url="" if feed_url == source.url else feed_url,
            moved_to="" if believed else moved_to,
            moved_polls=0 if believed else polls,
            problem=one_line(taken.note)[:300],
        )

    async def _record_failure(self, source: Source, error: InputError) -> str:
        problem = one_line(str(error))[:300]
        gone = isinstance(error, FetchError) and error.status == _GONE
        wait = error.retry_after if isinstance(error, FetchError) else None
        now = self._clock()
        due = poll_interval.after_failure(now, source.failures, self._usual_s, wait, self._random)
        await self._store.write(
            partial(sources.record_failure, source_id=source.id, problem=problem, next_poll_at=due, now=now, gone=gone)
        )
        begins = not source.failures
        _log.log(logging.WARNING if begins else logging.DEBUG, "source %s: begins to fail: %s", source.url, problem)
        return problem


def _in_words(came: IntakeReport) -> str:
    return f"{came.new} new, {came.changed} changed"
