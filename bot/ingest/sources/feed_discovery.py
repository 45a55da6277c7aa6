"""What is at a web address: a feed, a page that names one, or a page."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.clock import Clock
from bot.config.sections import FetchSettings
from bot.errors import InputError
from bot.ingest.feeds.content_types import FEED_TYPE, kind_of
from bot.ingest.feeds.entries import Feed
from bot.ingest.fetching.fetch import Fetched, Fetcher
from bot.ingest.sources.source_reader import Seen
from bot.ingest.workers.pool import Workers
from bot.messages.catalogue import say
from bot.text.sites import site_of
from bot.text.urls import absolute, origin
from bot.text.visible import one_line

if TYPE_CHECKING:
    from bot.ingest.feeds.page_contents import Site

LOOK_SECONDS = 10.0
"""How long a person who adds a source is kept waiting; a poll has more time."""
SITEMAPS_TRIED = 2
FEEDS_TRIED = 3
"""Feeds of a page that are tried, the best first."""
_OTHERS = 5
_USUAL = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml")
"""WordPress, Ghost and Tumblr; then what makers of static sites write, Hugo and Jekyll among them."""
_LINKED = re.compile(r"<(?P<url>[^<>]*)>(?P<rest>[^<]*)")

_log = logging.getLogger(__name__)


async def look(settings: FetchSettings, clock: Clock, url: str, *, trusted: bool = False) -> Seen:
    """Return what is at an address; never raises for what cannot be read: `problem` says why.

    `trusted`: the operator gave it, so that it may name credentials.
    """
    quick = settings.model_copy(update={"timeout": min(settings.timeout, LOOK_SECONDS)})
    try:
        async with asyncio.timeout(2 * LOOK_SECONDS), Fetcher(quick, clock=clock) as fetcher, Workers(1) as workers:
            return await seen(fetcher, workers, url, await fetcher.get(url, configured=True, trusted=trusted))
    except InputError as error:
        return Seen(problem=one_line(str(error)))
    except TimeoutError:
        return Seen(problem=say("sources.takes_long"))


async def seen(fetcher: Fetcher, workers: Workers, url: str, got: Fetched) -> Seen:
    """Return what an address is, given its answer."""
    kind = kind_of(got.body, got.content_type)
    if kind == "page":
        return await _seen_page(fetcher, workers, url, got)
    if kind != "feed":
        return Seen(problem=say("sources.neither"))
    return Seen(what=say("sources.a_feed"))


async def _seen_page(fetcher: Fetcher, workers: Workers, url: str, got: Fetched) -> Seen:
    site = await workers.site(got.body, got.url, got.content_type)
    found = await find_feed(fetcher, site, url, got)
    if found:
        others = tuple(each for each in site.feeds if each != found[0])[:_OTHERS]
        named_by = site_of(got.url) if found[0] in site.declared else ""
        told = say("sources.a_page_with_feed", feed=found[0])
        return Seen(found[0], what=told, others=others, named_by=named_by)
    if site.article is not None and not site.front:
        return Seen(what=say("sources.a_page"))
    if site.links.entries:
        return Seen(what=say("sources.a_front_page", n=len(site.links.entries)))
    return Seen(problem=site.problem)


async def seen_closely(workers: Workers, got: Fetched) -> Seen | None:
    """Return what a feed holds, given its answer; None where that is no feed."""
    if kind_of(got.body, got.content_type) != "feed":
        return None
    feed = await workers.feed(got.body, url=got.url, content_type=got.content_type)
    return Seen(what=_in_words(feed) + _elsewhere(feed, got.url))


def _elsewhere(feed: Feed, url: str) -> str:
    """Return to which other sites most links of a feed lead, in words; "" where they lead to its own."""
    sites = Counter(site for item in feed.items if (site := site_of(item.article.url)))
    own = sites.pop(site_of(url), 0)
    if sites.total() <= own:
        return ""
    return say("sources.links_elsewhere", sites=", ".join(site for site, _ in sites.most_common(3)))


def _in_words(feed: Feed) -> str:
    count = len(feed.items)
    newest = max((item.article.published_at for item in feed.items if item.article.published_at), default=None)
    since = say("sources.newest", at=newest) if newest else ""
    return say("sources.a_feed_of", title=feed.title or say("sources.no_title"), n=count, since=since)


async def find_feed(fetcher: Fetcher, site: Site, url: str, page: Fetched) -> tuple[str, Fetched] | None:
    """Return the address and the answer of the best list of a page's news that can be read, if there is one.

    That is a feed that the page or its server's answer names, the news sitemap that its site's robots.txt names, or a
    feed where most programs put it. One at the page's own origin counts as meant by who gave the page's address; no
    other may be private.
    """
    named = (*_in_header(page), *site.feeds[:FEEDS_TRIED], *_news_sitemaps(fetcher, site, url))
    for candidate in dict.fromkeys((*named, *([] if site.walled else _usual(url)))):
        try:
            got = await fetcher.get(candidate, configured=origin(candidate) == origin(url))
        except InputError as error:
            _log.info("feed %s: %s", candidate, one_line(str(error)))
            continue
        if kind_of(got.body, got.content_type) == "feed":
            return candidate, got
    return None


def _in_header(page: Fetched) -> list[str]:
    """Return the feeds that a server names in its answer: `<…>; rel="alternate"; type="application/rss+xml"`."""
    named = [(absolute(match["url"], page.url), match["rest"].lower()) for match in _LINKED.finditer(page.links)]
    return [link for link, told in named if link and "alternate" in told and FEED_TYPE.search(told)][:FEEDS_TRIED]


def _usual(url: str) -> list[str]:
    """Return where feeds of a site lie that names none, where its front page was given."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}/{name}" for name in _USUAL] if parts.path in ("", "/") else []


def _news_sitemaps(fetcher: Fetcher, site: Site, url: str) -> list[str]:
    """Return the sitemaps that are to be tried; one of all pages of a site is no list of its news."""
    if site.article is not None and not site.front:
        return []
    named = (absolute(each, url) for each in fetcher.sitemaps(url))
    return [each for each in named if "news" in urlsplit(each).path.lower()][:SITEMAPS_TRIED]
