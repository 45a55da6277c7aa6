"""Stories and copies: where an article belongs. The decisions are evidence's; here are the rows that they need."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Mapping

from bot.clock import from_micros
from bot.evidence.duplicates import Sketch, original
from bot.evidence.read import Reading
from bot.evidence.stories import WINDOW, best_story, rarity
from bot.models import OPERATOR, Audience, Story, StoryArticle
from bot.store.audience import visible
from bot.store.database import Connection, Row

DAY = 86_400_000_000
INDEXED = 32
"""Sketch hashes that the index holds of an article; all of them are compared once it is found."""
COPY_CANDIDATES = 20
STORY_CANDIDATES = 25
RAREST = 24
"""Terms of an article that others are found by."""
POSTINGS = 200
"""Rows read for a term: one that stands in more is not rare."""
_WINDOW = WINDOW.days * DAY


def place(db: Connection, article_id: int, owner: str, title: str, effective_at: int, reading: Reading) -> None:
    """Decide what a stored article copies and which story it joins, and keep what later decisions need.

    An article that changed stays in its story; one that others copy stays an original.
    """
    held = db.execute("select story_id, duplicate_of from articles where id = ?", (article_id,)).fetchone()
    _forget(db, article_id)
    copied = held["duplicate_of"]
    if not db.execute("select 1 from articles where duplicate_of = ? limit 1", (article_id,)).fetchone():
        copied = _original(db, article_id, owner, reading)
    story_id = held["story_id"]
    if story_id is None:
        story_id = _story(db, owner, title, effective_at, reading, copied)
    db.execute("update articles set story_id = ?, duplicate_of = ? where id = ?", (story_id, copied, article_id))
    _remember(db, article_id, owner, effective_at, reading)


def _forget(db: Connection, article_id: int) -> None:
    row = db.execute("select terms from features where article_id = ?", (article_id,)).fetchone()
    if row is None:
        return
    db.executemany(
        "update term_counts set articles = articles - 1 where term = ?",
        [(term,) for term in ("", *json.loads(row["terms"]))],
    )
    for table in ("sketches", "features", "story_terms"):
        db.execute(f"delete from {table} where article_id = ?", (article_id,))


def _remember(db: Connection, article_id: int, owner: str, effective_at: int, reading: Reading) -> None:
    db.executemany(
        "insert into sketches (hash, article_id) values (?, ?)",
        [(value, article_id) for value in reading.sketch[:INDEXED]],
    )
    db.execute(
        "insert into features (article_id, effective_at, size, sketch, terms) values (?, ?, ?, ?, ?)",
        (
            article_id,
            effective_at,
            reading.size,
            array("q", reading.sketch).tobytes(),
            json.dumps(reading.terms, ensure_ascii=False, separators=(",", ":")),
        ),
    )
    db.executemany(
        "insert into story_terms (term, owner, day, article_id) values (?, ?, ?, ?)",
        [(term, owner, effective_at // DAY, article_id) for term in reading.terms],
    )
    db.executemany(
        "insert into term_counts (term, articles) values (?, 1) on conflict do update set articles = articles + 1",
        [(term,) for term in ("", *reading.terms)],
    )


def _original(db: Connection, article_id: int, owner: str, reading: Reading) -> int | None:
    """Return the article that this one copies: itself no copy."""
    rows = db.execute(
        "select coalesce(a.duplicate_of, a.id) as root, f.size, f.sketch from ("
        f" select article_id, count(*) as shared from sketches where hash in ({_marks(reading.sketch)})"
        " group by article_id order by shared desc limit ?) s"
        " join articles a on a.id = s.article_id join features f on f.article_id = a.id"
        " where a.owner = ? and a.id <> ? and a.duplicate_of is not ?",
        (*reading.sketch, COPY_CANDIDATES, owner, article_id, article_id),
    )
    return original(
        Sketch(reading.sketch, reading.size), ((row["root"], Sketch(_hashes(row), row["size"])) for row in rows)
    )


def _hashes(row: Row) -> tuple[int, ...]:
    return tuple(array("q", row["sketch"]))


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _story(db: Connection, owner: str, title: str, effective_at: int, reading: Reading, copied: int | None) -> int:
    """Return the story of a new article: its original's, the likest of its time, or a new one."""
    story_id: int | None = None
    if copied is not None:
        story_id = db.execute("select story_id from articles where id = ?", (copied,)).fetchone()[0]
    if story_id is None:
        story_id = _likest(db, owner, effective_at, reading.terms)
    if story_id is not None:
        db.execute(
            "update stories set first_seen_at = min(first_seen_at, ?), last_seen_at = max(last_seen_at, ?)"
            " where id = ?",
            (effective_at, effective_at, story_id),
        )
        return story_id
    cursor = db.execute(
        "insert into stories (owner, title, first_seen_at, last_seen_at) values (?, ?, ?, ?)",
        (owner, title, effective_at, effective_at),
    )
    return int(cursor.lastrowid or 0)


