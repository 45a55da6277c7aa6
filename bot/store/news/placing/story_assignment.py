"""Where an article belongs: what it copies, which story it joins. Evidence decides; here are the rows that it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from bot.evidence.stories.clustering import SETTLED, Neighbour, around, nearest, settle
from bot.evidence.stories.similarity import Vector, weighted
from bot.store.news.copies import copy_groups, sketch_index
from bot.store.news.placing import story_lineage
from bot.store.news.placing.arrivals import Arrival, Known, by_rarest
from bot.store.news.placing.story_terms import ALL, Counts, terms_of, weights_of
from bot.store.protocol import Connection
from bot.store.where_clauses import one_of, pages

TOGETHER = 20
"""Articles that are placed together."""
STORY_CANDIDATES = 12
SHARED = 0.04
"""Share of an article's squared weight that another must have in common with it, roughly its cosine."""
YOUNG = 300
"""Articles from which on a term's rarity is known well enough to be kept with an article."""


def place_all(db: Connection, arrivals: Sequence[Arrival]) -> None:
    """Decide what articles copy and which stories they join, and keep what later decisions need.

    They are placed in their order, each as if it came alone. A copy goes where its original goes, and decides nothing;
    the original of a group is whoever had the text first, of those that may lead it (see `copy_groups`). An article
    that changed stays in its story; one that others copy stays an original until it copies an earlier one.
    """
    for some in pages(arrivals, TOGETHER):
        db.lock(story_lineage.PLACING)
        known = Known(db, some)
        for arrival in some:
            _place(known, arrival)
        known.write()


def _place(known: Known, arrival: Arrival) -> None:
    db, article_id, sketch, printer = known.db, arrival.article_id, arrival.sketch, arrival.printer
    if not arrival.is_new:
        known.forget(article_id)
    shared, has_twins = known.sketches.sharing(sketch), printer.url in known.of_others
    known.features.write_any_of(shared)
    found = copy_groups.copies_of(db, article_id, printer, sketch, shared, has_twins=has_twins)
    known.sketches.add(article_id, sketch)
    terms: Vector = {}
    weighed = False
    if found.leader is None:
        if not arrival.is_new:
            sketch_index.release(db, article_id)
        terms, weighed = _place_original(known, arrival)
    elif found.equal and _join(known, arrival, found.leader) == article_id:
        known.forget_terms(found.leader)
        terms, weighed = _place_original(known, arrival, joined=True)
    elif not found.equal:
        _put_under(known, article_id, found.leader)
    _remember(known, arrival, terms, weighed=weighed)
    for led in found.led:
        known.forget_terms(led)
        _put_under(known, led, found.leader or article_id)


def _remember(known: Known, arrival: Arrival, terms: Vector, *, weighed: bool) -> None:
    article_id, at = arrival.article_id, arrival.effective_at
    known.features.add(article_id, at, arrival.sketch, terms, weighed=weighed)
    if terms:
        known.postings.add(article_id, arrival.printer.owner, at, terms)
        known.counts.add(terms)


def _join(known: Known, arrival: Arrival, other: int) -> int:
    """Make one group of an article and an original; return which of both leads it."""
    first = sketch_index.join(known.db, arrival.article_id, other)
    _gather(known.db, arrival, first, _story_of(known.db, other))
    return first


def _put_under(known: Known, article_id: int, original: int) -> None:
    """Make an article and its copies copies of one that leads them, in its story, of which they say nothing."""
    db = known.db
    before, story_id = _story_of(db, article_id), _story_of(db, original)
    sketch_index.put_under(db, original, article_id)
    if story_id is not None:
        _move(db, original, story_id)
        if before is not None and before != story_id:
            story_lineage.refresh(db, [before], {before: story_id})


def _place_original(known: Known, arrival: Arrival, *, joined: bool = False) -> tuple[Vector, bool]:
    """Have an article that copies none find its story, unless those that copy it have one; return its terms, and
    whether their rarity is in them."""
    terms = arrival.reading.terms
    counts = known.counts.of(terms)
    vector = weighted(terms, weights_of(counts, terms))
    alone = arrival.is_new and not joined
    if alone or _story_of(known.db, arrival.article_id) is None:
        _settle(known, arrival, vector, counts)
    weighed = counts[ALL] >= YOUNG
    return (vector if weighed else terms), weighed


def _story_of(db: Connection, article_id: int) -> int | None:
    row = db.execute("select story_id from articles where id = ?", (article_id,)).fetchone()
    return None if row["story_id"] is None else int(row["story_id"])


def _gather(db: Connection, arrival: Arrival, first: int, story_id: int | None) -> None:
    """Put an original and its copies, the arriving article among them, into one story."""
    if story_id is None:
        return
    before = _story_of(db, arrival.article_id)
    _move(db, first, story_id)
    _grow(db, story_id, arrival)
    if before is not None and before != story_id:
        story_lineage.refresh(db, [before], {before: story_id})


