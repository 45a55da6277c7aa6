"""What worker processes are asked to do: plain functions of bytes and nouns. Imports nothing heavy before it must."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import InputError
from bot.evidence.article_analysis import Reading
from bot.ingest.feeds.entries import Feed, FeedItem, RawFeed
from bot.models import Article

if TYPE_CHECKING:
    from bot.ingest.feeds.new_entries import Fresh, Share
    from bot.ingest.feeds.page_contents import LinkedPage, Site


def feed(body: bytes, url: str, content_type: str, shown: bool) -> Feed:
    """Return the feed in some bytes."""
    from bot.ingest.feeds.parse import read_feed

    return read_feed(body, url=url, content_type=content_type, shown=shown)


class Body(NamedTuple):
    """A feed as it came, and the marks of the entries that are held of it; `kept`: it can be kept as it is."""

    body: bytes
    url: str
    content_type: str
    held: frozenset[int]
    kept: bool = False


def fresh(bodies: Sequence[Body]) -> list[Fresh | InputError]:
    """Return what each feed has beside the entries that are held of it, or why there is nothing to read in it."""
    from bot.ingest.feeds.new_entries import fresh_of
    from bot.ingest.feeds.parse import raw_feed

    def one(feed: Body) -> Fresh | InputError:
        try:
            raw = raw_feed(feed.body, url=feed.url, content_type=feed.content_type)
            return fresh_of(raw, feed.url, feed.held, keeps_body=feed.kept)
        except InputError as error:
            return error

    return [one(feed) for feed in bodies]


def opened(body: bytes, url: str, content_type: str, most: int) -> Share:
    """Return the first entries of a feed that was kept as it came."""
    from bot.ingest.feeds.new_entries import opened as first_of
    from bot.ingest.feeds.parse import raw_feed

    return first_of(raw_feed(body, url=url, content_type=content_type), url, most)


def items(raw: RawFeed, url: str) -> tuple[FeedItem, ...]:
    """Return the articles of entries as printed."""
    from bot.ingest.feeds.entries import understood

    return understood(raw, url=url).items


def page(body: bytes, url: str, content_type: str) -> Article:
    """Return the article of a page."""
    from bot.ingest.pages.article_extraction import extract

    return extract(body, url=url, content_type=content_type)


def linked(body: bytes, url: str, content_type: str) -> LinkedPage:
    """Return a page that somebody points to."""
    from bot.ingest.feeds.page_as_feed import read_linked

    return read_linked(body, url=url, content_type=content_type)


def site(body: bytes, url: str, content_type: str) -> Site:
    """Return the feeds, the headlines and the article of a page."""
    from bot.ingest.feeds.page_as_feed import read_site

    return read_site(body, url=url, content_type=content_type)


def text(body: bytes, content_type: str) -> Article:
    """Return the article of a plain text."""
    from bot.ingest.formats.charset import decode
    from bot.ingest.pages.text_article import read_text

    return read_text(decode(body, content_type))


def reading(article: Article) -> Reading:
    """Return what an article says."""
    from bot.evidence.article_analysis import read

    return read(article)


def readings(articles: Sequence[Article]) -> list[Reading]:
    """Return what each of some articles says."""
    from bot.evidence.article_analysis import read

    return [read(article) for article in articles]
