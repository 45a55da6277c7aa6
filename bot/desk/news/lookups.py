"""Commands that read: a briefing, an answer, who said what, passages, stories."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot import slot_times
from bot.desk.desk import Desk
from bot.desk.setup import channel_lookup
from bot.errors import UsageError
from bot.evidence.quotes.merging import merged
from bot.messages.catalogue import say
from bot.models import OPERATOR, Answer, Audience, Briefing, Channel, Hit, Statement, Story, Timeline
from bot.store import full_text_search as index
from bot.store.channels import feedback
from bot.store.news import articles
from bot.store.news import stories as story_rows
from bot.store.protocol import Connection
from bot.summarize.answering import answer as answers
from bot.summarize.answering import name_suggestions
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.conflicts import timeline as timelines
from bot.summarize.briefing.gathering import Scope

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LONGEST = timedelta(days=3660)
_SINCE = "since "
ISO_DAY = len("2026-03-05")
LATELY = timedelta(days=7)
"""Of so long stories are listed in the chat, and questions suggested."""


def parse_since(text: str) -> timedelta:
    """Return how far back "90m", "24h", "7d" or "2w" reaches; a UsageError for anything else."""
    match = re.fullmatch(r"\s*(\d{1,6})\s*([mhdw])\s*", text.lower())
    span = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta()
    if not timedelta() < span <= LONGEST:
        raise UsageError(say("answers.no_length_of_time", text=text))
    return span


def window(text: str, now: datetime) -> tuple[datetime, datetime]:
    """Return from when until when a span of time is: "24h", "yesterday", "monday", "2026-03-05", "since monday".

    `now` is local, as the days are; a day of the week is the last one of that name. A UsageError for anything else.
    """
    word = text.strip().lower()
    from_day = word.startswith(_SINCE)
    day = _day(word.removeprefix(_SINCE).strip(), now)
    if day is None:
        return now - parse_since(text), now
    if not timedelta() <= now - day <= LONGEST:
        raise UsageError(say("answers.no_length_of_time", text=text))
    return day, now if from_day else min(now, day + timedelta(days=1))


def _day(word: str, now: datetime) -> datetime | None:
    """Return when a day begins that is named; None where none is."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if word == "yesterday":
        return midnight - timedelta(days=1)
    if word in slot_times.DAY_NAMES:
        return midnight - timedelta(days=(now.weekday() - slot_times.DAY_NAMES.index(word)) % 7)
    try:
        return datetime.combine(date.fromisoformat(word), time(), now.tzinfo) if len(word) == ISO_DAY else None
    except ValueError:
        return None


async def ask(desk: Desk, question: str, audience: Audience = OPERATOR, language: str = "") -> Answer:
    """Return the answer to a question, or a refusal with its reason; `language` is what is read, as a code."""
    return await answers.answer(desk.store, desk.model, question, audience, reader=desk.reader, language=language)


async def brief(
    desk: Desk,
    *,
    since: timedelta,
    topic: str = "",
    channel: Channel | None = None,
    audience: Audience = OPERATOR,
    until: datetime | None = None,
    language: str = "",
) -> Briefing:
    """Return a briefing of the time until now, or until then, as a channel would get it, or of all that may be seen.

    `language` is the code of what is read, "" for what the channel reads.
    """
    now = min(until.astimezone(UTC), desk.clock()) if until else desk.clock()
    scope = Scope(channel.audience if channel else audience, now - since, now, topic, channel.id if channel else None)
    reads = language or (channel.language if channel else "")
    return await compose(desk.store, desk.model, scope, reader=desk.reader, language=reads)


async def quotes(desk: Desk, speaker: str = "", about: str = "", audience: Audience = OPERATOR) -> list[Statement]:
    """Return who said what, in order of time, each statement once with all outlets that carried it."""
    found = await desk.store.read(lambda db: articles.statements(db, audience, speaker, about))
    return merged(found, speaker)


async def no_quotes(desk: Desk, speaker: str, about: str = "", audience: Audience = OPERATOR) -> str:
    """Return why nothing was found that somebody said, in a line; and whom a name may mean that nobody bears."""
    matter = say("answers.about", about=about) if about else ""
    if not speaker:
        return say("answers.no_statement", matter=matter)
    if about and await quotes(desk, speaker, audience=audience):
        return say("answers.says_nothing", speaker=speaker, whom="", about=matter)
    return await desk.store.read(lambda db: name_suggestions.nobody(db, speaker, audience))


async def search(desk: Desk, query: str, limit: int = 10, audience: Audience = OPERATOR) -> list[Hit]:
    """Return the passages that fit a query best."""
    return await desk.store.read(lambda db: index.search(db, query, audience, limit=limit))


