"""What is at an address that somebody wants to add: a feed, a page that names one, or a page."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.clock import Clock
from bot.errors import InputError
from bot.ingest.fetch import Fetched, Fetcher
from bot.ingest.kinds import kind_of
from bot.ingest.reading import find_feed
from bot.ingest.visible import one_line
from bot.ingest.workers import Workers
from bot.settings import FetchSettings

LOOK_SECONDS = 10.0
"""How long a person who adds a source is kept waiting; a poll has more time."""
_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found. `feed_url` is the feed that a page names ("" where the address itself is read)."""

    feed_url: str = ""
    title: str = ""
    what: str = ""
    others: tuple[str, ...] = ()
    problem: str = ""


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
        return Seen(problem="it takes long to answer. The next poll tries again")


async def seen(fetcher: Fetcher, workers: Workers, url: str, got: Fetched) -> Seen:
    """Return what an address is, given its answer."""
    kind = kind_of(got.body, got.content_type)
    if kind == "page":
        return await _seen_page(fetcher, workers, url, got)
    if kind != "feed":
        return Seen(problem="what is there is neither a feed nor a page. Check the address")
    return Seen(what="a feed")


async def _seen_page(fetcher: Fetcher, workers: Workers, url: str, got: Fetched) -> Seen:
    site = await workers.site(got.body, got.url, got.content_type)
    found = await find_feed(fetcher, site, url)
    if found:
        others = tuple(each for each in site.feeds if each != found[0])[:_OTHERS]
        return Seen(found[0], what=f"a page; its feed {found[0]} is read", others=others)
    if site.article is not None and not site.front:
        return Seen(what="a page without a feed: its text is read, and read again when it changes")
    if site.links.entries:
        return Seen(what=f"a page without a feed: new headlines on it are read ({len(site.links.entries)} there now)")
    return Seen(problem=site.problem)
