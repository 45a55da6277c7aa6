"""Commands about sources: what is read here, and changes to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from bot.chat.commands.channel_names import channel_named
from bot.chat.commands.context import Context
from bot.chat.commands.typing_hints import as_typed
from bot.chat.desk_protocol import File, Reply
from bot.chat.rendering.parts import Action
from bot.desk.desk import Desk
from bot.desk.limits import setup_limits
from bot.desk.setup.scheduling import zone_of
from bot.desk.sources import sources as commands
from bot.desk.sources.chat_channels import add_chat
from bot.desk.sources.source_health import health
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import PUBLIC, Audience, Source
from bot.text.chat_links import chat_address

Change = Callable[[Desk, str, Audience], Awaitable[Source]]
MOST_WORDS = 90
"""Characters of a command that a button holds on every platform."""


async def sources(context: Context) -> Reply:
    """List what is read here, or change it."""
    do = context.option("do").lower() or ("add" if context.option("source") or context.option("channel") else "list")
    if do == "offer":
        return await _offer(context)
    fulfil = _DO.get("import" if context.request.command.attachment and do in ("list", "add") else do)
    if fulfil is None:
        raise UsageError(say("sources.cannot", do=do, known=", ".join(_DO)))
    return await fulfil(context)


async def _list(context: Context) -> Reply:
    found = await commands.seen_by(context.desk, context.audience)
    zone = await zone_of(context.desk, context.place)
    line = partial(_source, now=context.desk.clock(), zone=zone)
    nothing = say("sources.none_yet", add=as_typed(context.request.place, words="sources add ADDRESS"))
    return context.lines(context.listed(found, line, nothing), private=True)


async def _add(context: Context) -> Reply:
    if channel := _channel(context):
        return await _add_channel(context, channel)
    context.must_manage_server(say("commands.may_add_sources"))
    if context.option("source").startswith("#"):
        raise UsageError(say("sources.pick_channel"))
    added = await commands.add_site(
        context.desk, _named(context), owner=_owner(context), topic=context.option("topic"), most=_most(context)
    )
    source = added.source
    seen = "" if context.place.platform == "console" else say("sources.only_this_server")
    trouble = [say("sources.not_just_now", problem=added.problem)] if added.problem else []
    told = say("sources.added", source=_filed(source), seen=seen)
    return context.lines([told, *map(_sentence, added.lines), *trouble])


async def _add_channel(context: Context, channel: str) -> Reply:
    """Read a channel: for everybody in the server where everybody may read it, else for itself, and asked in it."""
    context.must_manage(say("commands.may_add_sources"))
    here = context.place
    room = await context.look_at(here.server, channel)
    if room.open:
        context.must_manage_server(say("commands.may_add_server_channels"))
    if not room.open and channel != here.platform_id:
        raise UsageError(say("sources.channel_not_open", channel=room.name))
    source = await add_chat(context.desk, here.platform, here.server, channel, room, context.option("topic"))
    seen = say("sources.this_server_sees") if room.open else say("sources.this_channel_sees")
    return context.line(say("sources.channel_added", source=_filed(source), seen=seen))


def _filed(source: Source) -> str:
    topic = say("sources.filed_under", topic=source.topic) if source.topic else ""
    return f"{source.title or source.url}{topic}"


async def _offer(context: Context) -> Reply:
    """Ask whether an address that somebody only wrote is to be read."""
    add = f"sources add {_named(context)}"
    line = say("sources.offer", add=as_typed(context.request.place, words=add))
    actions = (
        [Action("command", say("buttons.read_it"), words=add)]
        if context.request.rights.server and len(add) <= MOST_WORDS
        else ()
    )
    return context.line(line, private=True, actions=actions)


async def _change(context: Context, do: str, change: Change, told: str) -> Reply:
    """Change a source that was added here, and say so: the server's, or what this channel alone reads of itself."""
    context.must_manage(say(do))
    named = _named(context)
    if await _own(context, named) != _own_owner(context):
        context.must_manage_server(say(do))
    source = await change(context.desk, named, _mine(context))
    return context.line(say(told, source=source.title or source.url))


