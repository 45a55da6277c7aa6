"""Wishes about sources: add, list, remove, check, import, export."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.desk.office import Desk
from bot.desk.own_sources import folder_address
from bot.errors import InputError, UsageError
from bot.ingest import credentials
from bot.ingest.chat_places import PLATFORMS, chat_address
from bot.ingest.feed_lists import read_feed_list
from bot.ingest.links import absolute, origin
from bot.ingest.opml import Outline, write_opml
from bot.ingest.visible import one_line
from bot.models import OPERATOR, Audience, Source, SourceKind
from bot.store import sources
from bot.store.database import Connection

_BARE_HOST = re.compile(r"(?!\d+\.\d+$)[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?$")


@dataclass(frozen=True, slots=True)
class Checked:
    """How reading a source went, in words."""

    url: str
    ok: bool
    message: str


@dataclass(slots=True)
class Imported:
    """How many sources an OPML file added, how many were there already, and a line for each that is none."""

    added: int = 0
    known: int = 0
    problems: list[str] = field(default_factory=list)


async def add_source(desk: Desk, url: str, owner: str = "", topic: str = "") -> Source:
    """Add a feed or a page, due at once, and return it; a UsageError where it is none or there already."""
    url, topic = web_address(url, owner), one_line(topic)

    def work(db: Connection) -> Source:
        _refuse_known(db, url, owner)
        return sources.add(db, url, owner=owner, topic=topic, now=desk.clock())

    return await desk.store.write(work)


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
        return [*filter(None, [self.what]), *(f"another feed that it names: {url}" for url in self.others)]


async def add_site(desk: Desk, url: str, owner: str = "", topic: str = "") -> Added:
    """Add what is at an address, a feed or a page's own feed, and say which.

    It is added, too, if it cannot be read now.
    """
    from bot.ingest.discover import look

    url, topic, now = web_address(url, owner), one_line(topic), desk.clock()
    await desk.store.read(lambda db: _refuse_known(db, url, owner))
    seen = await look(desk.settings.fetch, desk.clock, url, trusted=not owner)

    def work(db: Connection) -> Source:
        _refuse_known(db, url, owner)
        if seen.feed_url:
            _refuse_known(db, seen.feed_url, owner)
        return sources.add(db, url, owner=owner, topic=topic, feed_url=seen.feed_url, title=seen.title, now=now)

    return Added(await desk.store.write(work), seen.what, seen.others, seen.problem)


def _refuse_known(db: Connection, url: str, owner: str = "") -> None:
    if held := sources.find(db, url, owner):
        raise UsageError(f"{url} is there already, as number {held.id}. `sources list` shows it")


async def list_sources(desk: Desk, owner: str | None = None) -> list[Source]:
    """Return all sources, or an owner's, with how their last poll went."""
    return await desk.store.read(lambda db: sources.every(db, owner))


async def seen_by(desk: Desk, audience: Audience) -> list[Source]:
    """Return the sources whose news an audience may see, with how their last poll went."""
    return await desk.store.read(lambda db: sources.seen_by(db, audience))


async def remove_source(desk: Desk, url_or_number: str, whose: Audience = OPERATOR) -> Source:
    """Remove a source by its address or number, and return what it was; its articles stay."""

    def work(db: Connection) -> Source:
        source = _found(db, url_or_number, whose)
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


async def check_room(desk: Desk, owner: str) -> None:
    """Raise a UsageError where an owner, who is not the operator, has as many sources as one may have."""
    most = desk.settings.limits.server_sources
    if owner and len(await list_sources(desk, owner)) >= most:
        raise UsageError(f"{most} sources are read here, which is the most (limits.server_sources). Remove one first")


async def check_sources(desk: Desk, url_or_number: str | None = None, whose: Audience = OPERATOR) -> list[Checked]:
    """Read a source now, or all, store nothing, and say how it went.

    An address that is no source yet is checked too: it says whether adding it makes sense.
    """
    from bot.ingest.check import check_all

    wanted = await desk.store.read(lambda db: _to_check(db, url_or_number, whose))
    found = await check_all(desk.settings.fetch, desk.clock, [address for _, address in wanted])
    return [Checked(url, ok, message) for (url, _), (ok, message) in zip(wanted, found, strict=True)]


async def import_opml(desk: Desk, body: bytes, owner: str = "") -> Imported:
    """Add the feeds of an OPML file, its folders as topics; none of them where it cannot be read at all.

    Lists of feeds that readers export as JSON, CSV or plain addresses are taken too.
    """
    try:
        outlines = read_feed_list(body)
    except InputError as error:
        raise UsageError(str(error)) from None
    return await desk.store.write(lambda db: _import(db, outlines, owner, desk))


