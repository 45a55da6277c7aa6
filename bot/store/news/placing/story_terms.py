"""The terms of articles, by which they find their stories: which article has which, and how rare each of them is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from bot.evidence.stories.similarity import Vector, rarity
from bot.store.protocol import Connection
from bot.store.row_guard import object_from
from bot.store.where_clauses import one_of, pages

DAY = 86_400_000_000
ALL = ""
"""Not a term: counts all articles among the terms' counts."""
NOTHING = "{}"
"""The terms of a copy, and of a text without any: they count nowhere."""
_PARTS = 10_000
"""A weight is kept in so many parts of one: a whole number is read five times as quickly."""
_NUMBERS = frozenset((int, float))
_PAGE = 5_000
"""Terms that are asked for together."""
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def forget_terms(db: Connection, article_id: int) -> None:
    """Take out the terms of an article, which decide on stories; its copies are still found."""
    row = db.execute(
        "select f.terms, f.effective_at, a.owner from features f join articles a on a.id = f.article_id"
        " where f.article_id = ? and f.terms <> ?",
        (article_id, NOTHING),
    ).fetchone()
    if row is None:
        return
    terms = list(terms_of(row["terms"]))
    counted = [(term,) for term in (ALL, *terms)]
    db.executemany("update term_counts set articles = articles - 1 where term = ?", counted)
    db.executemany("delete from term_counts where term = ? and articles < 1", counted)
    day = row["effective_at"] // DAY
    db.executemany(
        "delete from story_terms where day = ? and owner = ? and term = ? and article_id = ?",
        [(day, row["owner"], term, article_id) for term in terms],
    )
    db.execute("update features set terms = ?, weighed = 0 where article_id = ?", (NOTHING, article_id))


def as_column(terms: Vector) -> str:
    """Return the terms of an article as their column holds them."""
    if not terms:
        return NOTHING
    return _ENCODE({"terms": " ".join(terms), "weights": [round(value * _PARTS) for value in terms.values()]})


class Counts:
    """In how many articles terms stand, as some articles see it that are placed together: asked for once, written once.

    Each sees those that were placed before it, as if it came alone.
    """

    def __init__(self, db: Connection, terms: Iterable[str]) -> None:
        self._db = db
        self._known: dict[str, int] = {}
        self._unwritten: Counter[str] = Counter()
        self._know(terms)

    def of(self, terms: Collection[str]) -> dict[str, int]:
        """Return in how many articles each term stands, where in any; under `ALL` how many articles there are."""
        self._know(terms)
        held = {term: self._known[term] for term in terms if self._known[term]}
        return {ALL: self._known[ALL], **held}

    def add(self, terms: Collection[str]) -> None:
        """Count the terms of one more article."""
        for term in (ALL, *terms):
            self._known[term] = self._known.get(term, 0) + 1
            self._unwritten[term] += 1

    def write(self) -> None:
        """Write what was added, and forget what is known: others may be about to change it."""
        self._db.executemany(
            "insert into term_counts (term, articles) values (?, ?)"
            " on conflict (term) do update set articles = term_counts.articles + excluded.articles",
            sorted(self._unwritten.items()),
        )
        self._known, self._unwritten = {}, Counter()

    def _know(self, terms: Iterable[str]) -> None:
        unknown = [term for term in dict.fromkeys((ALL, *terms)) if term not in self._known]
        self._known.update(dict.fromkeys(unknown, 0))
        for page in pages(unknown, _PAGE):
            self._known.update(
                self._db.tuples(f"select term, articles from term_counts where {one_of('term', page)}", page)
            )


def terms_of(text: str) -> Vector:
    """Return the terms of an article from their column; none where that is damaged: it stands alone then."""
    held = object_from(text) or {}
    terms, weights = held.get("terms"), held.get("weights")
    if isinstance(terms, str) and isinstance(weights, list):
        held = _together(terms.split(" "), weights)
    if _NUMBERS.issuperset(map(type, held.values())):
        return held
    return {term: weight for term, weight in held.items() if isinstance(weight, int | float)}


def _together(terms: list[str], weights: list[int]) -> dict[str, float]:
    """Return terms with their weights; an earlier version wrote an object of them, which still is read."""
    try:
        return dict(zip(terms, [weight / _PARTS for weight in weights], strict=True))
    except (TypeError, ValueError):
        return {}


def weights_of(counts: Mapping[str, int], mine: Collection[str] = ()) -> dict[str, float]:
    """Return the rarity of the counted terms; `mine` are those of an article that is not counted yet."""
    total = counts[ALL] + 1
    weights = {term: rarity(total, counts.get(term, 0) + 1) for term in mine}
    return weights | {term: rarity(total, count) for term, count in counts.items() if term not in weights}
