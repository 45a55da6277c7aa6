"""What bytes are, by what is in them: a name or a header may lie."""

from __future__ import annotations

import json
import re
from typing import Literal

from bot.ingest.feeds.json_feed import is_json_feed
from bot.ingest.formats.charset import decode

ContentKind = Literal["feed", "page", "text", "jsonl", "binary", "empty"]

FEED_TYPE = re.compile(
    r"(?:application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json)|(?:text|application)/xml)(?![\w+])", re.I
)
"""How a page calls a feed that it names."""
HEAD = 65_536
_FEED_ROOTS = ("rss", "feed", "rdf", "channel")
_PAGE_ROOTS = ("html", "head", "body", "title", "meta", "article", "div", "main", "section", "p", "h1", "table", "span")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([a-zA-Z][\w.-]*)(?=[\s/>]|$)")
_NOT_ROOT = re.compile(r"<!--.*?(?:-->|$)|<\?.*?(?:\?>|$)|<!\[CDATA\[|<![a-zA-Z][^\[>]*(?:\[.*?(?:\]\s*|$))?>?", re.S)
_HTML_SAID = re.compile(r"<!doctype\s+html|<html[\s>]", re.I)
_SIGNATURES = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"Rar!",
    b"\xfd7zXZ",
    b"BZh",
    b"SQLite format",
    b"ID3",
    b"OggS",
    b"RIFF",
)
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\f\r\x1b"))
"""What no text has many of, in any encoding of a byte or more a letter."""
_EBCDIC_XML = bytes.fromhex("4c6fa79493")


def kind_of(body: bytes, content_type: str = "") -> ContentKind:
    """Return what a file's or response's bytes are; its beginning is enough for all but a JSON Feed."""
    head = body[:HEAD]
    if not head.strip():
        return "empty"
    if head.startswith(_SIGNATURES) or not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return "binary"
    return "feed" if head.startswith(_EBCDIC_XML) else _told_by_text(body, head, content_type)


def _told_by_text(body: bytes, head: bytes, content_type: str) -> ContentKind:
    text = decode(head, content_type).lstrip("\ufeff \t\r\n\0")
    if text.startswith("{"):
        return _json_kind(body)
    if text.startswith("<") or _HTML_SAID.search(text[:1000]):
        return _markup_kind(text)
    if _is_binary(head, text):
        return "binary"
    # Junk before a feed is common: a warning of the server's own program, a stray word.
    return "feed" if re.search(r"<(?:rss|feed|rdf:RDF)[\s>]", text[:2000]) else "text"


def _is_binary(head: bytes, text: str) -> bool:
    """Tell whether there are more zeros or control characters than a text has, in any encoding."""
    if head.count(0) > len(head) / 100 and text.count("\0") > len(text) / 100:
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > len(head) / 50 and not head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _markup_kind(text: str) -> ContentKind:
    said_html = bool(_HTML_SAID.search(text[:1000]))
    match = _ROOT.search(_NOT_ROOT.sub(" ", text))
    root = match[1].lower() if match else ""
    if root in _FEED_ROOTS:
        return "feed"
    if root in _PAGE_ROOTS or said_html:
        return "page"
    return "feed" if text.startswith("<?xml") or root else "text"


def _json_kind(body: bytes) -> ContentKind:
    first = body.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict) and not is_json_feed(value):
        return "jsonl"
    # An object over many lines is a feed; a broken first line of many is still JSONL.
    return "feed" if value is not None or b'"items"' in body[:HEAD] or b"jsonfeed.org" in body[:HEAD] else "jsonl"
