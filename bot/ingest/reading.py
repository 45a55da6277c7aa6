"""One source read: what its address holds now, what of it is new, and that taken into the store."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import xxhash

from bot.clock import Clock
from bot.errors import InputError
from bot.ingest.entries import Feed, Item
from bot.ingest.fetch import Fetched, Fetcher
from bot.ingest.folder import SETTLE_SECONDS, folder_of, look
from bot.ingest.intake import IntakeReport, take_in
from bot.ingest.kinds import kind_of
from bot.ingest.links import origin
from bot.ingest.pages import Page, pages_wanted, read_pages
from bot.ingest.site import Site
from bot.ingest.visible import one_line
from bot.ingest.workers import Workers
from bot.models import Article, Source, SourceKind
from bot.store import sources
from bot.store.database import Store

PARTS_READ = 3
"""Sitemaps of an index that are read, the newest first."""
FEEDS_TRIED = 3
"""Feeds of a page that are tried, the best first."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Readers:
    """What every source is read with; `settle` is how many seconds a file must have been left alone."""

    store: Store
    fetcher: Fetcher
    workers: Workers
    clock: Clock
    settle: float = SETTLE_SECONDS


@dataclass(frozen=True, slots=True)
class Taken:
    """What reading a source gave; `read` is None where it holds nothing new. `feed_url`: where it is read.

    `note` is what could not be read of a source that was.
    """

    intake: IntakeReport
    read: sources.Read | None = None
    feed_url: str = ""
    moved_to: str | None = None
    max_age: int | None = None
    note: str = ""


async def read_source(here: Readers, source: Source) -> Taken:
    """Read a source and store what is new in it; an InputError says why it cannot be read."""
    if source.kind == "folder":
        return await _read_folder(here, source)
    own = origin(source.address) == origin(source.url)
    got = await here.fetcher.get(
        source.address,
        etag=source.etag,
        last_modified=source.last_modified,
        configured=own,
        trusted=own and not source.owner,
    )
    taken = Taken(IntakeReport(), feed_url=source.feed_url, moved_to=got.moved_to, max_age=got.max_age)
    digest = xxhash.xxh3_128_hexdigest(got.body)
    if got.not_modified or digest == source.body_hash:
        return taken
    kind = kind_of(got.body, got.content_type)
    if kind == "page":
        return await _take_page(here, source, got, taken)
    if kind != "feed":
        what = "nothing" if kind == "empty" else "what is neither feed nor page"
        raise InputError(f"answers with {what}. Check the address")
    feed = await here.workers.feed(got.body, url=got.url, content_type=got.content_type)
    if feed.parts:
        feed = await _with_parts(here, source, feed)
    return await _take_feed(here, source, got, feed, taken, kind=feed.kind)


async def _read_folder(here: Readers, source: Source) -> Taken:
    held = await here.store.read(lambda db: sources.marks(db, source.id))
    found = await look(folder_of(source.url), held, here.workers, name=f"folder/{source.id}", settle=here.settle)
    if found.marks == held:
        return Taken(IntakeReport(), note=found.note)
    intake = await _store(here, source, found.articles)
    found.problems += intake.failed
    return Taken(intake, sources.Read(kind="folder", entries=found.marks), note=found.note)


async def find_feed(fetcher: Fetcher, site: Site, url: str) -> tuple[str, Fetched] | None:
    """Return the address and the answer of the best feed that a page names and that can be read, if there is one.

    One at the page's own origin counts as meant by who gave the page's address; no other may be private.
    """
    for candidate in site.feeds[:FEEDS_TRIED]:
        try:
            got = await fetcher.get(candidate, configured=origin(candidate) == origin(url))
        except InputError as error:
            _log.info("feed %s: %s", candidate, one_line(str(error)))
            continue
        if kind_of(got.body, got.content_type) == "feed":
            return candidate, got
    return None


