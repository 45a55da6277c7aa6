"""Commands about sources: add, list, remove, check, import, export."""

from __future__ import annotations

import asyncio
import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from bot.desk.desk import Desk
from bot.desk.limits import setup_limits
from bot.desk.setup import file_entries
from bot.errors import InputError, UsageError
from bot.ingest.feeds.feed_lists import read_feed_list
from bot.ingest.feeds.opml import Outline, write_opml
from bot.ingest.sources import registry
from bot.ingest.sources.source_reader import Seen, SourceReader
from bot.messages.catalogue import say
from bot.models import OPERATOR, Audience, Source
from bot.store.news import source_vouchers, sources
from bot.store.protocol import Connection
from bot.text.visible import one_line


@dataclass(frozen=True, slots=True)
class Checked:
    """How reading a source went, in words."""

    url: str
    ok: bool
    message: str


LOOKED_AT_BESIDE = 1_000
"""Feeds of a list that are looked at beside as many as may be added, where it is not the operator's: some are known."""
LARGEST_LIST = 1_000_000
"""Bytes of a list, where it is not the operator's."""
ADDED_AT_ONCE = 50
"""Feeds of a list that are added in one transaction: between two, others write."""


@dataclass(slots=True)
class Imported:
    """How many sources an OPML file added, how many were there already, and a line for each that is none.

    `left` are those that were not looked at any more, after as many as may be added; there are more of them than that
    where the list is `longer` than what is read of one.
    """

    added: int = 0
    known: int = 0
    left: int = 0
    longer: bool = False
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Added:
    """A source that was added: what is at its address, the other feeds that its page names, and what went wrong."""

    source: Source
    what: str = ""
    others: tuple[str, ...] = ()
    problem: str = ""

    @property
    def lines(self) -> list[str]:
        """Return what there is to say besides."""
        return [*filter(None, [self.what]), *(say("sources.another_feed", url=url) for url in self.others)]


async def add_source(
    desk: Desk, printed: str, owner: str = "", topic: str = "", *, by_operator: bool = False
) -> Source:
    """Add what somebody gave, due at once, and return it; a UsageError where it is no source or there already."""
    kind, address = registry.recognised(printed, owner, by_operator=by_operator)
    return await desk.store.write(lambda db: _add(db, desk, kind.name, address, owner, topic, Seen()))


async def add_site(
    desk: Desk, printed: str, owner: str = "", topic: str = "", *, by_operator: bool = False, most: int | None = None
) -> Added:
    """Add what somebody gave, as `add_source` does, after a look at it: say what it is, and read the feed it names.

    It is added, too, if it cannot be read now. `most` is how many sources the owner may have, None for any number.
    """
    kind, address = registry.recognised(printed, owner, by_operator=by_operator)

    def check(db: Connection) -> None:
        setup_limits.check_sources(db, owner, most)
        _refuse_known(db, address, owner)

    def work(db: Connection) -> Source:
        setup_limits.check_sources(db, owner, most)  # others were added while we looked at it
        return _add(db, desk, kind.name, address, owner, topic, seen)

    await desk.store.read(check)
    seen = await kind.look(desk.settings.fetch, desk.clock, address, trusted=not owner)
    return Added(await desk.store.write(work), seen.what, seen.others, seen.problem)


def _add(db: Connection, desk: Desk, kind: str, address: str, owner: str, topic: str, seen: Seen) -> Source:
    for each in filter(None, (address, seen.feed_url)):
        _refuse_known(db, each, owner)
    topic, feed_url, now = one_line(topic), seen.feed_url, desk.clock()
    added = sources.add(db, address, owner=owner, kind=kind, topic=topic, title=seen.title, feed_url=feed_url, now=now)
    if seen.named_by:
        source_vouchers.add_names(db, added.id, (seen.named_by,))
    return added


def _refuse_known(db: Connection, url: str, owner: str = "") -> None:
    if held := sources.find(db, url, owner):
        raise UsageError(say("sources.known_already", address=url, number=held.id))


async def list_sources(desk: Desk, owner: str | None = None) -> list[Source]:
    """Return all sources, or an owner's, with how their last poll went."""
    return await desk.store.read(lambda db: sources.every(db, owner))


async def seen_by(desk: Desk, audience: Audience) -> list[Source]:
    """Return the sources whose news an audience may see, with how their last poll went."""
    return await desk.store.read(lambda db: sources.seen_by(db, audience))


async def remove_source(desk: Desk, url_or_number: str, whose: Audience = OPERATOR) -> Source:
    """Remove a source by its address or number, and return what it was; its articles stay.

    A UsageError where the settings would bring it back.
    """

    def work(db: Connection) -> Source:
        source = _found(db, url_or_number, whose)
        if file_entries.names_source(desk.settings, source):
            raise UsageError(say("sources.in_settings", address=source.url))
        sources.remove(db, source.id)
        return source

    return await desk.store.write(work)


async def resume_source(desk: Desk, url_or_number: str, whose: Audience = OPERATOR) -> Source:
    """Poll a source again that was gone or put off, from now on; return it."""

    def work(db: Connection) -> Source:
        source = _found(db, url_or_number, whose)
        sources.resume(db, source.id, desk.clock())
        return _found(db, str(source.id), whose)

    return await desk.store.write(work)


async def pause_source(desk: Desk, url_or_number: str, whose: Audience = OPERATOR) -> Source:
    """Poll a source no longer until it is resumed; return it."""

    def work(db: Connection) -> Source:
        source = _found(db, url_or_number, whose)
        sources.pause(db, source.id)
        return source

    return await desk.store.write(work)


