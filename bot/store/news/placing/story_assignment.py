"""Where an article belongs: what it copies, which story it joins. Evidence decides; here are the rows that it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.evidence.stories.clustering import SETTLED, Neighbour, around, nearest, settle
from bot.evidence.stories.near_duplicates import Sketch
from bot.evidence.stories.similarity import Vector, weighted
from bot.store.news.copies import copy_groups, sketch_index
from bot.store.news.placing import rare_terms, story_lineage
from bot.store.news.placing.story_terms import ALL, counts_of, forget_terms, remember_terms, terms_of, weights_of
from bot.store.protocol import Connection
from bot.store.where_clauses import one_of

if TYPE_CHECKING:
    from bot.evidence.article_analysis import Reading

STORY_CANDIDATES = 12
SHARED = 0.04
"""Share of an article's squared weight that another must have in common with it, roughly its cosine."""
RAREST = 24
"""Terms of an article that others are found by."""
YOUNG = 300
"""Articles from which on a term's rarity is known well enough to be kept with an article."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that was stored or has changed: what decides where it belongs.

    `sent`: its words are those of somebody who is not its outlet; they name no story that its outlet tells.
    """

    article_id: int
    owner: str
    title: str
    effective_at: int
    reading: Reading
    sent: bool = False


def place(db: Connection, arrival: Arrival) -> None:
    """Decide what an article copies and which story it joins, and keep what later decisions need.

    A copy goes where its original goes, and decides nothing; the original of a group is whoever had the text first, of
    those that may lead it (see `copy_groups`). An article that changed stays in its story; one that others copy stays
    an original until it copies an earlier one.
    """
    db.lock(story_lineage.PLACING)
    article_id, sketch = arrival.article_id, Sketch(arrival.reading.sketch, arrival.reading.size)
    forget(db, article_id)
    sketch_index.remember_sketch(db, article_id, arrival.effective_at, sketch)
    found = copy_groups.copies_of(db, article_id, sketch)
    if found.leader is None:
        sketch_index.release(db, article_id)
        _place_original(db, arrival)
    elif found.equal:
        _join(db, arrival, found.leader)
    else:
        _put_under(db, article_id, found.leader)
    for led in found.led:
        _put_under(db, led, found.leader or article_id)


def _join(db: Connection, arrival: Arrival, other: int) -> None:
    first = sketch_index.join(db, arrival.article_id, other)
    _gather(db, arrival, first, _story_of(db, other))
    if first == arrival.article_id:
        forget_terms(db, other)
        _place_original(db, arrival)


def _put_under(db: Connection, article_id: int, original: int) -> None:
    """Make an article and its copies copies of one that leads them, in its story, of which they say nothing."""
    before, story_id = _story_of(db, article_id), _story_of(db, original)
    forget_terms(db, article_id)
    sketch_index.put_under(db, original, article_id)
    if story_id is not None:
        _move(db, original, story_id)
        if before is not None and before != story_id:
            story_lineage.refresh(db, [before], {before: story_id})


def _place_original(db: Connection, arrival: Arrival) -> None:
    terms = arrival.reading.terms
    counts = counts_of(db, terms)
    vector = weighted(terms, weights_of(counts, terms))
    if _story_of(db, arrival.article_id) is None:
        _settle(db, arrival, vector, counts)
    weighed = counts[ALL] >= YOUNG
    whose = arrival.owner, arrival.effective_at
    remember_terms(db, arrival.article_id, whose, vector if weighed else terms, weighed=weighed)


def _story_of(db: Connection, article_id: int) -> int | None:
    row = db.execute("select story_id from articles where id = ?", (article_id,)).fetchone()
    return None if row["story_id"] is None else int(row["story_id"])


def forget(db: Connection, article_id: int) -> None:
    """Take out what decides where other articles belong: this one is about to change or go."""
    db.lock(story_lineage.PLACING)
    forget_terms(db, article_id)
    sketch_index.forget_sketch(db, article_id)


def _gather(db: Connection, arrival: Arrival, first: int, story_id: int | None) -> None:
    """Put an original and its copies, the arriving article among them, into one story."""
    if story_id is None:
        return
    before = _story_of(db, arrival.article_id)
    _move(db, first, story_id)
    _grow(db, story_id, arrival)
    if before is not None and before != story_id:
        story_lineage.refresh(db, [before], {before: story_id})


