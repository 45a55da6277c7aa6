"""Writes a briefing: the stories of its scope, best first, each sentence checked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from bot.errors import BadReply, ModelError
from bot.language.registry import pack_of
from bot.messages.catalogue import say
from bot.models import BriefedStory, Briefing, Claim, Decision, Length, Writer
from bot.store.deliveries.taken_back import standing
from bot.store.protocol import Connection, Store
from bot.summarize.briefing.edition import MANY_SECTIONS, lead, line, lines_beside, room
from bot.summarize.briefing.foreign_lines import put_into, untranslated
from bot.summarize.briefing.gathering import Gathered, Scope, gathered
from bot.summarize.briefing.headlines.choice import headline
from bot.summarize.briefing.novelty import is_translated, read
from bot.summarize.briefing.selection import STORIES, StoryGroup, reasons
from bot.summarize.briefing.source_sentences import Material, Sentence, stems
from bot.summarize.briefing.story_writing import Author, extracted, is_known, modelled, notice
from bot.summarize.briefing.telling import Telling, Written
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.claim_verifier import ClaimVerifier
from bot.summarize.verification.foreign import marked_story
from bot.summarize.verification.taken_back import taken_back

log = logging.getLogger(__name__)

HEADED = 0.6
"""Share of the words of a title, names apart, that a section holds which tells what it says."""
LINES_FIRST = 2
"""Stories of a line each that may come before the first section is told."""
PATIENCE = 240.0
"""Seconds that a model may write at a briefing: what it has not told by then, the sources' sentences tell."""


async def compose(
    store: Store,
    model: LanguageModel | None,
    scope: Scope,
    *,
    length: Length = "normal",
    title: str = "",
    reader: ClaimVerifier | None = None,
    language: str = "",
    patience: float = PATIENCE,
) -> Briefing:
    """Return the briefing of what a scope holds; without stories where nothing new was said.

    `reader` judges what the model writes and code cannot tell. A model that fails, or has not told all in so many
    seconds (`patience`), is done without, and the briefing says so. `language` is the code of what is read: what is
    not written in it stands as its source prints it, marked.
    """
    found = await store.read(partial(gathered, scope=scope))
    telling = Telling(length, 0)
    author = Author(model, length, reader, asyncio.get_running_loop().time() + patience, language)
    if model is not None:
        found, author = await _planned(author, model, found, telling)
    author = await _write_all(store, author, found, telling)
    if author.model is not None and author.language:
        await _put_lines_into(author, author.model, telling)
    base = Briefing(title or _title(scope.topic), scope.since, scope.until, (), language=language)

    def finished(db: Connection) -> Briefing:
        whole = untranslated(_briefing(found, telling, base), has_model=model is not None)
        return taken_back(standing(db, scope.audience)).cleared(whole)  # a model may have written for minutes

    return await store.read(finished)


async def _planned(author: Author, model: LanguageModel, found: Gathered, telling: Telling) -> tuple[Gathered, Author]:
    """Have the model plan the edition. The rules' stands where its plan is of no use, and all where it is away."""
    from bot.summarize.briefing.planning import planned

    try:
        async with asyncio.timeout_at(author.until):
            found, telling.usage = await planned(model, found, author.length)
    except BadReply as error:
        log.info("a briefing was not planned by the model: %s", error)
    except (ModelError, TimeoutError) as error:
        telling.notice = notice(error)
        author = replace(author, model=None)
    return found, author


async def _write_all(store: Store, author: Author, found: Gathered, result: Telling) -> Author:
    """Write the stories, best first, until the briefing is as long as it may be; those behind get a line each.

    What the sources' sentences tell is worked out where the store is read, in its owner's turn: it takes a tenth of a
    second of work, for which the event loop would stand still. Returns who may go on writing at the briefing: without
    the model, where that went away.
    """
    steps = _steps(author, found, result)
    asked = await store.read(lambda _: next(steps, None))
    while asked is not None and author.model is not None:
        written = await modelled(author, author.model, *asked)
        if written.away:
            author = replace(author, model=None)
        asked = await store.read(partial(_after, steps, written))
    return author


_Steps = Generator[tuple[Written, Material], Written, None]


def _after(steps: _Steps, written: Written, _: Connection) -> tuple[Written, Material] | None:
    """Go on with what the model made of a story; return the next that it is to write, None where there is none."""
    try:
        return steps.send(written)
    except StopIteration:
        return None


def _steps(author: Author, found: Gathered, result: Telling) -> _Steps:
    """Tell one story after the other. Each that the model is to write is yielded, and taken back as it wrote it."""
    length, has_model = author.length, author.model is not None
    due = [group for group in found.groups if group.is_due and found.may_get_section(group.story_id)][: STORIES[length]]
    result.left, result.lines = room(length, len(found.groups), len(due)), lines_beside(length, len(due))
    is_full = len(due) >= MANY_SECTIONS[length]
    first: tuple[StoryGroup, Material, Written] | None = None
    for group, material in zip(found.groups, found.materials, strict=True):
        if refusal := found.taste.refuses(group.story_id):
            result.outcome[group.story_id] = refusal
            continue
        due = [each for each in due if each is not group]
        if len(result.also) >= result.lines and not (group.is_due and result.left > 0):
            result.outcome[group.story_id] = "budget"
            continue
        written = extracted(group, material, author)
        is_section = result.left > 0 and len(result.stories) < STORIES[length] and found.gets_section(group.story_id)
        is_section &= has_model or not _is_line(group, written, result)
        is_section &= group.is_due or not is_full
        if is_section and has_model and written.story:
            written = yield written, material
            has_model = not written.away
        _take(author, group, material, written, result, waiting=len(due) if is_section else None)
        if first is None and written.story and not has_model:
            first = (group, material, written)
    if first and not result.stories:
        _open(result, *first)
    result.fill()


