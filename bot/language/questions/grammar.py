"""What a language knows of questions: whose words, or which kind of fact, and which of their words carry meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.language.questions.assertions import NEVER

Wanted = Literal[
    "person", "time", "place", "number", "share", "money", "duration", "name", "reason", "yes_no", "thing",
    "description", "tally", "change", "comparison", "news",
]  # fmt: skip
"""Which kind of thing a question asks for: of these, what somebody is, how a vote ended, by how much something changed,
which of two is more, the latest on a matter."""
Narrowed = Literal["clock", "day", "age", "measure", "called", ""]
"""… and what it must be within that kind: a time of the day, a date, an age, what something is called."""


@dataclass(frozen=True, slots=True)
class AskedWords:
    """A question for somebody's words: whose, said to whom, about what. As it was written."""

    speaker: str
    addressee: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question that carries meaning; `index` is its place among all words.

    `after` is the place of the word that it follows with nothing but a space or “of the” between, or -1.
    """

    folded: str
    kind: Literal["name", "number", "term"]
    index: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWords:
    """The words of a question that are no matter of their own. Folded; none where a language does not give them."""

    articles: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    """Articles, pronouns and prepositions: before a noun, and never a name though they be capitalised."""
    offices: frozenset[str] = frozenset()
    """Words for an office: capitalised, they are no part of a name."""
    framing: frozenset[str] = frozenset()
    """Words that say which kind of answer is wanted, or nothing about the matter: evidence need not repeat them."""
    scaled: re.Pattern[str] = NEVER
    """What ends with a word that says no more than which measure is wanted: “how high”, of a gauge."""
    tallied: frozenset[str] = frozenset()
    """Words by which it is asked how a vote ended: its count need not repeat them."""
    in_a_year: frozenset[str] = frozenset()
    """Words before the year in which something happened."""
    first: frozenset[str] = frozenset()
    """Words that say that something is the first of its kind."""
    kept: frozenset[str] = frozenset()
    """Stop words that may be the deed which is asked about."""
    before_names: frozenset[str] = frozenset()
    """Words that right before a name only say what bears it, “the film Arrival”: evidence need not repeat them …"""
    behind_names: frozenset[str] = frozenset()
    """… and those that do so behind it: “the Wiggles group”."""
    links: tuple[str, ...] = (" ",)
    """What may stand between two words of one name: a space, " of "."""
    owns: tuple[str, ...] = ()
    """How a word ends whose owner it is, and after which another name begins: "'s"."""


class Questions(Protocol):
    """How questions are asked in a language."""

    @property
    def vocabulary(self) -> QuestionWords:
        """Return the words of a question that are no matter of their own."""

    def bare(self, line: str) -> str:
        """Return a line without what only leads up to its question: "tell me", "hello"."""

    def opens(self, line: str) -> bool:
        """Tell whether a line begins like a question, so that its first capital says nothing."""

    def said(self, line: str) -> AskedWords | None:
        """Return whose words are asked for; None where it is a fact."""

    def wanted(self, line: str) -> tuple[Wanted, ...]:
        """Return every kind of thing that is asked for; "thing" where it may be anything."""

    def narrowed(self, kind: Wanted, line: str) -> Narrowed:
        """Return what an answer of that kind must be; "" where any of it will do."""

    def noun(self, line: str) -> str:
        """Return what is counted or chosen, folded; "" where nothing is."""

    def parts(self, line: str) -> tuple[str, ...]:
        """Return the questions of a line, each by itself: "who is X and why did X resign"; one where it is one."""

    def verb(self, line: str, words: Sequence[Word]) -> str:
        """Return the term that says what was done; "" where none does or where it says little."""

    def doer(self, line: str, words: Sequence[Word]) -> tuple[str, ...]:
        """Return the name of whom it is asked whether or when they did it; () where none stands there."""

    def asks_first(self, line: str) -> bool:
        """Tell whether it is asked about the first of a kind: “the first flight”."""

    def asks_doer(self, line: str) -> bool:
        """Tell whether it is asked who did it: “who won …”, not “who was elected”."""

    def office(self, line: str) -> str:
        """Return the office whose holder is asked for; "" where none is."""

    def asks_past(self, line: str) -> bool:
        """Tell whether it is asked for what has happened."""


def name_runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the names among the words of a question, each as its words that stand together."""
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
