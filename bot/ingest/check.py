"""Reads sources now, stores nothing, and says how each went."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.clock import Clock
from bot.errors import InputError
from bot.ingest.discover import seen
from bot.ingest.entries import Feed
from bot.ingest.fetch import Fetcher
from bot.ingest.folder import files, folder_of
from bot.ingest.kinds import kind_of
from bot.ingest.visible import one_line
from bot.ingest.workers import Workers
from bot.settings import FetchSettings


async def check_all(settings: FetchSettings, clock: Clock, addresses: Sequence[str]) -> list[tuple[bool, str]]:
    """Return whether it can be read, and a line about it, for each address that a source is read at, in their order."""
    async with Fetcher(settings, clock=clock) as fetcher, Workers() as workers:
        found = await asyncio.gather(*(_check(address, fetcher, workers) for address in addresses))
    return list(found)


async def _check(address: str, fetcher: Fetcher, workers: Workers) -> tuple[bool, str]:
    if address.startswith("file:"):
        return await asyncio.to_thread(_check_folder, address)
    try:
        got = await fetcher.get(address, configured=True, trusted=True)
        if kind_of(got.body, got.content_type) == "feed":
            return True, _in_words(await workers.feed(got.body, url=got.url, content_type=got.content_type))
        there = await seen(fetcher, workers, address, got)
    except InputError as error:
        return False, one_line(str(error))
    return not there.problem, there.what or there.problem


def _check_folder(url: str) -> tuple[bool, str]:
    try:
        count = len(files(folder_of(url)))
    except InputError as error:
        return False, str(error)
    return True, f"a folder of {count} file{'' if count == 1 else 's'}"


def _in_words(feed: Feed) -> str:
    count = len(feed.items)
    newest = max((item.article.published_at for item in feed.items if item.article.published_at), default=None)
    since = f", the newest of {newest:%Y-%m-%d %H:%M} UTC" if newest else ""
    return f"a feed, {feed.title or 'without a title'}: {count} {'entry' if count == 1 else 'entries'}{since}"
