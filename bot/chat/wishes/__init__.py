"""What people may ask of the desk, whatever the platform: each wish to the function that fulfils it."""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable

from bot.chat.adapter import FrontDesk, Reply, Request, Responder, Say, Wish
from bot.chat.parts import Limits
from bot.chat.wishes import guide, news, reading_list
from bot.chat.wishes.parsing import parse
from bot.chat.wishes.table import BY_NAME, WISHES, OptionSpec, WishSpec
from bot.chat.wishes.visit import Visit
from bot.desk.office import Desk
from bot.errors import UsageError

__all__ = ["WISHES", "OptionSpec", "Wish", "WishSpec", "front_desk", "parse", "responder"]

_FULFIL: dict[str, Callable[[Visit], Awaitable[Reply]]] = {
    "ask": news.ask,
    "brief": news.brief,
    "help": guide.guide,
    "search": news.search,
    "sources": reading_list.sources,
    "stories": news.stories,
}


def front_desk(desk: Desk, limits: Limits) -> FrontDesk:
    """Return what a platform whose messages have these limits hands everything on to."""
    return FrontDesk(responder(desk, limits))


def responder(desk: Desk, limits: Limits) -> Responder:
    """Return what fulfils wishes; it raises ReadoutError with a line for the person."""

    async def respond(request: Request, say: Say) -> Reply:
        fulfil = _FULFIL.get(request.wish.name)
        if fulfil is None:
            raise UsageError(_unknown(request.wish.name))
        return await fulfil(Visit(desk, request, limits, say))

    return respond


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, BY_NAME, 1)
    fix = f"Did you mean /{near[0]}?" if near else "/help lists them"
    return f"There is no wish /{name}. {fix}"
