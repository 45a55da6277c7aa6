"""How much may be asked: a bucket of questions for each person, channel and server, filled again by the hour.

Everything has its price in questions: what it costs at least, and more where the store had to read much for it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from math import ceil

from bot.config.sections import LimitSettings
from bot.desk.desk import Desk
from bot.desk.limits.token_limits import channel_account, person_account, server_account
from bot.errors import TooMuch
from bot.messages.catalogue import say
from bot.models import Channel
from bot.store.limits import question_buckets
from bot.store.limits.question_buckets import Bucket
from bot.store.protocol import Account, Connection

HOUR = timedelta(hours=1)
QUESTION = 1.0
FREE = 0.0
LOOK = 0.02
"""The price of what costs next to nothing. Where no question is left, some of these still are."""
SPARE = 0.25
"""By how much of their size buckets may be overdrawn by these."""
STEPS_A_QUESTION = 10_000_000
"""Steps of the database that a question's price pays for; what takes more costs as many questions."""
MOST_STEPS = 3 * STEPS_A_QUESTION
"""What one request may take, all of its readings together."""


@asynccontextmanager
async def metered(desk: Desk, channel: Channel, person: str, price: float = QUESTION) -> AsyncIterator[Desk]:
    """Take a price from each bucket, or none and raise TooMuch, which says when there is room again.

    Gives the desk with its store on the account of who asks; what was read beyond the price is taken afterwards. The
    operator's terminal is not counted.
    """
    if channel.platform == "console":
        yield desk
        return
    account = Account(server_account(channel), MOST_STEPS)
    theirs = replace(desk, store=desk.store.on_account(account))
    if price:
        await _take(theirs, channel, person, price)
    try:
        yield theirs
    finally:
        more = (MOST_STEPS - account.left) / STEPS_A_QUESTION - price
        if more > 0:
            await theirs.store.write(partial(_charge, desk=desk, buckets=_buckets(desk, channel, person), price=more))


async def _take(desk: Desk, channel: Channel, person: str, price: float) -> None:
    wanted = _buckets(desk, channel, person)
    spare = SPARE if price < QUESTION else 0.0

    def work(db: Connection) -> str:
        """Return why there is nothing to be taken: an error would undo what others write beside."""
        for who, bucket in wanted.items():
            wait = question_buckets.wait(db, bucket, price, desk.clock(), spare)
            if wait is not None:
                return say("limits.asked", who=who, size=bucket.size, time=_minutes(wait))
        _charge(db, desk, wanted, price)
        return ""

    if refusal := await desk.store.write(work):
        raise TooMuch(refusal)


def _charge(db: Connection, desk: Desk, buckets: dict[str, Bucket], price: float) -> None:
    for bucket in buckets.values():
        question_buckets.take(db, bucket, price, desk.clock())


def _buckets(desk: Desk, channel: Channel, person: str) -> dict[str, Bucket]:
    """Return the buckets by whose they are in words; always in one order, so that no lock waits in a ring."""
    limits: LimitSettings = desk.settings.limits
    persons = {say("limits.you"): Bucket(person_account(channel, person), limits.person_hourly, HOUR)} if person else {}
    return persons | {
        say("limits.channel"): Bucket(channel_account(channel), limits.channel_hourly, HOUR),
        say("limits.server"): Bucket(server_account(channel), limits.server_hourly, HOUR),
    }


def _minutes(wait: timedelta) -> str:
    minutes = max(1, ceil(wait.total_seconds() / 60))
    return say("limits.minutes", n=minutes)
