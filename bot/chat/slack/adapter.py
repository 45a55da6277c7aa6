"""Slack, by slack-bolt: Socket Mode, signed requests, or both. Importing this file takes its time: see app.py."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.chat.adapter import ABSENT, CANNOT_TELL, Found, PartKey, Sight, Target
from bot.chat.front import FirstTime, FrontDesk
from bot.chat.parts import Part
from bot.chat.slack import scopes
from bot.chat.slack.answering import Answering
from bot.chat.slack.body import LIMITS, body, marked_as
from bot.chat.slack.calls import MESSAGE_SECONDS, SEND_SECONDS, SlackCalls
from bot.chat.slack.hall import Hall
from bot.chat.slack.hearing import Hearing
from bot.chat.slack.homes import LOOK_SECONDS, SETTLE_SECONDS, Homes
from bot.chat.slack.news import News
from bot.chat.slack.places import Places
from bot.chat.slack.signed import handle_signed
from bot.chat.slack.socket import serve_http, serve_socket
from bot.chat.supervisor import Backoff, Supervisor
from bot.errors import ChannelClosed, ChatAway, ConfigError
from bot.models import Platform, Posts, Room
from bot.settings import SlackSettings

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger(__name__)

PAGE = 100
PAGES = 3
DRAIN_SECONDS = 10.0
SKEW = timedelta(minutes=15)
"""How far our clock may be ahead of Slack's, whose messages are named by its own."""


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
        if not settings.bot_token or not (settings.app_token or settings.signing_secret):
            raise ConfigError(
                "Slack has no token. Set SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…), "
                "or SLACK_SIGNING_SECRET in place of the latter for signed requests"
            )
        self._app_token = settings.app_token.get_secret_value() if settings.app_token else ""
        self._signing_secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""
        self._first_time = first_time
        self._ping_seconds = ping_seconds
        self._supervisor = Supervisor(self.name, backoff or Backoff())
        quick = message_seconds < MESSAGE_SECONDS
        token = settings.bot_token.get_secret_value()
        self._calls = SlackCalls(
            settings, token, message_seconds=message_seconds, send_seconds=send_seconds, quick=quick
        )
        self._places = Places(self._calls)
        self._news = News(self._calls, self._places)
        self._hearing: Hearing | None = None
        self._bot_id = ""
        self._user_id = ""

    @property
    def healthy(self) -> bool:
        """Whether Socket Mode is connected, or the token holds where requests come in signed."""
        return self._supervisor.healthy

    @property
    def problem(self) -> str:
        """Why it is not."""
        return self._supervisor.problem

    async def run(self, front: FrontDesk) -> None:
        """Serve until `close`; what is being answered then is finished."""
        try:
            await self._supervisor.keep(lambda: self._serve(front))
        finally:
            if self._hearing:
                await self._hearing.settle(DRAIN_SECONDS)

    async def close(self) -> None:
        """End `run`."""
        self._supervisor.stop()

    async def handle(self, request: Request) -> Response | None:
        """Answer one of Slack's signed requests; None where it cannot be taken now, and is to come again."""
        if self._hearing is None or not self._signing_secret or not self.healthy:
            return None
        return await handle_signed(self._hearing.app, self._signing_secret, request)

    async def _serve(self, front: FrontDesk) -> None:
        self._calls.refused.clear()
        await self._know_myself()
        if self._hearing is None or self._hearing.own_id != self._user_id:
            self._hearing = self._hear(front)  # kept over connections: what is being answered goes on
        await front.heard_again(self.name)
        keeping = asyncio.create_task(self._hearing.homes.keep(), name="slack homes")
        try:
            await self._connected(self._hearing)
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def _connected(self, hearing: Hearing) -> None:
        if self._app_token:
            await serve_socket(hearing.app, self._app_token, self._calls, self._supervisor, self._ping_seconds)
        else:
            await serve_http(self._calls, self._supervisor)

    def _hear(self, front: FrontDesk) -> Hearing:
        answering = Answering(self._calls, self._places, front, self._first_time, self._user_id)
        pauses = (0.02, 0.2) if self._calls.quick else (SETTLE_SECONDS, LOOK_SECONDS)
        homes = Homes(self._calls, self._places, front, *pauses)
        hall = Hall(self._calls, self._places, front, self._first_time, homes)
        return Hearing(self._calls.reading, self._signing_secret, answering, hall, front, self._news.link)

    async def _know_myself(self) -> None:
        me = await self._calls.within(self._calls.reading.auth_test())
        self._bot_id, self._user_id = str(me.get("bot_id") or ""), str(me.get("user_id") or "")
        self._places.team = str(me.get("team_id") or "")
        self._news.home, self._news.own = str(me.get("url") or ""), frozenset((self._bot_id, self._user_id))
        granted = _granted(me)
        if granted and (lacking := scopes.missing(granted)):
            log.warning("%s", scopes.complaint(lacking))
        try:
            await self._places.learn()
        except ChannelClosed as error:
            log.warning("slack: which channels it is in cannot be seen: %s", error)

    def _must_know_myself(self) -> None:
        """Raise ChatAway before the first connection: which messages are ours is not known until then."""
        if not self._bot_id:
            raise ChatAway(f"Slack is not connected: {self.problem}")

    # ------------------------------------------------------------ channels that are sources

    async def room(self, server_id: str, channel_id: str) -> Room:
        """Return what a channel is that is to be read as a source."""
        self._must_know_myself()
        return await self._news.room(server_id, channel_id)

    async def posts(self, server_id: str, channel_id: str, after: str) -> Posts:
        """Return a channel's newest messages of others."""
        self._must_know_myself()
        return await self._news.posts(server_id, channel_id, after)

    # ------------------------------------------------------------ deliveries

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        """Post a part. Slack takes a repetition as a new message: `find` it before sending it again.

        Parts after the first go into its thread, so that a long briefing is one message of the channel.
        """
        self._must_know_myself()
        await self._places.may_post(target.platform_id)
        request = body(part, key, target.ping if key.ordinal == 1 else "")
        return await self._calls.post(target.platform_id, request, _thread(target, key), delivery=True)

    async def find(self, target: Target, key: PartKey, since: datetime | None = None) -> Found:
        """Look for a part among the newest messages of the channel or thread."""
        self._must_know_myself()
        try:
            return await self._look(target, key, since)
        except ChannelClosed as error:
            if error.permission:
                return CANNOT_TELL
            raise

    async def _look(self, target: Target, key: PartKey, since: datetime | None) -> Found:
        cursor = ""
        for _ in range(PAGES):
            page = await self._history(target, key, since, cursor)
            for message in page.get("messages") or ():
                if self._is_ours(message) and marked_as(message) == (key.delivery_id, key.ordinal):
                    return Found(Sight.FOUND, str(message["ts"]))
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return ABSENT
        return CANNOT_TELL if since else ABSENT

    async def _history(self, target: Target, key: PartKey, since: datetime | None, cursor: str) -> Any:  # noqa: ANN401
        wanted: dict[str, Any] = {"channel": target.platform_id, "limit": PAGE, "include_all_metadata": "true"}
        wanted |= {"oldest": f"{(since - SKEW).timestamp():.6f}"} if since else {}
        wanted |= {"cursor": cursor} if cursor else {}
        if thread := _thread(target, key):
            return await self._calls.read("conversations.replies", ts=thread, **wanted)
        return await self._calls.read("conversations.history", **wanted)

    def _is_ours(self, message: dict[str, Any]) -> bool:
        return bool(self._bot_id) and message.get("bot_id") == self._bot_id


def _thread(target: Target, key: PartKey) -> str | None:
    """Return the thread that a part goes into: the target's, or that of the delivery's first message."""
    under_first = key.first if key.ordinal > 1 else ""
    return target.thread or target.reply_root or under_first or None


def _granted(me: Any) -> list[str]:  # noqa: ANN401 - slack-sdk is untyped
    headers = getattr(me, "headers", None) or {}
    told = next((str(value) for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return [scope.strip() for scope in told.split(",") if scope.strip()]


__all__ = ["LIMITS", "SlackAdapter", "body"]
