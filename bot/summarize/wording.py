"""The words of a question: its names, its figures, the words of its matter; its verb, and the office it asks about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.evidence.speakers import fold
from bot.evidence.stopwords import STOPWORDS
from bot.summarize.lexicon import PAST
from bot.summarize.synonyms import LIGHT, VERBS
from bot.summarize.tokens import stem
from bot.summarize.words import TOKEN, as_number, tokens, united

OFFICES = frozenset(
    """president minister chancellor ceo chief chairman chairwoman chair director secretary commissioner coach captain
    manager spokesman spokeswoman spokesperson governor mayor senator representative judge justice general king queen
    prince princess pope leader founder owner head editor ambassador""".split()
)
"""Words for an office: capitalised, they are no part of a name."""
_FRAMING = frozenset(
    """location venue place date time day year month name called current currently latest new happen happened happens
    long old far many much number amount total people person kind type sort share percentage percent following according
    exact exactly mean means actually officially ever first last recent recently today tomorrow yesterday held come
    comes get article news story report""".split()
)
"""Words that say which kind of answer is wanted, or nothing about the matter: evidence need not repeat them."""
_QUESTION = re.compile(
    r"^(?:(?:in|at|on|by|for|to|from|with|of)\s+)?(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|"
    r"have|had|will|would|can|could|should|may|might)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(?:(?P<do>did|does|do|will|would|can|could|should|may|might)|(?P<be>was|were|is|are|has|have|had|been))\b", re.I
)
_DETERMINERS = frozenset("the a an of his her their its this that these those in at on by for from with".split())
_UNCHANGED = frozenset("hurt burst cast split let shut spread bid shed".split())
"""Participles that look like the plain verb."""
_KEPT = frozenset("give gives gave given make makes made".split())
"""Function words elsewhere; in a question they may be the deed that is asked about."""
_PAST = re.compile(
    r"^(?:(?:when|where|how|why|what|which|who|whom)\b.*?\b(?:did|was|were|has|had|have)\b|"
    r"(?:who|which\s+[\w'’-]+)\s+(?!is\b|are\b|will\b|would\b|can\b|could\b|may\b|should\b|does\b|do\b)[a-z]+)",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_SMALL = re.compile(r"\b[a-z][\w’'-]*")
_OFFICE = re.compile(
    r"^(?:who|what)\s+(?:is|are|was|were|became|becomes?)\s+(?:the\s+|a\s+|an\s+)?(?:current\s+|new\s+|present\s+|acting\s+)?"
    r"((?:[\w'’-]+\s+){0,2}?[\w'’-]+)\s+(?:of|at|for|in)\s+",
    re.IGNORECASE,
)
_OFFICE_LAST = re.compile(
    r"^(?:who|what)\s+(?:is|are|was|were|became|becomes?)\s+(?:the\s+)?(?:[\w’'.-]+\s+)+?(?P<office>[\w-]+)(?:\s+(?:in|since|until)\s.*)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question that carries meaning; `index` is its place among all words.

    `after` is the place of the word that it follows with nothing but a space or “of the” between, or -1.
    """

    folded: str
    kind: Literal["name", "number", "term"]
    index: int
    after: int


def meaning(line: str) -> Iterator[Word]:
    """Yield the words of a question that carry meaning, in order."""
    plain = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda match: match.group().replace(".", ""), united(line))
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)
    shouted, question, last, before = plain.isupper(), bool(_QUESTION.match(plain)), 0, -1
    for index, match in enumerate(TOKEN.finditer(plain)):
        written, word = match.group(), fold(match.group())
        after = before if plain[last : match.start()] in (" ", " of ", " of the ") else -1
        if written not in ("of", "the"):
            last, before = match.end(), -1 if written.endswith(("'s", "’s")) else index
        acronym = written[:1].isupper() and len(written) > 1 and index > 0 and not shouted and word not in _DETERMINERS
        if not word or (word in STOPWORDS and not acronym and (word not in _KEPT or index == 0)):
            continue
        if word.isdigit() or (as_number(word) and word[0].isdigit()):
            yield Word(as_number(word) or word, "number", index, after)
        elif written[:1].isupper() and not shouted and not (index == 0 and question) and word not in OFFICES:
            yield Word(word, "name", index, after)
        elif word not in _FRAMING and len(word) > 1:
            yield Word(word, "term", index, after)


