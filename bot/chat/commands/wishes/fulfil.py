"""Each wish to the function that fulfils it or asks back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.chat.commands import news
from bot.chat.commands.context import Context
from bot.chat.commands.wishes import briefings, pauses, talk, topics
from bot.chat.commands.wishes.doubt import unsure
from bot.chat.commands.wishes.replies import instead
from bot.chat.desk_protocol import Reply

_FULFIL: dict[str, Callable[[Context], Awaitable[Reply]]] = {
    "at_night": talk.at_night,
    "holidays": talk.holidays,
    "well": talk.well,
    "elsewhere": talk.elsewhere,
    "privacy": talk.privacy,
    "rights": talk.rights,
    "two_schedules": briefings.two_schedules,
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
    "reset": talk.reset,
    "resume": pauses.resume,
    "schedule": briefings.schedule,
    "stop": pauses.stop,
    "unclear": talk.unclear,
    "unfollow": topics.unfollow,
    "unmute": topics.unmute,
    "unread": topics.unread,
    "unsure": unsure.unsure,
    "whence": talk.whence,
    "who": talk.who,
}


async def wish(context: Context) -> Reply:
    """Do what somebody wishes, or ask them which of several things they mean.

    “More details” behind an answer is no wish about briefings: it goes on from that.
    """
    of_answer = context.option("do") == "language" or (
        context.option("do") == "change" and context.option("length") and not context.option("times")
    )
    if of_answer and await news.goes_on(context):
        return await news.ask(instead(context, "ask", {"question": context.option("said")}))
    return await _FULFIL.get(context.option("do"), talk.unclear)(context)
