"""What people may ask of the desk, whatever the platform: each wish to the function that fulfils it."""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from bot.chat.front import FrontDesk, LookAt, Place, Reply, Request, Responder, Say, Wish, no_room
from bot.chat.parts import Limits
from bot.chat.wishes import farewell, news, reading_list, settings, standing
from bot.chat.wishes.completing import complete
from bot.chat.wishes.parsing import parse
from bot.chat.wishes.table import BY_NAME, WISHES, OptionSpec, WishSpec
from bot.chat.wishes.visit import Visit
from bot.desk import own_sources, places, rates, reading, servers
from bot.desk.office import Desk
from bot.errors import UsageError

__all__ = ["WISHES", "OptionSpec", "Wish", "WishSpec", "front_desk", "parse", "responder"]

_FULFIL: dict[str, Callable[[Visit], Awaitable[Reply]]] = {
    "ask": news.ask,
    "brief": news.brief,
    "follow": settings.follow,
    "forget": farewell.forget,
    "help": standing.guide,
    "quotes": news.quotes,
    "schedule": settings.schedule,
    "search": news.search,
    "sources": reading_list.sources,
    "status": standing.status,
    "thanks": standing.welcome,
    "stories": news.stories,
    "story": news.story,
    "unfollow": settings.unfollow,
    "why": standing.why,
}
_COUNTED = frozenset(("ask", "brief", "quotes", "search", "story", "sources"))
"""Wishes that cost something: a model's tokens, a search, or a request to somebody's server."""


def front_desk(desk: Desk, limits: Limits, look_at: LookAt = no_room) -> FrontDesk:
    """Return what a platform whose messages have these limits hands everything on to; `look_at` sees its channels."""

    async def closed(place: Place, problem: str) -> None:
        await servers.closed(desk, place.channel, problem)

    async def suggest(place: Place) -> list[str]:
        return await reading.suggestions(desk, place.audience)

    async def heard(place: Place, gone: Sequence[str]) -> None:
        await own_sources.heard(desk, place.platform, place.server_id, place.channel_id, gone)

    return FrontDesk(
        responder(desk, limits, look_at),
        partial(complete, desk),
        partial(servers.left, desk),
        closed,
        suggest,
        partial(settings.overview, desk),
        partial(servers.missing, desk),
        heard,
        partial(own_sources.heard_again, desk),
    )


def responder(desk: Desk, limits: Limits, look_at: LookAt = no_room) -> Responder:
    """Return what fulfils wishes; it raises ReadoutError with a line for the person."""

    async def respond(request: Request, say: Say) -> Reply:
        fulfil = _FULFIL.get(request.wish.name)
        if fulfil is None:
            raise UsageError(_unknown(request.wish.name, request.place))
        await places.noted(desk, request.place.channel)
        if request.wish.name in _COUNTED:
            await rates.take(desk, request.place.channel, request.person)
        return await fulfil(Visit(desk, request, limits, say, look_at))

    return respond


def _unknown(name: str, place: Place) -> str:
    typed = "/readout " if place.platform == "slack" else "/"
    near = difflib.get_close_matches(name, BY_NAME, 1)
    fix = f"Did you mean {typed}{near[0]}?" if near else f"{typed}help lists them"
    return f"There is no wish {typed}{name}. {fix}"
