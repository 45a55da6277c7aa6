"""Which articles of a time hold a rare term: among them are those that tell the same event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.evidence.stories.clustering import WINDOW
from bot.store.news.placing.story_terms import DAY
from bot.store.protocol import Connection
from bot.store.where_clauses import one_of

POSTINGS = 200
"""Rows read for a term: one that stands in more is not rare."""
_WINDOW = WINDOW.days * DAY


class Days:
    """The days that articles with terms are of, as some articles see it that are placed together: asked for once."""

    def __init__(self, db: Connection) -> None:
        query = "select (select min(day) from story_terms), (select max(day) from story_terms)"
        self._first, self._last = db.execute(query).fetchone()

    def around(self, effective_at: int) -> range:
        """Return the days of the window around a time, as far as any is held: the next days are mostly empty."""
        if self._first is None:
            return range(0)
        return range(
            max(self._first, (effective_at - _WINDOW) // DAY), min(self._last, (effective_at + _WINDOW) // DAY) + 1
        )

    def add(self, effective_at: int) -> None:
        """Take note of an article with terms."""
        day = effective_at // DAY
        self._first = day if self._first is None else min(self._first, day)
        self._last = day if self._last is None else max(self._last, day)


def holding(db: Connection, days: range, owner: str, terms: Mapping[str, int]) -> dict[str, list[int]]:
    """Return an owner's articles of some days that hold each of some terms, of one term the latest.

    The terms are given with the number of articles that each stands in: rare ones are asked for together.
    """
    rare = [term for term, articles in terms.items() if articles <= POSTINGS]
    held = _holding(db, days, owner, rare)
    for term in terms:
        if term not in held:
            held |= _holding(db, days, owner, [term])
    return held


def _holding(db: Connection, days: range, owner: str, terms: Sequence[str]) -> dict[str, list[int]]:
    held: dict[str, list[int]] = {term: [] for term in terms}
    among = f"{one_of('day', days)} and owner = ? and {one_of('term', terms)}"
    rows = db.tuples(  # there may be thousands
        f"select term, article_id from story_terms where {among} order by day desc, article_id desc limit ?",
        (*days, owner, *terms, POSTINGS * max(1, len(terms))),
    )
    for term, article_id in rows:
        held[term].append(article_id)
    return held
