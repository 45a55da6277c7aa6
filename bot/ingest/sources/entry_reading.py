"""How the fresh entries of a list become articles, with the pages behind them: one of texts, and one of headlines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from bot.models import Article
from bot.store.visibility import UNLINKED

if TYPE_CHECKING:
    from bot.ingest.feeds.entries import FeedItem
    from bot.ingest.sources.provenance import Sender
    from bot.ingest.sources.teaser_pages import Page


class EntryReader(Protocol):
    """What becomes of the entries of a list. `base` is what its relative links start from, `pages` by the marks."""

    undivided: bool = False
    """Whether a list is read in one go: it has no texts, and only the newest of all its entries are looked up."""
    titled: bool = True
    """Whether its titles are the articles' own; otherwise they are words of links, which say more or less."""

    def to_follow(self, items: Sequence[FeedItem], base: str, sender: Sender) -> Sequence[FeedItem]:
        """Return the entries whose pages may be read."""
        del base, sender
        return items

    def articles(
        self, items: Sequence[FeedItem], pages: Mapping[int, Page], base: str, sender: Sender
    ) -> Sequence[Article]:
        """Return the articles of entries, with what their pages gave."""
        ...

    def unread(self, items: Sequence[FeedItem], pages: Mapping[int, Page], base: str, *, first: bool) -> set[int]:
        """Return the marks of entries to look at again with the next poll; `first`: it is the source's first reading.

        What a first look at a list did not reach is old, and is left.
        """
        ...


class Texts(EntryReader):
    """A list whose entries have texts, some of which only tease: those are fetched where time allows.

    So are pages of outlets that the list does not speak for: they say what is theirs in its words.
    """

    def to_follow(self, items: Sequence[FeedItem], base: str, sender: Sender) -> list[FeedItem]:
        """Return the entries, those that point to another's page as teasers too."""
        del base
        return [item if item.teases or _is_own(item, sender) else replace(item, teases=True) for item in items]

    def articles(
        self, items: Sequence[FeedItem], pages: Mapping[int, Page], base: str, sender: Sender
    ) -> list[Article]:
        """Return the articles of entries, teasers with the text of their page.

        Of an entry that points to another's page, that page, and what the entry says besides, as the list's own words.
        """
        del base, sender
        return [article for item in items for article in _told(item, pages.get(item.mark))]

    def unread(self, items: Sequence[FeedItem], pages: Mapping[int, Page], base: str, *, first: bool) -> set[int]:
        """Return none: teasers have a text of their own."""
        del items, pages, base, first
        return set()


@dataclass(frozen=True)
class Headlines(EntryReader):
    """A list of bare headlines (a page, a sitemap): only those are kept whose pages are articles."""

    undivided: bool = True
    titled: bool = True

    def articles(
        self, items: Sequence[FeedItem], pages: Mapping[int, Page], base: str, sender: Sender
    ) -> list[Article]:
        """Return the pages that are articles."""
        del items, base, sender
        return [page.article for page in pages.values() if page.state in ("read", "closed")]

    def unread(self, items: Sequence[FeedItem], pages: Mapping[int, Page], base: str, *, first: bool) -> set[int]:
        """Return the headlines whose pages were not read."""
        del base
        failed = {mark for mark, page in pages.items() if page.state == "away"}
        return failed if first else failed | {item.mark for item in items if item.mark not in pages}


def _is_own(item: FeedItem, sender: Sender) -> bool:
    url = item.article.url
    return not url or url.startswith(UNLINKED) or sender.voucher(url) is not None


def _told(item: FeedItem, page: Page | None) -> Iterator[Article]:
    if page is None or (page.state != "read" and not item.teases):
        yield replace(item.article, excerpt=item.teases)
    elif not page.is_anothers:
        yield replace(page.article, entry=item.article.entry)
    else:
        if item.teases or page.echoed:
            yield page.article
        if not page.echoed:
            yield replace(item.article, excerpt=item.teases)


TEXTS = Texts()
