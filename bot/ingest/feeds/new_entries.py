"""What a poll found that its source did not hold before, as printed: kept as JSON until it is read, share by share."""

from __future__ import annotations

import json
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.clock import from_micros, to_micros
from bot.ingest.feeds.entries import MOST_ENTRIES, RawEntry, RawFeed, mark_of, newest_of, told_apart
from bot.ingest.pages.html_text import title_text

_FIELDS = len(RawEntry._fields)
_OLDEST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Fresh:
    """A list of entries after a poll; `kind` is that of the sources that list so.

    `marks` are those of all its entries, in its order; `count` are fresh, the newest of them from `newest` (None: one
    has no date, and counts as of now). `text` holds the fresh ones (see `share`), the newest first; "" where everything
    is fresh and the body itself is to be kept (see `opened`).
    """

    title: str
    kind: str
    marks: tuple[int, ...]
    count: int
    newest: datetime | None
    text: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """Some entries to read now, of a list from `url`; `rest` is the text of the others, "" where there are none.

    `newest` is when the first of the others was published, None where it has no date.
    """

    raw: RawFeed
    kind: str
    url: str
    rest: str
    newest: datetime | None


def fresh_of(
    raw: RawFeed, url: str, held: Container[int], kind: str | None = None, *, keeps_body: bool = False
) -> Fresh:
    """Return what a list from `url` has beside the entries whose marks are held.

    `keeps_body`: of a feed of which nothing is held, the body will be kept. Writing its entries down costs more.
    """
    printed = told_apart(newest_of(raw.entries), raw.base)
    marks = tuple(map(mark_of, printed))
    new = [entry for entry, mark in zip(printed, marks, strict=True) if mark not in held]
    new.sort(key=_newest_first, reverse=True)
    kind = kind or raw.kind
    whole = keeps_body and kind == "feed" and len(new) == len(printed)
    text = "" if whole else _text(raw, kind, url, new)
    return Fresh(title_text(raw.title), kind, marks, len(new), _newest(new), text, raw.parts)


def opened(raw: RawFeed, url: str, most: int) -> Share:
    """Return the first `most` entries of a feed whose body was kept, and the rest as text."""
    return share(fresh_of(raw, url, frozenset()).text, most)


def whole(url: str, content_type: str) -> str:
    """Return what is written down beside a body that is kept: where it is from, and what its server calls it."""
    return json.dumps({"url": url, "content_type": content_type})


def origin_of(text: str) -> tuple[str, str]:
    """Return what `whole` wrote down."""
    held: dict[str, str] = json.loads(text)
    return held["url"], held["content_type"]


def joined(head: Fresh, parts: Sequence[Fresh]) -> Fresh:
    """Return an index with the entries of the lists that it names."""
    found = [share(each.text, each.count) for each in parts if each.count]
    entries = sorted((entry for each in found for entry in each.raw.entries), key=_newest_first, reverse=True)
    entries = entries[:MOST_ENTRIES]
    first = share(head.text, 0)
    return replace(
        head,
        marks=tuple(mark for each in parts for mark in each.marks),
        count=len(entries),
        newest=_newest(entries),
        text=_text(first.raw, head.kind, first.url, entries),
    )


def share(text: str, most: int, undivided: Container[str] = ()) -> Share:
    """Return the first `most` entries of what `fresh_of` wrote down, and the rest as text again.

    A list of one of the kinds in `undivided` is not shared out.
    """
    held: dict[str, Any] = json.loads(text)
    kind: str = held["kind"]
    most = MOST_ENTRIES if kind in undivided else most
    now, later = held["entries"][:most], held["entries"][most:]
    raw = RawFeed(
        title=held["title"],
        link=held["link"],
        language=held["language"],
        base=held["base"],
        entries=tuple(map(_entry, now)),
    )
    rest = json.dumps({**held, "entries": later}) if later else ""
    return Share(raw, kind, held["url"], rest, _newest([_entry(later[0])]) if later else None)


def _newest_first(entry: RawEntry) -> tuple[bool, datetime]:
    moment = entry.published or entry.updated
    return moment is None, moment or _OLDEST


def _newest(entries: Sequence[RawEntry]) -> datetime | None:
    return (entries[0].published or entries[0].updated) if entries else None


def _text(raw: RawFeed, kind: str, url: str, entries: Sequence[RawEntry]) -> str:
    head = {"title": raw.title, "link": raw.link, "language": raw.language, "base": raw.base, "kind": kind, "url": url}
    # an entry is a tuple, which JSON takes for a list of its fields; its times are all that it does not know
    return json.dumps({**head, "entries": entries}, default=to_micros)


def _entry(row: list[Any]) -> RawEntry:
    row = [*row, ""] if len(row) == _FIELDS - 1 else row  # written down by an earlier version
    title, link, summary, content, author, published, updated, language, name, apart, publisher = row
    times = _moment(published), _moment(updated)
    return RawEntry(title, link, summary, content, author, *times, language, name, apart, publisher)


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
