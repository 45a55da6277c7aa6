"""Channels: where briefings go."""

from __future__ import annotations

from datetime import datetime

from bot.clock import to_micros
from bot.models import Channel, ChannelKind, Platform
from bot.store.out_of_sight import NOWHERE
from bot.store.protocol import Connection, Row

_COLUMNS = (
    "id, name, platform, platform_id, server, state, case state when 'paused' then problem else '' end as problem,"
    " kind, thread, language, steward, tag, tag_name"
)


def add(
    db: Connection,
    name: str,
    platform: Platform,
    platform_id: str = "",
    server: str = "",
    *,
    kind: ChannelKind = "channel",
    thread: str = "",
    now: datetime,
) -> Channel:
    """Add a channel and return it; its name is free."""
    row = db.execute(
        "insert into channels (name, platform, platform_id, server, kind, thread, created_at)"
        f" values (?, ?, ?, ?, ?, ?, ?) returning {_COLUMNS}",
        (name, platform, platform_id, server, kind, thread, to_micros(now)),
    ).fetchone()
    return _channel(row)


def at(db: Connection, platform: Platform, platform_id: str, thread: str = "") -> Channel | None:
    """Return the channel at a place, if there is one; of several the oldest."""
    row = db.execute(
        f"select {_COLUMNS} from channels where platform = ? and platform_id = ? and thread = ? order by id limit 1",
        (platform, platform_id, thread),
    ).fetchone()
    return _channel(row) if row else None


def in_place(db: Connection, platform: Platform, platform_id: str, thread: str = "") -> list[Channel]:
    """Return the channels at a place: a channel with its threads, or one thread."""
    rows = db.execute(
        f"select {_COLUMNS} from channels where platform = ? and platform_id = ? and (? = '' or thread = ?)",
        (platform, platform_id, thread, thread),
    )
    return [_channel(row) for row in rows]


def of_server(db: Connection, platform: Platform, server: str) -> list[Channel]:
    """Return the channels of a server."""
    rows = db.execute(
        f"select {_COLUMNS} from channels where platform = ? and server = ? order by id", (platform, server)
    )
    return [_channel(row) for row in rows]


def change(db: Connection, channel_id: int, platform: Platform, platform_id: str, server: str) -> None:
    """Point a channel at another place; what was wrong with the old one is forgotten."""
    db.execute(
        "update channels set platform = ?, platform_id = ?, server = ?, state = 'active', problem = '' where id = ?",
        (platform, platform_id, server, channel_id),
    )


def rename(db: Connection, channel_id: int, name: str) -> None:
    """Call a channel by another name, which is free."""
    db.execute("update channels set name = ? where id = ?", (name, channel_id))


def describe(db: Connection, channel_id: int, server: str, kind: ChannelKind) -> None:
    """Take note of the server that a channel is in, and of what kind it is."""
    db.execute("update channels set server = ?, kind = ? where id = ?", (server, kind, channel_id))


def reads(db: Connection, channel_id: int, language: str) -> None:
    """Set the code of the language that is read in a channel; "" for that of the sources."""
    db.execute("update channels set language = ? where id = ?", (language, channel_id))


def every(db: Connection) -> list[Channel]:
    """Return all channels by name."""
    query = f"select {_COLUMNS} from channels where platform <> ? order by name"
    return [_channel(row) for row in db.execute(query, (NOWHERE,))]


def named(db: Connection, name: str) -> Channel | None:
    """Return the channel of a name, if there is one."""
    row = db.execute(f"select {_COLUMNS} from channels where name = ?", (name,)).fetchone()
    return _channel(row) if row else None


def get(db: Connection, channel_id: int) -> Channel | None:
    """Return a channel, if it is there."""
    row = db.execute(f"select {_COLUMNS} from channels where id = ?", (channel_id,)).fetchone()
    return _channel(row) if row else None


def remove(db: Connection, channel_id: int) -> None:
    """Remove a channel with its subscriptions, deliveries and what it was told."""
    db.execute("delete from channels where id = ?", (channel_id,))


def pause(db: Connection, channel_id: int, problem: str) -> None:
    """Send a channel nothing until it is resumed; `problem` says why. Who looks after it is to be told once.

    They are not told again what they were told when it was closed before, with nothing posted there since.
    """
    db.execute(
        "update channels set untold = case when state = 'active' and steward <> '' and problem <> ? then 1"
        " else untold end, state = 'paused', problem = ? where id = ?",
        (problem, problem, channel_id),
    )


def resume(db: Connection, channel_id: int) -> None:
    """Send a paused channel its briefings again."""
    db.execute("update channels set state = 'active', problem = '', untold = 0 where id = ?", (channel_id,))


def reopen(db: Connection, channel_id: int) -> None:
    """Do the same where a channel only looks open again: what its people were told stands until something is posted."""
    db.execute(
        "update channels set state = 'active', problem = case untold when 1 then '' else problem end, untold = 0"
        " where id = ?",
        (channel_id,),
    )


def posted(db: Connection, channel_id: int) -> None:
    """Take note that something was posted in a channel: what it was closed for is over."""
    db.execute(
        "update channels set problem = '' where id = ? and state = 'active' and problem <> ''",
        (channel_id,),
    )


def looked_after(db: Connection, channel_id: int, person: str) -> None:
    """Note who looks after a channel: by the platform's id."""
    db.execute("update channels set steward = ? where id = ? and steward <> ?", (person, channel_id, person))


def untold(db: Connection) -> list[Channel]:
    """Return the channels that nothing is sent to, and whose people do not know it yet."""
    return [_channel(row) for row in db.execute(f"select {_COLUMNS} from channels where untold = 1 order by id")]


def told(db: Connection, channel_id: int) -> None:
    """Take note that who looks after a channel knows."""
    db.execute("update channels set untold = 0 where id = ?", (channel_id,))


def tagged(db: Connection, channel_id: int, tag: str, name: str) -> None:
    """Give each post of a forum a tag from now on."""
    db.execute("update channels set tag = ?, tag_name = ? where id = ?", (tag, name, channel_id))


def _channel(row: Row) -> Channel:
    return Channel(**dict(row))
