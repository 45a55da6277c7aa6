"""Chooses the sentences that answer a question, by evidence: what was asked about must stand there, and what was
asked for. A score only orders what passed; it never lets anything pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.evidence.stopwords import STOPWORDS
from bot.models import Revision, Span
from bot.summarize import facts
from bot.summarize.questions import Question
from bot.summarize.stating import distance, names_it, states
from bot.summarize.wanted import Wanted
from bot.summarize.words import acronyms, as_number, derived, same, tokens

SHORT_ARTICLE = 700
"""Characters: of an article that is no longer, all belongs to one matter."""
HERE = 0.65
"""Share of a question's words that a sentence must hold itself, to answer with no other article beside it."""
AGREED = 0.15
"""What each other article with the same answer adds to a sentence's score."""
NEIGHBOURS = 2
"""Sentences before a sentence that may say what it is about."""
OPENING = 3
"""Sentences that open an article: they say what all of it is about."""


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
    full: bool = True
    """It says itself what was asked about."""

    @property
    def keys(self) -> frozenset[str]:
        """Return the answers in a form that is the same in other articles."""
        return frozenset(
            " ".join(word for word in tokens(item) if word not in STOPWORDS) for item in self.found[:1]
        ) - {""}


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence with what stands around it, as words; `article` holds all words of its article."""

    text: str
    words: tuple[str, ...]
    near: tuple[tuple[Span, tuple[str, ...]], ...]
    wide: frozenset[str]
    article: frozenset[str]
    plain: frozenset[str]
    """Words that the article writes small somewhere: capitalised, they only begin a sentence."""
    initials: dict[str, tuple[str, ...]]


def candidates(question: Question, sources: Sequence[Source]) -> list[Candidate]:
    """Return the sentences of the sources that answer the question, the best first.

    A sentence answers that says itself what was asked about; one that leaves more to what stands around it answers
    where another article gives the same answer.
    """
    found = [item for source in sources for item in _of(question, source)]
    kept = [
        replace(item, score=item.score + AGREED * min(others, 3))
        for item, others in zip(found, _agreement(found), strict=True)
        if item.full or others
    ]
    return sorted(kept, key=lambda item: (-item.score, item.revision.id, item.span))


def _agreement(found: Sequence[Candidate]) -> list[int]:
    """Return in how many other articles the best-shared answer of each sentence stands."""
    holding: dict[str, set[int]] = {}
    for item in found:
        for key in item.keys:
            holding.setdefault(key, set()).add(item.revision.id)
    return [max((len(holding[key] - {item.revision.id}) for key in item.keys), default=0) for item in found]


def _of(question: Question, source: Source) -> Iterator[Candidate]:
    text, title = source.revision.text, source.revision.title
    words = [tuple(tokens(text[start:end])) for start, end in source.sentences]
    every = frozenset(word for group in words for word in group)
    opening = frozenset(word for group in words[:OPENING] for word in group)
    year = frozenset([str(source.revision.published_at.year)] if source.revision.published_at else [])
    wide = frozenset(tokens(title)) | year | (every if len(text) <= SHORT_ARTICLE else opening)
    plain = frozenset(re.findall(r"\b[a-z][\w’'-]+", text))
    initials = acronyms(f"{title}\n{text[:20_000]}")
    for index, span in enumerate(source.sentences):
        if span not in source.wanted:
            continue
        near = tuple((source.sentences[n], words[n]) for n in range(max(0, index - NEIGHBOURS), index))
        scene = _Scene(text[span[0] : span[1]], words[index], near, wide, every | wide, plain, initials)
        item = _judge(question, scene, source.revision, span)
        if item is not None:
            yield item


def _judge(question: Question, scene: _Scene, revision: Revision, span: Span) -> Candidate | None:
    """Return the sentence as a candidate, or None where it does not answer."""
    answers = wanted_in(question, scene.text, scene.plain)
    if answers is None or not states(question, scene.text, answers) or not _covered(question, scene):
        return None
    support = [
        next(span for span, words in scene.near[::-1] if _said(word, words, scene))
        for word in question.words
        if _where(word, scene) == "near"
    ]
    score = (
        _coverage(question, scene) + 0.3 * _closeness(question, scene.text, answers) + _fullness(question, scene.text)
    )
    nearest = sorted(answers, key=lambda span: distance(question, scene.text, span))
    found = tuple(scene.text[start:end] for start, end in nearest)
    return Candidate(revision, span, scene.text, tuple(dict.fromkeys(support)), score, found, _is_full(question, scene))


_WEIGHTS = {"here": 1.0, "near": 0.5, "wide": 0.25, "article": 0.1, "": 0.0}


def _coverage(question: Question, scene: _Scene) -> float:
    """Return how much of the question, from 0 to 1, stands in the sentence; what stands around it counts for less."""
    weighted = [(word, 3.0) for word in question.names]
    weighted += [(word, 2.5) for word in question.numbers]
    weighted += [(word, 2.0) for word in question.terms]
    total = sum(weight for _, weight in weighted)
    return sum(weight * _WEIGHTS[_where(word, scene)] for word, weight in weighted) / max(1.0, total)


def _fullness(question: Question, text: str) -> float:
    """Return an advantage for whole sentences of a good length that give a day, with its year, where one is asked."""
    score = -0.002 * max(0, len(text.split()) - 30)
    if not re.search(r"[.!?…][\"”’)]*$", text) or re.search(r"[;·|]", text):
        score -= 0.1
    if "time" in question.wanted:
        exact = [text[start:end] for start, end in facts.exact_times(text)]
        score += 0.1 * bool(exact) + 0.1 * any(re.search(r"(?:19|20)\d\d", item) for item in exact)
    return score


def _where(word: str, scene: _Scene) -> str:
    if _said(word, scene.words, scene):
        return "here"
    if any(_said(word, words, scene) for _, words in scene.near):
        return "near"
    if _said(word, scene.wide, scene):
        return "wide"
    return "article" if _said(word, scene.article, scene) else ""


def _said(word: str, words: Sequence[str] | frozenset[str], scene: _Scene) -> bool:
    if any(same(word, other) for other in words):
        return True
    run = scene.initials.get(word)
    return run is not None and all(part in words for part in run)


def _covered(question: Question, scene: _Scene) -> bool:
    """Tell whether the sentence and what stands near speak of those who were asked about, the year, and the deed."""
    unnamed = sum(not _named(run, question, scene) for run in question.runs)
    undone = bool(question.verb) and _where(question.verb, scene) not in ("here", "near")
    if undone or unnamed > len(question.runs) // 3:
        return False
    if any(_where(word, scene) not in ("here", "near", "wide") for word in question.numbers):
        return False
    return _lacks(question, scene) <= 0.5 and any(_said(word, scene.words, scene) for word in question.words)


def _is_full(question: Question, scene: _Scene) -> bool:
    """Tell whether the sentence says most of what was asked about by itself."""
    heads = [run[-1] for run in question.runs] + [*question.numbers, *question.terms]
    said = ("here", "near") if _takes_up(scene) else ("here",)
    here = sum(_where(word, scene) in said for word in heads)
    return _lacks(question, scene) <= 0.34 and here >= HERE * len(heads)


def _takes_up(scene: _Scene) -> bool:
    """Tell whether the sentence begins with a word for what the one before it named: "It was built in 1871"."""
    return scene.words[:1] in (("it",), ("he",), ("she",), ("they",))


def _lacks(question: Question, scene: _Scene) -> float:
    """Return which share of the question's matter is not told near."""
    return sum(_LACK[_where(word, scene)] for word in question.terms) / max(1, len(question.terms))


