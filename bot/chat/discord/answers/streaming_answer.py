"""Where an answer is shown as it comes: in place of Discord's "thinking", or as a message of its own that is edited.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import discord
from discord.http import Route

from bot.chat.adapter_protocol import Lease, PartKey
from bot.chat.desk_protocol import File, Reply, Request
from bot.chat.discord.api_client import DiscordCalls, Json
from bot.chat.discord.channels import thread_parent
from bot.chat.discord.errors import AlreadyDone, StaleToken, may_open_threads
from bot.chat.discord.payloads import EPHEMERAL, content, reply_nonce, replying
from bot.chat.discord.sending.posting import Posting, message_id
from bot.chat.discord.unanswered.shown_before import ShownBefore, says_the_same
from bot.chat.rendering.parts import Part
from bot.errors import ChannelClosed, ChatError, MessageGone

log = logging.getLogger(__name__)

_THINKING = 5
ORIGINAL = "@original"
EDIT_SECONDS = 1.2
"""Between two edits of an answer that grows: five in five seconds are allowed."""
THREADED = frozenset(("ask", "brief"))
"""Commands whose answer gets a thread, where it can be asked on."""


class Stage(Protocol):
    """Shows an answer: what there is so far, then all of it."""

    async def show(self, part: Part) -> None:
        """Show the first message of what there is so far."""
        ...

    async def finish(self, request: Request, reply: Reply) -> None:
        """Show all of the answer, once."""
        ...


class LiveAnswer:
    """Shows an answer as it grows: the newest state of it, one edit at a time, with a pause between two."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._newest: Part | None = None
        self._showing: asyncio.Task[None] | None = None

    async def say(self, parts: Sequence[Part]) -> None:
        """Take what there is so far; it is shown soon."""
        if not parts:
            return
        self._newest = parts[0]
        if self._showing is None or self._showing.done():
            self._showing = asyncio.create_task(self._show(), name="discord answer")

    async def _show(self) -> None:
        while self._newest is not None:
            part, self._newest = self._newest, None
            try:
                await self._stage.show(part)
            except ChatError as error:
                log.info("discord: an answer could not be shown as it came: %s", error)
                return
            await asyncio.sleep(EDIT_SECONDS)

    async def end(self) -> None:
        """Show nothing more of it: the whole is coming. An edit that is under way comes to its end first."""
        self._newest = None
        if self._showing and not self._showing.done():
            await asyncio.wait([self._showing])


@dataclass(slots=True)
class Spoken:
    """Answers a message: in a thread on it, or where it stands as a reply to it.

    `above` is the channel of a thread: what that cannot hold any more, once it is deleted, goes there. `before` looks
    for what is shown already, where some of it may be. Everything leaves only while the `lease` holds.
    """

    wire: DiscordCalls
    posting: Posting
    lease: Lease
    event: str
    room: int
    reply_to: str = ""
    above: int = 0
    before: ShownBefore | None = None
    _shown: str = ""

    async def show(self, part: Part) -> None:
        """Post the first message, or put more into it."""
        await self.put(part, PartKey(0, 1, 1))

    async def finish(self, request: Request, reply: Reply) -> None:
        """Post what is left, each part once."""
        del request
        for ordinal, part in enumerate(reply.parts, 1):
            key = PartKey(0, ordinal, len(reply.parts))
            files = [reply.file] if reply.file and ordinal == 1 else []
            if ordinal == 1 and not files:
                await reply.posted(await self.put(part, key))
            else:
                await reply.posted(await self.post(part, key, files))

    async def put(self, part: Part, key: PartKey) -> str:
        """Post the first message, or put more into it where it is shown; return its id."""
        body = content(part, key)
        if self.before and not self._shown and (held := await self.before.first(self.room, self.reply_to)):
            self._shown = str(held["id"])
            if says_the_same(held, body):
                return self._shown
        if self._shown:
            route = Route(
                "PATCH", "/channels/{channel_id}/messages/{message_id}", channel_id=self.room, message_id=self._shown
            )
            try:
                return message_id(await self.wire.request(route, _whole(body), urgent=True, lease=self.lease))
            except (MessageGone, ChannelClosed):
                self._shown = ""
        self._shown = await self.post(part, key)
        return self._shown

    async def post(self, part: Part, key: PartKey, files: Sequence[File] = ()) -> str:
        """Post a message, unless it was posted before a fall; return its id."""
        request = content(part, key) | {"nonce": reply_nonce(self.event, key.ordinal), "enforce_nonce": True}
        request |= replying(self.reply_to, key)
        if self.before and (posted := await self.before.same(self.room, request)):
            return posted
        try:
            return await self.posting.post(self.room, request, urgent=True, files=files, lease=self.lease)
        except ChannelClosed:
            if not self.above:
                raise
        # a thread on a message has the message's id
        self.reply_to, self.room, self.above = self.reply_to or str(self.room), self.above, 0
        return await self.post(part, key, files)