async def check_sources(desk: Desk, url_or_number: str | None = None, whose: Audience = OPERATOR) -> list[Checked]:
    """Read a source now, or all, store nothing, and say how it went.

    An address that is no source yet is checked too: it says whether adding it makes sense.
    """
    from bot.desk.sources.source_check import check_all

    wanted = await desk.store.read(lambda db: _to_check(db, url_or_number, whose))
    found = await check_all(desk.settings.fetch, desk.clock, [(each.reader, each.address) for each in wanted])
    asked = [(each, seen) for each, seen in zip(wanted, found, strict=True) if seen]
    if url_or_number is not None and not asked:
        raise UsageError(say("sources.read_as_written", title=wanted[0].called))
    return [Checked(each.url, not seen.problem, seen.problem or seen.what) for each, seen in asked]


async def import_opml(desk: Desk, body: bytes, owner: str = "", most: int | None = None) -> Imported:
    """Add the feeds of an OPML file, its folders as topics; none of them where it cannot be read at all.

    Lists of feeds that readers export as JSON, CSV or plain addresses are taken too. `most` is how many sources the
    owner may have, None for any number: the rest of the list is left then.
    """
    report = Imported()
    if most is not None and len(body) > LARGEST_LIST:
        raise UsageError(say("reading.list_too_large", megabytes=LARGEST_LIST // 1_000_000))
    try:
        listed = await asyncio.to_thread(
            _listed, body, owner, report, None if most is None else most + LOOKED_AT_BESIDE
        )
    except InputError as error:
        raise UsageError(str(error)) from None
    await desk.store.read(lambda db: setup_limits.check_sources(db, owner, most))
    for first in range(0, len(listed), ADDED_AT_ONCE):
        some = listed[first : first + ADDED_AT_ONCE]
        work = partial(_import, desk=desk, listed=some, owner=owner, most=most)
        added, known, taken = await desk.store.write(work)
        report.added, report.known = report.added + added, report.known + known
        if taken < len(some):
            report.left += len(listed) - first - taken
            break
    return report


async def export_opml(desk: Desk, owner: str | None = None) -> bytes:
    """Return the sources as OPML, topics as folders."""
    return write_opml(await list_sources(desk, owner))


async def export_seen(desk: Desk, audience: Audience) -> bytes:
    """Return the sources that an audience may see as OPML, topics as folders."""
    return write_opml(await seen_by(desk, audience))


@dataclass(frozen=True, slots=True)
class _Listed:
    """A feed of a list, as it would be kept."""

    kind: str
    url: str
    outline: Outline


def _listed(body: bytes, owner: str, report: Imported, longest: int | None) -> list[_Listed]:
    """Return the feeds of a list, each once, `longest` at most; what else stands in it is told in the report."""
    outlines = read_feed_list(body, None if longest is None else longest + 1)
    found = dict[str, _Listed]()
    for outline in outlines[:longest]:
        try:
            kind, url = registry.recognised(outline.url, owner, by_operator=False)
        except UsageError as error:
            report.problems.append(str(error))
            continue
        report.known += url in found
        found.setdefault(url, _Listed(kind.name, url, outline))
    report.left = len(outlines) - len(outlines[:longest])
    report.longer = report.left > 0
    return list(found.values())


def _import(
    db: Connection, desk: Desk, listed: Sequence[_Listed], owner: str, most: int | None
) -> tuple[int, int, int]:
    """Add feeds of a list while there is room; return how many were added, known, and looked at."""
    room = setup_limits.room_for_sources(db, owner, most)
    added = known = 0
    for each in listed:
        if sources.find(db, each.url, owner):
            known += 1
        elif added == room:
            break
        else:
            _add(db, desk, each.kind, each.url, owner, each.outline.topic, Seen(title=each.outline.title))
            added += 1
    return added, known, added + known


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be checked: what reads it, what it was added as, where it is read, what people call it."""

    reader: SourceReader
    url: str
    address: str
    called: str


def _to_check(db: Connection, url_or_number: str | None, whose: Audience) -> list[_Wanted]:
    if url_or_number is None:
        return [_wanted(source) for source in sources.seen_by(db, whose)]
    try:
        return [_wanted(_found(db, url_or_number, whose))]
    except UsageError:
        if not url_or_number.strip() or url_or_number.strip().isdigit():
            raise
        owner = (whose.owners or ("",))[0]
        kind, address = registry.recognised(url_or_number, owner, by_operator=whose == OPERATOR)
        return [_Wanted(kind, address, address, address)]


def _wanted(source: Source) -> _Wanted:
    return _Wanted(registry.reader_of(source), source.url, source.address, registry.called(source))


def _found(db: Connection, url_or_number: str, whose: Audience) -> Source:
    text = url_or_number.strip()
    if not text:
        raise UsageError(say("sources.name_one"))
    held = sources.seen_by(db, whose)
    for source in held:
        named = registry.called(source).lstrip("#").rstrip("/")
        if text in (source.url, named, source.feed_url, str(source.id)):
            return source
    titled = [source for source in held if source.title and source.title.casefold() == text.casefold()]
    if len(titled) == 1:
        return titled[0]
    raise _unknown(text, held)


def _unknown(text: str, held: Sequence[Source]) -> UsageError:
    near = _near(text, held)
    fix = say("errors.did_you_mean", near=near) if near else say("sources.fix_list")
    return UsageError(say("sources.unknown", source=text[:100], fix=fix))


def _near(text: str, held: Sequence[Source]) -> str:
    """Return what the source is called that an address or a title comes nearest to; "" where none is near."""
    wanted = _bare(text)
    known = {
        _bare(called): registry.called(source)
        for source in reversed(held)
        for called in (source.title, source.url)
        if called
    }
    near = difflib.get_close_matches(wanted, known, 1, cutoff=0.75)
    return known[near[0]] if near else ""


def _bare(address: str) -> str:
    return address.strip().casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
