"""A watched folder: what is put into it is taken in, once each; a file that is still being written is waited for.

Only the operator names a folder. What is in it is read like a page from the network: in a worker, within limits. Links
that lead out of it, hidden files and the names that programs give to unfinished ones are passed over.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import xxhash

from bot.clock import Clock
from bot.errors import InputError, UsageError
from bot.ingest.sources.source_reader import SETTLE_SECONDS, PollContext, Seen, SourceReader, Taken
from bot.messages.catalogue import say
from bot.models import Article, Source
from bot.store.visibility import UNLINKED

if TYPE_CHECKING:
    from bot.config.sections import FetchSettings
    from bot.ingest.fetching.fetch import Fetcher
    from bot.ingest.sources.inputs import Understood
    from bot.ingest.workers.pool import Workers

DEEPEST = 8
MOST_FILES = 20_000
FILES_A_LOOK = 500
"""New files that one look takes in; the others come with the next."""
MOST_NAMED = 3
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".swp", ".lock", "~")


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it stands: `mark` changes when it does."""

    path: Path
    size: int
    changed_at: float

    @property
    def mark(self) -> int:
        """Return what tells this state of the file from any other."""
        told = f"{self.path}\0{self.size}\0{self.changed_at!r}"
        return xxhash.xxh64_intdigest(told.encode("utf-8", "surrogateescape"))


