"""RSS, Atom, RDF and JSON Feed to entries: the fast parser where it reads right, the lenient one elsewhere."""

from __future__ import annotations

import contextlib

from lxml import etree

from bot.errors import InputError
from bot.ingest.feeds import fast_parser, json_feed, lenient_parser, sitemap
from bot.ingest.feeds.character_references import whole_characters
from bot.ingest.feeds.entries import Feed, RawFeed, understood
from bot.messages.catalogue import say


def read_feed(body: bytes, *, url: str = "", content_type: str = "", shown: bool = False) -> Feed:
    """Return what a feed says; an InputError says why there is nothing to read in it.

    `shown` asks for the entries as `inspect` shows them, beside the articles to store.
    """
    return understood(raw_feed(body, url=url, content_type=content_type), url=url, shown=shown)


def _too_deep(body: bytes) -> bool:
    """Return whether elements lie deeper than libxml2 goes: the lenient parser would spend minutes on them."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    with contextlib.suppress(etree.XMLSyntaxError, ValueError):
        etree.fromstring(body, parser)
    return any("xcessive depth" in entry.message for entry in parser.error_log)


def raw_feed(body: bytes, *, url: str = "", content_type: str = "") -> RawFeed:
    """Return a feed as printed."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return json_feed.parse(body, url)
    if sitemap.is_sitemap(body):
        return sitemap.parse(body, url)
    body = whole_characters(body)
    fast = fast_parser.parse(body, url, content_type)
    if fast and fast.entries:
        return fast
    if _too_deep(body):
        raise InputError(say("reading.nested"))
    lenient = lenient_parser.parse(body, url, content_type)
    if lenient.entries or lenient.title or lenient.link:
        return lenient
    raise InputError(say("reading.empty_feed"))
