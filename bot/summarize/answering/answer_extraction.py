"""Finds in a sentence what a question asks for: the stretches of the right kind that say more than the question did.

What is asked is told by the question's language, what stands in the sentence by its own: `told`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.language.facts.entity_spans import EntitySpans
from bot.language.pack import LanguagePack
from bot.language.questions.grammar import Wanted
from bot.models import Span
from bot.summarize.answering.query_understanding import Question
from bot.text.folding import fold

LONGEST_NAME = 5
"""Words: a longer run of capitals is a headline."""
OPEN = ("thing", "yes_no", "news", "tally")
"""Kinds that a sentence may answer without a stretch of its own: how a vote went, by its count or in words."""
_YEAR = re.compile(r"(?:19|20)\d\d$")
_COMPOUND = re.compile(r"[-–]\w")
"""How a word goes on behind its number: “30-year-old”."""
_BEHIND = re.compile(r"(?:\s+[\w’'-]+){0,3}")
_FINDERS: dict[str, Callable[[EntitySpans, str], list[Span]]] = {
    "place": lambda spans, text: spans.places(text),
    "share": lambda spans, text: spans.shares(text),
    "money": lambda spans, text: spans.money(text),
    "duration": lambda spans, text: spans.durations(text),
    "name": lambda spans, text: spans.named(text),
    "number": lambda spans, text: spans.numbers(text),
    "age": lambda spans, text: spans.ages(text),
    "measure": lambda spans, text: spans.measures(text),
    "called": lambda spans, text: spans.linked(text),
    "clock": lambda spans, text: spans.clock_times(text),
    "day": lambda spans, text: spans.exact_times(text),
    "tally": lambda spans, text: spans.tallies(text),
    "comparison": lambda spans, text: spans.comparisons(text),
    "change": lambda spans, text: [*spans.shares(text), *spans.money(text), *spans.numbers(text)],
}


def wanted_in(
    question: Question, text: str, told: LanguagePack, plain: frozenset[str] = frozenset()
) -> list[Span] | None:
    """Return where a text holds every kind of thing that is asked for, or None where one is missing.

    `plain` are words that are no names, though they may begin a sentence with a capital.
    """
    found: list[Span] = []
    for kind in question.wanted:
        spans = [span for span in _kind(kind, question, text, told) if _is_new(question, text[slice(*span)], told)]
        if kind in ("person", "name", "place"):
            spans = [span for span in spans if _is_name(text[span[0] : span[1]], plain)]
        if not spans and kind not in OPEN:
            return None
        found += spans
    return found


def _is_name(found: str, plain: frozenset[str]) -> bool:
    return found.lower() not in plain and len(found.split()) <= LONGEST_NAME


def _kind(kind: Wanted, question: Question, text: str, told: LanguagePack) -> list[Span]:
    narrowed = question.pack.questions.narrowed(kind, question.text)
    if kind == "number" and not narrowed and question.noun:
        return told.spans.counts(text, question.noun) or _done_to(question, text, told)
    if kind == "description":
        return [span for run in question.runs for span in told.spans.descriptions(text, run[-1])]
    if kind == "person":
        return _persons(question, text, told)
    if kind == "time" and not narrowed:
        return _times(question, text, told)
    if kind == "reason":
        spans = told.spans.reasons(text)
        return [span for span in spans if not _is_the_deed(question, text[span[0] : span[1]], told)]
    finder = _FINDERS.get(narrowed or kind)
    return finder(told.spans, text) if finder else []


def _done_to(question: Question, text: str, told: LanguagePack) -> list[Span]:
    """Return the numbers of people beside the deed that was asked about: “29 were wounded”, “killed at least 12”."""
    if not question.verb or question.noun not in told.people.crowds:
        return []
    found = []
    for start, end in told.spans.numbers(text):
        near = (*told.words.tokens(text[max(0, start - 24) : start])[-3:], *told.words.tokens(text[end : end + 48])[:4])
        if any(question.same(question.verb, word) for word in near) and _is_of_people(question, text, end, told):
            found.append((start, end))
    return found


def _is_of_people(question: Question, text: str, end: int, told: LanguagePack) -> bool:
    """Tell whether the number that ends there counts people, by the words behind it: “young men”, “were killed”, “.”;
    “300 cattle”, “30-year-old” and “12 May” do not."""
    if _COMPOUND.match(text, end):
        return False
    behind = _BEHIND.match(text, end)
    words = [fold(word) for word in behind[0].split()] if behind else []
    if any(word in told.people.counted for word in words):
        return True
    if not words or (words[0] in told.content.stopwords and words[0] not in told.people.belonging):
        return not told.assertions.calendar.match(" ".join(words[:1]))
    return question.same(question.verb, words[0])


def _times(question: Question, text: str, told: LanguagePack) -> list[Span]:
    """Return the times that say as much as was asked: no bare year where one was given."""
    dated = any(_YEAR.match(number) for number in question.numbers)
    return [
        (start, end)
        for start, end in told.spans.times(text)
        if not _YEAR.match(text[start:end]) or not (dated or told.assertions.names_a_thing.search(text[:start]))
    ]


def _is_the_deed(question: Question, reason: str, told: LanguagePack) -> bool:
    """Tell whether what begins like a reason only tells what was asked about: "since its keeper retired"."""
    return bool(question.verb) and any(question.same(question.verb, word) for word in told.words.tokens(reason))


def _persons(question: Question, text: str, told: LanguagePack) -> list[Span]:
    every = (_untitled(span, text, told) for span in told.spans.people(text))
    names = [span for span in every if not _is_office(question, text[span[0] : span[1]], told)]
    people = [span for span in names if not told.assertions.in_a_place.search(text[: span[0]])]
    if not question.role:
        return people
    return [span for span in people if not told.assertions.of_the_office.search(text[: span[0]])]


def _untitled(span: Span, text: str, told: LanguagePack) -> Span:
    """Return the name behind the office that a long run begins with: “State Supreme Court Justice Ada Bell”."""
    words = list(re.finditer(r"\S+", text[slice(*span)]))
    if len(words) <= LONGEST_NAME:
        return span
    folded = [fold(word.group()) for word in words]
    roles = [n for n, word in enumerate(folded[:-1]) if word in told.people.roles]
    if not roles or not told.content.stopwords.isdisjoint(folded[roles[-1] + 1 :]):
        return span
    return span[0] + words[roles[-1] + 1].start(), span[1]


def _is_office(question: Question, name: str, told: LanguagePack) -> bool:
    """Tell whether a name is only the office that was asked about: "Vice Presidents"."""
    last, asked = told.words.tokens(name)[-1:], question.pack.words
    return bool(last) and any(asked.derived(word, last[0]) for word in (*question.terms, question.role) if word)


def _is_new(question: Question, answer: str, told: LanguagePack) -> bool:
    """Tell whether an answer says more than the question did."""
    words = (word for word in told.words.tokens(answer) if word not in told.content.stopwords)
    return any(word not in told.assertions.titles and not _was_said(question, word) for word in words)


def _was_said(question: Question, word: str) -> bool:
    compared = question.pack.words
    number = compared.as_number(word)
    return any(
        compared.derived(said, word) or (number is not None and compared.as_number(said) == number)
        for said in question.words
    )
