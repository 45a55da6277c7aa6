"""Commands about subscriptions: when a channel is briefed, and about what."""

from __future__ import annotations

from datetime import datetime

from bot.desk.desk import Desk
from bot.desk.setup import channels as channel_commands
from bot.desk.setup import file_entries
from bot.desk.setup.briefing_terms import WantedSubscription, checked, upcoming
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import Subscription
from bot.store.channels import channels, subscriptions
from bot.store.protocol import Connection


def add(desk: Desk, channel: str, **wanted: str) -> Subscription:
    """Brief a channel at an hour; return the subscription with its next slot. A UsageError says what is wrong.

    `wanted` are the fields of `WantedSubscription`.
    """
    terms = checked(WantedSubscription(**wanted), desk.settings.zone)

    def work(db: Connection) -> Subscription:
        return subscriptions.add(
            db, Subscription(id=0, channel_id=channel_commands.found(db, channel).id, **terms), now=desk.clock()
        )

    return desk.store.write_now(work)


def every(desk: Desk) -> list[Subscription]:
    """Return all subscriptions with their next slot."""
    return desk.store.read_now(subscriptions.every)


def find(desk: Desk, number: int) -> Subscription:
    """Return a subscription by its number."""
    return desk.store.read_now(lambda db: _found(db, number))


def remove(desk: Desk, number: int) -> Subscription:
    """Remove a subscription by its number; return what it was. A UsageError where the settings would bring it back."""

    def work(db: Connection) -> Subscription:
        subscription = _found(db, number)
        if file_entries.names_briefing(desk.settings, channels.get(db, subscription.channel_id), subscription):
            raise UsageError(say("schedule.in_settings", number=number))
        subscriptions.remove(db, number)
        return subscription

    return desk.store.write_now(work)


def preview(desk: Desk, number: int, count: int = 5) -> list[datetime]:
    """Return when a subscription's next slots are, as local times."""
    return upcoming(find(desk, number), desk.clock(), count)


def _found(db: Connection, number: int) -> Subscription:
    subscription = subscriptions.get(db, number)
    if subscription is None:
        raise UsageError(say("schedule.no_subscription", number=number))
    return subscription
