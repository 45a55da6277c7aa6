"""Commands about channels: where briefings go."""

from __future__ import annotations

import difflib

from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.errors import UsageError
from bot.messages.catalogue import say
from bot.models import Channel, Platform
from bot.store.channels import channels
from bot.store.protocol import Connection

LONGEST_NAME = 100


def add(desk: Desk, name: str, platform: Platform, platform_id: str = "", server: str = "") -> Channel:
    """Add a channel and return it; a UsageError where the name is taken or the platform's id is missing."""
    name, platform_id, server = name.strip(), platform_id.strip(), server.strip()
    check(name, platform, platform_id)

    def work(db: Connection) -> Channel:
        if channels.named(db, name):
            raise UsageError(say("channels.name_taken", name=name))
        return channels.add(db, name, platform, platform_id, server, now=desk.clock())

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
        if in_settings(desk.settings, channel):
            raise UsageError(say("channels.in_settings", name=channel.name))
        channels.remove(db, channel.id)
        return channel

    return desk.store.write_now(work)


def in_settings(settings: Settings, channel: Channel) -> bool:
    """Tell whether the settings file names a channel, so that it would bring it back."""
    return any(each.name.strip() == channel.name for each in settings.channels)


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
    fix = say("errors.did_you_mean", near=near[0]) if near else say("channels.fix_add")
    raise UsageError(say("channels.unknown", name=name, fix=fix))


def check(name: str, platform: Platform, platform_id: str) -> None:
    """Raise a UsageError where a channel cannot be as described."""
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(say("channels.name_length", most=LONGEST_NAME))
    if platform != "console" and not platform_id:
        raise UsageError(say("channels.needs_id", platform=platform))
