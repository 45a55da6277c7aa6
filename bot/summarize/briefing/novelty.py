"""What is new to somebody who was told some sentences: by its words, numbers, days and polarity, wherever it stands.

A sentence is told again where another outlet prints it, where its article is revised, and where a later article
repeats it as background. So it is held against the sentences that were told, not against where they stood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from bot.language.claims import ClaimRules
from bot.language.detection import language_of
from bot.language.pack import LanguagePack
from bot.language.registry import every_mark, pack_of
from bot.language.sentences import split
from bot.language.tokens import Deed, Token

_EDGES = " \n\t.,;:!?…\"'“”„‚‘’«»‹›「」『』–—-"
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”’»“‘«」』）)\]]*$")
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
class Compared:
    """A sentence as novelty compares it: its stems of meaning, and which of those are names, verbs, days, numbers."""

    rules: ClaimRules
    tokens: tuple[Token, ...]
    words: frozenset[str]
    names: frozenset[str]
    deeds: frozenset[str]
    days: frozenset[str]
    numbers: frozenset[float]
    done: tuple[Deed, ...] = ()
    """What is done in it, by whom and to whom."""


def read(text: str, rules: ClaimRules) -> Compared:
    """Return a sentence as novelty compares it, by the rules of its language."""
    line = rules.read(text)
    found: dict[str, set[str]] = {"": set(), "name": set(), "date": set()}
    numbers: set[float] = set()
    for token, kind in zip(line.tokens, line.kinds, strict=True):
        if kind == "number" and token.value is not None:
            numbers.add(token.value)
        elif token.content:
            found[kind if kind in found else ""].add(token.stem)
    return Compared(
        rules,
        line.tokens,
        frozenset(found[""] | found["name"]),
        frozenset(found["name"]),
        frozenset(token.stem for token in line.tokens if token.content and token.past),
        frozenset(found["date"]),
        frozenset(numbers),
        rules.deeds(line.tokens),
    )


def repeats(line: Compared, told: Compared) -> bool:
    """Tell whether a sentence says nothing that the told one did not say."""
    if not _inside(line, told) and not _alike(line, told):
        return False
    return not _contradicts(line, told)


def _inside(line: Compared, told: Compared) -> bool:
    wanted = len(line.words) if len(line.words) < SHORT else ceil(INSIDE * len(line.words))
    return len(line.words & told.words) + len(renamed(line, told)) >= wanted


def _alike(line: Compared, told: Compared) -> bool:
    both = _size(line.words | told.words, line.days | told.days, line.numbers | told.numbers)
    other = renamed(line, told)
    shared = _size(line.words & told.words, line.days & told.days, line.numbers & told.numbers, other)
    both -= len(other)
    least = ALIKE_IN_DEED if line.deeds - told.words - other and told.deeds - line.words else ALIKE
    return both > 0 and shared >= least * both


def renamed(line: Compared, told: Compared) -> set[str]:
    """Return the words for which the told sentence has another: “struck” for “attacked”, “private” for “personal”.

    A deed is renamed by a deed alone, a name by nothing, and any other word by one that says the very same: “the
    hospital” is another house than “the clinic”.
    """
    deeds, others = told.deeds - line.words, told.words - told.names - told.deeds - line.words
    found = set[str]()
    for word in line.words - line.names - told.words:
        is_deed = word in line.deeds
        theirs, alike = (deeds, line.rules.synonyms) if is_deed else (others, line.rules.equal)
        if any(alike(word, other) for other in theirs):
            found.add(word)
    return found


def _size(*sets: Collection[object]) -> int:
    return sum(map(len, sets))


def _contradicts(line: Compared, told: Compared) -> bool:
    """Tell whether a sentence has a number more, another day, another name in place of one, or is turned round.

    Turned round is what is denied, what is only planned, and where others do what was done to them.
    """
    return bool(
        line.numbers - told.numbers
        or (told.days and line.days - told.days)
        or (line.names - told.words and told.names - line.words)
        or line.rules.opposite(line.tokens, [told.tokens])
        or line.rules.departure(line.tokens, [told.tokens])
        or line.rules.turned(line.done, told.done, line.names & told.names)
        or line.rules.says_another(line.tokens, told.tokens)
    )


PARAPHRASED = 0.5
"""Share of a cited sentence's words that a claim must hold to have told it."""


