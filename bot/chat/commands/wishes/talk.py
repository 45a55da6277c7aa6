"""Questions to the desk about itself, and what is said to it that it cannot tell apart."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.chat.commands import news, settings
from bot.chat.commands import sources as reading_list
from bot.chat.commands.context import Context
from bot.chat.commands.typing_hints import as_typed
from bot.chat.commands.wishes import which
from bot.chat.commands.wishes.replies import Choice, asking, instead
from bot.chat.commands.wishes.suggested import suggested
from bot.chat.desk_protocol import Reply
from bot.desk.setup.scheduling import zone_of
from bot.desk.status import standing
from bot.messages.catalogue import say

_HOW = {
    "sources": "wishes.howto_sources",
    "follow": "wishes.howto_follow",
    "mute": "wishes.howto_mute",
    "briefings": "wishes.howto_briefings",
}


async def clock(context: Context) -> Reply:
    """Say what time it is here."""
    zone = await zone_of(context.desk, context.place)
    moment = context.desk.clock().astimezone(ZoneInfo(zone))
    return context.line(say("hints.clock", moment=moment, zone=zone), private=True)


async def who(context: Context) -> Reply:
    """Say what this is."""
    name = context.desk.settings.model.name if context.desk.model else ""
    model = say("wishes.model", model=name) if name else say("wishes.no_model")
    return context.line(say("wishes.who", model=model), private=True)


async def whence(context: Context) -> Reply:
    """Say which outlets tell what was answered last; where nothing was, which sources are read."""
    told = await news.told_by(context)
    return told or await reading_list.sources(instead(context, "sources", {"do": "list"}))


async def cost(context: Context) -> Reply:
    """Say what it costs."""
    found = await standing(context.desk, context.place)
    tokens = say("wishes.tokens", spent=found.spent, allowed=found.allowed) if found.model else ""
    return context.line(say("wishes.cost", tokens=tokens), private=True)


async def complaint(context: Context) -> Reply:
    """Take a complaint, and offer what may help."""
    return asking(context, say("wishes.complaint"), [*await _lengths(context), *_MUCH])


async def other(context: Context) -> Reply:
    """Say that something cannot be set, and what can."""
    return asking(context, say("wishes.other"), _MUCH[1:])


async def well(context: Context) -> Reply:
    """Answer “how are you?”."""
    return context.line(say("wishes.well"), private=True)


async def holidays(context: Context) -> Reply:
    """Say how a pause over a holiday is said."""
    return asking(context, say("wishes.holidays"), _MUCH[:1])


async def privacy(context: Context) -> Reply:
    """Say what is kept of who writes here."""
    return context.line(say("wishes.privacy"), private=True)


async def rights(context: Context) -> Reply:
    """Say who may change what."""
    return context.line(say("wishes.rights"), private=True)


async def elsewhere(context: Context) -> Reply:
    """Say how a briefing comes to another place."""
    schedule = as_typed(context.request.place, words="schedule 08:00")
    return context.line(say("wishes.elsewhere", schedule=schedule), private=True)


async def at_night(context: Context) -> Reply:
    """Say what comes at night, and how it does not."""
    follow = as_typed(context.request.place, words="follow climate now quiet 22:00-07:00")
    return asking(context, say("wishes.at_night", follow=follow), _MUCH[:1])


async def reset(context: Context) -> Reply:
    """Ask what is to be as it was: the last change, or all that was set here."""
    choices = [
        Choice(say("buttons.undo_last"), words="undo"),
        Choice(say("buttons.forget_channel"), words="forget channel"),
        *_MUCH[:1],
    ]
    return asking(context, say("wishes.reset"), choices)


async def howto(context: Context) -> Reply:
    """Say how something is said."""
    about = context.option("about")
    shown = {"sources": _MUCH[1], "follow": Choice(say("buttons.alerts_off"), words="unfollow all")}.get(
        about, _MUCH[0]
    )
    return asking(context, say(_HOW.get(about, _HOW["briefings"])), [shown, _MUCH[2]])


async def preview(context: Context) -> Reply:
    """Show what a briefing would be now: the one that is scheduled here, if any is."""
    meant = await which.meant(context, await which.held(context), ())
    if not meant:
        return await news.brief(context)
    return await settings.schedule(instead(context, "schedule", {"do": "preview", "number": str(meant[0].id)}))


async def unclear(context: Context) -> Reply:
    """Ask what is meant; with a model, offer what that reads in it."""
    said = context.option("said")
    searched = bool(context.option("searched"))
    search: list[Choice] = [Choice(say("buttons.ask_news"), words=f"ask {said}")] if said and not searched else []
    if read := await suggested(context, said):
        return asking(context, say("wishes.read_as"), [Choice(read, read), *search, _MUCH[2]])
    held = await which.held(context)
    pauses = [
        Choice(say("buttons.pause_number", number=each.id), words=f"schedule pause {each.id}") for each in held[:2]
    ]
    told = [say("wishes.searched")] if searched else []
    return asking(context, say("wishes.unclear"), [_MUCH[0], *pauses, *_MUCH[1:], *search], told)


async def _lengths(context: Context) -> list[Choice]:
    held = await which.held(context)
    meant = await which.meant(context, held, ())
    if len(meant) != 1:
        return []
    number = meant[0].id
    ways = (("buttons.shorter", "short"), ("buttons.longer", "long"))
    shown = [
        Choice(say(label), words=f"schedule change {number} {length}")
        for label, length in ways
        if length != meant[0].length
    ]
    return [*shown, Choice(say("buttons.pause"), words=f"schedule pause {number}")]


_MUCH: tuple[Choice, ...] = (
    Choice(say("buttons.schedule"), words="schedule list"),
    Choice(say("buttons.sources_list"), words="sources list"),
    Choice(say("buttons.help"), words="help"),
)
