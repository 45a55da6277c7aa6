"""Subscriptions: when a channel is briefed, and about what. `next_slot_at` is the truth about time."""

from __future__ import annotations

from datetime import datetime
from sqlite3 import Row
from typing import Literal

from bot import slots
from bot.clock import from_micros, to_micros
from bot.models import Subscription
from bot.store.database import Connection


def add(db: Connection, wish: Subscription, *, now: datetime) -> Subscription:
    """Store a subscription (its `id` is not looked at) and return it with its next slot, which is later than `now`."""
    upcoming = slots.next_slot(wish.at, wish.zone, wish.days, now)
    row = db.execute(
        "insert into subscriptions"
        " (channel_id, at, zone, days, topic, language, length, ping, next_slot_at, created_at)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning *",
        (
            wish.channel_id,
            wish.at,
            wish.zone,
            ",".join(map(str, wish.days)),
            wish.topic,
            wish.language,
            wish.length,
            wish.ping,
            to_micros(upcoming),
            to_micros(now),
        ),
    ).fetchone()
    return _subscription(row)


def every(db: Connection, channel_id: int | None = None) -> list[Subscription]:
    """Return all subscriptions, or those of a channel, in the order that they were made."""
    rows = db.execute(
        "select * from subscriptions where ? is null or channel_id = ? order by id", (channel_id, channel_id)
    )
    return [_subscription(row) for row in rows]


def get(db: Connection, subscription_id: int) -> Subscription | None:
    """Return a subscription, if it is there."""
    row = db.execute("select * from subscriptions where id = ?", (subscription_id,)).fetchone()
    return _subscription(row) if row else None


def due(db: Connection, now: datetime) -> list[Subscription]:
    """Return the active subscriptions whose next slot has come."""
    rows = db.execute(
        "select * from subscriptions where state = 'active' and next_slot_at <= ? order by next_slot_at, id",
        (to_micros(now),),
    )
    return [_subscription(row) for row in rows]


def advance(db: Connection, subscription: Subscription, now: datetime) -> None:
    """Set the next slot to the first one later than `now`."""
    upcoming = slots.next_slot(subscription.at, subscription.zone, subscription.days, now)
    db.execute("update subscriptions set next_slot_at = ? where id = ?", (to_micros(upcoming), subscription.id))


def turn(db: Connection, subscription: Subscription, state: Literal["active", "paused"], now: datetime) -> None:
    """Pause a subscription, or let it go on from its next slot after `now`: what fell into the pause is not made up."""
    db.execute("update subscriptions set state = ? where id = ?", (state, subscription.id))
    if state == "active":
        advance(db, subscription, now)


def realign(db: Connection, now: datetime) -> None:
    """Reckon slots that are still to come anew: a clock that was set back, or new zone rules, may have moved them."""
    for row in db.execute("select * from subscriptions where next_slot_at > ?", (to_micros(now),)).fetchall():
        advance(db, _subscription(row), now)


def remove(db: Connection, subscription_id: int) -> None:
    """Remove a subscription; what it has delivered stays."""
    db.execute("delete from subscriptions where id = ?", (subscription_id,))


def _subscription(row: Row) -> Subscription:
    return Subscription(
        id=row["id"],
        channel_id=row["channel_id"],
        at=row["at"],
        zone=row["zone"],
        days=tuple(int(day) for day in row["days"].split(",")),
        topic=row["topic"],
        language=row["language"],
        length=row["length"],
        state=row["state"],
        next_slot_at=None if row["next_slot_at"] is None else from_micros(row["next_slot_at"]),
        created_at=from_micros(row["created_at"]),
        ping=row["ping"],
    )
