"""Discord, by discord.py. Importing this file takes a third of a second: import it where a token is set."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.chat.adapter_protocol import ALONE, Found, PartKey, Shard, SharedLimits, Target
from bot.chat.desk_protocol import FrontDesk, Place
from bot.chat.discord import commands
from bot.chat.discord.access import ChannelAccess
from bot.chat.discord.answering import Answering
from bot.chat.discord.api_client import SEND_SECONDS, DiscordCalls
from bot.chat.discord.channel_source import ChannelReader
from bot.chat.discord.events import Client
from bot.chat.discord.identifying import IdentifyTurns, start_limits
from bot.chat.discord.left_servers import is_out, look_for_left
from bot.chat.discord.payloads import CROSSPOSTED, LIMITS, MAX_NONCE, content, in_a_line, marked_as
from bot.chat.discord.rate_limits import GlobalPace, InvalidRequests
from bot.chat.discord.sending.find_message import MessageFinder
from bot.chat.discord.sending.posting import Posting
from bot.chat.discord.settings import DiscordSettings
from bot.chat.discord.unanswered.missed import MissedMessages
from bot.chat.inbox import Inbox
from bot.chat.reconnecting import Backoff, Supervisor
from bot.chat.rendering.parts import Part
from bot.errors import ChannelClosed, ChatAway, ChatError, ConfigError, TokenRefused
from bot.messages.catalogue import say
from bot.models import Access, Platform, Posts, Room

log = logging.getLogger(__name__)

AUTHENTICATION_FAILED, SHARDING_REQUIRED = 4004, 4011
HEARTBEAT_SECONDS = 60.0
"""So long a gateway may say nothing before the connection is taken for dead."""
READY_SECONDS = 1.0
"""So long after the last server that the gateway tells of, all of them are taken to be told."""
DRAIN_SECONDS = 10.0
UNPUBLISHED = timedelta(hours=6)
"""So far back a start looks for what was posted and not published: no queue of an hour's limit is longer."""


@dataclass(frozen=True, slots=True)
class OneOfSeveral:
    """Which of the bot's connections one is, and what it shares with the others: of this process, and of all."""

    shard: Shard = field(default_factory=Shard)
    shared: SharedLimits = ALONE
    pace: GlobalPace | None = None


