"""A sentence with what stands around it, and where in it the words and names of a question are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Literal

from bot.language.pack import LanguagePack
from bot.language.registry import pack_of
from bot.language.word_matching import WordMatching
from bot.models import Revision, Span

SHORT_ARTICLE = 700
"""Characters: of an article that is no longer, all belongs to one matter."""
NEIGHBOURS = 2
"""Sentences before a sentence that may say what it is about."""
OPENING = 3
"""Sentences that open an article: they say what all of it is about."""
_LOOSE = 2
"""Words that may stand inside a name beside its own: "the Masters golf tournament"."""

Place = Literal["here", "near", "wide", "article", ""]
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceSource:
    """A revision with its sentences, as a place to look for evidence."""

    revision: Revision
    sentences: tuple[Span, ...]
    wanted: frozenset[Span]
    """Those that a search found; the others are context."""


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """A sentence and its surroundings, as words: the sentences before it, what opens its article, all of it."""

    text: str
    span: Span
    words: Words
    near: tuple[tuple[Span, Words], ...]
    wide: tuple[Words, ...]
    read: ArticleWords
    plain: frozenset[str]
    """Words that the article writes small somewhere: capitalised, they only begin a sentence."""
    compared: WordMatching
    """By which the words of the question are found in it."""
    told: LanguagePack
    """The language that it is told in."""
    places: dict[str, Place] = field(default_factory=dict)
    """Where each word is said, once it was looked for: every rule asks for it anew."""

    @property
    def takes_up(self) -> bool:
        """Tell whether the sentence has a word for what the ones before it named: "It was built in 1871"."""
        return bool(self.told.assertions.pronouns & set(self.words))

    @property
    def goes_on(self) -> bool:
        """Tell whether the sentence is about what the ones before it named, by a pronoun or as "the committee"."""
        return self.takes_up or self.told.assertions.definite.match(self.text) is not None

    def where(self, word: str) -> Place:
        """Return how near to the sentence a word is said, in whatever form."""
        if word not in self.places:
            self.places[word] = self._where(word)
        return self.places[word]

    def _where(self, word: str) -> Place:
        if self._says(word, self.words):
            return "here"
        if any(self._says(word, words) for _, words in self.near):
            return "near"
        if any(self._says(word, words) for words in self.wide):
            return "wide"
        return "article" if self.read.hold(word) else ""

    def support(self, word: str) -> Span:
        """Return the nearest sentence before this one that says a word."""
        return next(span for span, words in self.near[::-1] if self._says(word, words))

    def _says(self, word: str, words: Words) -> bool:
        if self.compared.holds(words, word):
            return True
        run = self.read.initials.get(word)
        return run is not None and all(part in words for part in run)

    def names(self, run: Words) -> bool:
        """Tell whether a name is meant here: told whole nearby, or taken up by its last word."""
        around = [self.words, *(words for _, words in self.near), *self.wide]
        if len(run) == 1:
            return self.where(run[0]) in ("here", "near", "wide")
        if any(together(run, words, self.compared) for words in around) or self._initials_of(run):
            return True
        if any(together(run, words, self.compared) for words in self.read.every):
            return self.where(run[-1]) in ("here", "near", "wide")
        figures = {word for word in run if word.isdigit()}
        every = (part for part in combinations(run, len(run) - len(run) // 3) if len(part) > 1 and part != run)
        parts = [part for part in every if figures <= set(part)]
        return any(together(part, words, self.compared) for part in parts for words in around)

    def _initials_of(self, run: Words) -> bool:
        short = "".join(word[0] for word in run)
        if short in self.told.content.stopwords:  # no name is taken up by “of”
            return False
        return any(short in words for words in (self.words, *(words for _, words in self.near), *self.wide))


def together(run: Words, words: Words, compared: WordMatching) -> bool:
    """Tell whether the words of a name stand in their order with hardly a word between."""
    return any(
        compared.same(run[0], word) and _goes_on(run[1:], words[start + 1 : start + len(run) + _LOOSE], compared)
        for start, word in enumerate(words)
    )


def _goes_on(rest: Sequence[str], words: Words, compared: WordMatching) -> bool:
    at = 0
    for asked in rest:
        while at < len(words) and not compared.same(asked, words[at]):
            at += 1
        if at == len(words):
            return False
        at += 1
    return True


class ArticleWords:
    """The words of an article, sentence by sentence, each read where it is first asked for."""

    def __init__(self, source: SentenceSource, told: LanguagePack, asked: LanguagePack) -> None:
        self._source, self._told, self._asked = source, told, asked
        self._held: dict[str, bool] = {}

    @cached_property
    def wide(self) -> tuple[Words, ...]:
        """What says what all of it is about: its title, its year, the sentences that open it."""
        revision = self._source.revision
        year = [(str(revision.published_at.year),)] if revision.published_at else []
        opening = len(self._source.sentences) if len(revision.text) <= SHORT_ARTICLE else OPENING
        title = tuple(self._told.words.tokens(revision.title))
        return (title, *year, *(self.of(n) for n in range(min(opening, len(self._source.sentences)))))

    @cached_property
    def every(self) -> tuple[Words, ...]:
        """All of its sentences, what says what it is about first."""
        return (*self.wide, *(self.of(n) for n in range(len(self._source.sentences))))

    @cached_property
    def initials(self) -> dict[str, Words]:
        """The initials of its names, with the words that they stand for."""
        revision = self._source.revision
        return self._told.words.acronyms(f"{revision.title}\n{revision.text[:20_000]}")

    def of(self, index: int) -> Words:
        """Return the words of a sentence."""
        start, end = self._source.sentences[index]
        return _words(self._told.words, self._source.revision.text[start:end])

    def hold(self, word: str) -> bool:
        """Tell whether a word is said anywhere in it, in whatever form or by its initials."""
        if word not in self._held:
            run, compared = self.initials.get(word), self._asked.words
            self._held[word] = any(
                compared.holds(words, word) or (run is not None and all(part in words for part in run))
                for words in self.every
            )
        return self._held[word]


@lru_cache(maxsize=4096)
def _words(matching: WordMatching, text: str) -> Words:
    """Return the words of a sentence; those of the day's news are asked about again and again."""
    return tuple(matching.tokens(text))


def scenes(source: SentenceSource, asked: LanguagePack) -> Iterator[SentenceContext]:
    """Yield the sentences of a source that were found, each in its surroundings.

    `asked` is the language of the question; a text in one that has no pack is read by that one's rules too.
    """
    told = pack_of(source.revision.language or "")
    told = told if told.code else asked
    text, read = source.revision.text, ArticleWords(source, told, asked)
    plain = frozenset(re.findall(r"\b[a-z][\w’'-]+", text))
    for index, span in enumerate(source.sentences):
        if span in source.wanted:
            near = tuple((source.sentences[n], read.of(n)) for n in range(max(0, index - NEIGHBOURS), index))
            said = text[span[0] : span[1]]
            yield SentenceContext(said, span, read.of(index), near, read.wide, read, plain, asked.words, told)
