"""Copies: which stored article prints the same text, and who had it first. Evidence decides; here are the rows."""

from __future__ import annotations

from array import array
from collections.abc import Collection

from bot.evidence.duplicates import Sketch, original
from bot.store.database import Connection, Row

INDEXED = 32
"""Sketch hashes that the index holds of an article; all of them are compared once it is found."""
CANDIDATES = 20
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


def same_text(db: Connection, article_id: int, owner: str, sketch: Sketch) -> int | None:
    """Return the original of the articles that print this article's text too, as far as they are not its copies."""
    shared = _sharing(db, sketch)
    shared.pop(article_id, None)
    likely = sorted(shared, key=lambda found: (-shared[found], found))[:CANDIDATES]
    if not likely:
        return None
    rows = db.execute(
        "select coalesce(a.duplicate_of, a.id) as root, f.size, f.sketch from articles a"
        f" join features f on f.article_id = a.id where a.id in ({marks(likely)}) and a.owner = ?"
        " and coalesce(a.duplicate_of, 0) <> ?",
        (*likely, owner, article_id),
    )
    return original(sketch, ((row["root"], Sketch(_hashes(row), row["size"])) for row in rows))


def _sharing(db: Connection, sketch: Sketch) -> dict[int, int]:
    """Return how many of a text's hashes each article has too; one question for all of them, for most have none."""
    printed: dict[int, int] = {}
    shared: dict[int, int] = {}
    for value, found in db.execute(
        f"select hash, article_id from sketches where hash in ({marks(sketch.hashes)})"
        " order by article_id desc limit ?",
        (*sketch.hashes, PRINTED * len(sketch.hashes)),
    ):
        printed[value] = printed.get(value, 0) + 1
        if printed[value] <= PRINTED:
            shared[found] = shared.get(found, 0) + 1
    return shared


def _hashes(row: Row) -> tuple[int, ...]:
    return tuple(array("q", row["sketch"]))


def marks(values: Collection[object]) -> str:
    """Return the question marks of a list of values."""
    return ", ".join("?" * len(values))


def join(db: Connection, article_id: int, other: int) -> int:
    """Make one group of two originals and their copies; return whose text it was first: all others copy that one.

    First is who published first, or was seen first where that is not known, in any revision.
    """
    first, second = sorted((article_id, other), key=lambda key: (_since(db, key), key))
    db.execute("update articles set duplicate_of = ? where duplicate_of = ? or id = ?", (first, second, second))
    db.execute("update articles set duplicate_of = null where id = ?", (first,))
    return first


def _since(db: Connection, article_id: int) -> int:
    row = db.execute("select min(effective_at) from revisions where article_id = ?", (article_id,)).fetchone()
    return int(row[0])


def release(db: Connection, article_id: int) -> None:
    """Take note that an article copies nothing."""
    db.execute("update articles set duplicate_of = null where id = ? and duplicate_of is not null", (article_id,))
