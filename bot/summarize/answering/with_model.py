"""Has a model answer: from what the rules found, or from what it says to look for; what does not hold is told in the
source's words."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import BadReply, ModelError
from bot.logs import level_of
from bot.messages.catalogue import say
from bot.models import Answer, Claim, Statement, Usage, Writer
from bot.store.news.languages import HeldNews
from bot.summarize.answering import quoted_answers
from bot.summarize.answering.answer_language import asked_in, written_in
from bot.summarize.answering.evidence import Evidence
from bot.summarize.answering.query_understanding import Question, understand
from bot.summarize.generation.search_plan import SearchPlan
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.claim_verifier import ClaimVerifier

if TYPE_CHECKING:
    from bot.summarize.generation.grounded_writer import WrittenDraft

log = logging.getLogger(__name__)

NEAREST = 2
NOTHING = Usage()
Told = Callable[[Sequence[Claim]], Awaitable[None]]
"""Takes the first claims of an answer that are proved; each time all of those before, and more."""
Look = Callable[[SearchPlan], Awaitable[Evidence]]
"""Looks for what a plan says."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a question follows: it as it was `asked`, and what was asked and answered `before` it.

    `leans`: rules cannot tell what it means. `stories` are the ids of those that are looked at before all others.
    """

    asked: str = ""
    before: tuple[str, ...] = ()
    leans: bool = False
    stories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes an answer, and who reads of it what code cannot tell."""

    model: LanguageModel
    reader: ClaimVerifier | None = None
    language: str = ""
    """The code of what its channel reads, "" for what is asked in."""


def extracted(question: str, found: Evidence, usage: Usage = NOTHING) -> Answer:
    """Return the answer in the sources' words, or the refusal, as the rules have it."""
    nearest = () if found.claims else found.nearest
    return Answer(question, bool(found.claims), found.claims, nearest, reason=found.reason, usage=usage)


@dataclass(frozen=True, slots=True)
class Sought:
    """A question as it is understood, what is held on it, the conversation with what was made of it, and the cost."""

    question: Question
    found: Evidence
    talk: Conversation
    spent: Usage = NOTHING


async def looked_up(
    author: Author, question: Question, found: Evidence, held: HeldNews, talk: Conversation, look: Look
) -> Sought:
    """Return what is found where the model says what to look for, if rules cannot tell.

    Raises ModelError; a plan that cannot be used leaves what the rules found.
    """
    if not _is_unclear(question, found, held, talk):
        return Sought(question, found, talk)
    from bot.summarize.generation.search_plan import search_plan

    asked = talk.asked or question.text
    try:
        plan, usage = await search_plan(author.model, asked, talk.before, held.languages, held.newest)
    except BadReply as error:
        log.info("looked for a question's own words: %s", error)
        return Sought(question, found, talk)
    more = await look(plan)
    if talk.leans:  # what rules took it for is not what was asked
        question, found = understand(plan.question), replace(found, claims=(), reason=more.reason)
    talk = replace(talk, before=(*talk.before, f"meant now: {plan.question}"))
    return Sought(question, more.beside(found), talk, usage)


def _is_unclear(question: Question, found: Evidence, held: HeldNews, talk: Conversation) -> bool:
    """Tell whether rules cannot say what to look for: it leans on what was said before, or they have no answer and
    found it by names alone, as what they found is in other languages than it."""
    if talk.leans:
        return True
    asked = asked_in(question.text)
    if found.claims or not asked or not set(held.languages) - {asked}:
        return False
    return all(language_of((each,)) != asked for each in found.passages)


async def written(author: Author, sought: Sought, told: Told | None) -> Answer:
    """Have the model answer from the evidence; what does not hold is told in the source's words."""
    question, found = sought.question, sought.found
    try:
        draft = await _drafted(author, sought, told)
    except ModelError as error:
        log.log(level_of(error), "answered without the model: %s", error)
        return extracted(question.text, found, sought.spent)
    usage = sought.spent + draft.usage
    if not draft.answerable:
        reason = say("answers.nearest_do_not")
        nearest = (found.nearest or found.passages)[:NEAREST]
        return Answer(question.text, False, nearest=nearest, reason=found.reason or reason, usage=usage)
    claims = _theirs(question, draft.claims, found.statements)
    if draft.dropped or len(claims) < len(draft.claims) or not claims:
        claims = _completed(claims, found.claims)
    if not claims:
        return extracted(question.text, found, usage)
    premise = say("answers.other_premise") if draft.denies_premise else ""
    told_claims = claims[: quoted_answers.MOST_CLAIMS]
    return Answer(question.text, True, told_claims, written_by=_writer(claims), reason=premise, usage=usage)


async def _drafted(author: Author, sought: Sought, told: Told | None) -> WrittenDraft:
    from bot.summarize.generation.grounded_writer import write_answer

    async def told_theirs(claims: Sequence[Claim]) -> None:
        theirs = _theirs(sought.question, claims, sought.found.statements)[: quoted_answers.MOST_CLAIMS]
        if told and theirs:
            await told(theirs)

    asked = sought.talk.asked or sought.question.text
    return await write_answer(
        author.model,
        asked,
        sought.found.passages,
        sought.found.statements,
        told_theirs if told else None,
        reader=author.reader,
        language=written_in(asked, author.language, sought.found.passages),
        insists=bool(author.language),
        before=sought.talk.before,
    )


def _theirs(question: Question, claims: Sequence[Claim], statements: Sequence[Statement]) -> tuple[Claim, ...]:
    """Return the claims that have the speaker that was asked for; all where none was."""
    return tuple(claim for claim in claims if _is_theirs(question, claim, statements))


def _is_theirs(question: Question, claim: Claim, statements: Sequence[Statement]) -> bool:
    """Tell whether a claim has the speaker that was asked for, where one was."""
    from bot.summarize.verification.attribution import speaks

    return question.kind != "said" or speaks(question.speaker, claim, statements)


def _completed(claims: tuple[Claim, ...], sources: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Add the source's sentences for what the model's claims do not cite, of the articles that they do.

    What rules found in another article may answer another question, which the model saw and passed by.
    """
    told = {(c.revision_id, c.start) for claim in claims for c in claim.citations}
    read = {revision for revision, _ in told}
    cited = ((item, item.citations[0]) for item in sources)
    near = (item for item, c in cited if (c.revision_id, c.start) not in told and (not claims or c.revision_id in read))
    return (*claims, *near)


def _writer(claims: Sequence[Claim]) -> Writer:
    by = {claim.written_by for claim in claims}
    return "mixed" if len(by) > 1 else "model" if "model" in by else "extractive"
