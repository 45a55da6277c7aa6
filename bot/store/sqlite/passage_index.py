"""The index of passages in SQLite's FTS5, by `rowid` and `match`: another database has another search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from bot.store.protocol import IdRange, IndexRow
from bot.text.folding import fold
from bot.text.scripts import in_pairs, is_marked, is_unspaced

TITLE_WEIGHT = 2.0
"""bm25's weight of the title column against the body's 1."""
_SPARE = 4_096
"""Ids that are left free at the end of a range: more than one revision has passages."""


class Fts5Index:
    """The index behind a connection, as `bot.store.protocol.PassageIndex` says."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def numbers(self, low: int, high: int, count: int) -> list[int]:
        """Return so many free ids after the last one that is taken, ascending; none where they would reach `high`."""
        last = self._db.execute("select max(id) from passages where id >= ? and id < ?", (low, high)).fetchone()[0]
        first = low if last is None else int(last) + 1
        return [*range(first, first + count)] if last is None or first < high - max(count, _SPARE) else []

    def add(self, rows: Sequence[IndexRow]) -> None:
        """Let passages be found.

        Another table's write may open a savepoint, at which the index writes out what it has gathered: once an article
        where the two take turns (https://sqlite.org/vtab.html#xsavepoint). So it is done for many at once, last.
        """
        self._db.executemany(
            "insert into passage_index (rowid, body, title) values (?, ?, ?)",
            ((row, _as_indexed(body), _as_indexed(title)) for row, body, title in rows),
        )

    def remove(self, revision_id: int) -> None:
        """Let a revision's passages be found no more, while they are still stored."""
        done = self._db.execute("delete from indexed_as_printed where revision_id = ?", (revision_id,))
        as_printed = bool(done.rowcount)
        self._take_out(
            (row, body, title) if as_printed else (row, _as_indexed(body), _as_indexed(title))
            for row, body, title in self._rows(revision_id)
        )

    def index_anew(self, limit: int) -> int:
        """Put the passages of some revisions, the latest first, into the index as it is now; return how many
        revisions."""
        found = self._db.execute(
            "select revision_id from indexed_as_printed order by revision_id desc limit ?", (limit,)
        ).fetchall()
        for (revision_id,) in found:
            rows = [row for row in self._rows(revision_id) if row[1:] != tuple(map(_as_indexed, row[1:]))]
            self._take_out(rows)
            self.add(rows)
        self._db.executemany("delete from indexed_as_printed where revision_id = ?", (tuple(row) for row in found))
        return len(found)

    def _rows(self, revision_id: int) -> list[IndexRow]:
        rows = self._db.execute(
            "select t.id, t.body, t.title from passages p join passage_texts t on t.id = p.id where p.revision_id = ?",
            (revision_id,),
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def _take_out(self, rows: Iterable[IndexRow]) -> None:
        self._db.executemany(
            "insert into passage_index (passage_index, rowid, body, title) values ('delete', ?, ?, ?)", rows
        )

    def ranked(
        self, words: Sequence[str], within: IdRange, limit: int, begun: Sequence[str] = ()
    ) -> list[tuple[int, float]]:
        """Return the passages that hold any of the words or beginnings, the best first, each with how well it fits."""
        wanted = [*_quoted(words), *(f"{word} *" for word in _quoted(begun))]
        rows = self._db.execute(
            "select rowid, bm25(passage_index, 1.0, ?) as rank_ from passage_index"
            " where passage_index match ? and rowid between ? and ? order by rank_, rowid desc limit ?",
            (TITLE_WEIGHT, " OR ".join(wanted), *within, limit),
        )
        return [(row[0], -row[1]) for row in rows]

    def revisions_with(self, words: Sequence[str], within: IdRange, limit: int) -> set[int]:
        """Return the revisions with a passage that holds every one of the words, in its text or title."""
        rows = self._db.execute(
            "select p.revision_id from passage_index f join passages p on p.id = f.rowid"
            " where passage_index match ? and f.rowid between ? and ? order by f.rowid desc limit ?",
            (" ".join(_quoted(words)), *within, limit),
        )
        return {row[0] for row in rows}

    def titled(self, words: Sequence[str], before: int, limit: int) -> list[int]:
        """Return the passages of articles whose title has words that begin so, the latest before an id first."""
        begun = " AND ".join(f"{word} *" for word in _quoted(words))
        rows = self._db.execute(
            "select rowid from passage_index where passage_index match ? and rowid < ? order by rowid desc limit ?",
            (f"title : ({begun})", before, limit),
        )
        return [row[0] for row in rows]


def _quoted(words: Sequence[str]) -> list[str]:
    return [f'"{word}"' for word in words]


def _as_indexed(text: str) -> str:
    """Return a text as the index is given it: as printed, but pairs of characters where no spaces part the words.

    They, and words with marks on their letters, are folded as those of a query are: the tokenizer folds Latin alone.
    """
    if not (is_unspaced(text) or is_marked(text)):
        return text
    return " ".join(fold(word) if is_unspaced(word) or is_marked(word) else word for word in in_pairs(text).split())
