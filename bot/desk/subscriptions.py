"""Wishes about subscriptions: when a channel is briefed, and about what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot import slots
from bot.desk import channels as channel_wishes
from bot.desk.office import Desk
from bot.errors import UsageError
from bot.models import Subscription
from bot.store import channels, subscriptions
from bot.store.database import Connection

LENGTHS = ("short", "normal", "long")


@dataclass(frozen=True, slots=True)
class Wanted:
    """When a channel is to be briefed and about what, as it was written."""

    at: str
    days: str = "daily"
    zone: str = ""
    topic: str = ""
    language: str = ""
    length: str = "normal"


def add(desk: Desk, channel: str, **wanted: str) -> Subscription:
    """Brief a channel at an hour; return the subscription with its next slot. A UsageError says what is wrong.

    `wanted` are the fields of `Wanted`.
    """
    wish = checked(Wanted(**wanted), desk.settings.zone)

    def work(db: Connection) -> Subscription:
        return subscriptions.add(
            db, Subscription(id=0, channel_id=channel_wishes.found(db, channel).id, **wish), now=desk.clock()
        )

    return desk.store.write_now(work)


def every(desk: Desk) -> list[Subscription]:
    """Return all subscriptions with their next slot."""
    return desk.store.read_now(subscriptions.every)


def find(desk: Desk, number: int) -> Subscription:
    """Return a subscription by its number."""
    return desk.store.read_now(lambda db: _found(db, number))


def remove(desk: Desk, number: int) -> Subscription:
    """Remove a subscription by its number; return what it was."""

    def work(db: Connection) -> Subscription:
        subscription = _found(db, number)
        subscriptions.remove(db, number)
        return subscription

    return desk.store.write_now(work)


def preview(desk: Desk, number: int, count: int = 5) -> list[datetime]:
    """Return when a subscription's next slots are, as local times."""
    wanted, moment = find(desk, number), desk.clock()
    coming: list[datetime] = []
    while len(coming) < count:
        moment = slots.next_slot(wanted.at, wanted.zone, wanted.days, moment)
        coming.append(moment.astimezone(ZoneInfo(wanted.zone)))
    return coming


def apply_configured(desk: Desk) -> None:
    """Bring the channels and briefings of the settings into the store; what is there already stays as it is."""
    for configured in desk.settings.channels:
        channel_wishes.check(configured.name.strip(), configured.platform, configured.id.strip())
    desk.store.write_now(lambda db: _apply(db, desk))


def _apply(db: Connection, desk: Desk) -> None:
    now = desk.clock()
    for configured in desk.settings.channels:
        name, place = configured.name.strip(), configured.id.strip()
        channel = channels.named(db, name) or channels.add(db, name, configured.platform, place, now=now)
        if (channel.platform, channel.platform_id) != (configured.platform, place):
            channels.change(db, channel.id, configured.platform, place, channel.server)
        held = {identity(each) for each in subscriptions.every(db, channel.id)}
        for each in configured.briefings:
            wish = checked(
                Wanted(each.at, each.days, each.zone, each.topic, each.language, each.length), desk.settings.zone
            )
            wanted = Subscription(id=0, channel_id=channel.id, **wish)
            if identity(wanted) not in held:
                subscriptions.add(db, wanted, now=now)
                held.add(identity(wanted))


def identity(subscription: Subscription) -> tuple[object, ...]:
    """Return what makes two briefings of a channel the same."""
    return (
        subscription.at,
        subscription.zone,
        subscription.days,
        subscription.topic,
        subscription.language,
        subscription.length,
    )


def checked(wanted: Wanted, zone: str) -> dict[str, Any]:
    """Return the fields of a subscription that is wanted, in `zone` where it names none; a UsageError says why not."""
    length = wanted.length or "normal"
    if length not in LENGTHS:
        raise UsageError(f"unknown length {length!r}. There are {', '.join(LENGTHS)}")
    return {
        "at": slots.wall_time(wanted.at),
        "days": slots.parse_days(wanted.days or "daily"),
        "zone": slots.check_zone(wanted.zone or zone),
        "topic": wanted.topic.strip(),
        "language": wanted.language.strip().lower(),
        "length": length,
    }


def _found(db: Connection, number: int) -> Subscription:
    subscription = subscriptions.get(db, number)
    if subscription is None:
        raise UsageError(f"there is no subscription {number}. `readout subscriptions list` shows them")
    return subscription
