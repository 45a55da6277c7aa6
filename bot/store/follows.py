"""What channels follow: it comes first in their briefings, or is told at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Row

from bot.clock import from_micros, to_micros
from bot.models import Follow
from bot.store.database import Connection


def add(db: Connection, wish: Follow, *, now: datetime) -> Follow:
    """Store what a channel follows, or how it follows it from now on; return it. Only news after `now` count."""
    row = db.execute(
        "insert into follows (channel_id, kind, what, target_id, at_once, most, quiet_from, quiet_until, zone,"
        " seen_article, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " on conflict (channel_id, kind, what) do update set target_id = excluded.target_id,"
        " at_once = excluded.at_once, most = excluded.most, quiet_from = excluded.quiet_from,"
        " quiet_until = excluded.quiet_until, zone = excluded.zone, seen_article = excluded.seen_article,"
        " created_at = excluded.created_at returning *",
        (
            wish.channel_id,
            wish.kind,
            wish.what,
            wish.target_id,
            wish.at_once,
            wish.most,
            wish.quiet_from,
            wish.quiet_until,
            wish.zone,
            newest_article(db),
            to_micros(now),
        ),
    ).fetchone()
    return _follow(row)


def newest_article(db: Connection) -> int:
    """Return the id of the article that came in last; 0 where there is none."""
    return int(db.execute("select coalesce(max(id), 0) from articles").fetchone()[0])


def every(db: Connection, channel_id: int) -> list[Follow]:
    """Return what a channel follows, in the order in which it was begun."""
    return [_follow(row) for row in db.execute("select * from follows where channel_id = ? order by id", (channel_id,))]


def alerting(db: Connection, newest: int) -> list[Follow]:
    """Return the follows of active channels that are to be told at once and have not looked at all articles."""
    rows = db.execute(
        "select f.* from follows f join channels c on c.id = f.channel_id"
        " where f.at_once = 1 and f.seen_article < ? and c.state = 'active' order by f.id",
        (newest,),
    )
    return [_follow(row) for row in rows]


def mark_seen(db: Connection, follow_id: int, article_id: int) -> None:
    """Take note that articles up to this one were looked at."""
    db.execute("update follows set seen_article = ? where id = ?", (article_id, follow_id))


def remove(db: Connection, follow_ids: Sequence[int]) -> None:
    """Follow something no longer."""
    db.executemany("delete from follows where id = ?", [(follow_id,) for follow_id in follow_ids])


def _follow(row: Row) -> Follow:
    return Follow(
        id=row["id"],
        channel_id=row["channel_id"],
        kind=row["kind"],
        what=row["what"],
        target_id=row["target_id"],
        at_once=bool(row["at_once"]),
        most=row["most"],
        quiet_from=row["quiet_from"],
        quiet_until=row["quiet_until"],
        zone=row["zone"],
        seen_article=row["seen_article"],
        created_at=from_micros(row["created_at"]),
    )
