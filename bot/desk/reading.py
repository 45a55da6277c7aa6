"""Wishes that read: a briefing, an answer, who said what, passages, stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.desk import places
from bot.desk.office import Desk
from bot.errors import UsageError
from bot.evidence.statements import merged
from bot.models import OPERATOR, Answer, Audience, Briefing, Channel, Hit, Statement, Story, Timeline
from bot.store import articles, feedback
from bot.store import search as index
from bot.store import stories as story_rows
from bot.store.database import Connection
from bot.summarize import answer as answers
from bot.summarize import suggesting
from bot.summarize import timeline as timelines
from bot.summarize.briefing import compose
from bot.summarize.gathering import Scope

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LONGEST = timedelta(days=3660)
LATELY = timedelta(days=7)
"""Of so long stories are listed in the chat, and questions suggested."""


def parse_since(text: str) -> timedelta:
    """Return how far back "90m", "24h", "7d" or "2w" reaches; a UsageError for anything else."""
    match = re.fullmatch(r"\s*(\d{1,6})\s*([mhdw])\s*", text.lower())
    span = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta()
    if not timedelta() < span <= LONGEST:
        raise UsageError(f"{text!r} is no length of time. Give one like 90m, 24h or 7d")
    return span


async def ask(desk: Desk, question: str, audience: Audience = OPERATOR) -> Answer:
    """Return the answer to a question, or a refusal with its reason."""
    return await answers.answer(desk.store, desk.model, desk.clock, question, audience)


async def brief(
    desk: Desk, *, since: timedelta, topic: str = "", channel: Channel | None = None, audience: Audience = OPERATOR
) -> Briefing:
    """Return a briefing of the time until now, as a channel would get it, or of all that an audience may see."""
    now = desk.clock()
    scope = Scope(channel.audience if channel else audience, now - since, now, topic, channel.id if channel else None)
    return await compose(desk.store, desk.model, scope)


async def quotes(desk: Desk, speaker: str = "", about: str = "", audience: Audience = OPERATOR) -> list[Statement]:
    """Return who said what, in order of time, each statement once with all outlets that carried it."""
    found = await desk.store.read(lambda db: articles.statements(db, audience, speaker, about))
    return merged(found, speaker)


async def no_quotes(desk: Desk, speaker: str, about: str = "", audience: Audience = OPERATOR) -> str:
    """Return why nothing was found that somebody said, in a line; and whom a name may mean that nobody bears."""
    matter = f" about {about}" if about else ""
    if not speaker:
        return f"I hold nothing in which anybody says something{matter}"
    if about and await quotes(desk, speaker, audience=audience):
        return f"I hold nothing in which {speaker} says anything{matter}"
    return await desk.store.read(lambda db: suggesting.nobody(db, speaker, audience))


async def search(desk: Desk, query: str, limit: int = 10, audience: Audience = OPERATOR) -> list[Hit]:
    """Return the passages that fit a query best."""
    return await desk.store.read(lambda db: index.search(db, query, audience, limit=limit))


async def stories(desk: Desk, audience: Audience = OPERATOR, lately: timedelta | None = None) -> list[Story]:
    """Return the stories with their articles, the newest first; all of them, or those of late."""
    since = desk.clock() - lately if lately else None
    return await desk.store.read(lambda db: articles.stories(db, audience, since))


async def speakers(desk: Desk, prefix: str, audience: Audience) -> list[str]:
    """Return the names of those who speak, the most quoted first, that have a word which begins so."""
    return await desk.store.read(lambda db: articles.speakers(db, audience, prefix))


async def suggestions(desk: Desk, audience: Audience) -> list[str]:
    """Return a few questions that the news held can answer: what those said who are quoted most in the latest."""
    held = await stories(desk, audience, LATELY)
    latest = replace(audience, stories=tuple(each.id for each in held[:20]))
    return [f"What did {name} say?" for name in (await speakers(desk, "", latest))[:4]] if held else []


async def story(desk: Desk, story_id: int, audience: Audience) -> Story:
    """Return a story as far as it may be seen; a UsageError where there is none."""
    found = await desk.store.read(lambda db: story_rows.story(db, story_id, audience))
    if found is None:
        raise UsageError("that story is not held any more. `stories` lists those that are")
    return found


async def find_story(desk: Desk, words: str, audience: Audience) -> Story:
    """Return the story that a number, a title or words of its articles' titles mean, the newest of several.

    A UsageError where there is none.
    """
    if words.isascii() and words.isdigit() and len(words) < 18:
        return await story(desk, int(words), audience)
    wanted = words.casefold()
    held = await stories(desk, audience)
    named = next((each for each in held if each.title.casefold() == wanted), None)
    if found := named or next((each for each in held if _is_called(each, wanted.split())), None):
        return found
    raise UsageError(f"no story is called {words[:100]!r}. `stories` lists those that are held")


def _is_called(story: Story, words: Sequence[str]) -> bool:
    titles = (story.title, *(article.title for article in story.articles))
    return any(all(word in title.casefold() for word in words) for title in titles)


async def timeline(desk: Desk, story_id: int, audience: Audience = OPERATOR) -> Timeline:
    """Return how a story developed; a UsageError where it may not be seen."""
    found = await desk.store.read(lambda db: timelines.timeline(db, story_id, audience, desk.clock()))
    if found is None:
        raise UsageError("that story is not held any more. `stories` lists those that are")
    return found


async def more(desk: Desk, story_id: int, audience: Audience) -> Briefing:
    """Return a story at length, whatever was told of it before."""
    held = await story(desk, story_id, audience)
    scope = Scope(replace(audience, stories=(held.id,)), held.first_seen - timedelta(minutes=1), desk.clock())
    return await compose(desk.store, desk.model, scope, length="long", title="More on this")


async def said_in(desk: Desk, story_id: int, audience: Audience) -> list[Statement]:
    """Return who said what in a story, of what may be seen of it; copies are passed over."""
    held = await story(desk, story_id, audience)
    revisions = [item.revision_id for item in held.articles if item.duplicate_of is None]
    return merged(await desk.store.read(lambda db: articles.statements_of(db, revisions)))


async def wants_less(desk: Desk, place: Channel, story_id: int, person: str) -> Story:
    """Take note that a channel wants less of a story and what is like it; return the story."""
    held = await story(desk, story_id, place.audience)

    def work(db: Connection) -> None:
        channel = places.settled(db, place, desk.clock())
        feedback.give(db, channel.id, held.id, person, "less", now=desk.clock())

    await desk.store.write(work)
    return held
