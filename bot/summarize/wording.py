"""The words of a question: its names, its figures, the words of its matter; its verb, and the office it asks about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.evidence.speakers import fold
from bot.evidence.stopwords import STOPWORDS
from bot.summarize.words import TOKEN, as_number, tokens

OFFICES = frozenset(
    """president minister chancellor ceo chief chairman chairwoman chair director secretary commissioner coach captain
    manager spokesman spokeswoman spokesperson governor mayor senator representative judge justice general king queen
    prince princess pope leader founder owner head editor ambassador""".split()
)
"""Words for an office: capitalised, they are no part of a name."""
_FRAMING = frozenset(
    """location venue place date time day year month name called current currently latest new happen happened happens
    long old far many much number amount total people person kind type sort following according exact exactly mean means
    actually officially ever first last recent recently today tomorrow yesterday held come comes get article news story
    report""".split()
)
"""Words that say which kind of answer is wanted, or nothing about the matter: evidence need not repeat them."""
_QUESTION = re.compile(
    r"^(?:(?:in|at|on|by|for|to|from|with|of)\s+)?(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|"
    r"have|had|will|would|can|could|should|may|might)\b",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(r"(?:when|where|why|how\s+long)\s+(?:did|does|do|will|was|were)\b", re.IGNORECASE)
"""Behind these a question often ends with its verb: "when was the tower of … built"."""
_AUXILIARY = re.compile(r"\b(?:did|does|do|will|was|were|is|are|has|have|had)\b", re.IGNORECASE)
_PAST = re.compile(
    r"^(?:(?:when|where|how|why|what|which|who|whom)\b.*?\b(?:did|was|were|has|had|have)\b|"
    r"(?:who|which\s+[\w'’-]+)\s+(?!is\b|are\b|will\b|would\b|can\b|could\b|may\b|should\b|does\b|do\b)[a-z]+)",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"^(?:who|what)\s+(?:is|are|was|were|became|becomes?)\s+(?:the\s+|a\s+|an\s+)?(?:current\s+|new\s+|present\s+|acting\s+)?"
    r"((?:[\w'’-]+\s+){0,2}?[\w'’-]+)\s+(?:of|at|for|in)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question that carries meaning; `index` is its place among all words.

    `joined`: it stands behind the word before with nothing but a space between.
    """

    folded: str
    kind: Literal["name", "number", "term"]
    index: int
    joined: bool


def meaning(line: str) -> Iterator[Word]:
    """Yield the words of a question that carry meaning, in order."""
    plain = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda match: match.group().replace(".", ""), line)
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)
    shouted, question, last = plain.isupper(), bool(_QUESTION.match(plain)), 0
    for index, match in enumerate(TOKEN.finditer(plain)):
        written, word = match.group(), fold(match.group())
        joined, last = plain[last : match.start()] == " ", match.end()
        acronym = written.isupper() and len(written) > 1 and index > 0 and not shouted
        if not word or (word in STOPWORDS and not acronym):
            continue
        if word.isdigit() or (as_number(word) and word[0].isdigit()):
            yield Word(as_number(word) or word, "number", index, joined)
        elif written[:1].isupper() and not shouted and not (index == 0 and question) and word not in OFFICES:
            yield Word(word, "name", index, joined)
        elif word not in _FRAMING and len(word) > 1:
            yield Word(word, "term", index, joined)


def runs(words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """Yield the names as runs of words that stand together."""
    run: list[Word] = []
    for word in (item for item in words if item.kind == "name"):
        if run and not (word.joined and word.index == run[-1].index + 1):
            yield tuple(item.folded for item in run)
            run = []
        run.append(word)
    if run:
        yield tuple(item.folded for item in run)


def verb(line: str, words: Sequence[Word]) -> str:
    """Return the term in the verb's place: behind "who", or behind the subject of "when did …"; "" where none is."""
    terms = [word for word in words if word.kind == "term"]
    if re.match(r"who\b", line, re.IGNORECASE):
        return terms[0].folded if terms and terms[0].index <= 2 else ""
    first = next((word for word in words if word.kind != "number"), None)
    if first is None or not _AUXILIARY.search(line):
        return ""
    last = words[-1]
    if (
        len(words) > 1
        and last.kind == "term"
        and last.index == len(TOKEN.findall(line)) - 1
        and _CIRCUMSTANCE.match(line)
    ):
        return last.folded
    if first.kind == "name":
        end = _run_end([word for word in words if word.kind == "name"])
        return next((word.folded for word in terms if end < word.index <= end + 2), "")
    return terms[1].folded if len(terms) > 1 and terms[1].index <= terms[0].index + 2 else ""


def _run_end(names: Sequence[Word]) -> int:
    end = names[0].index
    for word in names[1:]:
        if word.index != end + 1:
            break
        end = word.index
    return end


def office(line: str) -> str:
    """Return the office that is asked about: "president" of "who is the president of …"; "" where none is."""
    match = _OFFICE.match(line)
    found = tokens(match[1]) if match else []
    return found[-1] if found else ""


def asks_past(line: str) -> bool:
    """Tell whether a question asks for what has happened."""
    return bool(_PAST.match(line))
