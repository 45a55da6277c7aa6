"""What a question asks for: whose words, or which kind of fact, about what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.language.pack import LanguagePack
from bot.language.questions.grammar import Wanted, Word
from bot.language.registry import pack_of_line
from bot.summarize.answering import question_terms
from bot.text.chat_markup import without_chat_markup

QuestionKind = Literal["empty", "noise", "said", "fact"]

LONGEST = 1_000
"""Characters: nobody asks at greater length, and what is longer is no question."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood. `text` is its line, without what a chat program put into it.

    `said`: `speaker` (with `addressee` and `about`, where given). `fact`: every one of `wanted` is asked for;
    `names` are the words that were capitalised, `numbers` the years and figures, `terms` the other words that carry
    meaning, and `noun` what is counted or asked for ("how many troops", "which country"). All words are folded.
    """

    text: str
    kind: QuestionKind
    pack: LanguagePack
    """The language that it is asked in."""
    wanted: tuple[Wanted, ...] = ()
    speaker: str = ""
    addressee: str = ""
    about: str = ""
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    noun: str = ""
    runs: tuple[tuple[str, ...], ...] = ()
    """The names, as the words of each."""
    verb: str = ""
    """The term that says what happened, where one stands in its place."""
    doer: tuple[str, ...] = ()
    """The name of whom it is asked whether, when or where they did it."""
    year: str = ""
    """The year in which it is asked what happened: of “in 1922”, not of “Blade Runner 2049”."""
    first: frozenset[str] = frozenset()
    """The words by which a text says that it is the first of its kind, where that is asked about."""
    by_whom: bool = False
    """It asks who did what its verb says: “who won”, not “who was elected”."""
    role: str = ""
    """The office that is asked about: "who is the president of …"."""
    parts: tuple[str, ...] = ()
    """The questions that it is made of, where it is several: each is answered by itself."""
    past: bool = False
    """It asks what has happened, not what may."""

    @property
    def words(self) -> tuple[str, ...]:
        """Return all words that carry meaning."""
        return (*self.names, *self.numbers, *self.terms)

    @property
    def tokens(self) -> list[str]:
        """Return all its words."""
        return self.pack.words.tokens(self.text)

    def same(self, asked: str, word: str) -> bool:
        """Tell whether a word of it and a word of a text may say the same thing."""
        return self.pack.words.same(asked, word)


def understand(text: str) -> Question:
    """Return what a line asks for, in its own language. Pure; any string is a question, an empty or a noisy one too."""
    text = without_chat_markup(text) if len(text) <= LONGEST else text
    pack = pack_of_line(text)
    line = pack.questions.bare(" ".join(text.split()).strip(" ?!.¿¡？！。؟"))
    if not pack.words.tokens(line):
        return Question(text, "empty", pack)
    if len(text) > LONGEST or not _has_words(line, pack):
        return Question(text, "noise", pack)
    parts = pack.questions.parts(line)
    if len(parts) > 1:
        return replace(_fact(text, line, pack), parts=parts)
    return _said(text, line, pack) or _fact(text, line, pack)


def spelt(question: Question, texts: Iterable[str]) -> Question:
    """Return a question that was typed in small letters as one with its names capitalised, as the texts write them."""
    if question.kind != "fact" or question.text[1:] != question.text[1:].lower():
        return question
    people = question.pack.people
    line = question_terms.capitalised(question.text, texts, people.bodies | people.roles)
    return question if line == question.text else replace(understand(line), text=question.text)


def _has_words(line: str, pack: LanguagePack) -> bool:
    return any(len(word) > 1 for word in pack.words.tokens(line))


def _said(text: str, line: str, pack: LanguagePack) -> Question | None:
    """Return the question as one for somebody's words, where it is one."""
    asked = pack.questions.said(line)
    if asked is None:
        return None
    return Question(
        text,
        "said",
        pack,
        speaker=asked.speaker,
        addressee=asked.addressee,
        about=asked.about,
        names=tuple(pack.words.tokens(asked.speaker)),
        terms=pack.content_tokens(asked.about),
    )


def _fact(text: str, line: str, pack: LanguagePack) -> Question:
    reads = pack.questions
    asked = reads.wanted(line)
    words = list(question_terms.meaning(line, pack))
    role = reads.office(line) if "person" in asked else ""
    verb, noun = "" if role else reads.verb(line, words), reads.noun(line)
    labels = question_terms.labels(words, pack) - {verb, role, noun}
    return Question(
        text,
        "fact",
        pack,
        wanted=asked,
        names=_of(words, "name"),
        numbers=_of(words, "number"),
        terms=tuple(word for word in _of(words, "term") if word not in labels),
        noun=noun,
        runs=tuple(question_terms.runs(words)),
        verb=verb,
        doer=() if role else reads.doer(line, words),
        year=question_terms.year(line, pack),
        first=reads.vocabulary.first if reads.asks_first(line) else frozenset(),
        by_whom=bool(verb) and reads.asks_doer(line),
        role=role,
        past=reads.asks_past(line),
    )


def _of(words: Sequence[Word], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.folded for word in words if word.kind == kind))
