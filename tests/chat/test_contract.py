"""What every platform keeps: one story, told on the console, on Discord, on Slack and on a toy, over real files and sockets."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord_server
import pytest
import slack_server
from discord_server import DiscordServer, described
from pydantic import SecretStr
from slack_server import SlackServer
from toy_platform.adapter import ToyAdapter

from bot.chat.adapter_protocol import ABSENT, ChatAdapter, PartKey, Sight, Target
from bot.chat.console.adapter import LIMITS, ConsoleAdapter
from bot.chat.desk_protocol import FrontDesk, Reply, Request, Say
from bot.chat.discord.settings import DiscordSettings
from bot.chat.inbox import Inbox
from bot.chat.rendering import listings, render, taken_back
from bot.chat.slack.settings import SlackSettings
from bot.clock import system_clock
from bot.errors import ChannelClosed, ChatAway, LeaseOver, MessageGone
from bot.models import Answer, BriefedStory, Briefing, Citation, Claim
from bot.store.opening import open_store

SENTENCE = "The two delegations meet in Geneva on the tenth of January and in Brussels two days later."


def _briefing(stories: int) -> Briefing:
    cited = Citation(1, 0, len(SENTENCE), SENTENCE, "https://herald.example/talks", "Talks", "Herald")
    told = [
        BriefedStory(n, f"Story {n} of the day", (Claim(f"{SENTENCE} Number {n}.", (cited,)),) * 4, ("Herald",))
        for n in range(1, stories + 1)
    ]
    day = datetime(2026, 1, 9, 8, tzinfo=UTC)
    return Briefing("Morning briefing", day.replace(day=8), day, tuple(told), read=stories, outlets=1)


@dataclass
class World:
    """A platform as people see it: what channels show, and how somebody asks."""

    adapter: ChatAdapter
    target: Target
    closed: Target | None
    shown: Callable[[], Sequence[str]]
    ask: Callable[[str, str], Awaitable[None]]
    """Delivers a question as the event of an id."""


class Echo(FrontDesk):
    async def respond(self, request: Request, say: Say) -> Reply:
        answer = Answer("", False, reason=f"I hold nothing on {request.command.option('question')}")
        return Reply(render.answer(answer, LIMITS), noun=answer)


async def _until(condition: Callable[[], bool], seconds: float = 240) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in a server
            await asyncio.sleep(0.01)


@pytest.fixture(params=["console", "discord", "slack", "toy"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    store = open_store(tmp_path / "store")
    once = Inbox(store, system_clock)
    async with AsyncExitStack() as stack:
        stack.callback(store.close)
        if request.param == "console":
            made = _console(tmp_path, once)
        elif request.param == "discord":
            check = described(request.getfixturevalue("discord_description"))
            made = _discord(await stack.enter_async_context(DiscordServer(check)), once)
        elif request.param == "toy":
            made = _toy(tmp_path, once)
        else:
            made = _slack(await stack.enter_async_context(SlackServer()), once)
        running = asyncio.ensure_future(made.adapter.run(Echo()))
        await _until(lambda: made.adapter.healthy)
        yield made
        await made.adapter.close()
        await asyncio.wait_for(running, 240)
        assert not made.adapter.healthy
        assert made.adapter.problem


def _console(folder: Path, once: Any) -> World:
    stream = io.StringIO()
    adapter = ConsoleAdapter(folder, stream, once)
    target = Target("console", "terminal")
    return World(adapter, target, None, lambda: [stream.getvalue()], adapter.hear)


def _discord(server: DiscordServer, once: Any) -> World:
    settings = DiscordSettings(token=SecretStr(server.token), api_url=server.api_url, gateway_url=server.gateway_url)
    from bot.chat.discord.adapter import DiscordAdapter

    async def ask(event_id: str, text: str) -> None:
        server.say(f"<@{discord_server.BOT}> {text}", message_id=str(int(event_id) + 10**18))

    return World(
        DiscordAdapter(settings, once),
        Target("discord", discord_server.NEWS),
        Target("discord", discord_server.HUSHED),
        lambda: server.texts_with_threads(discord_server.NEWS),
        ask,
    )


def _slack(server: SlackServer, once: Any) -> World:
    settings = SlackSettings(
        bot_token=SecretStr(server.bot_token), app_token=SecretStr(server.app_token), api_url=server.api_url
    )
    from bot.chat.slack.adapter import SlackAdapter

    async def ask(event_id: str, text: str) -> None:
        await server.mention(f"<@{slack_server.BOT_USER}> {text}", event_id=f"Ev{event_id}")

    return World(
        SlackAdapter(settings, once, message_seconds=0.01),
        Target("slack", slack_server.NEWS),
        Target("slack", slack_server.ARCHIVED),
        lambda: server.texts(slack_server.NEWS),
        ask,
    )


def _toy(box: Path, once: Any) -> World:
    letters = itertools.count(1)

    async def ask(event_id: str, text: str) -> None:
        letter = {"event": event_id, "channel": "square", "from": "ann", "text": text}
        written = box / f"letter{next(letters)}"
        written.write_text(json.dumps(letter), encoding="utf-8")
        written.rename(box / "inbox" / f"{written.name}.json")

    def shown() -> list[str]:
        file = box / "square.jsonl"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [json.loads(line)["text"] for line in lines]

    (box / "yard.locked").touch()
    return World(ToyAdapter(box, once), Target("toy", "square"), Target("toy", "yard"), shown, ask)


async def test_a_briefing_arrives_whole_and_in_order(world: World) -> None:
    parts = render.briefing(_briefing(40), world.adapter.limits)
    for ordinal, part in enumerate(parts, 1):
        assert await world.adapter.send(world.target, part, PartKey(7, ordinal, len(parts)))
    seen = "\n".join(world.shown())
    places = [seen.index(f"Story {n} of the day") for n in range(1, 41)]
    assert places == sorted(places)
    assert seen.count("Number") == 160


async def test_a_posted_part_is_found_again_and_no_other(world: World) -> None:
    part = listings.notice("Hello", world.adapter.limits)[0]
    posted = await world.adapter.send(world.target, part, PartKey(7, 2, 3))
    found = await world.adapter.find(world.target, PartKey(7, 2, 3))
    assert (found.sight, found.message_id) == (Sight.FOUND, posted)
    assert await world.adapter.find(world.target, PartKey(7, 1, 3)) == ABSENT
    assert await world.adapter.find(world.target, PartKey(8, 2, 3)) == ABSENT


async def test_a_posted_part_is_changed_in_place_and_known_as_before(world: World) -> None:
    """All but the console show the new words in the message's place; that one cannot unsay what it printed."""
    parts = render.briefing(_briefing(40), world.adapter.limits)
    posted: list[str] = []
    for ordinal, part in enumerate(parts, 1):
        posted.append(await world.adapter.send(world.target, part, PartKey(7, ordinal, len(parts), *posted[:1])))
    there = replace(world.target, reply_root=posted[0])
    for ordinal, part in ((1, parts[0]), (len(parts), parts[-1])):
        struck = taken_back.struck(
            part, f"{SENTENCE} Number {1 if ordinal == 1 else 40}.", "Gone", world.adapter.limits
        )
        key = PartKey(7, ordinal, len(parts), posted[0], tuple(posted[1:]))
        for _ in range(2):
            await world.adapter.edit(there, posted[ordinal - 1], struck, key)
    seen = "\n".join(world.shown()).replace("\\", "")
    assert seen.count("[Gone]") in (8, 16) and "Number 2" in seen
    if world.adapter.name in ("discord", "slack"):
        assert seen.count("[Gone]") == 8 and seen.count("Number 1.") == 4
        for ordinal in (1, len(parts)):
            key = PartKey(7, ordinal, len(parts), posted[0], tuple(posted[1:]))
            assert (await world.adapter.find(world.target, key)).sight is Sight.FOUND


