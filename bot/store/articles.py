"""Articles and their revisions: storing what came in, and giving it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import xxhash

from bot.clock import from_micros, to_micros
from bot.models import Article, Audience, Passage, Revision
from bot.store.audience import UNLINKED, link, visible
from bot.store.characters import storable
from bot.store.corrections import note_change
from bot.store.database import Connection, Row
from bot.store.placing import Arrival, place
from bot.store.quotes import add_quotes, remove_quotes, speakers, statements, statements_of
from bot.store.search import IndexRow, add_passages, index_passages, passage_from, remove_passages, revisions_that_say
from bot.store.stories import stories

if TYPE_CHECKING:
    from bot.evidence.read import Reading

__all__ = [
    "Stored",
    "arrived",
    "is_known",
    "news",
    "passages_of",
    "put",
    "put_all",
    "recent",
    "revision",
    "speakers",
    "statements",
    "statements_of",
    "stories",
]

Outcome = Literal["new", "unchanged", "changed"]


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an article went, and whether that changed anything."""

    article_id: int
    revision_id: int
    outcome: Outcome


def put(
    db: Connection,
    article: Article,
    reading: Reading,
    *,
    owner: str = "",
    source_id: int | None = None,
    now: datetime,
) -> Stored:
    """Store an article with what was read in it; call it in a write transaction. Of many, see `put_all`.

    An article is its owner's url, or its text where it has none. The same title and text again: nothing is
    written, nor for an excerpt of what is held in full. Another title or text: a new revision, and the one before
    leaves the search. What it copies and which story it joins is decided here.
    """
    (stored,) = put_all(db, [(article, reading)], owner=owner, source_id=source_id, now=now)
    return stored


def put_all(
    db: Connection,
    pairs: Iterable[tuple[Article, Reading]],
    *,
    owner: str = "",
    source_id: int | None = None,
    now: datetime,
) -> list[Stored]:
    """Store articles as `put` does, in their order, in one transaction; together they cost less."""
    unindexed: list[IndexRow] = []
    stored = [_put(db, article, reading, _Place(owner, source_id, now), unindexed) for article, reading in pairs]
    index_passages(db, unindexed)
    return stored


@dataclass(frozen=True, slots=True)
class _Place:
    """Where and when articles are stored."""

    owner: str
    source_id: int | None
    now: datetime


def _put(db: Connection, article: Article, reading: Reading, whereto: _Place, unindexed: list[IndexRow]) -> Stored:
    owner, source_id, now = whereto.owner, whereto.source_id, whereto.now
    article = storable(article)
    digest = digest_of(article)
    held = _held(db, article, owner)
    if held is not None and (held["text_hash"] == digest or _says_less(article, held)):
        return Stored(held["id"], held["revision_id"], "unchanged")
    seen = to_micros(now)
    published = to_micros(article.published_at) if article.published_at else None
    effective = published if published is not None and published <= seen else seen
    if held is None:
        article_id = _insert_article(db, article, owner, source_id, seen)
    else:
        article_id = held["id"]
        index_passages(db, unindexed)  # what is to be taken out may be among them
        unindexed.clear()
        remove_passages(db, held["revision_id"])
        remove_quotes(db, held["revision_id"])
    revision_id = insert_revision(db, article_id, article, digest, (published, seen, effective))
    db.execute("update articles set revision_id = ? where id = ?", (revision_id, article_id))
    unindexed += add_passages(db, revision_id, effective, article.title, reading.passages)
    add_quotes(db, revision_id, reading.quotes)
    place(db, Arrival(article_id, owner, article.title, effective, reading))
    if held is not None:
        note_change(db, article_id, held["revision_id"], revision_id, seen)
    return Stored(article_id, revision_id, "new" if held is None else "changed")


def is_known(db: Connection, article: Article, owner: str = "") -> bool:
    """Tell whether this article is stored just so, or in full: there is no need to read it again."""
    article = storable(article)
    held = _held(db, article, owner)
    return held is not None and (held["text_hash"] == digest_of(article) or _says_less(article, held))


def _says_less(article: Article, held: Row) -> bool:
    """Tell whether an article is held in full, and this is a part of it: its page is away or walled, not changed."""
    partial = article.excerpt or (article.paywalled and not held["paywalled"])
    return partial and not held["excerpt"] and len(article.text) < held["length"]


def digest_of(article: Article) -> str:
    """Return what tells a state of an article from another: 32 hexadecimal digits of its title and text."""
    return xxhash.xxh3_128_hexdigest(f"{article.title}\n\n{article.text}".encode())


def _url(article: Article) -> str:
    return article.url or UNLINKED + xxhash.xxh3_128_hexdigest(article.text.encode())


def _held(db: Connection, article: Article, owner: str) -> Row | None:
    row: Row | None = db.execute(
        "select a.id, a.revision_id, r.text_hash, r.excerpt, r.paywalled, length(r.text) as length"
        " from articles a join revisions r on r.id = a.revision_id where a.owner = ? and a.url = ?",
        (owner, _url(article)),
    ).fetchone()
    return row


def _insert_article(db: Connection, article: Article, owner: str, source_id: int | None, seen: int) -> int:
    cursor = db.execute(
        "insert into articles (owner, url, source_id, source, topic, first_seen_at, catalogue)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        (owner, _url(article), source_id, article.source, article.topic, seen, int(article.catalogue)),
    )
    return int(cursor.lastrowid or 0)


