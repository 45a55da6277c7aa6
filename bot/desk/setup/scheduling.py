"""Commands in a channel about when it is briefed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot import language_names, slot_times
from bot.desk.desk import Desk
from bot.desk.limits import setup_limits
from bot.desk.setup import briefing_terms, channel_lookup, file_entries
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import Channel, Platform, Subscription
from bot.store.channels import channels, subscriptions
from bot.store.deliveries import sent
from bot.store.protocol import Connection

_MOMENT = timedelta(microseconds=1)
LONGEST_PAUSE = timedelta(days=45)
"""Longer ones end when somebody says so."""
_NOTHING_ELSE = briefing_terms.WantedSubscription("", "", "", "", "", "")


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A briefing that was scheduled, or was there already; `resumed`: the channel was paused before."""

    subscription: Subscription
    known: bool = False
    resumed: bool = False


async def schedule(desk: Desk, place: Channel, wanted: briefing_terms.WantedSubscription, ping: str = "") -> Scheduled:
    """Brief a channel at an hour. The same briefing twice is one; a channel that was paused gets its news again."""
    terms = briefing_terms.checked(wanted, await zone_of(desk, place))

    def work(db: Connection) -> Scheduled:
        channel = channel_lookup.settled(db, desk, place)
        held = subscriptions.every(db, channel.id)
        resumed = channel.state == "paused"
        if resumed:
            channels.resume(db, channel.id)
        new = Subscription(id=0, channel_id=channel.id, ping=ping, **terms)
        for each in held:
            if briefing_terms.identity(each) == briefing_terms.identity(new) and each.ping == ping:
                if each.state == "paused":
                    subscriptions.turn(db, each, "active", desk.clock())
                    resumed = True
                return Scheduled(each, known=True, resumed=resumed)
        setup_limits.check_briefings(db, desk.settings.limits, channel)
        return Scheduled(subscriptions.add(db, new, now=desk.clock()), resumed=resumed)

    return await desk.store.write(work)


async def must_have_room(
    desk: Desk, place: Channel, wanted: Sequence[briefing_terms.WantedSubscription], ping: str
) -> None:
    """Raise a UsageError where a channel may not have all of some more briefings; those that it has are no more."""
    channel, zone = await channel_lookup.here(desk, place), await zone_of(desk, place)
    terms = [briefing_terms.checked(each, zone) for each in wanted]
    new = [Subscription(id=0, channel_id=channel.id, ping=ping, **each) for each in terms]

    def look(db: Connection) -> None:
        held = {(briefing_terms.identity(each), each.ping) for each in subscriptions.every(db, channel.id)}
        more = sum((briefing_terms.identity(each), each.ping) not in held for each in new)
        setup_limits.check_briefings(db, desk.settings.limits, channel, more)

    await desk.store.read(look)


async def scheduled(desk: Desk, place: Channel) -> list[Subscription]:
    """Return a channel's briefings in the order that they were made."""
    channel = await channel_lookup.here(desk, place)
    return await desk.store.read(lambda db: subscriptions.every(db, channel.id)) if channel.id else []


async def meant_by(desk: Desk, place: Channel, message: str) -> int | None:
    """Return the number of the briefing that a message of ours in a place was; None where it was none."""
    if not message:
        return None
    find = partial(sent.subscription_of_message, platform=place.platform, place=place.platform_id, message_id=message)
    return await desk.store.read(find)


async def unschedule(desk: Desk, place: Channel, number: str) -> Subscription:
    """Remove a channel's briefing by its number, or its only one; a UsageError where the settings bring it back."""
    channel = await channel_lookup.here(desk, place)

    def work(db: Connection) -> Subscription:
        subscription = chosen(subscriptions.every(db, channel.id) if channel.id else [], number)
        if file_entries.names_briefing(desk.settings, channel, subscription):
            raise UsageError(say("schedule.in_settings_or_pause", number=subscription.id))
        subscriptions.remove(db, subscription.id)
        return subscription

    return await desk.store.write(work)


async def turn(desk: Desk, place: Channel, number: str, *, active: bool) -> Subscription:
    """Pause a channel's briefing, or let it go on (the channel too); without a number, its only briefing."""
    channel = await channel_lookup.here(desk, place)

    def work(db: Connection) -> Subscription:
        subscription = chosen(subscriptions.every(db, channel.id) if channel.id else [], number)
        subscriptions.turn(db, subscription, "active" if active else "paused", desk.clock())
        if active and channel.state == "paused":
            channels.resume(db, channel.id)
        return subscription

    return await desk.store.write(work)


