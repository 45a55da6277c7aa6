"""The second half of a poll: fresh entries to articles, with the pages behind teasers, each share in one transaction.

What polls bring waits in the store, so that a fall loses none of it. It is read beside the polling: sources in turn,
the newest of each first, so many at a time that what is in hand stays small.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.errors import InputError
from bot.ingest.feeds.entries import FeedItem
from bot.ingest.feeds.new_entries import Share, origin_of, share
from bot.ingest.sources import registry
from bot.ingest.sources.provenance import Sender
from bot.ingest.sources.source_reader import IntakeReport, PollContext
from bot.ingest.sources.store_articles import filed, take_share
from bot.ingest.sources.teaser_pages import pages_wanted, read_pages
from bot.logs import fault
from bot.logs.context import traced_as
from bot.messages.catalogue import say
from bot.metrics import timed
from bot.store.news import poll_backlog, source_vouchers, sources
from bot.store.news.poll_backlog import Overtaken, Waiting
from bot.store.protocol import Connection
from bot.text.visible import one_line

OnRead = Callable[[int, IntakeReport], None]
"""Called with the id of a row that was read to its end, and what came of it since this process first had it."""

ENTRIES_A_SHARE = 50
AT_ONCE = 16
"""Shares in hand: most of the time of one goes by in waiting for the pages behind teasers."""
MOST_TRIES = 4
"""Readings of one entry that did not end, before it is left out: it is what fells the process."""

_log = logging.getLogger(__name__)


class Backlog:
    """Reads what waits, from `wake` until nothing does; `named` gives what a row's poll is known by in the log."""

    def __init__(self, here: PollContext, on_read: OnRead, named: Callable[[int], str]) -> None:
        self._here = here
        self._on_read = on_read
        self._named = named
        self._tasks: set[asyncio.Task[None]] = set()
        self._so_far: dict[int, IntakeReport] = {}
        self._closing = False

    def wake(self) -> None:
        """Begin to read what waits, if that is not under way; return without waiting for it."""
        if self._closing or len(self._tasks) >= AT_ONCE:
            return
        task = asyncio.create_task(self._read_on(), name="backlog")
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("backlog: %s", error)

    async def settled(self) -> None:
        """Return when all that can be read now has been."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def drain(self, limit: float) -> None:
        """Finish the shares in hand within `limit` seconds, and begin no more; the rest waits for the next start."""
        self._closing = True
        if self._tasks:
            _, late = await asyncio.wait(set(self._tasks), timeout=limit)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _read_on(self) -> None:
        here = self._here
        while not self._closing:
            row = await here.store.write(lambda db: poll_backlog.claim(db, here.clock()))
            if row is None:
                return
            with traced_as(self._named(row.id)):
                await self._try(row)

    async def read_share_of(self, source_id: int) -> int | None:
        """Read a share of what a source brought; return how many shares were read, None where no more can be now."""
        here = self._here
        row = await here.store.write(lambda db: poll_backlog.claim(db, here.clock(), source_id))
        if row is None:
            return None
        with traced_as(self._named(row.id)):
            await self._try(row)
        return row.turns + 1

    async def _try(self, row: Waiting) -> None:
        """Read a share; one that cannot be read is left for later."""
        here = self._here
        try:
            with timed("read_share"):
                await self._read(row)
        except Overtaken:
            _log.info("source %s: another reader went on with what it brought", row.source.url)
        except Exception as error:
            if isinstance(error, InputError):
                _log.warning("source %s: what it brought %s", row.source.url, error)
            else:
                fault(_log, f"source {row.source.url}: what it brought was not read", error)
            await here.store.write(partial(poll_backlog.give_back, waiting_id=row.id, now=here.clock()))

    async def _read(self, row: Waiting) -> None:
        try:
            some = await self._share(row)
        except Exception as error:  # a row that is damaged raises what it likes
            if row.tries <= MOST_TRIES:
                raise
            await self._drop(row, error)
            return
        report = await self._read_share(row, some) if row.tries <= MOST_TRIES else await self._leave_out(row, some)
        so_far = self._so_far.setdefault(row.id, IntakeReport())
        so_far.add(report)
        if not some.rest:
            self._on_read(row.id, self._so_far.pop(row.id))

    async def _drop(self, row: Waiting, error: Exception) -> None:
        """Leave out a feed that was kept as it came and cannot be taken apart, though it could when it came."""
        problem = one_line(say("reading.what_it_brought", source=row.source.url, error=error))[:300]
        _log.error("left out: %s", problem)
        await self._here.store.write(lambda db: poll_backlog.shorten(db, row.id, "", self._here.clock()))
        self._on_read(row.id, IntakeReport(failed=[problem]))

    async def _share(self, row: Waiting) -> Share:
        """Return the entries of a row that are to be read now."""
        if row.body is None:
            return share(row.fresh, share_size(row.tries), registry.undivided())
        url, content_type = origin_of(row.fresh)
        return await self._here.workers.opened(row.body, url, content_type, share_size(row.tries))

    async def _read_share(self, row: Waiting, some: Share) -> IntakeReport:
        here, problems = self._here, []
        items: list[FeedItem] = []
        for found, printed in zip(await here.workers.items(some.raw, some.url), some.raw.entries, strict=True):
            if isinstance(found, FeedItem):
                items.append(found)
            else:
                problems.append(one_line(f"{printed.link or printed.title}: {found}")[:300])
                _log.warning("article left out: %s", problems[-1])
        entries, base = registry.entries_of(some.kind), some.raw.base
        # a site is asked for a few pages a poll
        sender = Sender(row.source, some.url)
        wanted = [] if row.turns else pages_wanted(entries.to_follow(items, base, sender), here.clock())
        pages = await read_pages(here.fetcher, here.workers, wanted, sender, titled=entries.titled)
        named_by = frozenset(page.names for page in pages.values()) - {""}
        sender = replace(sender, named_by=named_by)
        articles = entries.articles(items, pages, base, sender)
        report = await take_share(
            here.store,
            filed(articles, sender, first=row.first, now=here.clock()),
            self._along(row, some, entries.unread(items, pages, base, first=row.first), named_by),
            workers=here.workers,
            clock=here.clock,
            owner=row.source.owner,
            source_id=row.source.id,
        )
        report.failed += problems
        return report

    async def _leave_out(self, row: Waiting, some: Share) -> IntakeReport:
        entry = some.raw.entries[0]
        problem = one_line(say("reading.did_not_end", article=entry.link or entry.title))[:300]
        _log.error("article left out: %s", problem)
        await self._here.store.write(self._along(row, some, set(), frozenset()))
        return IntakeReport(failed=[problem])

    def _along(
        self, row: Waiting, some: Share, again: set[int], named_by: frozenset[str]
    ) -> Callable[[Connection], None]:
        """Return what is done where the articles of a share are stored."""
        now = self._here.clock()

        def along(db: Connection) -> None:
            poll_backlog.check_in_hand(db, row)
            poll_backlog.shorten(db, row.id, some.rest, some.newest or now)
            if again:
                sources.look_again(db, row.source.id, again)
            if named_by:
                source_vouchers.add_names(db, row.source.id, named_by)

        return along


def share_size(tries: int) -> int:
    """Return how many entries to read at a time: fewer after each reading that did not end, to find which fells it."""
    return max(1, ENTRIES_A_SHARE >> 3 * (tries - 1))
