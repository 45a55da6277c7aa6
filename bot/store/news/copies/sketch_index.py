"""Copies: which stored article prints the same text, and who had it first. Evidence decides; here are the rows."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass

from bot.evidence.stories.near_duplicates import Sketch
from bot.store.protocol import Connection, Row
from bot.store.where_clauses import one_of

INDEXED = 32
"""Sketch hashes that the index holds of an article; all of them are compared once it is found."""
CANDIDATES = 20
MOST_SHARING = 200
"""Articles that share any, whosever they are, of which those of related owners are looked at."""
PRINTED = 32
"""Articles looked at for a hash: one that stands in more belongs to a menu."""


def remember_sketch(db: Connection, article_id: int, effective_at: int, sketch: Sketch) -> None:
    """Keep what finds the copies of an article."""
    db.executemany(
        "insert into sketches (hash, article_id) values (?, ?)",
        [(value, article_id) for value in sketch.hashes[:INDEXED]],
    )
    db.execute(
        "insert into features (article_id, effective_at, size, sketch) values (?, ?, ?, ?)",
        (article_id, effective_at, sketch.size, array("q", sketch.hashes).tobytes()),
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


def printing(db: Connection, article_id: int, related: Callable[[str], bool], sketch: Sketch) -> list[Printed]:
    """Return the articles of related owners that share most of an article's shingles, but for its copies."""
    shared = _sharing(db, sketch)
    shared.pop(article_id, None)
    if not shared:
        return []
    known = sorted(shared, key=lambda found: (-shared[found], found))[:MOST_SHARING]
    owners = dict(db.tuples(f"select id, owner from articles where {one_of('id', known)}", known))
    likely = [found for found in known if found in owners and related(owners[found])][:CANDIDATES]
    rows = db.execute(
        "select o.id as root, o.owner as root_owner, o.sender as root_sender, a.owner, a.sender, a.duplicate_of,"
        " f.size, f.sketch from articles a"
        " join features f on f.article_id = a.id join articles o on o.id = coalesce(a.duplicate_of, a.id)"
        f" where {one_of('a.id', likely)} and coalesce(a.duplicate_of, 0) <> ?",
        (*likely, article_id),
    )
    return [_printed(row) for row in rows]


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


def _sharing(db: Connection, sketch: Sketch) -> dict[int, int]:
    """Return how many of a text's hashes each article has too; one question for all of them, for most have none."""
    printed: dict[int, int] = {}
    shared: dict[int, int] = {}
    for value, found in db.execute(
        f"select hash, article_id from sketches where {one_of('hash', sketch.hashes)} order by article_id desc limit ?",
        (*sketch.hashes, PRINTED * len(sketch.hashes)),
    ):
        printed[value] = printed.get(value, 0) + 1
        if printed[value] <= PRINTED:
            shared[found] = shared.get(found, 0) + 1
    return shared


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
