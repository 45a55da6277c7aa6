"""One input understood: a file, a URL or standard input, as feed, page, plain text or JSONL."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import stat
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from bot import json_output
from bot.clock import iso
from bot.errors import InputError
from bot.evidence.article_analysis import Reading
from bot.ingest.feeds.content_types import HEAD, kind_of
from bot.ingest.feeds.entries import Entry
from bot.ingest.pages.jsonl import LONGEST_LINE, Records
from bot.language.sentences import sentences
from bot.models import Article
from bot.text.visible import one_line

if TYPE_CHECKING:
    from bot.ingest.fetching.fetch import Fetcher
    from bot.ingest.workers.pool import Workers

InputKind = Literal["feed", "page", "text", "unreadable"]
LARGEST = 20_000_000
"""Bytes of a feed, a page or a text; JSONL is read line by line and may have any size."""
SHOWN_RECORDS = 1000
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Understood:
    """What Readout makes of an input.

    `articles` is what would be stored; for JSONL it is read anew each time it is gone through, and its `problems`
    are complete after that. `reading` is there for a page or a text that was asked for with its quotes.
    """

    path: str
    kind: InputKind
    reason: str = ""
    title: str = ""
    link: str = ""
    entries: tuple[Entry, ...] = ()
    articles: Iterable[Article] = ()
    reading: Reading | None = None
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Input:
    """The bytes of an input; `lines` opens it line by line, where its kind is JSONL."""

    name: str
    body: bytes
    url: str = ""
    content_type: str = ""
    lines: Callable[[], Iterable[bytes]] | None = None


async def understand(target: str, fetcher: Fetcher | None, workers: Workers, *, show: bool = False) -> Understood:
    """Return what a path, a URL or `-` (standard input) holds; never raises for what cannot be read.

    `show` asks for what `inspect` prints beside what is stored: a feed's entries, an article's quotes.
    """
    return await _whatever(target, _given(target, fetcher), workers, show=show)


async def understand_file(path: Path, workers: Workers) -> Understood:
    """Return what a file holds, as `understand` does; what only was one (a link, a pipe by now) is not opened."""
    return await _whatever(str(path), asyncio.to_thread(_file, str(path), _open_file), workers)


async def _whatever(target: str, giving: Awaitable[_Input], workers: Workers, *, show: bool = False) -> Understood:
    try:
        given = await giving
        return await _understood(given, target, workers, show=show)
    except InputError as error:
        return Understood(target, "unreadable", one_line(str(error)))


async def _given(target: str, fetcher: Fetcher | None) -> _Input:
    if target == "-":
        return await asyncio.to_thread(_standard_input)
    if not _SCHEME.match(target):
        return await asyncio.to_thread(_file, target)
    if fetcher is None or not target.lower().startswith(("http://", "https://")):
        raise InputError("not an address that Readout reads. Give one that begins with https:// or http://")
    got = await fetcher.get(target, configured=True, trusted=True)
    return _Input(target, got.body, got.url, got.content_type, partial(bytes.splitlines, got.body))


def _open_anything(path: Path) -> BinaryIO:
    if stat.S_ISDIR(path.stat().st_mode):
        raise InputError(f"a directory. Name the files in it, like {path}/*")
    return path.open("rb")


def _open_file(path: Path) -> BinaryIO:
    """Open a file that was one a moment ago: a link is not followed, and no writer of a pipe is waited for."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise InputError("not a file any more. Put a file there")
    return os.fdopen(descriptor, "rb")


def _file(target: str, opens: Callable[[Path], BinaryIO] = _open_anything) -> _Input:
    path = Path(target)
    try:
        with opens(path) as file:
            body = _bounded(file)
    except OSError as error:
        raise InputError(f"{(error.strerror or str(error)).lower()}. Check the path") from None
    except ValueError:
        raise InputError("not a path. Give a file, a URL or -") from None
    return _Input(target, body, lines=partial(_lines_of, path, opens))


def _bounded(file: BinaryIO) -> bytes:
    """Return a file's bytes, or only the head of one that is too large for anything but JSONL."""
    head = file.read(HEAD)
    body = head + file.read(LARGEST + 1 - len(head)) if kind_of(head) != "jsonl" else head
    if len(body) > LARGEST:
        raise InputError(f"larger than {LARGEST // 1_000_000} MB. Split it, or give JSONL, which may have any size")
    return body


