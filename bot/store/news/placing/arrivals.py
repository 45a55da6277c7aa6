"""Articles that were stored or have changed, and what decides where they belong: asked for at once, kept at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.evidence.stories.near_duplicates import Sketch
from bot.store.news.copies import copy_groups, sketch_index
from bot.store.news.copies.copy_groups import Printer
from bot.store.news.placing import story_lineage
from bot.store.news.placing.features import Features
from bot.store.news.placing.rare_terms import Postings, Wanted
from bot.store.news.placing.story_terms import Counts, forget_terms
from bot.store.protocol import Connection

if TYPE_CHECKING:
    from bot.evidence.article_analysis import Reading

RAREST = 24
"""Terms of an article that others are found by."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that was stored or has changed: what decides where it belongs.

    `is_new`: nothing is known of it yet.
    """

    article_id: int
    printer: Printer
    title: str
    effective_at: int
    reading: Reading
    is_new: bool = True

    @property
    def sketch(self) -> Sketch:
        """Return what its copies are found by."""
        return Sketch(self.reading.sketch, self.reading.size)


class Known:
    """What decides where some articles belong that are placed together: asked for at once, before the first of them."""

    def __init__(self, db: Connection, arrivals: Sequence[Arrival]) -> None:
        self.db = db
        self.sketches = sketch_index.Sketches(db, (each.sketch for each in arrivals))
        self.counts = Counts(db, (term for each in arrivals for term in each.reading.terms))
        self.features = Features(db)
        self.postings = Postings(db)
        self.postings.look_up(self._likely(each) for each in arrivals if each.is_new)
        self.of_others = copy_groups.addresses_of_others(db, [each.printer for each in arrivals])

    def _likely(self, arrival: Arrival) -> Wanted:
        """Return what will be wanted of an article's terms, as far as can be told before the others are placed."""
        terms = arrival.reading.terms
        counts = self.counts.of(terms)
        wanted = by_rarest(arrival, terms, counts)
        return replace(wanted, terms={**dict.fromkeys(terms.keys() - counts.keys(), 0), **wanted.terms})

    def forget(self, article_id: int) -> None:
        """Take out what is kept of an article that has changed."""
        self.sketches.leave_out(article_id)
        self._write_terms_without(article_id)
        forget(self.db, article_id)

    def forget_terms(self, article_id: int) -> None:
        """Take out the terms of an article that turns out to copy another."""
        self._write_terms_without(article_id)
        forget_terms(self.db, article_id)

    def _write_terms_without(self, article_id: int) -> None:
        self.counts.write()
        self.features.write()
        self.postings.leave_out(article_id)

    def write(self) -> None:
        """Write what is still to be written."""
        self.counts.write()
        self.features.write()
        self.sketches.write()
        self.postings.write()


def by_rarest(arrival: Arrival, terms: Collection[str], counts: Mapping[str, int]) -> Wanted:
    """Return what an article's likes are looked for by: those of its terms that the fewest articles have."""
    rarest = sorted((term for term in terms if term in counts), key=lambda term: (counts[term], term))[:RAREST]
    return Wanted(arrival.printer.owner, arrival.effective_at, {term: counts[term] for term in rarest})


def forget(db: Connection, article_id: int) -> None:
    """Take out what decides where other articles belong: this one is about to change or go."""
    db.lock(story_lineage.PLACING)
    forget_terms(db, article_id)
    sketch_index.forget_sketch(db, article_id)
