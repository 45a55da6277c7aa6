"""discord.py's client: what it hears goes to the adapter, and no event that it cannot parse ends it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable
from typing import Any, Protocol

import aiohttp
import discord

from bot.chat.desk_protocol import FrontDesk, Place
from bot.chat.discord.answering import Answering
from bot.chat.discord.channel_source import message_link
from bot.chat.discord.channels import place_of
from bot.chat.discord.identifying import IdentifyTurns
from bot.logs import fault
from bot.messages.catalogue import say

log = logging.getLogger(__name__)

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nothing is spoken here

_MUST_PARSE = frozenset(("READY", "RESUMED"))
"""Without these a connection is none: they end it, and the supervisor makes a new one."""


class Watch(Protocol):
    """Takes note of how the gateway stands."""

    def gateway_is(self, *, up: bool) -> None:
        """Take note of whether it is connected."""
        ...

    async def logged_in(self) -> None:
        """Take note that requests can be sent."""
        ...

    async def ready(self) -> None:
        """Take note that the servers are known."""
        ...

    async def changed(self, guild: discord.Guild) -> None:
        """Take note that what the bot may do in a server may have changed."""
        ...

    async def thread_changed(self, thread: discord.Thread) -> None:
        """Take note that what the bot may do in a thread may have changed."""
        ...


def intents(*, reads: bool) -> discord.Intents:
    """Return the least that is needed; `reads` adds the privileged one for the content of messages."""
    wanted = discord.Intents.none()
    wanted.guilds = True  # channels and permissions: to name the one that is missing
    wanted.guild_messages = True  # mentions, and replies to the bot
    wanted.dm_messages = True
    wanted.message_content = reads  # plain follow-ups in threads; channels that are sources
    return wanted


class Client(discord.Client):
    """discord.py's client with as little of a cache as it allows."""

    def __init__(
        self,
        watch: Watch,
        answering: Answering,
        front: FrontDesk,
        turns: IdentifyTurns,
        *,
        reads: bool,
        trace: aiohttp.TraceConfig,
        heartbeat_seconds: float,
        ready_seconds: float,
    ) -> None:
        shard = turns.shard
        several = shard.count > 1
        super().__init__(
            shard_id=shard.number if several else None,
            shard_count=shard.count if several else None,
            intents=intents(reads=reads),
            max_messages=None,
            chunk_guilds_at_startup=False,
            guild_ready_timeout=ready_seconds,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            heartbeat_timeout=heartbeat_seconds,
            http_trace=trace,
        )
        self._watch = watch
        self._answering = answering
        self.front = front
        self._turns = turns
        parsers = self._connection.parsers
        for event in parsers.keys() - _MUST_PARSE:
            parsers[event] = _guarded(event, parsers[event])

    async def setup_hook(self) -> None:
        """Take note that the token is good."""
        await self._watch.logged_in()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait until another session may begin: the first of a connection has waited already."""
        del shard_id
        if not initial:
            await self._turns.next()

    def forget_ready(self) -> None:
        """Stop discord.py from announcing that it is ready after it was closed: it forgets to."""
        if waiting := self._connection._ready_task:
            waiting.cancel()

    # how the connection stands

    async def on_ready(self) -> None:
        """The session is new, and the servers are known."""
        self._watch.gateway_is(up=True)
        await self._watch.ready()

    async def on_resumed(self) -> None:
        """The session goes on after a drop."""
        self._watch.gateway_is(up=True)

    async def on_disconnect(self) -> None:
        """The connection dropped; discord.py makes another."""
        self._watch.gateway_is(up=False)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - discord.py's
        """A handler of an event failed."""
        del args, kwargs
        if error := sys.exception():
            fault(log, f"discord: {event_method} went wrong", error)

    # what people do

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Somebody used a command, a button or a menu."""
        await self._answering.interaction(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote a message."""
        if self.user is None:
            return
        if message.guild is not None and message.author.id != self.user.id:
            await self._heard(message.guild.id, message.channel.id)
        await self._answering.message(message, self.user.id)

    # what becomes of what was written: known or not, a message tells where it stood

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A message changed, or Discord put into it what its links lead to."""
        await self._heard(payload.guild_id, payload.channel_id)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A message is gone."""
        await self._heard(payload.guild_id, payload.channel_id, [payload.message_id])

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Messages are gone."""
        await self._heard(payload.guild_id, payload.channel_id, payload.message_ids)

    async def _heard(self, server: int | None, channel: int, gone: Iterable[int] = ()) -> None:
        if server is not None:
            links = [message_link(server, channel, message) for message in gone]
            await self.front.heard(Place("discord", str(channel), str(server)), links)

    # what becomes of places

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was let into a server, perhaps again."""
        back = await self.front.joined("discord", str(guild.id))
        await self._answering.welcome(guild, back=back)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is told of: at the start, or after an outage. The bot may have been out of it meanwhile."""
        await self.front.joined("discord", str(guild.id))
        await self._watch.changed(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was put out of a server. An outage is none: discord.py calls on_guild_unavailable then."""
        await self.front.left("discord", str(guild.id))

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone."""
        place = place_of(channel, channel.guild.id)
        await self.front.closed(place, say("discord.channel_deleted"))

    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is new, or the bot may see it now."""
        await self._watch.changed(channel.guild)

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """A channel's permissions may have changed, or a forum's tags."""
        del before
        await self._watch.changed(after.guild)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """A role may do something else now."""
        del before
        await self._watch.changed(after.guild)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """A role is gone, perhaps one of the bot's."""
        await self._watch.changed(role.guild)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """The bot got or lost a role: of others Discord tells nothing without another intent."""
        if self.user and after.id == self.user.id and before.roles != after.roles:
            await self._watch.changed(after.guild)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread is gone."""
        place = Place("discord", str(payload.parent_id), str(payload.guild_id), str(payload.thread_id), "thread")
        await self.front.closed(place, say("discord.thread_deleted"))

    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """A thread changed, one that discord.py has forgotten too: only moderators post in one that is archived and
        locked. One that is open again gets its news again, where the bot may post there."""
        place = Place("discord", str(payload.parent_id), str(payload.guild_id), str(payload.thread_id), "thread")
        meta: dict[str, Any] = dict(payload.data.get("thread_metadata") or {})
        if meta.get("archived") and meta.get("locked"):
            await self.front.closed(place, say("discord.thread_locked"))
        elif guild := self.get_guild(payload.guild_id):
            thread = discord.Thread(guild=guild, state=self._connection, data=payload.data)
            await self._watch.thread_changed(thread)


def _guarded(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return a parser that leaves a line in the log where it fails: discord.py would end the whole connection."""

    def parsed(data: Any) -> None:  # noqa: ANN401 - whatever Discord sent
        try:
            parse(_with_role_ids(data))
        except Exception as error:
            fault(log, f"discord: an event {event} could not be read", error)

    return parsed


def _with_role_ids(data: Any) -> Any:  # noqa: ANN401 - whatever Discord sent
    """Return an event whose member has roles by their ids; other servers of the protocol give them whole."""
    member = data.get("member") if isinstance(data, dict) else None
    if not isinstance(member, dict) or not any(isinstance(each, dict) for each in member.get("roles") or ()):
        return data
    roles = [each.get("id") if isinstance(each, dict) else each for each in member["roles"]]
    return {**data, "member": {**member, "roles": roles}}
