"""Stories and copies: where an article belongs. The decisions are evidence's; here are the rows that they need."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.clock import from_micros
from bot.evidence.duplicates import Sketch, original
from bot.evidence.likeness import rarity
from bot.evidence.stories import SETTLED, WINDOW, Neighbour, around, nearest, settle
from bot.models import OPERATOR, Audience, Story, StoryArticle
from bot.store.audience import visible
from bot.store.database import Connection, Row

if TYPE_CHECKING:
    from bot.evidence.read import Reading

DAY = 86_400_000_000
INDEXED = 32
"""Sketch hashes that the index holds of an article; all of them are compared once it is found."""
COPY_CANDIDATES = 20
STORY_CANDIDATES = 25
RAREST = 24
"""Terms of an article that others are found by."""
POSTINGS = 200
"""Rows read for a term: one that stands in more is not rare."""
ALL = ""
"""Not a term: counts all articles among the terms' counts."""
_WINDOW = WINDOW.days * DAY


def place(db: Connection, article_id: int, owner: str, title: str, effective_at: int, reading: Reading) -> None:
    """Decide what a stored article copies and which story it joins, and keep what later decisions need.

    An article that changed stays in its story; one that others copy stays an original. A copy goes where its original
    goes, and decides nothing.
    """
    held = db.execute("select story_id, duplicate_of from articles where id = ?", (article_id,)).fetchone()
    _forget(db, article_id)
    copied = held["duplicate_of"]
    if not db.execute("select 1 from articles where duplicate_of = ? limit 1", (article_id,)).fetchone():
        copied = _original(db, article_id, owner, reading)
        db.execute("update articles set duplicate_of = ? where id = ?", (copied, article_id))
    _remember_sketch(db, article_id, effective_at, reading)
    if copied is not None:
        _follow(db, article_id, copied)
        return
    if held["story_id"] is None:
        _settle(db, article_id, owner, effective_at, reading.terms)
    _remember_terms(db, article_id, owner, effective_at, reading)


def _forget(db: Connection, article_id: int) -> None:
    row = db.execute("select terms from features where article_id = ?", (article_id,)).fetchone()
    if row is None:
        return
    db.executemany(
        "update term_counts set articles = articles - 1 where term = ?",
        [(term,) for term in (ALL, *json.loads(row["terms"]))],
    )
    for table in ("sketches", "features", "story_terms"):
        db.execute(f"delete from {table} where article_id = ?", (article_id,))


def _remember_sketch(db: Connection, article_id: int, effective_at: int, reading: Reading) -> None:
    db.executemany(
        "insert into sketches (hash, article_id) values (?, ?)",
        [(value, article_id) for value in reading.sketch[:INDEXED]],
    )
    db.execute(
        "insert into features (article_id, effective_at, size, sketch, terms) values (?, ?, ?, ?, '{}')",
        (article_id, effective_at, reading.size, array("q", reading.sketch).tobytes()),
    )


