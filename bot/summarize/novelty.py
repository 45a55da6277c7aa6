"""What is new to somebody who was told some sentences: by its words, numbers, days and polarity, wherever it stands.

A sentence is told again where another outlet prints it, where its article is revised, and where a later article
repeats it as background. So it is held against the sentences that were told, not against where they stood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from bot.evidence.marks import quoted
from bot.summarize import roles
from bot.summarize.anchors import line_of
from bot.summarize.order import says_another
from bot.summarize.polarity import departure, opposite
from bot.summarize.roles import Deed
from bot.summarize.synonyms import synonyms
from bot.summarize.tokens import Token, split

_EDGES = " \n\t.,;:!?…\"'“”„‚‘’«»‹›「」『』–—-"
INSIDE = 0.9
"""Share of a sentence's words of meaning that one told sentence must hold to have told it …"""
ALIKE = 0.7
"""… or share of both sentences' words that they must have in common: one is the other, lightly edited."""
ALIKE_IN_DEED = 0.85
"""The same where a verb differs: “approved” for “debated” may be all of the news."""
SHORT = 7
"""A sentence of fewer words of meaning is told only by one that holds all of them."""
PIECED = 0.95
"""Share that several told sentences must hold between them, of a sentence that one of them nearly told."""
NEARLY = 0.7


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as novelty compares it: its stems of meaning, and which of those are names, verbs, days, numbers."""

    tokens: tuple[Token, ...]
    words: frozenset[str]
    names: frozenset[str]
    deeds: frozenset[str]
    days: frozenset[str]
    numbers: frozenset[float]
    done: tuple[Deed, ...] = ()
    """What is done in it, by whom and to whom."""


def read(text: str) -> Line:
    """Return a sentence as novelty compares it."""
    line = line_of(text)
    found: dict[str, set[str]] = {"": set(), "name": set(), "date": set()}
    numbers: set[float] = set()
    for token, kind in zip(line.tokens, line.kinds, strict=True):
        if kind == "number" and token.value is not None:
            numbers.add(token.value)
        elif token.content:
            found[kind if kind in found else ""].add(token.stem)
    return Line(
        line.tokens,
        frozenset(found[""] | found["name"]),
        frozenset(found["name"]),
        frozenset(token.stem for token in line.tokens if token.content and token.past),
        frozenset(found["date"]),
        frozenset(numbers),
        roles.deeds(line.tokens),
    )


def repeats(line: Line, told: Line) -> bool:
    """Tell whether a sentence says nothing that the told one did not say."""
    if not _inside(line, told) and not _alike(line, told):
        return False
    return not _contradicts(line, told)


def _inside(line: Line, told: Line) -> bool:
    wanted = len(line.words) if len(line.words) < SHORT else ceil(INSIDE * len(line.words))
    return len(line.words & told.words) + len(_renamed(line, told)) >= wanted


def _alike(line: Line, told: Line) -> bool:
    both = _size(line.words | told.words, line.days | told.days, line.numbers | told.numbers)
    renamed = _renamed(line, told)
    shared = _size(line.words & told.words, line.days & told.days, line.numbers & told.numbers, renamed)
    both -= len(renamed)
    least = ALIKE_IN_DEED if line.deeds - told.words - renamed and told.deeds - line.words else ALIKE
    return both > 0 and shared >= least * both


def _renamed(line: Line, told: Line) -> set[str]:
    """Return the deeds for which the told sentence has another word: “struck” for “attacked”."""
    theirs = told.deeds - line.words
    return {deed for deed in line.deeds - told.words if any(synonyms(deed, other) for other in theirs)}


def _size(*sets: Collection[object]) -> int:
    return sum(map(len, sets))


def _contradicts(line: Line, told: Line) -> bool:
    """Tell whether a sentence has a number more, another day, another name in place of one, or is turned round.

    Turned round is what is denied, what is only planned, and where others do what was done to them.
    """
    return bool(
        line.numbers - told.numbers
        or (told.days and line.days - told.days)
        or (line.names - told.words and told.names - line.words)
        or opposite(line.tokens, [told.tokens])
        or departure(line.tokens, [told.tokens])
        or roles.turned(line.done, told.done, line.names & told.names)
        or says_another(line.tokens, told.tokens)
    )


PARAPHRASED = 0.5
"""Share of a cited sentence's words that a claim must hold to have told it."""


def told_by(claim: str, cited: str) -> list[str]:
    """Return the sentences that a claim told: its own, and those that it cites and tells in other words.

    A passage that is cited for one of its words, a name or a number, was not told.
    """
    words = read(claim).words
    return [claim, *(text for text in split(cited) if _share(read(text).words, words) >= PARAPHRASED)]


def _share(words: frozenset[str], of: frozenset[str]) -> float:
    return len(words & of) / len(words) if words else 0.0


def _quotations(text: str) -> set[str]:
    """Return the words in quotation marks, in small letters and without the punctuation at their ends."""
    return {text[start:end].strip(_EDGES).casefold() for start, end in quoted(text)} - {""}


class Known:
    """Sentences that were told, and whether a further one would repeat them. It grows as more is told."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._lines: list[Line] = []
        self._holding: dict[str, list[int]] = {}
        self._quoted: set[str] = set()
        self.add(*texts)

    def add(self, *texts: str) -> None:
        """Take the sentences of some texts as told."""
        for text in texts:
            self._quoted.update(_quotations(text))
        for sentence in (part for text in texts for part in split(text) or (text,)):
            line = read(sentence)
            for word in line.words:
                self._holding.setdefault(word, []).append(len(self._lines))
            self._lines.append(line)

    def holds(self, text: str) -> bool:
        """Tell whether a sentence of the text was told before, by one sentence or by several between them."""
        return any(self._told(read(sentence)) for sentence in split(text) or (text,))

    def quotes(self, text: str) -> bool:
        """Tell whether a text quotes somebody, and no words but such as were quoted before."""
        found = _quotations(text)
        return bool(found) and all(any(words in told for told in self._quoted) for words in found)

    def _told(self, line: Line) -> bool:
        near = self._near(line)
        return any(repeats(line, other) for other in near) or self._pieced(line, near)

    def _near(self, line: Line) -> list[Line]:
        """Return the told sentences that share at least half of a sentence's words."""
        rarest = sorted(line.words, key=lambda word: (len(self._holding.get(word, ())), word))
        least = ceil(len(rarest) / 2)
        shared: Counter[int] = Counter()
        for position, word in enumerate(rarest):
            for number in self._holding.get(word, ()):
                if number in shared or position <= len(rarest) - least:
                    shared[number] += 1
        return [self._lines[number] for number, count in shared.items() if count >= least]

    @staticmethod
    def _pieced(line: Line, near: Sequence[Line]) -> bool:
        if len(line.words) < SHORT:
            return False
        words = frozenset().union(*(other.words for other in near))
        numbers = frozenset().union(*(other.numbers for other in near))
        if line.numbers - numbers or len(line.words & words) < PIECED * len(line.words):
            return False
        nearly = [other for other in near if len(line.words & other.words) >= NEARLY * len(line.words)]
        return any(
            not (other.days and line.days - other.days)
            and not departure(line.tokens, [other.tokens])
            and not roles.turned(line.done, other.done, line.names & other.names)
            and not says_another(line.tokens, other.tokens)
            for other in nearly
        )
