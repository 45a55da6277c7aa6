"""The answer to an interaction whose token fell with its process: an ordinary message that names what was asked."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from discord.http import Route

from bot.chat.adapter_protocol import PartKey
from bot.chat.desk_protocol import Reply, Request
from bot.chat.discord.answers.streaming_answer import Spoken
from bot.chat.discord.api_client import DiscordCalls
from bot.chat.discord.errors import may_open_threads
from bot.chat.discord.payloads import shortened
from bot.chat.discord.sending.find_message import MessageFinder
from bot.chat.discord.sending.posting import Posting
from bot.chat.discord.unanswered.shown_before import ShownBefore
from bot.chat.inbox import Heard, Inbox
from bot.chat.rendering.listings import headed
from bot.chat.rendering.parts import Part
from bot.errors import ChatError
from bot.messages.catalogue import say

log = logging.getLogger(__name__)

MOST_NAMED = 60
"""Characters of what was asked that are said again."""


@dataclass(frozen=True, slots=True)
class Belated:
    """Answers interactions without their tokens."""

    wire: DiscordCalls
    posting: Posting
    inbox: Inbox
    finder: MessageFinder

    async def give(self, heard: Heard, reply: Reply) -> None:
        """Complete what the channel shows already, or post it there; to the person where it is theirs alone."""
        request, room = heard.request, int(heard.how["room"])
        before = ShownBefore(self.finder, request.event_id)
        theirs = bool((heard.how["private"] or reply.private) and request.place.server_id)
        if theirs:
            stage = self._stage(request, await self.posting.direct(int(request.person)), before)
        else:
            stage = self._stage(request, room, before, int(heard.how["above"]))
        begun = None if theirs else await before.first(room, "")
        await self._post(reply, reply.parts if begun else _named(request, reply.parts), stage, alone=theirs)
        if not theirs and (waiting := await before.loading(room)):
            await self._take_away(room, waiting)

    async def _take_away(self, room: int, message: str) -> None:
        path = "/channels/{channel_id}/messages/{message_id}"
        with suppress(ChatError):
            await self.wire.request(Route("DELETE", path, channel_id=room, message_id=message))

    def _stage(self, request: Request, room: int, before: ShownBefore, above: int = 0) -> Spoken:
        return Spoken(self.wire, self.posting, self.inbox, request.event_id, room, above=above, before=before)

    async def _post(self, reply: Reply, parts: Sequence[Part], stage: Spoken, *, alone: bool) -> None:
        """Post each part once: those after the first into a thread on it, where there can be one."""
        channel = stage.room
        for ordinal, part in enumerate(parts, 1):
            key, files = PartKey(0, ordinal, len(parts)), [reply.file] if reply.file and ordinal == 1 else []
            shown = await (stage.put(part, key) if ordinal == 1 and not files else stage.post(part, key, files))
            await reply.posted(shown)
            threads = not alone and may_open_threads(self.wire.channel(channel))
            if ordinal == 1 < len(parts) and threads:
                opened = await self.posting.open_thread(channel, int(shown), say("discord.rest_of_answer"), urgent=True)
                stage.room, stage.above = (int(shown), channel) if opened else (channel, 0)


def _named(request: Request, parts: Sequence[Part]) -> list[Part]:
    """Return parts that name what was asked above the first: nobody sees it beside them."""
    if not parts:
        return []
    words = " ".join(["/" + request.command.name, *request.command.options.values()])
    named = say("commands.asked_before", what=shortened(words, MOST_NAMED))
    return [headed(parts[0], named), *parts[1:]]
