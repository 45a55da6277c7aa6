"""Whether the bot may post in a channel, as discord.py knows it, and what becomes of channels when that changes.

https://docs.discord.com/developers/topics/permissions
"""

from __future__ import annotations

from typing import Any

import discord

from bot.chat.desk_protocol import FrontDesk, Place
from bot.chat.discord.api_client import DiscordCalls
from bot.chat.discord.errors import TAGS_OF_MODERATORS, closed_to_us, missing_permissions
from bot.desk.setup.posting import kept
from bot.messages.catalogue import say
from bot.models import Access, Channel, Tag


class ChannelAccess:
    """Looks at channels; nothing is asked of Discord for it."""

    def __init__(self, wire: DiscordCalls) -> None:
        self._wire = wire

    async def access(self, place: Place) -> Access:
        """Return what a place takes of the bot; a direct message takes everything."""
        if not place.server_id:
            return Access()
        channel = self._wire.channel(place.thread if place.kind == "thread" else place.channel_id)
        return Access() if channel is None else access_to(channel)

    async def look_over(self, front: FrontDesk, guild: discord.Guild) -> None:
        """Compare what is posted to in a server with what is open there now: close, open again, keep tags right."""
        for held in await front.posted_to("discord", str(guild.id)):
            wanted = held.thread or held.platform_id
            channel = guild.get_channel_or_thread(int(wanted)) if wanted.isdigit() else None
            if channel is not None:
                await _compare(front, held, access_to(channel))

    async def look_at(self, front: FrontDesk, thread: discord.Thread) -> None:
        """Do the same for a thread as Discord tells it: one that is archived is not among those that are known."""
        for held in await front.posted_to("discord", str(thread.guild.id)):
            if held.thread == str(thread.id):
                await _compare(front, held, access_to(thread))


async def _compare(front: FrontDesk, held: Channel, access: Access) -> None:
    place = Place("discord", held.platform_id, held.server, held.thread or None, held.kind, held.name)
    if access.problem and held.state == "active":
        await front.closed(place, access.problem)
    elif not access.problem and held.state == "paused":
        await front.opened(place)
    tag = kept(held, access.tags) if held.tag else None
    if tag and (tag.id, tag.name) != (held.tag, held.tag_name):
        await front.tagged(place, tag)


def access_to(channel: Any) -> Access:  # noqa: ANN401 - any kind of channel
    """Return what a channel takes of the bot."""
    if isinstance(channel, discord.Thread) and channel.archived and channel.locked:
        return Access(say("discord.thread_locked"))
    missing = missing_permissions(channel)
    if not isinstance(channel, discord.ForumChannel):
        return Access(_lacking(channel, missing))
    free, needed = free_tags(channel), channel.flags.require_tag
    if needed and not free and channel.available_tags:
        missing.append(TAGS_OF_MODERATORS)
    problem = _lacking(channel, missing) or (say("discord.no_tag") if needed and not free else "")
    return Access(problem, tuple(free), needed)


def _lacking(channel: Any, missing: list[str]) -> str:  # noqa: ANN401 - any kind of channel
    return str(closed_to_us(f"#{channel}", say("discord.and").join(missing))) if missing else ""


def free_tags(forum: discord.ForumChannel) -> list[Tag]:
    """Return the tags that the bot may give a forum's posts: some are for moderators alone."""
    moderates = bool(forum.guild.me) and forum.permissions_for(forum.guild.me).manage_threads
    return [Tag(str(each.id), each.name) for each in forum.available_tags if moderates or not each.moderated]


def tags_of(forum: Any, wanted: str) -> list[str]:  # noqa: ANN401 - any kind of channel
    """Return the tags of a new post: the one that is wanted, else the first where the forum requires one."""
    if not isinstance(forum, discord.ForumChannel):
        return [wanted] if wanted else []
    return _chosen([each.id for each in free_tags(forum)], wanted, needed=forum.flags.require_tag)


def tags_told(forum: Any, wanted: str) -> list[str]:  # noqa: ANN401 - any JSON
    """Return the same of a forum as Discord tells it."""
    tags = forum.get("available_tags") or () if isinstance(forum, dict) else ()
    return _chosen([str(each.get("id")) for each in tags if not each.get("moderated")], wanted, needed=True)


def _chosen(free: list[str], wanted: str, *, needed: bool) -> list[str]:
    if wanted in free:
        return [wanted]
    return free[:1] if needed else []
