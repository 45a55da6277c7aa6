"""Chooses the sentences that answer a question, by evidence: what was asked about must stand there, and what was
asked for. A score only orders what passed; it never lets anything pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from bot.models import Revision, Span
from bot.summarize.answering.answer_extraction import wanted_in
from bot.summarize.answering.assertion import distance, is_settled, names_it, opposed, states
from bot.summarize.answering.candidate import Candidate
from bot.summarize.answering.query_understanding import Question
from bot.summarize.answering.recency import of_latest
from bot.summarize.answering.sentence_context import Place, SentenceContext, SentenceSource, scenes, together

HERE = 0.65
"""Share of a question's words that a sentence must hold itself, to answer with no other article beside it."""
MISSING = 0.34
"""Share of its matter that may be told nowhere near."""
AGREED = 0.15
"""What each other article with the same answer adds to a sentence's score."""
_WEIGHTS: dict[Place, float] = {"here": 1.0, "near": 0.5, "wide": 0.25, "article": 0.1, "": 0.0}
_LACK: dict[Place, float] = {"here": 0.0, "near": 0.0, "wide": 0.34, "article": 0.67, "": 1.0}
_HERE: dict[Place, float] = {"here": 1.0, "near": 0.5, "wide": 0.4, "article": 0.0, "": 0.0}
FEW = 2
"""Words of a question that names nobody: all of them must be told near."""
TAKEN_UP = 0.8
"""What a word of the sentences before counts for, where the sentence has a pronoun for it."""
_YEAR = re.compile(r"(?:19|20)\d\d$")


def candidates(question: Question, sources: Sequence[SentenceSource]) -> list[Candidate]:
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
    if any(item.full and item.says for item in kept):
        kept = [item for item in kept if item.says]
    return sorted(of_latest(question, kept), key=lambda item: (-item.score, item.revision.id, item.span))


def _agreement(found: Sequence[Candidate]) -> list[int]:
    """Return in how many other articles the answer of each sentence stands."""
    holding: dict[str, set[int]] = {}
    for item in found:
        holding.setdefault(item.key, set()).add(item.revision.id)
    return [len(holding[item.key] - {item.revision.id}) if item.key else 0 for item in found]


def _of(question: Question, source: SentenceSource) -> Iterator[Candidate]:
    for scene in scenes(source, question.pack):
        item = _judge(question, scene, source.revision)
        if item is not None:
            yield item


def _judge(question: Question, scene: SentenceContext, revision: Revision) -> Candidate | None:
    """Return the sentence as a candidate, or None where it does not answer."""
    if not _is_about(question, scene):
        return None
    told = scene.told
    answers = wanted_in(question, scene.text, told, scene.plain)
    if answers is None or not states(question, scene.text, answers, told) or not _covered(question, scene):
        return None
    support = [scene.support(word) for word in question.words if scene.where(word) == "near"]
    nearest = sorted(answers, key=lambda span: distance(question, scene.text, span))
    found = tuple(scene.text[start:end] for start, end in nearest)
    score = (
        _coverage(question, scene) + 0.3 * _closeness(question, scene.text, answers) + _fullness(question, scene)
    ) + _fits(question, found)
    key = " ".join(told.content_tokens(found[0])) if found else ""
    spans = tuple(dict.fromkeys(support))
    says = not question.verb or not _is_undone(question, scene, "here")
    settled = not question.verb or is_settled(question, scene.words, told)
    full, contrary = _is_full(question, scene), says and bool(question.verb) and scene.where(question.verb) != "here"
    return Candidate(revision, scene.span, scene.text, spans, score, found, key, full, settled, says, contrary)


# ---------------------------------------------------------------- what must stand there


