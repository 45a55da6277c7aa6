"""What an option may be, as somebody types: only of what may be seen from there (promise 5)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from zoneinfo import available_timezones

from bot.chat.commands.settings import described
from bot.chat.commands.specs import BY_NAME
from bot.chat.desk_protocol import Request
from bot.desk.desk import Desk
from bot.desk.news import lookups as commands
from bot.desk.setup import follows, mutes, scheduling
from bot.desk.sources import sources as source_commands
from bot.desk.sources.source_health import called

MOST = 25
"""Discord shows no more: https://discord.com/developers/docs/interactions/application-commands#autocomplete"""
LONGEST = 100

Find = Callable[[Desk, Request, str], Awaitable[Sequence[str]]]


async def complete(desk: Desk, request: Request, option: str, typed: str) -> list[str]:
    """Return up to 25 values of an option of the request's command that go with what is typed so far."""
    spec = BY_NAME.get(request.command.name)
    wanted = next((each.complete for each in spec.options if each.name == option), "") if spec else ""
    if not wanted:
        return []
    found = await _FIND[wanted](desk, request, typed)
    return list(dict.fromkeys(value[:LONGEST] for value in fitting(found, typed)))[:MOST]


def fitting(values: Sequence[str], typed: str) -> list[str]:
    """Return the values that hold what is typed: those that begin with it first, then those with a word that does."""
    wanted = typed.strip().casefold().replace(" ", "_")

    def rank(value: str) -> int:
        plain = value.casefold().replace(" ", "_")
        return 0 if plain.startswith(wanted) else 1 if f"_{wanted}" in plain or f"/{wanted}" in plain else 2

    return sorted((v for v in values if wanted in v.casefold().replace(" ", "_")), key=rank)


async def _zones(desk: Desk, request: Request, typed: str) -> Sequence[str]:
    del request, typed
    return [desk.settings.zone, *_known_zones()]


@cache
def _known_zones() -> tuple[str, ...]:
    """Return the zones that there are: they stand in hundreds of files."""
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC"))


async def _sources(desk: Desk, request: Request, typed: str) -> Sequence[str]:
    del typed
    seen = await source_commands.seen_by(desk, request.place.audience)
    mine = [each for each in seen if each.owner]
    return [called(each) for each in (mine or seen)]


async def _speakers(desk: Desk, request: Request, typed: str) -> Sequence[str]:
    return await commands.speakers(desk, typed, request.place.audience)


async def _topics(desk: Desk, request: Request, typed: str) -> Sequence[str]:
    del typed
    seen = await source_commands.seen_by(desk, request.place.audience)
    return sorted({each.topic for each in seen if each.topic})


async def _stories(desk: Desk, request: Request, typed: str) -> Sequence[str]:
    return await commands.titles(desk, request.place.audience, typed, MOST)


async def _followed(desk: Desk, request: Request, typed: str) -> Sequence[str]:
    del typed
    return [each.what for each in await follows.followed(desk, request.place.channel)]


async def _muted(desk: Desk, request: Request, typed: str) -> Sequence[str]:
    del typed
    return [each.what for each in await mutes.muted(desk, request.place.channel)]


async def _subscriptions(desk: Desk, request: Request, typed: str) -> Sequence[str]:
    del typed
    return [f"{each.id} {described(each)}" for each in await scheduling.scheduled(desk, request.place.channel)]


_FIND: dict[str, Find] = {
    "zone": _zones,
    "source": _sources,
    "speaker": _speakers,
    "topic": _topics,
    "story": _stories,
    "followed": _followed,
    "muted": _muted,
    "subscription": _subscriptions,
}
