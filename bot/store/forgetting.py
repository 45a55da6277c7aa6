"""What is kept of a channel or of an owner: counted, put out of sight at once, and deleted in steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.clock import to_micros
from bot.store.deliveries import taken_back
from bot.store.news import written
from bot.store.news.placing.arrivals import forget
from bot.store.news.removal import remove, take_back
from bot.store.out_of_sight import GONE, NOWHERE, hidden, mark, meant
from bot.store.protocol import Connection, Row

ARTICLES_A_STEP = 100
DELIVERIES_A_STEP = 20
LOOKED_AT = 20_000
"""Articles that a step looks at, whosever they are."""

_KEPT = {
    "briefing times": "select count(*) from subscriptions where channel_id = ?",
    "followed things": "select count(*) from follows where channel_id = ?",
    "messages that were posted": "select count(*) from outbox where channel_id = ? and state = 'sent'",
    "wishes for more or less": "select count(*) from feedback where channel_id = ?",
}


@dataclass(frozen=True, slots=True)
class ChannelSource:
    """What was read of a channel for its server: under which address, and what stands in links to its messages.

    A source that was removed is known by those alone.
    """

    owner: str
    address: str
    links: str


# ---------------------------------------------------------------- counted


def kept_of_channel(db: Connection, channel_id: int) -> dict[str, int]:
    """Return how many things of each kind are kept of a channel."""
    return {what: _count(db, query, channel_id) for what, query in _KEPT.items()}


def questions(db: Connection, place: str) -> int:
    """Return how many questions are kept that were asked in a place that begins so."""
    return _count(db, f"select count(*) from turns where {_ASKED}", len(place), place)


def replies(db: Connection, place: str) -> int:
    """Return how many answers are kept that were posted in a place that begins so."""
    return _count(db, f"select count(*) from posted_replies where {_ASKED}", len(place), place)


def forget_questions(db: Connection, place: str) -> None:
    """Delete the questions that were asked in a place that begins so, also those that are not answered yet.

    The one by which somebody forgets is under way itself: it stays until its answer is posted (`changed` is set).
    """
    db.execute(f"delete from turns where {_ASKED}", (len(place), place))
    db.execute(f"delete from questions where changed = 0 and {_ASKED}", (len(place), place))
    for table in ("posted_replies", "reports"):
        db.execute(f"delete from {table} where {_ASKED}", (len(place), place))


def kept_of_owner(db: Connection, owner: str) -> dict[str, int]:
    """Return how many sources and articles belong to an owner, or to a channel of it where it is a server."""
    articles = f"select count(*) from articles a where {_OWNED} and not {hidden('a')}"
    return {
        "sources": _count(db, f"select count(*) from sources where {_OWNED}", *_owned(owner)),
        "articles": _count(db, articles, *_owned(owner)),
        "retractions": taken_back.kept_of(db, owner),
    }


def kept_of_source(db: Connection, source: ChannelSource) -> dict[str, int]:
    """Return how many sources of an owner have an address, and how many articles came of them."""
    articles = f"select count(*) from articles a where {_OF_SOURCE} and not {hidden('a')}"
    return {
        "sources": _count(db, "select count(*) from sources where owner = ? and url = ?", source.owner, source.address),
        "articles": _count(db, articles, source.owner, source.address, source.links),
    }


# ---------------------------------------------------------------- forgotten


def begin(db: Connection, channel_ids: Sequence[int], owner: str, source: ChannelSource | None, now: datetime) -> None:
    """Put out of everybody's sight what is to be forgotten; `step` deletes it.

    That is channels with all that is theirs; what belongs to an owner, and to each channel of it where it is a server;
    and what was read of a channel for its server. What comes in from now on is not meant.
    """
    home, address, links = (source.owner, source.address, source.links) if source else ("", "", "")
    (row_id,) = db.execute(
        "insert into forgetting (owner, home, links, last_article, asked_at)"
        " select ?, ?, ?, coalesce(max(id), 0), ? from articles returning id",
        (owner, home, links, to_micros(now)),
    ).fetchone()
    begins = mark(row_id)
    if owner:
        db.execute(f"{_HIDE_SOURCES} {_OWNED}", (begins, *_owned(owner)))
        taken_back.forget_of(db, owner)
    if source:
        db.execute(f"{_HIDE_SOURCES} owner = ? and url = ?", (begins, home, address))
    db.execute(f"delete from waiting where source_id in {_SOURCES}", _marked(begins))
    for channel_id in channel_ids:
        _hide_channel(db, channel_id, begins)


def _hide_channel(db: Connection, channel_id: int, begins: str) -> None:
    for table in ("subscriptions", "follows", "mutes", "channel_changes", "feedback", "reconsider"):
        db.execute(f"delete from {table} where channel_id = ?", (channel_id,))
    db.execute("delete from outbox where channel_id = ? and state not in ('sent', 'failed')", (channel_id,))
    db.execute(
        "update channels set name = ? || id, platform = ?, platform_id = '', server = '', thread = '',"
        " state = 'paused', problem = '', steward = '', untold = 0 where id = ?",
        (begins, NOWHERE, channel_id),
    )


def under_way(db: Connection) -> bool:
    """Tell whether something is being forgotten."""
    return db.execute("select 1 from forgetting limit 1").fetchone() is not None


def left_of(db: Connection, owner: str) -> int:
    """Return how many articles of an owner, or of a channel of it, are out of sight and not deleted yet."""
    return _count(db, f"select count(*) from articles a where {_OWNED} and {hidden('a')}", *_owned(owner))


def step(db: Connection, now: datetime) -> bool:
    """Delete some of what is being forgotten; return whether that was anything.

    An article that a message to somebody else cites (the operator's own terminal) stays, out of everybody's sight
    but the operator's: what was posted keeps its proof (promise 1). Whoever was told of a message of a channel that
    was read for its server hears that it is gone.
    """
    db.lock("forgetting")
    row = db.execute("select * from forgetting order by id limit 1").fetchone()
    if row is None:
        return False
    if not (_some_posted(db, row) or _some_read(db, row, now) or _some_held(db, row, now)):
        begins = _marked(mark(row["id"]))
        db.execute(f"delete from sources where id in {_SOURCES}", begins)
        db.execute("delete from channels where substr(name, 1, ?) = ?", begins)
        db.execute("delete from forgetting where id = ?", (row["id"],))
    return True


def _some_posted(db: Connection, row: Row) -> bool:
    rows = db.execute(
        "select o.id from outbox o join channels c on c.id = o.channel_id where substr(c.name, 1, ?) = ? limit ?",
        (*_marked(mark(row["id"])), DELIVERIES_A_STEP),
    ).fetchall()
    db.executemany("delete from outbox where id = ?", [(each["id"],) for each in rows])
    return bool(rows)


def _some_read(db: Connection, row: Row, now: datetime) -> bool:
    """Forget what came of the sources, whenever it did."""
    found = db.execute(
        f"{_MEANT} and a.source_id in {_SOURCES} limit ?",
        (row["id"], *_marked(mark(row["id"])), ARTICLES_A_STEP),
    ).fetchall()
    _forget(db, row, found, now)
    return bool(found)


def _some_held(db: Connection, row: Row, now: datetime) -> bool:
    """Forget what else is meant, in the order in which it came in."""
    if row["next_article"] > row["last_article"]:
        return False
    last = min(row["last_article"], row["next_article"] + LOOKED_AT)
    found = db.execute(
        f"{_MEANT} and a.id >= ? and a.id <= ? order by a.id limit ?",
        (row["id"], row["next_article"], last, ARTICLES_A_STEP),
    ).fetchall()
    _forget(db, row, found, now)
    seen = found[-1]["id"] if len(found) == ARTICLES_A_STEP else last
    db.execute("update forgetting set next_article = ? where id = ?", (seen + 1, row["id"]))
    return True


def _forget(db: Connection, row: Row, found: Sequence[Row], now: datetime) -> None:
    for each in found:
        if each["owner"] == row["home"]:
            take_back(db, each, now)
        elif each["cited"]:
            forget(db, each["id"])
            written.void(db, each["revision_id"])
            owner = mark(row["id"]) + each["owner"]
            db.execute("update articles set owner = ?, source_id = null where id = ?", (owner, each["id"]))
    remove(db, [each for each in found if each["owner"] != row["home"] and not each["cited"]])


_MEANT = (
    "select a.id, a.revision_id, a.story_id, a.url, a.owner,"
    " exists (select 1 from revisions r where r.article_id = a.id and (exists (select 1 from told t where"
    " t.revision_id = r.id) or exists (select 1 from cited c where c.revision_id = r.id))) as cited"
    f" from articles a join forgetting f on f.id = ? where {meant('a')}"
)
_OF_SOURCE = (
    "owner = ? and (source_id in (select id from sources where url = ?)"
    " or source_id is null and replace(url, ?, '') <> url)"  # the link stands in it
    f" and not exists (select 1 from revisions r where r.id = revision_id and r.text = '{GONE}')"
)
_HIDE_SOURCES = "update sources set owner = ? || owner, state = 'gone' where"
_SOURCES = "(select id from sources where substr(owner, 1, ?) = ?)"
_ASKED = "substr(place, 1, ?) = ?"
_OWNED = "(owner = ? or substr(owner, 1, ?) = ?)"


def _marked(begins: str) -> tuple[int, str]:
    return len(begins), begins


def _owned(owner: str) -> tuple[str, int, str]:
    return owner, len(owner) + 1, f"{owner}/"


def _count(db: Connection, query: str, *values: object) -> int:
    return int(db.execute(query, values).fetchone()[0])