class DiscordAdapter:
    """A bot on Discord, over one of its connections: `one_of` says which, where there are several."""

    name: Platform = "discord"
    limits = LIMITS

    def __init__(
        self,
        settings: DiscordSettings,
        inbox: Inbox,
        *,
        backoff: Backoff | None = None,
        send_seconds: float = SEND_SECONDS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
        ready_seconds: float = READY_SECONDS,
        invalid: InvalidRequests | None = None,
        one_of: OneOfSeveral | None = None,
    ) -> None:
        if settings.token is None:
            raise ConfigError("Discord has no token. Set DISCORD_TOKEN, or name a file with DISCORD_TOKEN_FILE")
        self._token = settings.token.get_secret_value()
        self._reads = settings.message_content
        self._inbox = inbox
        self._heartbeat_seconds = heartbeat_seconds
        self._ready_seconds = ready_seconds
        self._supervisor = Supervisor(self.name, backoff or Backoff())
        one_of = one_of or OneOfSeveral()
        self._wire = DiscordCalls(send_seconds, invalid, one_of.pace)
        self._wire.problem = lambda: self.problem
        self._wire.refused = self._token_refused
        self._posting = Posting(self._wire)
        self._finder = MessageFinder(self._wire)
        self._missed = MissedMessages(self._wire, self._finder, inbox, self._reads, one_of.shard)
        self._access = ChannelAccess(self._wire)
        self._reader = ChannelReader(self._wire, reads=self._reads)
        self._answering: Answering | None = None
        self._client: Client | None = None
        self._refused = False
        self._synced = False
        self._looked = False
        self._shard = one_of.shard
        self._shared = one_of.shared
        self._turns = IdentifyTurns(one_of.shard, one_of.shared)
        _point_at(settings)

    @property
    def healthy(self) -> bool:
        """Whether the gateway is connected."""
        return self._supervisor.healthy

    @property
    def problem(self) -> str:
        """Why it is not."""
        return self._supervisor.problem

    async def run(self, front: FrontDesk) -> None:
        """Serve until `close`."""
        self._answering = Answering(self._wire, self._posting, self._finder, front, self._inbox, reads=self._reads)
        answering = self._answering
        await self._supervisor.keep(lambda: self._serve(front, answering))

    async def close(self) -> None:
        """End `run`; what is being answered is answered first."""
        if self._answering:
            await self._answering.drain(DRAIN_SECONDS)
        self._posting.publishing.close()
        self._supervisor.stop()

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        """Post a part; its nonce makes Discord answer a repetition within minutes with the first message."""
        return await self._posting.send(target, part, key)

    async def edit(self, target: Target, message_id: str, part: Part, key: PartKey) -> None:
        """Change a message of the bot's, wherever of its delivery's rooms it stands."""
        await self._posting.edit(target, message_id, part, key)

    async def find(self, target: Target, key: PartKey, since: datetime | None = None) -> Found:
        """Look for a part among the newest messages of where it may be."""
        return await self._finder.find(target, key, since)

    async def room(self, server_id: str, channel_id: str) -> Room:
        """Return what a channel is that is to be read as a source."""
        return self._reader.room(server_id, channel_id)

    async def posts(self, server_id: str, channel_id: str, after: str) -> Posts:
        """Return a channel's newest messages of others."""
        return await self._reader.posts(server_id, channel_id, after)

    async def access(self, place: Place) -> Access:
        """Return what a place takes of the bot."""
        return await self._access.access(place)

    async def is_out(self, server: str) -> bool:
        """Tell whether the bot is not in a server, as far as can be told now: Discord told its servers, and says so."""
        client = self._client if self._looked and self.healthy else None
        return client is not None and await is_out(self._wire, client.guilds, server)

    async def tell(self, person: str, part: Part, event: str) -> None:
        """Write to somebody directly; the same event once within minutes."""
        if not person.isdigit():
            raise ChannelClosed(say("discord.no_direct_messages"))
        room = await self._posting.direct(int(person))
        key = PartKey(0, 1, 1)
        sent = {"nonce": event[:MAX_NONCE], "enforce_nonce": True}
        await self._posting.post(room, content(part, key) | in_a_line(part, key) | sent)

    # ------------------------------------------------------------ one connection

    async def _serve(self, front: FrontDesk, answering: Answering) -> None:
        self._refused = False
        try:
            await self._listen(self._client_for(front, answering))
        except discord.LoginFailure:
            raise _no_token() from None
        except discord.PrivilegedIntentsRequired:
            raise ChatError(say("discord.no_message_content")) from None
        except discord.ConnectionClosed as error:
            if error.code == AUTHENTICATION_FAILED:
                raise _no_token() from None
            if error.code == SHARDING_REQUIRED:
                self._shared.wants(2 * self._shard.count)
            raise
        if self._refused:
            raise _no_token()

    def _client_for(self, front: FrontDesk, answering: Answering) -> Client:
        return Client(
            self,
            answering,
            front,
            self._turns,
            reads=self._reads,
            trace=self._wire.trace(),
            heartbeat_seconds=self._heartbeat_seconds,
            ready_seconds=self._ready_seconds,
        )

    async def _listen(self, client: Client) -> None:
        """Listen until the connection ends; not at all where Discord wants it over more connections than there are."""
        self._client, self._looked = client, False
        try:
            async with client:
                await client.login(self._token)
                limits = await start_limits(client)
                if limits.shards > self._shard.count:
                    self._shared.wants(limits.shards)
                    raise ChatAway(say("discord.more_shards", shards=limits.shards))
                await self._turns.first(limits)
                await client.connect()
        finally:
            self._wire.client = None
            client.forget_ready()

    def gateway_is(self, *, up: bool) -> None:
        """Take note of how the gateway stands."""
        if up:
            self._supervisor.connected()
        else:
            self._supervisor.lost(say("discord.gateway_dropped"))

    async def changed(self, guild: discord.Guild) -> None:
        """Look again at where the bot may post in a server."""
        if self._client:
            await self._access.look_over(self._client.front, guild)

    async def thread_changed(self, thread: discord.Thread) -> None:
        """Look again at whether the bot may post in a thread."""
        if self._client:
            await self._access.look_at(self._client.front, thread)

    async def logged_in(self) -> None:
        """Take note that requests can be sent."""
        self._wire.client = self._client

    async def ready(self) -> None:
        """Take note that the servers are known: see which were left, and, once a start, that people have commands."""
        client = self._client
        if client is None or client.application_id is None:
            return
        await client.front.heard_again(self.name)
        await look_for_left(self._wire, client.front, client.application_id, client.guilds, self._shard)
        self._looked = True
        for guild in client.guilds:
            await self.changed(guild)
        await self._sync_commands(client.application_id)
        if self._answering:
            await self._answering.ask_again()
            await self._missed.hear(client, self._inbox.fresh_since)
        await self._publish_left(client)

    async def _publish_left(self, client: Client) -> None:
        """Publish what an earlier process posted in announcement channels, and could not publish any more."""
        since = discord.utils.time_snowflake(self._inbox.fresh_since - UNPUBLISHED)
        rooms = (room for guild in client.guilds for room in guild.text_channels if room.is_news())
        for room in (room for room in rooms if (room.last_message_id or 0) > since):
            try:
                ours = await self._finder.ours_since(room.id, since)
            except ChatError as error:
                log.info("discord: what is not published in %s cannot be seen: %s", room.id, error)
                continue
            for message in ours:
                if marked_as(message) and not message.get("flags", 0) & CROSSPOSTED:
                    self._posting.publishing.publish(room.id, str(message["id"]))

    async def _sync_commands(self, application_id: int) -> None:
        if self._synced or self._shard.number:
            return
        try:
            await commands.sync(self._wire, application_id)
            self._synced = True
        except ChatError as error:
            log.warning("discord: the commands could not be registered: %s", error)

    async def _token_refused(self) -> None:
        """End the connection of a token that is worth nothing any more: the supervisor says so and tries again."""
        if self._client and not self._refused:
            self._refused = True
            asyncio.ensure_future(self._client.close())  # noqa: RUF006 - the client waits for it itself


def _no_token() -> TokenRefused:
    return TokenRefused(say("discord.token_refused"))


def _point_at(settings: DiscordSettings) -> None:
    """Point discord.py at another server, where one is set: it keeps both addresses in its classes."""
    if settings.api_url:
        Route.BASE = settings.api_url.rstrip("/")
    if settings.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
