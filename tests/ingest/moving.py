"""A desk whose clock a test moves on, with sources of its own: what a poll brings, what is held, how a source stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.config.sections import FetchSettings
from bot.desk.desk import Desk
from bot.desk.sources import sources as source_commands
from bot.desk.sources.source_health import health
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.sources.polling import Poller
from bot.ingest.sources.source_reader import Own
from bot.ingest.workers.pool import Workers
from bot.models import OPERATOR, Audience
from bot.store.news import revisions

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TEXT = "The harbour of Eastport reopened on Sunday. Harbour master Ann Lee said that 14 ships would sail by noon.\n"


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


async def polled(desk: Desk, workers: Workers, own: Own, minutes: int, **network: Any) -> tuple[int, int]:
    """Poll what is due, a while later, and return how many articles came in and changed."""
    desk.clock.now += timedelta(minutes=minutes)  # type: ignore[attr-defined]
    async with Fetcher(FetchSettings(), clock=desk.clock, **network) as fetcher:
        report = await Poller(desk.store, fetcher, workers, desk.clock, own=own).round()
    return report.new, report.changed


def titles(desk: Desk, audience: Audience = OPERATOR) -> list[str]:
    since, until = NOW - timedelta(days=9), NOW + timedelta(days=9)
    return sorted(each.title for each in desk.store.read_now(lambda db: revisions.recent(db, audience, since, until)))


async def listed(desk: Desk) -> str:
    (source,) = await source_commands.list_sources(desk)
    return health(source, desk.clock())
