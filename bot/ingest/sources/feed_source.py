"""A feed (RSS, Atom, JSON Feed) as a source. What is added by its web address is one until it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import InputError
from bot.ingest.sources.source_reader import PollContext, Taken
from bot.ingest.sources.web_source import WebSource, web_address
from bot.messages.catalogue import say
from bot.models import Source

if TYPE_CHECKING:
    from bot.ingest.fetching.fetch import Fetched


class FeedSource(WebSource):
    """A feed; `page` takes what turns out to be a page when it is first read."""

    name = "feed"

    def __init__(self, page: WebSource) -> None:
        self._page = page

    def address(self, printed: str, owner: str = "") -> str | None:
        """Return a web address as it is kept; a UsageError where it is none: there is nothing else that it could be."""
        return web_address(printed, owner)

    async def take_page(self, here: PollContext, source: Source, got: Fetched, taken: Taken) -> Taken:
        """Take a page at the first reading; later it is a site that answers with a page for everything."""
        if source.last_ok_at is not None:
            raise InputError(say("reading.page_for_feed"))
        return await self._page.take_page(here, source, got, taken)
