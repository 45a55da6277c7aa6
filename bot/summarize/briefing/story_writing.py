"""One story of a briefing: as the sources' sentences tell it, and as a model writes it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.errors import BadReply, BudgetSpent, ModelError
from bot.language.opinion import is_opinion
from bot.logs import level_of
from bot.messages.catalogue import say
from bot.models import BriefedStory, Citation, Claim, Length
from bot.summarize.briefing.choosing.quotations import quotation
from bot.summarize.briefing.conflicts.conflicting_dates import datings
from bot.summarize.briefing.conflicts.conflicting_numbers import differences
from bot.summarize.briefing.conflicts.conflicting_quotations import wordings
from bot.summarize.briefing.extractive import tell, to_write_from
from bot.summarize.briefing.headlines.choice import headline, in_one_case
from bot.summarize.briefing.overtaken import not_overtaken
from bot.summarize.briefing.selection import SENTENCES, StoryGroup
from bot.summarize.briefing.source_sentences import Material, Sentence, tellable
from bot.summarize.briefing.standing_alone import leads_soundly
from bot.summarize.briefing.telling import Written
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.claim_verifier import ClaimVerifier
from bot.summarize.verification.foreign import marked_story

log = logging.getLogger(__name__)

FAMILIAR_SENTENCES, FAMILIAR = 2, 1 / 3
"""Sentences, and share of them, that a channel was told already, from which a story is an update in its eyes."""
MOST_SIDES_TOLD = 3
"""Sentences more for an affair of several stories, one for each that is told with the first."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes the stories, and at what length: `model` None: they are told in the sources' sentences.

    `until` is the time of the event loop by which the model is to be done.
    """

    model: LanguageModel | None
    length: Length
    reader: ClaimVerifier | None = None
    until: float | None = None
    language: str = ""
    """The code of what is read, "" for the language of the sources."""


def extracted(group: StoryGroup, material: Material, author: Author) -> Written:
    """Return a story as the source's sentences tell it."""
    sentences, length = not_overtaken(tellable(material)), author.length
    fresh = material.fresh(sentences)
    claims = tell(material, fresh, SENTENCES[length] + min(material.sides, MOST_SIDES_TOLD))
    if not claims:
        return Written(None, reason="told before" if sentences else "filter")
    if length != "short":
        said = quotation(material, claims)
        claims = _with(said, claims) if said else claims
    told_before = group.told_before or _was_told(sentences, fresh)
    story = _story(group, material, claims, fresh, told_before=told_before)
    return Written(marked_story(story, author.language), fresh=tuple(fresh), is_led=_is_led(claims[0], fresh))