async def _with_parts(here: Readers, source: Source, index: Feed) -> Feed:
    """Return an index of sitemaps with the entries of its newest ones; the last one's failure is raised if all fail."""
    items: list[Item] = []
    failure: InputError | None = None
    for url in index.parts[:PARTS_READ]:
        try:
            got = await here.fetcher.get(url, configured=origin(url) == origin(source.url))
            part = await here.workers.feed(got.body, url=got.url, content_type=got.content_type)
            items += part.items
        except InputError as error:
            failure = error
    if not items and failure:
        raise failure
    return replace(index, items=tuple(items))


async def _take_page(here: Readers, source: Source, got: Fetched, taken: Taken) -> Taken:
    """Take in what a page names as its feed, or its headlines, or, where it is an article, that."""
    first = source.last_ok_at is None
    if not first and source.kind in ("feed", "sitemap"):
        raise InputError("answers with a web page where its feed was. Check the address")
    site = await here.workers.site(got.body, got.url, got.content_type)
    found = await find_feed(here.fetcher, site, source.url) if first else None
    if found:
        feed_url, got = found
        feed = await here.workers.feed(got.body, url=got.url, content_type=got.content_type)
        return await _take_feed(here, source, got, feed, replace(taken, feed_url=feed_url, moved_to=got.moved_to))
    if site.article is not None and not site.front:
        intake = await _store(here, source, [site.article])
        title = site.article.source or site.article.title
        return replace(taken, intake=intake, read=_read(got, title, "page"))
    if not site.links.items:
        raise InputError(site.problem or "no article and no headlines in this page. Give the address of a feed")
    return await _take_feed(here, source, got, site.links, taken, kind="page")


async def _take_feed(
    here: Readers, source: Source, got: Fetched, feed: Feed, taken: Taken, kind: SourceKind = "feed"
) -> Taken:
    """Store what a feed holds that it did not hold last time, teasers with the text of their page.

    A list of bare headlines (a page, a sitemap) gives only those whose pages are articles; one whose page could not
    be read now is left for the next poll.
    """
    held = await here.store.read(lambda db: sources.marks(db, source.id))
    fresh = [item for item in feed.items if item.mark not in held]
    pages = await read_pages(here.fetcher, here.workers, pages_wanted(fresh, here.clock()))
    if kind == "feed":
        again: set[int] = set()
        articles = [pages[item.mark].article if item.mark in pages else item.article for item in fresh]
    else:
        again = _left(fresh, pages, first=source.last_ok_at is None)
        articles = [page.article for page in pages.values() if page.state in ("read", "closed")]
    intake = await _store(here, source, articles)
    intake.unchanged += len(feed.items) - len(fresh)
    read = _read(got, feed.title, kind, [item.mark for item in feed.items if item.mark not in again])
    if again or feed.parts:  # look again whether or not this very body has changed
        read = replace(read, body_hash=None, etag=None, last_modified=None)
    return replace(taken, intake=intake, read=read)


def _left(fresh: list[Item], pages: Mapping[int, Page], *, first: bool) -> set[int]:
    """Return the marks of headlines to look at again; what a first look did not reach is old, and is left."""
    failed = {mark for mark, page in pages.items() if page.state == "away"}
    return failed if first else failed | {item.mark for item in fresh if item.mark not in pages}


def _read(got: Fetched, title: str, kind: SourceKind, marks: list[int] | None = None) -> sources.Read:
    return sources.Read(
        title=title,
        kind=kind,
        etag=got.etag,
        last_modified=got.last_modified,
        body_hash=xxhash.xxh3_128_hexdigest(got.body),
        entries=marks or (),
    )


async def _store(here: Readers, source: Source, articles: list[Article]) -> IntakeReport:
    now = here.clock()
    filed = [
        replace(article, topic=source.topic, catalogue=in_catalogue(article, source, now))
        for article in articles
        if article.text
    ]
    return await take_in(
        here.store, filed, workers=here.workers, clock=here.clock, owner=source.owner, source_id=source.id
    )


def in_catalogue(article: Article, source: Source, now: datetime) -> bool:
    """Tell whether an article stood in its source before that was added: a first reading finds the old things too."""
    if source.last_ok_at is not None:
        return False
    published = article.published_at
    return published is None or published > now or published <= (source.added_at or now)
