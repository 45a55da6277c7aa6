"""A Discord with the adapter in the test's own process, and a desk that says what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from discord_server import DiscordServer
from pydantic import SecretStr

from bot.chat.desk_protocol import FrontDesk, Place, Reply, Request, Say
from bot.chat.discord.adapter import DiscordAdapter
from bot.chat.discord.payloads import LIMITS
from bot.chat.discord.settings import DiscordSettings
from bot.chat.inbox import Inbox
from bot.chat.reconnecting import Backoff
from bot.chat.rendering import listings
from bot.clock import system_clock
from bot.models import Channel
from bot.store.opening import open_store


@dataclass
class Desk(FrontDesk):
    """Answers "I hold nothing on …", and keeps what it was asked and told."""

    asked: list[Request] = field(default_factory=list)
    servers_left: list[str] = field(default_factory=list)
    places_closed: list[tuple[str, str]] = field(default_factory=list)
    held: list[Channel] = field(default_factory=list)
    places_opened: list[str] = field(default_factory=list)
    gate: asyncio.Event | None = None
    answer: Callable[[Request, Say], Awaitable[Reply]] | None = None

    async def respond(self, request: Request, say: Say) -> Reply:
        self.asked.append(request)
        if self.gate:
            await self.gate.wait()
        if self.answer:
            return await self.answer(request, say)
        told = (value for name, value in request.command.options.items() if name != "perhaps")
        about = " ".join([request.command.name, *told])
        return Reply(listings.notice(f"I hold nothing on {about}", LIMITS))

    async def complete(self, request: Request, option: str, typed: str) -> Sequence[str]:
        return [f"{option} {typed} {number}" for number in range(30)]

    async def left(self, platform: str, server: str) -> None:
        self.servers_left.append(server)

    async def posted_to(self, platform: str, server: str) -> Sequence[Channel]:
        return self.held

    async def opened(self, place: Place) -> None:
        self.places_opened.append(place.thread or place.channel_id)

    async def closed(self, place: Place, problem: str) -> None:
        self.places_closed.append((place.thread or place.channel_id, problem))


@dataclass
class Stage:
    """Everything of a test."""

    server: DiscordServer
    adapter: DiscordAdapter
    desk: Desk

    async def until(self, holds: Callable[[], Any], seconds: float = 240) -> Any:
        """Wait until something holds, and return it."""
        async with asyncio.timeout(seconds):
            while not (value := holds()):  # noqa: ASYNC110 - what is waited for happens in a server
                await asyncio.sleep(0.01)
        return value

    async def answered(self, interaction: str) -> list[str]:
        """What an interaction was answered with."""
        found: list[str] = await self.until(lambda: self.server.answer_texts(interaction))
        return found


@asynccontextmanager
async def stage(
    folder: Path, description: Path, *, limited: bool = True, reads: bool = False, **more: Any
) -> AsyncIterator[Stage]:
    """A Discord with a bot that is connected; at the end nothing that it sent was wrong."""
    from discord_server import described

    store, desk = open_store(folder / "store"), Desk()
    try:
        async with DiscordServer(described(description), limited=limited) as server:
            server.gateway.content_allowed = reads
            settings = DiscordSettings(
                token=SecretStr(server.token),
                api_url=server.api_url,
                gateway_url=server.gateway_url,
                message_content=reads,
            )
            adapter = DiscordAdapter(
                settings,
                Inbox(store, system_clock),
                backoff=Backoff(first=0.05, most=0.2),
                ready_seconds=0.1,
                **more,
            )
            running = asyncio.ensure_future(adapter.run(desk))
            made = Stage(server, adapter, desk)
            await made.until(lambda: adapter.healthy and server.commands)
            yield made
            await adapter.close()
            await asyncio.wait_for(running, 240)
            assert server.problems == []
    finally:
        store.close()