def capitalised(line: str, texts: Iterable[str]) -> str:
    """Return a line with a capital for each word that the texts write with one within a sentence, and never small."""
    names, small = set[str](), set[str]()
    for text in texts:
        names |= {fold(word) for run in _WITHIN.findall(text) for word in run.split()}
        small |= {fold(word) for word in _SMALL.findall(text)}
    known = names - small
    return TOKEN.sub(lambda match: match.group().capitalize() if fold(match.group()) in known else match.group(), line)


def runs(words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """Yield the names as runs of words that stand together."""
    yield from (tuple(item.folded for item in run) for run in _runs(words))


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in (item for item in words if item.kind == "name" or _is_of_name(item, run)):
        if run and word.after != run[-1].index:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _is_of_name(word: Word, run: Sequence[Word]) -> bool:
    """Tell whether a figure belongs to the name before it, and is no year: "Apollo 11"."""
    return word.kind == "number" and bool(run) and word.after == run[-1].index and len(word.folded) < 4


def verb(line: str, words: Sequence[Word]) -> str:
    """Return the term that says what was done, "" where none does or where it says little ("want", "take")."""
    found = [match.group() for match in TOKEN.finditer(united(line))]
    doing = next((word.folded for word in _behind_subject(line, found, words)), "")
    return "" if stem(doing) in LIGHT else doing


def doer(line: str, words: Sequence[Word]) -> tuple[str, ...]:
    """Return the name in the place of the subject: "did X sign"; () where none stands there."""
    doing = verb(line, words)
    spot = next((word.index for word in words if doing and word.kind == "term" and word.folded == doing), 0)
    found = list(_runs([word for word in words if word.index < spot]))
    auxiliary = _AUXILIARY.search(line)
    begins = len(TOKEN.findall(united(line[: auxiliary.start()]))) if auxiliary and auxiliary["do"] else spot
    ends = [run for run in found if begins < run[0].index and spot - run[-1].index <= 2]
    return tuple(item.folded for item in ends[-1]) if ends else ()


def _behind_subject(line: str, found: Sequence[str], words: Sequence[Word]) -> Iterator[Word]:
    """Yield the terms that may be the verb, by the auxiliary of the question or by what stands in its place."""
    auxiliary = _AUXILIARY.search(line)
    after = len(TOKEN.findall(united(line[: auxiliary.start()]))) if auxiliary else 0
    for word in words:
        before = found[word.index - 1].lower() if 0 < word.index <= len(found) else ""
        if word.kind != "term" or before in _DETERMINERS or stem(word.folded) not in VERBS:
            continue
        if auxiliary is None or re.match(r"who\s+(?!is|are|was|were|did|does|do|will|has|have|had)", line, re.I):
            if word.index >= 1:
                yield word
        elif word.index > after and (auxiliary["do"] or _is_participle(word.folded)):
            yield word


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "ing")) or word in PAST or word in _UNCHANGED


def office(line: str) -> str:
    """Return the office that is asked about: "president" of "who is the president of …"; "" where none is."""
    match = _OFFICE.match(line)
    found = tokens(match[1]) if match else []
    if match and not any(word in STOPWORDS for word in found[:-1]) and not match[1].split()[-1].istitle():
        return next((word for word in found[::-1] if word not in STOPWORDS), "")
    last = _OFFICE_LAST.match(line)
    return tokens(last["office"])[-1] if last and is_office(last["office"].lower()) else ""


def is_office(word: str) -> bool:
    """Tell whether a word says what somebody is: "minister", "winner"."""
    return word in OFFICES or word in ("winner", "champion", "author", "founder", "owner", "singer", "actor", "actress")


def asks_past(line: str) -> bool:
    """Tell whether a question asks for what has happened."""
    if not _PAST.match(line):
        return False
    if _AUXILIARY.search(line):
        return True
    return any(word.endswith("ed") or word in PAST or word in _UNCHANGED for word in tokens(line))
