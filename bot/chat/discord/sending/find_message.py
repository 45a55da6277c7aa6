"""Looks for a part in a channel's history: whether it arrived before a fall."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.http import Route

from bot.chat.adapter_protocol import ABSENT, CANNOT_TELL, Found, PartKey, Sight, Target
from bot.chat.discord.api_client import DiscordCalls, Json
from bot.chat.discord.channels import channel_id, kind_of
from bot.chat.discord.errors import missing_permission
from bot.chat.discord.payloads import marked_as
from bot.errors import ChannelClosed, ChatAway, ChatError
from bot.messages.catalogue import say
from bot.models import ChannelKind

PAGE = 100
PAGES = 3
HISTORY = 50
"""Messages of a thread that are looked at for what was said before."""
SKEW = timedelta(minutes=10)
"""How far our clock may run ahead of the one that is in Discord's ids."""
POSTS = 10
"""How many posts of a forum are looked into, newest first."""


class MessageFinder:
    """Finds parts of deliveries again."""

    def __init__(self, wire: DiscordCalls) -> None:
        self._wire = wire

    async def find(self, target: Target, key: PartKey, since: datetime | None) -> Found:
        """Look where the part may be: in its thread, then in the channel, or among the posts of a forum."""
        place = channel_id(target)
        kind = kind_of(self._wire.channel(place), target.kind)
        doubtful = ABSENT
        for thread in _threads(target, key, kind):
            found = await self._in_thread(thread, key, since)
            if found.sight is Sight.FOUND:
                return found
            doubtful = doubtful if found is ABSENT else found
        look = self._in_forum(place, target, key, since) if kind == "forum" else self._in_room(place, key, since)
        found = await look
        return doubtful if found is ABSENT else found

    async def ours_since(self, place: int, oldest: int) -> list[Json]:
        """Return what the bot wrote in a channel or thread since an id, oldest first; nothing where that is closed."""
        try:
            return [message for message in await self.since(place, oldest) if self._is_ours(message)]
        except ChannelClosed:
            return []

    async def before(self, place: int, message_id: str) -> list[Json]:
        """Return what was written in a channel or thread before a message, newest first; nothing where it is closed."""
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=place)
        try:
            told = await self._wire.request(route, urgent=True, limit=HISTORY, before=message_id)
        except ChatError:
            return []
        return list(told) if isinstance(told, list) else []

    async def since(self, place: int, oldest: int) -> list[Json]:
        """Return what was written in a channel or thread since an id, oldest first: the last few hundred messages."""
        found: list[Json] = []
        async for page in self._pages(place):
            fresh = [message for message in page if int(message["id"]) > oldest]
            found += fresh
            if len(fresh) < PAGE:
                break
        return found[::-1]

    async def _in_thread(self, thread: int, key: PartKey, since: datetime | None) -> Found:
        try:
            return await self._look(thread, key, since, certain=True)
        except ChannelClosed:
            return ABSENT  # it was never opened, or it is gone with all that it held

    async def _in_room(self, place: int, key: PartKey, since: datetime | None) -> Found:
        channel = self._wire.channel(place)
        if channel and missing_permission(channel, reading=True):
            return CANNOT_TELL
        try:
            return await self._look(place, key, since, certain=channel is not None)
        except ChannelClosed as error:
            if error.permission:
                return CANNOT_TELL
            raise

    async def _in_forum(self, forum: int, target: Target, key: PartKey, since: datetime | None) -> Found:
        channel = self._wire.channel(forum)
        if channel and missing_permission(channel, reading=True):
            return CANNOT_TELL
        server = channel.guild.id if channel else target.server_id or await self._server_of(forum)
        for post in (await self._open_posts(server, forum))[:POSTS]:
            if post < _oldest(since):
                break
            found = await self._in_thread(post, key, since)
            if found.sight is Sight.FOUND:
                return found
        return ABSENT

    async def _open_posts(self, server: int | str, forum: int) -> list[int]:
        """Return the ids of a forum's posts that are not archived, the newest first."""
        told = await self._wire.request(Route("GET", "/guilds/{guild_id}/threads/active", guild_id=server))
        posts = (int(t["id"]) for t in told.get("threads", ()) if str(t.get("parent_id")) == str(forum))
        return sorted(posts, reverse=True)

    async def _server_of(self, forum: int) -> str:
        """Return the id of a forum's server, which the gateway has not told of yet."""
        told = await self._wire.request(Route("GET", "/channels/{channel_id}", channel_id=forum))
        return str(told.get("guild_id") or "")

    async def _look(self, place: int, key: PartKey, since: datetime | None, *, certain: bool) -> Found:
        seen = False
        async for page in self._pages(place):
            for message in page:
                if int(message["id"]) < _oldest(since):
                    return ABSENT
                if self._is_ours(message) and marked_as(message) == key.mark:
                    return Found(Sight.FOUND, str(message["id"]))
            if len(page) < PAGE:
                # without Read Message History, Discord answers with an empty list and no error
                return ABSENT if page or seen or certain else CANNOT_TELL
            seen = True
        return CANNOT_TELL if since else ABSENT

    async def _pages(self, place: int) -> AsyncIterator[list[Json]]:
        before: dict[str, Any] = {}
        for _ in range(PAGES):
            route = Route("GET", "/channels/{channel_id}/messages", channel_id=place)
            page = await self._wire.request(route, limit=PAGE, **before)
            if not isinstance(page, list):
                raise ChatAway(say("discord.no_list"))
            yield page
            before = {"before": int(page[-1]["id"])} if page else {}

    def _is_ours(self, message: Json) -> bool:
        me = self._wire.client.user if self._wire.client else None
        return me is not None and str((message.get("author") or {}).get("id")) == str(me.id)


def _threads(target: Target, key: PartKey, kind: ChannelKind) -> list[int]:
    """Return the threads and posts that a part may have gone into, by the messages that they began with."""
    wanted: tuple[str, ...] = ()
    if kind == "forum":
        wanted = (key.first, *key.others)
    elif target.reply_to:
        wanted = (target.reply_root or target.reply_to,)
    elif kind == "channel":
        wanted = (key.first,)
    return [int(each) for each in wanted if each.isdigit()]


def _oldest(since: datetime | None) -> int:
    return discord.utils.time_snowflake(since - SKEW) if since else 0
