"""Wishes in a channel about when it is briefed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import slots
from bot.desk import places
from bot.desk import subscriptions as wishes
from bot.desk.office import Desk
from bot.errors import UsageError
from bot.models import Channel, Platform, Subscription
from bot.store import channels, subscriptions
from bot.store.database import Connection

MOST = 20
"""Briefings of one channel."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A briefing that was scheduled, or was there already; `resumed`: the channel was paused before."""

    subscription: Subscription
    known: bool = False
    resumed: bool = False


async def schedule(desk: Desk, place: Channel, wanted: wishes.Wanted, ping: str = "") -> Scheduled:
    """Brief a channel at an hour. The same briefing twice is one; a channel that was paused gets its news again."""
    wish = wishes.checked(wanted, await zone_of(desk, place))

    def work(db: Connection) -> Scheduled:
        channel = places.settled(db, place, desk.clock())
        held = subscriptions.every(db, channel.id)
        resumed = channel.state == "paused"
        if resumed:
            channels.resume(db, channel.id)
        new = Subscription(id=0, channel_id=channel.id, ping=ping, **wish)
        for each in held:
            if wishes.identity(each) == wishes.identity(new) and each.ping == ping:
                if each.state == "paused":
                    subscriptions.turn(db, each, "active", desk.clock())
                    resumed = True
                return Scheduled(each, known=True, resumed=resumed)
        if len(held) >= MOST:
            raise UsageError(f"this channel has {MOST} briefings already. Remove one first: schedule remove NUMBER")
        return Scheduled(subscriptions.add(db, new, now=desk.clock()), resumed=resumed)

    return await desk.store.write(work)


async def scheduled(desk: Desk, place: Channel) -> list[Subscription]:
    """Return a channel's briefings in the order that they were made."""
    channel = await places.here(desk, place)
    return await desk.store.read(lambda db: subscriptions.every(db, channel.id)) if channel.id else []


async def unschedule(desk: Desk, place: Channel, number: str) -> Subscription:
    """Remove a channel's briefing by its number in the list; without one, its only briefing."""
    channel = await places.here(desk, place)

    def work(db: Connection) -> Subscription:
        subscription = chosen(subscriptions.every(db, channel.id) if channel.id else [], number)
        subscriptions.remove(db, subscription.id)
        return subscription

    return await desk.store.write(work)


async def turn(desk: Desk, place: Channel, number: str, *, active: bool) -> Subscription:
    """Pause a channel's briefing, or let it go on (the channel too); without a number, its only briefing."""
    channel = await places.here(desk, place)

    def work(db: Connection) -> Subscription:
        subscription = chosen(subscriptions.every(db, channel.id) if channel.id else [], number)
        subscriptions.turn(db, subscription, "active" if active else "paused", desk.clock())
        if active and channel.state == "paused":
            channels.resume(db, channel.id)
        return subscription

    return await desk.store.write(work)


async def of_server(desk: Desk, platform: Platform, server: str) -> list[tuple[Channel, Subscription]]:
    """Return a server's briefings by channel; those of channels whose server is not known count as its own."""

    def look(db: Connection) -> list[tuple[Channel, Subscription]]:
        held = [*channels.of_server(db, platform, server), *(channels.of_server(db, platform, "") if server else [])]
        return [(channel, each) for channel in held for each in subscriptions.every(db, channel.id)]

    return await desk.store.read(look)


def chosen(held: Sequence[Subscription], number: str) -> Subscription:
    """Return the briefing that a number names, or the only one; a UsageError lists what there is."""
    if not held:
        raise UsageError("no briefing is scheduled here. Schedule one like: schedule 08:00 Europe/Kyiv weekdays")
    wanted = number.partition(" ")[0].lstrip("#")
    if not wanted and len(held) == 1:
        return held[0]
    numbers = ", ".join(str(each.id) for each in held)
    for each in held:
        if wanted == str(each.id):
            return each
    raise UsageError(f"which briefing is meant? Give its number: {numbers}")


def upcoming(subscription: Subscription, now: datetime, count: int = 5) -> list[datetime]:
    """Return when a briefing comes next, as local times."""
    moment, coming = now, list[datetime]()
    while len(coming) < count:
        moment = slots.next_slot(subscription.at, subscription.zone, subscription.days, moment)
        coming.append(moment.astimezone(ZoneInfo(subscription.zone)))
    return coming


async def zone_of(desk: Desk, place: Channel) -> str:
    """Return the time zone that a place has chosen, or the channel that its thread is in, or else the operator's."""
    held = await scheduled(desk, place)
    if not held and place.thread:
        held = await scheduled(desk, replace(place, thread=""))
    return held[0].zone if held else desk.settings.zone
