"""fastfeedparser, for the feeds that it reads right.

What it misreads was found by running it over feedparser's conformance files: anything but plain RSS and Atom in
UTF-8, inline XHTML, `xml:base`, elements that compete for one field, unusual dates, ids of entries without a date, and
broken XML, of which it keeps what it can and drops the rest in silence.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, NamedTuple

from lxml import etree

from bot.ingest.feeds import plain_rss
from bot.ingest.feeds.entries import RawEntry, RawFeed
from bot.ingest.formats.timestamps import parse_time, that_was_set
from bot.text.urls import absolute

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_ABOUT_MEDIA = f"{_MEDIA}group/{_MEDIA}description"
_ORIGINAL = "{http://rssnamespace.org/feedburner/ext/1.0}origLink"
_LANGUAGE = re.compile(rb"<language>\s*(?:<!\[CDATA\[)?\s*([A-Za-z]{2,3}(?:[-_]\w+)*)")
_ATOM_TAGS = frozenset(
    _ATOM + tag
    for tag in "feed entry title link id updated published author contributor name uri email content summary category "
    "generator subtitle icon logo rights".split()
)
_ALSO_READ = frozenset((_CONTENT + "encoded", _DC + "creator", _ATOM + "link"))
_ONCE = ("author", "published", "updated")
_TEXTS = tuple(_ATOM + tag for tag in ("title", "summary", "content"))
_FIELDS = ("description", "pubDate", "author", _DC + "creator", *_TEXTS[1:], *(_ATOM + tag for tag in _ONCE))
_DATES = ("pubDate", _ATOM + "published", _ATOM + "updated")
# What the fast parser reads in its own way, in lower case: a word, a byte of it that is rare where it is not, and the
# pattern that must be there too. C1 controls are letters of Windows-1252 that somebody encoded twice.
_NOT_PLAIN = (
    (b"!", b"<!doctype", None),
    (b"!", b"<!entity", None),
    (b"xml:base", b"xml:base", None),
    (b"xhtml", b"xhtml", re.compile(rb"type=[\"'](?:application/)?xhtml")),
    (b"\xc2", b"\xc2", re.compile(rb"\xc2[\x80-\x9f]")),
    (b"#", b"&#", re.compile(rb"&#(?:12[89]|1[345]\d|x[89]\w);")),
)
_HOLDERS = ("item", "channel", _ATOM + "entry", _ATOM + "feed")
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)""")


def parse(body: bytes, url: str = "", content_type: str = "") -> RawFeed | None:
    """Return the feed, or None where the lenient parser should read it."""
    unread = _unread_of_plain(body, content_type)
    if unread is None:
        return None
    import fastfeedparser

    try:
        found = fastfeedparser.parse(body, include_tags=False, include_media=False, include_enclosures=False)
    except Exception:
        return None
    return _feed(found, url, unread, _language(body))


class _Unread(NamedTuple):
    """What the fast parser does not give of an entry.

    `author`: `Name (mail)` of an Atom entry whose one author gives both. `original`: its link before FeedBurner's, or
    an RSS item's own where it has links of Atom as well.
    `summary`: what stands for it in an entry that prints none, where the fast parser cuts one out of the content, its
    scripts and styles too.
    """

    author: str = ""
    original: str = ""
    summary: str | None = None


def _unread_of_plain(body: bytes, content_type: str) -> list[_Unread] | None:
    """Return what to add to each entry, none where there is nothing; None for a feed that may be misread."""
    if not _is_plain_text(body, content_type):
        return None
    if plain_rss.is_plain(body):
        return []
    root = _tree(body)
    if root is None or not _known(root):
        return None
    return [_unread(entry) for entry in root.iter("item", _ATOM + "entry")]


def _language(body: bytes) -> str:
    """Return the language that the head of an RSS feed names; the fast parser gives that of Atom alone."""
    end = body.find(b"<item")
    told = _LANGUAGE.search(body, 0, end if end >= 0 else len(body))
    return told[1].decode("ascii") if told else ""


