"""Articles and their revisions: storing what came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from bot.clock import to_micros
from bot.models import Article
from bot.store.full_text_search import Unindexed, add_passages, index_passages, remove_passages
from bot.store.news import entry_ids, written
from bot.store.news.article_rows import INTO_ARTICLES, INTO_REVISIONS, article_row, insert_revision, revision_row
from bot.store.news.copies.copy_groups import Printer
from bot.store.news.corrections import note_change
from bot.store.news.identity import (
    address_of,
    addresses_held,
    digest_of,
    held_as,
    provenance_of,
    says_nothing_new,
    takes_over,
)
from bot.store.news.placing.arrivals import Arrival
from bot.store.news.placing.story_assignment import place_all
from bot.store.news.placing.story_lineage import PLACING
from bot.store.news.quotes import add_all_quotes, remove_quotes, speakers, statements, statements_of
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
    stored = _put_in_order(db, [(_storable(article, reading), reading) for article, reading in pairs], whereto)
    index_passages(db, whereto.unindexed)
    place_all(db, whereto.arrived)
    return stored


def _storable(article: Article, reading: Reading) -> Article:
    return storable(replace(article, language=reading.language or article.language))


def _put_in_order(db: Connection, pairs: Sequence[tuple[Article, Reading]], whereto: _Place) -> list[Stored]:
    """Store articles one after the other; those that follow on one another and are new go in together."""
    known = _Known(db, [article for article, _ in pairs], whereto)
    stored: list[Stored] = []
    new: list[tuple[Article, Reading]] = []
    for article, reading in pairs:
        if known.is_new(article):
            new.append((article, reading))
            continue
        stored += _put_new(db, new, whereto)
        new.clear()
        stored.append(_put(db, article, reading, whereto))
    return stored + _put_new(db, new, whereto)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where and when articles are stored, and what is still to be done of those that were."""

    owner: str
    source_id: int | None
    now: datetime
    unindexed: list[IndexRow]
    arrived: list[Arrival]

    def arrives(self, arrival: Arrival) -> None:
        """Have an article placed, by what it says last: what came before it together with that stands no more."""
        before = None if arrival.is_new else next((e for e in self.arrived if e.article_id == arrival.article_id), None)
        if before is not None:
            self.arrived.remove(before)
            arrival = replace(arrival, is_new=before.is_new)
        self.arrived.append(arrival)

    def times_of(self, article: Article) -> tuple[int | None, int, int]:
        """Return when an article was published, if known, when it was seen, and which of both it counts from."""
        seen = to_micros(self.now)
        published = to_micros(article.published_at) if article.published_at else None
        return published, seen, published if published is not None and published <= seen else seen


class _Known:
    """Which articles of some that are stored together are held, or came before in the same: asked for all at once."""

    def __init__(self, db: Connection, every: Sequence[Article], whereto: _Place) -> None:
        self._addresses = addresses_held(db, [address_of(article) for article in every], whereto.owner)
        self._entries = entry_ids.held(db, whereto.source_id, every)

    def is_new(self, article: Article) -> bool:
        """Tell whether an article is new for certain, and take note of it."""
        address = address_of(article)
        new = address not in self._addresses and (article.entry is None or article.entry not in self._entries)
        self._addresses.add(address)
        if article.entry is not None:
            self._entries.add(article.entry)
        return new


def _put(db: Connection, article: Article, reading: Reading, whereto: _Place) -> Stored:
    held = _held(db, article, whereto)
    if held is None:
        return _put_new(db, [(article, reading)], whereto)[0]
    over = takes_over(article, held)
    if over:
        _take_over(db, held["id"], article, whereto.source_id)
    if says_nothing_new(article, held):
        entry_ids.note(db, whereto.source_id, [(article, held["id"])])
        return Stored(held["id"], held["revision_id"], "unchanged")
    article_id = held["id"]
    db.lock(PLACING)  # before its rows, which whoever places may want too
    index_passages(db, whereto.unindexed)  # what is to be taken out may be among them
    whereto.unindexed.clear()
    remove_passages(db, held["revision_id"])
    remove_quotes(db, held["revision_id"])
    written.void(db, held["revision_id"])
    times = whereto.times_of(article)
    revision_id = insert_revision(db, article_id, article, digest_of(article), times)
    db.execute("update articles set revision_id = ? where id = ?", (revision_id, article_id))
    entry_ids.note(db, whereto.source_id, [(article, article_id)])
    _add_what_is_read(db, [(article, reading, article_id, revision_id)], whereto, is_new=False)
    if over:
        db.execute("update articles set own_from = ? where id = ?", (revision_id, article_id))
    else:
        note_change(db, article_id, held["revision_id"], revision_id, times[1])
    return Stored(article_id, revision_id, "new" if over else "changed")


def _put_new(db: Connection, pairs: Sequence[tuple[Article, Reading]], whereto: _Place) -> list[Stored]:
    """Store articles that are not held: in few statements, however many they are."""
    if not pairs:
        return []
    rows = [article_row(article, whereto.owner, whereto.source_id, whereto.now) for article, _ in pairs]
    article_ids = db.insert_all(f"{INTO_ARTICLES} returning id", rows)
    revisions = [
        revision_row(article_id, article, digest_of(article), whereto.times_of(article))
        for article_id, (article, _) in zip(article_ids, pairs, strict=True)
    ]
    revision_ids = db.insert_all(f"{INTO_REVISIONS} returning id", revisions)
    ids = [*zip(revision_ids, article_ids, strict=True)]
    db.executemany("update articles set revision_id = ? where id = ?", ids)
    entry_ids.note(db, whereto.source_id, [(pair[0], each) for pair, each in zip(pairs, article_ids, strict=True)])
    every = [(*pair, article_id, revision_id) for pair, (revision_id, article_id) in zip(pairs, ids, strict=True)]
    _add_what_is_read(db, every, whereto, is_new=True)
    return [Stored(article_id, revision_id, "new") for revision_id, article_id in ids]


def _add_what_is_read(
    db: Connection, every: Sequence[tuple[Article, Reading, int, int]], whereto: _Place, *, is_new: bool
) -> None:
    """Store what was read in articles, each given with its id and its revision's: then they are to be placed."""
    whereto.unindexed.extend(
        add_passages(
            db,
            (
                Unindexed(revision_id, whereto.times_of(article)[2], article.title, reading.passages)
                for article, reading, _, revision_id in every
            ),
        )
    )
    add_all_quotes(db, ((revision_id, reading.quotes) for _, reading, _, revision_id in every))
    for article, reading, article_id, _ in every:
        at, printer = whereto.times_of(article)[2], Printer(whereto.owner, *_key_of(article))
        whereto.arrives(Arrival(article_id, printer, article.title, at, reading, is_new=is_new))


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


def _key_of(article: Article) -> tuple[str, str]:
    return address_of(article), provenance_of(article).sender
