"""What tells an article from others, kept beside it: its sketch, and its terms with their weights."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from typing import Any

from bot.evidence.stories.near_duplicates import Sketch
from bot.evidence.stories.similarity import Vector
from bot.store.news.placing.story_terms import as_column, terms_of
from bot.store.protocol import Connection, Row


class Features:
    """What is kept of some articles that are placed together: written at once, behind the last or when it is asked for.

    What is not written yet can be had from here.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._unwritten: dict[int, tuple[Any, ...]] = {}

    def add(self, article_id: int, effective_at: int, sketch: Sketch, terms: Vector, *, weighed: bool) -> None:
        """Keep an article's sketch and terms; `weighed`: their rarity is in them."""
        hashes = array("q", sketch.hashes).tobytes()
        row = (article_id, effective_at, sketch.size, hashes, as_column(terms), int(weighed))
        self._unwritten[article_id] = row

    def terms_of(self, row: Row) -> tuple[Vector, bool] | None:
        """Return the terms of an article's row, written or not yet, and whether their rarity is in them.

        Nothing is kept any more of an article that was reduced to what is cited of it.
        """
        terms, weighed = row["terms"], row["weighed"]
        if terms is None:
            *_, terms, weighed = self._unwritten.get(row["id"], (None, None))
        return None if terms is None else (terms_of(terms), bool(weighed))

    def write_any_of(self, articles: Collection[int]) -> None:
        """Write what was added, if any of some articles is among it."""
        if not self._unwritten.keys().isdisjoint(articles):
            self.write()

    def write(self) -> None:
        """Write what was added."""
        self._db.executemany(
            "insert into features (article_id, effective_at, size, sketch, terms, weighed) values (?, ?, ?, ?, ?, ?)",
            self._unwritten.values(),
        )
        self._unwritten = {}
