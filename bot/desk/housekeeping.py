"""What the desk forgets by itself: old questions, accounts and events, full buckets, what was not told at once,
what a model wrote."""

from __future__ import annotations

from datetime import timedelta

from bot.desk.desk import Desk
from bot.desk.news import taken_back
from bot.desk.news.ask import REMEMBERED
from bot.store.channels import changes, conversations, inbound_events, questions
from bot.store.deliveries import alerts, posted_claims
from bot.store.deliveries import taken_back as taken_back_rows
from bot.store.limits import model_usage, question_buckets, reservations, tokens_by_spender
from bot.store.news import written
from bot.store.protocol import Connection

ACCOUNTS = timedelta(days=40)
EVENTS = timedelta(days=14)
ALERTS = timedelta(days=14)
WRITTEN = timedelta(days=2)
"""What a model wrote is used again on its day; a claim may still be judged on the next."""
QUESTIONS = timedelta(hours=1)
"""Of what was never answered; nobody waits for so long (see `bot.chat.inbox`)."""


async def tidy(desk: Desk) -> None:
    """Forget what is of no use any more."""
    now = desk.clock()

    def work(db: Connection) -> None:
        conversations.forget_before(db, now - REMEMBERED)
        tokens_by_spender.forget_before(db, model_usage.day_of(now - ACCOUNTS))
        question_buckets.forget_full(db, now)
        reservations.forget_over(db, now)
        written.forget_before(db, now - WRITTEN)
        alerts.forget_before(db, now - ALERTS)
        inbound_events.forget_before(db, now - EVENTS)
        questions.forget_before(db, now - QUESTIONS)
        changes.forget_before(db, now - changes.KEPT)
        posted_claims.forget_replies_before(db, now - taken_back.KEPT)
        taken_back_rows.forget_reports_before(db, now - taken_back.KEPT)

    await desk.store.write(work)
