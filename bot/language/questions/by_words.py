"""Reads a question by the words that a language gives for it, in whatever order they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, pairwise

from bot.language.names import Names
from bot.language.questions.grammar import AskedWords, Narrowed, QuestionWords, Wanted, Word
from bot.language.word_matching import TOKEN
from bot.text.folding import fold


@dataclass(frozen=True, kw_only=True, eq=False)
class QuestionsByWords:
    """Questions by their words. All are folded; with none given, a line asks for anything that holds its words."""

    vocabulary: QuestionWords = field(default_factory=QuestionWords)
    names: Names = field(default_factory=Names)
    asks: Mapping[str, Wanted] = field(default_factory=dict)
    """Which kind of thing each question word asks for: "who", a person; "what", a thing."""
    speech: frozenset[str] = frozenset()
    """The forms of the verbs of speech."""
    about: frozenset[str] = frozenset()
    """The words that bring what somebody spoke about."""
    to: frozenset[str] = frozenset()
    """The words that bring whom somebody spoke to."""
    leads: frozenset[str] = frozenset()
    """Words before a question that are no part of it."""

    def bare(self, line: str) -> str:
        """Return a line without the words before its question."""
        while (first := TOKEN.match(line)) and fold(first.group()) in self.leads:
            line = line[first.end() :].lstrip(" ,")
        return line

    def opens(self, line: str) -> bool:
        """Tell whether a line begins with a question word."""
        first = TOKEN.search(line)
        return first is not None and fold(first.group()) in self.asks

    def said(self, line: str) -> AskedWords | None:
        """Return the first name of a line with a verb of speech that asks for anything, and what follows “about”."""
        words = [(fold(match.group()), match) for match in TOKEN.finditer(line)]
        kinds = {self.asks[word] for word, _ in words if word in self.asks}
        if kinds != {"thing"} or not any(word in self.speech for word, _ in words):
            return None
        about = next((match.start() for word, match in words[1:] if word in self.about), len(line))
        to = next((match.start() for word, match in words[1:] if word in self.to and match.start() < about), about)
        speaker = next(filter(None, self._named(line[:to])), "")
        if not speaker:
            return None
        return AskedWords(speaker, self._behind(line[to:about]), self._behind(line[about:]))

    def _named(self, stretch: str) -> Iterator[str]:
        """Yield the names in a stretch, without a question word that is capitalised before them."""
        for start, end in self.names.spans(stretch):
            yield " ".join(dropwhile(lambda word: fold(word) in self.asks, stretch[start:end].split()))

    def _behind(self, stretch: str) -> str:
        """Return a stretch without the word that brings it, and without a verb of speech at its end."""
        words = stretch.split()[1:]
        while words and fold(words[-1]) in self.speech:
            words.pop()
        return " ".join(words)

    def wanted(self, line: str) -> tuple[Wanted, ...]:
        """Return the kinds that the question words ask for; “thing” only where no other is."""
        words = (fold(match.group()) for match in TOKEN.finditer(line))
        kinds = dict.fromkeys(self.asks[word] for word in words if word in self.asks)
        return tuple(kind for kind in kinds if kind != "thing") or ("thing",)

    def narrowed(self, kind: Wanted, line: str) -> Narrowed:
        """Return "": anything of its kind will do."""
        return ""

    def noun(self, line: str) -> str:
        """Return the word behind one that asks for a number."""
        words = [fold(match.group()) for match in TOKEN.finditer(line)]
        return next((word for before, word in pairwise(words) if self.asks.get(before) == "number"), "")

    def parts(self, line: str) -> tuple[str, ...]:
        """Return the line: where one question ends and another begins is not told by words alone."""
        return (line,)

    def verb(self, line: str, words: Sequence[Word]) -> str:
        """Return "": which word is the verb is not told by words alone."""
        return ""

    def doer(self, line: str, words: Sequence[Word]) -> tuple[str, ...]:
        """Return (): without the verb nobody is known to do it."""
        return ()

    def asks_first(self, line: str) -> bool:
        """Return False: it is not told by words alone."""
        return False

    def asks_doer(self, line: str) -> bool:
        """Return False: who does what is not told by words alone."""
        return False

    def office(self, line: str) -> str:
        """Return the first office in a question for a person."""
        if "person" not in self.wanted(line):
            return ""
        words = (fold(match.group()) for match in TOKEN.finditer(line))
        return next((word for word in words if word in self.vocabulary.offices), "")

    def asks_past(self, line: str) -> bool:
        """Return False: it is not told by words alone."""
        return False
