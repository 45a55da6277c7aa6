"""Articles to stories: which event an article tells, decided as it arrives.

An article is its heaviest words, those of the title counting double. When one arrives, it and the articles nearest to
it are clustered anew: it joins a story, or two stories turn out to be one, or a stray article goes where it belongs.
Stories further away are not looked at, so that the work does not grow with the store.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from bot.evidence.stories.similarity import Vector, blended, cosine, cosines, linked
from bot.language.content_words import words
from bot.language.registry import pack_of
from bot.models import Article
from bot.text.folding import fold

WINDOW = timedelta(days=4)
"""An event that nobody wrote about for so long is another event."""
TERMS = 80
"""Terms kept of an article."""
NEAR = 0.06
"""Likeness below which an article has nothing to do with another."""
NEAREST = 6
"""Articles whose stories may change when one arrives."""
SETTLED = 8
"""A story of more articles is settled: it takes in, but is not taken apart; these many stand for it."""
MOST = 24
"""Articles that are clustered at a time."""
JOIN = 0.28
"""Mean likeness, blended, from which articles tell one event; .24 to .36 differ by less than .02 of F1."""

_LEAD_CHARS = 3000
_TITLE_WEIGHT = 2.0


def terms(article: Article, language: str) -> dict[str, float]:
    """Return the heaviest terms of an article's title and beginning: stems, by how often they stand there."""
    content = pack_of(language).content
    counts: dict[str, float] = {}
    for text, weight in ((article.title, _TITLE_WEIGHT), (article.text[:_LEAD_CHARS], 1.0)):
        for word, count in Counter(words(text)).items():
            folded = fold(word)
            if len(folded) > 1 and folded not in content.stopwords:
                stem = content.stem(folded)
                counts[stem] = counts.get(stem, 0.0) + weight * count
    heaviest = sorted(counts, key=counts.__getitem__, reverse=True)[:TERMS]
    return {term: _weight(counts[term]) for term in heaviest}


@lru_cache(maxsize=1024)
def _weight(count: float) -> float:
    return round(math.log(1 + count), 3)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article of the time around, as a vector of length 1, with the story it is in now and that one's size."""

    article_id: int
    story_id: int
    story_size: int
    vector: Vector


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that tell one event, and the story that they are: None for one that is new."""

    story_id: int | None
    articles: tuple[int, ...]


def nearest(mine: Vector, others: Sequence[Neighbour]) -> list[Neighbour]:
    """Return the few likest of the others, the likest first."""
    scored = [(cosine(mine, other.vector), other) for other in others]
    scored.sort(key=lambda pair: (-pair[0], pair[1].article_id))
    return [other for likeness, other in scored[:NEAREST] if likeness >= NEAR]


def around(likest: Sequence[Neighbour], stories: Mapping[int, Sequence[Neighbour]]) -> list[Neighbour]:
    """Return the articles to cluster anew: those of the likest articles' stories, as far as there is room.

    `stories` holds the articles of those stories, of a settled one only the few that stand for it.
    """
    chosen: list[Neighbour] = []
    for story_id in dict.fromkeys(other.story_id for other in likest):
        members = stories[story_id][:SETTLED]
        if len(chosen) + len(members) > MOST:
            break
        chosen += members
    return chosen


def settle(article_id: int, mine: Vector, others: Sequence[Neighbour]) -> list[Group]:
    """Return which of the articles, the arriving one among them, tell one event.

    A group keeps the story that most of its articles are in; no story goes to two groups. Two settled stories stay
    two.
    """
    vectors = [*(other.vector for other in others), mine]
    likeness = blended(cosines(vectors))
    settled = {other.story_id for other in others if other.story_size > SETTLED}
    places: dict[int, list[int]] = {}
    for place, other in enumerate(others):
        places.setdefault(other.story_id if other.story_id in settled else -1 - place, []).append(place)
    start = [*places.values(), [len(others)]]
    _keep_apart(likeness, [places[story_id] for story_id in settled])
    groups = sorted(linked(likeness, start, JOIN), key=lambda group: (-len(group), min(group)))
    return _named(groups, others, article_id, settled)


def _keep_apart(likeness: list[list[float]], groups: Sequence[Sequence[int]]) -> None:
    for one in groups:
        for two in groups:
            if one is not two:
                for i in one:
                    for j in two:
                        likeness[i][j] = -float(MOST * MOST)


def _named(
    groups: Sequence[Sequence[int]], others: Sequence[Neighbour], article_id: int, settled: Collection[int]
) -> list[Group]:
    taken: set[int] = set()
    named: list[Group] = []
    for group in groups:
        before = [others[place] for place in group if place < len(others)]
        free = Counter(other.story_id for other in before if other.story_id not in taken)
        story = max(free, key=lambda key: (key in settled, free[key], -key), default=None)
        if story is not None:
            taken.add(story)
        articles = tuple(others[place].article_id if place < len(others) else article_id for place in group)
        named.append(Group(story, articles))
    return named
