"""Sources that are chat channels: whose they are, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.clock import to_micros
from bot.store.protocol import Connection
from bot.store.where_clauses import one_of


def hasten_all(db: Connection, begins: str, now: datetime) -> None:
    """Have the sources polled with the next round whose address begins so: they may hold something new."""
    due = to_micros(now)
    db.execute(
        "update sources set next_poll_at = ? where substr(url, 1, ?) = ? and next_poll_at > ?",
        (due, len(begins), begins, due),
    )


def give(db: Connection, source_id: int, owner: str) -> None:
    """Make a source somebody else's from now on; what it brought before stays with whom it was brought to."""
    db.execute("update sources set owner = ? where id = ?", (owner, source_id))


def adopt(db: Connection, source_id: int, owners: Sequence[str], begins: str) -> None:
    """Take what a source brought that was removed, given whose it may be and how its addresses begin, for another's."""
    db.execute(
        f"update articles set source_id = ? where {one_of('owner', owners)} and url >= ? and substr(url, 1, ?) = ?"
        " and source_id is null",
        (source_id, *owners, begins, len(begins), begins),
    )


def links_after(db: Connection, source_id: int, since: datetime, begins: str) -> list[str]:
    """Return the addresses, of those that begin so, of a source's articles that were published after a moment."""
    rows = db.execute(
        "select a.url from articles a join revisions r on r.id = a.revision_id"
        " where a.source_id = ? and r.published_at > ? and substr(a.url, 1, ?) = ?",
        (source_id, to_micros(since), len(begins), begins),
    )
    return [row["url"] for row in rows]
