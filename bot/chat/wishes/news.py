"""Wishes for news: a briefing, an answer, passages, stories."""

from __future__ import annotations

from bot.chat import render
from bot.chat.adapter import Reply
from bot.chat.wishes.visit import Visit, names
from bot.desk import reading
from bot.errors import UsageError
from bot.models import Story


async def brief(visit: Visit) -> Reply:
    """Return a briefing of the last hours."""
    since = reading.parse_since(visit.option("since") or "24h")
    briefing = await reading.brief(visit.desk, since=since, topic=visit.option("topic"), audience=visit.audience)
    return Reply(render.briefing(briefing, visit.limits), noun=briefing)


async def ask(visit: Visit) -> Reply:
    """Return the answer to a question."""
    answer = await reading.ask(visit.desk, visit.option("question"), visit.audience)
    return Reply(render.answer(answer, visit.limits), noun=answer)


async def search(visit: Visit) -> Reply:
    """Return the passages that fit some words best."""
    words = visit.option("words")
    if not words:
        raise UsageError("Name what to look for: /search words")
    found = await reading.search(visit.desk, words, audience=visit.audience)
    return Reply(render.passages([hit.citation for hit in found], visit.limits))


async def stories(visit: Visit) -> Reply:
    """Return the stories at hand, the newest first."""
    found = await reading.stories(visit.desk, visit.audience)
    return visit.lines(visit.listed(found, _story, "No stories yet."))


def _story(story: Story) -> str:
    outlets = names(article.source for article in story.articles)
    return f"{story.title} · {story.last_seen:%d %b %H:%M} · {outlets}"
