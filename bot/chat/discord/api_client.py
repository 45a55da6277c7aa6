"""Requests to Discord, by discord.py's own clients: paced, counted, bounded in time, and refused in our words."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any, TypeVar

import aiohttp
import discord
import yarl
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.chat.adapter_protocol import Lease
from bot.chat.desk_protocol import File
from bot.chat.discord.errors import chat_error
from bot.chat.discord.rate_limits import GlobalPace, InvalidRequests
from bot.chat.lease_trace import look_at_lease
from bot.errors import ChatAway, ChatError, LeaseOver, TokenRefused
from bot.messages.catalogue import say

T = TypeVar("T")
Json = dict[str, Any]

SEND_SECONDS = 60.0
_URGENT: ContextVar[bool] = ContextVar("urgent", default=True)
"""Whether somebody waits for the request that is being sent; what discord.py asks by itself is."""
_LEASE: ContextVar[Lease | None] = ContextVar("lease", default=None)
"""The lease on the request that is being sent: discord.py's webhooks hand nothing else on to the trace."""
_FILES = frozenset(("cdn.discordapp.com", "media.discordapp.net"))


class DiscordCalls:
    """What every request goes through. `client` is discord.py's, while there is one that has logged in."""

    def __init__(
        self,
        send_seconds: float = SEND_SECONDS,
        invalid: InvalidRequests | None = None,
        pace: GlobalPace | None = None,
    ) -> None:
        self.client: discord.Client | None = None
        self.problem: Callable[[], str] = lambda: ""
        self.refused: Callable[[], Awaitable[None]] = _nothing
        self._invalid = invalid or InvalidRequests(time.monotonic)
        self._seconds = send_seconds
        self._pace = pace or GlobalPace()
        self._webhooks = AsyncWebhookAdapter()  # type: ignore[no-untyped-call]

    def trace(self) -> aiohttp.TraceConfig:
        """Return what paces and counts every request, also those that discord.py sends once more by itself."""

        async def begins(session: object, context: SimpleNamespace, params: aiohttp.TraceRequestStartParams) -> None:
            del session
            if _is_paced(params.url):
                context.slot = await self._pace.turn(urgent=_URGENT.get())

        async def ended(session: object, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams) -> None:
            del session
            self._done(context)
            self._invalid.note(params.response.status, params.response.headers.get("X-RateLimit-Scope", ""))

        async def broke(session: object, context: SimpleNamespace, params: object) -> None:
            del session, params
            self._done(context)

        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(begins)
        look_at_lease(trace, lambda _: _LEASE.get())
        trace.on_request_end.append(ended)
        trace.on_request_exception.append(broke)
        return trace

    def _done(self, context: SimpleNamespace) -> None:
        if slot := getattr(context, "slot", None):
            self._pace.done(slot)

    async def request(
        self,
        route: Route,
        body: Json | list[Json] | None = None,
        *,
        urgent: bool = False,
        files: Sequence[File] = (),
        lease: Lease | None = None,
        **params: Any,  # noqa: ANN401 - as discord.py takes it
    ) -> Any:  # noqa: ANN401 - any JSON
        """Send a request as the bot; ChatAway, ChannelClosed, TokenRefused or ChatError say why it could not be.

        One that has a body leaves only while the `lease` holds: that is looked at after every wait, each time that
        discord.py sends it.
        """
        client = self._connected()
        self._check_invalid(urgent=urgent)
        _URGENT.set(urgent)
        _LEASE.set(lease)
        given: dict[str, Any] = {"params": params} if params else {}
        if files:
            given |= _with_files(body, files)
        elif body is not None:
            given["json"] = body
        return await self._bounded(client.http.request(route, **given), route)

    async def answer(
        self,
        route: Route,
        body: Json | None,
        *,
        files: Sequence[File] = (),
        lease: Lease | None = None,
        **params: Any,  # noqa: ANN401 - as discord.py takes it
    ) -> Any:  # noqa: ANN401 - any JSON
        """Send a request with an interaction's token: it is bound to no limit over all routes, but to the `lease`."""
        client = self._connected()
        self._check_invalid(urgent=True)
        session = client.http._HTTPClient__session  # type: ignore[attr-defined] # as discord.Interaction does
        multipart = _multipart(body, files) if files else None
        _LEASE.set(lease)
        sent = self._webhooks.request(
            route, session, payload=None if files else body, multipart=multipart, params=params or None
        )
        return await self._bounded(sent, route)

    async def fetch(self, url: str) -> bytes:
        """Return a file that somebody attached; only what lies with Discord is fetched."""
        client, address = self._connected(), yarl.URL(url)
        if address.origin() != yarl.URL(Route.BASE).origin() and (
            address.scheme != "https" or address.host not in _FILES
        ):
            raise ChatError(say("discord.file_elsewhere"))
        try:
            return await asyncio.wait_for(client.http.get_from_cdn(url), self._seconds)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError):
            raise ChatAway(say("discord.file_not_given")) from None

    def _connected(self) -> discord.Client:
        if self.client is None:
            raise ChatAway(say("discord.error", text=self.problem() or say("errors.not_connected_yet")))
        return self.client

    def _check_invalid(self, *, urgent: bool) -> None:
        if pause := self._invalid.pause(urgent=urgent):
            raise ChatAway(say("discord.too_many_refused"), retry_after=pause)

    async def _bounded(self, sent: Awaitable[T], route: Route) -> T:
        try:
            return await asyncio.wait_for(sent, self._seconds)
        except discord.RateLimited as error:
            raise ChatAway(say("discord.asks_to_wait"), retry_after=error.retry_after) from None
        except discord.HTTPException as error:
            of_channel = not route.path.startswith(_OF_NO_CHANNEL)
            refusal = chat_error(error, self.channel(route.channel_id), of_channel=of_channel)
            if isinstance(refusal, TokenRefused):
                await self.refused()
            raise refusal from error
        except TimeoutError:
            # one that is cancelled while it waits for the limit over all routes would leave all others waiting for ever
            if self.client:
                self.client.http._global_over.set()
            raise ChatAway(say("discord.no_answer", seconds=self._seconds)) from None
        except (aiohttp.ClientError, OSError, RuntimeError) as error:
            if isinstance(error.__cause__, LeaseOver):
                raise error.__cause__ from None
            raise ChatAway(say("discord.unreachable", error=error)) from error

    def channel(self, channel_id: object) -> Any:  # noqa: ANN401 - any kind of channel
        """Return a channel as discord.py knows it, or None."""
        return self.client.get_channel(int(str(channel_id))) if self.client and channel_id else None


_OF_NO_CHANNEL = ("/applications/", "/guilds/", "/gateway")
"""What is refused there is no channel's trouble."""
_UNPACED = ("interactions", "webhooks")
"""These are bound to no limit over all routes."""


def _is_paced(url: yarl.URL) -> bool:
    """Return whether a request counts for the limit over all routes: the gateway and files of others do not."""
    base = yarl.URL(Route.BASE)
    path = url.path.removeprefix(base.path).strip("/")
    return url.origin() == base.origin() and url.path.startswith(base.path) and not path.startswith(_UNPACED)


async def _nothing() -> None:
    pass


def _with_files(body: Any, files: Sequence[File]) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Return what discord.py's client takes for a request with files: it rewinds them when it tries again."""
    return {"form": _multipart(body, files), "files": ()}


def _multipart(body: Any, files: Sequence[File]) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    told = {**body, "attachments": [{"id": str(index), "filename": file.name} for index, file in enumerate(files)]}
    form: list[dict[str, Any]] = [{"name": "payload_json", "value": discord.utils._to_json(told)}]
    for index, file in enumerate(files):
        form.append(
            {
                "name": f"files[{index}]",
                "value": file.body,
                "filename": file.name,
                "content_type": "application/octet-stream",
            }
        )
    return form
