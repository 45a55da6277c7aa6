"""Posts the parts of deliveries where they belong: a channel and a thread on it, a forum, an announcement channel."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from discord.http import Route

from bot.chat.adapter_protocol import Lease, PartKey, Target
from bot.chat.desk_protocol import File
from bot.chat.discord.access import tags_of, tags_told
from bot.chat.discord.api_client import DiscordCalls, Json
from bot.chat.discord.channels import channel_id, kind_of
from bot.chat.discord.errors import (
    AlreadyDone,
    TagRefused,
    ThreadArchived,
    closed_to_us,
    may_open_threads,
    missing_permission,
)
from bot.chat.discord.payloads import body, edited, replying, thread_name, title
from bot.chat.discord.sending.publishing import Publishing
from bot.chat.rendering.parts import Part
from bot.errors import ChannelClosed, ChatAway, ChatError, MessageGone, TokenRefused
from bot.messages.catalogue import say

log = logging.getLogger(__name__)

ARCHIVE_MINUTES = 1_440


class Posting:
    """Posts parts of deliveries."""

    def __init__(self, wire: DiscordCalls) -> None:
        self._wire = wire
        self.publishing = Publishing(wire)
        self._threads: dict[int, int] = {}

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        """Post a part; its nonce makes Discord answer a repetition within minutes with the first message."""
        place = channel_id(target)
        channel = self._wire.channel(place)
        if missing := channel and missing_permission(channel):
            raise closed_to_us(f"#{channel}", missing)
        kind = kind_of(channel, target.kind)
        request = body(part, key, target.ping if key.ordinal == 1 else "")
        if kind == "forum":
            return await self._in_forum(place, part, key, request, target.tag)
        if target.reply_to:
            return await self._under(place, target.reply_to, target.reply_root or target.reply_to, request, key)
        thread = await self._thread_for(place, key) if kind == "channel" else None
        message = (thread and await self._in_thread(thread, request, key)) or await self.post(
            place, request, lease=key.lease
        )
        if kind == "announcement":
            self.publishing.publish(place, message)
        return message

    async def post(
        self,
        place: int,
        request: Json,
        *,
        urgent: bool = False,
        files: Sequence[File] = (),
        lease: Lease | None = None,
    ) -> str:
        """Post a message and return its id."""
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=place)
        return message_id(await self._wire.request(route, request, urgent=urgent, files=files, lease=lease))

    async def edit(self, target: Target, message: str, part: Part, key: PartKey) -> None:
        """Change a message: in the channel, or in its delivery's thread or post. MessageGone where it is nowhere.

        A role that its first part called stays in it.
        """
        request = edited(part, key, target.ping if key.ordinal == 1 else "")
        refusals: list[ChatError] = []
        for room in self._rooms(target, key):
            try:
                return await self._edit_in(room, message, request, key.lease)
            except (MessageGone, ChannelClosed) as error:
                refusals.append(error)
        # a room that is there and may not be entered may hold it; one that never was holds nothing
        refusals.sort(key=lambda each: (not _is_shut(each), not isinstance(each, MessageGone)))
        raise refusals[0]

    def _rooms(self, target: Target, key: PartKey) -> list[int]:
        """Return where a posted part may stand, the likeliest first."""
        place = channel_id(target)
        begun = [int(each) for each in (target.reply_root or "", key.first, *key.others) if each.isdigit()]
        first = key.ordinal == 1 and kind_of(self._wire.channel(place), target.kind) != "forum"
        return list(dict.fromkeys([place, *begun] if first else [*begun, place]))

    async def _edit_in(self, room: int, message: str, request: Json, lease: Lease) -> None:
        """Change a message in a room; a thread that is archived is opened again for it, and closes by itself."""
        route = Route("PATCH", "/channels/{channel_id}/messages/{message_id}", channel_id=room, message_id=message)
        try:
            await self._wire.request(route, request, lease=lease)
        except ThreadArchived:
            await self._open_again(room, lease)
            await self._wire.request(route, request, lease=lease)

    async def _open_again(self, thread: int, lease: Lease) -> None:
        route = Route("PATCH", "/channels/{channel_id}", channel_id=thread)
        await self._wire.request(route, {"archived": False}, lease=lease)

    async def direct(self, person: int) -> int:
        """Return the id of a person's direct messages."""
        told = await self._wire.request(Route("POST", "/users/@me/channels"), {"recipient_id": str(person)})
        return int(message_id(told))

    async def _under(self, place: int, to: str, root: str, request: Json, key: PartKey) -> str:
        """Post what belongs under a message: into the thread that its delivery has, else as a reply to it."""
        if await self._is_thread(root):
            inside = request | (replying(to, key) if to != root else {})
            if posted := await self._in_thread(int(root), inside, key):
                return posted
        return await self.post(place, request | replying(to, key), lease=key.lease)

    async def _in_thread(self, thread: int, request: Json, key: PartKey) -> str:
        """Post into a thread; "" where it was deleted or closed meanwhile: what it was to hold goes elsewhere.

        One that is archived is opened again; where it is locked, that is for moderators alone.
        """
        try:
            try:
                return await self.post(thread, request, lease=key.lease)
            except ThreadArchived:
                await self._open_again(thread, key.lease)
                return await self.post(thread, request, lease=key.lease)
        except ChannelClosed as error:
            log.info("discord: nothing goes into the thread %s any more: %s", thread, error)
            return ""

    async def _is_thread(self, root: str) -> bool:
        """Return whether a message has a thread, which has its id; discord.py forgets those that are archived."""
        if not root.isdigit():
            return False
        if self._wire.channel(root):
            return True
        try:
            await self._wire.request(Route("GET", "/channels/{channel_id}", channel_id=root))
        except ChannelClosed:
            return False
        return True

    async def _in_forum(self, forum: int, part: Part, key: PartKey, request: Json, tag: str) -> str:
        """Make a post of the first part; the others go into it, or into another one where it was deleted."""
        for begun in (each for each in (key.first, *key.others) if each.isdigit()):
            if posted := await self._in_thread(int(begun), request, key):
                return posted
        message = {field: value for field, value in request.items() if field not in ("nonce", "enforce_nonce")}
        post = {"name": title(part), "message": message}
        try:
            return await self._new_post(forum, post, tags_of(self._wire.channel(forum), tag), key.lease)
        except TagRefused:  # the forum is not as discord.py knows it
            told = await self._wire.request(Route("GET", "/channels/{channel_id}", channel_id=forum))
            return await self._new_post(forum, post, tags_told(told, tag), key.lease)

    async def _new_post(self, forum: int, post: Json, tags: list[str], lease: Lease) -> str:
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=forum)
        return message_id(await self._wire.request(route, post | ({"applied_tags": tags} if tags else {}), lease=lease))

    async def _thread_for(self, place: int, key: PartKey) -> int | None:
        """Return the thread on the first part, into which all others go; None where there can be none."""
        if key.ordinal == 1 or not key.first.isdigit() or not may_open_threads(self._wire.channel(place)):
            return None
        return await self.open_thread(place, int(key.first), say("discord.rest")) or None

    async def open_thread(self, place: int, message: int, about: str, *, urgent: bool = False) -> int:
        """Open a thread on a message and return its id: on Discord the message's. 0 where there can be none."""
        path = "/channels/{channel_id}/messages/{message_id}/threads"
        route = Route("POST", path, channel_id=place, message_id=message)
        request = {"name": thread_name(about), "auto_archive_duration": ARCHIVE_MINUTES}
        try:
            told = await self._wire.request(route, request, urgent=urgent)
        except AlreadyDone:
            return self._threads.get(message, message)
        except (ChatAway, TokenRefused):
            raise
        except ChatError as error:  # the bot may not, the message is gone, the server has as many as it can have
            log.info("discord: no thread on message %s: %s", message, error)
            return 0
        thread = int(message_id(told))
        if thread != message:  # another server of the same protocol
            self._threads[message] = thread
        return thread


def message_id(message: Any) -> str:  # noqa: ANN401 - any JSON
    """Return the id of what Discord says it posted."""
    if not isinstance(message, dict) or "id" not in message:
        raise ChatAway(say("discord.no_message"))
    return str(message["id"])


def _is_shut(refusal: ChatError) -> bool:
    """Tell whether a room is there, and closed to a change."""
    return isinstance(refusal, ThreadArchived) or bool(isinstance(refusal, ChannelClosed) and refusal.permission)
