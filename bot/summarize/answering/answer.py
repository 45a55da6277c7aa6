"""Answers a question from what is held, each sentence with its citation, or says that nothing held answers it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from bot.errors import ModelError
from bot.evidence.quotes.merging import merged, namesakes
from bot.language.untrusted_text import is_safe
from bot.logs import level_of
from bot.messages.catalogue import say
from bot.models import OPERATOR, Answer, Audience, Citation, Claim, Statement, Usage, Writer
from bot.store.full_text_search import search
from bot.store.news import articles, revisions
from bot.store.protocol import Connection, Store
from bot.summarize.answering import nearest_passages, quoted_answers
from bot.summarize.answering.evidence import Evidence, together
from bot.summarize.answering.fact_evidence import MODEL_EVIDENCE, fact_evidence
from bot.summarize.answering.name_suggestions import nobody
from bot.summarize.answering.query_understanding import LONGEST, Question, understand
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.claim_verifier import ClaimVerifier

log = logging.getLogger(__name__)

HITS = 40
MOST_STATEMENTS = 60
"""Statements that are held against each other, the latest: each with each, and eight are told."""
OF_ONE = 2
"""Times that a statement is printed, for which room is left."""
MOST_READ = 200
"""Statements of somebody among which those are looked for that are about a matter, or said to somebody."""
Told = Callable[[Sequence[Claim]], Awaitable[None]]
"""Takes the first claims of an answer that are proved; each time all of those before, and more."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes an answer, and who reads of it what code cannot tell."""

    model: LanguageModel
    reader: ClaimVerifier | None = None


async def answer(
    store: Store,
    model: LanguageModel | None,
    question: str,
    audience: Audience = OPERATOR,
    *,
    told: Told | None = None,
    reader: ClaimVerifier | None = None,
) -> Answer:
    """Return the answer to any line of text. Never raises for its content; a model that fails is done without.

    `reader` judges what the model writes and code cannot tell. `told` is called with the first claims that a model
    writes, as soon as they are proved.
    """
    asked = understand(question)
    if asked.kind in ("empty", "noise"):
        return Answer(question, False, reason=_unasked(asked))
    found = await store.read(partial(evidence, question=asked, audience=audience))
    if model is None or not (found.claims or found.passages):
        return _extracted(question, found)
    return await _written(Author(model, reader), asked, found, told)


def _extracted(question: str, found: Evidence) -> Answer:
    """Return the answer in the sources' words, or the refusal, as the rules have it."""
    return Answer(
        question, bool(found.claims), found.claims, () if found.claims else found.nearest, reason=found.reason
    )


def _unasked(question: Question) -> str:
    if question.kind == "empty":
        return say("answers.no_question")
    if len(question.text) > LONGEST:
        return say("answers.too_long", length=len(question.text), most=LONGEST)
    return say("answers.no_question_in_words")


def evidence(db: Connection, question: Question, audience: Audience) -> Evidence:
    """Return what is held on a question that was understood; on one that is several, what is held on each."""
    if question.parts:
        return together(question.parts, [evidence(db, understand(part), audience) for part in question.parts])
    return _said(db, question, audience) if question.kind == "said" else fact_evidence(db, question, audience)


# ---------------------------------------------------------------- who said what


def _said(db: Connection, question: Question, audience: Audience) -> Evidence:
    narrowed = bool(question.terms or question.addressee)
    most = MOST_READ if narrowed else MOST_STATEMENTS * OF_ONE
    held = articles.statements(db, audience, speaker=question.speaker, limit=most) or _unnamed(db, question, audience)
    revision = cache(partial(revisions.revision, db))
    latest = quoted_answers.relevant(question, held, revision)[-MOST_STATEMENTS * OF_ONE :]
    safe = [item for item in latest if is_safe(item.citation.text)]
    found = merged(safe, question.speaker)[-MOST_STATEMENTS:]
    if found:
        claims = quoted_answers.claims(question, found, revision)
        shown = _spread(claims)
        return Evidence(claims, tuple(safe), shown, reason=_ambiguous(question.speaker, found))
    nearest = nearest_passages.nearest(db, question, audience)
    if held:
        last = held[-1].citation
        nearest = (last, *(item for item in nearest if not _overlap(last, item)))[: nearest_passages.NEAREST]
        own = tuple(item.citation for item in held[-MODEL_EVIDENCE:] if is_safe(item.citation.text))
        return Evidence((), tuple(held), own, nearest, _says_nothing(question))
    return Evidence(nearest=nearest, reason=nobody(db, question.speaker, audience))