def _lines_of(path: Path, opens: Callable[[Path], BinaryIO]) -> Iterator[bytes]:
    with opens(path) as file:
        yield from _lines(file)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a file; of one that is too long its first part only, which is no JSON and reported so."""
    while line := file.readline(LONGEST_LINE + 1):
        whole = line
        while len(whole) > LONGEST_LINE and not whole.endswith(b"\n") and (whole := file.readline(LONGEST_LINE + 1)):
            pass
        yield line


def _standard_input() -> _Input:
    stream = sys.stdin.buffer
    head = stream.read(HEAD)
    if kind_of(head) == "jsonl":
        return _Input("standard input", head, lines=partial(_rest_of_lines, head, stream))
    body = head + stream.read(LARGEST + 1 - len(head))
    if len(body) > LARGEST:
        raise InputError(f"larger than {LARGEST // 1_000_000} MB. Split it, or give JSONL, which may have any size")
    return _Input("standard input", body)


def _rest_of_lines(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    *whole, last = head.split(b"\n")
    yield from whole
    yield last + stream.readline(LONGEST_LINE + 1)
    yield from _lines(stream)


async def _understood(given: _Input, target: str, workers: Workers, *, show: bool) -> Understood:
    kind = kind_of(given.body, given.content_type)
    if kind == "empty":
        raise InputError("empty: there is nothing in it")
    if kind == "binary":
        raise InputError("not text: it looks like a binary file. Give a feed, a page, plain text or JSONL")
    if kind == "jsonl":
        return await asyncio.to_thread(_records, given, target, show=show)
    if kind == "feed":
        feed = await workers.feed(given.body, url=given.url, content_type=given.content_type, shown=show)
        articles = tuple(item.article for item in feed.items)
        return Understood(target, "feed", title=feed.title, link=feed.link, entries=feed.entries, articles=articles)
    if kind == "page":
        article = await workers.extract(given.body, given.url, given.content_type)
    else:
        article = await workers.text(given.body, given.content_type)
    reading = await workers.read(article) if show else None
    return Understood(target, kind, articles=(article,), reading=reading)


def _records(given: _Input, target: str, *, show: bool) -> Understood:
    records = Records(given.name, given.lines or partial(bytes.splitlines, given.body))
    entries: tuple[Entry, ...] = ()
    if show:
        entries = tuple(_as_entry(article) for article in itertools.islice(records, SHOWN_RECORDS))
        if not entries:
            raise InputError(next(iter(records.problems), "no article in it"))
    return Understood(target, "feed", entries=entries, articles=records, problems=records.problems)


def _as_entry(article: Article) -> Entry:
    return Entry(
        title=article.title,
        link=article.url,
        summary="",
        content=article.text,
        author=article.author,
        published_at=article.published_at,
        updated_at=None,
    )


def understood_json(understood: Understood) -> dict[str, Any]:
    """Return what `inspect` prints: only the keys that the kind has."""
    told: dict[str, Any] = {"path": understood.path, "kind": understood.kind}
    if understood.kind == "unreadable":
        return {**told, "reason": understood.reason}
    if understood.kind == "feed":
        entries = [_entry_json(entry) for entry in understood.entries]
        return {**told, "feed": {"title": understood.title, "link": understood.link}, "entries": entries}
    (article,) = understood.articles
    read = understood.reading
    language = read.language if read else article.language
    return {
        **told,
        "article": {
            "title": article.title,
            "author": article.author,
            "published_at": iso(article.published_at),
            "language": language,
            "text": article.text,
            "sentences": [list(span) for span in sentences(article.text, language)],
            "url": article.url,
            "source": article.source,
            "paywalled": article.paywalled,
        },
        "quotes": [json_output.quote(quote, article) for quote in (read.quotes if read else ())],
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "link": entry.link,
        "published_at": iso(entry.published_at),
        "updated_at": iso(entry.updated_at),
        "author": entry.author,
        "summary": entry.summary,
        "content": entry.content,
    }
