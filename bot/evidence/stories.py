"""Articles to stories: which event an article tells, decided as it arrives.

Features are weighted words and names of the title and the beginning of the text. Likeness is the cosine of their TF-IDF
vectors, where the document frequencies come from the articles that the store holds. Time decides much: an article joins
only a story that moved within the window.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.evidence.speakers import fold, names
from bot.models import Article

WINDOW = timedelta(days=4)
"""An event that nobody wrote about for so long is another event."""
JOIN = 0.24
"""Cosine from which an article joins a story."""
TERMS = 80
"""Terms kept of an article."""

_WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_LEAD_CHARS = 3000
_TITLE_WEIGHT = 2.0
_NAME_WEIGHT = 1.5
_STOP = frozenset(
    """the and for that with was were are has had have his her its their they this from but not who will would said says been after
    about which than when what into more also one two new over out all can could may might there other some him she you your our
    before because during while where how did does being between against under those these them then only just most many such first
    last year years day days week time monday tuesday wednesday thursday friday saturday sunday according told say people made make
    """.split()
)
_SUFFIX = re.compile(r"(?:'s|’s|ies|es|s|ing|ed)$")


def terms(article: Article) -> dict[str, float]:
    """Return the weighted terms of an article: folded stems, and names as `@name`; the heaviest `TERMS` of them."""
    counts: Counter[str] = Counter()
    lead = article.text[:_LEAD_CHARS]
    for text, weight in ((article.title, _TITLE_WEIGHT), (lead, 1.0)):
        for word in _WORD.findall(text):
            stem = _stem(word)
            if stem not in _STOP:
                counts[stem] += weight
        for start, end in names(text):
            last = fold(text[start:end].split()[-1])
            if len(last) > 2:
                counts["@" + last] += weight * _NAME_WEIGHT
    return {term: round(1 + math.log(1 + weight), 3) for term, weight in counts.most_common(TERMS)}


def _stem(word: str) -> str:
    folded = fold(word)
    return _SUFFIX.sub("", folded) if len(folded) > 4 else folded


def rarity(document_count: int, frequency: int) -> float:
    """Return the inverse document frequency of a term, smoothed (Robertson's, as in BM25; never negative)."""
    return math.log(1 + (document_count - frequency + 0.5) / (frequency + 0.5))


def likeness(first: Mapping[str, float], second: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the cosine, 0 to 1, of two term vectors under the terms' rarities."""
    dot = sum(value * second[term] * weights.get(term, 1.0) ** 2 for term, value in first.items() if term in second)
    if not dot:
        return 0.0
    return dot / (_norm(first, weights) * _norm(second, weights))


def _norm(vector: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return math.sqrt(sum((value * weights.get(term, 1.0)) ** 2 for term, value in vector.items())) or 1.0


def best_story(
    mine: Mapping[str, float], others: Iterable[tuple[int, Mapping[str, float]]], weights: Mapping[str, float]
) -> int | None:
    """Return the story to join, or None for a story of its own.

    `others` are `(story, terms)` of the articles in the window. A story's likeness is the mean of its best article's
    and its average: one stray article does not pull a whole story in.
    """
    found: dict[int, list[float]] = {}
    for story, vector in others:
        found.setdefault(story, []).append(likeness(mine, vector, weights))
    scored = {story: (max(values) + sum(values) / len(values)) / 2 for story, values in found.items()}
    best = max(scored, key=lambda story: (scored[story], -story), default=None)
    return best if best is not None and scored[best] >= JOIN else None
