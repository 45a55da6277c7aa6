"""Answers a question from what is held, each sentence with its citation, or says that nothing held answers it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import takewhile

from bot.errors import ModelError
from bot.evidence.quotes.merging import merged, namesakes
from bot.language.untrusted_text import is_hostile, is_safe, speaks_to_machine
from bot.logs import level_of
from bot.messages.catalogue import say
from bot.models import OPERATOR, Answer, Audience, Citation, Claim, Hit, Statement, Usage, Writer
from bot.store.full_text_search import search
from bot.store.news import articles, revisions
from bot.store.protocol import Connection, Store
from bot.summarize.answering import quoted_answers
from bot.summarize.answering.name_suggestions import nobody
from bot.summarize.answering.not_taken_back import not_taken_back
from bot.summarize.answering.query_understanding import LONGEST, Question, spelt, understand
from bot.summarize.answering.ranking import Candidate, candidates
from bot.summarize.answering.sentence_context import SentenceSource
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.claim_verifier import ClaimVerifier
from bot.summarize.verification.verify import says_too

log = logging.getLogger(__name__)

HITS = 40
MOST_FACTS = 3
FACT_WORDS = 60
"""Words of an answer to a question for a fact: after these, no further sentence."""
GOOD = 0.8
"""A further sentence is given where it is nearly as good as the best."""
NEAREST = 2
MOST_STATEMENTS = 60
"""Statements that are held against each other, the latest: each with each, and eight are told."""
MODEL_EVIDENCE, MODEL_NEAREST = 8, 16
"""Sentences that the rules chose, or else passages that come nearest, from which a model answers."""

Told = Callable[[Sequence[Claim]], Awaitable[None]]
"""Takes the first claims of an answer that are proved; each time all of those before, and more."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes an answer, and who reads of it what code cannot tell."""

    model: LanguageModel
    reader: ClaimVerifier | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is held on a question: claims in the sources' words, or the reason why there are none.

    `passages` are what a model may answer from, where the rules find no answer too: it reads what they cannot.
    """

    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    passages: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    reason: str = ""


@not_taken_back
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
    """Return what is held on a question that was understood."""
    return _said(db, question, audience) if question.kind == "said" else _fact(db, question, audience)


# ---------------------------------------------------------------- who said what


def _said(db: Connection, question: Question, audience: Audience) -> Evidence:
    held = articles.statements(db, audience, speaker=question.speaker) or _unnamed(db, question, audience)
    safe = [item for item in quoted_answers.relevant(question, held) if is_safe(item.citation.text)]
    found = merged(safe, question.speaker)[-MOST_STATEMENTS:]
    if found:
        claims = quoted_answers.claims(question, found, cache(partial(revisions.revision, db)))
        shown = _spread(claims)
        return Evidence(claims, tuple(safe), shown, reason=_ambiguous(question.speaker, found))
    nearest = _nearest(db, question, audience)
    if held:
        last = held[-1].citation
        nearest = (last, *(item for item in nearest if not _overlap(last, item)))[:NEAREST]
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


# ---------------------------------------------------------------- facts


def _fact(db: Connection, question: Question, audience: Audience) -> Evidence:
    hits = search(db, question.text, audience, limit=HITS)
    sources = _sources(db, hits)
    question = spelt(question, (source.revision.text for source in sources))
    found = candidates(question, sources)
    found = [item for item in found if is_safe(item.text)]
    cited = {hit.citation.revision_id: hit.citation for hit in hits}
    if not found:
        near = tuple(dict.fromkeys(shown for hit in hits if (shown := _shown(hit))))[:MODEL_NEAREST]
        said = articles.statements_of(db, dict.fromkeys(item.revision_id for item in near))
        return Evidence((), tuple(said), near, _nearest(db, question, audience), say("answers.nothing_says_so"))
    best = [item for item in found if item.score >= GOOD * found[0].score]
    claims = _told(question, best, cited)
    passages = tuple(dict.fromkeys(c for item in found[:MODEL_EVIDENCE] for c in _citations(item, cited)))
    statements = articles.statements_of(db, dict.fromkeys(item.revision_id for item in passages))
    return Evidence(claims, tuple(statements), passages)


def _sources(db: Connection, hits: Sequence[Hit]) -> list[SentenceSource]:
    wanted: dict[int, set[tuple[int, int]]] = {}
    for hit in hits:
        wanted.setdefault(hit.citation.revision_id, set()).update(hit.passage.sentences)
    found = []
    for revision_id, spans in wanted.items():
        revision = revisions.revision(db, revision_id)
        if revision is not None:
            passages = revisions.passages_of(db, revision_id)
            every = tuple(span for passage in passages for span in passage.sentences)
            told = {span for item in passages if not speaks_to_machine(item.text) for span in item.sentences}
            found.append(SentenceSource(revision, every, frozenset(spans & told)))
    return found


def _told(question: Question, best: Sequence[Candidate], cited: dict[int, Citation]) -> tuple[Claim, ...]:
    """Return the best sentences as claims, short; what another outlet says in the same words is a second citation."""
    told: list[Claim] = []
    length = 0
    for item in best:
        text = " ".join(item.text.split())
        where = _citations(item, cited)
        twins = (n for n, claim in enumerate(told) if question.pack.words.alike(claim.text, text))
        twin = next((n for n in twins if says_too(told[n].text, where, item.revision)), None)
        if twin is not None:
            claim = told[twin]
            if item.revision.id not in {c.revision_id for c in claim.citations}:
                told[twin] = replace(claim, citations=(*claim.citations, *where)[:4])
            continue
        length += len(text.split())
        if told and (len(told) == MOST_FACTS or length > FACT_WORDS):
            continue
        told.append(Claim(text, where))
    return tuple(told)


def _citations(item: Candidate, cited: dict[int, Citation]) -> tuple[Citation, ...]:
    """Return where a sentence stands, and where stands what it is about."""
    base = cited[item.revision.id]
    spans = (item.span, *item.support)[:3]
    return tuple(
        replace(base, start=start, end=end, text=item.revision.text[start:end]) for start, end in dict.fromkeys(spans)
    )


def _nearest(db: Connection, question: Question, audience: Audience) -> tuple[Citation, ...]:
    """Return the passages that come nearest to a question: first those that hold a name of it, where one is held."""
    said = question.kind == "said"
    names = (question.names,) if said else question.runs
    text = f"{question.speaker} {question.about}" if said else question.text
    found = [(name, hit) for name in names for hit in search(db, " ".join(name), audience, limit=NEAREST)]
    named = [hit for name, hit in found if _holds(hit, name, question)]
    likely = search(db, text, audience, limit=NEAREST)
    ranked = sorted((*likely, *named), key=lambda hit: -sum(len(name) for name in names if _holds(hit, name, question)))
    return tuple(dict.fromkeys(shown for hit in ranked if (shown := _shown(hit))))[:NEAREST]


def _shown(hit: Hit) -> Citation | None:
    """Return the passage from its first sentence that may be told to the last of those that follow; None for none."""
    cited, passage = hit.citation, hit.passage
    if is_hostile(cited.text):
        return None
    spans = passage.sentences or ((passage.start, passage.end),)
    safe = [(s, e) for s, e in spans if is_safe(cited.text[s - cited.start : e - cited.start])]
    run = list(takewhile(lambda span: span in safe, spans[spans.index(safe[0]) :])) if safe else []
    if not run:
        return None
    start, end = run[0][0], run[-1][1]
    return replace(cited, start=start, end=end, text=cited.text[start - cited.start : end - cited.start])


def _holds(hit: Hit, name: Sequence[str], question: Question) -> bool:
    words = question.pack.words
    return bool(name) and words.holds(words.tokens(hit.citation.text), name[-1])


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
        nearest = (found.nearest or found.passages)[:NEAREST]
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
