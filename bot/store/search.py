"""Full-text search over the passages of current revisions (SQLite FTS5).

The only file beside `database` that knows `rowid` and `match`: another database has another search. A passage's id
is its minute << 20 | n, so that a time window is a range of ids.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.clock import from_micros, to_micros
from bot.evidence.stopwords import content_words, words
from bot.models import OPERATOR, Audience, Citation, Hit, Passage
from bot.store.audience import link, visible
from bot.store.database import Connection, Row

MINUTE = 60_000_000
ID_BITS = 20
LATEST = (1 << 63) - 1
QUERY_WORDS = 32
"""Words of a query that are looked for: nobody asks with more, and noise stays cheap."""
TITLE_WEIGHT = 2.0
"""bm25's weight of the title column against the body's 1."""
PROBE = 8
"""Candidates taken for a wanted hit: some are copies, some belong to others."""


IndexRow = tuple[int, str, str]
"""A passage as the index takes it: id, body, title."""


def add_passages(
    db: Connection, revision_id: int, effective_at: int, title: str, passages: Sequence[Passage]
) -> list[IndexRow]:
    """Store a revision's passages under its time, and return what `index_passages` is to be given."""
    first = _next_id(db, effective_at)
    db.executemany(
        "insert into passages (id, revision_id, start_at, end_at, sentences) values (?, ?, ?, ?, ?)",
        [
            (first + n, revision_id, p.start, p.end, json.dumps(p.sentences, separators=(",", ":")))
            for n, p in enumerate(passages)
        ],
    )
    return [(first + n, p.text, title) for n, p in enumerate(passages)]


def index_passages(db: Connection, rows: Sequence[IndexRow]) -> None:
    """Let passages be found; for many revisions at once, after everything else of the transaction.

    Another table's write may open a savepoint, at which the index writes out what it has gathered: once an article
    where the two take turns (https://sqlite.org/vtab.html#xsavepoint).
    """
    db.executemany("insert into passage_index (rowid, body, title) values (?, ?, ?)", rows)


def _next_id(db: Connection, effective_at: int) -> int:
    """Return the first free id of a minute; a minute that is full goes on in the next."""
    minute = effective_at // MINUTE
    while True:
        low, high = minute << ID_BITS, (minute + 1) << ID_BITS
        last = db.execute("select max(id) from passages where id >= ? and id < ?", (low, high)).fetchone()[0]
        if last is None:
            return low
        if last + 1 < high - 4096:
            return int(last) + 1
        minute += 1


def remove_passages(db: Connection, revision_id: int) -> None:
    """Take a revision's passages out of the index and the store."""
    db.execute(
        "insert into passage_index (passage_index, rowid, body, title)"
        " select 'delete', t.id, t.body, t.title from passages p join passage_texts t on t.id = p.id"
        " where p.revision_id = ?",
        (revision_id,),
    )
    db.execute("delete from passages where revision_id = ?", (revision_id,))


def search(
    db: Connection,
    query: str,
    audience: Audience = OPERATOR,
    *,
    limit: int = 10,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Hit]:
    """Return the passages that fit the query best, of what the audience may see; of copies, one.

    Any string is a query: words, never syntax. Passages that hold more and rarer of its words come first.
    """
    wanted = _expression(query)
    if not wanted or limit < 1:
        return []
    low, high = _window(since or _begun(db, audience), until)
    size = limit * PROBE
    while True:
        rows = _ranked(db, wanted, low, high, size)
        found = list(_hits(db, rows, audience, limit))
        if len(found) >= limit or len(rows) < size:
            return found
        size *= 8


def _begun(db: Connection, audience: Audience) -> datetime | None:
    """Return when the stories began that are looked at, where only some are: what is older need not be ranked."""
    if not audience.stories:
        return None
    marks = ", ".join("?" * len(audience.stories))
    row = db.execute(f"select min(first_seen_at) from stories where id in ({marks})", audience.stories).fetchone()
    return None if row[0] is None else from_micros(row[0])


def _expression(query: str) -> str:
    """Return the query as FTS5 alternatives, each word quoted."""
    found = content_words(query) or list(dict.fromkeys(words(query)))
    return " OR ".join(f'"{word}"' for word in found[:QUERY_WORDS])


def _window(since: datetime | None, until: datetime | None) -> tuple[int, int]:
    low = (to_micros(since) // MINUTE) << ID_BITS if since else -LATEST
    high = ((to_micros(until) // MINUTE + 1) << ID_BITS) - 1 if until else LATEST
    return low, high


def _ranked(db: Connection, wanted: str, low: int, high: int, size: int) -> list[tuple[int, float]]:
    rows = db.execute(
        "select rowid, bm25(passage_index, 1.0, ?) as rank_ from passage_index"
        " where passage_index match ? and rowid between ? and ? order by rank_, rowid desc limit ?",
        (TITLE_WEIGHT, wanted, low, high, size),
    )
    return [(row[0], row[1]) for row in rows]


def _hits(db: Connection, rows: list[tuple[int, float]], audience: Audience, limit: int) -> Iterator[Hit]:
    """Yield what the audience may see of the ranked passages, once however many articles print it."""
    clause, owners = visible(audience, "a")
    seen: set[str] = set()
    for passage_id, rank in rows:
        row = db.execute(
            "select p.id, p.revision_id, p.start_at, p.end_at, p.sentences, r.title, r.published_at, r.language,"
            " r.paywalled, a.url, a.source, substr(r.text, p.start_at + 1, p.end_at - p.start_at) as body"
            " from passages p join revisions r on r.id = p.revision_id join articles a on a.id = r.article_id"
            f" where p.id = ? and {clause}",
            (passage_id, *owners),
        ).fetchone()
        if row is None:
            continue
        hit = _hit(row, -rank)
        printed = _printed(hit.passage)
        if printed <= seen:
            continue
        seen |= printed
        yield hit
        limit -= 1
        if not limit:
            return


def _printed(passage: Passage) -> set[str]:
    """Return the sentences of a passage as copies of it would print them too."""
    spans = passage.sentences or ((passage.start, passage.end),)
    texts = (passage.text[start - passage.start : end - passage.start] for start, end in spans)
    return {" ".join(words(text)).casefold() for text in texts}


def _hit(row: Row, score: float) -> Hit:
    published = row["published_at"]
    citation = Citation(
        revision_id=row["revision_id"],
        start=row["start_at"],
        end=row["end_at"],
        text=row["body"],
        url=link(row["url"]),
        title=row["title"],
        source=row["source"],
        published_at=None if published is None else from_micros(published),
        paywalled=bool(row["paywalled"]),
    )
    return Hit(passage_from(row), score, citation, row["language"])


def passage_from(row: Row) -> Passage:
    """Return the passage of a row that has its text as `body`."""
    spans = tuple((start, end) for start, end in json.loads(row["sentences"]))
    return Passage(row["start_at"], row["end_at"], row["body"], spans, row["revision_id"])


def revisions_that_say(
    db: Connection, phrase: str, since: datetime | None = None, until: datetime | None = None
) -> set[int]:
    """Return the current revisions with a passage or title that holds every word of the phrase."""
    wanted = " ".join(f'"{word}"' for word in (content_words(phrase) or words(phrase))[:QUERY_WORDS])
    if not wanted:
        return set()
    rows = db.execute(
        "select distinct p.revision_id from passage_index f join passages p on p.id = f.rowid"
        " where passage_index match ? and f.rowid between ? and ?",
        (wanted, *_window(since, until)),
    )
    return {row[0] for row in rows}
