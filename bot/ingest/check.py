"""Reads sources now, stores nothing, and says how each went."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.clock import Clock
from bot.errors import InputError
from bot.ingest.fetch import Fetcher
from bot.ingest.folder import files, folder_of
from bot.ingest.inputs import Understood, understand
from bot.ingest.workers import Workers
from bot.settings import FetchSettings


async def check_all(settings: FetchSettings, clock: Clock, urls: Sequence[str]) -> list[tuple[str, bool, str]]:
    """Return url, whether it can be read, and a line about it, for each address, in their order."""
    async with Fetcher(settings, clock=clock) as fetcher, Workers() as workers:
        found = await asyncio.gather(*(_check(url, fetcher, workers) for url in urls))
    return list(found)


async def _check(url: str, fetcher: Fetcher, workers: Workers) -> tuple[str, bool, str]:
    if url.startswith("file:"):
        return await asyncio.to_thread(_check_folder, url)
    found = await understand(url, fetcher, workers)
    return found.path, found.kind != "unreadable", _in_words(found)


def _check_folder(url: str) -> tuple[str, bool, str]:
    try:
        count = len(files(folder_of(url)))
    except InputError as error:
        return url, False, str(error)
    return url, True, f"a folder of {count} file{'' if count == 1 else 's'}"


def _in_words(understood: Understood) -> str:
    if understood.kind == "unreadable":
        return understood.reason
    count = sum(1 for _ in understood.articles)
    if understood.kind == "feed":
        newest = max((each.published_at for each in understood.articles if each.published_at), default=None)
        since = f", the newest of {newest:%Y-%m-%d %H:%M} UTC" if newest else ""
        return f"a feed, {understood.title or 'without a title'}: {count} {'entry' if count == 1 else 'entries'}{since}"
    return f"a {understood.kind}, not a feed: one article"