async def skip(desk: Desk, place: Channel, number: str, until: datetime) -> Subscription:
    """Let no slot of a channel's briefing come before a moment, which is no more than `LONGEST_PAUSE` away."""
    channel = await channel_lookup.here(desk, place)

    def work(db: Connection) -> Subscription:
        subscription = chosen(subscriptions.every(db, channel.id) if channel.id else [], number)
        if subscription.state == "paused":
            subscriptions.turn(db, subscription, "active", desk.clock())
        subscriptions.advance(db, subscription, max(desk.clock(), until - _MOMENT))
        return chosen(subscriptions.every(db, channel.id), str(subscription.id))

    return await desk.store.write(work)


async def change(
    desk: Desk, place: Channel, number: str, wanted: briefing_terms.WantedSubscription, ping: str = ""
) -> Subscription:
    """Change a channel's briefing; what is not given stays as it is. Without a number, its only briefing."""
    channel = await channel_lookup.here(desk, place)

    def work(db: Connection) -> Subscription:
        held = subscriptions.every(db, channel.id) if channel.id else []
        old = chosen(held, number)
        if file_entries.names_briefing(desk.settings, channel, old) and wanted != _NOTHING_ELSE:
            raise UsageError(say("schedule.changed_in_settings", number=old.id))
        new = replace(old, ping=_or_none(ping, old.ping), **briefing_terms.checked(_filled(wanted, old), old.zone))
        for each in held:
            if (
                each.id != old.id
                and briefing_terms.identity(each) == briefing_terms.identity(new)
                and each.ping == new.ping
            ):
                raise UsageError(say("schedule.like_that_already", number=each.id, other=old.id))
        return subscriptions.change(db, new, now=desk.clock())

    return await desk.store.write(work)


def _or_none(given: str, old: str) -> str:
    return "" if given.strip().lower() == briefing_terms.OFF else given or old


def _filled(wanted: briefing_terms.WantedSubscription, old: Subscription) -> briefing_terms.WantedSubscription:
    """Return what is wanted, with what was not given as it was."""
    return briefing_terms.WantedSubscription(
        wanted.at or old.at,
        wanted.days or slot_times.days_text(old.days),
        wanted.zone or old.zone,
        _or_none(wanted.topic, old.topic),
        wanted.language or language_names.code_of(old.language),
        wanted.length or old.length,
        wanted.only_language or language_names.code_of(old.only_language),
    )


async def of_server(desk: Desk, platform: Platform, server: str) -> list[tuple[Channel, Subscription]]:
    """Return a server's briefings by channel; those of channels whose server is not known count as its own."""

    def look(db: Connection) -> list[tuple[Channel, Subscription]]:
        held = [*channels.of_server(db, platform, server), *(channels.of_server(db, platform, "") if server else [])]
        return [(channel, each) for channel in held for each in subscriptions.every(db, channel.id)]

    return await desk.store.read(look)


def chosen(held: Sequence[Subscription], number: str) -> Subscription:
    """Return the briefing that a number names, or the only one; a UsageError lists what there is."""
    if not held:
        raise UsageError(say("schedule.none_here"))
    wanted = number.partition(" ")[0].lstrip("#")
    if not wanted and len(held) == 1:
        return held[0]
    numbers = ", ".join(str(each.id) for each in held)
    for each in held:
        if wanted == str(each.id):
            return each
    raise UsageError(say("schedule.which", numbers=numbers))


def next_of(subscription: Subscription, now: datetime) -> datetime | None:
    """Return when a briefing comes next, as a local time; None for one that is paused or of which none comes."""
    comes = subscription.state == "active" and not briefing_terms.never_comes(subscription)
    held = subscription.next_slot_at
    skips = held is not None and now < held <= now + subscriptions.FURTHEST
    since = held - _MOMENT if skips and held else now
    return briefing_terms.upcoming(subscription, since, 1)[0] if comes else None


async def zone_of(desk: Desk, place: Channel) -> str:
    """Return the time zone that a place has chosen, or the channel that its thread is in, or else the operator's."""
    held = await scheduled(desk, place)
    if not held and place.thread:
        held = await scheduled(desk, replace(place, thread=""))
    known = (slot_times.zone_or(each.zone, "") for each in held)
    return next(filter(None, known), desk.settings.zone)