def _settle(db: Connection, arrival: Arrival, vector: Vector, counts: Mapping[str, int]) -> None:
    """Put a new article into a story, and those around it where they now belong."""
    likely = _candidates(db, arrival, vector, counts)
    likest = nearest(vector, _neighbours(db, vector, one_of("a.id", likely), likely))
    others = around(likest, _stories_of(db, vector, likest))
    was = {other.article_id: other.story_id for other in others}
    moves: list[tuple[int, int]] = []
    joined = 0
    for group in settle(arrival.article_id, vector, others):
        story_id = group.story_id or story_lineage.new_story(db, arrival.owner, arrival.title, arrival.effective_at)
        for member in group.articles:
            if was.get(member) != story_id:
                _move(db, member, story_id)
                moves.append((was.get(member, story_id), story_id))
        if arrival.article_id in group.articles:
            joined = story_id
            _grow(db, joined, arrival)
    changed = {story_id for before, after in moves if before != after for story_id in (before, after)}
    if not arrival.sent and story_lineage.is_sent(db, joined):
        changed.add(joined)
    story_lineage.refresh(db, changed, _heirs(moves))


def _grow(db: Connection, story_id: int, arrival: Arrival) -> None:
    story_lineage.grow(db, story_id, "" if arrival.sent else arrival.title, arrival.effective_at)


def _move(db: Connection, article_id: int, story_id: int) -> None:
    db.execute("update articles set story_id = ? where id = ? or duplicate_of = ?", (story_id, article_id, article_id))


def _heirs(moves: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return where most of the articles went that left a story."""
    gone: dict[int, Counter[int]] = {}
    for before, after in moves:
        gone.setdefault(before, Counter())[after] += 1
    return {before: min(found, key=lambda key: (-found[key], key)) for before, found in gone.items()}


def _candidates(db: Connection, arrival: Arrival, vector: Vector, counts: Mapping[str, int]) -> list[int]:
    """Return the originals of the time around that share most of the article's rarest terms."""
    rarest = sorted((term for term in vector if term in counts), key=lambda term: (counts[term], term))[:RAREST]
    days = rare_terms.days_around(db, arrival.effective_at)
    held = rare_terms.holding(db, days, arrival.owner, {term: counts[term] for term in rarest})
    shared: dict[int, float] = {}
    for term in rarest:
        for found in held[term]:
            shared[found] = shared.get(found, 0.0) + vector[term] ** 2
    likely = [found for found, weight in shared.items() if weight >= SHARED]
    return sorted(likely, key=lambda found: (-shared[found], found))[:STORY_CANDIDATES]


def _stories_of(db: Connection, mine: Vector, likest: Sequence[Neighbour]) -> dict[int, list[Neighbour]]:
    """Return the originals of some articles' stories, those articles first; of a settled story, only a few."""
    found: dict[int, list[Neighbour]] = {}
    for other in likest:
        found.setdefault(other.story_id, []).append(other)
    for story_id, members in found.items():
        known = [member.article_id for member in members]
        if len(known) < min(members[0].story_size, SETTLED):
            condition = f"a.story_id = ? and a.duplicate_of is null and not {one_of('a.id', known)}"
            members.extend(
                _neighbours(db, mine, condition + " order by a.id desc limit ?", (story_id, *known, SETTLED))
            )
    return found


def _neighbours(db: Connection, mine: Vector, condition: str, values: Collection[int]) -> list[Neighbour]:
    """Return the articles in stories for which the condition holds, as they compare with an article to come."""
    rows = db.execute(
        "select a.id, a.story_id, (select count(*) from (select 1 from articles o where o.story_id = a.story_id"
        f" and o.duplicate_of is null limit {SETTLED + 1}) as members) as size, f.terms, f.weighed"
        f" from articles a join features f on f.article_id = a.id where a.story_id is not null and {condition}",
        tuple(values),
    ).fetchall()
    vectors = [terms_of(row["terms"]) for row in rows]
    raw = {term for row, vector in zip(rows, vectors, strict=True) if not row["weighed"] for term in vector}
    weights = weights_of(counts_of(db, raw), mine) if raw else {}
    return [
        Neighbour(row["id"], row["story_id"], row["size"], vector if row["weighed"] else weighted(vector, weights))
        for row, vector in zip(rows, vectors, strict=True)
    ]


def vectors_of(db: Connection, story_ids: Collection[int]) -> dict[int, list[Vector]]:
    """Return what tells the originals of some stories from others: their terms by rarity, of length 1."""
    rows = db.execute(
        "select a.story_id, f.terms, f.weighed from articles a join features f on f.article_id = a.id"
        f" where a.duplicate_of is null and {one_of('a.story_id', story_ids)} order by a.id",
        tuple(story_ids),
    ).fetchall()
    vectors = [terms_of(row["terms"]) for row in rows]
    weights = weights_of(counts_of(db, {term for vector in vectors for term in vector}))
    found: dict[int, list[Vector]] = {}
    for row, vector in zip(rows, vectors, strict=True):
        found.setdefault(row["story_id"], []).append(vector if row["weighed"] else weighted(vector, weights))
    return found
