"""Wishes about when and how a channel is briefed: done where they are clear, asked back where they are not."""

from __future__ import annotations

from collections.abc import Sequence

from bot import slot_times
from bot.chat.commands import language as reading
from bot.chat.commands import settings
from bot.chat.commands.context import Context
from bot.chat.commands.posting_here import must_know_tag
from bot.chat.commands.settings import described
from bot.chat.commands.typing_hints import as_typed
from bot.chat.commands.wishes import which
from bot.chat.commands.wishes.replies import Choice, asking, instead, undoable
from bot.chat.desk_protocol import Reply
from bot.chat.rendering.parts import Part
from bot.desk.setup import scheduling
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import Subscription

OFFERED = ("07:00", "08:00", "09:00", "12:00", "18:00")
"""Hours that are offered to choose from."""
SPREAD = {1: ("08:00",), 2: ("08:00", "18:00"), 3: ("08:00", "13:00", "18:00"), 4: ("08:00", "12:00", "16:00", "20:00")}
"""Hours of so many briefings a day."""
FIRST_HOUR, LAST_HOUR = 8, 20
"""Between these one comes every few hours."""
_TERMS = ("zone", "language", "length")
_TERMS_OF_EACH = (*_TERMS, "only_language", "topic", "ping", "tag", "in")
"""What a line says of all the briefings that it asks for."""


def times_of(context: Context, name: str = "times") -> list[str]:
    """Return the hours of an option."""
    return [each for each in context.option(name).split(",") if each]


async def schedule(context: Context) -> Reply:
    """Schedule a briefing; where one comes already, ask whether that is to be moved."""
    context.must_manage(say("commands.may_schedule"))
    held, times = await which.held(context), times_of(context)
    days = context.option("days")
    if not times:
        return _at_what_hour(context, days, say("wishes.at_what_hour"))
    same = any(each.at == times[0] and each.state == "active" for each in held)
    if held and not context.option("new") and not same:
        terms = " ".join(filter(None, [times[0], days, context.option("zone")]))
        moves = [
            Choice(say("wishes.move", at=each.at, to=times[0]), words=f"schedule change {each.id} {terms}")
            for each in held
        ]
        question = say("wishes.move_or_add", at=", ".join(each.at for each in held), to=times[0])
        return asking(
            context, question, [*moves, Choice(say("wishes.another", to=times[0]), words=f"schedule {terms}")]
        )
    return await _add(context, times, days)


async def _add(context: Context, times: Sequence[str], days: str) -> Reply:
    options = {"do": "add", "time": ",".join(times), "days": days, **_terms(context)}
    return undoable(await settings.schedule(instead(context, "schedule", options)))


def _terms(context: Context) -> dict[str, str]:
    """Return what is said of each briefing that is asked for, but for its hour and its days."""
    return {name: context.option(name) for name in _TERMS_OF_EACH}


def _at_what_hour(context: Context, terms: str, question: str) -> Reply:
    choices = [Choice(at, words=f"schedule {at} {terms}".strip()) for at in OFFERED]
    return asking(context, question, choices)


async def often(context: Context) -> Reply:
    """Brief at several hours a day: those that are named, else those that are offered."""
    context.must_manage(say("commands.may_schedule"))
    times, held = times_of(context), await which.held(context)
    if times:
        return await _several(context, times, held)
    every, a_day = int(context.option("every") or 0), int(context.option("a_day") or 0)
    if a_day < 0:
        at = held[0].at if held else "08:00"
        do = f"change {held[0].id} " if len(held) == 1 else ""
        return asking(
            context,
            say("wishes.which_days"),
            [Choice(d, words=f"schedule {do}{at} {d}") for d in _DAYS[min(-a_day, 5)]],
        )
    hours = (
        [f"{hour:02}:00" for hour in range(FIRST_HOUR, LAST_HOUR + 1, every)] if every else SPREAD.get(a_day, SPREAD[4])
    )
    shown = ", ".join(hours)
    question = say("wishes.every", n=every, times=shown) if every else say("wishes.a_day", n=a_day, times=shown)
    return asking(
        context,
        question,
        [Choice(say("buttons.do_it"), words=f"schedule {','.join(hours)}")],
        [say("wishes.an_hour_each")],
    )


async def two_schedules(context: Context) -> Reply:
    """Brief at one hour on some days and at another on others; the briefing that there is becomes the first of them."""
    context.must_manage(say("commands.may_schedule"))
    held = await which.held(context)
    pairs = [each.partition("@")[::2] for each in context.option("pairs").split(";")]
    given = [{"days": days, "time": at, **_terms(context)} for days, at in pairs]
    parts: list[Part] = []
    if len(held) == 1:
        given[0] |= {"do": "change", "number": str(held[0].id)}
    await _must_have_room(context, given)
    for each in given:
        options = {"do": "add", **each}
        parts += (await settings.schedule(instead(context, "schedule", options))).parts
    return undoable(Reply(parts))


async def _must_have_room(context: Context, given: Sequence[dict[str, str]]) -> None:
    """Raise where not all that are to be added may be, or their tag is not known: none is, and none is changed."""
    await must_know_tag(context)
    added = [settings.wanted_of(instead(context, "schedule", each)) for each in given if "do" not in each]
    await scheduling.must_have_room(context.desk, context.place, added, context.option("ping"))