async def test_a_change_whose_lease_is_over_does_not_leave(world: World) -> None:
    part = listings.notice("Hello", world.adapter.limits)[0]
    posted = await world.adapter.send(world.target, part, PartKey(7, 1, 1))
    other = listings.notice("Goodbye", world.adapter.limits)[0]
    with pytest.raises(LeaseOver):
        await world.adapter.edit(world.target, posted, other, PartKey(7, 1, 1, lease=Over()))
    assert "Goodbye" not in "".join(world.shown())


@pytest.mark.parametrize("world", ["discord", "slack"], indirect=True)  # nobody deletes a line of a file
async def test_a_message_that_is_gone_is_told_of_in_a_line(world: World) -> None:
    part = listings.notice("Hello", world.adapter.limits)[0]
    posted = await world.adapter.send(world.target, part, PartKey(7, 1, 1))
    nowhere = f"{posted[:-2]}{(int(posted[-2:]) + 50) % 100:02}"
    for there in (world.target, replace(world.target, reply_root=posted)):
        with pytest.raises(MessageGone, match=r"^\w+: "):
            await world.adapter.edit(there, nowhere, part, PartKey(7, 1, 1))


class Over:
    def check(self) -> None:
        raise LeaseOver("over")


async def test_a_part_whose_lease_is_over_does_not_leave(world: World) -> None:
    part = listings.notice("Hello", world.adapter.limits)[0]
    with pytest.raises(LeaseOver):
        await world.adapter.send(world.target, part, PartKey(7, 1, 1, lease=Over()))
    assert await world.adapter.find(world.target, PartKey(7, 1, 1)) == ABSENT
    assert await world.adapter.send(world.target, part, PartKey(7, 1, 1))
    assert "".join(world.shown()).count("Hello") == 1


