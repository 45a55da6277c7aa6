"""How often may be asked: a bucket of questions for each person, channel and server, filled again by the hour."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from bot.desk.metering import channel_account, person_account, server_account
from bot.desk.office import Desk
from bot.errors import TooMuch
from bot.models import Channel
from bot.settings import LimitSettings
from bot.store import buckets
from bot.store.database import Connection

HOUR = timedelta(hours=1)


async def take(desk: Desk, channel: Channel, person: str) -> None:
    """Take one question from each bucket, or none and raise TooMuch, which says when there is one again.

    The operator's terminal is not counted.
    """
    if channel.platform == "console":
        return
    wanted = _buckets(desk.settings.limits, channel, person)

    def work(db: Connection) -> None:
        for who, scope, size in wanted:
            wait = buckets.take(db, scope, size, now=desk.clock(), within=HOUR)
            if wait is not None:
                raise TooMuch(f"{who} asked {size} questions within an hour. There is room again in {_minutes(wait)}")

    await desk.store.write(work)


def _buckets(limits: LimitSettings, channel: Channel, person: str) -> list[tuple[str, str, int]]:
    """Return whose they are in words, their names and sizes; always in one order, so that no lock waits in a ring."""
    persons = [("You have", person_account(channel, person), limits.person_hourly)] if person else []
    return [
        *persons,
        ("This channel has", channel_account(channel), limits.channel_hourly),
        ("This server has", server_account(channel), limits.server_hourly),
    ]


def _minutes(wait: timedelta) -> str:
    minutes = max(1, ceil(wait.total_seconds() / 60))
    return f"{minutes} minute" + ("" if minutes == 1 else "s")
