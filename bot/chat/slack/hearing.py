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
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.front import FrontDesk, Place
from bot.chat.slack import home, requests
from bot.chat.slack.answering import Answering
from bot.chat.slack.body import BUTTON
from bot.chat.slack.hall import Hall
from bot.chat.slack.homes import Homes
from bot.chat.slack.places import Places
from bot.chat.slack.requests import Asked
from bot.errors import ReadoutError

log = logging.getLogger(__name__)

Json = dict[str, Any]
Ack = Callable[..., Awaitable[Any]]
COMMAND = "/readout"
SHORTCUT = "readout_news"
_CHANGING = frozenset(("schedule", "follow", "unfollow", "sources", "forget"))
"""Wishes that may change what homes show."""
HELLO = (
    "Readout is here. An admin sets it up: /readout sources add ADDRESS, then /readout schedule 08:00 Europe/Kyiv "
    "weekdays. Anyone may mention me with a question; /readout help lists the rest."
)
_CLOSED = {
    "channel_archive": "the channel is archived. Unarchive it, then schedule its briefing again",
    "group_archive": "the channel is archived. Unarchive it, then schedule its briefing again",
    "channel_deleted": "the channel was deleted",
    "group_deleted": "the channel was deleted",
    "channel_left": "the bot was taken out of the channel. /invite it again, then schedule its briefing",
    "group_left": "the bot was taken out of the channel. /invite it again, then schedule its briefing",
}


class Hearing:
    """Takes what Slack tells; `app` is slack-bolt's, `settle` waits for what is under way."""

    def __init__(
        self,
        client: AsyncWebClient,
        signing_secret: str,
        answering: Answering,
        hall: Hall,
        front: FrontDesk,
        link: Callable[[str, str], str],
    ) -> None:
        self._answering = answering
        self._hall = hall
        self._front = front
        self._link = link
        self._tasks: set[asyncio.Task[None]] = set()
        self.app = AsyncApp(client=client, signing_secret=signing_secret, logger=_quiet())
        self._listen()

    @property
    def own_id(self) -> str:
        """Who we are on Slack."""
        return self._answering.own_id

    @property
    def homes(self) -> Homes:
        """The homes that people have open."""
        return self._hall.homes

    @property
    def _places(self) -> Places:
        return self._answering.places

    def _listen(self) -> None:
        app = self.app
        for name in ("app_mention", "message"):
            app.event(name)(self._written)
        for name in _CLOSED:
            app.event(name)(self._closed)
        app.event("member_joined_channel")(self._joined)
        app.event("app_home_opened")(self._home_opened)
        app.event("assistant_thread_started")(self._thread_started)
        app.event("assistant_thread_context_changed")(self._nothing)
        for name in ("app_uninstalled", "tokens_revoked"):
            app.event(name)(self._put_out)
        app.command(COMMAND)(self._commanded)
        app.shortcut(SHORTCUT)(self._shortcut)
        app.action(re.compile(f"^{re.escape(home.CONTROL)}"))(self._home_pressed)
        app.action(re.compile(f"^{re.escape(BUTTON)}"))(self._pressed)
        app.view(home.FORM)(self._submitted)

    # ------------------------------------------------------------ questions and wishes

    async def _written(self, body: Json, event: Json) -> None:
        direct = event.get("channel_type") == "im"
        if event.get("type") == "app_mention" and direct:
            return  # the same words come as a message
        if event.get("type") == "message" and not direct:
            await self._heard(event)
        asked = requests.from_message(body, event, self._places.team, self.own_id)
        if asked and (event.get("type") == "app_mention" or direct):
            self._begin(self._take(asked))

    async def _take(self, asked: Asked) -> None:
        await self._answering.take(asked)
        if asked.request.wish.name in _CHANGING:
            self.homes.changed()

    async def _heard(self, event: Json) -> None:
        """Take note that a channel has something new, or something less."""
        if self.own_id in (event.get("user"), (event.get("message") or {}).get("user")):
            return
        channel, gone = str(event.get("channel") or ""), str(event.get("deleted_ts") or "")
        place = Place("slack", channel, self._places.team)
        self._begin(self._front.heard(place, [self._link(channel, gone)] if gone else []))

    async def _commanded(self, ack: Ack, body: Json) -> None:
        await ack()
        self._begin(self._take(requests.from_command(body, self._places.team)))

    async def _shortcut(self, ack: Ack, body: Json) -> None:
        await ack()
        self._begin(self._answering.take(requests.from_shortcut(body, self._places.team)))

    async def _pressed(self, ack: Ack, body: Json) -> None:
        await ack()
        asked = requests.from_press(body, self._places.team)
        if asked:
            self._begin(self._take(asked))

    # ------------------------------------------------------------ the home and the assistant

    async def _home_opened(self, event: Json) -> None:
        if event.get("tab") == "home":
            person, direct = str(event.get("user") or ""), str(event.get("channel") or "")
            self._begin(self.homes.show(person, direct, empty=not event.get("view")))

    async def _home_pressed(self, ack: Ack, body: Json) -> None:
        await ack()
        self._begin(self._hall.pressed(body))

    async def _submitted(self, ack: Ack, body: Json) -> None:
        if problems := await self._hall.submitted(body):
            await ack(response_action="errors", errors=problems)
            return
        await ack()
        direct = str((body.get("view") or {}).get("private_metadata") or "")
        self._begin(self.homes.show(str((body.get("user") or {}).get("id") or ""), direct))

    async def _thread_started(self, event: Json) -> None:
        self._begin(self._hall.opened_thread(event.get("assistant_thread") or {}))

    async def _nothing(self) -> None:
        """Take note of nothing: it is acknowledged, and an answer does not depend on what else is open."""

    # ------------------------------------------------------------ channels and the workspace

    async def _joined(self, body: Json, event: Json) -> None:
        channel = str(event.get("channel") or "")
        if event.get("user") != self.own_id:
            return
        self._places.joined(channel)
        if await self._answering.first_time("slack", str(body.get("event_id") or "")):
            self._begin(self._hall.greet(channel, HELLO))

    async def _closed(self, event: Json) -> None:
        channel = str(event.get("channel") or "")
        self._places.left(channel)
        place = Place("slack", channel, self._places.team)
        self._begin(self._close(place, _CLOSED[str(event["type"])]))

    async def _close(self, place: Place, problem: str) -> None:
        await self._front.closed(place, problem)
        self.homes.changed()

    async def _put_out(self, event: Json) -> None:
        revoked = event.get("type") == "tokens_revoked"
        if not revoked or (event.get("tokens") or {}).get("bot"):
            self._answering.calls.refused.set()
            self._begin(self._front.left("slack", self._places.team))

    # ------------------------------------------------------------ what is under way

    def _begin(self, work: Awaitable[None]) -> None:
        task = asyncio.create_task(_guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self, seconds: float) -> None:
        """Let what is under way end, within a time."""
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
    except Exception:
        log.exception("slack: what was heard could not be done")
