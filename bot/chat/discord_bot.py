"""Discord, by discord.py. Importing this file takes a third of a second: import it where a token is set.

Only the intents that mentions and direct messages need: `message_content` is not among them.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.chat.adapter import ABSENT, CANNOT_TELL, FirstTime, Found, FrontDesk, PartKey, Place, Request, Sight, Target
from bot.chat.discord_body import LIMITS, body, marked_as
from bot.chat.discord_errors import chat_error, missing_permission
from bot.chat.parts import Part
from bot.chat.replying import reply
from bot.chat.supervisor import Backoff, Pace, Supervisor
from bot.chat.wishes.parsing import parse
from bot.errors import ChannelClosed, ChatAway, ConfigError, TokenRefused
from bot.models import Platform
from bot.settings import DiscordSettings

__all__ = ["LIMITS", "DiscordAdapter", "body"]

log = logging.getLogger(__name__)

REQUESTS_PER_SECOND = 45
"""Discord allows 50 over all routes, and discord.py does not pace itself to it."""
SEND_SECONDS = 60.0
TYPING_SECONDS = 8.0
PAGE = 100
PAGES = 3
AUTHENTICATION_FAILED = 4004


class DiscordAdapter:
    """A bot on Discord."""

    name: Platform = "discord"
    limits = LIMITS

    def __init__(
        self,
        settings: DiscordSettings,
        first_time: FirstTime,
        *,
        backoff: Backoff | None = None,
        send_seconds: float = SEND_SECONDS,
    ) -> None:
        if settings.token is None:
            raise ConfigError("Discord has no token. Set DISCORD_TOKEN, or name a file with DISCORD_TOKEN_FILE")
        self._token = settings.token.get_secret_value()
        self._first_time = first_time
        self._send_seconds = send_seconds
        self._supervisor = Supervisor(self.name, backoff or Backoff())
        self._pace = Pace(1 / REQUESTS_PER_SECOND)
        self._client: _Client | None = None
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
        await self._supervisor.keep(lambda: self._serve(front))

    async def close(self) -> None:
        """End `run`."""
        self._supervisor.stop()

    async def _serve(self, front: FrontDesk) -> None:
        client = _Client(self, front)
        try:
            async with client:
                self._client = client
                await client.start(self._token)
        except discord.LoginFailure:
            raise _refused() from None
        except discord.ConnectionClosed as error:
            if error.code == AUTHENTICATION_FAILED:
                raise _refused() from None
            raise
        finally:
            self._client = None
            client.forget_ready()

    def gateway_is(self, *, up: bool) -> None:
        """Take note of how the gateway stands."""
        if up:
            self._supervisor.connected()
        else:
            self._supervisor.lost("the gateway's connection dropped")

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        """Post a part; its nonce makes Discord answer a repetition within minutes with the first message."""
        channel = self._channel_id(target)
        self._check_permissions(channel)
        return await self._post(channel, body(part, key) | _replying(target.reply_to, key))

    async def _post(self, channel: int, request: dict[str, Any]) -> str:
        await self._pace.turn()
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        message = await self._request(route, request)
        if not isinstance(message, dict) or "id" not in message:
            raise ChatAway("Discord answered with something that is no message")
        return str(message["id"])

    async def _request(self, route: Route, request: dict[str, Any] | None = None, **params: Any) -> Any:  # noqa: ANN401
        client = self._client
        if client is None or not client.logged_in:
            raise ChatAway(f"Discord: {self.problem or 'not connected yet'}")
        given: dict[str, Any] = {"json": request} if request is not None else {}
        try:
            return await asyncio.wait_for(client.http.request(route, **given, **params), self._send_seconds)
        except discord.RateLimited as error:
            raise ChatAway("Discord asks to wait", retry_after=error.retry_after) from None
        except discord.HTTPException as error:
            raise chat_error(error, client.get_channel(int(route.channel_id or 0))) from error
        except TimeoutError:
            raise ChatAway(f"Discord did not answer within {self._send_seconds:g} s") from None
        except (aiohttp.ClientError, OSError, RuntimeError) as error:
            raise ChatAway(f"Discord could not be reached: {error}") from error

    def _channel_id(self, target: Target) -> int:
        wanted = target.thread or target.platform_id
        if not wanted.isascii() or not wanted.isdigit():
            raise ChannelClosed(f"Discord: {wanted!r} is not the id of a channel. Copy it with Developer Mode on")
        return int(wanted)

    def _check_permissions(self, channel_id: int) -> None:
        channel = self._client and self._client.get_channel(channel_id)
        if channel and (missing := missing_permission(channel)):
            raise ChannelClosed(
                f"Discord: the bot may not {missing} in #{channel}. Allow it under Edit Channel › Permissions",
                permission=missing,
            )

    async def find(self, target: Target, key: PartKey, since: datetime | None = None) -> Found:
        """Look for a part among the newest messages of the channel."""
        channel_id = self._channel_id(target)
        channel = self._client and self._client.get_channel(channel_id)
        if channel and missing_permission(channel, reading=True):
            return CANNOT_TELL
        try:
            return await self._look(channel_id, key, since, certain=channel is not None)
        except ChannelClosed as error:
            if error.permission:
                return CANNOT_TELL
            raise

    async def _look(self, channel_id: int, key: PartKey, since: datetime | None, *, certain: bool) -> Found:
        oldest = discord.utils.time_snowflake(since) if since else 0
        before: int | None = None
        for _ in range(PAGES):
            page = await self._history(channel_id, before)
            for message in page:
                if int(message["id"]) < oldest:
                    return ABSENT
                if self._is_ours(message) and marked_as(message) == (key.delivery_id, key.ordinal):
                    return Found(Sight.FOUND, str(message["id"]))
            if len(page) < PAGE:
                # without Read Message History, Discord answers with an empty list and no error
                return ABSENT if page or before or certain else CANNOT_TELL
            before = int(page[-1]["id"])
        return CANNOT_TELL if since else ABSENT

    async def _history(self, channel_id: int, before: int | None) -> list[dict[str, Any]]:
        params = {"limit": PAGE} | ({"before": before} if before else {})
        page = await self._request(
            Route("GET", "/channels/{channel_id}/messages", channel_id=channel_id), params=params
        )
        if not isinstance(page, list):
            raise ChatAway("Discord answered with something that is no list of messages")
        return page

    def _is_ours(self, message: dict[str, Any]) -> bool:
        me = self._client.user if self._client else None
        return me is not None and str((message.get("author") or {}).get("id")) == str(me.id)

    async def answer(self, message: discord.Message, request: Request, front: FrontDesk) -> None:
        """Answer a message that mentions the bot, or a direct one, once."""
        channel = message.channel.id
        async with self._typing(channel):
            answered = await reply(request, front.respond, self._first_time, self.limits)
        for ordinal, part in enumerate(answered.parts, 1):
            posted = await self._post(channel, _reply_body(part, message.id, ordinal, len(answered.parts)))
            await answered.posted(posted)

    @asynccontextmanager
    async def _typing(self, channel: int) -> AsyncIterator[None]:
        async def type_on() -> None:
            while True:
                with suppress(ChatAway, ChannelClosed, TokenRefused):
                    await self._request(Route("POST", "/channels/{channel_id}/typing", channel_id=channel))
                await asyncio.sleep(TYPING_SECONDS)

        typing = asyncio.ensure_future(type_on())
        try:
            yield
        finally:
            typing.cancel()


def _reply_body(part: Part, message_id: int, ordinal: int, total: int) -> dict[str, Any]:
    request = body(part, PartKey(0, ordinal, total))
    request |= {"nonce": f"q{message_id}-{ordinal}"[:25], "enforce_nonce": True}
    return request | _replying(str(message_id), PartKey(0, ordinal, total))


def _replying(message_id: str | None, key: PartKey) -> dict[str, Any]:
    """Return what makes the first part a reply, which pings nobody and stands alone where the message is gone."""
    if not message_id or key.ordinal != 1:
        return {}
    return {
        "message_reference": {"message_id": message_id, "fail_if_not_exists": False},
        "allowed_mentions": {"parse": [], "replied_user": False},
    }


def _refused() -> TokenRefused:
    return TokenRefused("Discord does not accept the token. Make a new one in the developer portal, set DISCORD_TOKEN")


def _point_at(settings: DiscordSettings) -> None:
    """Point discord.py at another server, where one is set: it keeps both addresses in its classes."""
    if settings.api_url:
        Route.BASE = settings.api_url.rstrip("/")
    if settings.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)


def _intents() -> discord.Intents:
    intents = discord.Intents.none()
    intents.guilds = True  # channels and permissions: to name the one that is missing
    intents.guild_messages = True  # mentions
    intents.dm_messages = True
    return intents


class _Client(discord.Client):
    """discord.py's client with as little of a cache as it allows."""

    def __init__(self, adapter: DiscordAdapter, front: FrontDesk) -> None:
        super().__init__(
            intents=_intents(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            guild_ready_timeout=1.0,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=SEND_SECONDS,
        )
        self._adapter = adapter
        self._front = front
        self.logged_in = False

    async def setup_hook(self) -> None:
        self.logged_in = True

    def forget_ready(self) -> None:
        """Stop discord.py from announcing that it is ready after it was closed: it forgets to."""
        if waiting := self._connection._ready_task:
            waiting.cancel()

    async def on_ready(self) -> None:
        self._adapter.gateway_is(up=True)

    async def on_resumed(self) -> None:
        self._adapter.gateway_is(up=True)

    async def on_disconnect(self) -> None:
        self._adapter.gateway_is(up=False)

    async def on_message(self, message: discord.Message) -> None:
        me = self.user
        if me is None or message.author.bot or not self._is_for_us(message, me.id):
            return
        text = re.sub(rf"<@!?{me.id}>", " ", message.content).strip()
        await self._adapter.answer(message, _request(message, text), self._front)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - discord.py's
        del args, kwargs
        log.warning("discord: %s went wrong", event_method, exc_info=True)

    @staticmethod
    def _is_for_us(message: discord.Message, me: int) -> bool:
        return message.guild is None or any(user.id == me for user in message.mentions)


def _request(message: discord.Message, text: str) -> Request:
    channel = message.channel
    thread = isinstance(channel, discord.Thread)
    server = str(message.guild.id) if message.guild else ""
    place = Place(
        "discord",
        str(channel.parent_id if isinstance(channel, discord.Thread) else channel.id),
        server,
        str(channel.id) if thread else None,
        kind="thread" if thread else "channel" if server else "direct",
    )
    about = message.reference.message_id if message.reference else None
    return Request(
        str(message.id),
        place,
        parse(text),
        person=str(message.author.id),
        manages=not server,
        private=not server,
        reply_to=str(message.id),
        about=str(about or ""),
    )
