"""Worker processes for what strangers wrote: each call has a time and a memory limit, and may crash alone.

Feeds, pages and texts are parsed here and articles read, so that a parser's hang or blow-up costs one input and the
main process stays small. pebble's pool is used because the standard one can neither kill a hung call nor survive a
dead process.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as CallTimeout
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.errors import InputError, ReadoutError
from bot.evidence.article_analysis import Reading
from bot.ingest.feeds.entries import Feed, FeedItem, RawFeed
from bot.ingest.workers.batching import Together
from bot.messages.catalogue import say
from bot.models import Article

if TYPE_CHECKING:
    from pebble import ProcessPool

    from bot.ingest.feeds.new_entries import Fresh, Share
    from bot.ingest.feeds.page_contents import LinkedPage, Site
    from bot.ingest.workers.tasks import Body

T = TypeVar("T")

CALL_SECONDS = 20.0
MEMORY_BYTES = 700_000_000
CALLS_A_WORKER = 300
"""A worker is replaced after this many calls, so that what a parser leaks is given back."""
ARTICLES_A_CALL = 50
BYTES_A_CALL = 1_000_000
BYTES_KEPT = 500_000
"""Of a longer body, which may be mostly none of its entries, they are written down by themselves."""
CHARS_A_CALL = 100_000
"""What is read in one call, within the time of one: a page of news is some 4,000 characters."""
_LOOK_SECONDS = 1.0
"""How often a call that takes its time looks whether there still are processes to do it."""
_PRELOADED = [
    "bot.ingest.workers.silent_forkserver",
    "trafilatura",
    "feedparser",
    "fastfeedparser",
    "nh3",
    "bot.ingest.pages.article_extraction",
    "bot.ingest.feeds.parse",
    "bot.ingest.feeds.new_entries",
    "bot.evidence.article_analysis",
]


_log = logging.getLogger(__name__)


class Workers:
    """A few recycled processes, started when first needed. `inline=True` runs in this one: for trusted texts only.

    Each method returns what the function of that name does, or raises an InputError in words.
    """

    def __init__(
        self,
        max_workers: int = 2,
        *,
        inline: bool = False,
        call_seconds: float = CALL_SECONDS,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        self._pool: ProcessPool | None = None
        self._count = max(1, min(max_workers, os.cpu_count() or 1))
        self._inline = inline
        self._seconds = call_seconds
        self._memory = memory_bytes
        self._feeds: Together[Body, Fresh] = Together(self._fresh, lambda feed: len(feed.body), BYTES_A_CALL)

    async def feed(self, body: bytes, *, url: str = "", content_type: str = "", shown: bool = False) -> Feed:
        """Return the feed in some bytes."""
        from bot.ingest.workers import tasks

        return await self.run(tasks.feed, body, url, content_type, shown)

    async def fresh(
        self, body: bytes, *, url: str, content_type: str, held: frozenset[int], kept: bool = False
    ) -> Fresh:
        """Return what a feed has beside the entries whose marks are held; feeds that come together are read so.

        `kept`: a body of which nothing is held will be kept, and `opened` later.
        """
        from bot.ingest.workers.tasks import Body

        return await self._feeds.ask(Body(body, url, content_type, held, kept and len(body) <= BYTES_KEPT))

    async def opened(self, body: bytes, url: str, content_type: str, most: int) -> Share:
        """Return the first entries of a feed that was kept as it came."""
        from bot.ingest.workers import tasks

        return await self.run(tasks.opened, body, url, content_type, most)

    async def _fresh(self, bodies: Sequence[Body]) -> Sequence[Fresh | InputError]:
        """Return what each feed has; where a call fails, they are read one by one: a bad one costs itself."""
        from bot.ingest.workers import tasks

        try:
            return await self.run(tasks.fresh, bodies)
        except InputError as error:
            if len(bodies) == 1:
                return [error]
        alone = [await self._fresh([body]) for body in bodies]
        return [each for one in alone for each in one]

    async def items(self, raw: RawFeed, url: str) -> list[FeedItem | InputError]:
        """Return the article of each entry, or why it cannot be read: one that breaks its reader costs itself."""
        from bot.ingest.workers import tasks

        try:
            return list(await self.run(tasks.items, raw, url))
        except InputError as error:
            if len(raw.entries) <= 1:
                return [error]
        alone = [await self.items(replace(raw, entries=(entry,)), url) for entry in raw.entries]
        return [each for one in alone for each in one]

    async def extract(self, page: bytes, url: str = "", content_type: str = "") -> Article:
        """Return the article of a page."""
        from bot.ingest.workers import tasks

        return await self.run(tasks.page, page, url, content_type)

    async def linked(self, page: bytes, url: str = "", content_type: str = "") -> LinkedPage:
        """Return a page that somebody points to."""
        from bot.ingest.workers import tasks

        return await self.run(tasks.linked, page, url, content_type)

    async def site(self, page: bytes, url: str = "", content_type: str = "") -> Site:
        """Return the feeds, the headlines and the article of a page."""
        from bot.ingest.workers import tasks

        return await self.run(tasks.site, page, url, content_type)

    async def text(self, body: bytes, content_type: str = "") -> Article:
        """Return the article of a plain text."""
        from bot.ingest.workers import tasks

        return await self.run(tasks.text, body, content_type)

    async def read(self, article: Article) -> Reading:
        """Return what an article says."""
        from bot.ingest.workers import tasks

        return await self.run(tasks.reading, article)

    async def read_all(self, articles: Sequence[Article]) -> list[Reading | InputError]:
        """Return what each article says, or why it cannot be read; some go into one call, since a call has its price.

        Where a call fails, its articles are read one by one: a text that breaks its reader costs one article.
        """
        together = await asyncio.gather(*(self._read_some(some) for some in _shares(articles)))
        return [reading for some in together for reading in some]

    async def _read_some(self, articles: Sequence[Article]) -> Sequence[Reading | InputError]:
        from bot.ingest.workers import tasks

        try:
            if len(articles) > 1:
                return await self.run(tasks.readings, articles)
        except InputError:
            pass
        return [await self._read_alone(article) for article in articles]

    async def _read_alone(self, article: Article) -> Reading | InputError:
        try:
            return await self.read(article)
        except InputError as error:
            return error

    async def run(self, work: Callable[..., T], *given: object) -> T:
        """Return `work(*given)`; both cross to the other process by pickle."""
        if self._inline:
            return work(*given)
        try:
            with contextlib.suppress(BrokenProcessPool):
                return await self._call(work, given)
            return await self._call(work, given)  # whatever felled the pool need not have been this call
        except (ReadoutError, asyncio.CancelledError):
            raise
        except CallTimeout:
            raise InputError(say("reading.takes_too_long", seconds=self._seconds)) from None
        except MemoryError:
            raise InputError(say("reading.takes_too_much", megabytes=self._memory // 1_000_000)) from None
        except BrokenProcessPool:
            raise InputError(say("reading.readers_died")) from None
        except Exception as error:
            raise InputError(say("reading.parser_failed", why=_in_words(error))) from None

    async def _call(self, work: Callable[..., T], given: tuple[object, ...]) -> T:
        """Return what a process of the pool makes of a call; BrokenProcessPool where the pool fell meanwhile.

        A pool falls as a whole where one of its processes is killed while it has nothing to do. What waits in it is
        then never told.
        """
        pool = self._started()
        future = asyncio.wrap_future(pool.schedule(work, args=given, timeout=self._seconds))
        try:
            while not (await asyncio.wait((future,), timeout=_LOOK_SECONDS))[0]:
                if self._pool is None:
                    raise InputError(say("reading.reader_stopped"))
                if not pool.active:
                    raise BrokenProcessPool
            return future.result()
        finally:
            future.cancel()

    async def aclose(self) -> None:
        """Stop the processes; what is under way is given up."""
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """Stop the processes; what is under way is given up."""
        pool, self._pool = self._pool, None
        if pool is not None:
            _stop(pool)

    async def __aenter__(self) -> Workers:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def _started(self) -> ProcessPool:
        if self._pool is not None and not self._pool.active:
            _log.warning("the processes that read died. New ones are started")
            threading.Thread(target=_stop, args=(self._pool,), daemon=True).start()
            self._pool = None
        if self._pool is None:
            self._pool = self._new_pool()
        return self._pool

    def _new_pool(self) -> ProcessPool:
        from pebble import ProcessPool

        return ProcessPool(
            max_workers=self._count,
            max_tasks=CALLS_A_WORKER,
            initializer=_limit,
            initargs=(self._memory,),
            context=_context(),
        )


def _stop(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _shares(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """Give the articles in order, so many at a time as one call should read."""
    share: list[Article] = []
    size = 0
    for article in articles:
        if share and (len(share) == ARTICLES_A_CALL or size + len(article.text) > CHARS_A_CALL):
            yield share
            share, size = [], 0
        share.append(article)
        size += len(article.text)
    if share:
        yield share


def _context() -> BaseContext:
    """Return how processes start: from a server without threads or open files of ours, where the system has one."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(_PRELOADED)
    return context


def _limit(memory: int) -> None:
    """Cap what a worker may add to its memory; leave Ctrl-C, and the log, to the main process."""
    import logging
    import signal

    logging.disable(logging.CRITICAL)  # what a parser mutters about a bad page is no line for a person
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        del soft
        wanted = _held() + memory
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _held() -> int:
    """Return the address space in use, where the system tells (Linux), else a guess."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 500_000_000


def _in_words(error: BaseException) -> str:
    first = " ".join(str(error).split())[:100]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
