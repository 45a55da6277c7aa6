"""Chooses the sentences that answer a question, by evidence: what was asked about must stand there, and what was
asked for. A score only orders what passed; it never lets anything pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evidence.stopwords import STOPWORDS
from bot.models import Revision, Span
from bot.summarize import facts
from bot.summarize.questions import Question, Wanted
from bot.summarize.words import acronyms, as_number, derived, same, tokens

SHORT_ARTICLE = 700
"""Characters: of an article that is no longer, all belongs to one matter."""
NEIGHBOURS = 2
"""Sentences before a sentence that may say what it is about."""


@dataclass(frozen=True, slots=True)
class Source:
    """A revision with its sentences, as a place to look for evidence."""

    revision: Revision
    sentences: tuple[Span, ...]
    wanted: frozenset[Span]
    """Those that a search found; the others are context."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: `found` are the stretches (of the sentence) that hold what is asked for."""

    revision: Revision
    span: Span
    text: str
    support: tuple[Span, ...]
    """Other sentences that name what this one is about."""
    score: float
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence with what stands around it, as words."""

    text: str
    words: tuple[str, ...]
    near: tuple[tuple[Span, tuple[str, ...]], ...]
    wide: frozenset[str]
    initials: dict[str, tuple[str, ...]]


def candidates(question: Question, sources: Sequence[Source]) -> list[Candidate]:
    """Return the sentences of the sources that answer the question, the best first."""
    found = [item for source in sources for item in _of(question, source)]
    return sorted(found, key=lambda item: (-item.score, item.revision.id, item.span))


def _of(question: Question, source: Source) -> Iterator[Candidate]:
    text, title = source.revision.text, source.revision.title
    words = [tuple(tokens(text[start:end])) for start, end in source.sentences]
    whole = frozenset(word for group in words for word in group) if len(text) <= SHORT_ARTICLE else frozenset()
    year = (str(source.revision.published_at.year),) if source.revision.published_at else ()
    wide = frozenset(tokens(title)) | whole | frozenset(year)
    initials = acronyms(f"{title}\n{text[:20_000]}")
    for index, span in enumerate(source.sentences):
        if span not in source.wanted:
            continue
        near = tuple((source.sentences[n], words[n]) for n in range(max(0, index - NEIGHBOURS), index))
        scene = _Scene(text[span[0] : span[1]], words[index], near, wide, initials)
        item = _judge(question, scene)
        if item is not None:
            score, support, answers = item
            yield Candidate(source.revision, span, scene.text, support, score, answers)


def _judge(question: Question, scene: _Scene) -> tuple[float, tuple[Span, ...], tuple[str, ...]] | None:
    """Return score, supporting sentences and what was asked for, or None where the sentence does not answer."""
    answers = wanted_in(question, scene.text)
    if answers is None:
        return None
    support: list[Span] = []
    score = 0.0
    for group, weight in ((question.names, 3.0), (question.numbers, 2.5), (question.terms, 2.0)):
        for word in group:
            where = _where(word, scene)
            score += weight * (1.0 if where == "here" else 0.5 if where == "near" else 0.25 if where else 0.0)
            if where == "near":
                support.append(next(span for span, words in scene.near[::-1] if _said(word, words, scene)))
    if not _covered(question, scene):
        return None
    score /= max(1, 3 * len(question.names) + 2.5 * len(question.numbers) + 2 * len(question.terms))
    score += 0.3 * _closeness(question, scene.text, answers) - 0.002 * max(0, len(scene.words) - 30)
    return score, tuple(dict.fromkeys(support)), tuple(scene.text[start:end] for start, end in answers)


def _where(word: str, scene: _Scene) -> str:
    if _said(word, scene.words, scene):
        return "here"
    if any(_said(word, words, scene) for _, words in scene.near):
        return "near"
    return "wide" if _said(word, scene.wide, scene) else ""


def _said(word: str, words: Sequence[str] | frozenset[str], scene: _Scene) -> bool:
    if any(same(word, other) for other in words):
        return True
    run = scene.initials.get(word)
    return run is not None and all(part in words for part in run)


def _covered(question: Question, scene: _Scene) -> bool:
    """Tell whether the sentence and its surroundings speak of what was asked: names, figures, and the matter itself."""
    names = [word for word in question.names if not _where(word, scene)]
    if len(names) > (1 if len(question.names) >= 4 else 0):
        return False
    if any(not _where(word, scene) for word in question.numbers):
        return False
    terms = [word for word in question.terms if _where(word, scene) not in ("here", "near")]
    wide = [word for word in terms if _where(word, scene)]
    missing = len(terms) - len(wide) + 0.5 * len(wide)
    if missing > len(question.terms) / 3:
        return False
    spoken = [word for word in question.words if _said(word, scene.words, scene)]
    return bool(spoken)


def wanted_in(question: Question, text: str) -> list[Span] | None:
    """Return where a text holds every kind of thing that is asked for, or None where one is missing."""
    found: list[Span] = []
    for kind in question.wanted:
        spans = [span for span in _kind(kind, question, text) if _is_new(question, text[span[0] : span[1]])]
        if not spans and kind not in ("thing", "yes_no"):
            return None
        found += spans
    return found


def _kind(kind: Wanted, question: Question, text: str) -> list[Span]:
    if kind == "time":
        return facts.times(text)
    if kind == "place":
        return facts.places(text)
    if kind == "money":
        return facts.money(text)
    if kind == "number":
        return facts.counts(text, question.noun) if question.noun else facts.numbers(text)
    if kind == "duration":
        return facts.durations(text)
    if kind == "person":
        return facts.people(text)
    if kind == "name":
        return facts.named(text)
    return facts.reasons(text) if kind == "reason" else []


def _is_new(question: Question, answer: str) -> bool:
    """Tell whether an answer says more than the question did."""
    said = set(question.words)
    left = [
        word
        for word in tokens(answer)
        if word not in STOPWORDS
        and not any(derived(other, word) or as_number(other) == as_number(word) is not None for other in said)
    ]
    return bool(left)


def _closeness(question: Question, text: str, answers: list[Span]) -> float:
    """Return how near, from 0 to 1, an answer stands to the words of the question."""
    spots = [
        match.start()
        for match in re.finditer(r"[^\W_]+", text)
        if any(same(word, match.group().casefold()) for word in question.words)
    ]
    if not answers or not spots:
        return 0.0
    gap = min(abs(start - spot) for start, _ in answers for spot in spots)
    return 1.0 / (1.0 + gap / 40)
