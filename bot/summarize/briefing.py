"""Writes a briefing: the stories of its scope, best first, each sentence checked."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from bot.errors import BudgetSpent, ModelError
from bot.models import BriefedStory, Briefing, Citation, Claim, Decision, Usage, Writer
from bot.store.database import Store
from bot.summarize.datings import datings
from bot.summarize.differences import differences
from bot.summarize.extractive import headline, quotation, tell
from bot.summarize.gathering import Gathered, Scope, gathered
from bot.summarize.material import Material, Sentence, tellable
from bot.summarize.model import LanguageModel
from bot.summarize.selection import SENTENCES, STORIES, Group, Length, reasons
from bot.summarize.wordings import wordings

log = logging.getLogger(__name__)

FAMILIAR_SENTENCES, FAMILIAR = 2, 1 / 3
"""Sentences, and share of them, that a channel was told already, from which a story is an update in its eyes."""
AWAY = "The model is away: written without it"
NOTHING = Usage()
SPENT = "The model's budget for today is spent: written without it"


@dataclass(frozen=True, slots=True)
class Written:
    """A story as it was written, what it cost, and what went wrong on the way."""

    story: BriefedStory | None
    usage: Usage = NOTHING
    notice: str = ""
    reason: str = ""


@dataclass(slots=True)
class Telling:
    """What has been written so far: the stories, why others were not told, what it cost, what went wrong."""

    stories: list[BriefedStory] = field(default_factory=list)
    outcome: dict[int, str] = field(default_factory=dict)
    usage: Usage = NOTHING
    notice: str = ""

    def add(self, group: Group, written: Written) -> None:
        """Take a story in, or why there is none; the first thing that went wrong is kept."""
        self.usage, self.notice = self.usage + written.usage, self.notice or written.notice
        if written.story is None:
            self.outcome[group.story_id] = written.reason
        else:
            self.stories.append(written.story)


async def compose(
    store: Store, model: LanguageModel | None, scope: Scope, *, length: Length = "normal", title: str = ""
) -> Briefing:
    """Return the briefing of what a scope holds; without stories where nothing new was said.

    A model that fails is done without, and the briefing says so.
    """
    found = await store.read(partial(gathered, scope=scope))
    telling = await _write_all(model, found, length)
    return _briefing(found, telling, Briefing(title or _title(scope.topic), scope.since, scope.until, ()))


async def _write_all(model: LanguageModel | None, found: Gathered, length: Length) -> Telling:
    """Write the stories, best first, until the briefing is as long as it may be."""
    result = Telling()
    for group, material in zip(found.groups, found.materials, strict=True):
        if group.story_id in found.taste.unwanted:
            result.outcome[group.story_id] = "less"
        elif len(result.stories) == STORIES[length]:
            result.outcome[group.story_id] = "budget"
        else:
            written = await _write(None if result.notice else model, group, material, length)
            result.add(group, written)
            if written.story:
                material.known.add(*(claim.text for claim in (*written.story.claims, *written.story.differences)))
    return result


def _title(topic: str) -> str:
    return f"Briefing: {' '.join(topic.split())}" if topic.strip() else "Briefing"


async def _write(model: LanguageModel | None, group: Group, material: Material, length: Length) -> Written:
    sentences = tellable(material)
    fresh = material.fresh(sentences)
    claims = tell(material, fresh, SENTENCES[length])
    if not claims:
        return Written(None, reason="told before" if sentences else "filter")
    if length != "short":
        said = quotation(material, claims)
        claims = (*claims, said) if said else claims
    told_before = group.told_before or _was_told(sentences, fresh)
    written = Written(_story(group, material, claims, fresh, told_before=told_before))
    if model is None:
        return written
    return await _modelled(model, written, material, fresh, length)


def _was_told(sentences: Sequence[Sentence], fresh: Sequence[Sentence]) -> bool:
    """Tell whether much of a story was told, under another story's name."""
    known = len(sentences) - len(fresh)
    return known >= FAMILIAR_SENTENCES and known >= FAMILIAR * len(sentences)


def _story(
    group: Group, material: Material, claims: tuple[Claim, ...], fresh: Sequence[Sentence], *, told_before: bool
) -> BriefedStory:
    title, url = headline(material, claims)
    return BriefedStory(
        story_id=group.story_id,
        headline=title,
        claims=claims,
        sources=group.outlets,
        voices=group.voices,
        status="update" if told_before else "new",
        differences=tuple(
            item
            for item in (*differences(fresh), *datings(fresh), *wordings(material.statements))
            if not material.known.holds(item.text)
        ),
        headline_url=url,
    )


async def _modelled(
    model: LanguageModel, written: Written, material: Material, fresh: Sequence[Sentence], length: Length
) -> Written:
    """Have the model write the story; where it fails, or repeats what was told, the source's sentences stand."""
    from bot.summarize.writer import write_story

    story = written.story
    assert story is not None  # noqa: S101 - for the type checker: only a story that can be told comes here
    evidence = _evidence(material, story.claims, fresh)
    try:
        draft = await write_story(model, evidence, material.statements, headline=story.headline, length=length)
    except ModelError as error:
        log.warning("a story was written without the model: %s", error)
        return replace(written, notice=SPENT if isinstance(error, BudgetSpent) else AWAY)
    kept = tuple(claim for claim in draft.claims if not material.known.holds(claim.text))
    lost = len(draft.claims) - len(kept) + len(draft.dropped)
    if lost or not kept:
        kept = (*kept, *_replacing(kept, story.claims, max(1, lost)))
    return Written(replace(story, claims=kept, headline=draft.headline or story.headline), draft.usage)


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
    cited = frozenset(c.revision_id for story in telling.stories for claim in story.claims for c in claim.citations)
    decided = tuple(Decision(article, reason) for article, reason in reasons(found.groups, telling.outcome, cited))
    return replace(
        base,
        stories=tuple(telling.stories),
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
