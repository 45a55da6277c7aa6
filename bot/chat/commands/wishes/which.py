"""Which of a channel's briefings is meant: by its number, its hour, its part of the day, or what was replied to."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.commands.context import Context
from bot.chat.commands.settings import described
from bot.chat.commands.words import en_times
from bot.chat.desk_protocol import Reply
from bot.desk.setup import scheduling
from bot.messages.catalogue import say
from bot.models import Subscription


async def held(context: Context) -> list[Subscription]:
    """Return the briefings of the channel."""
    return await scheduling.scheduled(context.desk, context.place)


async def meant(context: Context, held: Sequence[Subscription], hours: Sequence[str]) -> list[Subscription]:
    """Return those that are meant; all of them where nothing is said of it, none where what is named is not there."""
    number, part = context.option("number"), context.option("part")
    if number:
        return _numbered(held, number)
    if hours:
        return [each for each in held if any(_same(each.at, at) for at in hours)]
    if part:
        first, last = en_times.PARTS[part]
        return [each for each in held if first <= int(each.at[:2]) < last]
    replied = await scheduling.meant_by(context.desk, context.place, context.request.about)
    return [each for each in held if each.id == replied] or list(held)


def _numbered(held: Sequence[Subscription], number: str) -> list[Subscription]:
    if number.startswith("n"):
        at = int(number[1:])
        return [held[at - 1 if at > 0 else at]] if len(held) >= abs(at) else []
    return [each for each in held if str(each.id) == number]


def none_such(context: Context, held: Sequence[Subscription]) -> Reply:
    """Say that there is no briefing such as was named, and which there are."""
    lines = [say("wishes.one_of_them", number=each.id, briefing=described(each)) for each in held]
    return context.lines([say("wishes.none_such"), *lines], private=True)


def _same(at: str, said: str) -> bool:
    """Tell whether an hour is the one that is said, in the morning or in the evening."""
    return at == said or (at[3:] == said[3:] and (int(at[:2]) - int(said[:2])) % 24 == 12)