def insert_revision(
    db: Connection, article_id: int, article: Article, digest: str, times: tuple[int | None, int, int]
) -> int:
    """Return the id of the article's revision with this text: a new one, or one that it had before and has again.

    `times`: when it was published, if that is known, when it was seen, and which of both it counts from, in
    microseconds. Where the text is to be found and what it copies is for the caller.
    """
    row = db.execute(
        "insert into revisions (article_id, text_hash, title, text, author, language, paywalled, excerpt,"
        " published_at, seen_at, effective_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " on conflict (article_id, text_hash) do update set excerpt = excluded.excerpt returning id",
        (
            article_id,
            digest,
            article.title,
            article.text,
            article.author,
            article.language,
            int(article.paywalled),
            int(article.excerpt),
            *times,
        ),
    ).fetchone()
    return int(row["id"])


_REVISIONS = (
    "select r.id, r.article_id, a.url, r.title, r.text, a.source, r.author, r.language, r.published_at, r.seen_at,"
    " a.story_id, a.duplicate_of, a.topic, a.owner, r.paywalled"
    " from revisions r join articles a on a.id = r.article_id"
)


def _revision(row: Row) -> Revision:
    published = row["published_at"]
    return Revision(
        **{
            **{key: row[key] for key in row.keys()},  # noqa: SIM118 - a Row iterates over its values
            "url": link(row["url"]),
            "published_at": None if published is None else from_micros(published),
            "seen_at": from_micros(row["seen_at"]),
            "paywalled": bool(row["paywalled"]),
        }
    )


def revision(db: Connection, revision_id: int) -> Revision | None:
    """Return a revision, current or not, or None where there is none of this id."""
    row = db.execute(f"{_REVISIONS} where r.id = ?", (revision_id,)).fetchone()
    return None if row is None else _revision(row)


def recent(db: Connection, audience: Audience, since: datetime, until: datetime, topic: str = "") -> list[Revision]:
    """Return the current revisions of the time after `since` up to and with `until`, oldest first.

    A revision's time is when it was published, or first seen where that is missing or was in the future. With a
    topic: those filed under it, and those that say it.
    """
    dated = ("r.effective_at > ? and r.effective_at <= ?", (to_micros(since), to_micros(until)))
    return _about(db, topic, since, until, _within(db, audience, *dated))


LATE = timedelta(days=7)
"""How long after it was published an article may come in and still be news."""
_DAY = 86_400_000_000
_NEW = "a.catalogue = 0 and (r.effective_at > ? or (r.seen_at > ? and r.seen_at <= ?))"
# A date alone is kept as its midnight; the window takes in the day that it begins in.
_FOUND = (
    "a.catalogue = 1 and r.published_at = r.effective_at"
    f" and r.effective_at > ? - case when r.effective_at % {_DAY} = 0 then {_DAY} else 0 end"
)


def news(
    db: Connection, audience: Audience, since: datetime, until: datetime, topic: str = "", *, first: bool
) -> list[Revision]:
    """Return what a channel is to hear that was briefed until `since`, oldest first; `first`: it never was.

    That is what came in or was changed since, whatever its date, if it is not too old: feeds date by the day, and a
    poll comes after what it brings. What stood in a source before that was added is no news; only a channel that
    was never briefed hears of what is dated within its time.
    """
    start, end = to_micros(since), to_micros(until)
    where = f"r.effective_at > ? and r.effective_at <= ? and (({_NEW}) or (? = 1 and {_FOUND}))"
    given = (to_micros(since - LATE), end, start, start, end, int(first), start)
    return _about(db, topic, since - LATE, until, _within(db, audience, where, given))


def _within(db: Connection, audience: Audience, where: str, given: tuple[int, ...]) -> list[Revision]:
    clause, owners = visible(audience, "a")
    rows = db.execute(
        f"{_REVISIONS} where a.revision_id = r.id and {where} and {clause} order by r.effective_at, r.id",
        (*given, *owners),
    )
    return [_revision(row) for row in rows]


def _about(db: Connection, topic: str, since: datetime, until: datetime, found: list[Revision]) -> list[Revision]:
    if not topic.strip():
        return found
    saying = revisions_that_say(db, topic, since, until)
    filed = topic.strip().casefold()
    return [item for item in found if item.topic.casefold() == filed or item.id in saying]


def arrived(db: Connection, audience: Audience, after: int, since: datetime) -> list[Revision]:
    """Return the news with a greater id than `after`, as it stands now, of the time since a moment, by id.

    What stood in a source before that was added is no news.
    """
    clause, owners = visible(audience, "a")
    rows = db.execute(
        f"{_REVISIONS} where a.id > ? and a.catalogue = 0 and a.revision_id = r.id and r.effective_at >= ?"
        f" and {clause} order by a.id",
        (after, to_micros(since), *owners),
    )
    return [_revision(row) for row in rows]


def passages_of(db: Connection, revision_id: int) -> list[Passage]:
    """Return the passages of a current revision, in order."""
    rows = db.execute(
        "select p.id, p.revision_id, p.start_at, p.end_at, p.sentences,"
        " substr(r.text, p.start_at + 1, p.end_at - p.start_at) as body"
        " from passages p join revisions r on r.id = p.revision_id where r.id = ? order by p.start_at",
        (revision_id,),
    )
    return [passage_from(row) for row in rows]
