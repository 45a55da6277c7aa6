"""The terms of articles, by which they find their stories: which article has which, and how rare each of them is."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from bot.evidence.stories.similarity import Vector, rarity
from bot.store.protocol import Connection
from bot.store.row_guard import object_from
from bot.store.where_clauses import one_of

DAY = 86_400_000_000
ALL = ""
"""Not a term: counts all articles among the terms' counts."""
NOTHING = "{}"
"""The terms of a copy, and of a text without any: they count nowhere."""
_PARTS = 10_000
"""A weight is kept in so many parts of one: a whole number is read five times as quickly."""
_NUMBERS = frozenset((int, float))
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


def remember_terms(db: Connection, article_id: int, whose: tuple[str, int], terms: Vector, *, weighed: bool) -> None:
    """Keep the terms of an article, of an owner and a time in microseconds, and count them.

    `weighed`: their weights hold their rarity already.
    """
    if not terms:
        return
    owner, day = whose[0], whose[1] // DAY
    written = {"terms": " ".join(terms), "weights": [round(value * _PARTS) for value in terms.values()]}
    db.execute(
        "update features set terms = ?, weighed = ? where article_id = ?", (_ENCODE(written), weighed, article_id)
    )
    db.executemany(
        "insert into story_terms (day, owner, term, article_id) values (?, ?, ?, ?)",
        [(day, owner, term, article_id) for term in sorted(terms)],
    )
    db.executemany(
        "insert into term_counts (term, articles) values (?, ?)"
        " on conflict (term) do update set articles = term_counts.articles + 1",
        [(term, 1) for term in (ALL, *terms)],
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


def counts_of(db: Connection, terms: Collection[str]) -> dict[str, int]:
    """Return in how many articles each term stands; under `ALL` how many articles there are."""
    wanted = (*terms, ALL)  # there are a thousand
    pairs = db.tuples(f"select term, articles from term_counts where {one_of('term', wanted)}", wanted)
    return {ALL: 0, **dict(pairs)}
