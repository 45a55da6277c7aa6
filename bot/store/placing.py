"""Where an article belongs: what it copies, which story it joins. Evidence decides; here are the rows that it needs."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.evidence.duplicates import Sketch, original
from bot.evidence.likeness import Vector, rarity, weighted
from bot.evidence.stories import SETTLED, WINDOW, Neighbour, around, nearest, settle
from bot.store.database import Connection, Row

if TYPE_CHECKING:
    from bot.evidence.read import Reading

DAY = 86_400_000_000
INDEXED = 32
"""Sketch hashes that the index holds of an article; all of them are compared once it is found."""
COPY_CANDIDATES = 20
PRINTED = 32
"""Articles looked at for a hash: one that stands in more belongs to a menu."""
STORY_CANDIDATES = 12
SHARED = 0.04
"""Share of an article's squared weight that another must have in common with it, roughly its cosine."""
RAREST = 24
"""Terms of an article that others are found by."""
YOUNG = 300
"""Articles from which on a term's rarity is known well enough to be kept with an article."""
POSTINGS = 200
"""Rows read for a term: one that stands in more is not rare."""
ALL = ""
"""Not a term: counts all articles among the terms' counts."""
NOTHING = "{}"
"""The terms of a copy, and of a text without any: they count nowhere."""
_WINDOW = WINDOW.days * DAY


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that was stored or has changed: what decides where it belongs."""

    article_id: int
    owner: str
    title: str
    effective_at: int
    reading: Reading


def place(db: Connection, arrival: Arrival) -> None:
    """Decide what an article copies and which story it joins, and keep what later decisions need.

    An article that changed stays in its story; one that others copy stays an original. A copy goes where its original
    goes, and decides nothing.
    """
    article_id, terms = arrival.article_id, arrival.reading.terms
    held = db.execute("select story_id, duplicate_of from articles where id = ?", (article_id,)).fetchone()
    forget(db, article_id)
    copied = held["duplicate_of"]
    if not db.execute("select 1 from articles where duplicate_of = ? limit 1", (article_id,)).fetchone():
        copied = _original(db, arrival)
        db.execute("update articles set duplicate_of = ? where id = ?", (copied, article_id))
    _remember_sketch(db, arrival)
    if copied is not None:
        _follow(db, arrival, copied, held["story_id"])
        return
    counts = _counts(db, terms)
    vector = weighted(terms, _weights(counts, terms))
    if held["story_id"] is None:
        _settle(db, arrival, vector, counts)
    weighed = counts[ALL] >= YOUNG
    _remember_terms(db, arrival, vector if weighed else terms, weighed=weighed)


def forget(db: Connection, article_id: int) -> None:
    """Take out what decides where other articles belong: this one is about to change or go."""
    row = db.execute("select terms from features where article_id = ?", (article_id,)).fetchone()
    if row is not None and row["terms"] != NOTHING:
        counted = [(term,) for term in (ALL, *json.loads(row["terms"]))]
        db.executemany("update term_counts set articles = articles - 1 where term = ?", counted)
        db.executemany("delete from term_counts where term = ? and articles < 1", counted)
    for table in ("sketches", "features", "story_terms"):
        db.execute(f"delete from {table} where article_id = ?", (article_id,))


def _remember_sketch(db: Connection, arrival: Arrival) -> None:
    reading = arrival.reading
    db.executemany(
        "insert into sketches (hash, article_id) values (?, ?)",
        [(value, arrival.article_id) for value in reading.sketch[:INDEXED]],
    )
    db.execute(
        "insert into features (article_id, effective_at, size, sketch) values (?, ?, ?, ?)",
        (arrival.article_id, arrival.effective_at, reading.size, array("q", reading.sketch).tobytes()),
    )


def _remember_terms(db: Connection, arrival: Arrival, terms: Vector, *, weighed: bool) -> None:
    if not terms:
        return
    short = {term: round(value, 4) for term, value in terms.items()}
    db.execute(
        "update features set terms = ?, weighed = ? where article_id = ?",
        (json.dumps(short, ensure_ascii=False, separators=(",", ":")), weighed, arrival.article_id),
    )
    db.executemany(
        "insert into story_terms (term, owner, day, article_id) values (?, ?, ?, ?)",
        [(term, arrival.owner, arrival.effective_at // DAY, arrival.article_id) for term in terms],
    )
    db.executemany(
        "insert into term_counts (term, articles) values (?, 1) on conflict do update set articles = articles + 1",
        [(term,) for term in (ALL, *terms)],
    )


def _original(db: Connection, arrival: Arrival) -> int | None:
    """Return the article that this one copies: itself no copy."""
    reading, article_id = arrival.reading, arrival.article_id
    shared: dict[int, int] = {}
    for value in reading.sketch:
        for (found,) in db.execute(
            "select article_id from sketches where hash = ? order by article_id desc limit ?", (value, PRINTED)
        ):
            shared[found] = shared.get(found, 0) + 1
    likely = sorted(shared, key=lambda found: (-shared[found], found))[:COPY_CANDIDATES]
    rows = db.execute(
        "select coalesce(a.duplicate_of, a.id) as root, f.size, f.sketch from articles a"
        f" join features f on f.article_id = a.id where a.id in ({_marks(likely)}) and a.owner = ? and a.id <> ?"
        " and a.duplicate_of is not ?",
        (*likely, arrival.owner, article_id, article_id),
    )
    return original(
        Sketch(reading.sketch, reading.size), ((row["root"], Sketch(_hashes(row), row["size"])) for row in rows)
    )


def _hashes(row: Row) -> tuple[int, ...]:
    return tuple(array("q", row["sketch"]))


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _follow(db: Connection, arrival: Arrival, copied: int, before: int | None) -> None:
    """Put a copy into the story of its original."""
    story_id = db.execute("select story_id from articles where id = ?", (copied,)).fetchone()[0]
    db.execute("update articles set story_id = ? where id = ?", (story_id, arrival.article_id))
    _grow(db, story_id, arrival.effective_at)
    if before not in (None, story_id):
        refresh(db, [before])


def _settle(db: Connection, arrival: Arrival, vector: Vector, counts: Mapping[str, int]) -> None:
    """Put a new article into a story, and those around it where they now belong."""
    article_id = arrival.article_id
    likely = _candidates(db, arrival, vector, counts)
    likest = nearest(vector, _neighbours(db, vector, f"a.id in ({_marks(likely)})", likely))
    others = around(likest, _stories_of(db, vector, likest))
    was = {other.article_id: other.story_id for other in others}
    left: set[int] = set()
    for group in settle(article_id, vector, others):
        story_id = group.story_id or _new_story(db, arrival)
        moved = [member for member in group.articles if was.get(member) != story_id]
        for member in moved:
            db.execute("update articles set story_id = ? where id = ? or duplicate_of = ?", (story_id, member, member))
        if moved:
            _grow(db, story_id, arrival.effective_at)
        left |= {was.get(member, story_id) for member in moved} | ({story_id} if moved != [article_id] else set())
    refresh(db, left)


def _new_story(db: Connection, arrival: Arrival) -> int:
    cursor = db.execute(
        "insert into stories (owner, title, first_seen_at, last_seen_at) values (?, ?, ?, ?)",
        (arrival.owner, arrival.title, arrival.effective_at, arrival.effective_at),
    )
    return int(cursor.lastrowid or 0)


def _grow(db: Connection, story_id: int, effective_at: int) -> None:
    """Widen a story's time by that of an article that joined it."""
    db.execute(
        "update stories set first_seen_at = min(first_seen_at, ?), last_seen_at = max(last_seen_at, ?) where id = ?",
        (effective_at, effective_at, story_id),
    )


