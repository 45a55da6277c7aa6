"""JSON Feed (https://www.jsonfeed.org/version/1.1/) to entries; what has the wrong type is left out."""

from __future__ import annotations

import html
import json
from typing import Any

from bot.errors import InputError
from bot.ingest.feeds.entries import RawEntry, RawFeed
from bot.ingest.formats.charset import decode
from bot.ingest.formats.timestamps import parse_time
from bot.messages.catalogue import say
from bot.text.urls import absolute

Json = dict[str, Any]


def parse(body: bytes, url: str = "") -> RawFeed:
    """Return a JSON Feed's entries; an InputError where the bytes are no JSON Feed."""
    feed = _document(body)
    base = _text(feed, "feed_url") or url or _text(feed, "home_page_url")
    return RawFeed(
        title=html.escape(_text(feed, "title"), quote=False),
        link=absolute(_text(feed, "home_page_url"), base),
        language=_text(feed, "language"),
        entries=tuple(_entry(item, feed, base) for item in feed["items"] if isinstance(item, dict)),
        base=base,
    )


def _document(body: bytes) -> Json:
    try:
        feed = json.loads(decode(body))
    except (ValueError, RecursionError) as error:
        raise InputError(say("reading.broken_json", why=str(error)[:80])) from None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise InputError(say("reading.no_json_feed"))
    return feed


def is_json_feed(value: object) -> bool:
    """Return whether a JSON value is a JSON Feed."""
    return isinstance(value, dict) and isinstance(value.get("items"), list)


def _entry(item: Json, feed: Json, base: str) -> RawEntry:
    named = _text(item, "id") if _text(item, "id").startswith(("http://", "https://")) else ""
    return RawEntry(
        title=html.escape(_text(item, "title"), quote=False),  # plain text, says the format; the rest expects HTML
        link=absolute(_text(item, "url") or _text(item, "external_url") or named, base),
        summary=html.escape(_text(item, "summary"), quote=False),
        content=_text(item, "content_html") or html.escape(_text(item, "content_text"), quote=False),
        author=_author(item) or _author(feed),
        published=parse_time(_text(item, "date_published")),
        updated=parse_time(_text(item, "date_modified")),
        language=_text(item, "language"),
        id=_text(item, "id"),
    )


def _author(holder: Json) -> str:
    authors = holder.get("authors") if isinstance(holder.get("authors"), list) else [holder.get("author")]
    names = [_text(author, "name") for author in authors or () if isinstance(author, dict)]
    return ", ".join(name for name in names if name)


def _text(holder: Json, key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
