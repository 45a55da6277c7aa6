"""Most RSS is plain, and a look at the names of its tags shows that; what this look does not clear needs a tree.

Reading the tree beside the fast parser's own would cost as much as parsing the feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.parsers import expat

TAGS = frozenset(
    "rss channel item title link description pubDate lastBuildDate guid category comments enclosure image url width "
    "height author language copyright generator ttl managingEditor webMaster docs cloud skipHours hour skipDays "
    "day".split()
)
"""The elements of RSS 2.0 (https://www.rssboard.org/rss-specification) but for those that nobody prints."""
COMPETING = frozenset(
    "title link description summary encoded author creator name email date published issued updated modified "
    "created pubDate body fullitem div html text p".split()
)
"""Elements of other namespaces that stand for a field of an entry, so that two parsers may choose differently."""
_TELLING = COMPETING | {"origLink"}
DATE = re.compile(
    r"\s*(?:(?:[A-Z][a-z]{2},?\s)?\s*\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s\d\d:\d\d:\d\d\s(?:[+-]\d\d[03]0|GMT|UTC|Z|[ECMP][SD]T)"
    r"|\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:?[03]0))?)\s*"
)
"""A date that every parser reads alike."""
_DATED = re.compile(b"<pubDate>(?:%b)</pubDate>" % DATE.pattern.encode())
_CDATA = re.compile(rb"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_TAG = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_OWN = frozenset(map(str.encode, TAGS))
_ONCE = frozenset((b"description", b"pubDate", b"author", b"dc:creator"))
_ALSO_READ = {
    b"content:encoded": b'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
    b"dc:creator": b'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    b"atom:link": b'xmlns:atom="http://www.w3.org/2005/Atom"',
}


def is_plain(body: bytes) -> bool:
    """Tell whether UTF-8 without a DTD is well-formed RSS in which no two elements compete for one field.

    What it denies may be plain all the same.
    """
    bare = _CDATA.sub(b"", body) if b"<![CDATA[" in body else body
    names = _TAG.findall(bare)
    if bare.count(b"xmlns") != bare.count(b"xmlns:"):
        return False  # an element without a prefix may be none of RSS's own
    if names[:2] != [b"rss", b"channel"] or not all(_is_known(name, bare) for name in set(names) - _OWN):
        return False
    if len(_DATED.findall(bare)) != names.count(b"pubDate"):
        return False
    return _items_are_plain(names) and _is_well_formed(body)


def _is_known(name: bytes, body: bytes) -> bool:
    """Tell whether an element that is none of RSS's own takes the place of none."""
    declared = _ALSO_READ.get(name)
    if declared is not None:
        return declared in body
    prefix, _, local = name.rpartition(b":")
    return bool(prefix) and local.decode("ascii", "replace") not in _TELLING


def _items_are_plain(names: Iterable[bytes]) -> bool:
    """Tell whether the fast parser reads what stands from one item to the next as it is meant."""
    runs = set(b" ".join(names).split(b" item "))  # the items of a feed are mostly made alike
    return all(_is_plain_item(run.split()) for run in runs)


def _is_plain_item(names: list[bytes]) -> bool:
    if b"content:encoded" in names and b"description" not in names:
        return False  # it cuts a summary out of the content
    if b"atom:link" in names and names[:1] != [b"rss"]:
        return False  # it takes the link to the feed, or none, for the item's
    if b"guid" in names and b"pubDate" not in names:
        return False  # it takes an id such as “7” for the date
    return not any(names.count(name) > 1 for name in _ONCE)


def _is_well_formed(body: bytes) -> bool:
    try:
        expat.ParserCreate(namespace_separator="}").Parse(body, True)
    except (expat.ExpatError, ValueError):
        return False
    return True