def _with(said: Claim, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return what is told with a quotation, which stands before what its article says behind it."""
    cited = said.citations[0]
    later = (c.revision_id == cited.revision_id and c.start > cited.start for c in (c.citations[0] for c in claims[1:]))
    at = next((n for n, is_later in enumerate(later, 1) if is_later), len(claims))
    return (*claims[:at], said, *claims[at:])


def _is_led(first: Claim, fresh: Sequence[Sentence]) -> bool:
    """Tell whether a section can begin with a claim."""
    at = (first.citations[0].revision_id, first.citations[0].start)
    return any((item.revision.id, item.span[0]) == at and leads_soundly(item) for item in fresh)


def _was_told(sentences: Sequence[Sentence], fresh: Sequence[Sentence]) -> bool:
    """Tell whether much of a story was told, under another story's name."""
    known = len(sentences) - len(fresh)
    return known >= FAMILIAR_SENTENCES and known >= FAMILIAR * len(sentences)


def _story(
    group: StoryGroup, material: Material, claims: tuple[Claim, ...], fresh: Sequence[Sentence], *, told_before: bool
) -> BriefedStory:
    return BriefedStory(
        story_id=group.story_id,
        headline=_headed(group, headline(group.revisions, claims, material.beside)),
        claims=claims,
        sources=group.outlets,
        voices=group.voices,
        status="update" if told_before else "new",
        differences=tuple(
            item
            for item in (*differences(fresh), *datings(fresh), *wordings(material.statements))
            if not is_known(material, item)
        ),
    )


def _headed(group: StoryGroup, title: str) -> str:
    """Return a headline that says of an opinion that it is one."""
    return say("briefing.opinion", title=title) if group.is_opinion and not is_opinion(title) else title


async def modelled(author: Author, model: LanguageModel, written: Written, material: Material) -> Written:
    """Have the model write the story; where it fails, or repeats what was told, the source's sentences stand."""
    from bot.summarize.generation.grounded_writer import write_story

    story = written.story
    assert story is not None  # noqa: S101 - for the type checker: only a story that can be told comes here
    evidence = _evidence(material, story.claims, written.fresh)
    try:
        async with asyncio.timeout_at(author.until):
            draft = await write_story(
                model,
                evidence,
                material.statements,
                headline=story.headline,
                length=author.length,
                reader=author.reader,
                language=author.language,
            )
    except (ModelError, TimeoutError) as error:
        return replace(written, notice=notice(error), away=not isinstance(error, BadReply))
    kept = tuple(claim for claim in draft.claims if not is_known(material, claim))
    lost = len(draft.claims) - len(kept) + len(draft.dropped)
    if kept and any(sentence.leads for sentence in draft.dropped):
        kept, lost = _led(kept, story.claims[0]), lost - 1
    if lost or not kept:
        kept = (*kept, *_replacing(kept, story.claims, max(1, lost)))
    over, where = headline(material.revisions, kept, material.beside), tuple[Citation, ...]()
    if draft.headline:
        over, where = in_one_case(draft.headline.text, material.revisions, material.beside), draft.headline.citations
        story = replace(story, headline_foreign="")
    story = replace(story, headline=over, headline_cites=where, claims=tuple(kept))
    return Written(story, draft.usage, fresh=written.fresh)


def _evidence(material: Material, claims: Sequence[Claim], fresh: Sequence[Sentence]) -> tuple[Citation, ...]:
    """Return the passages that the model may use: those of the best sentences first, then how the articles open."""
    more = to_write_from(material, fresh, 12)
    return tuple(dict.fromkeys(item for claim in (*claims, *more) for item in claim.citations))


def _led(kept: tuple[Claim, ...], lead: Claim) -> tuple[Claim, ...]:
    """Return what is kept behind the source's first sentence; where one of them tells that alone, it comes first."""
    at = (lead.citations[0].revision_id, lead.citations[0].start)
    same = [claim for claim in kept if {(c.revision_id, c.start) for c in claim.citations} == {at}]
    return tuple(dict.fromkeys((*same[:1], *kept))) if same else (lead, *kept)


def _replacing(kept: Sequence[Claim], sources: Sequence[Claim], most: int) -> list[Claim]:
    """Return the source's sentences that stand in for what could not be proved."""
    told_of = {(c.revision_id, c.start) for claim in kept for c in claim.citations}
    left = [claim for claim in sources if (claim.citations[0].revision_id, claim.citations[0].start) not in told_of]
    return left[:most]


def is_known(material: Material, claim: Claim) -> bool:
    """Tell whether a claim was told before, or was taken back."""
    return material.known.holds(claim.text, language_of(claim.citations)) or material.taken_back.holds(claim)


def notice(error: ModelError | TimeoutError) -> str:
    """Return what a briefing says of a model that it is done without, and log why."""
    if isinstance(error, TimeoutError):
        log.warning("a briefing was not done in time: on without the model")
        return say("briefing.model_late")
    log.log(level_of(error), "a story was written without the model: %s", error)
    if isinstance(error, BadReply):
        return say("briefing.model_unusable")
    return say("briefing.model_spent" if isinstance(error, BudgetSpent) else "briefing.model_away")
