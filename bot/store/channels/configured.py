"""What of the store stands in the settings file: only that is changed and taken out there."""

from __future__ import annotations

from datetime import datetime

from bot.clock import from_micros, to_micros
from bot.models import Subscription
from bot.store.channels import subscriptions
from bot.store.protocol import Connection


def own_source(db: Connection, source_id: int) -> None:
    """Take note that a source is one of the settings."""
    db.execute("update sources set configured = 1 where id = ?", (source_id,))


def change_briefing(
    db: Connection, subscription_id: int, subscription: Subscription, next_slot: datetime | None
) -> None:
    """Make a subscription what an entry of the settings says, with its next slot; it keeps its state."""
    db.execute(
        "update subscriptions set at = ?, zone = ?, days = ?, topic = ?, language = ?, only_language = ?, length = ?,"
        " entry = ?, next_slot_at = ?, problem = '' where id = ?",
        (
            *subscriptions.terms(subscription),
            subscription.entry,
            None if next_slot is None else to_micros(next_slot),
            subscription_id,
        ),
    )


def last_slot(db: Connection, subscription_id: int) -> datetime | None:
    """Return the newest slot of a subscription that was delivered or is about to be."""
    row = db.execute(
        "select max(slot_at) slot from outbox where subscription_id = ? and state <> 'failed'", (subscription_id,)
    ).fetchone()
    return None if row["slot"] is None else from_micros(row["slot"])


def count(db: Connection) -> int:
    """Return how many briefings and sources came from a settings file."""
    briefings = db.execute("select count(*) from subscriptions where entry <> ''").fetchone()[0]
    return int(briefings + db.execute("select count(*) from sources where configured = 1").fetchone()[0])


def settle(db: Connection) -> None:
    """Take for somebody's own what was there before it was known whose it is, and is not in the settings."""
    db.execute("update subscriptions set entry = '' where entry is null")
    db.execute("update sources set configured = 0 where configured is null")
