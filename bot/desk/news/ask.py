"""A question in the chat: what it leans on, its answer, and what is kept of it for the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.desk.desk import Desk
from bot.desk.news.follow_ups import Subject, is_unresolved, meant, subject_from, subject_of
from bot.desk.setup.reading_language import read_in
from bot.models import Answer, Briefing, Channel, Platform
from bot.store.channels import conversations
from bot.store.deliveries import posted_claims, sent
from bot.store.news import stories as story_rows
from bot.store.news.placing import story_lineage
from bot.store.protocol import Connection
from bot.summarize.answering import answer as answers
from bot.summarize.answering.with_model import Conversation, Told

MOST_STORIES = 3
"""Of an answer, whose outlets are named."""
REMEMBERED = timedelta(hours=24)
"""How long a question is a context for the next one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with where it was put: in a `thread`, as a reply to the message `about`, after `history`."""

    text: str
    person: str = ""
    thread: str = ""
    about: str = ""
    history: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and the number that `carried_by` wants."""

    answer: Answer
    turn: int


async def ask(desk: Desk, place: Channel, asked: Asked, told: Told | None = None) -> Answered:
    """Return the answer to a question, understood from what was asked or told before it.

    `told` is called with the first claims that a model writes, as soon as they are proved.
    """
    since = desk.clock() - REMEMBERED
    before = await desk.store.read(partial(_before, place=place, asked=asked, since=since))
    wanted = meant(asked.text, before)
    stories = before.stories if wanted.follows or before.whole else ()
    unresolved = is_unresolved(asked.text, wanted, before)
    talk = Conversation(asked.text, before.spoken if wanted.follows or unresolved else (), unresolved, stories)
    answer = await answers.answer(
        desk.store,
        desk.model,
        wanted.question,
        place.audience,
        told=told,
        reader=desk.reader,
        talk=talk,
        language=await read_in(desk, place),
    )
    answer = replace(answer, question=asked.text)
    cited = {item.revision_id for claim in answer.claims for item in claim.citations}
    found = await desk.store.read(partial(story_rows.stories_of, revision_ids=sorted(cited)))
    subject = subject_of(wanted.question, answer, tuple(found))
    return Answered(answer, await _kept(desk, place, asked, subject))


async def briefed(desk: Desk, place: Channel, asked: Asked, briefing: Briefing) -> int:
    """Keep what a briefing told that somebody asked for, so that its stories can be asked about."""
    stories = tuple(story.story_id for story in (*briefing.stories, *briefing.also) if story.story_id > 0)
    return await _kept(desk, place, asked, Subject(stories=stories, whole=True))


async def carried_by(desk: Desk, platform: Platform, message_id: str, turn: int) -> None:
    """Take note of a message that carries an answer, so that a reply to it is understood."""

    def work(db: Connection) -> None:
        conversations.carried_by(db, platform, message_id, turn)
        posted_claims.carried_by(db, platform, message_id, turn)

    await desk.store.write(work)


async def told_before(desk: Desk, place: Channel, asked: Asked) -> tuple[int, ...]:
    """Return the numbers of the stories, a few, that the last answer here was of."""
    since = desk.clock() - REMEMBERED
    return (await desk.store.read(partial(_before, place=place, asked=asked, since=since))).stories[:MOST_STORIES]


async def goes_on(desk: Desk, place: Channel, asked: Asked) -> bool:
    """Tell whether what is said replies to an answer, or stands in a thread in which one was given."""
    since = desk.clock() - REMEMBERED

    def work(db: Connection) -> bool:
        if asked.about:
            where = conversations.place_of(place)
            return bool(conversations.of_message(db, where, place.platform, asked.about, since))
        return bool(asked.thread and conversations.last(db, _where(place, asked), since))

    return await desk.store.read(work)


async def follows(desk: Desk, place: Channel, asked: Asked) -> bool:
    """Tell whether there is anything that a question may lean on."""
    since = desk.clock() - REMEMBERED
    return await desk.store.read(partial(_before, place=place, asked=asked, since=since)) != Subject()


def _before(db: Connection, place: Channel, asked: Asked, since: datetime) -> Subject:
    """Return what a question may lean on: what it replies to, or what was asked last in its thread."""
    if asked.about:
        turn = conversations.of_message(db, conversations.place_of(place), place.platform, asked.about, since)
        if turn:
            return _current(db, subject_from(turn.subject))
        stories = sent.stories_of_message(db, place.platform, place.platform_id, asked.about)
        if stories:
            return Subject(stories=tuple(stories), whole=True)
    last = conversations.last(db, _where(place, asked), since)
    if said := _said_since(asked.history, last.question if last else ""):
        return said
    return _current(db, subject_from(last.subject)) if last else Subject()


def _said_since(history: Sequence[str], question: str) -> Subject | None:
    """Return what people spoke of after the last question: the latest that names somebody, else the latest at all."""
    said = []
    for text in reversed(history):
        if question and question in text:
            break
        said.append(subject_of(text))
    return next((each for each in said if each.person), said[0] if said else None)


def _current(db: Connection, subject: Subject) -> Subject:
    """Return a subject with its stories as they are now."""
    found = (story_lineage.current(db, story_id) for story_id in subject.stories)
    return replace(subject, stories=tuple(story_id for story_id in found if story_id is not None))


def _where(place: Channel, asked: Asked) -> str:
    """Return where a question stands: in its thread, or, where there is none, among the others of its person."""
    return f"{conversations.place_of(place)}{asked.thread or f'@{asked.person}'}"


async def _kept(desk: Desk, place: Channel, asked: Asked, subject: Subject) -> int:
    where, told = _where(place, asked), subject.to_json()
    return await desk.store.write(
        lambda db: conversations.add(db, where, asked.person, asked.text, told, now=desk.clock())
    )