def _is_plain_text(body: bytes, content_type: str) -> bool:
    """Tell whether bytes are UTF-8 without anything that the fast parser reads in its own way, as far as words tell."""
    declared = _DECLARED.match(body)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        return False
    if "charset" in content_type.lower() and "utf-8" not in content_type.lower():
        return False
    lower = body.lower()
    return not any(
        rare in lower and word in lower and (pattern is None or pattern.search(lower))
        for rare, word, pattern in _NOT_PLAIN
    )


def _tree(body: bytes) -> etree._Element | None:
    """Return the tree of well-formed XML."""
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
    own = plain_rss.TAGS if root.tag == "rss" else _ATOM_TAGS if root.tag == _ATOM + "feed" else None
    if own is None or any("}" not in tag for tag in nodes.keys() - own):
        return False
    rivals = [tag for tag in nodes.keys() - own - _ALSO_READ if tag.rpartition("}")[2] in plain_rss.COMPETING]
    return not (
        any(_wins(node) for tag in rivals for node in nodes[tag])
        or any(_twice(node) for tag in _FIELDS for node in nodes.get(tag, ()))
        or any(_leads_twice(node) for node in nodes.get(_ATOM + "entry", ()))
        or any(node.find("guid") is not None and node.find("pubDate") is None for node in nodes.get("item", ()))
        or any(node.get("type", "text") not in ("text", "html") for tag in _TEXTS for node in nodes.get(tag, ()))
        or any(not plain_rss.DATE.fullmatch(node.text or "") for tag in _DATES for node in nodes.get(tag, ()))
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


def _leads_twice(entry: etree._Element) -> bool:
    """Return whether an entry has several links to itself, of which one alone is its page."""
    return [link.get("rel", "alternate") for link in entry.iterchildren(_ATOM + "link")].count("alternate") > 1


def _unread(entry: etree._Element) -> _Unread:
    summary = None
    if entry.find(_ATOM + "summary" if entry.tag == _ATOM + "entry" else "description") is None:
        # YouTube prints what a video is about in its media group alone.
        summary = entry.findtext(_ABOUT_MEDIA) or entry.findtext(_MEDIA + "description") or ""
    original = (entry.findtext(_ORIGINAL) or "").strip() or _own_link(entry)
    return _Unread(_author(entry.findall(_ATOM + "author")), original, summary)


def _own_link(item: etree._Element) -> str:
    """Return the link of an RSS item that has Atom's as well: its own, else the one that leads to its page."""
    if item.tag != "item" or not (links := item.findall(_ATOM + "link")):
        return ""
    pages = (link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate")
    return ((item.findtext("link") or "").strip() or next(filter(None, pages), "")).strip()


def _author(authors: list[etree._Element]) -> str:
    if len(authors) != 1:
        return ""
    name, mail = (" ".join((authors[0].findtext(_ATOM + tag) or "").split()) for tag in ("name", "email"))
    return f"{name} ({mail})" if name and mail else ""


def _feed(found: dict[str, Any], url: str, unread: list[_Unread], language: str) -> RawFeed:
    feed, entries = found.get("feed") or {}, found.get("entries") or ()
    unread = unread if len(unread) == len(entries) else [_Unread()] * len(entries)
    return RawFeed(
        title=_text(feed, "title"),
        link=absolute(_text(feed, "link"), url),
        language=_text(feed, "language") or language,
        entries=tuple(_entry(entry, url, more) for entry, more in zip(entries, unread, strict=True)),
        base=url,
    )


def _entry(entry: dict[str, Any], base: str, more: _Unread) -> RawEntry:
    found = entry.get("content")
    content = _text(found[0], "value") if found else ""
    return RawEntry(
        _text(entry, "title"),
        absolute(more.original or _text(entry, "link"), base),
        _text(entry, "description") if more.summary is None else more.summary or content,
        content,
        more.author or _text(entry, "author"),
        _moment(_text(entry, "published")),
        _moment(_text(entry, "updated")),
        "",
        _text(entry, "id"),
    )


def _moment(printed: str) -> datetime | None:
    """Return a time of the fast parser's, which gives nearly all in one form."""
    try:
        if len(printed) == len("2021-12-31T08:00:00+00:00") and printed.endswith("+00:00"):
            return that_was_set(datetime.fromisoformat(printed))
    except ValueError:  # what no calendar has
        pass
    return parse_time(printed) if printed else None


def _text(holder: dict[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""