def _remember_terms(db: Connection, article_id: int, owner: str, effective_at: int, reading: Reading) -> None:
    db.execute(
        "update features set terms = ? where article_id = ?",
        (json.dumps(reading.terms, ensure_ascii=False, separators=(",", ":")), article_id),
    )
    db.executemany(
        "insert into story_terms (term, owner, day, article_id) values (?, ?, ?, ?)",
        [(term, owner, effective_at // DAY, article_id) for term in reading.terms],
    )
    db.executemany(
        "insert into term_counts (term, articles) values (?, 1) on conflict do update set articles = articles + 1",
        [(term,) for term in (ALL, *reading.terms)],
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


def _follow(db: Connection, article_id: int, copied: int) -> None:
    """Put a copy into the story of its original."""
    db.execute(
        "update articles set story_id = (select story_id from articles where id = ?) where id = ?",
        (copied, article_id),
    )
    _refresh(db, [db.execute("select story_id from articles where id = ?", (article_id,)).fetchone()[0]])


def _settle(db: Connection, article_id: int, owner: str, effective_at: int, terms: Mapping[str, float]) -> None:
    """Put a new article into a story, and those around it where they now belong."""
    found = _candidates(db, owner, effective_at, terms)
    weights = _weights(db, terms, found)
    likest = nearest(terms, found, weights)
    others = around(likest, _stories_of(db, likest))
    weights = _weights(db, terms, others)
    was = {other.article_id: other.story_id for other in others}
    touched = set()
    for group in settle(article_id, terms, others, weights):
        story_id = group.story_id or _new_story(db, owner, effective_at)
        for member in group.articles:
            if was.get(member) != story_id:
                db.execute(
                    "update articles set story_id = ? where id = ? or duplicate_of = ?", (story_id, member, member)
                )
                touched |= {story_id, was.get(member, story_id)}
    _refresh(db, touched)


def _new_story(db: Connection, owner: str, effective_at: int) -> int:
    cursor = db.execute(
        "insert into stories (owner, title, first_seen_at, last_seen_at) values (?, '', ?, ?)",
        (owner, effective_at, effective_at),
    )
    return int(cursor.lastrowid or 0)


def _refresh(db: Connection, story_ids: Collection[int]) -> None:
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


def _candidates(db: Connection, owner: str, effective_at: int, terms: Mapping[str, float]) -> list[Neighbour]:
    """Return the originals of the time around that share the most of the article's rarest terms."""
    counts = _counts(db, terms)
    days = ((effective_at - _WINDOW) // DAY, (effective_at + _WINDOW) // DAY)
    shared: dict[int, float] = {}
    for term in sorted((term for term in terms if term in counts), key=lambda term: (counts[term], term))[:RAREST]:
        weight = rarity(counts[ALL], counts[term]) ** 2 * terms[term]
        for (found,) in db.execute(
            "select article_id from story_terms where term = ? and owner = ? and day between ? and ?"
            " order by day desc, article_id desc limit ?",
            (term, owner, *days, POSTINGS),
        ):
            shared[found] = shared.get(found, 0.0) + weight
    likely = sorted(shared, key=lambda found: (-shared[found], found))[:STORY_CANDIDATES]
    return _neighbours(db, f"a.id in ({_marks(likely)})", likely)


def _stories_of(db: Connection, likest: Sequence[Neighbour]) -> dict[int, list[Neighbour]]:
    """Return the originals of some articles' stories, those articles first."""
    found: dict[int, list[Neighbour]] = {}
    for other in likest:
        found.setdefault(other.story_id, []).append(other)
    for story_id, members in found.items():
        known = [member.article_id for member in members]
        condition = f"a.story_id = ? and a.duplicate_of is null and a.id not in ({_marks(known)})"
        members.extend(_neighbours(db, condition + " order by a.id desc limit ?", (story_id, *known, SETTLED)))
    return found


def _neighbours(db: Connection, condition: str, values: Collection[int]) -> list[Neighbour]:
    rows = db.execute(
        "select a.id, a.story_id, (select count(*) from articles o where o.story_id = a.story_id"
        " and o.duplicate_of is null) as size, f.terms"
        f" from articles a join features f on f.article_id = a.id where a.story_id is not null and {condition}",
        tuple(values),
    )
    return [Neighbour(row["id"], row["story_id"], row["size"], json.loads(row["terms"])) for row in rows]


def _weights(db: Connection, mine: Mapping[str, float], others: Sequence[Neighbour]) -> dict[str, float]:
    """Return the rarity of every term of some stored articles and of one that is about to be."""
    wanted = {*mine, *(term for other in others for term in other.terms)}
    counts = _counts(db, wanted)
    return {term: rarity(counts[ALL] + 1, counts.get(term, 0) + (term in mine)) for term in wanted}


def _counts(db: Connection, terms: Collection[str]) -> dict[str, int]:
    """Return in how many articles each term stands; under `ALL` how many articles there are."""
    rows = db.execute(f"select term, articles from term_counts where term in ({_marks((*terms, ALL))})", (*terms, ALL))
    return {ALL: 0, **{row[0]: row[1] for row in rows}}


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