def _settle(known: Known, arrival: Arrival, vector: Vector, counts: Mapping[str, int]) -> None:
    """Put a new article into a story, and those around it where they now belong."""
    db = known.db
    likely = _candidates(known, arrival, vector, counts)
    likest = nearest(vector, _neighbours(known, vector, one_of("a.id", likely), likely) if likely else [])
    others = around(likest, _stories_of(known, vector, likest))
    was = {other.article_id: other.story_id for other in others}
    moves: list[tuple[int, int]] = []
    moved: dict[int, int] = {}
    joined, is_new = 0, False
    for group in settle(arrival.article_id, vector, others):
        story_id = group.story_id or _new_story(db, arrival)
        moves += [(was.get(member, story_id), story_id) for member in group.articles if was.get(member) != story_id]
        moved.update((member, story_id) for member in group.articles if was.get(member) != story_id)
        if arrival.article_id in group.articles:
            joined, is_new = story_id, group.story_id is None
    _move_all(db, moved, new=arrival.article_id if arrival.is_new else None)
    changed = {story_id for before, after in moves if before != after for story_id in (before, after)}
    if not is_new and _grow(db, joined, arrival) and not arrival.printer.sent:
        changed.add(joined)
    story_lineage.refresh(db, changed, _heirs(moves))


def _new_story(db: Connection, arrival: Arrival) -> int:
    return story_lineage.new_story(db, arrival.printer.owner, arrival.title, arrival.effective_at)


def _grow(db: Connection, story_id: int, arrival: Arrival) -> bool:
    return story_lineage.grow(db, story_id, "" if arrival.printer.sent else arrival.title, arrival.effective_at)


def _move(db: Connection, article_id: int, story_id: int) -> None:
    db.execute("update articles set story_id = ? where id = ? or duplicate_of = ?", (story_id, article_id, article_id))


def _move_all(db: Connection, moved: Mapping[int, int], *, new: int | None) -> None:
    """Move articles and their copies to the stories that are given with them; a `new` one has no copies."""
    db.executemany("update articles set story_id = ? where id = ?", [(moved[each], each) for each in moved])
    db.executemany(
        "update articles set story_id = ? where duplicate_of = ?",
        [(moved[each], each) for each in moved if each != new],
    )


def _heirs(moves: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return where most of the articles went that left a story."""
    gone: dict[int, Counter[int]] = {}
    for before, after in moves:
        gone.setdefault(before, Counter())[after] += 1
    return {before: min(found, key=lambda key: (-found[key], key)) for before, found in gone.items()}


def _candidates(known: Known, arrival: Arrival, vector: Vector, counts: Mapping[str, int]) -> list[int]:
    """Return the originals of the time around that share most of the article's rarest terms."""
    held = known.postings.holding(by_rarest(arrival, vector, counts))
    shared: dict[int, float] = {}
    for term, having in held.items():
        for found in having:
            shared[found] = shared.get(found, 0.0) + vector[term] ** 2
    likely = [found for found, weight in shared.items() if weight >= SHARED]
    return sorted(likely, key=lambda found: (-shared[found], found))[:STORY_CANDIDATES]


def _stories_of(known: Known, mine: Vector, likest: Sequence[Neighbour]) -> dict[int, list[Neighbour]]:
    """Return the originals of some articles' stories, those articles first; of a settled story, only a few."""
    found: dict[int, list[Neighbour]] = {}
    for other in likest:
        found.setdefault(other.story_id, []).append(other)
    parts, values = list[str](), list[int]()
    for story_id, members in found.items():
        there = [member.article_id for member in members]
        if len(there) < min(members[0].story_size, SETTLED):
            parts.append(
                f"select id from (select a.id from articles a where a.story_id = ? and a.duplicate_of is null"
                f" and not {one_of('a.id', there)} order by a.id desc limit ?) as of_{len(parts)}"
            )
            values += (story_id, *there, SETTLED)
    more = _neighbours(known, mine, "a.id in (" + " union all ".join(parts) + ")", values) if parts else []
    for member in sorted(more, key=lambda each: -each.article_id):
        found[member.story_id].append(member)
    return found


def _neighbours(known: Known, mine: Vector, condition: str, values: Collection[int]) -> list[Neighbour]:
    """Return the articles in stories for which the condition holds, as they compare with an article to come."""
    rows = known.db.execute(
        "select a.id, a.story_id, (select count(*) from (select 1 from articles o where o.story_id = a.story_id"
        f" and o.duplicate_of is null limit {SETTLED + 1}) as members) as size, f.terms, f.weighed"
        f" from articles a left join features f on f.article_id = a.id where a.story_id is not null and {condition}",
        tuple(values),
    ).fetchall()
    held = [(row, *terms) for row in rows if (terms := known.features.terms_of(row)) is not None]
    raw = {term for _, vector, weighed in held if not weighed for term in vector}
    weights = weights_of(known.counts.of(raw), mine) if raw else {}
    return [
        Neighbour(row["id"], row["story_id"], row["size"], vector if weighed else weighted(vector, weights))
        for row, vector, weighed in held
    ]


def vectors_of(db: Connection, story_ids: Collection[int]) -> dict[int, list[Vector]]:
    """Return what tells the originals of some stories from others: their terms by rarity, of length 1."""
    rows = db.execute(
        "select a.story_id, f.terms, f.weighed from articles a join features f on f.article_id = a.id"
        f" where a.duplicate_of is null and {one_of('a.story_id', story_ids)} order by a.id",
        tuple(story_ids),
    ).fetchall()
    vectors = [terms_of(row["terms"]) for row in rows]
    terms = {term for vector in vectors for term in vector}
    weights = weights_of(Counts(db, terms).of(terms))
    found: dict[int, list[Vector]] = {}
    for row, vector in zip(rows, vectors, strict=True):
        found.setdefault(row["story_id"], []).append(vector if row["weighed"] else weighted(vector, weights))
    return found
