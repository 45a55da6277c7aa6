"""RSS, Atom, RDF and JSON Feed to entries: the fast parser where it reads right, the lenient one elsewhere."""

from __future__ import annotations

import contextlib

from lxml import etree

from bot.errors import InputError
from bot.ingest import fast_feed, json_feed, lenient_feed, sitemap
from bot.ingest.entries import Feed, RawFeed, understood


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
    fast = fast_feed.parse(body, url, content_type)
    if fast and fast.entries:
        return fast
    if _too_deep(body):
        raise InputError("nested too deeply to be a feed. Check the address, or tell the site")
    lenient = lenient_feed.parse(body, url, content_type)
    if lenient.entries or lenient.title or lenient.link:
        return lenient
    raise InputError("a feed with nothing in it: no title, no entries. Check that it is the address of a feed")
