"""Answers a question from what is held, each sentence with its citation, or says that nothing held answers it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.clock import Clock
from bot.errors import ModelError
from bot.evidence.statements import merged, namesakes
from bot.models import OPERATOR, Answer, Audience, Citation, Claim, Hit, Statement, Usage, Writer
from bot.store import articles
from bot.store.database import Connection, Store
from bot.store.search import search
from bot.summarize import saying
from bot.summarize.choosing import Candidate, candidates
from bot.summarize.proof import says_too
from bot.summarize.questions import LONGEST, Question, spelt, understand
from bot.summarize.scene import Source
from bot.summarize.screening import is_safe
from bot.summarize.suggesting import nobody
from bot.summarize.words import same, tokens

log = logging.getLogger(__name__)

HITS = 40
MOST_FACTS = 3
FACT_WORDS = 60
"""Words of an answer to a question for a fact: after these, no further sentence."""
GOOD = 0.8
"""A further sentence is given where it is nearly as good as the best."""
NEAREST = 2
MODEL_EVIDENCE = 8


Told = Callable[[Sequence[Claim]], Awaitable[None]]
"""Takes the first claims of an answer that are proved; each time all of those before, and more."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is held on a question: claims in the sources' words, or the reason why there are none."""

    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    passages: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    reason: str = ""


async def answer(
    store: Store,
    model: object | None,
    clock: Clock,
    question: str,
    audience: Audience = OPERATOR,
    *,
    told: Told | None = None,
) -> Answer:
    """Return the answer to any line of text. Never raises for its content; a model that fails is done without.

    `told` is called with the first claims that a model writes, as soon as they are proved.
    """
    del clock
    asked = understand(question)
    if asked.kind in ("empty", "noise"):
        return Answer(question, False, reason=_unasked(asked))
    found = await store.read(partial(evidence, question=asked, audience=audience))
    if not found.claims:
        return Answer(question, False, nearest=found.nearest, reason=found.reason)
    if model is None:
        return Answer(question, True, found.claims, reason=found.reason)
    return await _written(model, asked, found, told)


def _unasked(question: Question) -> str:
    if question.kind == "empty":
        return "There is no question in that. Ask one, like: what did the minister say about the budget?"
    if len(question.text) > LONGEST:
        return f"That is {len(question.text)} characters long. Ask in at most {LONGEST}"
    return "I find no question in that. Ask one in words"


def evidence(db: Connection, question: Question, audience: Audience) -> Evidence:
    """Return what is held on a question that was understood."""
    return _said(db, question, audience) if question.kind == "said" else _fact(db, question, audience)


# ---------------------------------------------------------------- who said what


def _said(db: Connection, question: Question, audience: Audience) -> Evidence:
    held = articles.statements(db, audience, speaker=question.speaker) or _unnamed(db, question, audience)
    safe = [item for item in saying.relevant(question, held) if is_safe(item.citation.text)]
    found = merged(safe, question.speaker)
    if found:
        claims = saying.claims(question, found, lambda key: articles.revision(db, key))
        shown = _spread(claims)
        return Evidence(claims, tuple(safe), shown, reason=_ambiguous(question.speaker, found))
    nearest = _nearest(db, f"{question.speaker} {question.about}", [tuple(tokens(question.speaker))], audience)
    if held:
        last = held[-1].citation
        nearest = (last, *(item for item in nearest if not _overlap(last, item)))[:NEAREST]
        return Evidence(nearest=nearest, reason=_says_nothing(question))
    return Evidence(nearest=nearest, reason=nobody(db, question.speaker, audience))


def _says_nothing(question: Question) -> str:
    about = f" about {question.about}" if question.about else ""
    whom = f" to {question.addressee}" if question.addressee else ""
    return f"I hold nothing in which {question.speaker} says anything{whom}{about}"


def _ambiguous(name: str, found: Sequence[Statement]) -> str:
    """Say whom a name may mean where several who speak bear it; nothing where it is clear."""
    people = namesakes(name, found)
    return f"{name} may be {', '.join(people[:-1])} or {people[-1]}: each is told apart" if people else ""


def _overlap(one: Citation, other: Citation) -> bool:
    return one.revision_id == other.revision_id and one.start < other.end and other.start < one.end


