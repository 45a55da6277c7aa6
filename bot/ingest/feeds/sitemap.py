"""News sitemaps (https://www.sitemaps.org/protocol.html and Google's news extension) to entries without a text.

Where a site has no feed, its news sitemap lists what it published in the last two days.
"""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

from lxml import etree

from bot.errors import InputError
from bot.ingest.feeds.entries import RawEntry, RawFeed
from bot.ingest.formats.timestamps import parse_time
from bot.messages.catalogue import say
from bot.text.urls import absolute

MOST_ENTRIES = 1000
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)[\s>]")
_OLDEST = datetime(1970, 1, 1, tzinfo=UTC)
_NEWSY = re.compile(r"news|latest|article|post", re.I)


def is_sitemap(body: bytes) -> bool:
    """Return whether bytes are a sitemap or an index of some."""
    return bool(_ROOT.search(body[:4000]))


def parse(body: bytes, url: str = "") -> RawFeed:
    """Return a sitemap's addresses as entries, or the sitemaps that an index names as `parts`, the newest first."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    try:
        if root is not None:
            return _listed(root, url)
    except UnicodeDecodeError:  # half of a character, named by its number, which the lenient parser lets pass
        pass
    raise InputError(say("reading.broken_sitemap"))


def _listed(root: etree._Element, url: str) -> RawFeed:
    items = [_values(node) for node in root.iterchildren("{*}url", "{*}sitemap")]
    if _name(root) == "sitemapindex":
        parts = sorted(items, key=lambda item: (bool(_NEWSY.search(item.get("loc", ""))), _date(item)), reverse=True)
        links = (absolute(item.get("loc", ""), url) for item in parts)
        return RawFeed(link=url, base=url, kind="sitemap", parts=tuple(filter(None, links)))
    dated = sorted(items, key=_date, reverse=True)[:MOST_ENTRIES]
    return RawFeed(
        title=html.escape(next((item["name"] for item in items if item.get("name")), ""), quote=False),
        link=url,
        base=url,
        kind="sitemap",
        entries=tuple(_entry(item, url) for item in dated if item.get("loc")),
    )


def _entry(item: dict[str, str], url: str) -> RawEntry:
    return RawEntry(
        title=html.escape(item.get("title", ""), quote=False),
        link=absolute(item.get("loc", ""), url),
        published=parse_time(item.get("publication_date", "")) or parse_time(item.get("lastmod", "")),
        language=item.get("language", ""),
    )


def _values(node: etree._Element) -> dict[str, str]:
    """Return the texts under an entry by their names without a namespace, the first of each."""
    found: dict[str, str] = {}
    for each in node.iter("*"):
        if text := " ".join((each.text or "").split()):
            found.setdefault(_name(each), text)
    return found


def _name(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _date(item: dict[str, str]) -> datetime:
    return parse_time(item.get("publication_date", "")) or parse_time(item.get("lastmod", "")) or _OLDEST
