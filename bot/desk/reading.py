"""Wishes that read: a briefing, an answer, who said what, passages, stories."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.desk.office import Desk
from bot.errors import UsageError
from bot.models import OPERATOR, Answer, Audience, Briefing, Channel, Hit, Statement, Story
from bot.store import articles
from bot.store import search as index
from bot.summarize import answer as answers
from bot.summarize import briefing

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LONGEST = timedelta(days=3660)


def parse_since(text: str) -> timedelta:
    """Return how far back "90m", "24h", "7d" or "2w" reaches; a UsageError for anything else."""
    match = re.fullmatch(r"\s*(\d{1,6})\s*([mhdw])\s*", text.lower())
    span = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta()
    if not timedelta() < span <= LONGEST:
        raise UsageError(f"--since {text!r} is no length of time. Give one like 90m, 24h or 7d")
    return span


async def ask(desk: Desk, question: str, audience: Audience = OPERATOR) -> Answer:
    """Return the answer to a question, or a refusal with its reason."""
    return await answers.answer(desk.store, desk.model, desk.clock, question, audience)


async def brief(
    desk: Desk, *, since: timedelta, topic: str = "", channel: Channel | None = None, audience: Audience = OPERATOR
) -> Briefing:
    """Return a briefing of the time until now, as a channel would get it, or of all that an audience may see."""
    now = desk.clock()
    return await briefing.compose(
        desk.store,
        desk.model,
        desk.clock,
        audience=channel.audience if channel else audience,
        since=now - since,
        until=now,
        topic=topic,
        channel_id=channel.id if channel else None,
    )


async def quotes(desk: Desk, speaker: str = "", about: str = "", audience: Audience = OPERATOR) -> list[Statement]:
    """Return who said what, in order of time."""
    return await desk.store.read(lambda db: articles.statements(db, audience, speaker, about))


async def search(desk: Desk, query: str, limit: int = 10, audience: Audience = OPERATOR) -> list[Hit]:
    """Return the passages that fit a query best."""
    return await desk.store.read(lambda db: index.search(db, query, audience, limit=limit))


async def stories(desk: Desk, audience: Audience = OPERATOR) -> list[Story]:
    """Return the stories with their articles, the newest first."""
    return await desk.store.read(lambda db: articles.stories(db, audience))