def _says_nothing(question: Question) -> str:
    about = say("answers.about", about=question.about) if question.about else ""
    whom = say("answers.to", whom=question.addressee) if question.addressee else ""
    return say("answers.says_nothing", speaker=question.speaker, whom=whom, about=about)


def _ambiguous(name: str, found: Sequence[Statement]) -> str:
    """Say whom a name may mean where several who speak bear it; nothing where it is clear."""
    people = namesakes(name, found)
    return say("answers.ambiguous", name=name, names=", ".join(people[:-1]), last=people[-1]) if people else ""


def _overlap(one: Citation, other: Citation) -> bool:
    return one.revision_id == other.revision_id and one.start < other.end and other.start < one.end


def _unnamed(db: Connection, question: Question, audience: Audience) -> list[Statement]:
    """Return what is said by somebody who is only described: "the judge", "officials"."""
    hits = search(db, question.speaker, audience, limit=HITS)
    found = articles.statements_of(db, dict.fromkeys(hit.citation.revision_id for hit in hits))
    tokens = question.pack.words.tokens
    asked = set(question.names) - question.pack.questions.vocabulary.articles
    return [item for item in found if asked and asked <= set(tokens(item.quote.speaker_as_written or ""))]


def _spread(claims: Sequence[Claim]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(item for claim in claims for item in claim.citations))


# ---------------------------------------------------------------- with a model


async def _written(author: Author, question: Question, found: Evidence, told: Told | None) -> Answer:
    """Have the model answer from the evidence; what does not hold is told in the source's words."""
    from bot.summarize.generation.grounded_writer import write_answer

    async def told_theirs(claims: Sequence[Claim]) -> None:
        theirs = tuple(claim for claim in claims if _is_theirs(question, claim, found.statements))[
            : quoted_answers.MOST_CLAIMS
        ]
        if told and theirs:
            await told(theirs)

    heard = told_theirs if told else None
    try:
        draft = await write_answer(
            author.model, question.text, found.passages, found.statements, heard, reader=author.reader
        )
    except ModelError as error:
        log.log(level_of(error), "answered without the model: %s", error)
        return _extracted(question.text, found)
    if not draft.answerable:
        reason = say("answers.nearest_do_not")
        nearest = (found.nearest or found.passages)[: nearest_passages.NEAREST]
        return Answer(question.text, False, nearest=nearest, reason=found.reason or reason, usage=draft.usage)
    claims = tuple(claim for claim in draft.claims if _is_theirs(question, claim, found.statements))
    if draft.dropped or len(claims) < len(draft.claims) or not claims:
        claims = _completed(claims, found.claims)
    if not claims:
        return replace(_extracted(question.text, found), usage=draft.usage)
    return Answer(
        question.text, True, claims[: quoted_answers.MOST_CLAIMS], written_by=_writer(claims), usage=draft.usage
    )


def _is_theirs(question: Question, claim: Claim, statements: Sequence[Statement]) -> bool:
    """Tell whether a claim has the speaker that was asked for, where one was."""
    from bot.summarize.verification.attribution import speaks

    return question.kind != "said" or speaks(question.speaker, claim, statements)


def _completed(claims: tuple[Claim, ...], sources: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Add the source's sentences for what the model's claims do not cite."""
    told = {(c.revision_id, c.start) for claim in claims for c in claim.citations}
    return (
        *claims,
        *(item for item in sources if (item.citations[0].revision_id, item.citations[0].start) not in told),
    )


def _writer(claims: Sequence[Claim]) -> Writer:
    by = {claim.written_by for claim in claims}
    return "mixed" if len(by) > 1 else "model" if "model" in by else "extractive"


__all__ = ["Usage", "answer", "evidence"]
