"""The index of passages in PostgreSQL's full-text search: a tsvector for each passage, and a GIN index over them.

Words are parted and folded here, as a query's are, and brought to their stems by the server's dictionary. The passages
that hold the rarest words of a query are ranked, by the formula that SQLite's FTS5 has (BM25,
https://sqlite.org/fts5.html#the_bm25_function): a common word alone brings nothing to the front, and there are very
many that hold one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.language.content_words import words as words_of
from bot.store.protocol import IdRange, IndexRow
from bot.text.folding import fold

if TYPE_CHECKING:
    from bot.store.postgres.connection import PostgresConnection

TITLE_COUNTS = 2
"""How many times a word of the title counts against one of the body."""
CANDIDATES = 2_000
"""Passages that are ranked, unless the rarest words that there are stand in more."""
SLOTS = 64
DRAWN = 64
"""Ids that are drawn together: those that a transaction does not use are used by nobody, and there are a million."""
K1, B = 1.2, 0.75
"""BM25's own, as FTS5 has them."""
_MOST_TIMES = 4
_UNIT = math.pi**2 / 6 * _MOST_TIMES
"""By what `ts_rank` divides the weight of one place: https://github.com/postgres/postgres (tsrank.c), 1.64493406685."""
_WEIGHTS = "'{0.25, 0.5, 0.75, 1}'::real[]"
_LONGEST = 100
"""Letters of a word that are kept: longer ones are noise."""
_STEMMED = 3
"""Letters from which on a word has other forms."""
_KNOWN = 500_000
_ABOUT = 0.01
"""By this share a store may have grown since a term was counted."""
_MANY, _KEPT = 5_000, 100_000
_stems: dict[str, str] = {}
"""Stems that the server gave. They are the same on every server: Porter's algorithm."""


class TermCounts:
    """In how many passages terms stood when they were counted: to count a common word is to look at them all.

    As long as a store has about as many passages as then, a count says what it is asked for: how rare a term is.
    """

    def __init__(self) -> None:
        self._counted: dict[str, tuple[int, int]] = {}

    def known(self, terms: Sequence[str], total: int) -> dict[str, int]:
        """Return the counts that still hold, of a store of so many passages."""
        found = {term: self._counted.get(term, (0, -total)) for term in terms}
        return {term: held for term, (held, then) in found.items() if abs(total - then) <= _ABOUT * then}

    def note(self, counted: Iterable[tuple[str, int]], total: int) -> None:
        """Keep counts of a store of so many passages, where it is worth it."""
        if total < _MANY:
            return
        if len(self._counted) > _KEPT:
            self._counted.clear()
        self._counted.update((term, (held, total)) for term, held in counted)