def _covered(question: Question, scene: SentenceContext) -> bool:
    """Tell whether the sentence and what stands near speak of those who were asked about, the year, and the deed."""
    unnamed = sum(not (scene.names(run) and _is_meant(run, question, scene)) for run in question.runs)
    if _is_undone(question, scene) or unnamed > len(question.runs) // 3 or _of_another_year(question, scene):
        return False
    if _is_another(question, scene) or any(not scene.where(word) for word in _marks(question)):
        return False
    if question.first and not question.first & _near_words(scene):
        return False
    if "comparison" in question.wanted and any(scene.where(run[-1]) != "here" for run in question.runs):
        return False
    if question.year and scene.where(question.year) in ("", "article"):
        return False
    if "tally" in question.wanted and not _is_voted_on(question, scene):
        return False
    return _lacks(question, scene) < 0.5


def _is_voted_on(question: Question, scene: SentenceContext) -> bool:
    """Tell whether a vote was on the matter that was asked about, which the sentence itself names or takes up: a vote
    on another one went as it went."""
    tallied, asked = question.pack.questions.vocabulary.tallied, question.tokens
    last = max((n for n, word in enumerate(asked) if word in tallied), default=-1)
    matter = [word for word in question.words if word in asked[last + 1 :]] or question.words
    if scene.takes_up or scene.told.assertions.put_to_vote.search(scene.text):
        return _lacks(question, scene) == 0
    return _lacks(question, scene) == 0 and any(scene.where(word) == "here" for word in matter)


def _near_words(scene: SentenceContext) -> set[str]:
    return set(scene.words).union(*(words for _, words in scene.near))


def _is_meant(run: Sequence[str], question: Question, scene: SentenceContext) -> bool:
    """Tell whether a name stands for what bears it, in the sentence or else, but for an office, right before it."""
    if names_it(run, scene.text, question, scene.told):
        return True
    return not question.role and any(together(tuple(run), words, question.pack.words) for _, words in scene.near)


def _is_undone(question: Question, scene: SentenceContext, *places: Place) -> bool:
    """Tell whether nothing near says the deed that was asked about; of one that was done or not, its contrary does.

    `places` are those where it must be said, where near is not enough.
    """
    if not question.verb:
        return False
    place = scene.where(question.verb)
    if "yes_no" in question.wanted:
        return place != "here" and not opposed(question, scene.words, scene.told)
    return place not in (places or ("here", "near"))


def _is_about(question: Question, scene: SentenceContext) -> bool:
    """Tell whether the sentence says a word of the question, or takes up one that was just said."""
    places = [scene.where(word) for word in question.words]
    return "here" in places or (scene.takes_up and bool(places) and all(place == "near" for place in places))


def _of_another_year(question: Question, scene: SentenceContext) -> bool:
    """Tell whether the sentence tells of other years than the one that was asked about."""
    asked = {number for number in question.numbers if _YEAR.match(number)}
    said = {word for word in scene.words if _YEAR.match(word)}
    return bool(asked and said) and not asked & said and "time" not in question.wanted


def _marks(question: Question) -> Iterator[str]:
    """Yield the words that make a thing another one: “vice”, and what stands before the thing that is counted."""
    asked = question.tokens
    yield from (word for word in asked if word in question.pack.assertions.otherwise)
    if question.noun in asked:
        before = asked[: asked.index(question.noun)]
        yield from takewhile(lambda word: word in question.terms, reversed(before))


def _is_another(question: Question, scene: SentenceContext) -> bool:
    """Tell whether the sentence tells of another one in a row: "the first quarter" where the second was asked."""
    compared = question.pack.words
    for number, noun in pairwise(question.tokens):
        if compared.as_number(number) is None or noun in question.pack.content.stopwords or compared.as_number(noun):
            continue
        told = pairwise(scene.words)
        said = [before for before, word in told if compared.same(noun, word) and scene.told.words.as_number(before)]
        if said and not compared.holds(said, number):
            return True
    return False


