"""Changes that can be taken back: each command that changes something is watched, and `undo` undoes the last one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.chat.commands.after_a_fall import noted_change
from bot.chat.commands.context import Context
from bot.chat.commands.settings import described
from bot.chat.commands.wishes.doubt.opened import nothing_is_done, only_shows
from bot.chat.desk_protocol import Command, Reply, Request
from bot.desk.desk import Desk
from bot.desk.setup import scheduling, taking_back
from bot.messages.catalogue import say
from bot.store.channels.changes import Changed

_KEPT = frozenset("schedule follow unfollow mute unmute sources language wish".split())
"""What can be taken back: a press on “more” is not, and what is undone or forgotten is not either."""


@dataclass
class Watching:
    """The desk as a request may use it, and the number of what it changed, once it is done: 0 for nothing."""

    desk: Desk
    number: int = 0


@asynccontextmanager
async def watched(desk: Desk, request: Request) -> AsyncIterator[Watching]:
    """Give the desk as a request may use it; what it changes can be taken back by who gave it."""
    note = noted_change(request)
    if note is None:
        yield Watching(desk)
        return
    beside = nothing_is_done if only_shows(request) else note
    if not _can_be_taken_back(request.command):
        yield Watching(replace(desk, store=desk.store.beside(beside)))
        return
    seen = taking_back.Watched(request.place.channel, request.command.name in ("sources", "wish"))
    made = Watching(taking_back.watching(desk, seen, beside))
    yield made
    made.number = await taking_back.keep(desk, seen, request.person)


def _can_be_taken_back(command: Command) -> bool:
    """Tell whether a change is kept: a list of sources is too much to be held as rows beside the store's own."""
    return command.name in _KEPT and command.option("do") != "import"


async def undo(context: Context) -> Reply:
    """Take back a change of who asks, the last where none is named, and say how it stands."""
    context.must_manage(say("commands.may_undo"))
    whole, number = context.request.rights.server, context.option("change")
    gone = await taking_back.undo(
        context.desk, context.place, context.request.person, int(number) if number else None, may_sources=whole
    )
    held = await scheduling.scheduled(context.desk, context.place)
    numbers = {each.id for each in gone if each.table == "subscriptions"}
    lines = [say("undo.briefing", briefing=described(each)) for each in held if each.id in numbers]
    return context.line(say("undo.done", now=" ".join([*lines, *_told(gone)])).strip())


def _told(gone: Sequence[Changed]) -> list[str]:
    """Return what is gone again, or back, in words."""
    back = [_called(each) for each in gone if each.before and not each.after and each.table != "subscriptions"]
    away = [_called(each) for each in gone if each.after and not each.before]
    lines = [say("undo.back", what=", ".join(back))] if back else []
    return [*lines, *([say("undo.gone", what=", ".join(away))] if away else [])]


def _called(each: Changed) -> str:
    row = each.before or each.after or {}
    return str(row.get("what") or row.get("title") or row.get("url") or row.get("at") or "")
