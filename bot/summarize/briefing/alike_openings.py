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
from bot.models import Revision

SENTENCES = 3
"""Sentences that an article opens with, behind its title."""
OPENING_CHARS = 1_500
ELSEWHERE = 30
"""Articles that are thought to stand beside those of a briefing, without their words: where only two came in, what
they share is not what everybody has."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The stems of meaning with which an article opens, and which of them are names in its sentences, and in its title.

    Titles print plain words with capitals too: a name is one in the sentences.
    """

    stems: frozenset[str]
    titled: frozenset[str]
    names: frozenset[str]

    def names_others(self, other: Opening) -> bool:
        """Tell whether two titles, or two openings, each name somebody, and nobody is named by both.

        Reports of one form about two firms or teams have all but the names in common.
        """
        return _disjoint(self.titled, other.titled) or _disjoint(self.names, other.names)


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


@dataclass(frozen=True, slots=True)
class Openings:
    """The openings of all articles of a briefing, by the article, and in how many each stem stands."""

    of: Mapping[int, Opening]
    counts: Mapping[str, int]

    def alike(self, one: Revision, other: Revision) -> float:
        """Return the cosine of two openings, 0 to 1; 0 where they name others."""
        mine, theirs = self.of[one.id], self.of[other.id]
        if mine.names_others(theirs):
            return 0.0
        shared = sum(self._weight(stem) for stem in mine.stems & theirs.stems)
        return shared / (math.sqrt(self._size(mine) * self._size(theirs)) or 1.0)

    def _size(self, opening: Opening) -> float:
        return sum(map(self._weight, opening.stems))

    def _weight(self, stem: str) -> float:
        return math.log1p((len(self.of) + ELSEWHERE) / self.counts[stem]) ** 2


def openings(revisions: Iterable[Revision]) -> Openings:
    """Return how some articles open."""
    of = {item.id: _opening(item) for item in revisions}
    return Openings(of, Counter(stem for opening in of.values() for stem in opening.stems))


def _opening(revision: Revision) -> Opening:
    language = decided(revision.text, revision.language)
    return _opened(revision.title, revision.text[:OPENING_CHARS], language)


@lru_cache(maxsize=2_000)
def _opened(title: str, beginning: str, language: str) -> Opening:
    pack = pack_of(language)
    read = [pack.claims.read(line) for line in (title, *split(beginning, language)[:SENTENCES])]
    stems = frozenset(token.stem for line in read for token in line.tokens if token.content and token.value is None)
    people = pack.people
    named = [
        frozenset[str]().union(*(run.stems for run in pack.claims.names(line)))
        - people.roles
        - people.address
        - people.bodies
        for line in read
    ]
    names = frozenset[str]().union(*named[1:])
    return Opening(stems, named[0] & names, names)
