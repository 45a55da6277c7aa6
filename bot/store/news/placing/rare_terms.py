"""Which articles of a time hold a rare term: among them are those that tell the same event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.evidence.stories.clustering import WINDOW
from bot.store.news.placing.story_terms import DAY
from bot.store.protocol import Connection
from bot.store.where_clauses import one_of

POSTINGS = 200
"""Rows read for a term: one that stands in more is not rare."""
_WINDOW = WINDOW.days * DAY

Posting = tuple[int, int]
"""A day and an article of it that holds a term."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of an owner and of the days around a time, those that hold any of some terms.

    The terms are given with the number of articles that each stands in.
    """

    owner: str
    effective_at: int
    terms: Mapping[str, int]


class Postings:
    """Which articles hold which terms, as some articles see it that are placed together: looked up at once, and added
    to at once, behind the last.

    Each sees those that were placed before it, as if it came alone.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        query = "select (select min(day) from story_terms), (select max(day) from story_terms)"
        self._first, self._last = db.execute(query).fetchone()
        self._stored: dict[tuple[str, range], dict[str, list[Posting]]] = {}
        self._added: dict[tuple[str, str], list[Posting]] = {}
        self._unwritten: list[tuple[int, str, str, int]] = []

    def look_up(self, wanted: Iterable[Wanted]) -> None:
        """Read at once what is about to be asked for: what stands in many articles is left until it is."""
        together: dict[tuple[str, range], dict[str, None]] = {}
        for each in wanted:
            key = each.owner, self._held_around(each.effective_at)
            rare = (term for term, articles in each.terms.items() if 0 < articles <= POSTINGS)
            together.setdefault(key, {}).update(dict.fromkeys(rare))
            self._stored.setdefault(key, {}).update((term, []) for term, articles in each.terms.items() if not articles)
        for (owner, days), terms in together.items():
            self._read(owner, days, list(terms))

    def holding(self, wanted: Wanted) -> dict[str, list[int]]:
        """Return the articles that are wanted, by the term that they hold; of one term the latest."""
        days = self._held_around(wanted.effective_at)
        stored = self._stored.setdefault((wanted.owner, days), {})
        unknown = [term for term in wanted.terms if term not in stored]
        rare = [term for term in unknown if wanted.terms[term] <= POSTINGS]
        for some in (rare, *([term] for term in unknown if term not in rare)):
            self._read(wanted.owner, days, some)
        return {term: self._latest(wanted, stored[term], term) for term in wanted.terms}

    def add(self, article_id: int, owner: str, effective_at: int, terms: Iterable[str]) -> None:
        """Let an article, of an owner and a time in microseconds, be found by its terms."""
        day = effective_at // DAY
        for term in terms:
            self._unwritten.append((day, owner, term, article_id))
            self._added.setdefault((owner, term), []).append((day, article_id))

    def leave_out(self, article_id: int) -> None:
        """Find an article no more, whose terms are about to be taken out."""
        self.write()
        for some in chain(self._added.values(), *(held.values() for held in self._stored.values())):
            some[:] = [each for each in some if each[1] != article_id]

    def write(self) -> None:
        """Write what was added."""
        self._db.executemany(
            "insert into story_terms (day, owner, term, article_id) values (?, ?, ?, ?)", sorted(self._unwritten)
        )
        self._unwritten = []

    def _held_around(self, effective_at: int) -> range:
        """Return the days around a time, as far as any was held at first: the next days are mostly empty."""
        if self._first is None:
            return range(0)
        near = _around(effective_at)
        return range(max(self._first, near.start), min(self._last + 1, near.stop))

    def _read(self, owner: str, days: range, terms: Sequence[str]) -> None:
        stored = self._stored.setdefault((owner, days), {})
        stored.update((term, []) for term in terms)
        if not days or not terms:
            return
        among = f"{one_of('day', days)} and owner = ? and {one_of('term', terms)}"
        rows = self._db.tuples(  # there may be thousands
            f"select term, day, article_id from story_terms where {among} order by day desc, article_id desc limit ?",
            (*days, owner, *terms, POSTINGS * len(terms)),
        )
        for term, day, article_id in rows:
            stored[term].append((day, article_id))

    def _latest(self, wanted: Wanted, stored: Sequence[Posting], term: str) -> list[int]:
        """Return the latest that hold a term: of those that are stored, and of those that were added since."""
        near, added = _around(wanted.effective_at), self._added.get((wanted.owner, term), ())
        new = {each for each in added if each[0] in near}
        both = sorted(new.union(stored), reverse=True)[:POSTINGS] if new else stored
        return [article_id for _, article_id in both]


def _around(effective_at: int) -> range:
    return range((effective_at - _WINDOW) // DAY, (effective_at + _WINDOW) // DAY + 1)
