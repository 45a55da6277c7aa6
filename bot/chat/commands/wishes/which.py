"""Which of a channel's briefings is meant: by its number, its hour, its part of the day, or what was replied to."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.commands.context import Context
from bot.chat.commands.words import en_times
from bot.desk.setup import scheduling
from bot.models import Subscription


async def held(context: Context) -> list[Subscription]:
    """Return the briefings of the channel."""
    return await scheduling.scheduled(context.desk, context.place)


async def meant(context: Context, held: Sequence[Subscription], hours: Sequence[str]) -> list[Subscription]:
    """Return those that are meant; all of them where nothing is said of it."""
    number, part = context.option("number"), context.option("part")
    if number:
        return _numbered(held, number)
    if named := [each for each in held if any(_same(each.at, at) for at in hours)]:
        return named
    if part:
        first, last = en_times.PARTS[part]
        if named := [each for each in held if first <= int(each.at[:2]) < last]:
            return named
    replied = await scheduling.meant_by(context.desk, context.place, context.request.about)
    return [each for each in held if each.id == replied] or list(held)


def _numbered(held: Sequence[Subscription], number: str) -> list[Subscription]:
    if number.startswith("n"):
        at = int(number[1:])
        return [held[at - 1 if at > 0 else at]] if len(held) >= abs(at) else list(held)
    return [each for each in held if str(each.id) == number] or list(held)


def _same(at: str, said: str) -> bool:
    """Tell whether an hour is the one that is said, in the morning or in the evening."""
    return at == said or (at[3:] == said[3:] and (int(at[:2]) - int(said[:2])) % 24 == 12)
