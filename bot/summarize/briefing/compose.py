"""Writes a briefing: the stories of its scope, best first, each sentence checked."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from bot.errors import BudgetSpent, ModelError
from bot.logs import level_of
from bot.messages.catalogue import say
from bot.models import BriefedStory, Briefing, Citation, Claim, Decision, Length, Usage, Writer
from bot.store.protocol import Store
from bot.summarize.briefing.conflicting_dates import datings
from bot.summarize.briefing.conflicting_numbers import differences
from bot.summarize.briefing.conflicting_quotations import wordings
from bot.summarize.briefing.edition import IsKnown, fitted, lead, line, room, section_room, words
from bot.summarize.briefing.extractive import headline, quotation, tell
from bot.summarize.briefing.gathering import Gathered, Scope, gathered
from bot.summarize.briefing.selection import ALSO, SENTENCES, STORIES, StoryGroup, reasons
from bot.summarize.briefing.source_sentences import Material, Sentence, cite, tellable
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.claim_verifier import ClaimVerifier

log = logging.getLogger(__name__)

FAMILIAR_SENTENCES, FAMILIAR = 2, 1 / 3
"""Sentences, and share of them, that a channel was told already, from which a story is an update in its eyes."""
NOTHING = Usage()
MOST_SIDES_TOLD = 3
"""Sentences more for an affair of several stories, one for each that is told with the first."""


@dataclass(frozen=True, slots=True)
class Written:
    """A story as it was written, what it cost, and what went wrong on the way."""

    story: BriefedStory | None
    usage: Usage = NOTHING
    notice: str = ""
    reason: str = ""
    fresh: tuple[Sentence, ...] = ()
    """The sentences that it could be told by."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes the stories, and at what length: `model` None: they are told in the sources' sentences."""

    model: LanguageModel | None
    length: Length
    reader: ClaimVerifier | None = None


@dataclass(slots=True)
class Telling:
    """What has been written so far: the stories, why others were not told, what it cost, what went wrong.

    `left` is how many words the sections may still have.
    """

    length: Length
    left: int
    stories: list[BriefedStory] = field(default_factory=list)
    also: list[BriefedStory] = field(default_factory=list)
    outcome: dict[int, str] = field(default_factory=dict)
    usage: Usage = NOTHING
    notice: str = ""

    def add(self, group: StoryGroup, written: Written, known: IsKnown) -> BriefedStory | None:
        """Take a story in as a section or as a line, or why there is none; the first thing that went wrong is kept."""
        self.usage, self.notice = self.usage + written.usage, self.notice or written.notice
        if written.story is None:
            self.outcome[group.story_id] = written.reason
            return None
        section = fitted(written.story, min(self.left, section_room(self.length, len(group.sides))))
        if section is None:
            alone = replace(written.story, claims=written.story.claims[:1], differences=())
            if self.stories and words(alone) > self.left:
                self.left = 0
                return self.mention(written.story, known)
            section = alone  # the first story of a day is told, however long its sentence
        self.left -= words(section)
        self.stories.append(section)
        return section

    def mention(self, story: BriefedStory, known: IsKnown) -> BriefedStory:
        """Take a story in as a line, one that is not known."""
        self.also.append(line(story, known))
        return self.also[-1]


async def compose(
    store: Store,
    model: LanguageModel | None,
    scope: Scope,
    *,
    length: Length = "normal",
    title: str = "",
    reader: ClaimVerifier | None = None,
) -> Briefing:
    """Return the briefing of what a scope holds; without stories where nothing new was said.

    `reader` judges what the model writes and code cannot tell. A model that fails is done without, and the briefing
    says so.
    """
    found = await store.read(partial(gathered, scope=scope))
    telling = await _write_all(Author(model, length, reader), found)
    return _briefing(found, telling, Briefing(title or _title(scope.topic), scope.since, scope.until, ()))


async def _write_all(author: Author, found: Gathered) -> Telling:
    """Write the stories, best first, until the briefing is as long as it may be; those behind get a line each."""
    length = author.length
    result = Telling(length, room(length, len(found.groups)))
    for group, material in zip(found.groups, found.materials, strict=True):
        if refusal := found.taste.refuses(group.story_id):
            result.outcome[group.story_id] = refusal
            continue
        if len(result.also) == ALSO[length]:
            result.outcome[group.story_id] = "budget"
            continue
        written, known = _extracted(group, material, length), partial(_is_known, material)
        if result.left > 0 and len(result.stories) < STORIES[length]:
            if author.model is not None and written.story:
                written = await _modelled(author, author.model, written, material)
            told = result.add(group, written, known)
            if result.notice:
                author = replace(author, model=None)
        else:
            told = result.mention(written.story, known) if written.story else None
            if told is None:
                result.outcome[group.story_id] = written.reason
        if told:
            sides = list(_untold_sides(group, told, written.fresh))[: ALSO[length] - len(result.also)]
            result.also += sides
            for item in (told, *sides):
                material.known.add(*(claim.text for claim in (*item.claims, *item.differences)))
    return result