def _is_full(question: Question, scene: SentenceContext) -> bool:
    """Tell whether the sentence says most of what was asked about by itself."""
    matter = _matter(question, scene)
    heads = [run[-1] for run in question.runs] + [*question.numbers, *matter]
    if not question.names and len(matter) <= FEW and any(scene.where(word) not in ("here", "near") for word in matter):
        return False
    here = sum(_told(scene.where(word), scene) for word in heads)
    if any(scene.where(word) not in ("here", "near", "wide") for word in question.numbers):
        return False
    return _lacks(question, scene) <= MISSING and here >= HERE * len(heads)


def _told(place: Place, scene: SentenceContext) -> float:
    return 1.0 if place == "near" and scene.goes_on else _HERE[place]


def _lacks(question: Question, scene: SentenceContext) -> float:
    """Return which share of the question's matter is not told near; a verb that says little is none of it."""
    matter = _matter(question, scene)
    return sum(_LACK[scene.where(word)] for word in matter) / max(1, len(matter))


def _matter(question: Question, scene: SentenceContext) -> list[str]:
    words, terms = question.pack.words, question.terms
    if "yes_no" in question.wanted and opposed(question, scene.words, scene.told):
        terms = tuple(word for word in terms if word != question.verb)
    if "tally" in question.wanted and scene.told.spans.tallies(scene.text):
        terms = tuple(word for word in terms if word not in question.pack.questions.vocabulary.tallied)
    if _is_kind(question) and scene.where(question.noun) not in ("here", "near"):
        terms = tuple(word for word in terms if word != question.noun) or terms
    return [word for word in terms if words.stem(word) not in words.light] or list(terms)


def _is_kind(question: Question) -> bool:
    """Tell whether a noun says only which kind of thing is asked for: an answer to “which country won” names one."""
    return question.noun in question.terms and not {"name", "person", "place", "time"}.isdisjoint(question.wanted)


# ---------------------------------------------------------------- what comes first


def _coverage(question: Question, scene: SentenceContext) -> float:
    """Return how much of the question, from 0 to 1, stands in the sentence; what stands around it counts for less."""
    weighted = [(word, 3.0) for word in question.names]
    weighted += [(word, 2.5) for word in question.numbers]
    weighted += [(word, 4.0 if word == question.verb else 2.0) for word in question.terms]
    total = sum(weight for _, weight in weighted)
    return sum(weight * _weight(scene.where(word), scene) for word, weight in weighted) / max(1.0, total)


def _weight(place: Place, scene: SentenceContext) -> float:
    return TAKEN_UP if place == "near" and scene.takes_up else _WEIGHTS[place]


def _fits(question: Question, found: Sequence[str]) -> float:
    """Return an advantage for an answer of the very kind: an “Act” where a law was asked for."""
    kind = question.noun if "name" in question.wanted else ""
    words = question.pack.words
    if kind:
        return 0.3 * any(words.holds(words.tokens(item), kind) for item in found)
    if "description" in question.wanted:
        return 0.1 * min(4, max(len(item.split()) for item in found))
    return 0.15 * bool(found) if "tally" in question.wanted else 0.0


def _fullness(question: Question, scene: SentenceContext) -> float:
    """Return an advantage for whole sentences of a good length that give a day, with its year, where one is asked."""
    text = scene.text
    score = -0.002 * max(0, len(text.split()) - 30)
    if not re.search(r"[.!?…][\"”’)]*$", text) or re.search(r"[;·|]", text):
        score -= 0.1
    if "time" in question.wanted:
        exact = [text[start:end] for start, end in scene.told.spans.exact_times(text)]
        score += 0.2 * bool(exact) + 0.1 * any(re.search(r"(?:19|20)\d\d", item) for item in exact)
    return score


def _closeness(question: Question, text: str, answers: list[Span]) -> float:
    """Return how near, from 0 to 1, an answer stands to the words of the question."""
    spots = [
        match.start()
        for match in re.finditer(r"[^\W_]+", text)
        if any(question.same(word, match.group().casefold()) for word in question.words)
    ]
    if not answers or not spots:
        return 0.0
    gap = min(abs(start - spot) for start, _ in answers for spot in spots)
    return 1.0 / (1.0 + gap / 40)
