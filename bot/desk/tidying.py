"""What the desk forgets by itself: old questions, accounts and events, full buckets, what was not told at once."""

from __future__ import annotations

from datetime import timedelta

from bot.desk.conversation import REMEMBERED
from bot.desk.office import Desk
from bot.store import alerts, buckets, inbound, spending, turns, usage
from bot.store.database import Connection

ACCOUNTS = timedelta(days=40)
EVENTS = timedelta(days=14)
ALERTS = timedelta(days=14)


async def tidy(desk: Desk) -> None:
    """Forget what is of no use any more."""
    now = desk.clock()

    def work(db: Connection) -> None:
        turns.forget_before(db, now - REMEMBERED)
        spending.forget_before(db, usage.day_of(now - ACCOUNTS))
        buckets.forget_full(db, now)
        alerts.forget_before(db, now - ALERTS)
        inbound.forget_before(db, now - EVENTS)

    await desk.store.write(work)
