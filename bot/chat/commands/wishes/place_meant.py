"""Which place a wish is about that is said in a thread: that, where it has settings of its own, else its channel."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.desk_protocol import Request
from bot.desk.desk import Desk
from bot.desk.setup import channel_lookup

_WISHES = ("wish", "undo", "mute", "unmute")


async def place_meant(desk: Desk, request: Request) -> Request:
    """Return a request as one from the channel, where its thread was only opened by an answer or a briefing.

    What is typed as a command in a thread is about the thread; what is said, or pressed under a message, about what
    that message is of.
    """
    place = request.place
    pressed = bool(request.about) and not request.reply_to
    if place.kind != "thread" or not (pressed or request.command.name in _WISHES):
        return request
    if (await channel_lookup.here(desk, place.channel)).id:
        return request
    return replace(request, place=replace(place, kind="channel"))
