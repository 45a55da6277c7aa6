"""Copies: which stored article prints the same text, and who had it first. Evidence decides; here are the rows."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.evidence.stories.near_duplicates import Sketch
from bot.store.protocol import Connection, Row
from bot.store.where_clauses import one_of, pages

INDEXED = 32
"""Sketch hashes that the index holds of an article; all of them are compared once it is found."""
CANDIDATES = 20
MOST_SHARING = 200
"""Articles that share any, whosever they are, of which those of related owners are looked at."""
_PAGE = 5_000
"""Hashes that are asked for together."""
PRINTED = 32
"""Articles looked at for a hash: one that stands in more belongs to a menu."""


class Sketches:
    """The index as some articles see it that are placed together: looked into once, and added to once, behind the last.

    Each sees those that were placed before it, as if it came alone.
    """

    def __init__(self, db: Connection, every: Iterable[Sketch]) -> None:
        self._db = db
        self._held: dict[int, list[int]] = {}
        self._unwritten: list[tuple[int, int]] = []
        hashes = list(dict.fromkeys(value for sketch in every for value in sketch.hashes))
        for page in pages(hashes, _PAGE):
            for value, found in _holding(db, page):
                self._held.setdefault(value, []).append(found)

    def sharing(self, sketch: Sketch) -> dict[int, int]:
        """Return how many of a text's hashes each article has too; most have none."""
        shared: dict[int, int] = {}
        for value in sketch.hashes:
            for found in self._held.get(value, ())[:PRINTED]:
                shared[found] = shared.get(found, 0) + 1
        return shared

    def add(self, article_id: int, sketch: Sketch) -> None:
        """Let the copies of an article be found."""
        for value in sketch.hashes[:INDEXED]:
            self._unwritten.append((value, article_id))
            self._held.setdefault(value, []).append(article_id)
            self._held[value].sort(reverse=True)

    def leave_out(self, article_id: int) -> None:
        """Find an article no more, whose sketch is about to be taken out of the index."""
        self.write()
        for some in self._held.values():
            some[:] = [each for each in some if each != article_id]

    def write(self) -> None:
        """Write what was added."""
        self._db.executemany("insert into sketches (hash, article_id) values (?, ?)", self._unwritten)
        self._unwritten = []


def _holding(db: Connection, hashes: Sequence[int]) -> list[tuple[int, int]]:
    return db.tuples(
        f"select hash, article_id from sketches where {one_of('hash', hashes)} order by article_id desc limit ?",
        (*hashes, PRINTED * len(hashes)),
    )


def forget_sketch(db: Connection, article_id: int) -> None:
    """Take out what finds the copies of an article."""
    row = db.execute("select sketch from features where article_id = ?", (article_id,)).fetchone()
    if row is not None:
        db.executemany(
            "delete from sketches where hash = ? and article_id = ?",
            [(value, article_id) for value in _hashes(row)[:INDEXED]],
        )
        db.execute("delete from features where article_id = ?", (article_id,))


@dataclass(frozen=True, slots=True)
class Printed:
    """An article that shares shingles with another: whose it is, and its original (itself, where it `is_copy` of none).

    `sent`: somebody sent it who is not its outlet; `root_sent`: so somebody did with its original.
    """

    owner: str
    root: int
    root_owner: str
    is_copy: bool
    sent: bool
    root_sent: bool
    sketch: Sketch


def printing(db: Connection, article_id: int, related: Callable[[str], bool], shared: dict[int, int]) -> list[Printed]:
    """Return the articles of related owners that share most of an article's shingles, but for its copies."""
    shared.pop(article_id, None)
    if not shared:
        return []
    known = sorted(shared, key=lambda found: (-shared[found], found))[:MOST_SHARING]
    if len(known) > CANDIDATES:
        owners = dict(db.tuples(f"select id, owner from articles where {one_of('id', known)}", known))
        known = [found for found in known if found in owners and related(owners[found])][:CANDIDATES]
    rows = db.execute(
        "select o.id as root, o.owner as root_owner, o.sender as root_sender, a.owner, a.sender, a.duplicate_of,"
        " f.size, f.sketch from articles a"
        " join features f on f.article_id = a.id join articles o on o.id = coalesce(a.duplicate_of, a.id)"
        f" where {one_of('a.id', known)} and coalesce(a.duplicate_of, 0) <> ?",
        (*known, article_id),
    )
    return [_printed(row) for row in rows if related(row["owner"])]


def _printed(row: Row) -> Printed:
    return Printed(
        owner=row["owner"],
        root=row["root"],
        root_owner=row["root_owner"],
        is_copy=row["duplicate_of"] is not None,
        sent=row["sender"] != "",
        root_sent=row["root_sender"] != "",
        sketch=Sketch(_hashes(row), row["size"]),
    )


def _hashes(row: Row) -> tuple[int, ...]:
    return tuple(array("q", row["sketch"]))


def join(db: Connection, article_id: int, other: int) -> int:
    """Make one group of two originals and their copies; return whose text it was first: all others copy that one.

    First is who published first, or was seen first where that is not known, in any revision.
    """
    first, second = sorted((article_id, other), key=lambda key: (_since(db, key), key))
    put_under(db, first, second)
    return first


def put_under(db: Connection, first: int, second: int) -> None:
    """Make an original and its copies copies of another."""
    db.execute("update articles set duplicate_of = ? where duplicate_of = ? or id = ?", (first, second, second))
    db.execute("update articles set duplicate_of = null where id = ?", (first,))


def _since(db: Connection, article_id: int) -> int:
    row = db.execute("select min(effective_at) from revisions where article_id = ?", (article_id,)).fetchone()
    return int(row[0])


def release(db: Connection, article_id: int) -> None:
    """Take note that an article copies nothing."""
    db.execute("update articles set duplicate_of = null where id = ? and duplicate_of is not null", (article_id,))
