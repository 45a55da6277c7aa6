"""Wishes that name something: a topic to leave out or to be told of, a source to read or to read no longer."""

from __future__ import annotations

from bot.chat.commands import news, settings
from bot.chat.commands import sources as reading_list
from bot.chat.commands.context import Context
from bot.chat.commands.typing_hints import as_typed
from bot.chat.commands.wishes import which
from bot.chat.commands.wishes.editor import muting
from bot.chat.commands.wishes.replies import Choice, asking, instead, undoable
from bot.chat.commands.words import en_sure
from bot.chat.desk_protocol import Reply
from bot.desk.setup import follows as following
from bot.desk.setup import mutes
from bot.desk.sources import catalogue, sources
from bot.desk.sources.catalogue import KnownFeed
from bot.desk.sources.source_health import called
from bot.messages.catalogue import say
from bot.models import Source

SHOWN = 10


async def mute(context: Context) -> Reply:
    """Leave something out of briefings, or list what is left out."""
    what = context.option("what")
    if not what or what.lower() == "list":
        held = await mutes.muted(context.desk, context.place)
        line = say("mutes.list", what=", ".join(each.what for each in held)) if held else say("mutes.nothing")
        actions = muting([each.what for each in held]) if context.request.rights.channel else ()
        return context.line(line, private=True, actions=actions)
    if context.request.command.name == "wish" and not context.option("plain") and not await _is_topic(context, what):
        return await _mute_or_search(context, what)
    context.must_manage(say("commands.may_mute"))
    made = await mutes.mute(context.desk, context.place, what)
    return undoable(context.line(say("mutes.muted", what=made.what)))


async def _is_topic(context: Context, what: str) -> bool:
    """Tell whether a name is one of a topic: of a source, of a section of briefings, or of what is followed here."""
    seen = await sources.seen_by(context.desk, context.audience)
    held = await following.followed(context.desk, context.place)
    named = {each.topic.casefold() for each in seen} | {each.what.casefold() for each in held}
    return what.casefold() in named | en_sure.TOPICS or await _source_named(context, what) is not None


async def _mute_or_search(context: Context, what: str) -> Reply:
    said = context.option("said")
    if not context.request.rights.channel:
        return await news.ask(instead(context, "ask", {"question": said}))
    mutes_it = Choice(say("wishes.yes_mute", what=what[:24]), words=f"mute {what}")
    ask = Choice(say("buttons.ask_news"), words=f"ask {said}")
    return asking(context, say("wishes.drop_what", what=what[:60]), [mutes_it, ask])


async def unmute(context: Context) -> Reply:
    """Leave something out no longer."""
    context.must_manage(say("commands.may_mute"))
    what = context.option("what")
    gone = await mutes.unmute(context.desk, context.place, "" if what.lower() in ("all", "everything") else what)
    return undoable(context.line(say("mutes.unmuted", what=", ".join(each.what for each in gone))))


async def follow(context: Context) -> Reply:
    """Be told of something at once."""
    options = {"what": context.option("what"), "now": context.option("now")}
    return undoable(await settings.follow(instead(context, "follow", options)))


async def unfollow(context: Context) -> Reply:
    """Be told of something no longer; of all of it."""
    held = await following.followed(context.desk, context.place)
    if not held:
        return await settings.follow(instead(context, "follow", {}))
    what = context.option("what")
    return undoable(await settings.unfollow(instead(context, "unfollow", {"what": what})))


async def alone(context: Context) -> Reply:
    """Brief about one thing and nothing else."""
    context.must_manage(say("commands.may_change_briefings"))
    held, what = await which.held(context), context.option("what")
    meant = await which.meant(context, held, ())
    if len(meant) == 1:
        options = {"do": "change", "number": str(meant[0].id), "topic": what}
        return undoable(await settings.schedule(instead(context, "schedule", options)))
    at = [Choice(f"{each.id}  {each.at}: {what}", words=f"schedule change {each.id} about {what}") for each in meant]
    hours = [Choice(f"{hour}: {what}", words=f"schedule {hour} about {what}") for hour in ("08:00", "18:00")]
    return asking(context, say("wishes.which") if meant else say("wishes.none_to_change"), at or hours)


# ---------------------------------------------------------------- sources


async def read(context: Context) -> Reply:
    """Read a source that is named: one of the catalogue, or a site whose address was given."""
    name = context.option("what")
    context.must_manage_server(say("commands.may_add_sources"))
    known = catalogue.named(name)
    if not known:
        add = as_typed(context.request.place, words="sources add ADDRESS")
        found = catalogue.about(name)
        question = say("wishes.not_in_catalogue", name=name[:60], add=add)
        return asking(context, question, [_adding(feed) for feed in found[:5]])
    if len(known) > 1:
        return asking(context, say("wishes.which_source"), [_adding(feed) for feed in known])
    options = {"do": "add", "source": known[0].url, "topic": known[0].topic}
    return undoable(await reading_list.sources(instead(context, "sources", options)))


def _adding(feed: KnownFeed) -> Choice:
    return Choice(f"{feed.name} ({feed.topic})", words=f"sources add {feed.url}")


async def find(context: Context) -> Reply:
    """List the feeds of the catalogue that are about something."""
    what = context.option("what") or context.option("source") or context.option("topic")
    found = catalogue.about(what)
    if not found:
        add = as_typed(context.request.place, words="sources add ADDRESS")
        return context.line(say("wishes.found_none", what=what[:60], add=add), private=True)
    lines = [
        say("wishes.found_one", name=feed.name, topic=feed.topic, language=feed.language, url=feed.url)
        for feed in found[:SHOWN]
    ]
    adds = [_adding(feed) for feed in found[:SHOWN]] if context.limits.actions else []
    return asking(context, say("wishes.found", n=len(found), what=what[:60]), adds, lines)


async def unread(context: Context) -> Reply:
    """Read a source no longer."""
    source = await _source_named(context, context.option("what"))
    if source is None:
        seen = await sources.seen_by(context.desk, context.audience)
        near = say("wishes.read_here", sources=", ".join(map(called, seen[:SHOWN]))) if seen else ""
        return context.line(say("wishes.not_read", name=context.option("what")[:60], near=near), private=True)
    options = {"do": "remove", "source": str(source.id)}
    return undoable(await reading_list.sources(instead(context, "sources", options)))


async def drop(context: Context) -> Reply:
    """End what a name stands for here: a source, something followed; else ask whether it is to be muted."""
    what = context.option("what")
    if await _source_named(context, what):
        return await unread(context)
    held = await following.followed(context.desk, context.place)
    if any(each.what.casefold() == what.casefold() for each in held):
        return await unfollow(context)
    question = say("wishes.drop_what", what=what[:60])
    ask = Choice(say("buttons.ask_news"), words=f"ask {context.option('said')}")
    return asking(context, question, [Choice(say("buttons.mute", what=what[:30]), words=f"mute {what}"), ask])


async def _source_named(context: Context, name: str) -> Source | None:
    """Return the source that is read here and bears a name: its title, its address, or what the catalogue calls it."""
    wanted, feeds = _plain(name), {feed.url.rstrip("/") for feed in catalogue.named(name)}
    seen = await sources.seen_by(context.desk, context.audience)
    for source in seen:
        if wanted in (str(source.id), source.url, _plain(source.title)) or source.url.rstrip("/") in feeds:
            return source
    titled = [source for source in seen if wanted and wanted in _plain(source.title).split(" · ")[0]]
    return titled[0] if len(titled) == 1 else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ").lstrip("#")
