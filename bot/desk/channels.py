"""Wishes about channels: where briefings go."""

from __future__ import annotations

import difflib
from typing import cast, get_args

from bot.desk.office import Desk
from bot.errors import UsageError
from bot.models import Channel, Platform
from bot.store import channels
from bot.store.database import Connection

LONGEST_NAME = 100


def add(desk: Desk, name: str, platform: str, platform_id: str = "", server: str = "") -> Channel:
    """Add a channel and return it; a UsageError where the name is taken or the platform's id is missing."""
    name, platform_id, server = name.strip(), platform_id.strip(), server.strip()
    check(name, platform, platform_id)

    def work(db: Connection) -> Channel:
        if channels.named(db, name):
            raise UsageError(f"there is a channel {name!r} already. Choose another name, or remove it first")
        return channels.add(db, name, cast(Platform, platform), platform_id, server, now=desk.clock())

    return desk.store.write_now(work)


def every(desk: Desk) -> list[Channel]:
    """Return all channels by name."""
    return desk.store.read_now(channels.every)


def find(desk: Desk, name: str) -> Channel:
    """Return the channel of a name; a UsageError names the nearest one."""
    return desk.store.read_now(lambda db: found(db, name))


def remove(desk: Desk, name: str) -> Channel:
    """Remove a channel with its subscriptions and what it was told; return what it was."""

    def work(db: Connection) -> Channel:
        channel = found(db, name)
        channels.remove(db, channel.id)
        return channel

    return desk.store.write_now(work)


def resume(desk: Desk, name: str) -> Channel:
    """Send a paused channel its briefings again, and return it."""

    def work(db: Connection) -> Channel:
        channels.resume(db, found(db, name).id)
        return found(db, name)

    return desk.store.write_now(work)


def found(db: Connection, name: str) -> Channel:
    """Return the channel of a name from within a transaction; a UsageError names the nearest one."""
    channel = channels.named(db, name.strip())
    if channel:
        return channel
    known = [each.name for each in channels.every(db)]
    near = difflib.get_close_matches(name, known, 1)
    fix = f"Did you mean {near[0]!r}?" if near else "`readout channels add` adds one"
    raise UsageError(f"there is no channel {name!r}. {fix}")


def check(name: str, platform: str, platform_id: str) -> None:
    """Raise a UsageError where a channel cannot be as described."""
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(f"a channel's name is one line of 1 to {LONGEST_NAME} characters")
    if platform not in get_args(Platform):
        raise UsageError(f"unknown platform {platform!r}. There are console, discord and slack")
    if platform != "console" and not platform_id:
        raise UsageError(f"a {platform} channel needs the platform's id of it: --id ID")