async def export_opml(desk: Desk, owner: str | None = None) -> bytes:
    """Return the sources as OPML, topics as folders."""
    return write_opml(await list_sources(desk, owner))


async def export_seen(desk: Desk, audience: Audience) -> bytes:
    """Return the sources that an audience may see as OPML, topics as folders."""
    return write_opml(await seen_by(desk, audience))


def apply_configured(desk: Desk) -> None:
    """Add the sources of the settings that are not there yet; a topic that was changed there is changed here."""
    wanted = [(*_configured(each.url), one_line(each.topic), each.title) for each in desk.settings.sources]

    def work(db: Connection) -> None:
        for kind, url, topic, title in wanted:
            held = sources.find(db, url) or sources.add(db, url, kind=kind, topic=topic, title=title, now=desk.clock())
            if held.topic != topic:
                sources.file_under(db, held.id, topic)

    desk.store.write_now(work)


def _configured(printed: str) -> tuple[SourceKind, str]:
    folder = folder_address(printed)
    return ("folder", folder) if folder else ("feed", web_address(printed))


def web_address(printed: str, owner: str = "") -> str:
    """Return an address as it is kept; a UsageError says what is wrong with it.

    Only the operator's may name credentials: they are in his environment.
    """
    text = printed.strip()
    text = f"https://{text}" if _BARE_HOST.match(text) else text  # as one types it into a browser
    url = absolute(text)
    if not url or not origin(url) or any(c.isspace() for c in url):
        raise UsageError(f"{text[:100]!r} is not a web address. Give one that begins with https:// or http://")
    if ("@" in urlsplit(url).netloc or credentials.has_credentials(url)) and owner:
        raise UsageError("an address with a user name, a password or credentials in it is not kept. Give one without")
    if told := credentials.problem(url):
        raise UsageError(told)
    return url.partition("#")[0]


def _import(db: Connection, outlines: list[Outline], owner: str, desk: Desk) -> Imported:
    report = Imported()
    for outline in outlines:
        try:
            url = web_address(outline.url, owner)
        except UsageError as error:
            report.problems.append(str(error))
            continue
        if sources.find(db, url, owner):
            report.known += 1
        else:
            sources.add(db, url, owner=owner, title=outline.title, topic=outline.topic, now=desk.clock())
            report.added += 1
    return report


def _to_check(db: Connection, url_or_number: str | None, whose: Audience) -> list[tuple[str, str]]:
    """Return the addresses of sources that are to be checked, each with where it is read."""
    if url_or_number is None:
        return [(source.url, source.address) for source in sources.seen_by(db, whose) if source.kind != "chat"]
    try:
        found = _found(db, url_or_number, whose)
    except UsageError:
        if url_or_number.strip().isdigit():
            raise
        url = web_address(url_or_number, (whose.owners or ("",))[0])
        return [(url, url)]
    if found.kind == "chat":
        raise UsageError(f"{found.title} is read as it is written. `sources list` shows how that goes")
    return [(found.url, found.address)]


def _found(db: Connection, url_or_number: str, whose: Audience) -> Source:
    text = url_or_number.strip()
    held = sources.seen_by(db, whose)
    for source in held:
        named = source.title.lstrip("#") if source.kind == "chat" else source.url.rstrip("/")
        if text in (source.url, named, source.feed_url, str(source.id)):
            return source
    if text.startswith(tuple(map(chat_address, PLATFORMS))):
        raise UsageError("that channel is not read here. `sources list` shows what is")
    titled = [source for source in held if source.title and source.title.casefold() == text.casefold()]
    if len(titled) == 1:
        return titled[0]
    near = _near(text, held)
    fix = f"Did you mean {near!r}?" if near else "`sources list` shows them"
    raise UsageError(f"there is no source {text[:100]!r}. {fix}")


def _near(text: str, held: Sequence[Source]) -> str:
    """Return what the source is called that an address or a title comes nearest to; "" where none is near."""
    wanted = _bare(text)
    known = {
        _bare(called): _called(source) for source in reversed(held) for called in (source.title, source.url) if called
    }
    near = difflib.get_close_matches(wanted, known, 1, cutoff=0.75)
    return known[near[0]] if near else ""


def _called(source: Source) -> str:
    return source.title if source.kind == "chat" else source.url


def _bare(address: str) -> str:
    return address.strip().casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
