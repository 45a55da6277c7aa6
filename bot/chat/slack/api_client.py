"""What is asked of Slack's Web API: each call within its pace and its time, each refusal in our words.

https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.adapter_protocol import Lease
from bot.chat.lease_trace import look_at_lease
from bot.chat.reconnecting import Pace
from bot.chat.slack.errors import chat_error
from bot.chat.slack.settings import SlackSettings
from bot.chat.slack.tiers import TIER_2, TIER_4, Window
from bot.errors import ChannelClosed, ChatAway, ChatError, LeaseOver, TokenRefused, UsageError
from bot.messages.catalogue import say

Body = dict[str, Any]

MESSAGE_SECONDS = 1.05
"""Slack allows one message a second and channel; the rest is for two clocks that differ."""
DELIVERY_SECONDS = 0.2
"""Between two messages of deliveries: a workspace takes several hundred a minute, and answers need their share."""
TIER_3_SECONDS = 1.25
"""Fifty a minute: reading a history, a channel, changing a message."""
SEND_SECONDS = 60.0
STREAM_SECONDS = 10.0
END_SECONDS = 150.0
"""How long a streamed message may wait for its end to be allowed: two minutes of its tier, and some."""
UNPACED = 10_000
_ONLY_REFUSED = [AsyncRateLimitErrorRetryHandler(max_retry_count=2)]
"""A post that may have arrived is looked for and not repeated blindly: chat.postMessage has no nonce."""
MOST_FILE = 1_000_000
FILES = ".slack.com"
"""Where files are fetched from with our token: Slack's own hosts, and the server that the settings name."""


