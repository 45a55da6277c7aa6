"""Lists of feeds as readers export them: OPML, or the feeds as JSON, CSV, or one address a line."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from bot.errors import InputError
from bot.ingest.feeds.opml import LARGEST, Outline, feed_address, read_opml
from bot.ingest.formats.charset import decode
from bot.messages.catalogue import say
from bot.text.visible import one_line

# Names of columns and keys, folded: Feedbin's and Miniflux's API, FreshRSS, CommaFeed, Google's and YouTube's take-out.
_ADDRESS = (
    *("feed_url", "feedurl", "feed url", "xmlurl", "xml_url", "xml url", "rss_url", "rss url", "rss", "feed", "url"),
    *("channel url", "link"),
)
_TITLE = ("title", "feed_title", "feed title", "name", "feed name", "text", "channel title")
_FOLDER = ("folder", "category", "topic", "tags", "tag", "label", "labels", "group", "categories", "folders")
_LISTS = ("subscriptions", "feeds", "items", "outlines", "channels")
_VIDEO_CHANNEL = "youtube.com/channel/"
_VIDEO_FEED = "https://www.youtube.com/feeds/videos.xml?channel_id="
_IN_A_LINE = re.compile(r"(?:feed:(?://)?)?https?://[^\s<>\"'()\[\]]+|feed://[^\s<>\"'()\[\]]+", re.I)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_AROUND = " \t,;:|–—-<>()[]\"'"
_DEEPEST = 5


def read_feed_list(body: bytes, most: int | None = None) -> list[Outline]:
    """Return the feeds of a list, in its order, `most` at most; an InputError says why it cannot be read."""
    if len(body) > LARGEST:
        raise InputError(say("reading.list_too_large", megabytes=LARGEST // 1_000_000))
    text = decode(body).lstrip("\ufeff").lstrip()
    if text.startswith("<"):
        return read_opml(body, most)
    found = list(islice(_from_json(text) if text[:1] in ("{", "[") else _from_lines(text), most))
    if not found:
        raise InputError(say("reading.no_list"))
    return found


def _from_json(text: str) -> Iterator[Outline]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = _from_json_lines(text)
    yield from _of_value(value, "", 0)


def _from_json_lines(text: str) -> list[Any]:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        raise InputError(say("reading.list_broken_json")) from None


def _of_value(value: Any, topic: str, depth: int) -> Iterator[Outline]:  # noqa: ANN401 - anything may stand in JSON
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _of_value(each, topic, depth + 1)
    elif isinstance(value, str):
        yield from _outline({"url": value}, topic)
    elif isinstance(value, dict):
        folded = {str(key).strip().casefold(): each for key, each in value.items()}
        inner = [folded[key] for key in _LISTS if isinstance(folded.get(key), list)]
        if isinstance(folded.get("feed"), dict):  # Miniflux and CommaFeed nest the feed in its entry
            inner.append([folded.pop("feed")])
        found = list(_outline(folded, topic))
        yield from found
        name = topic if found else _first(folded, _TITLE) or topic
        for each in inner:
            yield from _of_value(each, name, depth + 1)
        if not found and not inner:  # folders by their names
            for key, each in value.items():
                yield from _of_value(each, one_line(str(key)), depth + 1) if isinstance(each, list) else ()


def _from_lines(text: str) -> Iterator[Outline]:
    """Read a table with a header that names a column of addresses, or lines with an address in each, and its title."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not lines:
        return
    try:
        yield from _from_rows(lines)
    except csv.Error:
        raise InputError(say("reading.list_broken_table")) from None


def _from_rows(lines: list[str]) -> Iterator[Outline]:
    dialect = max((",", ";", "\t"), key=lines[0].count)
    header = [name.strip().casefold() for name in next(csv.reader([lines[0]], delimiter=dialect))]
    if set(header) & set(_ADDRESS):
        for row in csv.reader(lines[1:], delimiter=dialect):
            yield from _outline(dict(zip(header, row, strict=False)), "")
    else:
        for line in lines:
            yield from _in_line(_BULLET.sub("", line), dialect)


def _in_line(line: str, delimiter: str) -> Iterator[Outline]:
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        cells = [line]
    if len(cells) > 1 and (urls := [cell for cell in cells if _IN_A_LINE.fullmatch(cell.strip())]):
        title = next((cell for cell in cells if cell.strip() and not _IN_A_LINE.search(cell)), "")
        yield from _outline({"url": urls[0], "title": title}, "")
    elif found := _IN_A_LINE.search(line):
        title = line[: found.start()].strip(_AROUND) or line[found.end() :].strip(_AROUND)
        yield from _outline({"url": found[0], "title": title}, "")


def _outline(told: Mapping[str, Any], topic: str) -> Iterator[Outline]:
    """Give the feed that an object or a row names, if it names one."""
    url = feed_address(_first(told, _ADDRESS))
    channel = url.partition(_VIDEO_CHANNEL)[2].partition("/")[0]
    if not url.lower().startswith(("http://", "https://")):
        return
    yield Outline(_VIDEO_FEED + channel if channel else url, _first(told, _TITLE), topic or _first(told, _FOLDER))


def _first(told: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return the first text under one of some names; of a list its first, of an object its title."""
    for name in names:
        value = told.get(name)
        while isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("title") or value.get("label") or value.get("name")
        if isinstance(value, str) and value.strip():
            return one_line(value)
    return ""
