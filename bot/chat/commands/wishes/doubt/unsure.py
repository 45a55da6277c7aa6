"""What may be a wish, and may be about the news: asked back, and done when that is confirmed."""

from __future__ import annotations

from bot.chat.commands import news
from bot.chat.commands.context import Context
from bot.chat.commands.parsing import CONFIRMED
from bot.chat.commands.wishes.replies import LONGEST_WORDS, Choice, asking, instead
from bot.chat.desk_protocol import Reply
from bot.messages.catalogue import say

_YES = {
    "alone": "wishes.yes_alone",
    "change": "wishes.yes_change",
    "drop": "wishes.yes_drop",
    "follow": "wishes.yes_follow",
    "language": "wishes.yes_language",
    "mute": "wishes.yes_mute",
    "often": "wishes.yes_often",
    "pause": "wishes.yes_pause",
    "read": "wishes.yes_read",
    "remove": "wishes.yes_remove",
    "resume": "wishes.yes_resume",
    "schedule": "wishes.yes_schedule",
    "two_schedules": "wishes.yes_several",
    "stop": "wishes.yes_stop",
    "undo": "wishes.yes_undo",
    "unfollow": "wishes.yes_unfollow",
    "unmute": "wishes.yes_unmute",
    "unread": "wishes.yes_unread",
}
"""What is asked, by what would be done."""
_SERVER = ("read", "unread")


async def unsure(context: Context) -> Reply:
    """Ask whether a line is a wish; for somebody who may not have it fulfilled, it is about the news."""
    act, what, said = (context.option(name) for name in ("act", "what", "said"))
    rights = context.request.rights
    may = rights.server if act in _SERVER else rights.channel
    if not may and context.option("strange"):
        return await news.ask(instead(context, "ask", {"question": said}))
    if not may:
        (context.must_manage_server if act in _SERVER else context.must_manage)(say("wishes.may_have_it"))
    words = f"{CONFIRMED} {said}"
    if len(words) > LONGEST_WORDS:
        words = context.option("plainly")
    if not words:
        return context.line(say("wishes.say_it_shorter"), private=True)
    label = say(_YES[act], what=what[:24])
    return asking(context, say("wishes.sure"), [Choice(label, words), search_for(said)])


def search_for(said: str) -> Choice:
    """Return the choice that a line is looked for in the news."""
    return Choice(say("buttons.ask_news"), f"ask {said}")
