"""Answers what people ask on Slack: once, where they asked it, to them alone where it concerns nobody else."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.chat import listings
from bot.chat.adapter import PartKey
from bot.chat.cleaning import clean, isolated
from bot.chat.front import FirstTime, FrontDesk, Reply, Request
from bot.chat.parts import Part
from bot.chat.replying import reply_to
from bot.chat.slack.body import LIMITS, Element, body, message, plain_text
from bot.chat.slack.calls import SlackCalls
from bot.chat.slack.live import Live
from bot.chat.slack.places import Places
from bot.chat.slack.requests import Asked, with_file
from bot.chat.slack.speech import plain
from bot.chat.wishes.table import BY_NAME
from bot.errors import ChannelClosed, ChatError, ReadoutError

log = logging.getLogger(__name__)

READING = "is reading the news…"
STILL_READING = "Reading the news…"
PATIENCE = 2.5
"""Seconds before a command says that it is at work: a quick answer needs no word before it."""
SHOWN_SECONDS = 1.0
MOST_RESPONSES = 4
"""Parts through a response URL, which takes five answers."""
MOST_ECHO = 400
MOST_TITLE = 80
HISTORY = 50
EXPORTED = 9_000


@dataclass(frozen=True, slots=True)
class Answering:
    """Takes what was asked to the desk and the answer to where it belongs."""

    calls: SlackCalls
    places: Places
    front: FrontDesk
    first_time: FirstTime
    own_id: str

    async def take(self, asked: Asked) -> None:
        """Answer something, once however often it comes; whatever goes wrong is a line in the log."""
        request = asked.request
        try:
            if await self.first_time("slack", request.event_id):
                await self._answer(asked)
        except ReadoutError as error:
            log.warning("slack: %s was not answered: %s", request.wish.name, error)
        except Exception:
            log.exception("slack: %s was not answered", request.wish.name)

    async def _answer(self, asked: Asked) -> None:
        async with self._at_work(asked):
            asked = await self._complete(asked)
            live = Live(
                self.calls, asked.request.place.channel_id, asked.thread, asked.request.person, self.places.team
            )
            reply = await reply_to(asked.request, self.front.respond, LIMITS, live.show)
        await self._give(asked, _with_file_shown(reply), live)

    async def _complete(self, asked: Asked) -> Asked:
        """Add what must be asked of Slack first: who it is, what was said before, what was attached."""
        request = asked.request
        spec = BY_NAME.get(request.wish.name)
        if spec and spec.admin:
            request = replace(request, manages=await self.places.manages(request))
        if request.wish.name == "schedule" and request.wish.option("time") and not request.wish.option("zone"):
            request = replace(request, zone=await self._zone(request.person))
        if request.wish.name == "ask" and request.about:
            request = replace(request, history=await self._history(request))
        asked = replace(asked, request=request)
        if asked.file:
            with contextlib.suppress(ChatError):
                return with_file(asked, await self.calls.file(asked.file))
        return asked

    async def _zone(self, person: str) -> str:
        with contextlib.suppress(ChatError):
            return str((await self.places.person(person)).get("tz") or "")
        return ""

    async def _history(self, request: Request) -> Sequence[str]:
        """Return what people said before in a thread; nothing where it cannot be seen."""
        place = request.place
        try:
            told = await self.calls.read(
                "conversations.replies", channel=place.channel_id, ts=request.about, limit=HISTORY
            )
        except ChatError:
            return ()
        found = (each for each in told.get("messages") or () if str(each.get("ts")) < (request.reply_to or ""))
        said = (plain(str(each.get("text") or ""), self.own_id) for each in found if not each.get("bot_id"))
        return tuple(text for text in said if text)

    @asynccontextmanager
    async def _at_work(self, asked: Asked) -> AsyncIterator[None]:
        """Show that something is being done while the block runs.

        A message of ours ends what a thread shows, so what was begun is let arrive first, within a moment.
        """
        showing = asyncio.create_task(self._show_work(asked))
        try:
            yield
            if _has_thread(asked):
                await asyncio.wait({showing}, timeout=SHOWN_SECONDS)
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _show_work(self, asked: Asked) -> None:
        channel = asked.request.place.channel_id
        with contextlib.suppress(ChatError):
            if asked.thread and _has_thread(asked):
                await self.calls.status(channel, asked.thread, READING)
                if asked.assistant and asked.request.wish.name == "ask":
                    await self._title(channel, asked.thread, asked.request.wish.option("question"))
            elif asked.response_url:
                await asyncio.sleep(PATIENCE)
                await self.calls.respond(asked.response_url, _aside([plain_text(STILL_READING)], STILL_READING))

    async def _title(self, channel: str, thread: str, question: str) -> None:
        title = clean(question)[:MOST_TITLE]
        if title:
            told = {"channel_id": channel, "thread_ts": thread, "title": title}
            await self.calls.call("assistant.threads.setTitle", told)

    # ------------------------------------------------------------ where the answer goes

    async def _give(self, asked: Asked, reply: Reply, live: Live) -> None:
        if reply.private and not asked.request.private:
            await live.abandon()
            await self._whisper(asked, reply.parts)
            return
        try:
            sent = await live.finish(reply.parts, _echo(asked.typed))
        except ChannelClosed as error:
            if not asked.response_url:
                raise
            log.info("slack: answered to the person alone: %s", error)
            await self._whisper(asked, [*reply.parts, *listings.notice(f"Only you see this. {error}", LIMITS)])
            return
        for ts in sent:
            await reply.posted(ts)

    async def _whisper(self, asked: Asked, parts: Sequence[Part]) -> None:
        """Tell the person alone."""
        request, total = asked.request, len(parts)
        for ordinal, part in enumerate(parts[:MOST_RESPONSES], 1):
            told = body(part, PartKey(0, ordinal, total))
            if asked.response_url:
                kept = {key: told[key] for key in ("text", "blocks")}
                hidden = {"response_type": "ephemeral", "replace_original": False}
                await self.calls.respond(asked.response_url, kept | hidden)
            else:
                await self.calls.whisper(request.place.channel_id, request.person, told, asked.thread)
        if asked.thread and _has_thread(asked):
            with contextlib.suppress(ChatError):
                await self.calls.status(request.place.channel_id, asked.thread, "")  # a whisper does not clear it


def _has_thread(asked: Asked) -> bool:
    """Tell whether somebody wrote a message and waits below it."""
    return bool(asked.thread and asked.request.reply_to)


def _aside(elements: list[Element], text: str) -> Element:
    told = message([{"type": "context", "elements": elements}], text)
    return {key: told[key] for key in ("text", "blocks")} | {"response_type": "ephemeral", "replace_original": False}


def _echo(typed: str) -> list[Element]:
    """Return what a command said, which the channel did not see."""
    words = clean(typed)
    words = words if len(words) <= MOST_ECHO else f"{words[:MOST_ECHO]}…"
    return [{"type": "context", "elements": [plain_text(isolated(words))]}] if words else []


def _with_file_shown(reply: Reply) -> Reply:
    """Return a reply with its file as text: giving files away would need one more scope, for this alone."""
    if reply.file is None:
        return reply
    text = reply.file.body.decode("utf-8", "replace")
    if len(text) > EXPORTED:
        more = listings.notice("The list is too long for a message: readout sources export gives it as a file.", LIMITS)
    else:
        more = listings.listing(text.splitlines(), LIMITS)
    return replace(reply, parts=[*reply.parts, *more])
