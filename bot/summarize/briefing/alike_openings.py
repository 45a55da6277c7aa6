"""How alike articles open: the cosine of their titles and first sentences, each word weighed by how rare it is.

Short reports of one event share the words of the event, in other sentences; Salton & Buckley (1988), “Term-weighting
approaches in automatic text retrieval”.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.language.detection import decided
from bot.language.registry import pack_of
from bot.language.sentences import split
from bot.language.tokens import Line
from bot.models import Revision

READ = 4
"""Sentences in which an article says what it is about, behind its title …"""
SENTENCES = 3
"""… and by which two are compared."""
OPENING_CHARS = 1_500
ELSEWHERE = 30
"""Articles that are thought to stand beside those of a briefing, without their words: where only two came in, what
they share is not what everybody has."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The stems of meaning with which an article opens, which of them are names in its sentences, and in its title, and
    those of its title alone.

    Titles print plain words with capitals too: a name is one in the sentences.
    """

    stems: frozenset[str]
    titled: frozenset[str]
    names: frozenset[str]
    title: frozenset[str] = frozenset()

    def names_others(self, other: Opening) -> bool:
        """Tell whether two titles, or two openings, each name somebody, and nobody is named by both.

        Reports of one form about two firms or teams have all but the names in common.
        """
        return _disjoint(self.titled, other.titled) or _disjoint(self.names, other.names)


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


@dataclass(frozen=True, slots=True)
class Openings:
    """The openings of all articles of a briefing by the article, what each stem weighs, and what each opening does."""

    of: Mapping[int, Opening]
    weights: Mapping[str, float]
    sizes: Mapping[int, float]

    def alike(self, one: Revision, other: Revision) -> float:
        """Return the cosine of two openings, 0 to 1; 0 where they name others."""
        mine, theirs = self.of[one.id], self.of[other.id]
        if mine.names_others(theirs):
            return 0.0
        shared = self._weight(mine.stems & theirs.stems)
        return shared / (math.sqrt(self.sizes[one.id] * self.sizes[other.id]) or 1.0)

    def titles_alike(self, one: Revision, other: Revision) -> float:
        """Return the cosine of two titles, 0 to 1."""
        mine, theirs = self.of[one.id].title, self.of[other.id].title
        return self._weight(mine & theirs) / (math.sqrt(self._weight(mine) * self._weight(theirs)) or 1.0)

    def _weight(self, stems: frozenset[str]) -> float:
        return sum(self.weights[stem] for stem in stems)


def openings(revisions: Iterable[Revision]) -> Openings:
    """Return how some articles open."""
    of = {item.id: _opened(*opening_of(item)) for item in revisions}
    counts = Counter(stem for opening in of.values() for stem in opening.stems)
    weights = {stem: math.log1p((len(of) + ELSEWHERE) / count) ** 2 for stem, count in counts.items()}
    return Openings(of, weights, {key: sum(weights[stem] for stem in each.stems) for key, each in of.items()})


def opening_of(revision: Revision) -> tuple[str, str, str]:
    """Return an article's title, its beginning and the language that it is read in."""
    return revision.title, revision.text[:OPENING_CHARS], decided(revision.text, revision.language)


@lru_cache(maxsize=256)
def opening_lines(title: str, beginning: str, language: str) -> tuple[Line, ...]:
    """Return what an article opens with, of which what is made is kept for longer: 10 KB each, token by token."""
    return tuple(map(pack_of(language).claims.read, (title, *split(beginning, language)[:READ])))


@lru_cache(maxsize=2_000)
def _opened(title: str, beginning: str, language: str) -> Opening:
    pack = pack_of(language)
    read = opening_lines(title, beginning, language)[: 1 + SENTENCES]
    own, *told = map(_meaning, read)
    people = pack.people
    named = [
        frozenset[str]().union(*(run.stems for run in pack.claims.names(line)))
        - people.roles
        - people.address
        - people.bodies
        for line in read
    ]
    names = frozenset[str]().union(*named[1:])
    return Opening(own.union(*told), named[0] & names, names, own)


def _meaning(line: Line) -> frozenset[str]:
    return frozenset(token.stem for token in line.tokens if token.content and token.value is None)
