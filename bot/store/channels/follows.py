"""What channels follow: it comes first in their briefings, or is told at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import get_args

from bot import slot_times
from bot.clock import to_micros
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import Follow, FollowKind, Platform
from bot.store.protocol import Connection, Row
from bot.store.row_guard import RETRY, time_from


def add(db: Connection, follow: Follow, *, now: datetime) -> Follow:
    """Store what a channel follows, or how it follows it from now on; return it. Only news after `now` count."""
    row = db.execute(
        "insert into follows (channel_id, kind, what, target_id, at_once, most, quiet_from, quiet_until, zone,"
        " seen_article, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " on conflict (channel_id, kind, what) do update set target_id = excluded.target_id,"
        " at_once = excluded.at_once, most = excluded.most, quiet_from = excluded.quiet_from,"
        " quiet_until = excluded.quiet_until, zone = excluded.zone, seen_article = excluded.seen_article,"
        " created_at = excluded.created_at, problem = '', retry_at = 0 returning *",
        (
            follow.channel_id,
            follow.kind,
            follow.what,
            follow.target_id,
            follow.at_once,
            follow.most,
            follow.quiet_from,
            follow.quiet_until,
            follow.zone,
            newest_article(db),
            to_micros(now),
        ),
    ).fetchone()
    return _follow(row)


def newest_article(db: Connection) -> int:
    """Return the id of the article that came in last; 0 where there is none. None that comes later has a lower one."""
    return db.highest_id("articles")


def every(db: Connection, channel_id: int) -> list[Follow]:
    """Return what a channel follows, in the order in which it was begun."""
    return [_follow(row) for row in db.execute("select * from follows where channel_id = ? order by id", (channel_id,))]


def count_of_server(db: Connection, platform: Platform, server: str) -> int:
    """Return how many things the channels of a server follow together."""
    db.lock(f"follows of {platform}:{server}")  # who counts them may be about to add one
    row = db.execute(
        "select count(*) from follows f join channels c on c.id = f.channel_id where c.platform = ? and c.server = ?",
        (platform, server),
    ).fetchone()
    return int(row[0])


def alerting(db: Connection, newest: int, now: datetime) -> list[Follow]:
    """Return the follows of active channels that are to be told at once and have not looked at all articles.

    One that could not be looked at for a reason that nobody foresaw is left alone for a while.
    """
    db.lock("alerts")  # whoever opens what is to be told does so alone
    rows = db.execute(
        "select f.* from follows f join channels c on c.id = f.channel_id"
        " where f.at_once = 1 and f.seen_article < ? and c.state = 'active' and f.retry_at <= ?"
        " order by f.id",
        (newest, to_micros(now)),
    )
    return [_follow(row) for row in rows]


def mark_seen(db: Connection, follow_id: int, article_id: int) -> None:
    """Take note that articles up to this one were looked at."""
    db.execute("update follows set seen_article = ? where id = ?", (article_id, follow_id))


def note_problem(db: Connection, follow: Follow, problem: str, now: datetime) -> bool:
    """Write down why news of what is followed is not told; return whether it said otherwise before.

    A row that is wrong by itself is looked at again at once when it is mended; what else went wrong may take long.
    """
    retry_at = to_micros(now + RETRY) if problem and not broken(follow) else 0
    done = db.execute(
        "update follows set problem = ?, retry_at = ? where id = ? and (problem <> ? or retry_at <> ?)",
        (problem, retry_at, follow.id, problem, retry_at),
    )
    return done.rowcount == 1 and problem != follow.problem


def troubled(db: Connection) -> int:
    """Return how many say why they are not told."""
    return int(db.execute("select count(*) from follows where problem <> ''").fetchone()[0])


def remove(db: Connection, follow_ids: Sequence[int]) -> None:
    """Follow something no longer."""
    db.executemany("delete from follows where id = ?", [(follow_id,) for follow_id in follow_ids])


def broken(follow: Follow) -> str:
    """Return what of a follow can be none's, or is not known to this version, in words; "" where all is well."""
    if follow.kind not in get_args(FollowKind):
        return say("rows.unknown_kind", kind=follow.kind)
    if not follow.what.strip():
        return say("rows.nothing_followed")
    if not isinstance(follow.most, int):
        return say("rows.no_number", value=follow.most)
    try:
        slot_times.zone_named(follow.zone)
        slot_times.quiet_hours(f"{follow.quiet_from}-{follow.quiet_until}" if follow.quiet_from else "")
    except UsageError as error:
        return str(error)
    return ""


def _follow(row: Row) -> Follow:
    made = Follow(
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
        created_at=time_from(row["created_at"]),
    )
    return replace(made, problem=broken(made) or row["problem"])
