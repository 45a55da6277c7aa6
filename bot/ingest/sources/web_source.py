"""What is read at a web address: fetched, and taken for what it answers with, which may be another kind than it was."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import xxhash

from bot.clock import Clock
from bot.errors import InputError, UsageError
from bot.ingest.fetching import credentials
from bot.ingest.sources.source_reader import PollContext, Seen, SourceReader, Taken
from bot.messages.catalogue import say
from bot.models import Source
from bot.text.urls import absolute, origin

if TYPE_CHECKING:
    from bot.config.sections import FetchSettings
    from bot.ingest.feeds.new_entries import Fresh
    from bot.ingest.fetching.fetch import Fetched, Fetcher
    from bot.ingest.workers.pool import Workers
    from bot.store.news import sources

PARTS_READ = 3
"""Sitemaps of an index that are read, the newest first."""
_BARE_HOST = re.compile(r"(?!\d+\.\d+$)[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?$")


def web_address(printed: str, owner: str = "") -> str:
    """Return an address as it is kept; a UsageError says what is wrong with it."""
    text = printed.strip()
    text = f"https://{text}" if _BARE_HOST.match(text) else text  # as one types it into a browser
    url = absolute(text)
    if not url or not origin(url) or any(c.isspace() for c in url):
        raise UsageError(say("sources.no_web_address", address=text[:100]))
    # only the operator's may name credentials: they are in his environment
    if ("@" in urlsplit(url).netloc or credentials.has_credentials(url)) and owner:
        raise UsageError(say("sources.credentials_in_address"))
    if told := credentials.problem(url):
        raise UsageError(told)
    return url.partition("#")[0]


class WebSource(SourceReader):
    """A kind that is read at a web address. Which of them one is shows its first answer: it is added as a feed."""

    servers_may_add = True

    def address(self, printed: str, owner: str = "") -> str | None:
        """Return None: what an address is shows when it is read."""
        del printed, owner
        return None

    async def look(self, settings: FetchSettings, clock: Clock, address: str, *, trusted: bool) -> Seen:
        """Return what is at an address: a feed, a page that names one, or a page."""
        from bot.ingest.sources.feed_discovery import look

        return await look(settings, clock, address, trusted=trusted)

    async def check(self, fetcher: Fetcher, workers: Workers, address: str) -> Seen:
        """Return what is at an address, a feed with what it holds."""
        from bot.ingest.sources.feed_discovery import seen, seen_closely

        got = await fetcher.get(address, configured=True, trusted=True)
        return await seen_closely(workers, got) or await seen(fetcher, workers, address, got)

    async def read(self, here: PollContext, source: Source) -> Taken:
        """Return what is fresh at a source's address, whatever it is now."""
        from bot.ingest.feeds.content_types import kind_of

        taken, got = await fetched(here, source)
        if got is None:
            return taken
        what = kind_of(got.body, got.content_type)
        if what == "page":
            return await self.take_page(here, source, got, taken)
        if what != "feed":
            told = say("reading.nothing") if what == "empty" else say("reading.neither")
            raise InputError(say("reading.answers_with", what=told))
        return await take_list(here, source, got, taken)

    @abstractmethod
    async def take_page(self, here: PollContext, source: Source, got: Fetched, taken: Taken) -> Taken:
        """Return what is fresh where a page is what was answered with."""


async def fetched(here: PollContext, source: Source) -> tuple[Taken, Fetched | None]:
    """Return how a source's address answered, and the answer, or None where it is what was held."""
    from bot.ingest.sources.source_reader import IntakeReport

    own = origin(source.address) == origin(source.url)
    got = await here.fetcher.get(
        source.address,
        etag=source.etag,
        last_modified=source.last_modified,
        configured=own,
        trusted=own and not source.owner,
    )
    taken = Taken(IntakeReport(), feed_url=source.feed_url, moved_to=got.moved_to, max_age=got.max_age)
    same = got.not_modified or xxhash.xxh3_128_hexdigest(got.body) == source.body_hash
    return taken, None if same else got


async def take_list(here: PollContext, source: Source, got: Fetched, taken: Taken) -> Taken:
    """Return what a feed or a sitemap holds that it did not hold last time."""
    from bot.ingest.sources.fresh_entries import held_marks

    held = await held_marks(here, source)
    found = await here.workers.fresh(got.body, url=got.url, content_type=got.content_type, held=held, kept=True)
    if not found.parts:
        return replace(with_fresh(got, found, taken), whole=got if found.count and not found.text else None)
    whole = await _with_parts(here, source, found, held)
    read = read_of(got, whole.title, whole.kind, whole.marks)  # its parts change whether or not it does:
    return replace(taken, fresh=whole, read=replace(read, body_hash=None, etag=None, last_modified=None))


async def _with_parts(here: PollContext, source: Source, index: Fresh, held: frozenset[int]) -> Fresh:
    """Return an index of sitemaps with the entries of its newest ones; the last one's failure is raised if all fail."""
    from bot.ingest.feeds.new_entries import joined

    found: list[Fresh] = []
    failure: InputError | None = None
    for url in index.parts[:PARTS_READ]:
        try:
            got = await here.fetcher.get(url, configured=origin(url) == origin(source.url))
            part = await here.workers.fresh(got.body, url=got.url, content_type=got.content_type, held=held)
            found += [part]
        except InputError as error:
            failure = error
    if not any(part.marks for part in found) and failure:
        raise failure
    return joined(index, found)


def with_fresh(got: Fetched, fresh: Fresh, taken: Taken) -> Taken:
    """Return what was taken with the fresh entries of an answer."""
    return replace(taken, fresh=fresh, read=read_of(got, fresh.title, fresh.kind, fresh.marks))


def read_of(got: Fetched, title: str, kind: str, marks: Iterable[int] = ()) -> sources.Read:
    """Return what is noted of an answer that was read."""
    from bot.store.news import sources

    return sources.Read(
        title=title,
        kind=kind,
        etag=got.etag,
        last_modified=got.last_modified,
        body_hash=xxhash.xxh3_128_hexdigest(got.body),
        entries=marks,
    )
