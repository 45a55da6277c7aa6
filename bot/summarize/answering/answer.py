"""Answers a question from what is held, each sentence with its citation, or says that nothing held answers it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import takewhile, zip_longest

from bot.errors import ModelError
from bot.evidence.quotes.merging import merged, namesakes
from bot.language.untrusted_text import is_hostile, is_safe, speaks_to_machine
from bot.logs import level_of
from bot.messages.catalogue import say
from bot.models import OPERATOR, Answer, Audience, Citation, Claim, Hit, Statement, Usage
from bot.store.full_text_search import search
from bot.store.news import articles, revisions
from bot.store.news.languages import held_news
from bot.store.protocol import Connection, Store
from bot.summarize.answering import quoted_answers
from bot.summarize.answering.found_evidence import Evidence, overlap
from bot.summarize.answering.name_suggestions import nobody
from bot.summarize.answering.query_understanding import LONGEST, Question, spelt, understand
from bot.summarize.answering.ranking import Candidate, candidates
from bot.summarize.answering.sentence_context import SentenceSource
from bot.summarize.answering.with_model import Author, Conversation, Told, extracted, looked_up, written
from bot.summarize.generation.search_plan import SearchPlan
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
EACH_SEARCH = 8
"""Passages of each search that a model asked for."""
ALONE = Conversation()
MODEL_EVIDENCE, MODEL_NEAREST = 8, 16
"""Sentences that the rules chose, or else passages that come nearest, from which a model answers."""


async def answer(
    store: Store,
    model: LanguageModel | None,
    question: str,
    audience: Audience = OPERATOR,
    *,
    told: Told | None = None,
    reader: ClaimVerifier | None = None,
    talk: Conversation = ALONE,
    first: tuple[int, ...] = (),
) -> Answer:
    """Return the answer to any line of text. Never raises for its content; a model that fails is done without.

    `reader` judges what the model writes and code cannot tell. `told` is called with the first claims that a model
    writes, as soon as they are proved. `talk` is the conversation that the question follows, `first` the stories that
    are looked at before all others.
    """
    asked = understand(question)
    if asked.kind in ("empty", "noise"):
        return Answer(question, False, reason=_unasked(asked))
    look_in = partial(_evidence_from, question=asked, audience=audience, first=first, all_of_it=model is not None)
    found = await store.read(look_in)
    if model is None:
        return extracted(question, found)
    author = Author(model, reader)
    held = await store.read(partial(held_news, audience=audience))

    async def look(plan: SearchPlan) -> Evidence:
        return await store.read(partial(_sought, plan=plan, audience=audience))

    try:
        sought = await looked_up(author, asked, found, held, talk, look)
    except ModelError as error:
        log.log(level_of(error), "answered without the model: %s", error)
        return extracted(question, found)
    if not (sought.found.claims or sought.found.passages):
        return extracted(question, sought.found, sought.spent)
    return await written(author, sought, told)


def _evidence_from(
    db: Connection, question: Question, audience: Audience, first: tuple[int, ...], *, all_of_it: bool
) -> Evidence:
    """Return what is held on a question: what some stories say, and behind it what all do, where these do not answer
    or `all_of_it` is wanted."""
    if not first:
        return evidence(db, question, audience)
    near = evidence(db, question, replace(audience, stories=first))
    return near if near.claims and not all_of_it else near.beside(evidence(db, question, audience))


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
        nearest = (last, *(item for item in nearest if not overlap(last, item)))[:NEAREST]
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
    around = (shown for hit in hits[:MODEL_NEAREST] if (shown := _shown(hit)))
    passages += tuple(each for each in around if not any(overlap(each, held) for held in passages))
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


def _sought(db: Connection, plan: SearchPlan, audience: Audience) -> Evidence:
    """Return what a plan's searches find, the best of each in turn, and who speaks there."""
    found = [
        search(db, query, audience, limit=EACH_SEARCH, since=plan.since, until=plan.until) for query in plan.queries
    ]
    hits = [hit for row in zip_longest(*found) for hit in row if hit]
    shown = tuple(dict.fromkeys(cited for hit in hits if (cited := _shown(hit))))[:MODEL_NEAREST]
    said = articles.statements_of(db, dict.fromkeys(each.revision_id for each in shown))
    return Evidence((), tuple(said), shown, shown[:NEAREST], say("answers.nothing_says_so"))


__all__ = ["Usage", "answer", "evidence"]
