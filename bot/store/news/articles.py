"""Articles and their revisions: storing what came in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from bot.clock import to_micros
from bot.models import Article
from bot.store.full_text_search import (
    add_passages,
    index_passages,
    remove_passages,
)
from bot.store.news import entry_ids, written
from bot.store.news.corrections import note_change
from bot.store.news.identity import address_of, digest_of, held_as, provenance_of, says_nothing_new, takes_over
from bot.store.news.placing.story_assignment import Arrival, place
from bot.store.news.placing.story_lineage import PLACING
from bot.store.news.quotes import add_quotes, remove_quotes, speakers, statements, statements_of
from bot.store.news.storable_text import storable
from bot.store.news.stories import stories
from bot.store.protocol import Connection, IndexRow, Row

if TYPE_CHECKING:
    from bot.evidence.article_analysis import Reading

__all__ = [
    "Stored",
    "is_known",
    "put",
    "put_all",
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

    An article is its owner's url, or its text where it has none, and who speaks there (see `identity`). The same title
    and text again: nothing is written, nor for an excerpt of what is held in full. Another title or text: a new
    revision, and the one before leaves the search. What it copies and which story it joins is decided here.
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
    """Store articles as `put` does, in their order, in one transaction; together they cost less.

    All are stored before the first is placed: whoever places does so alone, and is not to have others wait for long.
    """
    db.lock("articles", shared=True)
    whereto = _Place(owner, source_id, now, unindexed=[], arrived=[])
    stored = [_put(db, article, reading, whereto) for article, reading in pairs]
    index_passages(db, whereto.unindexed)
    for arrival in whereto.arrived:
        place(db, arrival)
    return stored


@dataclass(frozen=True, slots=True)
class _Place:
    """Where and when articles are stored, and what is still to be done of those that were."""

    owner: str
    source_id: int | None
    now: datetime
    unindexed: list[IndexRow]
    arrived: list[Arrival]


def _put(db: Connection, article: Article, reading: Reading, whereto: _Place) -> Stored:
    article = storable(replace(article, language=reading.language or article.language))
    held = _held(db, article, whereto)
    over = held is not None and takes_over(article, held)
    if held is not None and over:
        _take_over(db, held["id"], article, whereto.source_id)
    if held is not None and says_nothing_new(article, held):
        entry_ids.note(db, whereto.source_id, article, held["id"])
        return Stored(held["id"], held["revision_id"], "unchanged")
    seen = to_micros(whereto.now)
    published = to_micros(article.published_at) if article.published_at else None
    effective = published if published is not None and published <= seen else seen
    if held is None:
        article_id = _insert_article(db, article, whereto.owner, whereto.source_id, seen)
    else:
        article_id = held["id"]
        db.lock(PLACING)  # before its rows, which whoever places may want too
        index_passages(db, whereto.unindexed)  # what is to be taken out may be among them
        whereto.unindexed.clear()
        remove_passages(db, held["revision_id"])
        remove_quotes(db, held["revision_id"])
        written.void(db, held["revision_id"])
    revision_id = insert_revision(db, article_id, article, digest_of(article), (published, seen, effective))
    db.execute("update articles set revision_id = ? where id = ?", (revision_id, article_id))
    entry_ids.note(db, whereto.source_id, article, article_id)
    whereto.unindexed.extend(add_passages(db, revision_id, effective, article.title, reading.passages))
    add_quotes(db, revision_id, reading.quotes)
    sent = bool(provenance_of(article).sender)
    whereto.arrived.append(Arrival(article_id, whereto.owner, article.title, effective, reading, sent))
    if held is not None and not over:
        note_change(db, article_id, held["revision_id"], revision_id, seen)
    elif over:
        db.execute("update articles set own_from = ? where id = ?", (revision_id, article_id))
    return Stored(article_id, revision_id, "new" if held is None or over else "changed")


def _held(db: Connection, article: Article, whereto: _Place) -> Row | None:
    """Return the article that an arriving one is: by its address, or by its entry's id, which then gives it that."""
    held = held_as(db, article, whereto.owner)
    if held is None and (before := entry_ids.printed_before(db, whereto.source_id, article)) is not None:
        same = held_as(db, replace(article, url=before["url"]), whereto.owner)
        if same is not None and same["id"] == before["id"]:  # another may stand there, of another sender
            entry_ids.move(db, before["id"], address_of(article))
        held = held_as(db, article, whereto.owner)
    return held


def is_known(db: Connection, article: Article, owner: str = "") -> bool:
    """Tell whether this article is stored just so, or in full: there is no need to read it again."""
    article = storable(article)
    held = held_as(db, article, owner)
    return held is not None and not takes_over(article, held) and says_nothing_new(article, held)


def _take_over(db: Connection, article_id: int, article: Article, source_id: int | None) -> None:
    """Give an article that was read for somebody who points to it to its outlet's own source."""
    whose = provenance_of(article)
    db.execute(
        "update articles set known_by = ?, site = ?, source_id = ?, source = ?, topic = ? where id = ?",
        (whose.known_by, whose.site, source_id, article.source, article.topic, article_id),
    )


def _insert_article(db: Connection, article: Article, owner: str, source_id: int | None, seen: int) -> int:
    whose = provenance_of(article)
    row = db.execute(
        "insert into articles (owner, url, sender, known_by, site, source_id, source, topic, first_seen_at, catalogue)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
        (
            owner,
            address_of(article),
            whose.sender,
            whose.known_by,
            whose.site,
            source_id,
            article.source,
            article.topic,
            seen,
            int(article.catalogue),
        ),
    ).fetchone()
    return int(row["id"])


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
