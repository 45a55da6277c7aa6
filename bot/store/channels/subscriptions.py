"""Subscriptions: when a channel is briefed, and about what. `next_slot_at` is the truth about time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from bot import slot_times
from bot.clock import to_micros
from bot.messages.catalogue import say
from bot.models import LENGTHS, Platform, Subscription
from bot.store.protocol import Connection, Row
from bot.store.row_guard import time_from

FURTHEST = timedelta(days=60)
"""A week holds a slot; a date that a zone skips may cost another."""


def terms(subscription: Subscription) -> tuple[str, ...]:
    """Return at, zone, days, topic, language, only_language and length, as their columns hold them."""
    return (
        subscription.at,
        subscription.zone,
        ",".join(map(str, subscription.days)),
        subscription.topic,
        subscription.language,
        subscription.only_language,
        subscription.length,
    )


def add(db: Connection, subscription: Subscription, *, now: datetime) -> Subscription:
    """Store a subscription (its `id` is not looked at) and return it with its next slot, which is later than `now`."""
    upcoming = slot_times.next_slot(subscription.at, subscription.zone, subscription.days, now)
    row = db.execute(
        "insert into subscriptions"
        " (channel_id, at, zone, days, topic, language, only_language, length, ping, entry, next_slot_at, created_at)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning *",
        (
            subscription.channel_id,
            *terms(subscription),
            subscription.ping,
            subscription.entry,
            to_micros(upcoming),
            to_micros(now),
        ),
    ).fetchone()
    return _subscription(row)


def every(db: Connection, channel_id: int | None = None) -> list[Subscription]:
    """Return all subscriptions, or those of a channel, in the order that they were made."""
    where, values = ("", ()) if channel_id is None else (" where channel_id = ?", (channel_id,))
    rows = db.execute(f"select * from subscriptions{where} order by id", values)
    return [_subscription(row) for row in rows]


def count_of_server(db: Connection, platform: Platform, server: str) -> int:
    """Return how many subscriptions the channels of a server have together."""
    db.lock(f"subscriptions of {platform}:{server}")  # who counts them may be about to add one
    row = db.execute(
        "select count(*) from subscriptions s join channels c on c.id = s.channel_id"
        " where c.platform = ? and c.server = ?",
        (platform, server),
    ).fetchone()
    return int(row[0])


def get(db: Connection, subscription_id: int) -> Subscription | None:
    """Return a subscription, if it is there."""
    row = db.execute("select * from subscriptions where id = ?", (subscription_id,)).fetchone()
    return _subscription(row) if row else None


def due(db: Connection, now: datetime) -> list[Subscription]:
    """Return the active subscriptions whose next slot has come, or is further off than any: such a row is damaged."""
    db.lock("slots")  # whoever opens what is due does so alone
    rows = db.execute(
        "select * from subscriptions where state = 'active' and (next_slot_at <= ? or next_slot_at > ?)"
        " order by next_slot_at, id",
        (to_micros(now), to_micros(now + FURTHEST)),
    )
    return [_subscription(row) for row in rows]


def advance(db: Connection, subscription: Subscription, now: datetime) -> None:
    """Set the next slot to the first one later than `now`."""
    upcoming = slot_times.next_slot(subscription.at, subscription.zone, subscription.days, now)
    db.execute("update subscriptions set next_slot_at = ? where id = ?", (to_micros(upcoming), subscription.id))


def note_problem(db: Connection, subscription_id: int, problem: str) -> bool:
    """Write down why a subscription does not come; return whether it said otherwise before."""
    done = db.execute(
        "update subscriptions set problem = ? where id = ? and problem <> ?", (problem, subscription_id, problem)
    )
    return done.rowcount == 1


def change(db: Connection, subscription: Subscription, *, now: datetime) -> Subscription:
    """Let a subscription be what is wanted now, from its next slot after `now`; return it."""
    upcoming = slot_times.next_slot(subscription.at, subscription.zone, subscription.days, now)
    row = db.execute(
        "update subscriptions set at = ?, zone = ?, days = ?, topic = ?, language = ?, only_language = ?, length = ?,"
        " ping = ?, next_slot_at = ?, problem = '' where id = ? returning *",
        (
            *terms(subscription),
            subscription.ping,
            to_micros(upcoming),
            subscription.id,
        ),
    ).fetchone()
    return _subscription(row)


def turn(db: Connection, subscription: Subscription, state: Literal["active", "paused"], now: datetime) -> None:
    """Pause a subscription, or let it go on from its next slot after `now`: what fell into the pause is not made up."""
    db.execute("update subscriptions set state = ? where id = ?", (state, subscription.id))
    if state == "active":
        advance(db, subscription, now)


def troubled(db: Connection) -> int:
    """Return how many say why they do not come."""
    return int(db.execute("select count(*) from subscriptions where problem <> ''").fetchone()[0])


def remove(db: Connection, subscription_id: int) -> None:
    """Remove a subscription; what it has delivered stays."""
    db.execute("delete from subscriptions where id = ?", (subscription_id,))


def _subscription(row: Row) -> Subscription:
    days = _days(row["days"])
    return Subscription(
        id=row["id"],
        channel_id=row["channel_id"],
        at=row["at"],
        zone=row["zone"],
        days=days,
        topic=row["topic"],
        language=row["language"],
        length=row["length"],
        state=row["state"],
        next_slot_at=time_from(row["next_slot_at"]),
        created_at=time_from(row["created_at"]),
        ping=row["ping"],
        entry=row["entry"],
        problem=_problem(row, days) or row["problem"],
        only_language=row["only_language"],
    )


def _days(text: str) -> tuple[int, ...]:
    """Return the days of a row; none where they are not such."""
    given = str(text).split(",")
    return tuple(map(int, given)) if all(len(day) == 1 and day in "0123456" for day in given) else ()


def _problem(row: Row, days: tuple[int, ...]) -> str:
    """Return what in a row can be no slot's, or is not known to this version; "" where all is."""
    if row["state"] not in ("active", "paused"):
        return say("rows.unknown_state", state=row["state"])
    if not days:
        return say("rows.no_days", days=row["days"])
    if problem := slot_times.problem_with(row["at"], row["zone"], days):
        return problem
    return "" if row["length"] in LENGTHS else say("rows.unknown_length", length=row["length"])
