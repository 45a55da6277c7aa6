"""A page as a source: the feed that it names, or else its headlines, or, where it is an article, that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import InputError
from bot.ingest.sources.entry_reading import Headlines
from bot.ingest.sources.source_reader import PollContext, Taken
from bot.ingest.sources.web_source import WebSource, read_of, take_list, with_fresh
from bot.messages.catalogue import say
from bot.models import Source
from bot.text.sites import site_of

if TYPE_CHECKING:
    from bot.ingest.fetching.fetch import Fetched


class PageSource(WebSource):
    """A page that is read itself: it names no feed that can be read. The words of its links are no titles."""

    name = "page"
    entries = Headlines(titled=False)

    async def take_page(self, here: PollContext, source: Source, got: Fetched, taken: Taken) -> Taken:
        """Take what a page names as its feed, or its headlines, or, where it is an article, that."""
        from bot.ingest.feeds.new_entries import fresh_of
        from bot.ingest.sources.feed_discovery import find_feed
        from bot.ingest.sources.fresh_entries import held_marks
        from bot.ingest.sources.provenance import Sender
        from bot.ingest.sources.store_articles import store_now

        site = await here.workers.site(got.body, got.url, got.content_type)
        found = await find_feed(here.fetcher, site, source.url, got) if source.last_ok_at is None else None
        if found:
            feed_url, answer = found
            named_by = site_of(got.url) if feed_url in site.declared else ""
            taken = replace(taken, feed_url=feed_url, moved_to=answer.moved_to, named_by=named_by)
            return await take_list(here, source, answer, taken)
        if site.article is not None and not site.front:
            intake = await store_now(here, Sender(source, got.url), [site.article])
            title = site.article.source or site.article.title
            return replace(taken, intake=intake, read=read_of(got, title, self.name))
        if not site.links.entries:
            raise InputError(site.problem or say("reading.no_headlines"))
        held = await held_marks(here, source)
        return with_fresh(got, fresh_of(site.links, got.url, held, self.name), taken)
