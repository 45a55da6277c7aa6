"""What a feed holds, as its parsers give it, as it is shown, and as articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple
from urllib.parse import quote

import xxhash

from bot.ingest.endings import without_endings
from bot.ingest.language import language_at_a_glance
from bot.ingest.links import canonical, host
from bot.ingest.markup import sanitised, text_of, title_text
from bot.ingest.visible import one_line
from bot.models import Article
from bot.store.audience import UNLINKED

MOST_ENTRIES = 2000
"""Entries of one feed that are read; no reader of news needs more at once."""
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
# Scheme, host and path of a plain address: nothing in it that one address spells in two ways.
_STEM = re.compile(r"https?://[\w.-]+/(?!.*/\.)[\w./~-]*(?=[?#]|$)", re.ASCII)
_PLAINLY_MORE = 1.1
_TEASER_CHARS = 600
"""Shorter than this, an entry that links to its page is taken for a teaser."""


class RawEntry(NamedTuple):
    """One item as printed: `title`, `summary` and `content` may be HTML that nobody has looked at yet.

    `apart` is what tells it from the other entries with its link, where there are some (see `told_apart`).
    """

    title: str = ""
    link: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    id: str = ""
    apart: str = ""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed as printed; `base` is what its relative links start from, `parts` other sitemaps that it names."""

    title: str = ""
    link: str = ""
    language: str = ""
    entries: tuple[RawEntry, ...] = ()
    base: str = ""
    kind: Literal["feed", "sitemap"] = "feed"
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as it may be shown: the title is plain text, summary and content are harmless HTML."""

    title: str
    link: str
    summary: str
    content: str
    author: str
    published_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it is stored: its article, a mark that changes when the item does, and if it only teases."""

    article: Article
    mark: int
    teases: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed understood; `entries` only where they were asked for."""

    title: str
    link: str
    items: tuple[Item, ...]
    entries: tuple[Entry, ...] = ()
    kind: Literal["feed", "sitemap"] = "feed"
    parts: tuple[str, ...] = ()


def understood(raw: RawFeed, *, url: str = "", shown: bool = False) -> Feed:
    """Return what a raw feed says; `url` is where it came from, `shown` asks for its entries too."""
    title = title_text(raw.title)
    outlet = title or host(raw.link or url)
    printed = told_apart(raw.entries[:MOST_ENTRIES], raw.base)
    return Feed(
        title=title,
        link=raw.link,
        items=tuple(_item(entry, raw, outlet) for entry in printed),
        entries=tuple(_entry(entry, raw.base) for entry in printed) if shown else (),
        kind=raw.kind,
        parts=raw.parts,
    )


def told_apart(printed: Sequence[RawEntry], base: str) -> tuple[RawEntry, ...]:
    """Return the entries; those that share a link and are not the same get `apart`: none stands in another's place.

    A live blog's entries differ by the fragment alone, a notice board's all link to its front page.
    """
    printed = _unlinked_apart(printed)
    links = _spelt_alike(printed, base)
    known: dict[str, set[str]] = {}
    for number, link in links.items():
        known.setdefault(link, set()).add(_own_name(printed[number]))
    shared = {number for number, link in links.items() if len(known[link]) > 1}
    if not shared:
        return tuple(printed)
    return tuple(
        entry._replace(apart=_own_name(entry)) if number in shared and not entry.apart else entry
        for number, entry in enumerate(printed)
    )


def _unlinked_apart(printed: Sequence[RawEntry]) -> Sequence[RawEntry]:
    """Return the entries; those without a link whose id others bear too are told apart by their titles."""
    ids = Counter(entry.id for entry in printed if not entry.link)
    if not ids or max(ids.values()) == 1:
        return printed
    return [
        entry._replace(apart=entry.title) if not entry.link and ids[entry.id] > 1 and not entry.apart else entry
        for entry in printed
    ]


def _spelt_alike(printed: Sequence[RawEntry], base: str) -> dict[int, str]:
    """Return the canonical links of those entries that may share one, by their place.

    A canonical link costs more than the rest of an entry. Plain ones that differ before their query stay different.
    """
    stems: dict[str, list[int]] = {}
    for number, entry in enumerate(printed):
        stem = _STEM.match(entry.link)
        stems.setdefault(stem[0].lower() if stem else "", []).append(number)
    doubtful = [number for stem, numbers in stems.items() if not stem or len(numbers) > 1 for number in numbers]
    doubtful = list(range(len(printed))) if "" in stems else doubtful
    spelt = {number: canonical(printed[number].link, base) for number in doubtful}
    return {number: link for number, link in spelt.items() if link}


def _own_name(entry: RawEntry) -> str:
    """Return what tells an entry from another with its link: the fragment, else its id, else its title."""
    stem, _, fragment = entry.link.partition("#")
    named = entry.id if entry.id.partition("#")[0] != stem else ""
    return fragment or xxhash.xxh64_hexdigest((named or entry.title).encode("utf-8", "replace"))


def _apart(url: str, name: str) -> str:
    return f"{url}#{quote(name, safe='=&;:@/?!~-._')[:200]}" if url and name else url


def _entry(raw: RawEntry, base: str) -> Entry:
    here = raw.link or base
    return Entry(
        title=title_text(raw.title),
        link=raw.link,
        summary=sanitised(raw.summary, here),
        content=sanitised(raw.content, here),
        author=one_line(raw.author),
        published_at=raw.published,
        updated_at=raw.updated,
    )


def _item(raw: RawEntry, feed: RawFeed, outlet: str) -> Item:
    title = title_text(raw.title)
    summary = text_of(raw.summary)
    content = text_of(raw.content) if raw.content.strip() != raw.summary.strip() else ""
    text = without_endings(_fuller(content, summary), title, outlet)
    link = canonical(raw.link, feed.base)
    article = Article(
        text=text or title,
        title=title,
        url=_apart(link, raw.apart) if link else _unlinked(raw, feed),
        published_at=raw.published or raw.updated,
        source=outlet,
        author=name_of(raw.author),
        language=language_at_a_glance(text, (raw.language or feed.language).strip()[:2].lower()),
    )
    return Item(article, mark_of(raw), teases=bool(link) and len(text) < _TEASER_CHARS)


def _unlinked(raw: RawEntry, feed: RawFeed) -> str:
    """Return what stands for the link of an entry that has none, if it has an id: its text may change."""
    if not raw.id:
        return ""
    whole = "\0".join((feed.base, feed.link, feed.title, raw.id, raw.apart))
    return UNLINKED + xxhash.xxh3_128_hexdigest(whole.encode("utf-8", "replace"))


def _fuller(content: str, summary: str) -> str:
    """Return the text that says more: the content, unless the summary says plainly more than that.

    A summary that is the content in one line, with a word on where to read on, has lost its paragraphs.
    """
    if not content or len(summary) < len(content):
        return content or summary
    return summary if _letters(summary) > _PLAINLY_MORE * _letters(content) else content


def _letters(text: str) -> int:
    return len("".join(text.split()))


def name_of(author: str) -> str:
    """Return the name out of `Name (mail)` or `mail (Name)`; an address alone names nobody."""
    author = one_line(author)
    inside = _IN_BRACKETS.search(author)
    outside = _IN_BRACKETS.sub("", author)
    for part in (outside, inside[1].strip() if inside else ""):
        if part and "@" not in part and "://" not in part:
            return part
    return ""


def mark_of(raw: RawEntry) -> int:
    """Return what changes when an entry does, 64 bits."""
    printed = "\0".join((raw.link, raw.title, raw.summary, raw.content, str(raw.updated)))
    return xxhash.xxh64_intdigest(printed.encode("utf-8", "replace"))