_LACK = {"here": 0.0, "near": 0.0, "wide": 0.34, "article": 0.67, "": 1.0}


def _named(run: tuple[str, ...], question: Question, scene: _Scene) -> bool:
    """Tell whether a name is meant here: most of its words stand near, of a person's the last."""
    near = [word for word in run if _where(word, scene) in ("here", "near", "wide")]
    gone = [word for word in run if not _where(word, scene)]
    if len(gone) > len(run) // 3 or not near or (run[-1] not in near and len(near) <= len(run) // 2):
        return False
    return names_it(run, scene.text, question)


def wanted_in(question: Question, text: str, plain: frozenset[str] = frozenset()) -> list[Span] | None:
    """Return where a text holds every kind of thing that is asked for, or None where one is missing.

    `plain` are words that are no names, though they may begin a sentence with a capital.
    """
    found: list[Span] = []
    for kind in question.wanted:
        spans = [span for span in _kind(kind, question, text) if _is_new(question, text[span[0] : span[1]])]
        if kind in ("person", "name", "place"):
            spans = [span for span in spans if text[span[0] : span[1]].lower() not in plain]
        if not spans and kind not in ("thing", "yes_no"):
            return None
        found += spans
    return found


def _kind(kind: Wanted, question: Question, text: str) -> list[Span]:
    if kind == "number" and (measured := _MEASURED.search(question.text)):
        return facts.ages(text) if measured[1].lower() == "old" else facts.measures(text)
    if kind == "number":
        return facts.counts(text, question.noun) if question.noun else facts.numbers(text)
    if kind == "name" and re.search(r"\bname\s+of\b|\bcalled\b", question.text, re.IGNORECASE):
        return facts.linked(text)
    if kind == "person":
        return [span for span in facts.people(text) if not _is_office(question, text[span[0] : span[1]])]
    if kind == "time" and re.search(r"\bdate\b", question.text, re.IGNORECASE):
        return facts.exact_times(text)
    return _FINDERS[kind](text) if kind in _FINDERS else []


_MEASURED = re.compile(r"\bhow\s+(old|far|big|tall|large|fast|high|deep|wide|heavy)\b", re.IGNORECASE)
_FINDERS: dict[Wanted, Callable[[str], list[Span]]] = {
    "time": facts.times,
    "place": facts.places,
    "money": facts.money,
    "duration": facts.durations,
    "name": facts.named,
    "reason": facts.reasons,
}


def _is_office(question: Question, name: str) -> bool:
    """Tell whether a name is only the office that was asked about: "Vice Presidents"."""
    last = tokens(name)[-1:]
    return bool(last) and any(derived(word, last[0]) for word in (*question.terms, question.role) if word)


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