def told_by(claim: str, cited: str, language: str) -> list[str]:
    """Return the sentences that a claim told: its own, and those that it cites and tells in other words.

    A passage that is cited for one of its words, a name or a number, was not told; one that is told in another language
    was, for their words cannot be compared. `language` is the passage's.
    """
    rules, texts = pack_of(language).claims, split(cited, language)
    words = read(claim, rules).words
    told = [text for text in texts if _share(read(text, rules).words, words) >= PARAPHRASED]
    return [claim, *(told or (texts if is_translated(claim, language) else ()))]


def is_headline(claim: str, language: str) -> bool:
    """Tell whether a claim is a headline, no sentence, in another language than what it cites."""
    return not _SENTENCE_END.search(claim) and is_translated(claim, language)


def is_translated(claim: str, language: str) -> bool:
    """Tell whether a claim is plainly in another language than what it cites, which is in `language`."""
    return bool(language) and language_of(claim) not in ("", language)


def _share(words: frozenset[str], of: frozenset[str]) -> float:
    return len(words & of) / len(words) if words else 0.0


def quotations(text: str) -> set[str]:
    """Return the words in quotation marks, in small letters and without the punctuation at their ends."""
    return {text[start:end].strip(_EDGES).casefold() for start, end in every_mark().quoted(text)} - {""}


def _same_words(words: str, told: str) -> bool:
    """Tell whether a quotation was told: as a part of one, or but for a word that an outlet put in or left out."""
    mine, theirs = set(words.split()), set(told.split())
    edited = len(mine) >= SHORT and len(mine & theirs) >= INSIDE * max(len(mine), len(theirs))
    return words in told or edited


class Known:
    """Sentences that were told, and whether a further one would repeat them. It grows as more is told.

    A sentence is compared by the rules of its language, whatever language the told ones were in.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts: list[str] = []
        self._lines: dict[str, _Lines] = {}
        self._quoted: set[str] = set()
        self.add(*texts)

    def add(self, *texts: str) -> None:
        """Take the sentences of some texts as told."""
        for text in texts:
            self._quoted.update(quotations(text))
        self._texts += texts

    def holds(self, text: str, language: str) -> bool:
        """Tell whether a sentence of the text was told before, by one sentence or by several between them."""
        pack = pack_of(language)
        lines = self._lines.setdefault(pack.code, _Lines(pack))
        lines.read_on(self._texts)
        return any(lines.told(line) for line in lines.read(text))

    def quotes(self, text: str) -> bool:
        """Tell whether a text quotes somebody, and no words but such as were quoted before."""
        found = quotations(text)
        return bool(found) and all(any(_same_words(words, told) for told in self._quoted) for words in found)


class _Lines:
    """The told sentences as the rules of one language read them."""

    def __init__(self, pack: LanguagePack) -> None:
        self._pack = pack
        self._lines: list[Compared] = []
        self._holding: dict[str, list[int]] = {}
        self._texts = 0

    def read_on(self, texts: Sequence[str]) -> None:
        """Read those of the texts that came since."""
        for line in (line for text in texts[self._texts :] for line in self.read(text)):
            for word in line.words:
                self._holding.setdefault(word, []).append(len(self._lines))
            self._lines.append(line)
        self._texts = len(texts)

    def read(self, text: str) -> list[Compared]:
        """Return the sentences of a text as they are compared."""
        return [read(part, self._pack.claims) for part in split(text, self._pack.code) or (text,)]

    def told(self, line: Compared) -> bool:
        """Tell whether a sentence repeats one of them, or is pieced together from several."""
        near = self._near(line)
        return any(repeats(line, other) for other in near) or self._pieced(line, near)

    def _near(self, line: Compared) -> list[Compared]:
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
    def _pieced(line: Compared, near: Sequence[Compared]) -> bool:
        if len(line.words) < SHORT:
            return False
        words = frozenset().union(*(other.words for other in near))
        numbers = frozenset().union(*(other.numbers for other in near))
        if line.numbers - numbers or len(line.words & words) < PIECED * len(line.words):
            return False
        nearly = [other for other in near if len(line.words & other.words) >= NEARLY * len(line.words)]
        return any(
            not (other.days and line.days - other.days)
            and not line.rules.departure(line.tokens, [other.tokens])
            and not line.rules.turned(line.done, other.done, line.names & other.names)
            and not line.rules.says_another(line.tokens, other.tokens)
            for other in nearly
        )