_DAYS = {
    1: ("mon", "wed", "fri"), 2: ("mon,thu", "tue,fri"), 3: ("mon,wed,fri",), 4: ("mon-thu",), 5: ("weekdays",),
}  # fmt: skip
"""Days of so many briefings a week."""


async def _several(context: Context, times: Sequence[str], held: Sequence[Subscription]) -> Reply:
    there = {each.at for each in held}
    missing = [at for at in times if at not in there] or list(times)
    if len(held) == 1 and held[0].at not in times:  # the one that comes is the first of them from now on
        options = {"time": missing[0], "days": context.option("days"), **_terms(context)}
        await _must_have_room(context, [{**options, "time": at} for at in missing[1:]])
        options |= {"do": "change", "number": str(held[0].id)}
        first = await settings.schedule(instead(context, "schedule", options))
        rest = await _add(context, missing[1:], context.option("days"))
        return undoable(Reply([*first.parts, *rest.parts]))
    return await _add(context, missing, context.option("days"))


# ---------------------------------------------------------------- changed


async def change(context: Context) -> Reply:
    """Change a briefing: its hour, its days, its zone, its length."""
    context.must_manage(say("commands.may_change_briefings"))
    held = await which.held(context)
    if not held:
        return none_to_change(context)
    meant = await which.meant(context, held, times_of(context, "old"))
    if not meant:
        return which.none_such(context, held)
    try:
        ways = [(each, _changes(context, each)) for each in meant]
    except UsageError:
        return asking(
            context, say("wishes.no_day_left"), [Choice(say("buttons.pause"), words=f"schedule pause {meant[0].id}")]
        )
    if not any(options for _, options in ways):
        return _to_what_hour(context, meant)
    if len(ways) > 1 or context.option("until"):
        question = say("wishes.for_good") if context.option("until") else say("wishes.which")
        return asking(context, question, [_choice(each, options) for each, options in ways])
    return await _done(context, *ways[0])


async def _done(context: Context, each: Subscription, options: dict[str, str]) -> Reply:
    if _stands(each, options):
        return context.line(say("wishes.like_that", briefing=described(each)), private=True)
    given = {"do": "change", "number": str(each.id), **options}
    return undoable(await settings.schedule(instead(context, "schedule", given)))


def _stands(each: Subscription, options: dict[str, str]) -> bool:
    days = slot_times.days_text(each.days)
    now = {"time": each.at, "days": days, "zone": each.zone, "length": each.length, "language": each.language}
    return all(now[name] == value for name, value in options.items())


def _changes(context: Context, each: Subscription) -> dict[str, str]:
    """Return what is to be different of a briefing; a UsageError where no day would be left."""
    found = {name: context.option(name) for name in _TERMS if context.option(name)}
    times = times_of(context)
    if times:
        found["time"] = times[0]
    elif shift := int(context.option("shift") or 0):
        found["time"] = _shifted(each.at, shift)
    if days := _days(context, each):
        found["days"] = days
    return found


def _shifted(at: str, minutes: int) -> str:
    moment = (int(at[:2]) * 60 + int(at[3:]) + minutes) % (24 * 60)
    return f"{moment // 60:02}:{moment % 60:02}"


def _days(context: Context, each: Subscription) -> str:
    days, more, fewer = (context.option(name) for name in ("days", "more", "fewer"))
    if not (days or more or fewer):
        return ""
    wanted = set(slot_times.parse_days(days)) if days else set(each.days)
    wanted |= set(slot_times.parse_days(more)) if more else set()
    wanted -= set(slot_times.parse_days(fewer)) if fewer else set()
    if not wanted:
        raise UsageError(say("wishes.no_day_left"))
    return slot_times.days_text(wanted)


def _choice(each: Subscription, options: dict[str, str]) -> Choice:
    words = " ".join(filter(None, (options.get(name, "") for name in ("time", "zone", "days", "length", "language"))))
    return Choice(f"{each.id}  {each.at} → {words}", words=f"schedule change {each.id} {words}")


def none_to_change(context: Context) -> Reply:
    """Ask at what hour a briefing is to come, where there is none that could be changed."""
    terms = " ".join(filter(None, (context.option(name) for name in ("zone", "days", "length"))))
    times = times_of(context)
    choices = [Choice(at, words=f"schedule {at} {terms}".strip()) for at in (times or OFFERED)]
    return asking(context, say("wishes.none_to_change"), choices)


def _to_what_hour(context: Context, meant: Sequence[Subscription]) -> Reply:
    """Ask how much earlier or later, or what is to be different at all."""
    choices = [
        Choice(
            f"{each.id}  {each.at} → {_shifted(each.at, by)}",
            words=f"schedule change {each.id} {_shifted(each.at, by)}",
        )
        for each in meant[:3]
        for by in ((-60, -30) if context.option("way") == "earlier" else (30, 60))
    ]
    return asking(context, say("wishes.how_much"), choices)


# ---------------------------------------------------------------- language


async def language(context: Context) -> Reply:
    """Set in which language is read here, where it is named."""
    if context.option("language"):
        return await reading.language(context)
    example = as_typed(context.request.place, words="language German")
    return context.line(say("wishes.which_language", example=example), private=True)