async def _check(context: Context) -> Reply:
    context.must_manage(say("commands.may_check_sources"))
    named = _named(context) if context.option("source") or context.option("channel") else None
    found = await commands.check_sources(context.desk, named, _mine(context))
    lines = context.listed(
        found, lambda each: f"{'ok' if each.ok else 'bad'} · {each.url}: {each.message}", say("sources.nothing")
    )
    return context.lines(lines, private=True)


async def _import(context: Context) -> Reply:
    context.must_manage_server(say("commands.may_import_sources"))
    if not context.request.command.attachment:
        raise UsageError(say("sources.attach"))
    attachment, most = context.request.command.attachment, _most(context)
    report = await commands.import_opml(context.desk, attachment, _owner(context), most)
    head = say("sources.imported", added=report.added, known=report.known, none=len(report.problems))
    told = "sources.left_at_least" if report.longer else "sources.left"
    left = [say(told, n=report.left, most=most)] if report.left else []
    return context.lines([head, *left, *report.problems[:10]])


async def _export(context: Context) -> Reply:
    body = await commands.export_seen(context.desk, context.audience)
    reply = context.line(say("sources.opml"), private=True)
    return Reply(reply.parts, private=True, file=File("sources.opml", body))


async def _find(context: Context) -> Reply:
    """List well-known feeds about something."""
    from bot.chat.commands.wishes import topics  # it gives commands of this file itself

    return await topics.find(context)


_DO: dict[str, Callable[[Context], Awaitable[Reply]]] = {
    "list": _list,
    "add": _add,
    "remove": partial(_change, do="commands.may_remove_sources", change=commands.remove_source, told="sources.removed"),
    "pause": partial(
        _change, do="commands.may_pause_sources", change=commands.pause_source, told="sources.paused_here"
    ),
    "resume": partial(_change, do="commands.may_resume_sources", change=commands.resume_source, told="sources.resumed"),
    "find": _find,
    "check": _check,
    "import": _import,
    "export": _export,
}


def _owner(context: Context) -> str:
    """Return whose a source is that is added here: the server's; at the operator's terminal everybody's."""
    return "" if context.place.platform == "console" else context.place.home


def _most(context: Context) -> int | None:
    """Return how many sources there may be of those that are added here; None for any number."""
    return setup_limits.most_sources(context.desk.settings.limits, context.place)


def _mine(context: Context) -> Audience:
    """Return whose sources are changed from here: the server's, and the channel's own."""
    if context.place.platform == "console":
        return PUBLIC
    return Audience((context.place.home, _own_owner(context)))


def _own_owner(context: Context) -> str:
    """Return whose a channel is that reads itself, as not everybody may read it."""
    return f"{context.place.home}/{context.place.platform_id}"


def _named(context: Context) -> str:
    """Return the address or the number of a source as it was given."""
    if channel := _channel(context):
        return chat_address(context.place.platform, channel)
    source = context.option("source").strip("<>")
    if not source:
        raise UsageError(say("sources.name_address"))
    return source.lstrip("#") if source.lstrip("#").isdigit() else source


def _channel(context: Context) -> str:
    """Return the id of the channel that was named; "" where it is something else."""
    return context.option("channel") or channel_named(context, context.option("source"))


async def _own(context: Context, named: str) -> str:
    """Return whose the source is that is named; "" where none is.

    A UsageError where it is one that everybody reads, which no server changes.
    """
    mine = _mine(context).owners or ()
    held = await commands.seen_by(context.desk, context.audience)
    meant = [each for each in held if named.casefold() in (str(each.id), each.url.casefold(), each.title.casefold())]
    for each in meant:
        if each.owner not in mine:
            raise UsageError(say("sources.operators", title=each.title or each.url))
    if _channel(context) and all(each.url != named for each in held):
        raise UsageError(say("sources.channel_not_read"))
    return meant[0].owner if len(meant) == 1 else ""


def _sentence(line: str) -> str:
    """Return what is said of an address as a sentence: “a feed”."""
    told = say("sources.it_is", line=line) if line.startswith("a ") else f"{line[:1].upper()}{line[1:]}"
    return told if "://" in told[-60:] or told.endswith(".") else f"{told}."


def _source(source: Source, now: datetime, zone: str) -> str:
    topic = f" · {source.topic}" if source.topic else ""
    return f"{source.id}  {source.title or source.url}{topic} · {health(source, now, zone)}"
