"""Answers what people ask on Discord: acknowledged at once, shown as it is proved, each event once."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

import discord
from discord.http import Route

from bot.chat import listings
from bot.chat.adapter import PartKey
from bot.chat.discord import requests
from bot.chat.discord.body import LIMITS, content
from bot.chat.discord.errors import may_open_threads, missing_permission
from bot.chat.discord.posting import Posting
from bot.chat.discord.stages import THREADED, Interacted, Spoken, Stage, callback
from bot.chat.discord.wire import Wire
from bot.chat.front import FirstTime, FrontDesk, Request
from bot.chat.parts import Part
from bot.chat.replying import reply_to
from bot.chat.wishes.table import BY_NAME
from bot.errors import ChatError, ReadoutError

log = logging.getLogger(__name__)

TYPING_SECONDS = 8.0
"""Discord shows it for ten."""
EDIT_SECONDS = 1.2
"""Between two edits of an answer that grows: five in five seconds are allowed."""
COMPLETE_SECONDS = 2.5
WELCOME = (
    "Readout is here. An admin sets it up: /sources do:add with a site's address, then /schedule time:08:00 "
    "zone:Europe/Kyiv days:weekdays in the channel that is to be briefed. Anybody may /ask. /help lists the rest."
)
REMEMBERED = 1_000
"""Interactions whose repetitions are known for such without a look into the store."""
_CHOICES, MAX_CHOICES, MAX_CHOICE = 8, 25, 100


class Answering:
    """Takes what people do to the desk, and the answers back."""

    def __init__(self, wire: Wire, posting: Posting, front: FrontDesk, first_time: FirstTime, *, reads: bool) -> None:
        self._wire = wire
        self._posting = posting
        self._front = front
        self._first_time = first_time
        self._reads = reads
        self._tasks: set[asyncio.Task[Any]] = set()
        self._begun: deque[str] = deque(maxlen=REMEMBERED)
        self._closing = False

    async def drain(self, seconds: float) -> None:
        """Begin nothing new, and let what is under way come to its end."""
        self._closing = True
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
        request = requests.from_message(message, me, reads=self._reads)
        if request:
            await self._run(self._speak(message, request))

    async def _run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that ends in a line of the log at worst."""
        if self._closing:
            work.close()
            return
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            await task
        except ReadoutError as error:
            log.warning("discord: not answered: %s", error)

    async def welcome(self, guild: discord.Guild) -> None:
        """Say once, in a server that the bot was let into, how it is set up: where it may, or not at all."""
        room = _parlour(guild)
        joined = guild.me.joined_at if guild.me else None
        if room is not None and await self._first_time("discord", f"joined {guild.id} {joined}"):
            await self._run(self._greet(room))

    async def _greet(self, room: int) -> None:
        await self._posting.post(room, content(listings.notice(WELCOME, LIMITS)[0], PartKey(0, 1, 1)))

    # ------------------------------------------------------------ interactions

    async def _interact(self, interaction: discord.Interaction) -> None:
        request = requests.from_interaction(interaction)
        if request is None:
            return
        stage = Interacted(self._wire, self._posting, interaction, private=_for_one(interaction, request))
        if request.event_id in self._begun:
            return
        self._begun.append(request.event_id)
        await stage.think()  # before anything that takes time
        if not await self._first_time("discord", request.event_id):
            return
        if request.wish.name in THREADED and request.place.kind in ("channel", "announcement"):
            request = replace(request, place=replace(request.place, thread=stage.thread))
        if url := requests.attached(interaction):
            request = replace(request, wish=replace(request.wish, attachment=await self._wire.fetch(url)))
        await self._answer(request, stage)

    async def _complete(self, interaction: discord.Interaction) -> None:
        request = requests.from_interaction(interaction)
        if request is None:
            return
        option, typed = requests.focused(interaction)
        try:
            found = await asyncio.wait_for(self._front.complete(request, option, typed), COMPLETE_SECONDS)
        except (ReadoutError, TimeoutError) as error:
            log.info("discord: nothing to complete %s with: %s", option, error)
            found = ()
        data = {"choices": [{"name": each, "value": each} for each in fitting(found)]}
        await self._wire.answer(callback(interaction), {"type": _CHOICES, "data": data})

    # ------------------------------------------------------------ messages

    async def _speak(self, message: discord.Message, request: Request) -> None:
        if not await self._first_time("discord", request.event_id):
            return
        room, opened = message.channel.id, False
        async with self._typing(room):  # at once: opening a thread takes its time
            if self._opens(message, request):
                about = request.wish.option("question")
                opened = await self._posting.open_thread(room, message.id, about, urgent=True)
            if not opened:
                stage = Spoken(self._wire, self._posting, request.event_id, room, request.reply_to or "")
                await self._answer(request, stage)
        if opened:
            async with self._typing(message.id):
                stage = Spoken(self._wire, self._posting, request.event_id, message.id)
                await self._answer(requests.opening(request), stage)

    @staticmethod
    def _opens(message: discord.Message, request: Request) -> bool:
        """Return whether the answer gets a thread: not where it is in one already, or belongs to another message."""
        return request.wish.name in THREADED and may_open_threads(message.channel)

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
            yield
        finally:
            typing.cancel()

    # ------------------------------------------------------------ both

    async def _answer(self, request: Request, stage: Stage) -> None:
        live = Live(stage)
        reply = await reply_to(request, self._front.respond, LIMITS, live.say)
        await live.end()
        await stage.finish(request, reply)


class Live:
    """Shows an answer as it grows: the newest state of it, one edit at a time, with a pause between two."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._newest: Part | None = None
        self._showing: asyncio.Task[None] | None = None

    async def say(self, parts: Sequence[Part]) -> None:
        """Take what there is so far; it is shown soon."""
        if not parts:
            return
        self._newest = parts[0]
        if self._showing is None or self._showing.done():
            self._showing = asyncio.create_task(self._show(), name="discord answer")

    async def _show(self) -> None:
        while self._newest is not None:
            part, self._newest = self._newest, None
            try:
                await self._stage.show(part)
            except ChatError as error:
                log.info("discord: an answer could not be shown as it came: %s", error)
                return
            await asyncio.sleep(EDIT_SECONDS)

    async def end(self) -> None:
        """Show nothing more of it: the whole is coming. An edit that is under way comes to its end first."""
        self._newest = None
        if self._showing and not self._showing.done():
            await asyncio.wait([self._showing])


def _parlour(guild: discord.Guild) -> int | None:
    """Return where a word about the bot itself goes: where the server greets, else the first channel that it may."""
    rooms = [*([guild.system_channel] if guild.system_channel else []), *guild.text_channels]
    return next((room.id for room in rooms if missing_permission(room) is None), None)


def _for_one(interaction: discord.Interaction, request: Request) -> bool:
    """Return whether an answer is for the person alone: buttons, menus, settings, and what is private by the table."""
    data: Mapping[str, Any] = interaction.data or {}
    if interaction.type is discord.InteractionType.component or data.get("target_id"):
        return True
    spec = BY_NAME.get(request.wish.name)
    return spec is not None and (spec.private or spec.admin)


def fitting(found: Sequence[str]) -> list[str]:
    """Return choices that Discord takes: each once, of 1 to 100 characters, 25 in all."""
    sized = (each for each in dict.fromkeys(found) if 1 <= len(each) <= MAX_CHOICE)
    return list(sized)[:MAX_CHOICES]