def _title(topic: str) -> str:
    return say("briefing.about_title", topic=" ".join(topic.split())) if topic.strip() else say("briefing.title")


def _extracted(group: StoryGroup, material: Material, length: Length) -> Written:
    """Return a story as the source's sentences tell it."""
    sentences = tellable(material)
    fresh = material.fresh(sentences)
    claims = tell(material, fresh, SENTENCES[length] + min(material.sides, MOST_SIDES_TOLD))
    if not claims:
        return Written(None, reason="told before" if sentences else "filter")
    if length != "short":
        said = quotation(material, claims)
        claims = (*claims, said) if said else claims
    told_before = group.told_before or _was_told(sentences, fresh)
    return Written(_story(group, material, claims, fresh, told_before=told_before), fresh=tuple(fresh))


def _was_told(sentences: Sequence[Sentence], fresh: Sequence[Sentence]) -> bool:
    """Tell whether much of a story was told, under another story's name."""
    known = len(sentences) - len(fresh)
    return known >= FAMILIAR_SENTENCES and known >= FAMILIAR * len(sentences)


def _story(
    group: StoryGroup, material: Material, claims: tuple[Claim, ...], fresh: Sequence[Sentence], *, told_before: bool
) -> BriefedStory:
    return BriefedStory(
        story_id=group.story_id,
        headline=headline(group.revisions, claims),
        claims=claims,
        sources=group.outlets,
        voices=group.voices,
        status="update" if told_before else "new",
        differences=tuple(
            item
            for item in (*differences(fresh), *datings(fresh), *wordings(material.statements))
            if not _is_known(material, item)
        ),
    )


def _untold_sides(group: StoryGroup, told: BriefedStory, fresh: Sequence[Sentence]) -> Iterator[BriefedStory]:
    """Yield the stories of an affair that its section cites nothing of, where they have news: a line each."""
    cited = {citation.revision_id for claim in told.claims for citation in claim.citations}
    for side in group.sides:
        ids = {item.id for item in side.revisions}
        first = next((sentence for sentence in fresh if sentence.revision.id in ids), None)
        if first is not None and not ids & cited:
            claim = Claim(first.text, (cite(first.revision, first.span),))
            over = headline([first.revision], (claim,))
            status: Literal["new", "update"] = "update" if side.told_before else "new"
            yield line(BriefedStory(side.story_id, over, (claim,), side.outlets, status, voices=side.voices))


def _is_known(material: Material, claim: Claim) -> bool:
    return material.known.holds(claim.text, language_of(claim.citations))


async def _modelled(author: Author, model: LanguageModel, written: Written, material: Material) -> Written:
    """Have the model write the story; where it fails, or repeats what was told, the source's sentences stand."""
    from bot.summarize.generation.grounded_writer import write_story

    story = written.story
    assert story is not None  # noqa: S101 - for the type checker: only a story that can be told comes here
    evidence = _evidence(material, story.claims, written.fresh)
    try:
        draft = await write_story(
            model,
            evidence,
            material.statements,
            headline=story.headline,
            length=author.length,
            reader=author.reader,
        )
    except ModelError as error:
        log.log(level_of(error), "a story was written without the model: %s", error)
        spent = isinstance(error, BudgetSpent)
        return replace(written, notice=say("briefing.model_spent") if spent else say("briefing.model_away"))
    kept = tuple(claim for claim in draft.claims if not _is_known(material, claim))
    lost = len(draft.claims) - len(kept) + len(draft.dropped)
    if lost or not kept:
        kept = (*kept, *_replacing(kept, story.claims, max(1, lost)))
    if draft.headline:
        story = replace(story, headline=draft.headline.text, headline_cites=draft.headline.citations)
    return Written(replace(story, claims=kept), draft.usage, fresh=written.fresh)


def _evidence(material: Material, claims: Sequence[Claim], fresh: Sequence[Sentence]) -> tuple[Citation, ...]:
    """Return the passages that the model may use: those of the best sentences first, then how the articles open."""
    more = tell(material, fresh, 12)
    return tuple(dict.fromkeys(item for claim in (*claims, *more) for item in claim.citations))


def _replacing(kept: Sequence[Claim], sources: Sequence[Claim], most: int) -> list[Claim]:
    """Return the source's sentences that stand in for what could not be proved."""
    told_of = {(c.revision_id, c.start) for claim in kept for c in claim.citations}
    left = [claim for claim in sources if (claim.citations[0].revision_id, claim.citations[0].start) not in told_of]
    return left[:most]


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
