"""feedparser: reads what nothing else does, 100 times slower."""

from __future__ import annotations

import calendar
import codecs
import html.entities
import io
import re
import time
from datetime import UTC, datetime
from typing import Any

from bot.errors import InputError
from bot.ingest.feeds.entries import RawEntry, RawFeed
from bot.ingest.formats.charset import decode
from bot.ingest.formats.timestamps import counts_months_first, parse_time, that_was_set
from bot.messages.catalogue import say
from bot.text.urls import absolute

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_PICTURE = re.compile(r"<media:content\b[^>]*(?<!/)>.*?</media:content>", re.DOTALL)
_CAPTION = re.compile(r"<media:description\b[^>]*>.*?</media:description>", re.DOTALL)
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))


def parse(body: bytes, url: str = "", content_type: str = "") -> RawFeed:
    """Return what feedparser finds; an InputError where even it fails. It never reaches out."""
    headers = {"content-location": url} if url else {}
    try:
        found = _found(_plain(body, content_type), headers)
    except Exception as error:  # whatever a parser of hostile bytes raises
        raise InputError(say("reading.broken_feed", why=type(error).__name__)) from None
    feed, base, entries = found.get("feed") or {}, url, found.get("entries") or ()
    dates = (_text(entry, key) for entry in entries for key in ("published", "updated"))
    months_first = counts_months_first(dates)
    return RawFeed(
        title=_text(feed, "title"),
        link=absolute(_text(feed, "link"), base),
        language=_text(feed, "language"),
        entries=tuple(_entry(entry, base, months_first) for entry in entries),
        base=base,
    )


def _found(body: bytes, headers: dict[str, str]) -> dict[str, Any]:
    import feedparser

    # A stream, since a string or bytes would be tried as an address and as a file's name first.
    return dict(feedparser.parse(io.BytesIO(body), response_headers=headers))


def _plain(body: bytes, content_type: str) -> bytes:
    """Return a feed in UTF-8 that says so, whatever it was in, its named characters as numbers.

    feedparser believes the declaration, right or wrong, and drops the names that only a DTD explains.
    """
    text = decode(body, content_type)
    if "<" not in text:  # an encoding that only feedparser knows by its first bytes
        return body
    text = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).replace("\0", "")
    if "<!ENTITY" not in text:
        text = _NAMED.sub(_numbered, text)
    if "<media:description" in text:  # what is said of a picture would be taken for what the entry says
        text = _PICTURE.sub(lambda picture: _CAPTION.sub("", picture[0]), text)
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def _numbered(name: re.Match[str]) -> str:
    letters = "" if name[1] in _XML_NAMES else html.entities.html5.get(f"{name[1]};", "")
    return "".join(f"&#{ord(letter)};" for letter in letters) or name[0]


def _entry(entry: dict[str, Any], base: str, months_first: bool) -> RawEntry:
    # Several elements count as content, an episode's summary among them; the longest says most.
    content = max(entry.get("content") or [{}], key=lambda each: len(_text(each, "value")))
    link = _text(entry, "feedburner_origlink") or _text(entry, "link")
    return RawEntry(
        title=_text(entry, "title"),
        link=absolute(link, base) or link,
        summary=_text(entry, "summary"),
        content=_text(content, "value"),
        author=_author(entry),
        published=_moment(entry, "published", months_first),
        updated=_moment(entry, "updated", months_first),
        language=_text(content, "language"),
        id=_text(entry, "id"),
        publisher=_text(source, "title") if isinstance(source := entry.get("source"), dict) else "",
    )


def _author(entry: dict[str, Any]) -> str:
    """Return who wrote an entry: all of them by their names, where it prints several."""
    names = [_text(author, "name") for author in entry.get("authors") or () if isinstance(author, dict)]
    names = list(dict.fromkeys(filter(None, names)))
    return ", ".join(names) if len(names) > 1 else _text(entry, "author")


def _text(holder: dict[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _moment(entry: dict[str, Any], key: str, months_first: bool) -> datetime | None:
    printed = dict.get(entry, key)  # feedparser's own `get` gives one date for the other
    return (parse_time(printed, months_first=months_first) if isinstance(printed, str) else None) or _tuple(
        dict.get(entry, f"{key}_parsed")
    )


def _tuple(parts: time.struct_time | None) -> datetime | None:
    if parts is None:
        return None
    try:
        return that_was_set(datetime.fromtimestamp(calendar.timegm(parts), UTC))
    except (ValueError, OverflowError, OSError):
        return None
