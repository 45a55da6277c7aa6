"""Commands of programs that push news in: taken once, from whoever knows the secret."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.desk.desk import Desk
from bot.errors import PushRefused
from bot.ingest.sources import push_source
from bot.messages.catalogue import say
from bot.models import Source
from bot.store.channels import inbound_events
from bot.store.news import sources
from bot.store.protocol import Connection

if TYPE_CHECKING:
    from bot.ingest.sources.source_reader import IntakeReport
    from bot.ingest.workers.pool import Workers

PLATFORM = "ingest"
"""Under which name the signatures that were seen are kept."""


def check_push(desk: Desk, timestamp: str, signature: str, body: bytes | None = None) -> None:
    """Raise PushRefused where a push is not signed as it must be; without its body yet, where it cannot be."""
    secret, now = desk.settings.ingest.secret, desk.clock()
    if secret is None:
        raise PushRefused(say("sources.push_off"), 404)
    if body is None:
        push_source.check_header(timestamp, signature, now)
    else:
        push_source.check(secret.get_secret_value(), timestamp, signature, body, now)


async def take_push(desk: Desk, workers: Workers, timestamp: str, signature: str, body: bytes) -> IntakeReport:
    """Store the articles of a signed push, and return how many came in; PushRefused says why it is not taken.

    A signature is taken once, also over restarts. What is stored belongs to everyone.
    """
    from bot.ingest.sources.provenance import Sender
    from bot.ingest.sources.store_articles import take_in

    check_push(desk, timestamp, signature, body)
    now = desk.clock()
    seen = signature.strip().lower()
    if not await desk.store.write(lambda db: inbound_events.first_time(db, PLATFORM, seen, now)):
        raise PushRefused(say("sources.push_twice"), 409)
    articles, problems = await asyncio.to_thread(push_source.articles_of, body)  # seconds, where it is large
    source = await desk.store.write(lambda db: sources.find(db, push_source.ADDRESS) or _add(db, now))
    sender = Sender(source)
    filed = [replace(article, topic=source.topic, provenance=sender.whose(article)) for article in articles]
    report = await take_in(desk.store, filed, workers=workers, clock=desk.clock, source_id=source.id)
    report.failed[:0] = problems
    news = bool(report.new + report.changed)
    await desk.store.write(lambda db: sources.record_push(db, source.id, now, news=news), synced=True)
    return report


def _add(db: Connection, now: datetime) -> Source:
    return sources.add(db, push_source.ADDRESS, kind=push_source.PushSource.name, title="POST /ingest", now=now)
