"""Servers that the bot was put out of, and since when: what is theirs is kept for some days."""

from __future__ import annotations

from datetime import datetime

from bot.clock import to_micros
from bot.models import Platform
from bot.store.protocol import Connection


def note(db: Connection, platform: Platform, server: str, now: datetime) -> bool:
    """Take note that the bot is in a server no more; return whether that is new."""
    done = db.execute(
        "insert into left_servers (platform, server, left_at) values (?, ?, ?) on conflict do nothing",
        (platform, server, to_micros(now)),
    )
    return done.rowcount == 1


def forget(db: Connection, platform: Platform, server: str) -> bool:
    """Take note that the bot is in a server again, or that nothing is left of it; return whether it was out."""
    done = db.execute("delete from left_servers where platform = ? and server = ?", (platform, server))
    return done.rowcount == 1


def before(db: Connection, moment: datetime) -> list[tuple[Platform, str]]:
    """Return the servers that the bot was put out of before a moment."""
    rows = db.execute("select platform, server from left_servers where left_at <= ?", (to_micros(moment),))
    return [(row["platform"], row["server"]) for row in rows]


def of_platform(db: Connection, platform: Platform) -> set[str]:
    """Return the servers of a platform that the bot is out of."""
    return {row["server"] for row in db.execute("select server from left_servers where platform = ?", (platform,))}
