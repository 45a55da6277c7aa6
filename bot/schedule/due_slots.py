"""Turns slots whose time has come into rows of the outbox."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from bot import language_names, slot_times
from bot.messages.catalogue import say
from bot.models import Subscription
from bot.store.channels import subscriptions
from bot.store.deliveries import outbox
from bot.store.deliveries.written_deliveries import Order
from bot.store.protocol import Connection
from bot.store.row_guard import alone

log = logging.getLogger(__name__)

MOST_RECORDED = 10
"""Missed slots of one subscription that are written down after a long time off; the oldest are passed over."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Slots that have come: how many are to be delivered, how many were missed."""

    due: int = 0
    missed: int = 0

    def __add__(self, other: Opened) -> Opened:
        """Return the sum."""
        return Opened(self.due + other.due, self.missed + other.missed)


def open_slots(db: Connection, now: datetime, catch_up: timedelta) -> Opened:
    """Give every slot that has come its row, and set each subscription's next one; return how many there were.

    Where several were missed, only the newest is delivered, and only if it is no older than `catch_up`: its briefing
    tells what is new since the last one that was sent, so no news is lost with the others. A subscription of which no
    slot can be made out stays due, says why, and holds up no other.
    """
    opened = Opened()
    for each in subscriptions.due(db, now):
        work = partial(_open_and_advance, db, each, now, catch_up)
        done = alone(db, log, f"briefing {each.id}", work, partial(subscriptions.note_problem, db, each.id))
        opened += done or Opened()
    return opened


def _open_and_advance(db: Connection, subscription: Subscription, now: datetime, catch_up: timedelta) -> Opened:
    opened = _open(db, subscription, now, catch_up)
    subscriptions.advance(db, subscription, now)
    return opened


def _open(db: Connection, subscription: Subscription, now: datetime, catch_up: timedelta) -> Opened:
    if subscription.next_slot_at is None or subscription.next_slot_at > now:
        return Opened()  # its row is damaged: the next slot is reckoned anew
    before = max(subscription.next_slot_at, now - timedelta(days=MOST_RECORDED * 8)) - timedelta(microseconds=1)
    missed = list(slot_times.slots_between(subscription.at, subscription.zone, subscription.days, before, now)) or [
        subscription.next_slot_at
    ]
    newest = missed[-1]
    in_time = newest + catch_up >= now
    for slot in islice(missed, max(0, len(missed) - MOST_RECORDED), None):
        key = slot_times.slot_key(subscription.id, subscription.at, subscription.zone, slot)
        order = Order(
            "briefing",
            key,
            subscription.channel_id,
            subscription_id=subscription.id,
            slot=slot,
            not_after=slot + catch_up,
            topic=subscription.topic,
            request={
                "topic": subscription.topic,
                "length": subscription.length,
                "zone": subscription.zone,
                "language": language_names.code_of(subscription.language),  # an old row may hold any word
                "only_language": language_names.code_of(subscription.only_language),
                "ping": subscription.ping,
            },
        )
        outbox.enqueue(db, order, now=now)
        if slot != newest:
            outbox.record_missed(db, key, say("status.missed_later"))
        elif not in_time:
            outbox.record_missed(db, key, say("status.missed_late", catch_up=catch_up))
    return Opened(due=int(in_time), missed=len(missed) - int(in_time))
