"""Slack, by slack-bolt: Socket Mode, signed requests, or both. Importing this file takes its time: see app.py."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.chat.adapter_protocol import Found, PartKey, Target
from bot.chat.desk_protocol import FrontDesk
from bot.chat.inbox import Inbox
from bot.chat.reconnecting import Backoff, Supervisor
from bot.chat.rendering.parts import Part
from bot.chat.slack.answering import Answering
from bot.chat.slack.api_client import MESSAGE_SECONDS, SEND_SECONDS, SlackCalls
from bot.chat.slack.channel_source import ChannelReader
from bot.chat.slack.channels import Directory
from bot.chat.slack.connection.signed_requests import handle_signed
from bot.chat.slack.connection.socket_mode import serve_http, serve_socket
from bot.chat.slack.errors import ThreadGone
from bot.chat.slack.events import SlackEvents
from bot.chat.slack.find_message import MessageFinder, OwnIds, thread_of
from bot.chat.slack.home.assistant import Assistant
from bot.chat.slack.home.home_publishing import LOOK_SECONDS, SETTLE_SECONDS, Homes
from bot.chat.slack.payloads import LIMITS, body
from bot.chat.slack.settings import SlackSettings
from bot.chat.slack.setup import permissions
from bot.clock import steady_clock
from bot.errors import ChannelClosed, ChatAway, ChatError, ConfigError, TokenRefused
from bot.messages.catalogue import say
from bot.models import Platform, Posts, Room

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger(__name__)

DRAIN_SECONDS = 10.0
REFUSED_SECONDS = 3_600.0
"""So long a token that Slack refuses may be one that was not changed yet since the app was installed again."""


class SlackAdapter:
    """An app on Slack."""

    name: Platform = "slack"
    limits = LIMITS

    def __init__(
        self,
        settings: SlackSettings,
        inbox: Inbox,
        *,
        backoff: Backoff | None = None,
        message_seconds: float = MESSAGE_SECONDS,
        send_seconds: float = SEND_SECONDS,
        ping_seconds: float = 10.0,
        refused_seconds: float = REFUSED_SECONDS,
    ) -> None:
        if not settings.bot_token or not (settings.app_token or settings.signing_secret):
            raise ConfigError(
                "Slack has no token. Set SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…), "
                "or SLACK_SIGNING_SECRET in place of the latter for signed requests"
            )
        self._app_token = settings.app_token.get_secret_value() if settings.app_token else ""
        self._signing_secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""
        self._inbox = inbox
        self._ping_seconds = ping_seconds
        self._refused_until = steady_clock() + refused_seconds
        self._supervisor = Supervisor(self.name, backoff or Backoff())
        quick = message_seconds < MESSAGE_SECONDS
        token = settings.bot_token.get_secret_value()
        self._calls = SlackCalls(
            settings, token, message_seconds=message_seconds, send_seconds=send_seconds, quick=quick
        )
        self._directory = Directory(self._calls)
        self._reader = ChannelReader(self._calls, self._directory)
        self._events: SlackEvents | None = None
        self._own = OwnIds("", "")

    @property
    def healthy(self) -> bool:
        """Whether Socket Mode is connected, or the token holds where requests come in signed."""
        return self._supervisor.healthy

    @property
    def problem(self) -> str:
        """Why it is not."""
        return self._supervisor.problem

    async def is_out(self, server: str) -> bool:
        """Tell whether the app is not in a workspace: its token is another's, or has long been worth nothing."""
        try:
            me = await self._calls.within(self._calls.reading.auth_test())
        except TokenRefused:
            return steady_clock() >= self._refused_until
        except ChatError as error:
            log.info("slack: whether the app is still in the workspace %s cannot be told: %s", server, error)
            return False
        return str(me.get("team_id") or server) != server

    async def run(self, front: FrontDesk) -> None:
        """Serve until `close`; what is being answered then is finished."""
        try:
            await self._supervisor.keep(lambda: self._serve(front))
        finally:
            if self._events:
                await self._events.settle(DRAIN_SECONDS)

    async def close(self) -> None:
        """End `run`."""
        self._supervisor.stop()

    async def handle(self, request: Request) -> Response | None:
        """Answer one of Slack's signed requests; None where it cannot be taken now, and is to come again."""
        if self._events is None or not self._signing_secret or not self.healthy:
            return None
        return await handle_signed(self._events.app, self._signing_secret, request)

    async def _serve(self, front: FrontDesk) -> None:
        self._calls.refused.clear()
        await self._know_myself()
        if self._events is None or self._events.own_id != self._own.person:
            self._events = self._hear(front)  # kept over connections: what is being answered goes on
        await front.joined(self.name, self._directory.team)  # it may have been out of the workspace for a while
        await front.heard_again(self.name)
        await self._events.ask_again()
        keeping = asyncio.create_task(self._events.homes.keep(), name="slack homes")
        try:
            await self._connected(self._events)
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def _connected(self, events: SlackEvents) -> None:
        if self._app_token:
            await serve_socket(events.app, self._app_token, self._calls, self._supervisor, self._ping_seconds)
        else:
            await serve_http(self._calls, self._supervisor)

    def _hear(self, front: FrontDesk) -> SlackEvents:
        answering = Answering(self._calls, self._directory, front, self._inbox, self._own)
        pauses = (0.02, 0.2) if self._calls.quick else (SETTLE_SECONDS, LOOK_SECONDS)
        homes = Homes(self._calls, self._directory, front, *pauses)
        assistant = Assistant(self._calls, self._directory, front, self._inbox, homes)
        return SlackEvents(self._calls.reading, self._signing_secret, answering, assistant, front, self._reader.link)

    async def _know_myself(self) -> None:
        me = await self._calls.within(self._calls.reading.auth_test())
        self._own = OwnIds(str(me.get("user_id") or ""), str(me.get("bot_id") or ""))
        self._directory.team = str(me.get("team_id") or "")
        self._reader.home, self._reader.own = str(me.get("url") or ""), self._own.both
        granted = _granted(me)
        if granted and (lacking := permissions.missing(granted)):
            log.warning("%s", permissions.complaint(lacking))
        try:
            await self._directory.learn()
        except ChannelClosed as error:
            log.warning("slack: which channels it is in cannot be seen: %s", error)

    def _must_know_myself(self) -> None:
        """Raise ChatAway before the first connection: which messages are ours is not known until then."""
        if not self._own.person:
            raise ChatAway(say("slack.not_connected", problem=self.problem))

    # ------------------------------------------------------------ channels that are sources

    async def room(self, server_id: str, channel_id: str) -> Room:
        """Return what a channel is that is to be read as a source."""
        self._must_know_myself()
        return await self._reader.room(server_id, channel_id)

    async def posts(self, server_id: str, channel_id: str, after: str) -> Posts:
        """Return a channel's newest messages of others."""
        self._must_know_myself()
        return await self._reader.posts(server_id, channel_id, after)

    # ------------------------------------------------------------ deliveries

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        """Post a part. Slack takes a repetition as a new message: `find` it before sending it again.

        Parts after the first go into its thread, so that a long briefing is one message of the channel; into the
        channel where the first was deleted.
        """
        self._must_know_myself()
        await self._directory.may_post(target.platform_id)
        request = body(part, key, target.ping if key.ordinal == 1 else "")
        thread = thread_of(target, key)
        try:
            return await self._calls.post(target.platform_id, request, thread, key.lease)
        except ThreadGone as error:
            if target.thread:
                raise
            log.info("slack: nothing goes under message %s any more: %s", thread, error)
        return await self._calls.post(target.platform_id, request, lease=key.lease)

    async def edit(self, target: Target, message_id: str, part: Part, key: PartKey) -> None:
        """Change a message of ours; a call that its first part made stays in it."""
        self._must_know_myself()
        request = body(part, key, target.ping if key.ordinal == 1 else "")
        await self._calls.update(target.platform_id, message_id, request, key.lease)

    async def find(self, target: Target, key: PartKey, since: datetime | None = None) -> Found:
        """Look for a part among the newest messages of the thread that it belongs in, and of the channel."""
        self._must_know_myself()
        return await MessageFinder(self._calls, self._own).find(target, key, since)


def _granted(me: Any) -> list[str]:  # noqa: ANN401 - slack-sdk is untyped
    headers = getattr(me, "headers", None) or {}
    told = next((str(value) for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return [scope.strip() for scope in told.split(",") if scope.strip()]
