"""Wishes that briefings stop, rest for a while, go on, or come no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import slot_times
from bot.chat.commands import settings
from bot.chat.commands.context import Context
from bot.chat.commands.settings import described, shown
from bot.chat.commands.typing_hints import as_typed
from bot.chat.commands.wishes import which
from bot.chat.commands.wishes.briefings import none_to_change, times_of
from bot.chat.commands.wishes.replies import Choice, asking, instead, undoable
from bot.chat.commands.wishes.until import end_of
from bot.chat.desk_protocol import Reply
from bot.desk.setup import follows as following
from bot.desk.setup import scheduling
from bot.messages.catalogue import say
from bot.models import Subscription


async def stop(context: Context) -> Reply:
    """Pause what is meant, all of it where nothing is said, until somebody lets it go on."""
    context.must_manage(say("commands.may_pause_briefings"))
    held = await which.held(context)
    if not held:
        return context.line(say("wishes.nothing_to_stop"), private=True)
    meant = await which.meant(context, held, _hours(context))
    return await _paused(context, meant, _resume_words(context)) if meant else which.none_such(context, held)


def _hours(context: Context) -> list[str]:
    """Return the hours that name a briefing which is to end."""
    return [*times_of(context), *times_of(context, "old")]


async def _paused(context: Context, meant: Sequence[Subscription], resume: str, more: Sequence[str] = ()) -> Reply:
    going = [each for each in meant if each.state == "active"]
    if not going:
        return context.line(say("wishes.paused_already", resume=resume), private=True)
    for each in going:
        await scheduling.turn(context.desk, context.place, str(each.id), active=False)
    alerts = [follow.what for follow in await following.followed(context.desk, context.place) if follow.at_once]
    lines = [say("wishes.stopped", briefings="; ".join(map(described, going)), resume=resume), *more]
    lines += [say("wishes.alerts_go_on", follows=", ".join(alerts))] if alerts else []
    return undoable(context.lines(lines))


async def pause(context: Context) -> Reply:
    """Leave out the briefings until a day, or pause them."""
    span = context.option("until")
    if not span:
        return await stop(context)
    context.must_manage(say("commands.may_pause_briefings"))
    held = await which.held(context)
    if not held:
        return context.line(say("wishes.nothing_to_stop"), private=True)
    named = await which.meant(context, held, times_of(context))
    if not named:
        return which.none_such(context, held)
    meant = [each for each in named if each.state == "active"]
    moments = []
    for each in meant:
        end = _end_of_pause(context, each, span)
        if end is None or end > context.desk.clock() + scheduling.LONGEST_PAUSE:
            long = say(
                "wishes.long_pause", days=scheduling.LONGEST_PAUSE // timedelta(days=1), resume=_resume_words(context)
            )
            return await _paused(context, meant, _resume_words(context), [long] if end else [])
        moments.append(
            scheduling.next_of(
                await scheduling.skip(context.desk, context.place, str(each.id), end), context.desk.clock()
            )
        )
    first = min(filter(None, moments), default=None)
    if first is None:
        return context.line(say("wishes.paused_already", resume=_resume_words(context)), private=True)
    return undoable(context.line(say("wishes.skipped", moment=shown(first))))


def _end_of_pause(context: Context, each: Subscription, span: str) -> datetime | None:
    """Return when a pause of a briefing ends; None where that cannot be told."""
    if span == "next":
        coming = scheduling.next_of(each, context.desk.clock())
        return coming + timedelta(minutes=1) if coming else None
    zone = ZoneInfo(slot_times.zone_or(each.zone, "UTC"))
    return end_of(span, context.desk.clock().astimezone(zone))


def _resume_words(context: Context) -> str:
    return as_typed(context.request.place, words="schedule resume")


def _resumed(context: Context, each: Subscription) -> str:
    coming = scheduling.next_of(each, context.desk.clock())
    moment = shown(coming) if coming else say("schedule.never_comes")
    return say("schedule.resumed", briefing=described(each), moment=moment)


async def resume(context: Context) -> Reply:
    """Let what is paused, or left out for a while, go on."""
    context.must_manage(say("commands.may_resume_briefings"))
    held = await which.held(context)
    if not held:
        return none_to_change(context)
    meant = await which.meant(context, held, times_of(context))
    if not meant:
        return which.none_such(context, held)
    turned = [
        await scheduling.turn(context.desk, context.place, str(each.id), active=True)
        for each in meant
        if _rests(context, each)
    ]
    if not turned:
        coming = [moment for each in held if (moment := scheduling.next_of(each, context.desk.clock()))]
        line = say("wishes.nothing_to_resume", moment=shown(min(coming))) if coming else say("status.none_scheduled")
        return context.line(line, private=True)
    now = await which.held(context)
    lines = [_resumed(context, each) for each in now if each.id in {one.id for one in turned}]
    return undoable(context.lines(lines))


def _rests(context: Context, each: Subscription) -> bool:
    if each.state == "paused":
        return True
    usual = slot_times.next_slot(each.at, each.zone, each.days, context.desk.clock())
    return each.next_slot_at is not None and each.next_slot_at > usual


async def remove(context: Context) -> Reply:
    """Remove a briefing: the one that is meant, or the only one."""
    context.must_manage(say("commands.may_remove_briefings"))
    held = await which.held(context)
    meant = await which.meant(context, held, _hours(context))
    if not held:
        return context.line(say("wishes.nothing_to_stop"), private=True)
    if not meant:
        return which.none_such(context, held)
    if len(meant) > 1:
        each_one = [Choice(f"{each.id}  {described(each)}", words=f"schedule remove {each.id}") for each in meant]
        return asking(context, say("wishes.which"), each_one)
    options = {"do": "remove", "number": str(meant[0].id)}
    return undoable(await settings.schedule(instead(context, "schedule", options)))
