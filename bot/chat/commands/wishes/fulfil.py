"""Each wish to the function that fulfils it or asks back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.chat.commands.context import Context
from bot.chat.commands.wishes import briefings, pauses, talk, topics
from bot.chat.commands.wishes.doubt import unsure
from bot.chat.desk_protocol import Reply

_FULFIL: dict[str, Callable[[Context], Awaitable[Reply]]] = {
    "alone": topics.alone,
    "change": briefings.change,
    "clock": talk.clock,
    "complaint": talk.complaint,
    "cost": talk.cost,
    "drop": topics.drop,
    "find": topics.find,
    "follow": topics.follow,
    "howto": talk.howto,
    "language": briefings.language,
    "mute": topics.mute,
    "often": briefings.often,
    "other": talk.other,
    "pause": pauses.pause,
    "preview": talk.preview,
    "read": topics.read,
    "remove": pauses.remove,
    "resume": pauses.resume,
    "schedule": briefings.schedule,
    "stop": pauses.stop,
    "unclear": talk.unclear,
    "unfollow": topics.unfollow,
    "unmute": topics.unmute,
    "unread": topics.unread,
    "unsure": unsure.unsure,
    "who": talk.who,
}


async def wish(context: Context) -> Reply:
    """Do what somebody wishes, or ask them which of several things they mean."""
    return await _FULFIL.get(context.option("do"), talk.unclear)(context)
