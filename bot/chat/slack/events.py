"""What Slack tells the app, each kind to what takes it: the same over Socket Mode and as signed requests.

Everything is acknowledged before it is worked on: Slack waits three seconds, then tells it again.
https://docs.slack.dev/apis/events-api
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.commands.specs import ABOUT_CHANNELS
from bot.chat.desk_protocol import FrontDesk, Place
from bot.chat.inbox import Heard
from bot.chat.slack import inbound
from bot.chat.slack.answering import Answering
from bot.chat.slack.channels import Directory
from bot.chat.slack.home import home_views, source_views
from bot.chat.slack.home.assistant import Assistant
from bot.chat.slack.home.home_publishing import Homes
from bot.chat.slack.inbound import SlackRequest
from bot.chat.slack.payloads import BUTTON
from bot.errors import ReadoutError, StoreError
from bot.logs import fault
from bot.messages.catalogue import say

log = logging.getLogger(__name__)

Json = dict[str, Any]
Ack = Callable[..., Awaitable[Any]]
COMMAND = "/readout"
SHORTCUT = "readout_news"
_CHANGING = ABOUT_CHANNELS
"""Commands that may change what homes show."""
_CLOSED = {
    "channel_archive": "slack.was_archived",
    "group_archive": "slack.was_archived",
    "channel_deleted": "slack.was_deleted",
    "group_deleted": "slack.was_deleted",
    "channel_left": "slack.was_taken_out",
    "group_left": "slack.was_taken_out",
}


class SlackEvents:
    """Takes what Slack tells; `app` is slack-bolt's, `settle` waits for what is under way."""

    def __init__(
        self,
        client: AsyncWebClient,
        signing_secret: str,
        answering: Answering,
        assistant: Assistant,
        front: FrontDesk,
        link: Callable[[str, str], str],
    ) -> None:
        self._answering = answering
        self._assistant = assistant
        self._front = front
        self._link = link
        self._older = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._looking: asyncio.Task[None] | None = None
        # Slack tells again what was not acknowledged: what is asked is in the store before it is
        self.app = AsyncApp(client=client, signing_secret=signing_secret, logger=_quiet(), process_before_response=True)
        self._listen()

    @property
    def own_id(self) -> str:
        """Who we are on Slack."""
        return self._answering.own.person

    @property
    def homes(self) -> Homes:
        """The homes that people have open."""
        return self._assistant.homes

    @property
    def _directory(self) -> Directory:
        return self._answering.directory

    def _listen(self) -> None:
        app = self.app
        for name in ("app_mention", "message"):
            app.event(name)(self._written)
        for name in _CLOSED:
            app.event(name)(self._closed)
        app.event("member_joined_channel")(self._joined)
        app.event("app_home_opened")(self._home_opened)
        app.event("app_context_changed")(self._context_changed)
        app.event("assistant_thread_started")(self._thread_started)
        app.event("assistant_thread_context_changed")(self._has_assistant)
        for name in ("app_uninstalled", "tokens_revoked"):
            app.event(name)(self._put_out)
        app.command(COMMAND)(self._commanded)
        app.shortcut(SHORTCUT)(self._shortcut)
        app.action(re.compile(f"^{re.escape(home_views.CONTROL)}"))(self._home_pressed)
        app.action(re.compile(f"^{re.escape(BUTTON)}"))(self._pressed)
        app.view(home_views.FORM)(self._submitted)
        app.view(source_views.FORM)(self._source_submitted)

    # ------------------------------------------------------------ questions and commands

    async def _written(self, body: Json, event: Json) -> BoltResponse | None:
        direct = event.get("channel_type") == "im"
        if event.get("type") == "app_mention" and direct:
            return None  # the same words come as a message
        if event.get("type") == "message" and not direct:
            await self._heard(event)
        asked = inbound.from_message(body, event, self._directory.team, self.own_id)
        if asked and (event.get("type") == "app_mention" or direct):
            return await self._hear(asked)
        return None

    async def _hear(self, asked: SlackRequest) -> BoltResponse | None:
        """Keep what is asked, and begin to answer it; where it cannot be kept, have Slack tell it again."""
        try:
            if await self._answering.hear(asked):
                self._begin(self._take(asked, Heard(asked.request)))
        except StoreError as error:
            log.warning("slack: what was asked could not be kept: %s", error)
            return BoltResponse(status=503)
        return None

    async def _take(self, asked: SlackRequest, heard: Heard) -> None:
        await self._answering.answer(asked, heard)
        if asked.request.command.name in _CHANGING:
            self.homes.changed()

    async def ask_again(self) -> None:
        """Answer what a process before this one, or this one, left unanswered."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._answering.inbox.keep_looking(self.ask_again))
        for heard in await self._answering.inbox.unanswered("slack"):
            self._begin(self._take(inbound.from_kept(heard.request, heard.how), heard))

    async def _heard(self, event: Json) -> None:
        """Take note that a channel has something new, or something less."""
        if self.own_id in (event.get("user"), (event.get("message") or {}).get("user")):
            return
        channel, gone = str(event.get("channel") or ""), str(event.get("deleted_ts") or "")
        place = Place("slack", channel, self._directory.team)
        self._begin(self._front.heard(place, [self._link(channel, gone)] if gone else []))

    async def _commanded(self, ack: Ack, body: Json) -> BoltResponse | None:
        await ack()
        return await self._hear(inbound.from_command(body, self._directory.team))

    async def _shortcut(self, ack: Ack, body: Json) -> BoltResponse | None:
        await ack()
        return await self._hear(inbound.from_shortcut(body, self._directory.team))

    async def _pressed(self, ack: Ack, body: Json) -> BoltResponse | None:
        await ack()
        asked = inbound.from_press(body, self._directory.team)
        return await self._hear(asked) if asked else None

    # ------------------------------------------------------------ the home and the conversations

    async def _home_opened(self, event: Json) -> None:
        person, direct = str(event.get("user") or ""), str(event.get("channel") or "")
        if event.get("tab") == "home":
            self._begin(self.homes.show(person, direct, empty=not event.get("view")))
        elif event.get("tab") == "messages" and not self._older:
            self._begin(self._assistant.suggest(direct))

    async def _home_pressed(self, ack: Ack, body: Json) -> None:
        await ack()
        self._begin(self._assistant.pressed(body))

    async def _submitted(self, ack: Ack, body: Json) -> None:
        if problems := await self._assistant.submitted(body):
            await ack(response_action="errors", errors=problems)
            return
        await ack()
        direct = home_views.direct_of(body.get("view") or {})
        self._begin(self.homes.show(str((body.get("user") or {}).get("id") or ""), direct))

    async def _source_submitted(self, ack: Ack, body: Json) -> None:
        await ack()
        self._begin(self._assistant.add_source(body))

    async def _context_changed(self) -> None:
        """Take note that the app is an agent; an answer does not depend on what else is open."""
        self._older = False

    async def _thread_started(self, event: Json) -> None:
        await self._has_assistant()
        thread = event.get("assistant_thread") or {}
        self._begin(self._assistant.suggest(str(thread.get("channel_id") or ""), str(thread.get("thread_ts") or "")))

    async def _has_assistant(self) -> None:
        """Take note that the app has the older assistant, whose threads alone are for suggestions."""
        if not self._older:
            log.warning(
                "slack: this app was made with Slack's older assistant, which Slack takes away in February 2027. "
                "README.md, Slack, says how to move it"
            )
        self._older = True

    # ------------------------------------------------------------ channels and the workspace

    async def _joined(self, body: Json, event: Json) -> None:
        channel = str(event.get("channel") or "")
        if event.get("user") != self.own_id:
            return
        self._directory.joined(channel)
        if await self._answering.inbox.first_time("slack", str(body.get("event_id") or "")):
            self._begin(self._assistant.greet(channel, say("slack.welcome")))

    async def _closed(self, event: Json) -> None:
        channel = str(event.get("channel") or "")
        self._directory.left(channel)
        place = Place("slack", channel, self._directory.team)
        self._begin(self._close(place, say(_CLOSED[str(event["type"])])))

    async def _close(self, place: Place, problem: str) -> None:
        await self._front.closed(place, problem)
        self.homes.changed()

    async def _put_out(self, event: Json) -> None:
        revoked = event.get("type") == "tokens_revoked"
        if not revoked or (event.get("tokens") or {}).get("bot"):
            self._answering.calls.refused.set()
            self._begin(self._front.left("slack", self._directory.team))

    # ------------------------------------------------------------ what is under way

    def _begin(self, work: Awaitable[None]) -> None:
        task = asyncio.create_task(_guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self, seconds: float) -> None:
        """Let what is under way end, within a time."""
        if self._looking:
            self._looking.cancel()
        if self._tasks:
            _, late = await asyncio.wait(set(self._tasks), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


def _quiet() -> logging.Logger:
    """Return a logger for errors only: slack-bolt warns of a request that nobody takes with all that people wrote."""
    logger = logging.getLogger("slack_bolt.readout")
    logger.setLevel(logging.ERROR)
    return logger


async def _guarded(work: Awaitable[None]) -> None:
    try:
        await work
    except ReadoutError as error:
        log.warning("slack: %s", error)
    except Exception as error:
        fault(log, "slack: what was heard could not be done", error)
