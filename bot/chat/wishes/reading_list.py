"""Wishes about sources: what is read here, and changes to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from bot.chat.front import File, Reply
from bot.chat.parts import Action
from bot.chat.wishes.naming import channel_named
from bot.chat.wishes.visit import Visit
from bot.desk import sources as wishes
from bot.desk.office import Desk
from bot.desk.own_sources import add_chat
from bot.desk.scheduling import zone_of
from bot.desk.source_health import health
from bot.errors import UsageError
from bot.ingest.chat_places import chat_address
from bot.models import PUBLIC, Audience, Source

Change = Callable[[Desk, str, Audience], Awaitable[Source]]
MOST_WORDS = 90
"""Characters of a wish that a button holds on every platform."""


async def sources(visit: Visit) -> Reply:
    """List what is read here, or change it."""
    do = visit.option("do").lower() or ("add" if visit.option("source") or visit.option("channel") else "list")
    if do == "offer":
        return await _offer(visit)
    fulfil = _DO.get("import" if visit.request.wish.attachment and do in ("list", "add") else do)
    if fulfil is None:
        raise UsageError(f"I cannot {do!r} sources. There are {', '.join(_DO)}")
    return await fulfil(visit)


async def _list(visit: Visit) -> Reply:
    found = await wishes.seen_by(visit.desk, visit.audience)
    zone = await zone_of(visit.desk, visit.place)
    line = partial(_source, now=visit.desk.clock(), zone=zone)
    return visit.lines(visit.listed(found, line, "Nothing is read here yet. Add something: sources add ADDRESS"))


async def _add(visit: Visit) -> Reply:
    visit.must_manage("add sources")
    await wishes.check_room(visit.desk, _owner(visit))
    if channel := _channel(visit):
        return await _add_channel(visit, channel)
    if visit.option("source").startswith("#"):
        raise UsageError("Pick the channel from the list that opens as you type #, or say `sources add here` in it")
    added = await wishes.add_site(visit.desk, _named(visit), owner=_owner(visit), topic=visit.option("topic"))
    source = added.source
    seen = "" if visit.place.platform == "console" else ". Only this server sees what it brings"
    trouble = [f"It could not be read just now: {added.problem}"] if added.problem else []
    return visit.lines([f"Read from now on: {_filed(source)}{seen}.", *map(_sentence, added.lines), *trouble])


async def _add_channel(visit: Visit, channel: str) -> Reply:
    """Read a channel: for everybody in the server where everybody may read it, else for itself, and asked in it."""
    here = visit.place
    room = await visit.look_at(here.server, channel)
    if not room.open and channel != here.platform_id:
        raise UsageError(
            f"Not everybody may read #{room.name}, so only it may hear of it: say `sources add here` in it"
        )
    source = await add_chat(visit.desk, here.platform, here.server, channel, room, visit.option("topic"))
    seen = "this server sees" if room.open else "this channel sees"
    return visit.line(f"Read from now on: {_filed(source)}. Only {seen} what is written there, and what it links to.")


def _filed(source: Source) -> str:
    topic = f", filed under {source.topic}" if source.topic else ""
    return f"{source.title or source.url}{topic}"


async def _offer(visit: Visit) -> Reply:
    """Ask whether an address that somebody only wrote is to be read."""
    add = f"sources add {_named(visit)}"
    line = f"Is that to be read from now on? Say: {add}"
    actions = (
        [Action("wish", "Read it from now on", words=add)] if visit.request.manages and len(add) <= MOST_WORDS else ()
    )
    return visit.line(line, private=True, actions=actions)


async def _change(visit: Visit, do: str, change: Change, said: str) -> Reply:
    """Change a source that was added here, and say so."""
    visit.must_manage(f"{do} sources")
    source = await change(visit.desk, await _own(visit), _mine(visit))
    return visit.line(said.format(source.title or source.url))


async def _check(visit: Visit) -> Reply:
    visit.must_manage("check sources")
    named = _named(visit) if visit.option("source") or visit.option("channel") else None
    found = await wishes.check_sources(visit.desk, named, _mine(visit))
    lines = visit.listed(found, lambda each: f"{'ok' if each.ok else 'bad'} · {each.url}: {each.message}", "Nothing.")
    return visit.lines(lines, private=True)


async def _import(visit: Visit) -> Reply:
    visit.must_manage("import sources")
    if not visit.request.wish.attachment:
        raise UsageError("Attach an OPML file, which other readers export")
    await wishes.check_room(visit.desk, _owner(visit))
    report = await wishes.import_opml(visit.desk, visit.request.wish.attachment, _owner(visit))
    head = f"{report.added} added, {report.known} were here already, {len(report.problems)} are none."
    return visit.lines([head, *report.problems[:10]])


async def _export(visit: Visit) -> Reply:
    body = await wishes.export_seen(visit.desk, visit.audience)
    reply = visit.line("What is read here, as OPML.", private=True)
    return Reply(reply.parts, private=True, file=File("sources.opml", body))


_DO: dict[str, Callable[[Visit], Awaitable[Reply]]] = {
    "list": _list,
    "add": _add,
    "remove": partial(
        _change, do="remove", change=wishes.remove_source, said="Read no longer: {}. What was read of it stays."
    ),
    "pause": partial(
        _change, do="pause", change=wishes.pause_source, said="Paused: {}. `sources resume` reads it again."
    ),
    "resume": partial(_change, do="resume", change=wishes.resume_source, said="Read again: {}."),
    "check": _check,
    "import": _import,
    "export": _export,
}


def _owner(visit: Visit) -> str:
    """Return whose a source is that is added here: the server's; at the operator's terminal everybody's."""
    return "" if visit.place.platform == "console" else visit.place.home


def _mine(visit: Visit) -> Audience:
    """Return whose sources are changed from here: the server's, and the channel's own."""
    if visit.place.platform == "console":
        return PUBLIC
    return Audience((visit.place.home, f"{visit.place.home}/{visit.place.platform_id}"))


def _named(visit: Visit) -> str:
    """Return the address or the number of a source as it was given."""
    if channel := _channel(visit):
        return chat_address(visit.place.platform, channel)
    source = visit.option("source").strip("<>")
    if not source:
        raise UsageError("Name its address, like: sources add https://example.org/feed.xml")
    return source.lstrip("#") if source.lstrip("#").isdigit() else source


def _channel(visit: Visit) -> str:
    """Return the id of the channel that was named; "" where it is something else."""
    return visit.option("channel") or channel_named(visit, visit.option("source"))


async def _own(visit: Visit) -> str:
    """Return which source is named; a UsageError where it is one that everybody reads, which no server changes."""
    named, mine = _named(visit), _mine(visit).owners or ()
    for each in await wishes.seen_by(visit.desk, visit.audience):
        names = (str(each.id), each.url, each.title.casefold())
        if each.owner not in mine and named.casefold() in names:
            raise UsageError(f"{each.title or each.url} was not added here. Its operator chose it for everybody")
    return named


def _sentence(line: str) -> str:
    """Return what is said of an address as a sentence: “a feed”."""
    told = f"It is {line}" if line.startswith("a ") else f"{line[:1].upper()}{line[1:]}"
    return told if "://" in told[-60:] or told.endswith(".") else f"{told}."


def _source(source: Source, now: datetime, zone: str) -> str:
    topic = f" · {source.topic}" if source.topic else ""
    return f"{source.id}  {source.title or source.url}{topic} · {health(source, now, zone)}"
