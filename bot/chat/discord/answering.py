"""Answers what people ask on Discord: acknowledged at once, shown as it is proved, each event once."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import Any

import discord
from discord.http import Route

from bot.chat.adapter_protocol import PartKey
from bot.chat.commands.parsing import may_be_ours
from bot.chat.commands.specs import BY_NAME
from bot.chat.desk_protocol import FrontDesk, Request
from bot.chat.discord import inbound
from bot.chat.discord.answers.for_one_alone import covered
from bot.chat.discord.answers.streaming_answer import THREADED, Interacted, LiveAnswer, Spoken, Stage, callback
from bot.chat.discord.api_client import DiscordCalls
from bot.chat.discord.channels import thread_parent
from bot.chat.discord.errors import may_open_threads, missing_permission
from bot.chat.discord.payloads import LIMITS, content
from bot.chat.discord.sending.find_message import MessageFinder
from bot.chat.discord.sending.posting import Posting
from bot.chat.discord.unanswered.belated import Belated
from bot.chat.discord.unanswered.shown_before import ShownBefore
from bot.chat.inbox import Heard, Inbox
from bot.chat.rendering import listings
from bot.chat.replying import answer_to
from bot.errors import ChatAway, ChatError, ReadoutError
from bot.logs import fault
from bot.messages.catalogue import say

log = logging.getLogger(__name__)

TYPING_SECONDS = 8.0
"""Discord shows it for ten."""
COMPLETE_SECONDS = 2.5
KEEP_SECONDS = 1.5
"""So long the store may take before Discord is told that an answer is coming."""
REMEMBERED = 1_000
"""Interactions whose repetitions are known for such without a look into the store."""
_CHOICES, MAX_CHOICES, MAX_CHOICE = 8, 25, 100


class Answering:
    """Takes what people do to the desk, and the answers back."""

    def __init__(
        self,
        wire: DiscordCalls,
        posting: Posting,
        finder: MessageFinder,
        front: FrontDesk,
        inbox: Inbox,
        *,
        reads: bool,
    ) -> None:
        self._wire = wire
        self._posting = posting
        self._finder = finder
        self._front = front
        self._inbox = inbox
        self._reads = reads
        self._tasks: set[asyncio.Task[Any]] = set()
        self._begun: deque[str] = deque(maxlen=REMEMBERED)
        self._looking: asyncio.Future[None] | None = None
        self._closing = False

    async def drain(self, seconds: float) -> None:
        """Begin nothing new, and let what is under way come to its end."""
        self._closing = True
        if self._looking:
            self._looking.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    async def interaction(self, interaction: discord.Interaction) -> None:
        """Answer a command, a menu, a button, or what somebody types into an option."""
        if interaction.type is discord.InteractionType.autocomplete:
            await self._run(self._complete(interaction))
        else:
            await self._run(self._interact(interaction))

    async def message(self, message: discord.Message, me: int) -> None:
        """Answer a message, if it is for us."""
        request = inbound.from_message(message, me, reads=self._reads)
        if request:
            await self._run(self._hear(Heard(request, _how(message, request))))

    async def ask_again(self) -> None:
        """Answer what a process before this one, or this one, left unanswered."""
        if self._closing or self._wire.client is None:
            return
        self._looking = self._looking or asyncio.ensure_future(self._inbox.keep_looking(self.ask_again))
        for heard in await self._inbox.unanswered("discord"):
            self._begin(self._answer_again(heard))

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(self._logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that ends in a line of the log at worst."""
        if self._closing:
            work.close()
            return
        await self._begin(work)

    async def _logged(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except ReadoutError as error:
            log.warning("discord: not answered: %s", error)
        except Exception as error:
            fault(log, "discord: what was heard could not be done", error)

    async def welcome(self, guild: discord.Guild, *, back: bool = False) -> None:
        """Say once, in a server that the bot was let into, how it is set up: where it may, or not at all.

        `back`: it was there before, and what was set up goes on.
        """
        room = _greeting_channel(guild)
        joined = guild.me.joined_at if guild.me else None
        if room is not None and await self._inbox.first_time("discord", f"joined {guild.id} {joined}"):
            await self._run(self._greet(room, say("discord.welcome_back" if back else "discord.welcome")))

    async def _greet(self, room: int, words: str) -> None:
        await self._posting.post(room, content(listings.notice(words, LIMITS)[0], PartKey(0, 1, 1)))

    # ------------------------------------------------------------ interactions

    async def _interact(self, interaction: discord.Interaction) -> None:
        request = inbound.from_interaction(interaction)
        if request is None:
            return
        private = _for_one(interaction, request)
        stage = Interacted(self._wire, self._posting, self._inbox, interaction, private=private)
        if request.event_id in self._begun:
            return
        self._begun.append(request.event_id)
        if not await self._acknowledged(request, stage):
            return
        if request.command.name in THREADED and request.place.kind in ("channel", "announcement"):
            request = replace(request, place=replace(request.place, thread=stage.thread))
        async with self._inbox.answering(request):
            if url := inbound.attached(interaction):
                request = replace(request, command=replace(request.command, attachment=await self._wire.fetch(url)))
            await self._answer(Heard(request), stage)

    async def _acknowledged(self, request: Request, stage: Interacted) -> bool:
        """Keep an interaction, then tell Discord that an answer is coming; return whether it is to be answered.

        Discord waits for three seconds, and the store may take longer: then it is told first.
        """
        how = _how_interacted(stage.interaction, private=stage.private)
        taking = asyncio.ensure_future(self._inbox.take(Heard(request, how)))
        await asyncio.wait((taking,), timeout=KEEP_SECONDS)
        if taking.done() and not taking.result():
            return False
        try:
            await stage.think()
        except ChatAway as error:  # it may have come all the same: the edit that follows knows, or a message has to do
            log.info("discord: whether it is told that an answer is coming is not known: %s", error)
        except ChatError:
            if await taking:
                await self._inbox.answered(request)  # Discord tells the person that it failed
            raise
        return await taking

    async def _complete(self, interaction: discord.Interaction) -> None:
        request = inbound.from_interaction(interaction)
        if request is None:
            return
        option, typed = inbound.focused(interaction)
        try:
            found = await asyncio.wait_for(self._front.complete(request, option, typed), COMPLETE_SECONDS)
        except (ReadoutError, TimeoutError) as error:
            log.info("discord: nothing to complete %s with: %s", option, error)
            found = ()
        data = {"choices": [{"name": each, "value": each} for each in fitting(found)]}
        await self._wire.answer(callback(interaction), {"type": _CHOICES, "data": data})

    # ------------------------------------------------------------ messages

    async def _hear(self, heard: Heard) -> None:
        if await self._inbox.take(heard):
            await self._speak(heard)

    async def _speak(self, heard: Heard) -> None:
        """Answer a message where it stands, or in a thread on it; what is shown already is completed."""
        request, room, opened = heard.request, int(heard.how["room"]), 0
        before = ShownBefore(self._finder, request.event_id) if heard.again else None
        spoken = partial(Spoken, self._wire, self._posting, self._inbox, request.event_id, before=before)
        async with self._inbox.answering(request):
            heard = await self._with_history(heard, room)
            async with self._typing(room):  # at once: opening a thread takes its time
                if heard.how["opens"]:
                    about = request.command.option("question")
                    opened = await self._posting.open_thread(room, int(request.event_id), about, urgent=True)
                if not opened:
                    await self._answer(heard, spoken(room, request.reply_to or "", int(heard.how["above"])))
            if opened:
                async with self._typing(opened):
                    inside = replace(heard, request=inbound.opening(request, opened))
                    await self._answer(inside, spoken(opened, above=room))

    async def _with_history(self, heard: Heard, room: int) -> Heard:
        """Add what people said in a thread before they asked there: “he” is of that; nothing where none is seen."""
        request = heard.request
        asks = request.command.name == "ask" and request.place.kind == "thread" and not request.history
        if not asks or heard.reply:
            return heard
        told = await self._finder.before(room, request.event_id)
        return replace(heard, request=replace(request, history=inbound.said_before(told)))

    async def _answer_again(self, heard: Heard) -> None:
        if heard.how["kind"] == "message":
            await self._speak(heard)
            return
        async with self._inbox.answering(heard.request):
            if heard.how["file"] and not (heard.reply or heard.request.carried_out):
                log.warning("discord: %s is not done again: its file is gone", heard.request.command.name)
                return
            reply = await answer_to(heard, self._front.respond, self._inbox, LIMITS)
            await Belated(self._wire, self._posting, self._inbox, self._finder).give(heard, reply)

    @asynccontextmanager
    async def _typing(self, room: int) -> AsyncIterator[None]:
        async def type_on() -> None:
            route = Route("POST", "/channels/{channel_id}/typing", channel_id=room)
            while True:
                with suppress(ChatError):
                    await self._wire.request(route, urgent=True)
                await asyncio.sleep(TYPING_SECONDS)

        typing = asyncio.ensure_future(type_on())
        try:
            await asyncio.sleep(0)  # it stands in line before what is asked meanwhile, which may end it
            yield
        finally:
            typing.cancel()

    # ------------------------------------------------------------ both

    async def _answer(self, heard: Heard, stage: Stage) -> None:
        live = LiveAnswer(stage)
        reply = await answer_to(heard, self._front.respond, self._inbox, LIMITS, live.say)
        await live.end()
        if isinstance(stage, Interacted) and (stage.private or reply.private):
            # nobody can see afterwards whether it arrived; where it did not, Discord tells the person that it failed
            await self._inbox.answered(heard.request)
        shown = covered(heard.request, reply) if isinstance(stage, Spoken) else reply
        await stage.finish(heard.request, shown)


def _how(message: discord.Message, request: Request) -> dict[str, str]:
    """Return how a message is answered: not in a thread of its own where it is in one already, or answers another."""
    opens = request.command.name in THREADED and not may_be_ours(request.command) and may_open_threads(message.channel)
    room, above = str(message.channel.id), str(thread_parent(message.channel))
    return {"kind": "message", "room": room, "above": above, "opens": "yes" if opens else ""}


def _how_interacted(interaction: discord.Interaction, *, private: bool) -> dict[str, str]:
    """Return how an interaction is answered by a process that has not its token."""
    room, above = str(interaction.channel_id or 0), str(thread_parent(interaction.channel))
    file = inbound.attached(interaction)  # its address is signed, and is not kept
    told = {"kind": "interaction", "room": room, "above": above, "private": "yes" if private else ""}
    return told | {"file": "yes" if file else ""}


def _greeting_channel(guild: discord.Guild) -> int | None:
    """Return where a word about the bot itself goes: where the server greets, else the first channel that it may."""
    rooms = [*([guild.system_channel] if guild.system_channel else []), *guild.text_channels]
    return next((room.id for room in rooms if missing_permission(room) is None), None)


def _for_one(interaction: discord.Interaction, request: Request) -> bool:
    """Return whether an answer is for the person alone: buttons, menus, settings, and what is private by the table."""
    data: Mapping[str, Any] = interaction.data or {}
    if interaction.type is discord.InteractionType.component or data.get("target_id"):
        return True
    spec = BY_NAME.get(request.command.name)
    return spec is not None and (spec.private or spec.admin)


def fitting(found: Sequence[str]) -> list[str]:
    """Return choices that Discord takes: each once, of 1 to 100 characters, 25 in all."""
    sized = (each for each in dict.fromkeys(found) if 1 <= len(each) <= MAX_CHOICE)
    return list(sized)[:MAX_CHOICES]