def refresh(db: Connection, story_ids: Collection[int]) -> None:
    """Bring the title and times of stories up to date; a story that has no article left goes."""
    for story_id in story_ids:
        first = db.execute(
            "select r.title, min(r.effective_at) as first, (select max(r.effective_at) from articles a"
            " join revisions r on r.id = a.revision_id where a.story_id = ?) as last"
            " from articles a join revisions r on r.id = a.revision_id where a.story_id = ?",
            (story_id, story_id),
        ).fetchone()
        if first["first"] is None:
            db.execute("delete from stories where id = ?", (story_id,))
        else:
            db.execute(
                "update stories set title = ?, first_seen_at = ?, last_seen_at = ? where id = ?", (*first, story_id)
            )


def _candidates(db: Connection, arrival: Arrival, vector: Vector, counts: Mapping[str, int]) -> list[int]:
    """Return the originals of the time around that share most of the article's rarest terms."""
    days = ((arrival.effective_at - _WINDOW) // DAY, (arrival.effective_at + _WINDOW) // DAY)
    shared: dict[int, float] = {}
    for term in sorted((term for term in vector if term in counts), key=lambda term: (counts[term], term))[:RAREST]:
        for (found,) in db.execute(
            "select article_id from story_terms where term = ? and owner = ? and day between ? and ?"
            " order by day desc, article_id desc limit ?",
            (term, arrival.owner, *days, POSTINGS),
        ):
            shared[found] = shared.get(found, 0.0) + vector[term] ** 2
    likely = sorted(shared, key=lambda found: (-shared[found], found))[:STORY_CANDIDATES]
    return [found for found in likely if shared[found] >= SHARED]


def _stories_of(db: Connection, mine: Vector, likest: Sequence[Neighbour]) -> dict[int, list[Neighbour]]:
    """Return the originals of some articles' stories, those articles first; of a settled story, only a few."""
    found: dict[int, list[Neighbour]] = {}
    for other in likest:
        found.setdefault(other.story_id, []).append(other)
    for story_id, members in found.items():
        known = [member.article_id for member in members]
        if len(known) < min(members[0].story_size, SETTLED):
            condition = f"a.story_id = ? and a.duplicate_of is null and a.id not in ({_marks(known)})"
            members.extend(
                _neighbours(db, mine, condition + " order by a.id desc limit ?", (story_id, *known, SETTLED))
            )
    return found


def _neighbours(db: Connection, mine: Vector, condition: str, values: Collection[int]) -> list[Neighbour]:
    """Return the articles in stories for which the condition holds, as they compare with an article to come."""
    rows = db.execute(
        "select a.id, a.story_id, (select count(*) from (select 1 from articles o where o.story_id = a.story_id"
        f" and o.duplicate_of is null limit {SETTLED + 1})) as size, f.terms, f.weighed"
        f" from articles a join features f on f.article_id = a.id where a.story_id is not null and {condition}",
        tuple(values),
    ).fetchall()
    vectors = [json.loads(row["terms"]) for row in rows]
    raw = {term for row, vector in zip(rows, vectors, strict=True) if not row["weighed"] for term in vector}
    weights = _weights(_counts(db, raw), mine) if raw else {}
    return [
        Neighbour(row["id"], row["story_id"], row["size"], vector if row["weighed"] else weighted(vector, weights))
        for row, vector in zip(rows, vectors, strict=True)
    ]


def _weights(counts: Mapping[str, int], mine: Collection[str] = ()) -> dict[str, float]:
    """Return the rarity of the counted terms; `mine` are those of an article that is not counted yet."""
    total = counts[ALL] + 1
    weights = {term: rarity(total, count) for term, count in counts.items()}
    return weights | {term: rarity(total, counts.get(term, 0) + 1) for term in mine}


def _counts(db: Connection, terms: Collection[str]) -> dict[str, int]:
    """Return in how many articles each term stands; under `ALL` how many articles there are."""
    cursor = db.cursor()
    cursor.row_factory = None  # plain pairs: there are a thousand
    cursor.execute(f"select term, articles from term_counts where term in ({_marks((*terms, ALL))})", (*terms, ALL))
    return {ALL: 0, **dict(cursor)}
