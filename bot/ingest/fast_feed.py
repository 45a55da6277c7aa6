"""fastfeedparser, for the feeds that it reads right.

What it misreads was found by running it over feedparser's conformance files: anything but plain RSS and Atom in
UTF-8, inline XHTML, `xml:base`, elements that compete for one field, unusual dates, and broken XML, of which it
keeps what it can and drops the rest in silence.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from bot.ingest.entries import RawEntry, RawFeed
from bot.ingest.links import absolute
from bot.ingest.times import parse_time

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_RSS_TAGS = frozenset(
    "rss channel item title link description pubDate lastBuildDate guid category comments enclosure image url width "
    "height author language copyright generator ttl managingEditor webMaster docs cloud skipHours hour skipDays "
    "day".split()
)
_ATOM_TAGS = frozenset(
    _ATOM + tag
    for tag in "feed entry title link id updated published author contributor name uri email content summary category "
    "generator subtitle icon logo rights".split()
)
# Elements of other namespaces that stand for a field of an entry, so that the two parsers may choose differently.
_COMPETING = frozenset(
    "title link description summary encoded author creator name email date published issued updated modified "
    "created pubDate body fullitem div html text p".split()
)
_ALSO_READ = frozenset((_CONTENT + "encoded", _DC + "creator", _ATOM + "link"))
_PLAIN_DATE = re.compile(
    r"\s*(?:(?:[A-Z][a-z]{2},?\s)?\s*\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s\d\d:\d\d:\d\d\s(?:[+-]\d\d[03]0|GMT|UTC|Z|[ECMP][SD]T)"
    r"|\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:?[03]0))?)\s*"
)
_TEXTS = tuple(_ATOM + tag for tag in ("title", "summary", "content"))
_FIELDS = ("description", "pubDate", "author", *_TEXTS[1:], _ATOM + "published", _ATOM + "updated")
_DATES = ("pubDate", _ATOM + "published", _ATOM + "updated")
# What the fast parser reads in its own way, in lower case: looked for as it stands, and by a pattern only where the
# first word of one is there. C1 controls are letters of Windows-1252 that somebody encoded twice.
_NOT_PLAIN = (b"<!doctype", b"<!entity", b"xml:base")
_PERHAPS_NOT = (
    (b"xhtml", re.compile(rb"type=[\"'](?:application/)?xhtml")),
    (b"\xc2", re.compile(rb"\xc2[\x80-\x9f]")),
    (b"&#", re.compile(rb"&#(?:12[89]|1[345]\d|x[89]\w);")),
)
_HOLDERS = ("item", "channel", _ATOM + "entry", _ATOM + "feed")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)""")


def parse(body: bytes, url: str = "", content_type: str = "") -> RawFeed | None:
    """Return the feed, or None where the lenient parser should read it."""
    root = _plain(body, content_type)
    if root is None or not _known(root):
        return None
    import fastfeedparser

    try:
        found = fastfeedparser.parse(body, include_tags=False, include_media=False, include_enclosures=False)
    except Exception:
        return None
    return _feed(found, url, _authors(root))


def _plain(body: bytes, content_type: str) -> etree._Element | None:
    """Return the tree of well-formed UTF-8 without anything that the fast parser reads in its own way."""
    declared = _DECLARED.match(body)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        return None
    if "charset" in content_type.lower() and "utf-8" not in content_type.lower():
        return None
    lower = body.lower()
    if any(word in lower for word in _NOT_PLAIN):
        return None
    if any(word in lower and pattern.search(lower) for word, pattern in _PERHAPS_NOT):
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _known(root: etree._Element) -> bool:
    nodes: dict[str, list[etree._Element]] = {}
    for node in root.iter("*"):
        nodes.setdefault(str(node.tag), []).append(node)
    own = _RSS_TAGS if root.tag == "rss" else _ATOM_TAGS if root.tag == _ATOM + "feed" else None
    if own is None or any("}" not in tag for tag in nodes.keys() - own):
        return False
    rivals = [tag for tag in nodes.keys() - own - _ALSO_READ if tag.rpartition("}")[2] in _COMPETING]
    return not (
        any(_wins(node) for tag in rivals for node in nodes[tag])
        or any(_twice(node) for tag in _FIELDS for node in nodes.get(tag, ()))
        or any(node.get("type", "text") not in ("text", "html") for tag in _TEXTS for node in nodes.get(tag, ()))
        or any(not _PLAIN_DATE.fullmatch(node.text or "") for tag in _DATES for node in nodes.get(tag, ()))
    )


def _wins(node: etree._Element) -> bool:
    """Return whether an element of another namespace may stand for its entry's own of that name."""
    parent = node.getparent()
    if parent is None or parent.tag not in _HOLDERS:
        return False
    name = str(node.tag).rpartition("}")[2]
    own = parent.find(_ATOM + name if str(parent.tag).startswith(_ATOM) else name)
    return own is None or parent.index(own) > parent.index(node)


def _twice(node: etree._Element) -> bool:
    return next(node.itersiblings(node.tag), None) is not None


def _authors(root: etree._Element) -> list[str]:
    """Return `Name (mail)` of each Atom entry whose one author gives both; the fast parser drops the mail."""
    entries = list(root.iterchildren(_ATOM + "entry"))
    return [_author(list(entry.iterchildren(_ATOM + "author"))) for entry in entries]


def _author(authors: list[etree._Element]) -> str:
    if len(authors) != 1:
        return ""
    name, mail = (" ".join((authors[0].findtext(_ATOM + tag) or "").split()) for tag in ("name", "email"))
    return f"{name} ({mail})" if name and mail else ""


def _feed(found: dict[str, Any], url: str, authors: list[str]) -> RawFeed:
    feed, entries = found.get("feed") or {}, found.get("entries") or ()
    authors = authors if len(authors) == len(entries) else [""] * len(entries)
    return RawFeed(
        title=_text(feed, "title"),
        link=absolute(_text(feed, "link"), url),
        language=_text(feed, "language"),
        entries=tuple(_entry(entry, url, author) for entry, author in zip(entries, authors, strict=True)),
        base=url,
    )


def _entry(entry: dict[str, Any], base: str, author: str) -> RawEntry:
    content = entry.get("content") or [{}]
    return RawEntry(
        title=_text(entry, "title"),
        link=absolute(_text(entry, "link"), base),
        summary=_text(entry, "description"),
        content=_text(content[0], "value"),
        author=author or _text(entry, "author"),
        published=parse_time(_text(entry, "published")),
        updated=parse_time(_text(entry, "updated")),
        id=_text(entry, "id"),
    )


def _text(holder: dict[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""
