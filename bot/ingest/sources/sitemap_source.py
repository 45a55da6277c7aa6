"""A news sitemap, or an index of some, as a source: a list of addresses, of which the newest are read."""

from __future__ import annotations

from bot.ingest.sources.entry_reading import Headlines
from bot.ingest.sources.feed_source import FeedSource


class SitemapSource(FeedSource):
    """A sitemap: read like a feed, but its entries have no texts."""

    name = "sitemap"
    entries = Headlines()

    def address(self, printed: str, owner: str = "") -> str | None:
        """Return None: that an address is a sitemap shows when it is read."""
        del printed, owner
        return None
