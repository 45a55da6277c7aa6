"""An adapter on a Slack in this process, with a desk that says what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from slack_server import SlackServer

from bot.chat.desk_protocol import FrontDesk, Overview, Place, Plan, ReadSource, Reply, Request, Say
from bot.chat.inbox import Inbox
from bot.chat.reconnecting import Backoff
from bot.chat.rendering import listings, render
from bot.chat.rendering.parts import Block, Part, Run
from bot.chat.slack.adapter import SlackAdapter
from bot.chat.slack.payloads import LIMITS
from bot.chat.slack.settings import SlackSettings
from bot.clock import system_clock
from bot.errors import TooMuch, UsageError
from bot.models import Answer
from bot.store.opening import open_store


@dataclass
class EchoDesk(FrontDesk):
    """Answers a question with its words; a question of `slow` waits for `gate`, and is told in steps."""

    requests: list[Request] = field(default_factory=list)
    workspaces_left: list[tuple[str, str]] = field(default_factory=list)
    places_closed: list[tuple[Place, str]] = field(default_factory=list)
    posted: list[str] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    follows: list[tuple[Place, str]] = field(default_factory=list)
    sources: str = "2 sources read here."
    read: list[ReadSource] = field(default_factory=list)
    answer: Callable[[Request], Awaitable[Reply]] | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    refusal: str = ""
    """What is said to whoever opens their home."""
    waits: bool = False
    """Whether everything waits for the gate."""
    questions: Sequence[str] = ("What did the minister say?", "Who struck?", "How high was the flood?")

    async def respond(self, request: Request, say: Say) -> Reply:
        self.requests.append(request)
        if self.waits:
            await self.gate.wait()
        if self.answer:
            return await self.answer(request)
        command = request.command
        if command.name == "schedule":
            return self._schedule(request)
        if command.name != "ask":
            return Reply(
                listings.notice(f"{command.name}: {dict(command.options)}", LIMITS), private=command.name == "status"
            )
        question = command.option("question")
        if question.startswith("slow"):
            return await self._slowly(question, say)
        answer = Answer(question, False, reason=f"I hold nothing on {question}")
        return Reply(render.answer(answer, LIMITS), noun=answer, posted=self._noted)

    def _schedule(self, request: Request) -> Reply:
        options = request.command.options
        if not request.rights.channel:
            raise UsageError("Only those who manage this channel may do that")
        if options.get("do") in ("remove", "pause", "resume"):
            number = int(options["number"])
            held = next(each for each in self.plans if each.number == number)
            self.plans.remove(held)
            if options["do"] != "remove":
                self.plans.append(replace(held, paused=options["do"] == "pause"))
            return Reply(listings.notice(f"{options['do']} {number}", LIMITS))
        if "/" not in options.get("zone", "/"):
            raise UsageError(f"unknown time zone {options['zone']!r}")
        line = " ".join(value for name, value in options.items() if name != "do")
        self.plans.append(Plan(request.place, len(self.plans) + 1, line))
        return Reply(listings.notice(f"scheduled {line}", LIMITS))

    async def _slowly(self, question: str, say: Say) -> Reply:
        sentences = [f"Sentence {n} of {question}." for n in range(1, 4)]
        for number in range(1, 4):
            await say([Part(tuple(Block("text", (Run(text),)) for text in sentences[:number]))])
        await self.gate.wait()
        whole = [*sentences, "Written without a model"]
        return Reply([Part(tuple(Block("text", (Run(text),)) for text in whole))], posted=self._noted)

    async def _noted(self, message_id: str) -> None:
        self.posted.append(message_id)

    async def left(self, platform: str, server: str) -> None:
        self.workspaces_left.append((platform, server))

    async def closed(self, place: Place, reason: str) -> None:
        self.places_closed.append((place, reason))

    async def overview(self, platform: str, server: str, person: str = "") -> Overview:
        if person and self.refusal:
            raise TooMuch(self.refusal)
        return Overview(tuple(self.plans), tuple(self.follows), self.sources, tuple(self.read))

    async def suggest(self, place: Place) -> Sequence[str]:
        return self.questions


@dataclass
class Served:
    """A running adapter."""

    server: SlackServer
    adapter: SlackAdapter
    desk: EchoDesk

    async def until(self, holds: Callable[[], Any], seconds: float = 240) -> Any:
        async with asyncio.timeout(seconds):
            while not (found := holds()):  # noqa: ASYNC110 - what is waited for happens in a server
                await asyncio.sleep(0.01)
        return found


@asynccontextmanager
async def served(
    folder: Path, *, socket: bool = True, server: SlackServer | None = None, **how: Any
) -> AsyncIterator[Served]:
    """Run an adapter against a server until the block ends; no body of it may have been wrong."""
    store = open_store(folder / "store")
    async with server or SlackServer() as slack:
        settings = SlackSettings(
            bot_token=SecretStr(slack.bot_token),
            app_token=SecretStr(slack.app_token) if socket else None,
            signing_secret=SecretStr(slack.signing_secret),
            api_url=slack.api_url,
        )
        how = {"message_seconds": 0.01, "backoff": Backoff(0.05, 0.2)} | how
        adapter = SlackAdapter(settings, Inbox(store, system_clock), **how)
        it = Served(slack, adapter, EchoDesk())
        running = asyncio.ensure_future(adapter.run(it.desk))
        try:
            await it.until(lambda: adapter.healthy)
            yield it
        finally:
            await adapter.close()
            await asyncio.wait_for(running, 240)
            store.close()
        assert slack.problems == []
