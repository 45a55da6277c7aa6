"""Slack, by slack-bolt in Socket Mode. Importing this file takes its time: import it where a token is set."""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import datetime
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.adapter import ABSENT, CANNOT_TELL, FirstTime, Found, FrontDesk, PartKey, Place, Request, Sight, Target
from bot.chat.parts import Part
from bot.chat.replying import reply
from bot.chat.slack_body import LIMITS, body, marked_as
from bot.chat.slack_errors import chat_error
from bot.chat.supervisor import Backoff, Pace, Supervisor
from bot.chat.wishes.parsing import parse
from bot.errors import ChannelClosed, ChatAway, ConfigError
from bot.models import Platform
from bot.settings import SlackSettings

__all__ = ["LIMITS", "SlackAdapter", "body"]

log = logging.getLogger(__name__)

MESSAGE_SECONDS = 1.0
"""Slack allows about one message a second and channel: https://docs.slack.dev/apis/web-api/rate-limits"""
SEND_SECONDS = 60.0
WATCH_SECONDS = 1.0
LOST_SECONDS = 15.0
PAGE = 100
PAGES = 3

_OUR_NAME = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
_ADDRESS = re.compile(r"<(?:[^<>|]*\|)?([^<>]*)>")


class SlackAdapter:
    """An app on Slack."""

    name: Platform = "slack"
    limits = LIMITS

    def __init__(
        self,
        settings: SlackSettings,
        first_time: FirstTime,
        *,
        backoff: Backoff | None = None,
        message_seconds: float = MESSAGE_SECONDS,
        send_seconds: float = SEND_SECONDS,
        ping_seconds: float = 10.0,
    ) -> None:
        if settings.bot_token is None or settings.app_token is None:
            raise ConfigError("Slack has no token. Set SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…)")
        self._app_token = settings.app_token.get_secret_value()
        self._token = settings.bot_token.get_secret_value()
        self._address = f"{settings.api_url.rstrip('/')}/" if settings.api_url else AsyncWebClient.BASE_URL
        self._first_time = first_time
        self._send_seconds = send_seconds
        self._ping_seconds = ping_seconds
        self._supervisor = Supervisor(self.name, backoff or Backoff())
        self._pace = Pace(message_seconds)
        self._bot_id = ""
        self._user_id = ""
        # a post that may have arrived is looked for and not repeated blindly: chat.postMessage has no nonce
        self._posting = self._web_client([AsyncRateLimitErrorRetryHandler(max_retry_count=2)])
        self._reading = self._web_client(
            [
                AsyncConnectionErrorRetryHandler(),
                AsyncRateLimitErrorRetryHandler(max_retry_count=2),
                AsyncServerErrorRetryHandler(max_retry_count=2),
            ]
        )

    def _web_client(self, retry_handlers: list[Any]) -> AsyncWebClient:
        seconds = int(self._send_seconds) or 1
        return AsyncWebClient(self._token, self._address, seconds, retry_handlers=retry_handlers)

    @property
    def healthy(self) -> bool:
        """Whether Socket Mode is connected."""
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
        await self._know_myself()
        handler: Any = AsyncSocketModeHandler(self._app(front), self._app_token, ping_interval=self._ping_seconds)
        try:
            # asked for here, because connect() asks for ever where the token is refused
            handler.client.wss_uri = await self._call(handler.client.issue_new_wss_url())
            await handler.connect_async()
            await self._watch(handler)
        finally:
            await handler.close_async()

    async def _know_myself(self) -> None:
        me = await self._call(self._reading.auth_test())
        self._bot_id, self._user_id = str(me.get("bot_id") or ""), str(me.get("user_id") or "")

    def _app(self, front: FrontDesk) -> AsyncApp:
        app = AsyncApp(client=self._reading, logger=logging.getLogger("slack_bolt"))

        async def mentioned(body: dict[str, Any], event: dict[str, Any]) -> None:
            await self._answer(body, event, front)

        async def written(body: dict[str, Any], event: dict[str, Any]) -> None:
            if event.get("channel_type") == "im" and not event.get("subtype") and not event.get("bot_id"):
                await self._answer(body, event, front)

        app.event("app_mention")(mentioned)
        app.event("message")(written)
        return app

    async def _watch(self, handler: Any) -> None:  # noqa: ANN401 - slack-bolt is untyped
        """Return when the connection has been away for long; slack-sdk brings it back from a short drop itself."""
        lost_for = 0.0
        while lost_for < LOST_SECONDS:
            if await handler.client.is_connected():
                lost_for = 0.0
                self._supervisor.connected()
            else:
                lost_for += WATCH_SECONDS
                self._supervisor.lost("the socket dropped")
            await asyncio.sleep(WATCH_SECONDS)
        raise ChatAway(f"Slack: no connection for {LOST_SECONDS:g} s")

    async def _call(self, request: Any) -> Any:  # noqa: ANN401 - slack-sdk is untyped
        try:
            return await asyncio.wait_for(request, self._send_seconds)
        except SlackApiError as error:
            raise chat_error(error) from error
        except TimeoutError:
            raise ChatAway(f"Slack did not answer within {self._send_seconds:g} s") from None
        except (SlackClientError, aiohttp.ClientError, OSError) as error:
            raise ChatAway(f"Slack could not be reached: {error}") from error

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        """Post a part. Slack takes a repetition as a new message: `find` it before sending it again."""
        return await self._post(target.platform_id, body(part, key), target.thread or target.reply_root)

    async def _post(self, channel: str, request: dict[str, Any], thread: str | None) -> str:
        if not channel:
            raise ChannelClosed("Slack: no channel is named. Give its id, like C0123456789")
        await self._pace.turn(channel)
        where = {"channel": channel} | ({"thread_ts": thread} if thread else {})
        sent = await self._call(self._posting.api_call("chat.postMessage", json=where | request))
        return str(sent["ts"])

    async def find(self, target: Target, key: PartKey, since: datetime | None = None) -> Found:
        """Look for a part among the newest messages of the channel or thread."""
        try:
            return await self._look(target, key, since)
        except ChannelClosed as error:
            if error.permission:
                return CANNOT_TELL
            raise

    async def _look(self, target: Target, key: PartKey, since: datetime | None) -> Found:
        cursor = ""
        for _ in range(PAGES):
            page = await self._history(target, since, cursor)
            for message in page.get("messages") or ():
                if self._is_ours(message) and marked_as(message) == (key.delivery_id, key.ordinal):
                    return Found(Sight.FOUND, str(message["ts"]))
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return ABSENT
        return CANNOT_TELL if since else ABSENT

    async def _history(self, target: Target, since: datetime | None, cursor: str) -> Any:  # noqa: ANN401
        wanted: dict[str, Any] = {"channel": target.platform_id, "limit": PAGE, "include_all_metadata": True}
        wanted |= {"oldest": f"{since.timestamp():.6f}"} if since else {}
        wanted |= {"cursor": cursor} if cursor else {}
        if thread := target.thread or target.reply_root:
            return await self._call(self._reading.conversations_replies(ts=thread, **wanted))
        return await self._call(self._reading.conversations_history(**wanted))

    def _is_ours(self, message: dict[str, Any]) -> bool:
        return bool(self._bot_id) and message.get("bot_id") == self._bot_id

    async def _answer(self, envelope: dict[str, Any], event: dict[str, Any], front: FrontDesk) -> None:
        """Answer an event in its thread, once. Bolt has acknowledged it before."""
        request = self._request(envelope, event)
        answered = await reply(request, front.respond, self._first_time, self.limits)
        for ordinal, part in enumerate(answered.parts, 1):
            said = body(part, PartKey(0, ordinal, len(answered.parts)))
            await answered.posted(await self._post(request.place.channel_id, said, request.place.thread))

    def _request(self, envelope: dict[str, Any], event: dict[str, Any]) -> Request:
        direct = event.get("channel_type") == "im"
        asked = str(event.get("ts") or "")
        place = Place(
            self.name,
            str(event.get("channel") or ""),
            str(envelope.get("team_id") or ""),
            str(event.get("thread_ts") or asked) or None,
            kind="direct" if direct else "channel",
        )
        return Request(
            str(envelope.get("event_id") or asked),
            place,
            parse(plain(str(event.get("text") or ""), self._user_id)),
            person=str(event.get("user") or ""),
            manages=direct,
            private=direct,
            reply_to=asked or None,
        )


def plain(text: str, own_id: str) -> str:
    """Return what a person typed: our name taken out, links as their labels, entities as signs."""
    own = re.compile(rf"<@{re.escape(own_id)}(?:\|[^>]*)?>") if own_id else _OUR_NAME
    shown = _ADDRESS.sub(r"\1", own.sub(" ", text))
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
