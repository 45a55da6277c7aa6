"""Finds in a sentence what a question asks for: the stretches of the right kind that say more than the question did."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.evidence.stopwords import STOPWORDS
from bot.models import Span
from bot.summarize import facts
from bot.summarize.questions import Question
from bot.summarize.wanted import Wanted
from bot.summarize.words import as_number, derived, same, tokens

LONGEST_NAME = 5
"""Words: a longer run of capitals is a headline."""
_MEASURED = re.compile(r"\bhow\s+(old|far|big|tall|large|fast|high|deep|wide|heavy)\b", re.IGNORECASE)
_OF_THE_OFFICE = re.compile(r"\b(?:of|at|for|in)\s+(?:the\s+)?(?:[A-Z]\w*\s+and\s+)?$")
"""What stands before the body that an office belongs to: "president of Alda and Brom"."""
_IN_A_PLACE = re.compile(r"\b(?:in|at|on|from)\s+(?:the\s+)?$")
_TITLES = frozenset("mr mrs ms miss dr sir president senator".split())
_NAMES_A_THING = re.compile(r"\b(?:an?|the|this|its|his|her|their)\s+$", re.IGNORECASE)
"""What stands before a year that says which one: “the 2017 game”."""
_YEAR = re.compile(r"(?:19|20)\d\d$")
_FINDERS: dict[Wanted, Callable[[str], list[Span]]] = {
    "time": facts.times,
    "place": facts.places,
    "share": facts.shares,
    "money": facts.money,
    "duration": facts.durations,
    "name": facts.named,
}


def wanted_in(question: Question, text: str, plain: frozenset[str] = frozenset()) -> list[Span] | None:
    """Return where a text holds every kind of thing that is asked for, or None where one is missing.

    `plain` are words that are no names, though they may begin a sentence with a capital.
    """
    found: list[Span] = []
    for kind in question.wanted:
        spans = [span for span in _kind(kind, question, text) if _is_new(question, text[span[0] : span[1]])]
        if kind in ("person", "name", "place"):
            spans = [span for span in spans if _is_name(text[span[0] : span[1]], plain)]
        if not spans and kind not in ("thing", "yes_no"):
            return None
        found += spans
    return found


def _is_name(found: str, plain: frozenset[str]) -> bool:
    return found.lower() not in plain and len(found.split()) <= LONGEST_NAME


def _kind(kind: Wanted, question: Question, text: str) -> list[Span]:
    if kind == "number" and (measured := _MEASURED.search(question.text)):
        return facts.ages(text) if measured[1].lower() == "old" else facts.measures(text)
    if kind == "number":
        return facts.counts(text, question.noun) if question.noun else facts.numbers(text)
    if kind == "name" and re.search(r"\bname\s+of\b|\bcalled\b", question.text, re.IGNORECASE):
        return facts.linked(text)
    if kind == "person":
        return _persons(question, text)
    if kind == "time":
        return _times(question, text)
    if kind == "reason":
        return [span for span in facts.reasons(text) if not _is_the_deed(question, text[span[0] : span[1]])]
    return _FINDERS[kind](text) if kind in _FINDERS else []


def _times(question: Question, text: str) -> list[Span]:
    """Return the times that say as much as was asked: a clock time, a day, and no bare year where one was given."""
    if re.search(r"\b(?:what|which)\s+time\b", question.text, re.IGNORECASE):
        return facts.clock_times(text)
    if re.search(r"\bdate\b", question.text, re.IGNORECASE):
        return facts.exact_times(text)
    dated = any(_YEAR.match(number) for number in question.numbers)
    return [
        (start, end)
        for start, end in facts.times(text)
        if not _YEAR.match(text[start:end]) or not (dated or _NAMES_A_THING.search(text[:start]))
    ]


def _is_the_deed(question: Question, reason: str) -> bool:
    """Tell whether what begins like a reason only tells what was asked about: "since its keeper retired"."""
    return bool(question.verb) and any(same(question.verb, word) for word in tokens(reason))


def _persons(question: Question, text: str) -> list[Span]:
    found = [span for span in facts.people(text) if not _is_office(question, text[span[0] : span[1]])]
    found = [span for span in found if not _IN_A_PLACE.search(text[: span[0]])]
    if not question.role:
        return found
    return [
        span
        for span in found
        if not re.search(r"\b(?:of|at|for|in)\s+(?:the\s+)?(?:[A-Z]\w*\s+and\s+)?$", text[: span[0]])
    ]


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
        and word not in _TITLES
        and not any(derived(other, word) or as_number(other) == as_number(word) is not None for other in said)
    ]
    return bool(left)
