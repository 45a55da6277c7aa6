"""The app's home and the assistant's threads, as Slack opens them: what is shown there, and what is pressed."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.chat.cleaning import clean
from bot.chat.front import FirstTime, FrontDesk, Place, Request, Wish, say_nothing
from bot.chat.slack import home
from bot.chat.slack.calls import SlackCalls
from bot.chat.slack.homes import Homes
from bot.chat.slack.places import Places
from bot.errors import ChatError, ReadoutError
from bot.models import ChannelKind

log = logging.getLogger(__name__)

Json = Mapping[str, Any]
SUGGESTED = 4
MOST_PROMPT = 60
_ALWAYS = (("What is new?", "brief 24h"), ("What can I ask for?", "help"))


@dataclass(frozen=True, slots=True)
class Hall:
    """Receives people."""

    calls: SlackCalls
    places: Places
    front: FrontDesk
    first_time: FirstTime
    homes: Homes

    # ------------------------------------------------------------ the home

    async def pressed(self, payload: Json) -> None:
        """Do what a button of the home says."""
        action: Json = next(iter(payload.get("actions") or ()), {})
        person = str((payload.get("user") or {}).get("id") or "")
        control = home.control(action)
        if control is None:
            await self._open_form(payload, person, str(action.get("value") or ""))
        elif await self.first_time("slack", str(payload.get("trigger_id") or "")):
            direct = _direct_of(payload.get("view") or {})
            note = await self._done(person, control.channel, control.thread, control.wish, payload)
            self.homes.changed()
            await self.homes.show(person, direct, note)

    async def _open_form(self, payload: Json, person: str, direct: str) -> None:
        choices = await self.homes.channels(person)
        zone = str((await self.places.person(person)).get("tz") or "UTC")
        view = home.form(choices, direct, zone) if choices or direct.startswith("D") else home.nowhere()
        await self.calls.call("views.open", {"trigger_id": str(payload.get("trigger_id") or ""), "view": view})

    async def _done(self, person: str, channel: str, thread: str | None, wish: Wish, payload: Json) -> str:
        try:
            return await self._wished(person, channel, thread, wish, payload)
        except ReadoutError as error:
            return str(error)

    async def submitted(self, payload: Json) -> dict[str, str]:
        """Add the briefing of a form; return what is wrong with it, by its field."""
        person = str((payload.get("user") or {}).get("id") or "")
        channel, wish = home.filled(payload.get("view") or {})
        try:
            await self._wished(person, channel, None, wish, payload)
        except ReadoutError as error:
            return {home.field_of(str(error)): str(error)[:300]}
        self.homes.changed()
        return {}

    async def _wished(self, person: str, channel: str, thread: str | None, wish: Wish, payload: Json) -> str:
        direct = channel.startswith("D")
        kind: ChannelKind = "direct" if direct else "thread" if thread else "channel"
        name = "" if direct else str((await self.places.channel(channel)).get("name") or "")
        place = Place("slack", channel, self.places.team, thread, kind, name)
        request = Request(str(payload.get("trigger_id") or ""), place, wish, person=person, private=direct)
        manages = await self.places.manages(request)
        request = Request(request.event_id, place, wish, person=person, private=direct, manages=manages)
        reply = await self.front.respond(request, say_nothing)
        return " ".join(part.text for part in reply.parts)

    # ------------------------------------------------------------ the assistant's threads

    async def opened_thread(self, thread: Json) -> None:
        """Suggest what to ask: what the news at hand can answer."""
        channel, ts = str(thread.get("channel_id") or ""), str(thread.get("thread_ts") or "")
        questions = await self.front.suggest(Place("slack", channel, self.places.team, ts, "direct"))
        told = {"channel_id": channel, "thread_ts": ts, "title": "Ask the news", "prompts": _prompts(questions)}
        await self.calls.call("assistant.threads.setSuggestedPrompts", told)

    async def greet(self, channel: str, text: str) -> None:
        """Say hello in a channel that the app was let into."""
        from bot.chat import listings
        from bot.chat.adapter import PartKey
        from bot.chat.slack.body import LIMITS, body

        try:
            for part in listings.notice(text, LIMITS):
                await self.calls.post(channel, body(part, PartKey(0, 1, 1)))
        except ChatError as error:
            log.warning("slack: could not say hello in %s: %s", channel, error)


def _direct_of(view: Json) -> str:
    """Return the person's conversation with us, which the button of the form carries."""
    for block in view.get("blocks") or ():
        for element in block.get("elements") or ():
            if element.get("action_id") == home.ADD:
                return str(element.get("value") or "")
    return ""


def _prompts(questions: Sequence[str]) -> list[dict[str, str]]:
    asked = [(_cut(clean(each)), clean(each)) for each in questions if clean(each)]
    chosen = [*asked[: SUGGESTED - len(_ALWAYS)], *_ALWAYS]
    return [{"title": title, "message": message[:500]} for title, message in chosen]


def _cut(text: str) -> str:
    return text if len(text) <= MOST_PROMPT else f"{text[:MOST_PROMPT]}…"
