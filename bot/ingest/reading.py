"""One source asked: what its address holds now, and what of it is fresh. What that says is read later (`backlog`)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

import xxhash

from bot.clock import Clock
from bot.errors import ChatAway, ChatError, FetchError, InputError
from bot.ingest import chat, chat_places
from bot.ingest.fetch import Fetched, Fetcher
from bot.ingest.folder import SETTLE_SECONDS, folder_of, look
from bot.ingest.fresh import Fresh, fresh_of, joined
from bot.ingest.intake import IntakeReport, take_in
from bot.ingest.kinds import kind_of
from bot.ingest.links import absolute, origin
from bot.ingest.site import Site
from bot.ingest.visible import one_line
from bot.ingest.workers import Workers
from bot.models import Article, Posts, ReadPosts, Source, SourceKind
from bot.store import removal, sources
from bot.store.database import Connection, Store

PARTS_READ = 3
"""Sitemaps of an index that are read, the newest first."""
SITEMAPS_TRIED = 2
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
    posts: ReadPosts | None = None
    """Reads chat channels, where a platform is connected."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What asking a source gave; `read` is None where it holds nothing new. `feed_url`: where it is read.

    `fresh` are entries to be read, `intake` what was read and stored at once (a page of its own, a folder's files).
    `whole` is a body that is fresh from end to end, to be kept as it is. `note` is what could not be read of a source
    that was.
    """

    intake: IntakeReport
    fresh: Fresh | None = None
    whole: Fetched | None = None
    read: sources.Read | None = None
    feed_url: str = ""
    moved_to: str | None = None
    max_age: int | None = None
    note: str = ""

    @property
    def came(self) -> int:
        """Return how much is new in it."""
        return self.intake.new + self.intake.changed + (self.fresh.count if self.fresh else 0)


async def read_source(here: Readers, source: Source) -> Taken:
    """Return what is fresh in a source; an InputError says why it cannot be read."""
    if source.kind == "folder":
        return await _read_folder(here, source)
    if source.kind == "chat":
        return await _read_channel(here, source)
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
    return await _take_feed(here, source, got, taken)


async def _read_folder(here: Readers, source: Source) -> Taken:
    held, notes = await here.store.read(lambda db: (sources.marks(db, source.id), sources.notes(db, source.id)))
    name = f"folder/{source.id}"
    found = await look(folder_of(source.url), held, here.workers, notes=notes, name=name, settle=here.settle)
    if found.marks == held:
        return Taken(IntakeReport(), note=found.note)
    intake = await _store(here, source, found.articles)
    found.problems += intake.failed
    read = sources.Read(kind="folder", entries=found.marks, notes=found.notes)
    return Taken(intake, read=read, note=found.note)


async def _read_channel(here: Readers, source: Source) -> Taken:
    """Take what is new in a chat channel, and take back what was deleted there."""
    platform, server, channel = chat_places.chat_place(source)
    if here.posts is None:
        raise InputError(f"{platform} is not connected")
    try:
        found = await here.posts(platform, server, channel, source.etag or "")
    except ChatAway as error:
        raise FetchError(str(error), retry_after=error.retry_after) from None
    except ChatError as error:
        raise InputError(str(error)) from None
    await here.store.write(partial(_keep_true, source=source, found=found, now=here.clock()))
    held = await _held(here, source)
    fresh = fresh_of(chat.list_of(found), "", held, "chat")
    if frozenset(fresh.marks) == held and source.last_ok_at:
        return Taken(IntakeReport())
    read = sources.Read(title=found.name, kind="chat", etag=found.latest, entries=fresh.marks)
    return Taken(IntakeReport(), fresh=fresh, read=read)


def _keep_true(db: Connection, *, source: Source, found: Posts, now: datetime) -> None:
    """Take back the messages that are gone, and give the channel to whoever may read it now."""
    place = chat_places.chat_place(source)
    if source.last_ok_at is None:
        owners = chat_places.chat_owners(*place)
        sources.adopt(db, source.id, owners, found.base)
    there = {post.link for post in found.posts if chat.stands(post)}
    oldest = found.since or datetime.min.replace(tzinfo=UTC)
    # where nothing at all is shown, that is more likely hidden than deleted
    held = sources.links_after(db, source.id, oldest, found.base) if found.posts else []
    for link in held:
        if link not in there:
            removal.withdraw(db, source.id, link, now)
    owner = chat_places.chat_owner(*place, everybody=found.open)
    if owner != source.owner:
        sources.give(db, source.id, owner)


async def find_feed(fetcher: Fetcher, site: Site, url: str) -> tuple[str, Fetched] | None:
    """Return the address and the answer of the best list of a page's news that can be read, if there is one.

    That is a feed that the page names, or the news sitemap that its site's robots.txt names. One at the page's own
    origin counts as meant by who gave the page's address; no other may be private.
    """
    for candidate in (*site.feeds[:FEEDS_TRIED], *_news_sitemaps(fetcher, site, url)):
        try:
            got = await fetcher.get(candidate, configured=origin(candidate) == origin(url))
        except InputError as error:
            _log.info("feed %s: %s", candidate, one_line(str(error)))
            continue
        if kind_of(got.body, got.content_type) == "feed":
            return candidate, got
    return None


def _news_sitemaps(fetcher: Fetcher, site: Site, url: str) -> list[str]:
    """Return the sitemaps that are to be tried; one of all pages of a site is no list of its news."""
    if site.article is not None and not site.front:
        return []
    named = (absolute(each, url) for each in fetcher.sitemaps(url))
    return [each for each in named if "news" in urlsplit(each).path.lower()][:SITEMAPS_TRIED]


async def _take_page(here: Readers, source: Source, got: Fetched, taken: Taken) -> Taken:
    """Take what a page names as its feed, or its headlines, or, where it is an article, that."""
    first = source.last_ok_at is None
    if not first and source.kind in ("feed", "sitemap"):
        raise InputError("answers with a web page where its feed was. Check the address")
    site = await here.workers.site(got.body, got.url, got.content_type)
    found = await find_feed(here.fetcher, site, source.url) if first else None
    if found:
        feed_url, got = found
        return await _take_feed(here, source, got, replace(taken, feed_url=feed_url, moved_to=got.moved_to))
    if site.article is not None and not site.front:
        intake = await _store(here, source, [site.article])
        title = site.article.source or site.article.title
        return replace(taken, intake=intake, read=_read(got, title, "page"))
    if not site.links.entries:
        raise InputError(site.problem or "no article and no headlines in this page. Give the address of a feed")
    held = await _held(here, source)
    return _taken(got, fresh_of(site.links, got.url, held, "page"), taken)


async def _take_feed(here: Readers, source: Source, got: Fetched, taken: Taken) -> Taken:
    """Take what a feed holds that it did not hold last time."""
    held = await _held(here, source)
    found = await here.workers.fresh(got.body, url=got.url, content_type=got.content_type, held=held, kept=True)
    if not found.parts:
        return replace(_taken(got, found, taken), whole=got if found.count and not found.text else None)
    whole = await _with_parts(here, source, found, held)
    read = _read(got, whole.title, whole.kind, whole.marks)  # its parts change whether or not it does:
    return replace(taken, fresh=whole, read=replace(read, body_hash=None, etag=None, last_modified=None))


async def _held(here: Readers, source: Source) -> frozenset[int]:
    if source.last_ok_at is None:
        return frozenset()
    return await here.store.read(lambda db: sources.marks(db, source.id))


async def _with_parts(here: Readers, source: Source, index: Fresh, held: frozenset[int]) -> Fresh:
    """Return an index of sitemaps with the entries of its newest ones; the last one's failure is raised if all fail."""
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


def _taken(got: Fetched, fresh: Fresh, taken: Taken) -> Taken:
    return replace(taken, fresh=fresh, read=_read(got, fresh.title, fresh.kind, fresh.marks))


def _read(got: Fetched, title: str, kind: SourceKind, marks: Iterable[int] = ()) -> sources.Read:
    return sources.Read(
        title=title,
        kind=kind,
        etag=got.etag,
        last_modified=got.last_modified,
        body_hash=xxhash.xxh3_128_hexdigest(got.body),
        entries=marks,
    )


async def _store(here: Readers, source: Source, articles: list[Article]) -> IntakeReport:
    """Store articles that were read whole with their source."""
    return await take_in(
        here.store,
        filed(articles, source, first=source.last_ok_at is None, now=here.clock()),
        workers=here.workers,
        clock=here.clock,
        owner=source.owner,
        source_id=source.id,
    )


def filed(
    articles: Iterable[Article], source: Source, *, first: bool, now: datetime, messages: str = ""
) -> list[Article]:
    """Return a source's articles under its topic, those that say something.

    On its first reading, what stood in it before it was added is marked as its back catalogue: it is no news. So is
    what a channel shows later of that time, once newer messages are deleted; `messages` is how links to them begin.
    """
    return [
        replace(
            article,
            topic=source.topic,
            catalogue=(first and _is_old(article, source, now)) or _is_older(article, source, messages),
        )
        for article in articles
        if article.text
    ]


def _is_older(article: Article, source: Source, messages: str) -> bool:
    published, added = article.published_at, source.added_at
    is_message = bool(messages) and article.url.startswith(messages)
    return is_message and published is not None and added is not None and published <= added


def _is_old(article: Article, source: Source, now: datetime) -> bool:
    published = article.published_at
    return published is None or published > now or published <= (source.added_at or now)