@dataclass(slots=True)
class Look:
    """What a look at a folder found: articles of new and changed files, the marks of all that are dealt with.

    `notes` says, by mark, what could not be read in files that were read otherwise; `problems`, which could not at all.
    """

    articles: list[Article] = field(default_factory=list)
    marks: set[int] = field(default_factory=set)
    notes: dict[int, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        """Return what could not be read, in a line; "" where all could."""
        told = [*self.problems, *self.notes.values()]
        more = len(told) - MOST_NAMED
        return "; ".join([*told[:MOST_NAMED], *([say("reading.more_problems", n=more)] if more > 0 else [])])


class FolderSource(SourceReader):
    """A folder of the operator's own. It is looked at as often as anything is, and stored at once."""

    name = "folder"
    longest_wait_s = 15

    def address(self, printed: str, owner: str = "") -> str | None:
        """Return a folder's `file://` address; a UsageError where what was given can only be a folder, and is none."""
        del owner
        text = printed.strip()
        if text.startswith("file://"):
            path = Path(text.removeprefix("file://") or "/nowhere")  # an empty path would be where the service runs
        elif _is_path(text):
            path = Path(text).expanduser()
        else:
            return None
        if not path.is_dir():
            raise UsageError(say("sources.no_folder", folder=text[:200]))
        return path.resolve().as_uri()

    async def look(self, settings: FetchSettings, clock: Clock, address: str, *, trusted: bool) -> Seen:
        """Return the folder's name for a title."""
        del settings, clock, trusted
        return Seen(title=address.rstrip("/").rpartition("/")[2])

    async def check(self, fetcher: Fetcher, workers: Workers, address: str) -> Seen:
        """Return how many files are in it."""
        del fetcher, workers
        count = len(await asyncio.to_thread(files, folder_of(address)))
        return Seen(what=say("sources.a_folder", n=count))

    async def read(self, here: PollContext, source: Source) -> Taken:
        """Read and store the files that are new or changed."""
        from bot.ingest.sources.provenance import Sender
        from bot.ingest.sources.source_reader import IntakeReport
        from bot.ingest.sources.store_articles import store_now
        from bot.store.news import sources

        held, notes = await here.store.read(lambda db: (sources.marks(db, source.id), sources.notes(db, source.id)))
        name = f"folder/{source.id}"
        found = await look(folder_of(source.url), held, here.workers, notes=notes, name=name, settle=here.settle)
        if found.marks == held:
            return Taken(IntakeReport(), note=found.note)
        intake = await store_now(here, Sender(source), found.articles)
        found.problems += intake.failed
        read = sources.Read(kind=self.name, entries=found.marks, notes=found.notes)
        return Taken(intake, read=read, note=found.note)


def _is_path(text: str) -> bool:
    return (
        text.startswith(("/", "./", "../", "~")) or text in (".", "..") or ("://" not in text and Path(text).is_dir())
    )


def folder_of(url: str) -> Path:
    """Return the folder that a `file://` address names."""
    return Path(unquote(urlsplit(url).path))


def files(folder: Path) -> list[FileState]:
    """Return the files in a folder and below it, by name; an InputError where it cannot be looked into."""
    try:
        if not folder.is_dir():
            raise InputError(say("reading.no_folder"))
        found = sorted(_walk(folder, 0), key=lambda each: str(each.path))
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise InputError(say("reading.folder_unreadable", why=why, file=error.filename)) from None
    if len(found) > MOST_FILES:
        raise InputError(say("reading.many_files", most=MOST_FILES))
    return found


def _walk(folder: Path, depth: int) -> Iterator[FileState]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name.lower().endswith(_UNFINISHED) or entry.is_symlink():
                continue
            with contextlib.suppress(FileNotFoundError):  # gone since it was listed
                if entry.is_dir(follow_symlinks=False):
                    if depth < DEEPEST:
                        yield from _walk(Path(entry.path), depth + 1)
                elif stat.S_ISREG((info := entry.stat(follow_symlinks=False)).st_mode):
                    yield FileState(Path(entry.path), info.st_size, info.st_mtime)


async def look(
    folder: Path,
    held: frozenset[int],
    workers: Workers,
    *,
    notes: Mapping[int, str] = MappingProxyType({}),
    name: str = "",
    settle: float = SETTLE_SECONDS,
    wall: Callable[[], float] = time.time,
) -> Look:
    """Read the files of a folder whose marks are not held; `name` is what its articles' addresses begin with.

    `notes` are those of the look before, for what is held.
    `wall` is the clock that stamps files, which is the system's own whatever Readout's clock says.
    """
    now_there = await asyncio.to_thread(files, folder)
    known = {each.mark for each in now_there} & held
    found = Look(marks=known, notes={mark: line for mark, line in notes.items() if mark in known})
    fresh = [each for each in now_there if each.mark not in held][:FILES_A_LOOK]
    if not fresh:
        return found
    await asyncio.sleep(settle)
    later = {each.mark for each in await asyncio.to_thread(files, folder)}
    for each in fresh:
        if each.mark in later and (each.size or not _just_made(each, wall())):
            await _take(each, folder, workers, name, found)
    return found


def _just_made(file: FileState, now: float) -> bool:
    """Tell whether an empty file is so young that its writer may only have opened it."""
    return 0 <= now - file.changed_at < 60


async def _take(file: FileState, folder: Path, workers: Workers, name: str, found: Look) -> None:
    from bot.ingest.sources.inputs import understand_file

    inside = file.path.relative_to(folder).as_posix()
    understood = await understand_file(file.path, workers)
    try:
        articles = await asyncio.to_thread(list, understood.articles)
        torn = _torn(file.path, understood)
    except OSError:  # taken away or emptied while it was read: the next look sees what it is then
        return
    if understood.kind == "unreadable":
        found.problems.append(f"{inside}: {understood.reason}")
        return
    if torn:
        return
    if understood.problems:
        found.notes[file.mark] = _first(understood.problems).replace(str(file.path), inside)
    found.marks.add(file.mark)
    found.articles += [_placed(article, f"{name}/{inside}", folder, alone=len(articles) == 1) for article in articles]


def _first(problems: Sequence[str]) -> str:
    """Return the first problem of a file, and how many more there are."""
    more = len(problems) - 1
    return problems[0] + (say("reading.more_in_it", n=more) if more else "")


def _torn(path: Path, understood: Understood) -> bool:
    """Tell whether the last line of a JSONL file is one that is still being written."""
    if not understood.problems:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def _placed(article: Article, address: str, folder: Path, *, alone: bool) -> Article:
    """Give an article without an address the file's own, so that a changed file is a changed article."""
    url = article.url or (f"{UNLINKED}{address}" if alone else "")
    return replace(article, url=url, source=article.source or folder.name)