@dataclass(slots=True)
class Interacted:
    """Answers an interaction by its token; by an ordinary message once the token is over."""

    wire: DiscordCalls
    posting: Posting
    lease: Lease
    interaction: discord.Interaction
    private: bool
    original: str = ""
    stale: bool = False
    _spoken: Spoken | None = field(default=None)

    async def think(self) -> None:
        """Tell Discord that an answer is coming."""
        data = {"flags": EPHEMERAL} if self.private else {}
        try:
            told = await self.wire.answer(
                callback(self.interaction), {"type": _THINKING, "data": data}, with_response="true"
            )
        except AlreadyDone:
            return  # its answer to the first try was lost
        except StaleToken:
            self.stale = True
            return
        resource = (told or {}).get("resource") or {} if isinstance(told, dict) else {}
        self.original = str((resource.get("message") or {}).get("id") or "")

    @property
    def thread(self) -> str | None:
        """The id of the thread that the answer may open: that of its message."""
        channel = self.interaction.channel
        return self.original if self.original and not self.private and may_open_threads(channel) else None

    async def show(self, part: Part) -> None:
        """Put what there is in place of "thinking"."""
        if self.stale:
            return
        try:
            await self._edit(part, PartKey(0, 1, 1))
        except StaleToken:
            self.stale = True

    async def finish(self, request: Request, reply: Reply) -> None:
        """Show all of the answer: to the person alone where it, or the question, is theirs alone."""
        left = list(enumerate(reply.parts, 1))
        total = len(left)
        if reply.private and not self.private and not self.stale:
            await self._withdraw()
        if total and self.thread and not reply.private and (request.command.name in THREADED or total > 1):
            left = await self._first_then_thread(request, reply)
        for ordinal, part in left:
            files = [reply.file] if reply.file and ordinal == 1 else []
            await reply.posted(await self._part(part, PartKey(0, ordinal, total), files, reply))

    async def _first_then_thread(self, request: Request, reply: Reply) -> list[tuple[int, Part]]:
        """Show the first part, open a thread on it and put the others there; return what is left to show."""
        parts = list(enumerate(reply.parts, 1))
        files = [reply.file] if reply.file else []
        shown = await self._part(reply.parts[0], PartKey(0, 1, len(parts)), files, reply)
        await reply.posted(shown)
        channel = self.interaction.channel_id or 0
        thread = 0 if self.stale else await self.posting.open_thread(channel, int(shown), _about(request), urgent=True)
        if not thread:
            return parts[1:]
        room = Spoken(self.wire, self.posting, self.lease, str(self.interaction.id), thread, above=channel)
        for ordinal, part in parts[1:]:
            await reply.posted(await room.post(part, PartKey(0, ordinal, len(parts))))
        return []

    async def _part(self, part: Part, key: PartKey, files: Sequence[File], reply: Reply) -> str:
        private = self.private or reply.private
        if not self.stale:
            try:
                if key.ordinal == 1 and self.original:
                    return await self._edit(part, key, files)
                return await self._follow_up(part, key, files, private=private)
            except StaleToken:
                self.stale = True
        return await self._ordinary(part, key, files, private=private)

    async def _edit(self, part: Part, key: PartKey, files: Sequence[File] = ()) -> str:
        body = _whole(content(part, key))
        return message_id(await self.wire.answer(self._message("PATCH"), body, files=files, lease=self.lease))

    async def _follow_up(self, part: Part, key: PartKey, files: Sequence[File], *, private: bool) -> str:
        body = content(part, key) | ({"flags": EPHEMERAL} if private else {})
        return message_id(await self.wire.answer(self._webhook(), body, files=files, lease=self.lease, wait="true"))

    async def _ordinary(self, part: Part, key: PartKey, files: Sequence[File], *, private: bool) -> str:
        """Post what the token cannot any more: into the channel, or to the person where it is theirs alone."""
        if self._spoken is None:
            room = self.interaction.channel_id or 0
            if private and self.interaction.guild_id:
                room = await self.posting.direct(self.interaction.user.id)
            above = thread_parent(self.interaction.channel) if room == self.interaction.channel_id else 0
            self._spoken = Spoken(self.wire, self.posting, self.lease, str(self.interaction.id), room, above=above)
        return await self._spoken.post(part, key, files)

    async def _withdraw(self) -> None:
        """Take "thinking" back, which everybody sees: what comes now is for the person alone."""
        try:
            await self.wire.answer(self._message("DELETE"), None)
        except StaleToken:
            self.stale = True
        except ChatError as error:
            log.info("discord: an answer could not be withdrawn: %s", error)
        self.original = ""

    def _webhook(self) -> Route:
        application, token = self.interaction.application_id, self.interaction.token
        return Route("POST", "/webhooks/{webhook_id}/{webhook_token}", webhook_id=application, webhook_token=token)

    def _message(self, method: str) -> Route:
        return Route(
            method,
            "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
            webhook_id=self.interaction.application_id,
            webhook_token=self.interaction.token,
            message_id=ORIGINAL,
        )


def callback(interaction: discord.Interaction) -> Route:
    """Return where the first answer to an interaction goes."""
    return Route(
        "POST",
        "/interactions/{webhook_id}/{webhook_token}/callback",
        webhook_id=interaction.id,
        webhook_token=interaction.token,
    )


def _whole(body: Json) -> Json:
    """Return an edit that leaves nothing of what was there before."""
    return {"components": [], **body}


def _about(request: Request) -> str:
    return request.command.option("question") or request.command.option("topic") or request.command.name.capitalize()