async def stories(desk: Desk, audience: Audience = OPERATOR) -> list[Story]:
    """Return all stories with their articles, the newest first."""
    return await desk.store.read(lambda db: articles.stories(db, audience))


async def newest(desk: Desk, audience: Audience, lately: timedelta, most: int) -> tuple[list[Story], int]:
    """Return the newest stories of late, `most` at most, and how many there are in all."""
    since = desk.clock() - lately

    def look(db: Connection) -> tuple[list[Story], int]:
        return story_rows.newest(db, audience, since, most), story_rows.count(db, audience, since)

    return await desk.store.read(look)


async def titles(desk: Desk, audience: Audience, typed: str, most: int) -> list[str]:
    """Return the titles of the newest stories, or of those whose articles' titles have words that begin as is typed."""
    since = desk.clock() - LATELY

    def look(db: Connection) -> list[Story]:
        if typed.strip():
            return story_rows.called(db, audience, typed, most)
        return story_rows.newest(db, audience, since, most)

    return [each.title for each in await desk.store.read(look) if each.title]


async def speakers(desk: Desk, prefix: str, audience: Audience) -> list[str]:
    """Return the names of those who speak, the most quoted first, that have a word which begins so."""
    return await desk.store.read(lambda db: articles.speakers(db, audience, prefix))


async def suggestions(desk: Desk, audience: Audience) -> list[str]:
    """Return a few questions that the news held can answer: what those said who are quoted most in the latest."""
    since = desk.clock() - LATELY
    held = await desk.store.read(lambda db: story_rows.newest(db, audience, since, 20))
    latest = replace(audience, stories=tuple(each.id for each in held))
    return [say("answers.suggestion", name=name) for name in (await speakers(desk, "", latest))[:4]] if held else []


async def story(desk: Desk, story_id: int, audience: Audience) -> Story:
    """Return a story as far as it may be seen; a UsageError where there is none."""
    found = await desk.store.read(lambda db: story_rows.story(db, story_id, audience))
    if found is None:
        raise UsageError(say("answers.story_not_held"))
    return found


async def find_story(desk: Desk, words: str, audience: Audience) -> Story:
    """Return the story that a number, a title or words of its articles' titles mean, the newest of several.

    A UsageError where there is none.
    """
    if words.isascii() and words.isdigit() and len(words) < 18:
        return await story(desk, int(words), audience)
    found = await desk.store.read(lambda db: _named(db, words, audience))
    if found is None:
        raise UsageError(say("answers.no_such_story", name=words[:100]))
    return found


def _named(db: Connection, name: str, audience: Audience) -> Story | None:
    if titled := story_rows.titled(db, audience, name):
        return titled[0]
    held = story_rows.called(db, audience, name)
    same = (each for each in held if each.title.casefold() == name.casefold())
    return next(same, None) or (held[0] if held else None)


async def timeline(desk: Desk, story_id: int, audience: Audience = OPERATOR) -> Timeline:
    """Return how a story developed; a UsageError where it may not be seen."""
    found = await desk.store.read(lambda db: timelines.timeline(db, story_id, audience, desk.clock()))
    if found is None:
        raise UsageError(say("answers.story_not_held"))
    return found


async def more(desk: Desk, story_id: int, audience: Audience, language: str = "") -> Briefing:
    """Return a story at length, whatever was told of it before; `language` is what is read, as a code."""
    held = await story(desk, story_id, audience)
    scope = Scope(replace(audience, stories=(held.id,)), held.first_seen - timedelta(minutes=1), desk.clock())
    title = say("briefing.more_title")
    return await compose(
        desk.store, desk.model, scope, length="long", title=title, reader=desk.reader, language=language
    )


async def said_in(desk: Desk, story_id: int, audience: Audience) -> list[Statement]:
    """Return who said what in a story, of what may be seen of it; copies are passed over."""
    held = await story(desk, story_id, audience)
    revisions = [item.revision_id for item in held.articles if item.duplicate_of is None]
    return merged(await desk.store.read(lambda db: articles.statements_of(db, revisions)))


@dataclass(frozen=True, slots=True)
class LessOf:
    """A story of which less is wanted, and whether its channel gets no more of it."""

    story: Story
    left_out: bool


async def wants_less(desk: Desk, place: Channel, story_id: int, person: str, *, manages: bool) -> LessOf:
    """Take note that somebody wants less of a story and what is like it, and return what comes of it.

    `manages`: they may decide for the channel. One member's wish has the story told later; several leave it out.
    """
    held = await story(desk, story_id, place.audience)
    now = desk.clock()

    def work(db: Connection) -> bool:
        channel = channel_lookup.settled(db, desk, place)
        feedback.give(db, channel.id, feedback.Opinion(held.id, person, "less", manages), now=now)
        return held.id in feedback.unwanted(db, channel.id, now).left_out

    return LessOf(held, left_out=await desk.store.write(work))