class SlackCalls:
    """Calls the Web API. `refused` is set once Slack does not accept the token any more."""

    def __init__(
        self, settings: SlackSettings, token: str, *, message_seconds: float, send_seconds: float, quick: bool = False
    ) -> None:
        self._token = token
        self._address = f"{settings.api_url.rstrip('/')}/" if settings.api_url else AsyncWebClient.BASE_URL
        self._seconds = send_seconds
        self.quick = quick
        self._channels = Pace(message_seconds)
        self._workspace = Pace(0.0 if quick else DELIVERY_SECONDS)
        self._methods = Pace(0.0 if quick else TIER_3_SECONDS)
        tiers = {"chat.startStream": TIER_2, "chat.appendStream": TIER_4, "chat.stopStream": TIER_2}
        self._streams = {method: Window(UNPACED if quick else most) for method, most in tiers.items()}
        self.refused = asyncio.Event()
        self.reading = self._client(
            [
                AsyncConnectionErrorRetryHandler(),
                AsyncRateLimitErrorRetryHandler(max_retry_count=2),
                AsyncServerErrorRetryHandler(max_retry_count=2),
            ]
        )

    def _client(self, retry_handlers: list[Any], session: aiohttp.ClientSession | None = None) -> AsyncWebClient:
        seconds = int(self._seconds) or 1
        return AsyncWebClient(self._token, self._address, seconds, retry_handlers=retry_handlers, session=session)

    async def within(self, request: Awaitable[Any], seconds: float | None = None) -> Any:  # noqa: ANN401 - untyped
        """Return what a request gives; raises ChatAway, ChannelClosed, TokenRefused or ChatError."""
        limit = seconds or self._seconds
        try:
            async with asyncio.timeout(limit):  # wait_for of Python 3.11 may swallow a cancellation
                return await request
        except SlackApiError as error:
            told = chat_error(error)
            if isinstance(told, TokenRefused):
                self.refused.set()
            raise told from error
        except TimeoutError:
            raise ChatAway(say("slack.no_answer", seconds=limit)) from None
        except (SlackClientError, aiohttp.ClientError, OSError) as error:
            if isinstance(error.__cause__, LeaseOver):
                raise error.__cause__ from None
            raise ChatAway(say("slack.unreachable", error=error)) from error

    # ------------------------------------------------------------ what is written

    async def post(
        self,
        channel: str,
        request: Body,
        thread: str | None = None,
        lease: Lease | None = None,
        *,
        urgent: bool = False,
    ) -> str:
        """Post a message and return its ts; with a `lease`, it leaves only while that holds.

        A delivery waits for its share of the workspace; an answer, for which somebody waits, is `urgent`.
        """
        if not channel:
            raise ChannelClosed(say("slack.no_channel"))
        if lease and not urgent:
            await self._workspace.turn()
        await self._channels.turn(channel)
        message = {"channel": channel} | ({"thread_ts": thread} if thread else {}) | request
        sent = await self.within(self._leased("chat.postMessage", message, lease, _ONLY_REFUSED))
        return str(sent["ts"])

    async def _leased(self, method: str, request: Body, lease: Lease | None, retry_handlers: list[Any]) -> Any:  # noqa: ANN401
        """Call a method that shows something, while the lease holds, if there is one."""
        if lease is None:
            return await self._client(retry_handlers).api_call(method, json=request)
        async with aiohttp.ClientSession(trace_configs=[_held_by(lease)]) as session:
            return await self._client(retry_handlers, session).api_call(method, json=request)

    async def update(self, channel: str, ts: str, request: Body, lease: Lease | None = None) -> None:
        """Change a message of ours."""
        await self._methods.turn("chat.update")
        kept = {key: request[key] for key in ("text", "blocks", "metadata") if key in request}
        told = {"channel": channel, "ts": ts} | kept
        await self.within(self._leased("chat.update", told, lease, self.reading.retry_handlers))

    async def whisper(
        self, channel: str, person: str, request: Body, thread: str | None = None, lease: Lease | None = None
    ) -> None:
        """Post what one person sees."""
        kept = {key: request[key] for key in ("text", "blocks") if key in request}
        where = {"channel": channel, "user": person} | ({"thread_ts": thread} if thread else {})
        await self._channels.turn(channel)
        await self.within(self._leased("chat.postEphemeral", where | kept, lease, _ONLY_REFUSED))

    async def stream(self, method: str, request: Body, lease: Lease | None = None) -> str:
        """Start a streamed message or append to it; return its ts, "" where its tier has no room now.

        Nothing waits for that room: what is not shown on the way is shown at the end.
        """
        window = self._streams[method]
        if not window.take():
            return ""
        if method == "chat.startStream":
            await self._channels.turn(request["channel"])
        try:
            return str((await self.within(self._leased(method, request, lease, []), STREAM_SECONDS))["ts"])
        except ChatAway as error:
            if error.retry_after is None:
                raise
            window.close(error.retry_after)
            return ""

    async def end_stream(self, request: Body, lease: Lease | None = None) -> None:
        """End a streamed message, as soon as its tier has room; what Slack refuses as too often comes again."""
        window, until = self._streams["chat.stopStream"], asyncio.get_running_loop().time() + END_SECONDS
        while True:
            await window.turn()
            try:
                await self.within(self._leased("chat.stopStream", request, lease, []), STREAM_SECONDS)
            except ChatAway as error:
                late = asyncio.get_running_loop().time() + (error.retry_after or 0.0) > until
                if error.retry_after is None or late:
                    raise
                window.close(error.retry_after)
            else:
                return

    async def respond(self, url: str, request: Body, lease: Lease | None = None) -> None:
        """Answer through the response URL of a command or a press: five times within half an hour."""
        status = await self.within(self._responded(url, request, lease))
        if status >= 400:
            raise ChatError(say("slack.stale", status=status))

    async def _responded(self, url: str, request: Body, lease: Lease | None) -> int:
        timeout = aiohttp.ClientTimeout(self._seconds)
        traces = [_held_by(lease)] if lease else []
        async with (
            aiohttp.ClientSession(timeout=timeout, trace_configs=traces) as session,
            session.post(url, json=request) as answer,
        ):
            return answer.status

    async def status(self, channel: str, thread: str, words: str) -> None:
        """Show under a thread what is being done; "" for nothing."""
        told = {"channel_id": channel, "thread_ts": thread, "status": words}
        await self.within(self.reading.api_call("assistant.threads.setStatus", json=told), 10.0)

    async def call(self, method: str, request: Body) -> Any:  # noqa: ANN401 - slack-sdk is untyped
        """Make another call; one that may be made twice."""
        return await self.within(self.reading.api_call(method, json=request))

    async def publish(self, person: str, view: Body) -> None:
        """Publish somebody's home, at a pace: many may be brought up to date at once."""
        await self._methods.turn("views.publish")
        await self.call("views.publish", {"user_id": person, "view": view})

    # ------------------------------------------------------------ what is read

    async def read(self, method: str, **wanted: Any) -> Any:  # noqa: ANN401 - slack-sdk is untyped
        """Return what a method tells, at its pace."""
        await self._methods.turn(method)
        return await self.within(self.reading.api_call(method, http_verb="GET", params=wanted))

    async def pages(self, method: str, name: str, most: int, **wanted: Any) -> list[Body]:  # noqa: ANN401
        """Return up to so many pages of what a method lists."""
        found: list[Body] = []
        cursor = ""
        for _ in range(most):
            page = await self.read(method, **wanted, **({"cursor": cursor} if cursor else {}))
            found += page.get(name) or []
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
        return found

    async def file(self, url: str) -> bytes:
        """Return a file that somebody attached; a UsageError where it is too long or not Slack's."""
        if not self._is_slacks(url):
            raise UsageError(say("slack.file_elsewhere"))
        timeout = aiohttp.ClientTimeout(self._seconds)
        headers = {"Authorization": f"Bearer {self._token}"}

        async def fetched() -> bytes:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.get(url, headers=headers, allow_redirects=False) as answer,
            ):
                if answer.status != 200 or "html" in answer.content_type:
                    raise ChatError(say("slack.file_not_given"))
                return await _at_most(answer)

        body: bytes = await self.within(fetched())
        return body

    def _is_slacks(self, url: str) -> bool:
        there, own = urlsplit(url), urlsplit(self._address)
        if (there.scheme, there.netloc) == (own.scheme, own.netloc):
            return True
        return there.scheme == "https" and (there.hostname or "").endswith(FILES)


def _held_by(lease: Lease) -> aiohttp.TraceConfig:
    trace = aiohttp.TraceConfig()
    look_at_lease(trace, lambda _: lease)
    return trace


async def _at_most(answer: aiohttp.ClientResponse) -> bytes:
    read = bytearray()
    async for chunk in answer.content.iter_chunked(65_536):
        read += chunk
        if len(read) > MOST_FILE:
            raise UsageError(say("slack.file_too_long", megabytes=MOST_FILE // 1_000_000))
    return bytes(read)
