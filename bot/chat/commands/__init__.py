"""What people may ask of the desk, whatever the platform: each command to the function that fulfils it."""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable

from bot.chat.commands import after_a_fall, news, settings
from bot.chat.commands import forget as farewell
from bot.chat.commands import language as reading
from bot.chat.commands import sources as reading_list
from bot.chat.commands import status as standing
from bot.chat.commands.context import Context
from bot.chat.commands.parsing import PERHAPS, parse
from bot.chat.commands.specs import BY_NAME, COMMANDS, CommandSpec, OptionSpec
from bot.chat.commands.taken_back import taking_back
from bot.chat.commands.taken_back import wrong as mistakes
from bot.chat.commands.wishes.doubt.opened import must_be_theirs
from bot.chat.commands.wishes.place_meant import place_meant
from bot.chat.commands.wishes.replies import with_undo
from bot.chat.desk_protocol import AccessOf, Command, LookAt, Reply, Request, Responder, Say, no_room, open_to_all
from bot.chat.rendering.parts import Limits
from bot.desk.desk import Desk
from bot.desk.limits import question_limits
from bot.desk.limits.request_turns import RequestTurns
from bot.desk.setup import channel_lookup
from bot.errors import UsageError
from bot.messages.catalogue import say

__all__ = ["COMMANDS", "Command", "CommandSpec", "OptionSpec", "parse", "responder"]

# The grammar of wishes is large, and loaded when somebody first says something.


async def _ask(context: Context) -> Reply:
    if not context.option(PERHAPS):
        return await news.ask(context)
    from bot.chat.commands.wishes.doubt import asked_back

    return await asked_back.asked_back(context)


async def _mute(context: Context) -> Reply:
    from bot.chat.commands.wishes import topics

    return await topics.mute(context)


async def _unmute(context: Context) -> Reply:
    from bot.chat.commands.wishes import topics

    return await topics.unmute(context)


async def _wish(context: Context) -> Reply:
    from bot.chat.commands.wishes.fulfil import wish

    return await wish(context)


_FULFIL: dict[str, Callable[[Context], Awaitable[Reply]]] = {
    "ask": _ask,
    "brief": news.brief,
    "follow": settings.follow,
    "forget": farewell.forget,
    "help": standing.guide,
    "language": reading.language,
    "mute": _mute,
    "quotes": news.quotes,
    "retract": mistakes.retract,
    "schedule": settings.schedule,
    "search": news.search,
    "sources": reading_list.sources,
    "status": standing.status,
    "thanks": standing.welcome,
    "stories": news.stories,
    "story": news.story,
    "undo": taking_back.undo,
    "unfollow": settings.unfollow,
    "unmute": _unmute,
    "why": standing.why,
    "wrong": mistakes.wrong,
    "wish": _wish,
}
_PRICES = {
    **dict.fromkeys(("ask", "brief", "quotes", "search", "stories", "story", "sources"), question_limits.QUESTION),
    **dict.fromkeys(
        ("schedule preview", "wish preview", "wish read", "wish unclear", "wish unsure"), question_limits.QUESTION
    ),
    "forget": question_limits.FREE,  # nothing is to be left of who forgot, and nothing to stand in the way
}
"""What commands cost that cost a model's tokens, a search, or a request to somebody's server; the others: a look."""


def responder(
    desk: Desk,
    limits: Limits,
    look_at: LookAt = no_room,
    prefix: str = "/",
    turns: RequestTurns | None = None,
    access: AccessOf = open_to_all,
) -> Responder:
    """Return what fulfils commands, in turns by server; it raises ReadoutError with a line for the person."""
    taken = (turns or RequestTurns()).taken

    async def respond(given: Request, say: Say) -> Reply:
        request = await place_meant(desk, after_a_fall.as_it_stands(given))
        must_be_theirs(request)
        fulfil = _FULFIL.get(request.command.name)
        if fulfil is None:
            raise UsageError(_unknown(request.command.name, prefix))
        name, place = request.command.name, request.place.channel
        asked = f"{name} {request.command.option('do')}"
        price = _PRICES.get(asked, _PRICES.get(name, question_limits.LOOK))
        async with (
            taken(place, request.person, small=price < question_limits.QUESTION),
            question_limits.metered(desk, place, request.person, price) as within,
        ):
            await channel_lookup.noted(within, place)
            theirs = desk if name == "forget" else within  # what is kept is deleted whole, however much it is
            async with taking_back.watched(theirs, request) as made:
                context = Context(made.desk, request, limits, say, look_at, prefix, access)
                reply = await fulfil(context)
            return after_a_fall.told_so(given, with_undo(context, reply, made.number))

    return respond


def _unknown(name: str, typed: str) -> str:
    near = difflib.get_close_matches(name, BY_NAME, 1)
    fix = say("commands.did_you_mean", typed=typed, near=near[0]) if near else say("commands.help_lists", typed=typed)
    return say("commands.unknown", typed=typed, name=name, fix=fix)
