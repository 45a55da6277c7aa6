"""What was written to the bot while no process of it listened: Discord tells it to nobody afterwards, so it is read.

A process that falls is back within a minute or so; what is asked meanwhile, and what it had not kept yet, is in the
channels. Only those are read where something was written since, and people's direct messages that were in use lately.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

import discord
from discord.http import Route

from bot.chat.adapter_protocol import Shard
from bot.chat.discord.api_client import DiscordCalls, Json
from bot.chat.discord.errors import missing_permission
from bot.chat.discord.sending.find_message import MessageFinder
from bot.chat.inbox import Inbox
from bot.errors import ChannelClosed, ChatError, MessageGone

log = logging.getLogger(__name__)

MOST_ROOMS = 50
"""So many channels are read at most, and so many direct messages: those first where something was written last."""
HAS_THREAD = 1 << 5
"""The flag of a message that a thread was opened on: if it was for us, it is being answered there."""


@dataclass(frozen=True, slots=True)
class _Room:
    """A channel or thread of a server, or direct messages (then `server` is 0); `ours`: the bot opened the thread."""

    id: int
    server: int = 0
    ours: bool = False


@dataclass(frozen=True, slots=True)
class MissedMessages:
    """Finds messages to the bot that it did not hear, and has them heard."""

    wire: DiscordCalls
    finder: MessageFinder
    inbox: Inbox
    reads: bool
    shard: Shard

    async def hear(self, client: discord.Client, since: datetime) -> None:
        """Have everything heard that was written to the bot since a moment, as if Discord had told of it."""
        if client.user is None:
            return
        oldest, told = discord.utils.time_snowflake(since), client._connection.parsers["MESSAGE_CREATE"]
        for room in [*_rooms(client, oldest, client.user.id), *await self._direct()]:
            try:
                for message in await self._missed(room, oldest, client.user.id):
                    log.info("discord: a message was missed, and is read now")
                    told(message | await self._where(room, message))
            except ChatError as error:
                log.info("discord: whether something was missed in %s cannot be seen: %s", room.id, error)

    async def _direct(self) -> list[_Room]:
        if not self.shard.hears(""):
            return []
        held = await self.inbox.direct_conversations("discord")
        return [_Room(int(each)) for each in held[:MOST_ROOMS] if each.isdigit()]

    async def _missed(self, room: _Room, oldest: int, me: int) -> list[Json]:
        """Return what was written to the bot in a room and neither heard nor answered, oldest first."""
        found = await self.finder.since(room.id, oldest)
        answered = {_answers(each) for each in found if _writer(each) == me}
        asked = [each for each in found if self._is_asked(each, room, me) and str(each["id"]) not in answered]
        fresh = await self.inbox.unheard("discord", [str(each["id"]) for each in asked])
        return [each for each in asked if str(each["id"]) in fresh]

    def _is_asked(self, message: Json, room: _Room, me: int) -> bool:
        """Tell whether a message may be for the bot, and no thread was opened on it."""
        if (message.get("author") or {}).get("bot") or int(message.get("flags") or 0) & HAS_THREAD:
            return False
        if not room.server or any(str(each.get("id")) == str(me) for each in message.get("mentions") or ()):
            return True
        return self.reads and (room.ours or _writer(message.get("referenced_message") or {}) == me)

    async def _where(self, room: _Room, message: Json) -> Json:
        """Return what Discord tells with a message and leaves out where it is read: the server, and who wrote it."""
        if not room.server:
            return {}
        where = {"guild_id": str(room.server)}
        path = "/guilds/{guild_id}/members/{user_id}"
        try:
            member = await self.wire.request(Route("GET", path, guild_id=room.server, user_id=_writer(message)))
        except (ChannelClosed, MessageGone):
            return where  # they have left: what only a member may do, they may not
        return where | {"member": member}


def _rooms(client: discord.Client, oldest: int, me: int) -> list[_Room]:
    """Return the channels and threads where something was written since an id, the latest first."""
    rooms: list[discord.TextChannel | discord.Thread] = []
    for guild in client.guilds:
        rooms += [*guild.text_channels, *guild.threads]
    fresh = [room for room in rooms if (room.last_message_id or 0) > oldest and _is_readable(room)]
    fresh.sort(key=lambda room: room.last_message_id or 0, reverse=True)
    return [_Room(each.id, each.guild.id, getattr(each, "owner_id", 0) == me) for each in fresh[:MOST_ROOMS]]


def _is_readable(room: discord.TextChannel | discord.Thread) -> bool:
    return missing_permission(room, reading=True) is None


def _writer(message: Json) -> int:
    return int((message.get("author") or {}).get("id") or 0)


def _answers(message: Json) -> str:
    return str((message.get("message_reference") or {}).get("message_id") or "")
