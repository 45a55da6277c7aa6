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

from bot.ingest.feeds.bridge_errors import is_failure
from bot.ingest.feeds.entry_footers import without_endings
from bot.ingest.formats.site_suffixes import without_site
from bot.ingest.pages.html_text import sanitised, text_of, title_text
from bot.language.detection import language_at_a_glance
from bot.models import Article
from bot.store.visibility import UNLINKED
from bot.text.urls import canonical, host
from bot.text.visible import one_line

MOST_ENTRIES = 2000
"""Entries of one feed that are read; no reader of news needs more at once."""
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
# Scheme, host and path of a plain address: nothing in it that one address spells in two ways.
_STEM = re.compile(r"https?://[\w.-]+/(?!.*/\.)[\w./~-]*(?=[?#]|$)", re.ASCII)
_LINKED = re.compile(r"<a\s[^<>]*>[^<]*(?:<(?!a\s|/a)[^<]*)*</a>", re.IGNORECASE)
_MAIL_FIRST = re.compile(r"[^\s@()]+@[^\s@()]+\s*\(")
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
    publisher: str = ""
    """Whose item a list of other outlets' says it is (RSS's `source`)."""


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
class FeedItem:
    """One item as it is stored: its article, a mark that changes when the item does, and if it only teases."""

    article: Article
    mark: int
    teases: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed understood; `entries` only where they were asked for."""

    title: str
    link: str
    items: tuple[FeedItem, ...]
    entries: tuple[Entry, ...] = ()
    kind: Literal["feed", "sitemap"] = "feed"
    parts: tuple[str, ...] = ()


def understood(raw: RawFeed, *, url: str = "", shown: bool = False) -> Feed:
    """Return what a raw feed says; `url` is where it came from, `shown` asks for its entries too."""
    title = title_text(raw.title)
    outlet = title or host(raw.link or url)
    printed = told_apart(newest_of(raw.entries), raw.base)
    return Feed(
        title=title,
        link=raw.link,
        items=tuple(_item(entry, raw, outlet) for entry in printed if not is_failure(entry.title, entry.summary)),
        entries=tuple(_entry(entry, raw.base) for entry in printed) if shown else (),
        kind=raw.kind,
        parts=raw.parts,
    )


def newest_of(entries: Sequence[RawEntry]) -> Sequence[RawEntry]:
    """Return the newest entries of a feed, in its order, as many as are read: some print the oldest first."""
    if len(entries) <= MOST_ENTRIES:
        return entries
    moments = [entry.published or entry.updated for entry in entries]
    dated = sorted((moment, -place) for place, moment in enumerate(moments) if moment)
    if 2 * len(dated) < len(entries):
        return entries[:MOST_ENTRIES]
    places = sorted(-place for _, place in dated[-MOST_ENTRIES:])
    return [entries[place] for place in places]


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
        title=_headline(raw, title_text(raw.publisher)),
        link=raw.link,
        summary=sanitised(raw.summary, here),
        content=sanitised(raw.content, here),
        author=_shown_author(raw.author),
        published_at=raw.published,
        updated_at=raw.updated,
    )


def _item(raw: RawEntry, feed: RawFeed, outlet: str) -> FeedItem:
    outlet = title_text(raw.publisher) or outlet
    title = _headline(raw, outlet)
    summary = "" if raw.publisher and _is_list_of_others(raw.summary) else text_of(raw.summary)
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
        entry=_entry_id(raw) if link else None,
    )
    return FeedItem(article, mark_of(raw), teases=bool(link) and len(text) < _TEASER_CHARS)


def _entry_id(raw: RawEntry) -> int | None:
    """Return what stands for an entry's id; None where it has none, or others bear it as well."""
    if not raw.id or raw.apart or raw.id == raw.link:
        return None
    return xxhash.xxh64_intdigest(raw.id.encode("utf-8", "replace")) - (1 << 63)


def _headline(raw: RawEntry, outlet: str) -> str:
    """Return a title without the name of the publisher that the entry gives apart from it."""
    title = title_text(raw.title)
    return without_site(title, (outlet,)) if raw.publisher else title


def _is_list_of_others(summary: str) -> bool:
    """Tell whether a summary is what search engines print: headlines of this and other outlets, each a link."""
    linked = len(_LINKED.sub("", summary))
    return summary.count("<a ") > 0 and text_of(_LINKED.sub("", summary)).count(".") == 0 and linked < len(summary)


def _shown_author(printed: str) -> str:
    """Return who wrote an entry as it is shown: of `mail (Name)`, which RSS asks for, the name alone."""
    author = one_line(printed)
    return name_of(author) or author if _MAIL_FIRST.match(author) else author


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