async def test_a_part_that_belongs_under_a_message_is_found_there(world: World) -> None:
    part = listings.notice("Hello", world.adapter.limits)[0]
    first = await world.adapter.send(world.target, part, PartKey(7, 1, 1))
    under = replace(world.target, reply_to=first, reply_root=first)
    posted = await world.adapter.send(under, part, PartKey(8, 1, 1))
    found = await world.adapter.find(under, PartKey(8, 1, 1))
    assert (found.sight, found.message_id) == (Sight.FOUND, posted)


async def test_a_question_is_answered_once_though_its_event_comes_three_times(world: World) -> None:
    for _ in range(3):
        await world.ask("1", "the match")
    await world.ask("2", "the weather")
    await _until(lambda: "weather" in "".join(world.shown()))
    await asyncio.sleep(0.2)
    seen = "\n".join(world.shown())
    assert seen.count("I hold nothing on the match") == 1
    assert seen.count("I hold nothing on the weather") == 1


@pytest.mark.parametrize("world", ["discord", "slack", "toy"], indirect=True)  # nobody closes a terminal to the bot
async def test_a_channel_that_is_closed_to_the_bot_is_named(world: World) -> None:
    assert world.closed
    part = listings.notice("Hello", world.adapter.limits)[0]
    with pytest.raises(ChannelClosed, match=r"\w+: .+\. \w+"):
        await world.adapter.send(world.closed, part, PartKey(7, 1, 1))


async def test_before_it_runs_nothing_is_lost_in_silence(tmp_path: Path) -> None:
    from bot.chat.discord.adapter import DiscordAdapter

    async with DiscordServer() as server:
        settings = DiscordSettings(
            token=SecretStr(server.token), api_url=server.api_url, gateway_url=server.gateway_url
        )
        adapter = DiscordAdapter(settings, lambda platform, event: asyncio.sleep(0, result=True))
        part = listings.notice("Hello", adapter.limits)[0]
        with pytest.raises(ChatAway, match="not connected"):
            await adapter.send(Target("discord", discord_server.NEWS), part, PartKey(1, 1, 1))
