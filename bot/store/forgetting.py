"""What is kept of a channel or of an owner, counted and deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Connection
from bot.store.removal import CITED, GONE, remove, take_back

_KEPT = {
    "briefing times": "select count(*) from subscriptions where channel_id = ?",
    "followed things": "select count(*) from follows where channel_id = ?",
    "messages that were posted": "select count(*) from outbox where channel_id = ? and state = 'sent'",
    "wishes for more or less": "select count(*) from feedback where channel_id = ?",
}


def kept_of_channel(db: Connection, channel_id: int) -> dict[str, int]:
    """Return how many things of each kind are kept of a channel."""
    return {what: _count(db, query, channel_id) for what, query in _KEPT.items()}


def questions(db: Connection, place: str) -> int:
    """Return how many questions are kept that were asked in a place that begins so."""
    return _count(db, f"select count(*) from turns where {_ASKED}", len(place), place)


def forget_questions(db: Connection, place: str) -> None:
    """Delete the questions that were asked in a place that begins so."""
    db.execute(f"delete from turns where {_ASKED}", (len(place), place))


def kept_of_owner(db: Connection, owner: str) -> dict[str, int]:
    """Return how many sources and articles belong to an owner, or to a channel of it where it is a server."""
    return {
        "sources": _count(db, f"select count(*) from sources where {_OWNED}", *_owned(owner)),
        "articles": _count(db, f"select count(*) from articles where {_OWNED}", *_owned(owner)),
    }


def forget_owner(db: Connection, owner: str) -> None:
    """Delete what belongs to an owner, and to each channel of it where it is a server: sources and articles.

    An article that a message to somebody else cites (the operator's own terminal) stays, out of everybody's sight
    but the operator's: what was posted keeps its proof (promise 1).
    """
    db.execute(f"delete from sources where {_OWNED}", _owned(owner))
    rows = db.execute(
        f"select id, revision_id, story_id from articles where {_OWNED} and not exists"
        f" (select 1 from revisions r where r.article_id = articles.id and r.id in {CITED})",
        _owned(owner),
    ).fetchall()
    remove(db, rows)


@dataclass(frozen=True, slots=True)
class Said:
    """What was read of a channel for its server: under which address, and what stands in links to its messages.

    A source that was removed is known by those alone.
    """

    owner: str
    address: str
    links: str


def kept_of_source(db: Connection, said: Said) -> dict[str, int]:
    """Return how many sources of an owner have an address, and how many articles came of them."""
    return {
        "sources": _count(db, "select count(*) from sources where owner = ? and url = ?", said.owner, said.address),
        "articles": _count(db, f"select count(*) from articles where {_SAID}", *_said(said)),
    }


def forget_source(db: Connection, said: Said, now: datetime) -> None:
    """Delete the sources of an owner that have an address, and what came of them.

    Whoever was told of it hears that it is gone.
    """
    rows = db.execute(f"select id, revision_id, story_id, url from articles where {_SAID}", _said(said)).fetchall()
    for row in rows:
        take_back(db, row, now)
    db.execute("delete from sources where owner = ? and url = ?", (said.owner, said.address))


_SAID = (
    "owner = ? and (source_id in (select id from sources where url = ?) or source_id is null and instr(url, ?) > 0)"
    f" and not exists (select 1 from revisions r where r.id = revision_id and r.text = '{GONE}')"
)


def _said(said: Said) -> tuple[str, str, str]:
    return said.owner, said.address, said.links


_ASKED = "substr(place, 1, ?) = ?"
_OWNED = "(owner = ? or substr(owner, 1, ?) = ?)"


def _owned(owner: str) -> tuple[str, int, str]:
    return owner, len(owner) + 1, f"{owner}/"


def _count(db: Connection, query: str, *values: object) -> int:
    return int(db.execute(query, values).fetchone()[0])
