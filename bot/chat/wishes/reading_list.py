"""Wishes about sources: what is read, and changes to it."""

from __future__ import annotations

from bot.chat.adapter import Reply
from bot.chat.wishes.visit import Visit
from bot.desk import sources as wishes
from bot.models import Source


async def sources(visit: Visit) -> Reply:
    """List what is read."""
    found = await wishes.seen_by(visit.desk, visit.audience)
    return visit.lines(visit.listed(found, _source, "No sources yet: sources add ADDRESS"))


def _source(source: Source) -> str:
    state = source.problem or ("not read yet" if source.last_ok_at is None else f"read {source.last_ok_at:%d %b %H:%M}")
    return f"{source.title or source.url} · {state}"
