"""The pages behind a feed's teasers: which are fetched, and what they add."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal

from bot.errors import FetchError, ForbiddenAddress, InputError
from bot.ingest.entries import Item
from bot.ingest.fetch import Fetcher
from bot.ingest.kinds import kind_of
from bot.ingest.visible import one_line
from bot.ingest.workers import Workers
from bot.models import Article

PAGES_A_ROUND = 20
"""Pages fetched for one source's teasers in a round, the newest first; the others keep their summary."""
PAGES_SECONDS = 60.0
_PAGE_AGE = timedelta(days=7)
_LEAST_GAIN = 1.2
_NOT_THERE = (404, 410)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    """A teaser's article after its page was asked for.

    `read`: with the page's text. `none`: there is no article. `closed`: it may not be read. `away`: not now.
    """

    article: Article
    state: Literal["read", "none", "closed", "away"]


def pages_wanted(fresh: Sequence[Item], now: datetime) -> list[Item]:
    """Return the teasers whose pages are worth fetching, the newest first."""
    teasers = [item for item in fresh if item.teases and now - (item.article.published_at or now) < _PAGE_AGE]
    teasers.sort(key=lambda item: item.article.published_at or now, reverse=True)
    return teasers[:PAGES_A_ROUND]


async def read_pages(
    fetcher: Fetcher, workers: Workers, wanted: Sequence[Item], *, titled: bool = True
) -> dict[int, Page]:
    """Return what the teasers' pages gave, by the items' marks; those that time did not allow are not in it.

    Not `titled`: their titles are the words of links, which say more or less than the page's own.
    """
    found: dict[int, Page] = {}
    try:
        async with asyncio.timeout(PAGES_SECONDS):
            for item in wanted:
                found[item.mark] = await _page(fetcher, workers, item.article, titled)
    except TimeoutError:
        _log.info("%d of %d pages read in time", len(found), len(wanted))
    return found


async def _page(fetcher: Fetcher, workers: Workers, teaser: Article, titled: bool) -> Page:
    try:
        got = await fetcher.get(teaser.url)
        if kind_of(got.body, got.content_type) != "page":
            return Page(replace(teaser, excerpt=True), "none")
        page = await workers.extract(got.body, got.url, got.content_type)
        known = teaser if titled else replace(teaser, title=page.title or teaser.title)
        return Page(merged(known, page), "read")
    except InputError as error:
        _log.info("page %s: %s", teaser.url, one_line(str(error)))
        return Page(replace(teaser, excerpt=True), _state(error))


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