def _unnamed(db: Connection, question: Question, audience: Audience) -> list[Statement]:
    """Return what is said by somebody who is only described: "the judge", "officials"."""
    hits = search(db, question.speaker, audience, limit=HITS)
    found = articles.statements_of(db, dict.fromkeys(hit.citation.revision_id for hit in hits))
    asked = set(tokens(question.speaker)) - {"the", "a", "an"}
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
        return Evidence(nearest=_nearest(db, question.text, question.runs, audience), reason=_nothing(question))
    best = [item for item in found if item.score >= GOOD * found[0].score]
    claims = _told(best, cited)
    passages = tuple(dict.fromkeys(c for item in found[:MODEL_EVIDENCE] for c in _citations(item, cited)))
    statements = articles.statements_of(db, dict.fromkeys(item.revision_id for item in passages))
    return Evidence(claims, tuple(statements), passages)


def _sources(db: Connection, hits: Sequence[Hit]) -> list[Source]:
    wanted: dict[int, set[tuple[int, int]]] = {}
    for hit in hits:
        wanted.setdefault(hit.citation.revision_id, set()).update(hit.passage.sentences)
    found = []
    for revision_id, spans in wanted.items():
        revision = articles.revision(db, revision_id)
        if revision is not None:
            every = tuple(span for passage in articles.passages_of(db, revision_id) for span in passage.sentences)
            found.append(Source(revision, every, frozenset(spans)))
    return found


def _told(best: Sequence[Candidate], cited: dict[int, Citation]) -> tuple[Claim, ...]:
    """Return the best sentences as claims, short; what another outlet says in the same words is a second citation."""
    told: list[Claim] = []
    length = 0
    for item in best:
        text = " ".join(item.text.split())
        where = _citations(item, cited)
        alike = (n for n, claim in enumerate(told) if saying.alike(claim.text, text))
        twin = next((n for n in alike if says_too(told[n].text, where)), None)
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


def _nearest(db: Connection, text: str, names: Sequence[Sequence[str]], audience: Audience) -> tuple[Citation, ...]:
    """Return the passages that come nearest to a question: first those that hold a name of it, where one is held."""
    named = [hit for name in names for hit in search(db, " ".join(name), audience, limit=NEAREST) if _holds(hit, name)]
    likely = search(db, text, audience, limit=NEAREST)
    ranked = sorted((*likely, *named), key=lambda hit: -sum(len(name) for name in names if _holds(hit, name)))
    found = (hit.citation for hit in ranked if is_safe(hit.citation.text))
    return tuple(dict.fromkeys(found))[:NEAREST]


def _holds(hit: Hit, name: Sequence[str]) -> bool:
    words = tokens(hit.citation.text)
    return bool(name) and any(same(name[-1], word) for word in words)


def _nothing(question: Question) -> str:
    return "I hold nothing on that" if not question.words else f"I hold nothing that says so: {question.text.strip()}"


# ---------------------------------------------------------------- with a model


async def _written(model: object, question: Question, found: Evidence, told: Told | None) -> Answer:
    """Have the model answer from the evidence; what it cannot prove is told in the source's words."""
    from bot.summarize.writer import write_answer

    async def told_theirs(claims: Sequence[Claim]) -> None:
        theirs = tuple(claim for claim in claims if _is_theirs(question, claim, found.statements))[: saying.MOST_CLAIMS]
        if told and theirs:
            await told(theirs)

    heard = told_theirs if told else None
    try:
        draft = await write_answer(model, question.text, found.passages, found.statements, heard)  # type: ignore[arg-type]
    except ModelError as error:
        log.warning("answered without the model: %s", error)
        return Answer(question.text, True, found.claims)
    if not draft.answerable:
        reason = "The passages that come nearest do not say so"
        return Answer(question.text, False, nearest=found.passages[:NEAREST], reason=reason, usage=draft.usage)
    claims = tuple(claim for claim in draft.claims if _is_theirs(question, claim, found.statements))
    if draft.dropped or len(claims) < len(draft.claims) or not claims:
        claims = _completed(claims, found.claims)
    return Answer(question.text, True, claims[: saying.MOST_CLAIMS], written_by=_writer(claims), usage=draft.usage)


def _is_theirs(question: Question, claim: Claim, statements: Sequence[Statement]) -> bool:
    """Tell whether a claim has the speaker that was asked for, where one was."""
    from bot.summarize.attributed import speaks

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
