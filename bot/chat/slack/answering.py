"""Answers what people ask on Slack: once, where they asked it, to them alone where it concerns nobody else."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial

from bot.chat.adapter_protocol import PartKey
from bot.chat.commands.specs import BY_NAME, may_change
from bot.chat.desk_protocol import FrontDesk, Reply, Request
from bot.chat.inbox import Heard, Inbox
from bot.chat.rendering import listings
from bot.chat.rendering.cleaning import clean, isolated
from bot.chat.rendering.listings import headed
from bot.chat.rendering.parts import Part
from bot.chat.replying import answer_to
from bot.chat.slack.api_client import SlackCalls
from bot.chat.slack.channels import Directory
from bot.chat.slack.find_message import MessageFinder, OwnIds
from bot.chat.slack.inbound import SlackRequest, kept_with, with_file
from bot.chat.slack.payloads import LIMITS, Element, body, message, plain_text
from bot.chat.slack.plain_text import plain
from bot.chat.slack.shown_before import ShownBefore, shown_before
from bot.chat.slack.streaming_answer import LiveAnswer
from bot.errors import ChannelClosed, ChatError, ReadoutError
from bot.logs import fault
from bot.messages.catalogue import say

log = logging.getLogger(__name__)

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
    """Takes what was asked to the desk and the answer to where it belongs; `own` are our ids as person and as bot."""

    calls: SlackCalls
    directory: Directory
    front: FrontDesk
    inbox: Inbox
    own: OwnIds

    async def hear(self, asked: SlackRequest) -> bool:
        """Keep what is asked until it is answered; False where its event was heard before. A StoreError passes."""
        return await self.inbox.take(Heard(asked.request, kept_with(asked)))

    async def answer(self, asked: SlackRequest, heard: Heard) -> None:
        """Answer something that was heard; whatever goes wrong is a line in the log."""
        request = asked.request
        try:
            async with self.inbox.answering(request):
                await self._answer(asked, heard)
        except ReadoutError as error:
            log.warning("slack: %s was not answered: %s", request.command.name, error)
        except Exception as error:
            fault(log, f"slack: {request.command.name} was not answered", error)

    async def _answer(self, asked: SlackRequest, heard: Heard) -> None:
        where, event = asked.request.place.channel_id, asked.request.event_id
        async with self._at_work(asked):
            looked = partial(self._looked, asked, heard)
            person, team = asked.request.person, self.directory.team
            live = LiveAnswer(self.calls, self.inbox, event, where, asked.thread, person, team, looked)
            before = await looked() if heard.again else ShownBefore()
            if heard.again:
                live.go_on(before)
            asked = await self._complete(asked)
            heard = replace(heard, request=asked.request)
            reply = await answer_to(heard, self.front.respond, self.inbox, LIMITS, live.show)
        reply = _with_file_shown(reply)
        if reply.parts and (not before.certain or (heard.reply and reply.private)):
            reply = replace(reply, parts=[headed(reply.parts[0], say("briefing.may_repeat")), *reply.parts[1:]])
        await self._give(asked, reply, live)

    async def _looked(self, asked: SlackRequest, heard: Heard) -> ShownBefore:
        """Look for what is shown already of an answer."""
        finder = MessageFinder(self.calls, self.own)
        return await shown_before(
            finder, asked.request.place.channel_id, asked.thread, asked.request.event_id, heard.at
        )

    async def _complete(self, asked: SlackRequest) -> SlackRequest:
        """Add what must be asked of Slack first: who it is, what was said before, what was attached."""
        request = asked.request
        spec = BY_NAME.get(request.command.name) or may_change(request.command.name)
        if (spec and spec.admin) or _decides(request):
            request = replace(request, rights=await self.directory.rights(request))
        timed = request.command.option("time") or request.command.option("times")
        if timed and not request.command.option("zone"):
            request = replace(request, zone=await self._zone(request.person))
        if request.command.name == "ask" and request.about:
            request = replace(request, history=await self._history(request))
        asked = replace(asked, request=request)
        if asked.file:
            with contextlib.suppress(ChatError):
                return with_file(asked, await self.calls.file(asked.file))
        return asked

    async def _zone(self, person: str) -> str:
        with contextlib.suppress(ChatError):
            return str((await self.directory.person(person)).get("tz") or "")
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
        people = (each for each in found if not each.get("bot_id") and not self.own.wrote(each))
        said = (plain(str(each.get("text") or ""), self.own.person) for each in people)
        return tuple(text for text in said if text)

    @asynccontextmanager
    async def _at_work(self, asked: SlackRequest) -> AsyncIterator[None]:
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

    async def _show_work(self, asked: SlackRequest) -> None:
        channel = asked.request.place.channel_id
        with contextlib.suppress(ChatError):
            if asked.thread and _has_thread(asked):
                await self.calls.status(channel, asked.thread, say("slack.is_reading"))
                if asked.titled and asked.request.command.name == "ask":
                    await self._title(channel, asked.thread, asked.request.command.option("question"))
            elif asked.response_url:
                await asyncio.sleep(PATIENCE)
                await self.calls.respond(
                    asked.response_url, _aside([plain_text(say("slack.reading"))], say("slack.reading"))
                )

    async def _title(self, channel: str, thread: str, question: str) -> None:
        title = clean(question)[:MOST_TITLE]
        if title:
            told = {"channel_id": channel, "thread_ts": thread, "title": title}
            await self.calls.call("assistant.threads.setTitle", told)

    # ------------------------------------------------------------ where the answer goes

    async def _give(self, asked: SlackRequest, reply: Reply, live: LiveAnswer) -> None:
        if reply.private and not asked.request.private:
            await live.abandon()
            await self._whisper(asked, reply.parts)
            return
        if reply.undoable and _was_said_to_all(asked):
            # the channel learns that something was done, and not what is set
            await self._whisper(asked, reply.parts)
            reply = replace(reply, parts=listings.notice(say("slack.done"), LIMITS))
        try:
            sent = await live.finish(reply.parts, _echo(asked.typed))
        except ChannelClosed as error:
            if not asked.response_url:
                raise
            log.info("slack: answered to the person alone: %s", error)
            await self._whisper(asked, [*reply.parts, *listings.notice(say("slack.only_you", error=error), LIMITS)])
            return
        for ts in sent:
            await reply.posted(ts)

    async def _whisper(self, asked: SlackRequest, parts: Sequence[Part]) -> None:
        """Tell the person alone."""
        request, total = asked.request, len(parts)
        for ordinal, part in enumerate(parts[:MOST_RESPONSES], 1):
            told = body(part, PartKey(0, ordinal, total))
            if asked.response_url:
                kept = {key: told[key] for key in ("text", "blocks")}
                hidden = {"response_type": "ephemeral", "replace_original": False}
                await self.calls.respond(asked.response_url, kept | hidden, self.inbox)
            else:
                await self.calls.whisper(request.place.channel_id, request.person, told, asked.thread, self.inbox)
        if asked.thread and _has_thread(asked):
            with contextlib.suppress(ChatError):
                await self.calls.status(request.place.channel_id, asked.thread, "")  # a whisper does not clear it


def _decides(request: Request) -> bool:
    """Tell whether it depends on who presses a button what it does."""
    return request.command.name in ("wrong", "retract") or request.command.option("show") == "less"


def _was_said_to_all(asked: SlackRequest) -> bool:
    """Tell whether everybody in a channel read what was asked: a mention, and no command or direct message."""
    return not asked.response_url and not asked.request.private


def _has_thread(asked: SlackRequest) -> bool:
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
        more = listings.notice(say("slack.list_too_long"), LIMITS)
    else:
        more = listings.listing(text.splitlines(), LIMITS)
    return replace(reply, parts=[*reply.parts, *more])
