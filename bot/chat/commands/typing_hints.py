"""How something is typed that somebody asked for in other words, for the person alone where the platform can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.chat.commands.context import Context
from bot.chat.commands.settings import described
from bot.chat.desk_protocol import Place, Reply
from bot.desk.setup import scheduling
from bot.messages.catalogue import say
from bot.models import Subscription

_GIVEN = ("time", "zone", "days", "language", "length")
"""What a line may say of how a briefing is to be."""


async def hint(context: Context) -> Reply:
    """Say which command does what was asked for. It is not done: it was not typed as one."""
    about, place = context.option("about"), context.request.place
    if about == "clock":
        return context.line(_clock(context, await scheduling.zone_of(context.desk, context.place)), private=True)
    if about in _HINTS:
        lines = [_HINTS[about](place)]
    else:
        held = await scheduling.scheduled(context.desk, context.place)
        meant = await scheduling.meant_by(context.desk, context.place, context.request.about)
        lines = _of_briefings(context, about, held, meant)
    news = typed(place, "ask", question="…")
    return context.lines([*lines, say("hints.question", ask=news)], private=True)


def typed(place: Place, command: str, **options: str) -> str:
    """Return a command as it is typed at a place: with its options' names on Discord, which asks for them."""
    if place.platform == "discord":
        return " ".join([f"/{command}", *(f"{name}:{value}" for name, value in options.items())])
    marked = {"topic": "about ", "only_language": "only "}
    about = {name: f"{marked.get(name, '')}{value}" for name, value in options.items()}
    return " ".join(["/readout" if place.platform == "slack" else "", command, *about.values()]).strip()


def _clock(context: Context, zone: str) -> str:
    return say("hints.clock", moment=context.desk.clock().astimezone(ZoneInfo(zone)), zone=zone)


def _sources(place: Place) -> str:
    add, remove = (typed(place, "sources", do=do, source="ADDRESS") for do in ("add", "remove"))
    return say("hints.sources", add=add, remove=remove, list=typed(place, "sources", do="list"))


def _following(place: Place) -> str:
    first, at_once = typed(place, "follow", what="climate"), typed(place, "follow", what="climate", now="now")
    end = typed(place, "unfollow", what="climate")
    return say("hints.following", follow=first, at_once=at_once, end=end)


def _topics(place: Place) -> str:
    alone = typed(place, "schedule", do="change", topic="climate")
    return say("hints.topics", alone=alone)


def _forgetting(place: Place) -> str:
    return say("hints.forgetting", forget=typed(place, "forget", what="channel"))


_HINTS = {"sources": _sources, "follow": _following, "topic": _topics, "forget": _forgetting}


def _of_briefings(context: Context, about: str, held: Sequence[Subscription], meant: int | None) -> list[str]:
    """Return how a briefing is paused, ended or changed; how one is scheduled where there is none.

    Of several it is the one whose message was replied to; otherwise the number is left for the person to say.
    """
    place, given = context.request.place, {name: context.option(name) for name in _GIVEN if context.option(name)}
    if not held:
        wanted = {"time": "08:00", "zone": context.desk.settings.zone, **given}
        return [say("hints.none_scheduled", schedule=typed(place, "schedule", **wanted))]
    known = any(each.id == meant for each in held)
    number = {"number": str(meant) if known else say("hints.its_number")} if len(held) > 1 else {}
    asked = [say("hints.which")] if len(held) > 1 and not known else []
    way = _pausing(place, number) if about in ("stop", "resume") else _changing(place, number, given)
    return [*(f"{each.id}  {described(each)}" for each in held), *asked, way]


def _pausing(place: Place, number: Mapping[str, str]) -> str:
    pause, resume, end = (typed(place, "schedule", do=do, **number) for do in ("pause", "resume", "remove"))
    return say("hints.pausing", pause=pause, resume=resume, end=end)


def _only(place: Place, number: Mapping[str, str], language: str) -> str:
    """Say how only articles in a language are told, which is another wish than to read it."""
    named = typed(place, "schedule", do="change", **number, only_language=language)
    return say("hints.language_alone", only=named)


def _changing(place: Place, number: Mapping[str, str], given: Mapping[str, str]) -> str:
    if given:
        alone = _only(place, number, given["language"]) if "language" in given else ""
        return say("hints.change_so", change=typed(place, "schedule", do="change", **number, **given), alone=alone)
    some = {"time": "09:30"}, {"days": "weekdays"}, {"length": "short"}, {"language": "German"}
    ways = ", ".join(typed(place, "schedule", do="change", **number, **each) for each in some)
    return say("hints.changing", ways=ways, schedule=typed(place, "schedule", time="18:00"))