class TsvectorIndex:
    """The index behind a connection, as `bot.store.protocol.PassageIndex` says."""

    def __init__(self, db: PostgresConnection, counts: TermCounts) -> None:
        self._db = db
        self._counts = counts
        self._drawn = list[int]()

    def numbers(self, low: int, high: int, count: int) -> list[int]:
        """Return so many free ids of a minute, ascending: others that are at it draw other ones."""
        if len(self._drawn) < count:
            asked = max(count, DRAWN)
            drawn = self._db.tuples("select nextval('passage_numbers') from generate_series(1, ?)", (asked,))
            self._drawn += [number for (number,) in drawn]
        taken, self._drawn = self._drawn[:count], self._drawn[count:]
        return sorted(low + number % (high - low) for number in taken)

    def add(self, rows: Sequence[IndexRow]) -> None:
        """Let passages be found."""
        if not rows:
            return
        read = [(row, _folded(body), _folded(title)) for row, body, title in rows]
        stems = self._stems_of(word for _, body, title in read for word in (*body, *title))
        lengths = [len(body) + len(title) for _, body, title in read]
        vectors = [_vector([stems[w] for w in body], [stems[w] for w in title]) for _, body, title in read]
        self._db.execute(
            "insert into passage_index (id, length, words)"
            " select i, l, w::tsvector from unnest(?::bigint[], ?::bigint[], ?::text[]) as t (i, l, w)",
            ([row for row, _, _ in read], lengths, vectors),
        )
        self._count(len(rows), sum(lengths))

    def remove(self, revision_id: int) -> None:
        """Let a revision's passages be found no more, while they are still stored."""
        self._db.execute("delete from indexed_as_printed where revision_id = ?", (revision_id,))
        gone = self._db.tuples(
            "delete from passage_index where id in (select id from passages where revision_id = ?) returning length",
            (revision_id,),
        )
        if gone:
            self._count(-len(gone), -sum(length for (length,) in gone))

    def index_anew(self, limit: int) -> int:
        """Put the passages of some revisions, the latest first, into the index as it is now; return how many
        revisions."""
        found = self._db.tuples(
            "select revision_id from indexed_as_printed order by revision_id desc limit ?", (limit,)
        )
        for (revision_id,) in found:
            self.remove(revision_id)
            rows = self._db.tuples(
                "select p.id, substr(r.text, p.start_at + 1, p.end_at - p.start_at), r.title"
                " from passages p join revisions r on r.id = p.revision_id where r.id = ?",
                (revision_id,),
            )
            self.add([(row, body, title) for row, body, title in rows])
        return len(found)

    def _count(self, passages: int, length: int) -> None:
        self._db.execute(
            "insert into passage_totals (slot, passages, length) values (pg_backend_pid() % ?, ?, ?) on conflict (slot)"
            " do update set passages = passage_totals.passages + excluded.passages,"
            " length = passage_totals.length + excluded.length",
            (SLOTS, passages, length),
        )

    def ranked(
        self, words: Sequence[str], within: IdRange, limit: int, begun: Sequence[str] = ()
    ) -> list[tuple[int, float]]:
        """Return the passages that hold any of the words or beginnings, the best first, each with how well it fits."""
        asked = [*map(_exactly, self._stemmed(words)), *map(_begins, self._stemmed(begun))]
        held, total, average = self._held(list(dict.fromkeys(asked)))
        rarest = sorted((term for term in held if held[term]), key=lambda term: (held[term], term))
        if not rarest:
            return []
        few = _rarest(held, rarest, max(CANDIDATES, 4 * limit))
        weights = {term: _rarity(total, held[term]) for term in rarest}
        found = self._scored(few, weights, average, within, limit)
        if len(found) < limit and len(few) < len(rarest):
            found = self._scored(rarest, weights, average, within, limit)
        return found

    def _held(self, terms: Sequence[str]) -> tuple[dict[str, int], int, float]:
        """Return in how many passages each term stands, how many there are, and how many words each has."""
        sums = "select coalesce(sum(passages), 0), coalesce(sum(length), 0) from passage_totals"
        ((total, length),) = self._db.tuples(sums)
        held = self._counts.known(terms, total)
        unknown = [term for term in terms if term not in held]
        if unknown:
            counted = self._db.tuples(
                "select q, (select count(*) from passage_index where words @@ q::tsquery)"
                " from unnest(?::text[]) as t (q)",
                (unknown,),
            )
            self._counts.note(counted, total)
            held |= dict(counted)
        return held, total, length / total if total else 1.0

    def _scored(
        self, some: Sequence[str], weights: Mapping[str, float], average: float, within: IdRange, limit: int
    ) -> list[tuple[int, float]]:
        """Return the best passages that hold some of the terms; each of all adds weight × times / (times + K)."""
        term = f"coalesce(? / (1 + k / nullif(ts_rank({_WEIGHTS}, words, ?::tsquery), 0)), 0)"
        return self._db.tuples_once(
            f"select id, {' + '.join([term] * len(weights))} as score from (select id, words, ? + ? * length as k"
            " from passage_index where words @@ ?::tsquery and id between ? and ? offset 0) as held"
            " order by score desc, id desc limit ?",
            (
                *(value for each, weight in weights.items() for value in (weight * (K1 + 1), each)),
                *(K1 * (1 - B) / _UNIT, K1 * B / average / _UNIT),
                *(" | ".join(some), *within, limit),
            ),
        )

    def revisions_with(self, words: Sequence[str], within: IdRange, limit: int) -> set[int]:
        """Return the revisions with a passage that holds every one of the words, in its text or title."""
        wanted = " & ".join(map(_exactly, self._stemmed(words)))
        rows = self._db.tuples(
            "select p.revision_id from passages p join (select id from passage_index where words @@ ?::tsquery"
            " and id between ? and ? order by id desc limit ?) as f on f.id = p.id",
            (wanted, *within, limit),
        )
        return {row[0] for row in rows} if wanted else set()

    def titled(self, words: Sequence[str], before: int, limit: int) -> list[int]:
        """Return the passages of articles whose title has words that begin so, the latest before an id first."""
        wanted = " & ".join(_begins(f"={word}") for word in self._stemmed(words))
        rows = self._db.tuples(
            "select id from passage_index where words @@ ?::tsquery and id < ? order by id desc limit ?",
            (wanted, before, limit),
        )
        return [row[0] for row in rows] if wanted else []

    def _stemmed(self, words: Sequence[str]) -> list[str]:
        found = list(dict.fromkeys(each for word in words for each in _folded(word)))
        stems = self._stems_of(found)
        return list(dict.fromkeys(stems[word] for word in found))

    def _stems_of(self, words: Iterable[str]) -> Mapping[str, str]:
        """Return the stem of each word: those of English that have other forms; the server is asked once for each."""
        wanted = set(words)
        unknown = [word for word in wanted if word not in _stems]
        if unknown:
            if len(_stems) > _KNOWN:
                _stems.clear()
                return self._stems_of(wanted)
            _stems.update((word, word) for word in unknown)
            have_forms = [word for word in unknown if word.isascii() and word.isalpha() and len(word) >= _STEMMED]
            _stems.update(
                self._db.tuples(
                    "select w, coalesce((ts_lexize('readout_stem', w))[1], w) from unnest(?::text[]) as t (w)",
                    (have_forms,),
                )
            )
        return {word: _stems[word] for word in wanted}


def _folded(text: str) -> list[str]:
    """Return the words of a text as the index holds them, but for their stems."""
    return [folded[:_LONGEST] for word in words_of(text) if (folded := fold(word))]


def _vector(body: Sequence[str], title: Sequence[str]) -> str:
    """Return the tsvector of a passage: of each word one place, whose weight tells how often it is there."""
    times: dict[str, int] = {}
    for words, counts in ((body, 1), (title, TITLE_COUNTS)):
        for word in words:
            times[word] = times.get(word, 0) + counts
    held = [f"{_quoted(word)}:1{'DCBA'[min(count, _MOST_TIMES) - 1]}" for word, count in times.items()]
    return " ".join([*held, *(_quoted(f"={word}") for word in dict.fromkeys(title))])


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _exactly(word: str) -> str:
    return _quoted(word)


def _begins(word: str) -> str:
    return f"{_quoted(word)}:*"


def _rarity(total: int, held: int) -> float:
    """Return how much a term weighs that stands in so many of all passages, as FTS5 has it."""
    return max(1e-6, math.log((total - held + 0.5) / (held + 0.5)) if held < total else 0.0)


def _rarest(held: Mapping[str, int], rarest: Sequence[str], enough: int) -> list[str]:
    """Return the rarest terms, as many as it takes until enough passages hold one of them."""
    some, passages = list[str](), 0
    for term in rarest:
        some.append(term)
        passages += held[term]
        if passages >= enough:
            break
    return some
