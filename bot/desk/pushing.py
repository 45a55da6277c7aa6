"""Wishes of programs that push news in: taken once, from whoever knows the secret."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.desk.office import Desk
from bot.errors import PushRefused
from bot.models import Source
from bot.store import inbound, sources
from bot.store.database import Connection

if TYPE_CHECKING:
    from bot.ingest.intake import IntakeReport
    from bot.ingest.workers import Workers

ADDRESS = "webhook:ingest"
"""What is pushed is a source like any other: it is listed, and may be filed under a topic or removed."""
PLATFORM = "ingest"
"""Under which name the signatures that were seen are kept."""


async def take_push(desk: Desk, workers: Workers, timestamp: str, signature: str, body: bytes) -> IntakeReport:
    """Store the articles of a signed push, and return how many came in; PushRefused says why it is not taken.

    A signature is taken once, also over restarts. What is stored belongs to everyone.
    """
    from bot.ingest import pushed
    from bot.ingest.intake import take_in

    secret = desk.settings.ingest.secret
    if secret is None:
        raise PushRefused("nothing is taken here. Set READOUT_INGEST_SECRET", 404)
    now = desk.clock()
    pushed.check(secret.get_secret_value(), timestamp, signature, body, now)
    seen = signature.strip().lower()
    if not await desk.store.write(lambda db: inbound.first_time(db, PLATFORM, seen, now)):
        raise PushRefused("pushed before. Sign it anew, with the time of now, to send it again", 409)
    articles, problems = await asyncio.to_thread(pushed.articles_of, body)  # seconds, where it is large
    source = await desk.store.write(lambda db: sources.find(db, ADDRESS) or _add(db, now))
    filed = [replace(article, topic=source.topic) for article in articles]
    report = await take_in(desk.store, filed, workers=workers, clock=desk.clock, source_id=source.id)
    report.failed[:0] = problems
    news = bool(report.new + report.changed)
    await desk.store.write(lambda db: sources.record_push(db, source.id, now, news=news))
    return report


def _add(db: Connection, now: datetime) -> Source:
    return sources.add(db, ADDRESS, kind="webhook", title="POST /ingest", now=now)