def _likest(db: Connection, owner: str, effective_at: int, terms: Mapping[str, float]) -> int | None:
    """Return the story of the time around that the terms fit, as evidence decides."""
    counts = _counts(db, terms)
    shared: dict[int, float] = {}
    rare = sorted(terms, key=lambda term: (counts.get(term, 0), term))
    for term in [term for term in rare if term in counts][:RAREST]:
        weight = rarity(counts[""], counts[term]) ** 2 * terms[term]
        for (found,) in db.execute(
            "select article_id from story_terms where term = ? and owner = ? and day between ? and ?"
            " order by day desc, article_id desc limit ?",
            (term, owner, (effective_at - _WINDOW) // DAY, (effective_at + _WINDOW) // DAY, POSTINGS),
        ):
            shared[found] = shared.get(found, 0.0) + weight
    likely = sorted(shared, key=lambda found: (-shared[found], found))[:STORY_CANDIDATES]
    others = _terms_of(db, likely)
    wanted = {term for _, vector in others for term in vector} | set(terms)
    counts = _counts(db, wanted)
    weights = {term: rarity(counts[""], counts.get(term, 0)) for term in wanted}
    return best_story(terms, others, weights)


def _counts(db: Connection, terms: Collection[str]) -> dict[str, int]:
    """Return in how many articles each term stands; under "" how many articles there are."""
    rows = db.execute(f"select term, articles from term_counts where term in ({_marks(terms)}, '')", tuple(terms))
    return {"": 0, **{row[0]: row[1] for row in rows}}


def _terms_of(db: Connection, article_ids: Collection[int]) -> list[tuple[int, dict[str, float]]]:
    rows = db.execute(
        "select a.story_id, f.terms from features f join articles a on a.id = f.article_id"
        f" where f.article_id in ({_marks(article_ids)}) and a.story_id is not null order by a.id",
        tuple(article_ids),
    )
    return [(row[0], json.loads(row[1])) for row in rows]


def stories(db: Connection, audience: Audience = OPERATOR) -> list[Story]:
    """Return every story that the audience may see, with all of its articles, exact copies too; the newest first."""
    clause, owners = visible(audience, "a")
    rows = db.execute(
        "select a.story_id, a.id, a.revision_id, a.url, r.title, a.source, r.published_at, o.url as original,"
        " s.title as story, s.first_seen_at, s.last_seen_at from articles a"
        " join revisions r on r.id = a.revision_id join stories s on s.id = a.story_id"
        f" left join articles o on o.id = a.duplicate_of where {clause}"
        " order by s.last_seen_at desc, s.id, r.effective_at, a.id",
        owners,
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["story_id"], []).append(row)
    return [_told(group) for group in found.values()]


def _told(group: list[Row]) -> Story:
    first = group[0]
    return Story(
        id=first["story_id"],
        title=first["story"] or first["title"],
        first_seen=from_micros(first["first_seen_at"]),
        last_seen=from_micros(first["last_seen_at"]),
        articles=tuple(_article(row) for row in group),
    )


def _article(row: Row) -> StoryArticle:
    published = row["published_at"]
    return StoryArticle(
        article_id=row["id"],
        revision_id=row["revision_id"],
        url=row["url"],
        title=row["title"],
        source=row["source"],
        published_at=None if published is None else from_micros(published),
        duplicate_of=row["original"],
    )
