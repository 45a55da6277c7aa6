"""What the store forgets, and what it must not."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import to_micros
from bot.store.deliveries.posted_claims import cited_in_replies
from bot.store.news.removal import CITED, reduce, remove
from bot.store.protocol import Connection

BATCH = 500


KEPT_DECISIONS = timedelta(days=90)
"""How long `why` knows what became of each article."""


def prune_accounts(db: Connection, now: datetime, usage_before: str) -> None:
    """Forget why articles were left out of old briefings, and single calls of the model of days before one."""
    db.execute(
        "delete from decisions where delivery_id in (select id from outbox where created_at < ?)",
        (to_micros(now - KEPT_DECISIONS),),
    )
    db.execute("delete from usage where day < ?", (usage_before,))


def prune(db: Connection, before: datetime, limit: int = BATCH) -> int:
    """Forget what is older than `before`: former revisions, and articles. Return how many went or became less.

    At most `limit` of each at a time, so that nobody waits long for the store: call it until it returns 0. A revision
    that an answer cites which is kept stays, and its article with it; so does one that a newer copy points to. Of one
    that a written or posted claim cites stays what is cited (promise 1).
    """
    answered = "".join(f",{number}" for number in sorted(cited_in_replies(db)))  # more than a statement may have values
    kept = f"in {CITED}", f"in (0{answered})"
    at = to_micros(before)
    gone = _former_revisions(db, at, limit, kept) + _articles(db, at, limit, kept)
    return gone + _cited_articles(db, at, limit, kept[1])


def _former_revisions(db: Connection, before: int, limit: int, kept: tuple[str, str]) -> int:
    rows = db.execute(
        "select r.id from revisions r join articles a on a.id = r.article_id"
        " where r.seen_at < ? and (a.revision_id is null or a.revision_id <> r.id)"
        f" and r.id not {kept[0]} and r.id not {kept[1]} limit ?",
        (before, limit),
    ).fetchall()
    db.executemany("delete from revisions where id = ?", [(row["id"],) for row in rows])
    return len(rows)


def _articles(db: Connection, before: int, limit: int, kept: tuple[str, str]) -> int:
    rows = db.execute(
        "select a.id, a.revision_id, a.story_id from articles a join revisions r on r.id = a.revision_id"
        f" where {_OLD}"
        f" and not exists (select 1 from revisions o where o.article_id = a.id and (o.id {kept[0]} or o.id {kept[1]}))"
        " limit ?",
        (before, before, before, limit),
    ).fetchall()
    remove(db, rows)
    return len(rows)


def _cited_articles(db: Connection, before: int, limit: int, answered: str) -> int:
    """Reduce those that can still be found by what they say; the others are reduced already."""
    rows = db.execute(
        "select a.id, a.revision_id from articles a join revisions r on r.id = a.revision_id"
        f" where {_OLD} and exists (select 1 from features f where f.article_id = a.id)"
        f" and exists (select 1 from revisions o where o.article_id = a.id and o.id in {CITED})"
        f" and not exists (select 1 from revisions o where o.article_id = a.id and o.id {answered}) limit ?",
        (before, before, before, limit),
    ).fetchall()
    reduce(db, rows)
    return len(rows)


_OLD = (
    "r.effective_at < ? and a.first_seen_at < ? and not exists (select 1 from articles c"
    " join revisions n on n.id = c.revision_id where c.duplicate_of = a.id and n.effective_at >= ?)"
)
