"""Reads sources now, stores nothing, and says how each went."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.clock import Clock
from bot.config.sections import FetchSettings
from bot.errors import InputError
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.sources.source_reader import Seen, SourceReader
from bot.ingest.workers.pool import Workers
from bot.text.visible import one_line

Wanted = tuple[SourceReader, str]
"""What reads a source, and the address that it is read at."""


async def check_all(settings: FetchSettings, clock: Clock, wanted: Sequence[Wanted]) -> list[Seen | None]:
    """Return what each source was found to be, in their order; None for those that cannot be asked."""
    async with Fetcher(settings, clock=clock) as fetcher, Workers() as workers:
        return list(await asyncio.gather(*(_check(kind, address, fetcher, workers) for kind, address in wanted)))


async def _check(kind: SourceReader, address: str, fetcher: Fetcher, workers: Workers) -> Seen | None:
    try:
        return await kind.check(fetcher, workers, address)
    except InputError as error:
        return Seen(problem=one_line(str(error)))
