"""What is held on a question for a fact: the sentences that state it, each with its citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.language.untrusted_text import is_safe, speaks_to_machine
from bot.messages.catalogue import say
from bot.models import Audience, Citation, Claim, Hit
from bot.store.full_text_search import search
from bot.store.news import articles, revisions
from bot.store.protocol import Connection
from bot.summarize.answering.candidate import Candidate
from bot.summarize.answering.evidence import Evidence, overlap
from bot.summarize.answering.misspelling import mended
from bot.summarize.answering.nearest_passages import nearest, shown
from bot.summarize.answering.query_understanding import Question, spelt, understand
from bot.summarize.answering.ranking import candidates
from bot.summarize.answering.recency import newest_first
from bot.summarize.answering.sentence_context import SentenceSource
from bot.summarize.verification.verify import says_too

HITS = 40
MOST_FACTS = 3
FACT_WORDS = 60
"""Words of an answer to a question for a fact: after these, no further sentence."""
GOOD = 0.8
"""A further sentence is given where it is nearly as good as the best."""
MOST_CANDIDATES = 16
"""Sentences that are looked at for an answer, of those that may give one …"""
MOST_READ = 6
"""… and where no model reads them."""
NEAR = 8
"""Passages of the search among which those are that are shown as nearest."""
MODEL_EVIDENCE, MODEL_NEAREST = 8, 16
"""Sentences that the rules chose, or else passages that come nearest, from which a model answers."""


def fact_evidence(db: Connection, question: Question, audience: Audience, *, for_model: bool = True) -> Evidence:
    """Return what is held on a question for a fact that was understood, with a slip in its words put right.

    A name that nothing holds is asked back, however near another is to it. `for_model`: with what a model reads.
    """
    found = _Held(db, question, audience, for_model)
    if found.best:
        return found.evidence()
    texts = [text for hit in found.hits for text in (hit.citation.title, hit.citation.text)]
    text, slips = mended(db, question, texts, audience)
    again = _Held(db, understand(text), audience, for_model) if slips else found
    if not again.best:
        return found.evidence()
    unsure = next((slip for slip in slips if not slip.sure), None)
    if unsure is not None:
        return replace(found.evidence(), reason=say("answers.no_such_name", name=unsure.typed, near=unsure.read))
    typed, read = ", ".join(slip.typed for slip in slips), ", ".join(slip.read for slip in slips)
    return replace(again.evidence(), reason=say("answers.read_as", typed=typed, read=read))


class _Held:
    """What a search for a question finds: `hits`, and of their sentences the `best` that answer it, the best first."""

    def __init__(self, db: Connection, question: Question, audience: Audience, for_model: bool) -> None:
        self._db, self._audience, self._for_model = db, audience, for_model
        self.hits = search(db, question.text, audience, limit=HITS)
        sources = _sources(db, self.hits)
        self._question = spelt(question, (source.revision.text for source in sources))
        safe = (item for item in candidates(self._question, sources) if is_safe(item.text))
        self.best = list(islice(safe, MOST_CANDIDATES) if for_model else islice(_as_good(safe), MOST_READ))

    def evidence(self) -> Evidence:
        """Return the sentences as claims, or else the passages that come nearest."""
        if not self.best:
            closest = nearest(self._db, self._question, self._audience, self.hits[:NEAR])
            return self._read(Evidence((), nearest=closest, reason=say("answers.nothing_says_so")))
        cited = {hit.citation.revision_id: hit.citation for hit in self.hits}
        best = [item for item in self.best if item.score >= GOOD * self.best[0].score]
        told = _told(self._question, newest_first(best) if "news" in self._question.wanted else best, cited)
        chosen = (c for item in self.best[:MODEL_EVIDENCE] for c in _citations(item, cited))
        return self._read(Evidence(told), tuple(dict.fromkeys(chosen)))

    def _read(self, found: Evidence, chosen: tuple[Citation, ...] = ()) -> Evidence:
        """Return evidence with what a model reads, where one does: the sentences that were chosen, and passages."""
        if not self._for_model:
            return found
        most = self.hits[:MODEL_NEAREST] if chosen else self.hits
        near = tuple(islice(dict.fromkeys(item for hit in most if (item := shown(hit))), MODEL_NEAREST))
        passages = chosen + tuple(each for each in near if not any(overlap(each, held) for held in chosen))
        said = articles.statements_of(self._db, dict.fromkeys(item.revision_id for item in passages))
        return replace(found, statements=tuple(said), passages=passages)


def _as_good(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield candidates, the best first, as long as they are nearly as good as that one."""
    best = 0.0
    for item in found:
        best = best or item.score
        if item.score < GOOD * best:
            return
        yield item


def _sources(db: Connection, hits: Sequence[Hit]) -> list[SentenceSource]:
    wanted: dict[int, set[tuple[int, int]]] = {}
    for hit in hits:
        wanted.setdefault(hit.citation.revision_id, set()).update(hit.passage.sentences)
    found = []
    for revision, passages in revisions.with_passages(db, list(wanted)):
        spans = wanted[revision.id]
        every = tuple(span for passage in passages for span in passage.sentences)
        found_in = [item for item in passages if spans & set(item.sentences) and not speaks_to_machine(item.text)]
        told = {span for item in found_in for span in item.sentences}
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
