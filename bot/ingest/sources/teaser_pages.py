"""The pages behind a list's entries: which are fetched, and what they add or say themselves."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from bot.errors import FetchError, ForbiddenAddress, InputError
from bot.ingest.feeds.content_types import kind_of
from bot.ingest.feeds.entries import FeedItem
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.sources.provenance import Sender, says_itself
from bot.ingest.workers.pool import Workers
from bot.models import Article, Provenance
from bot.text.sites import site_of
from bot.text.urls import origin
from bot.text.visible import one_line

if TYPE_CHECKING:
    from bot.ingest.feeds.page_contents import LinkedPage

PAGES_A_ROUND = 20
"""Pages fetched for one source's teasers in a round, the newest first; the others keep their summary."""
PAGES_SECONDS = 60.0
_PAGE_AGE = timedelta(days=7)
_LEAST_GAIN = 1.2
_NOT_THERE = (404, 410)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    """An entry's article after its page was asked for.

    `read`: with the page's text. `none`: there is no article. `closed`: it may not be read. `away`: not now. A page
    that whoever listed it does not speak for is read as its own site's, whatever its entry says; `echoed`: the entry
    says nothing else. `names`: the site, if the page is of one that names the list as its feed.
    """

    article: Article
    state: Literal["read", "none", "closed", "away"]
    echoed: bool = True
    names: str = ""

    @property
    def is_anothers(self) -> bool:
        """Tell whether the page was read as its own site's."""
        return self.article.provenance is not None


def pages_wanted(fresh: Sequence[FeedItem], now: datetime) -> list[FeedItem]:
    """Return the teasers whose pages are worth fetching, the newest first."""
    teasers = [item for item in fresh if item.teases and now - (item.article.published_at or now) < _PAGE_AGE]
    teasers.sort(key=lambda item: item.article.published_at or now, reverse=True)
    return teasers[:PAGES_A_ROUND]


async def read_pages(
    fetcher: Fetcher, workers: Workers, wanted: Sequence[FeedItem], sender: Sender, *, titled: bool = True
) -> dict[int, Page]:
    """Return what the pages of a sender's entries gave, by the items' marks, those that time allowed.

    Pages at the origin of the source's own address may be private where that may.
    Not `titled`: their titles are the words of links, which say more or less than the page's own.
    """
    found: dict[int, Page] = {}
    home = origin(sender.source.url)
    try:
        async with asyncio.timeout(PAGES_SECONDS):
            for item in wanted:
                own = bool(home) and origin(item.article.url) == home
                found[item.mark] = await _page(fetcher, workers, item.article, sender, titled=titled, own=own)
    except TimeoutError:
        _log.debug("%d of %d pages read in time", len(found), len(wanted))
    return found


async def _page(
    fetcher: Fetcher, workers: Workers, teaser: Article, sender: Sender, *, titled: bool, own: bool
) -> Page:
    try:
        got = await fetcher.get(teaser.url, configured=own)
        if kind_of(got.body, got.content_type) != "page":
            return Page(replace(teaser, excerpt=True), "none")
        page = await workers.linked(got.body, got.url, got.content_type)
        return _understood(teaser, page, got.url, sender, titled)
    except InputError as error:
        _log.debug("page %s: %s", teaser.url, one_line(str(error)))
        return Page(replace(teaser, excerpt=True), _state(error))


def _understood(teaser: Article, page: LinkedPage, served_from: str, sender: Sender, titled: bool) -> Page:
    site, found = site_of(served_from), page.article
    names = site if sender.is_named(page.feeds) else ""
    if not names and sender.voucher(served_from) is None:
        own = replace(found, provenance=Provenance("page", site))
        return Page(own, "read", echoed=not says_itself(teaser, (found.title, found.text, *page.about)))
    known = teaser if titled else replace(teaser, title=found.title or teaser.title)
    known = known if site_of(teaser.url) == site else replace(known, url=found.url)
    return Page(merged(known, found), "read", names=names)


def _state(error: InputError) -> Literal["none", "closed", "away"]:
    if not isinstance(error, FetchError) or error.status in _NOT_THERE:
        return "none"
    lasting = isinstance(error, ForbiddenAddress) or error.status in (401, 402, 403, 451)
    return "closed" if lasting else "away"


def merged(teaser: Article, page: Article) -> Article:
    """Return a teaser's article with its page's text, or with its own where the page says no more."""
    known = replace(
        teaser,
        title=teaser.title or page.title,
        author=teaser.author or page.author,
        source=teaser.source or page.source,
        published_at=_sharper(teaser.published_at, page.published_at),
        paywalled=teaser.paywalled or page.paywalled,
    )
    if len(page.text) < _LEAST_GAIN * len(teaser.text):
        return replace(known, excerpt=True)
    return replace(known, text=page.text, language=page.language or teaser.language)


def _sharper(ours: datetime | None, theirs: datetime | None) -> datetime | None:
    """Return the feed's moment, or the page's where the feed gave none, or only the day."""
    if ours is None or (
        theirs is not None and ours.time() == time() and timedelta() <= theirs - ours < timedelta(days=1)
    ):
        return theirs
    return ours
