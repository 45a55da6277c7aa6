"""Wishes about subscriptions: when a channel is briefed, and about what."""

from __future__ import annotations

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


def add(
    desk: Desk,
    channel: str,
    *,
    at: str,
    days: str = "daily",
    zone: str = "",
    topic: str = "",
    language: str = "",
    length: str = "normal",
) -> Subscription:
    """Brief a channel at an hour; return the subscription with its next slot. A UsageError says what is wrong."""
    wish = _wish(at, days, zone or desk.settings.zone, topic, language, length)

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
        held = {_identity(each) for each in subscriptions.every(db, channel.id)}
        for each in configured.briefings:
            wish = _wish(each.at, each.days, each.zone or desk.settings.zone, each.topic, each.language, each.length)
            wanted = Subscription(id=0, channel_id=channel.id, **wish)
            if _identity(wanted) not in held:
                subscriptions.add(db, wanted, now=now)
                held.add(_identity(wanted))


def _identity(subscription: Subscription) -> tuple[object, ...]:
    return (
        subscription.at,
        subscription.zone,
        subscription.days,
        subscription.topic,
        subscription.language,
        subscription.length,
    )


def _wish(at: str, days: str, zone: str, topic: str, language: str, length: str) -> dict[str, Any]:
    if length not in LENGTHS:
        raise UsageError(f"unknown length {length!r}. There are {', '.join(LENGTHS)}")
    return {
        "at": slots.wall_time(at),
        "days": slots.parse_days(days),
        "zone": slots.check_zone(zone),
        "topic": topic.strip(),
        "language": language.strip().lower(),
        "length": length,
    }


def _found(db: Connection, number: int) -> Subscription:
    subscription = subscriptions.get(db, number)
    if subscription is None:
        raise UsageError(f"there is no subscription {number}. `readout subscriptions list` shows them")
    return subscription
