"""What the desk forgets by itself: old questions, accounts and events, full buckets, what was not told at once,
what a model wrote."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from bot.desk.desk import Desk
from bot.desk.news import taken_back
from bot.desk.news.ask import REMEMBERED
from bot.store import retention
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
        posted_claims.forget_replies_before(db, now - timedelta(days=desk.settings.schedule.keep_question_days))
        retention.prune_accounts(db, now, model_usage.day_of(now - ACCOUNTS))
        taken_back_rows.forget_reports_before(db, taken_back.kept_since(desk))

    await desk.store.write(work)


async def keep_within(desk: Desk) -> None:
    """Forget articles that nobody was told of, by their age and, where they take too much room, the oldest of them.

    What an answer cites stays as long as the answer is kept, however much room it takes. For want of room nothing goes
    that is younger than that: people ask about it.
    """
    schedule, now = desk.settings.schedule, desk.clock()
    newest = now - timedelta(days=schedule.keep_question_days)
    before = now - timedelta(days=schedule.keep_days)
    await _prune(desk, before)
    while before < newest and await desk.store.used() > schedule.keep_megabytes * 1_000_000:
        before = min(newest, before + max((newest - before) / 8, timedelta(days=1)))
        await _prune(desk, before)
    await desk.store.give_back()


async def _prune(desk: Desk, before: datetime) -> None:
    forgotten = 1
    while forgotten:
        forgotten = await desk.store.write(partial(retention.prune, before=before))
