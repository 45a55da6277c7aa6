"""Answers a question from what is held, each sentence with its citation, or says that nothing held answers it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import zip_longest

from bot.errors import ModelError
from bot.evidence.quotes.merging import merged, namesakes
from bot.language.untrusted_text import is_safe
from bot.logs import level_of
from bot.messages.catalogue import say
from bot.models import OPERATOR, Answer, Audience, Citation, Claim, Statement, Usage
from bot.store.full_text_search import search
from bot.store.news import articles, revisions
from bot.store.news.languages import held_news
from bot.store.protocol import Connection, Store
from bot.summarize.answering import nearest_passages, quoted_answers
from bot.summarize.answering.answer_language import in_language, written_in
from bot.summarize.answering.evidence import Evidence, overlap, together
from bot.summarize.answering.fact_evidence import HITS, MODEL_EVIDENCE, MODEL_NEAREST, fact_evidence
from bot.summarize.answering.name_suggestions import nobody
from bot.summarize.answering.not_taken_back import not_taken_back
from bot.summarize.answering.query_understanding import LONGEST, Question, understand
from bot.summarize.answering.with_model import Author, Conversation, Sought, Told, extracted, looked_up, written
from bot.summarize.generation.search_plan import SearchPlan
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.claim_verifier import ClaimVerifier

log = logging.getLogger(__name__)

MOST_STATEMENTS = 60
"""Statements that are held against each other, the latest: each with each, and eight are told."""
OF_ONE = 2
"""Times that a statement is printed, for which room is left."""
MOST_READ = 200
"""Statements of somebody among which those are looked for that are about a matter, or said to somebody."""
EACH_SEARCH = 8
"""Passages of each search that a model asked for."""
ALONE = Conversation()


@not_taken_back
async def answer(
    store: Store,
    model: LanguageModel | None,
    question: str,
    audience: Audience = OPERATOR,
    *,
    told: Told | None = None,
    reader: ClaimVerifier | None = None,
    talk: Conversation = ALONE,
    language: str = "",
) -> Answer:
    """Return the answer to any line of text. Never raises for its content; a model that fails is done without.

    `reader` judges what the model writes and code cannot tell. `told` is called with the first claims that a model
    writes, as soon as they are proved. `talk` is the conversation that the question follows. `language` is the code
    of what is read, "" for what is asked in.
    """
    asked = understand(question)
    if asked.kind in ("empty", "noise"):
        return Answer(question, False, reason=_unasked(asked))
    look_in = partial(
        _evidence_from, question=asked, audience=audience, first=talk.stories, all_of_it=model is not None
    )
    found = await store.read(look_in)
    if model is None:
        return in_language(extracted(question, found), language)
    author = Author(model, reader, language)
    try:
        sought = await _looked_up(store, author, asked, audience, (talk, found))
    except ModelError as error:
        log.log(level_of(error), "answered without the model: %s", error)
        return in_language(extracted(question, found), language)
    if not (sought.found.claims or sought.found.passages):
        return in_language(extracted(question, sought.found, sought.spent), language)
    reads = written_in(talk.asked or asked.text, language, sought.found.passages)
    return in_language(await written(author, sought, told), reads)


async def _looked_up(
    store: Store, author: Author, asked: Question, audience: Audience, known: tuple[Conversation, Evidence]
) -> Sought:
    """Return what is found where the model says what to look for; `known`: what was said before, and what is held."""
    talk, found = known
    held = await store.read(partial(held_news, audience=audience))

    async def searched(plan: SearchPlan) -> Evidence:
        return await store.read(partial(_sought, plan=plan, audience=audience))

    return await looked_up(author, asked, found, held, talk, searched)


def _evidence_from(
    db: Connection, question: Question, audience: Audience, first: tuple[int, ...], *, all_of_it: bool
) -> Evidence:
    """Return what is held on a question: what some stories say, and behind it what all do, where these do not answer
    or `all_of_it` is wanted, for a model to read."""
    if not first:
        return evidence(db, question, audience, for_model=all_of_it)
    near = evidence(db, question, replace(audience, stories=first), for_model=all_of_it)
    if near.claims and not all_of_it:
        return near
    return near.beside(evidence(db, question, audience, for_model=all_of_it))


def _unasked(question: Question) -> str:
    if question.kind == "empty":
        return say("answers.no_question")
    if len(question.text) > LONGEST:
        return say("answers.too_long", length=len(question.text), most=LONGEST)
    return say("answers.no_question_in_words")


def evidence(db: Connection, question: Question, audience: Audience, *, for_model: bool = True) -> Evidence:
    """Return what is held on a question that was understood; on one that is several, what is held on each.

    `for_model`: with the passages and statements that a model answers from.
    """
    if question.parts:
        every = (understand(part) for part in question.parts)
        return together(question.parts, [evidence(db, part, audience, for_model=for_model) for part in every])
    if question.kind == "said":
        return _said(db, question, audience)
    return fact_evidence(db, question, audience, for_model=for_model)


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
        nearest = (last, *(item for item in nearest if not overlap(last, item)))[: nearest_passages.NEAREST]
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


def _unnamed(db: Connection, question: Question, audience: Audience) -> list[Statement]:
    """Return what is said by somebody who is only described: "the judge", "officials"."""
    hits = search(db, question.speaker, audience, limit=HITS)
    found = articles.statements_of(db, dict.fromkeys(hit.citation.revision_id for hit in hits))
    tokens = question.pack.words.tokens
    asked = set(question.names) - question.pack.questions.vocabulary.articles
    return [item for item in found if asked and asked <= set(tokens(item.quote.speaker_as_written or ""))]


def _spread(claims: Sequence[Claim]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(item for claim in claims for item in claim.citations))


def _sought(db: Connection, plan: SearchPlan, audience: Audience) -> Evidence:
    """Return what a plan's searches find, the best of each in turn, and who speaks there."""
    found = [
        search(db, query, audience, limit=EACH_SEARCH, since=plan.since, until=plan.until) for query in plan.queries
    ]
    hits = [hit for row in zip_longest(*found) for hit in row if hit]
    found_near = tuple(dict.fromkeys(cited for hit in hits if (cited := nearest_passages.shown(hit))))[:MODEL_NEAREST]
    said = articles.statements_of(db, dict.fromkeys(each.revision_id for each in found_near))
    return Evidence((), tuple(said), found_near, found_near[: nearest_passages.NEAREST], say("answers.nothing_says_so"))


__all__ = ["Usage", "answer", "evidence"]
