"""The app's home and its conversations, as Slack opens them: what is shown there, and what is pressed."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.chat.desk_protocol import Command, FrontDesk, Place, Request, say_nothing
from bot.chat.inbox import Inbox
from bot.chat.rendering.cleaning import clean
from bot.chat.slack.api_client import SlackCalls
from bot.chat.slack.channels import Directory
from bot.chat.slack.home import home_views, source_views
from bot.chat.slack.home.home_publishing import Homes
from bot.errors import ChatError, ReadoutError
from bot.messages.catalogue import say
from bot.models import ChannelKind

log = logging.getLogger(__name__)

Json = Mapping[str, Any]
SUGGESTED = 4
MOST_PROMPT = 60
_ALWAYS = (("slack.what_is_new", "brief 24h"), ("slack.what_can_i_ask", "help"))


@dataclass(frozen=True, slots=True)
class Assistant:
    """Receives people."""

    calls: SlackCalls
    directory: Directory
    front: FrontDesk
    inbox: Inbox
    homes: Homes

    # ------------------------------------------------------------ the home

    async def pressed(self, payload: Json) -> None:
        """Do what a button of the home says."""
        action: Json = next(iter(payload.get("actions") or ()), {})
        person = str((payload.get("user") or {}).get("id") or "")
        control, direct = home_views.control(action), _direct_of(payload.get("view") or {})
        if control is not None and control.do == "edit":
            await self._open_edit_form(payload, person, control)
        elif action.get("action_id") == source_views.ADD_SOURCE:
            view = source_views.form(str(action.get("value") or ""))
            await self.calls.call("views.open", {"trigger_id": str(payload.get("trigger_id") or ""), "view": view})
        elif removes := source_views.removal(action):
            await self._change(person, direct, (direct, None), removes, payload)
        elif control is None:
            await self._open_form(payload, person, str(action.get("value") or ""))
        else:
            await self._change(person, direct, (control.channel, control.thread), control.command, payload)

    async def add_source(self, payload: Json) -> None:
        """Read the source of a form: looking at an address takes its time, so its form is gone meanwhile."""
        person = str((payload.get("user") or {}).get("id") or "")
        view: Json = payload.get("view") or {}
        direct = home_views.direct_of(view)
        await self._change(person, direct, (direct, None), source_views.filled(view), payload)

    async def _change(
        self, person: str, direct: str, where: tuple[str, str | None], command: Command, payload: Json
    ) -> None:
        """Change what is set in a channel or thread, once, and say at the top of the person's home what came of it."""
        if await self.inbox.first_time("slack", str(payload.get("trigger_id") or "")):
            note = await self._done(person, *where, command, payload)
            self.homes.changed()
            await self.homes.show(person, direct, note)

    async def _open_form(self, payload: Json, person: str, direct: str) -> None:
        choices = await self.homes.channels(person)
        zone = str((await self.directory.person(person)).get("tz") or "UTC")
        view = home_views.form(choices, direct, zone) if choices or direct.startswith("D") else home_views.nowhere()
        await self.calls.call("views.open", {"trigger_id": str(payload.get("trigger_id") or ""), "view": view})

    async def _open_edit_form(self, payload: Json, person: str, control: home_views.Control) -> None:
        """Show who may change a briefing a form with it; anybody else, why not, at the top of their home."""
        direct = _direct_of(payload.get("view") or {})
        request = await self._request(person, control.channel, control.thread, control.command, payload)
        overview = await self.front.overview("slack", self.directory.team, person)
        plan = next((each for each in overview.plans if str(each.number) == control.number), None)
        if plan is None or not request.rights.channel:
            await self.homes.show(person, direct, say("home.gone" if plan is None else "home.not_yours"))
            return
        view = home_views.edit_form(plan, control, direct)
        await self.calls.call("views.open", {"trigger_id": str(payload.get("trigger_id") or ""), "view": view})

    async def _edited(self, person: str, wanted: home_views.Edited, payload: Json) -> None:
        """Change a briefing as a form says, and what its channel leaves out, where that is another than it was."""
        where = wanted.control.channel, wanted.control.thread
        await self._carried_out(person, *where, wanted.command, payload)
        overview = await self.front.overview("slack", self.directory.team, person)
        held = next((each.muted for each in overview.plans if str(each.number) == wanted.control.number), ())
        now = {each.casefold() for each in wanted.muted}
        for what in held:
            if what.casefold() not in now:
                await self._carried_out(person, *where, Command("unmute", {"what": what}), payload)
        for what in wanted.muted:
            if what.casefold() not in {each.casefold() for each in held}:
                await self._carried_out(person, *where, Command("mute", {"what": what}), payload)

    async def _done(self, person: str, channel: str, thread: str | None, command: Command, payload: Json) -> str:
        try:
            return await self._carried_out(person, channel, thread, command, payload)
        except ReadoutError as error:
            return str(error)

    async def submitted(self, payload: Json) -> dict[str, str]:
        """Add the briefing of a form, or change the one that it is of; return what is wrong with it, by its field."""
        person = str((payload.get("user") or {}).get("id") or "")
        view: Json = payload.get("view") or {}
        first = "time" if home_views.edits(view) else "channel"
        try:
            if wanted := home_views.edited(view):
                await self._edited(person, wanted, payload)
            else:
                channel, command = home_views.filled(view)
                await self._carried_out(person, channel, None, command, payload)
        except ReadoutError as error:
            return {home_views.field_of(str(error), first): str(error)[:300]}
        self.homes.changed()
        return {}

    async def _carried_out(self, person: str, channel: str, thread: str | None, command: Command, payload: Json) -> str:
        request = await self._request(person, channel, thread, command, payload)
        reply = await self.front.respond(request, say_nothing)
        return " ".join(part.text for part in reply.parts)

    async def _request(self, person: str, channel: str, thread: str | None, command: Command, payload: Json) -> Request:
        direct = channel.startswith("D") or channel in ("", "-")  # a home may be opened before there is a conversation
        kind: ChannelKind = "direct" if direct else "thread" if thread else "channel"
        name = "" if direct else str((await self.directory.channel(channel)).get("name") or "")
        place = Place("slack", channel, self.directory.team, thread, kind, name)
        request = Request(str(payload.get("trigger_id") or ""), place, command, person=person, private=direct)
        return replace(request, rights=await self.directory.rights(request))

    # ------------------------------------------------------------ the conversations

    async def suggest(self, channel: str, thread: str = "") -> None:
        """Suggest what to ask: what the news at hand can answer.

        `thread` is one of the older assistant's. An agent's suggestions stand over its whole conversation, and with
        a thread they fail without a word: https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts
        """
        questions = await self.front.suggest(Place("slack", channel, self.directory.team, thread or None, "direct"))
        where = {"channel_id": channel} | ({"thread_ts": thread} if thread else {})
        told = where | {"title": say("slack.ask_the_news"), "prompts": _prompts(questions)}
        await self.calls.call("assistant.threads.setSuggestedPrompts", told)

    # ------------------------------------------------------------ the channels

    async def greet(self, channel: str, text: str) -> None:
        """Say hello in a channel that the app was let into."""
        from bot.chat.adapter_protocol import PartKey
        from bot.chat.rendering import listings
        from bot.chat.slack.payloads import LIMITS, body

        try:
            for part in listings.notice(text, LIMITS):
                await self.calls.post(channel, body(part, PartKey(0, 1, 1)))
        except ChatError as error:
            log.warning("slack: could not say hello in %s: %s", channel, error)


def _direct_of(view: Json) -> str:
    """Return the person's conversation with us, which the button of the form carries."""
    for block in view.get("blocks") or ():
        for element in block.get("elements") or ():
            if element.get("action_id") == home_views.ADD:
                return str(element.get("value") or "")
    return ""


def _prompts(questions: Sequence[str]) -> list[dict[str, str]]:
    asked = [(_cut(clean(each)), clean(each)) for each in questions if clean(each)]
    chosen = [*asked[: SUGGESTED - len(_ALWAYS)], *((say(title), asks) for title, asks in _ALWAYS)]
    return [{"title": title, "message": message[:500]} for title, message in chosen]


def _cut(text: str) -> str:
    return text if len(text) <= MOST_PROMPT else f"{text[:MOST_PROMPT]}…"
