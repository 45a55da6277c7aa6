"""Turns slots whose time has come into rows of the outbox."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice

from bot import slots
from bot.models import Subscription
from bot.store import outbox, subscriptions
from bot.store.database import Connection

MOST_RECORDED = 10
"""Missed slots of one subscription that are written down after a long time off; the oldest are passed over."""


def open_slots(db: Connection, now: datetime, catch_up: timedelta) -> int:
    """Give every slot that has come its row, and set each subscription's next one; return how many can be delivered.

    Where several were missed, only the newest is delivered, and only if it is no older than `catch_up`: its briefing
    tells what is new since the last one that was sent, so no news is lost with the others.
    """
    opened = 0
    for subscription in subscriptions.due(db, now):
        opened += _open(db, subscription, now, catch_up)
        subscriptions.advance(db, subscription, now)
    return opened


def _open(db: Connection, wish: Subscription, now: datetime, catch_up: timedelta) -> int:
    if wish.next_slot_at is None:
        return 0
    before = max(wish.next_slot_at, now - timedelta(days=MOST_RECORDED * 8)) - timedelta(microseconds=1)
    missed = list(slots.slots_between(wish.at, wish.zone, wish.days, before, now)) or [wish.next_slot_at]
    newest = missed[-1]
    for slot in islice(missed, max(0, len(missed) - MOST_RECORDED), None):
        key = slots.slot_key(wish.id, wish.at, wish.zone, slot)
        order = outbox.Order(
            "briefing",
            key,
            wish.channel_id,
            subscription_id=wish.id,
            slot=slot,
            not_after=slot + catch_up,
            topic=wish.topic,
            request={
                "topic": wish.topic,
                "length": wish.length,
                "zone": wish.zone,
                "language": wish.language,
                "ping": wish.ping,
            },
        )
        outbox.enqueue(db, order, now=now)
        if slot != newest:
            outbox.record_missed(db, key, "missed: a later slot came before this one could be delivered")
        elif slot + catch_up < now:
            outbox.record_missed(db, key, f"missed: more than {catch_up} late (schedule.catch_up_hours)")
    return int(newest + catch_up >= now)
