"""Channels as discord.py knows them, as places and as targets."""

from __future__ import annotations

from typing import Any

import discord

from bot.chat.adapter_protocol import Target
from bot.chat.desk_protocol import Place, Rights
from bot.errors import ChannelClosed
from bot.messages.catalogue import say
from bot.models import ChannelKind


def kind_of(channel: Any, told: ChannelKind = "channel") -> ChannelKind:  # noqa: ANN401 - any kind of channel
    """Return what a channel is; what was told of it, where discord.py does not know it."""
    if isinstance(channel, discord.Thread):
        return "thread"
    if isinstance(channel, discord.ForumChannel):
        return "forum"
    if isinstance(channel, discord.TextChannel):
        return "announcement" if channel.is_news() else "channel"
    return "direct" if isinstance(channel, discord.DMChannel) else told


def place_of(channel: Any, server: int | None, thread: str | None = None) -> Place:  # noqa: ANN401
    """Return where somebody is; `thread` is the one that their answer is going to open."""
    if isinstance(channel, discord.Thread):
        name = channel.parent.name if channel.parent else channel.name
        return Place("discord", str(channel.parent_id), str(server or ""), str(channel.id), "thread", name)
    kind: ChannelKind = kind_of(channel) if server else "direct"
    name = getattr(channel, "name", "") or ""
    return Place("discord", str(channel.id), str(server or ""), thread, kind, name)


def thread_parent(channel: Any) -> int:  # noqa: ANN401 - any kind of channel
    """Return the id of the channel that a thread is in; 0 for what is no thread, and for a forum's post."""
    if not isinstance(channel, discord.Thread) or isinstance(channel.parent, discord.ForumChannel):
        return 0
    return channel.parent_id


def channel_id(target: Target) -> int:
    """Return the id of the channel or thread that a target names."""
    wanted = target.thread or target.platform_id
    if not wanted.isascii() or not wanted.isdigit():
        raise ChannelClosed(say("discord.no_channel_id", id=wanted))
    return int(wanted)


def rights_of(permissions: discord.Permissions) -> Rights:
    """Return what somebody may change: the server with Manage Server, the channel with Manage Channels too.

    An administrator has every permission, whatever else is set:
    https://docs.discord.com/developers/topics/permissions
    """
    server = permissions.administrator or permissions.manage_guild
    return Rights(channel=server or permissions.manage_channels, server=server)