def _is_line(group: StoryGroup, written: Written, result: Telling) -> bool:
    """Tell whether a story is better told by its headline: a column, or one that no sentence leads into."""
    may_wait = bool(result.stories) or len(result.also) < LINES_FIRST
    return may_wait and (group.is_opinion or not (written.is_led or group.is_due))


def _open(result: Telling, group: StoryGroup, material: Material, written: Written) -> None:
    """Make a section of the first story that got a line, where no other is told."""
    result.also = [each for each in result.also if each.story_id != group.story_id]
    result.add(group, written, partial(is_known, material))


def _take(
    author: Author, group: StoryGroup, material: Material, written: Written, result: Telling, *, waiting: int | None
) -> None:
    """Take a story into the briefing, and the sides of its affair that it leaves untold.

    `waiting`: how many others are due a section behind it; None where it gets none itself.
    """
    known, told = partial(is_known, material), None
    if waiting is not None:
        told = result.add(group, written, known, waiting)
    elif written.story:
        told = result.mention(written.story, known)
    else:
        result.outcome[group.story_id] = written.reason
    if told is None:
        return
    untold = _untold_sides(group, told, written.fresh, material.beside, author) if told in result.stories else ()
    sides = list(untold)[: max(0, result.lines - len(result.also))]
    result.also += sides
    for item in (told, *sides):
        material.known.add(*(text for claim in (*item.claims, *item.differences) for text in _said_by(claim, author)))


async def _put_lines_into(author: Author, model: LanguageModel, telling: Telling) -> None:
    """Have headlines and stories of a line each put into the reader's language too, as far as there is time."""
    try:
        async with asyncio.timeout_at(author.until):
            told, also, cost = await put_into(model, telling.stories, telling.also, author.reader, author.language)
    except TimeoutError as error:
        telling.notice = telling.notice or notice(error)
    else:
        telling.stories, telling.also, telling.usage = told, also, telling.usage + cost


def _said_by(claim: Claim, author: Author) -> Iterator[str]:
    """Yield what is told by a claim: in another language than its passages also what they say."""
    yield claim.text
    if author.language and claim.written_by == "model":
        yield from (cited.text for cited in claim.citations if is_translated(claim.text, language_of((cited,))))


def _title(topic: str) -> str:
    return say("briefing.about_title", topic=" ".join(topic.split())) if topic.strip() else say("briefing.title")


def _untold_sides(
    group: StoryGroup, told: BriefedStory, fresh: Sequence[Sentence], beside: Sequence[str], author: Author
) -> Iterator[BriefedStory]:
    """Yield the stories of an affair that its section cites nothing of, where they have news: a line each."""
    cited = {citation.revision_id for claim in told.claims for citation in claim.citations}
    for side in group.sides:
        ids = {item.id for item in side.revisions}
        first = next((sentence for sentence in fresh if sentence.revision.id in ids), None)
        if first is not None and not ids & cited and not _is_told_by(first, told):
            claim = Claim(first.text, (first.revision.cite(first.span),))
            over = headline([first.revision], (claim,), beside)
            status: Literal["new", "update"] = "update" if side.told_before else "new"
            apart = BriefedStory(side.story_id, over, (claim,), side.outlets, status, voices=side.voices)
            yield line(marked_story(apart, author.language))


def _is_told_by(side: Sentence, told: BriefedStory) -> bool:
    """Tell whether what a story is headed by is told: another outlet's report of the very event, not another side.

    Whom and what place both name, they share whatever happened there.
    """
    title = stems(side.revision.title, side.language)
    named = read(side.revision.title, pack_of(side.language).claims).names
    title = title - stems(" ".join(named), side.language) or title
    whole = " ".join((told.headline, *(claim.text for claim in told.claims)))
    return len(title & stems(whole, side.language)) >= HEADED * len(title) > 0


def _briefing(found: Gathered, telling: Telling, base: Briefing) -> Briefing:
    told = (*telling.stories, *telling.also)
    cited = frozenset(c.revision_id for story in told for claim in story.claims for c in claim.citations)
    decided = tuple(Decision(article, reason) for article, reason in reasons(found.groups, telling.outcome, cited))
    return replace(
        base,
        stories=tuple(telling.stories),
        lead=lead(telling.stories, telling.length),
        also=tuple(telling.also),
        written_by=_writer(telling.stories),
        usage=telling.usage,
        read=len(found.read),
        copies=sum(item.reason == "copy" for item in decided),
        told_before=sum(item.reason == "told before" for item in decided),
        outlets=len({name for group in found.groups for name in group.outlets}),
        notice=telling.notice,
        decisions=decided,
    )


def _writer(stories: Sequence[BriefedStory]) -> Writer:
    by = {claim.written_by for story in stories for claim in story.claims}
    return "mixed" if len(by) > 1 else "model" if "model" in by else "extractive"
