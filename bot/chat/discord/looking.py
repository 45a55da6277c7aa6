"""Looks for a part in a channel's history: whether it arrived before a fall."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.http import Route

from bot.chat.adapter import ABSENT, CANNOT_TELL, Found, PartKey, Sight, Target
from bot.chat.discord.body import marked_as
from bot.chat.discord.errors import missing_permission
from bot.chat.discord.places import channel_id, kind_of
from bot.chat.discord.wire import Json, Wire
from bot.errors import ChannelClosed, ChatAway

PAGE = 100
PAGES = 3
SKEW = timedelta(minutes=10)
"""How far our clock may run ahead of the one that is in Discord's ids."""
POSTS = 10
"""How many posts of a forum are looked into, newest first."""


class Looking:
    """Finds parts of deliveries again."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def find(self, target: Target, key: PartKey, since: datetime | None) -> Found:
        """Look where the part may be: a thread on the first part, then the channel; in a forum, its posts."""
        place = channel_id(target)
        kind = kind_of(self._wire.channel(place), target.kind)
        found = ABSENT
        if key.ordinal > 1 and key.first.isdigit() and kind in ("channel", "forum"):
            found = await self._in_thread(int(key.first), key, since)
        elif kind == "forum":
            found = await self._in_forum(place, target, key, since)
        if found.sight is Sight.FOUND or kind == "forum":
            return found
        return await self._in_room(place, key, since)

    async def _in_thread(self, thread: int, key: PartKey, since: datetime | None) -> Found:
        try:
            return await self._look(thread, key, since, certain=True)
        except ChannelClosed:
            return ABSENT  # it was never opened

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
        server = channel.guild.id if channel else target.server_id
        route = Route("GET", "/guilds/{guild_id}/threads/active", guild_id=server)
        told = await self._wire.request(route)
        posts = [int(t["id"]) for t in told.get("threads", ()) if str(t.get("parent_id")) == str(forum)]
        for post in sorted(posts, reverse=True)[:POSTS]:
            if post < _oldest(since):
                break
            found = await self._look(post, key, since, certain=True)
            if found.sight is Sight.FOUND:
                return found
        return ABSENT

    async def _look(self, place: int, key: PartKey, since: datetime | None, *, certain: bool) -> Found:
        seen = False
        async for page in self._pages(place):
            for message in page:
                if int(message["id"]) < _oldest(since):
                    return ABSENT
                if self._is_ours(message) and marked_as(message) == (key.delivery_id, key.ordinal):
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
                raise ChatAway("Discord answered with something that is no list of messages")
            yield page
            before = {"before": int(page[-1]["id"])} if page else {}

    def _is_ours(self, message: Json) -> bool:
        me = self._wire.client.user if self._wire.client else None
        return me is not None and str((message.get("author") or {}).get("id")) == str(me.id)


def _oldest(since: datetime | None) -> int:
    return discord.utils.time_snowflake(since - SKEW) if since else 0
