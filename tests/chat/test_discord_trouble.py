"""What goes wrong on Discord: each thing handled as it documents, each question answered once, and health says so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import discord_server
import pytest
from discord_server import BOT, MEMBER, NEWS, DiscordServer
from discorddesk import Desk, Stage, stage
from passing_time import let_pass

from bot.chat.adapter_protocol import PartKey, Sight, Target
from bot.chat.discord.payloads import LIMITS
from bot.chat.discord.rate_limits import GlobalPace, InvalidRequests
from bot.chat.rendering import listings
from bot.chat.rendering.parts import Part
from bot.errors import ChannelClosed, ChatAway, TokenRefused

HERE = Target("discord", NEWS)
VIA = {"Via": "1.1 google"}


def a_part(text: str = "Hello") -> Part:
    return listings.notice(text, LIMITS)[0]


@pytest.fixture
async def town(tmp_path: Path, discord_description: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, discord_description, send_seconds=60.0) as made:
        yield made


async def ask(town: Stage, words: str, **more: object) -> list[str]:
    """Ask something by a mention, and return what is said to it once there is something."""
    asked = town.server.say(f"<@{BOT}> {words}", **more)  # type: ignore[arg-type]
    await town.until(lambda: any(words in text for text in said(town)))
    await asyncio.sleep(0.1)
    assert town.server.name(asked)
    return [text for text in said(town) if words in text]


def said(town: Stage) -> list[str]:
    return town.server.texts_with_threads(NEWS)


async def test_a_dropped_gateway_is_resumed_and_what_was_asked_meanwhile_is_answered_once(town: Stage) -> None:
    town.server.gateway.away = True
    town.server.drop()
    await town.until(lambda: not town.adapter.healthy)
    assert "dropped" in town.adapter.problem
    town.server.say(f"<@{BOT}> the tides")
    town.server.gateway.away = False
    await town.until(lambda: town.adapter.healthy)
    await town.until(lambda: "I hold nothing on ask the tides" in said(town))
    assert (len(town.server.gateway.identified), town.server.gateway.resumed) == (1, 1)
    assert len(await ask(town, "the match")) == 1
    assert said(town).count("I hold nothing on ask the tides") == 1


async def test_a_reconnect_that_discord_asks_for_is_a_resume(town: Stage) -> None:
    town.server.send_raw({"op": 7, "d": None})
    await town.until(lambda: town.server.gateway.resumed == 1 and town.adapter.healthy)
    assert len(await ask(town, "the match")) == 1
    assert len(town.server.gateway.identified) == 1


@pytest.mark.parametrize("resumable", [True, False])
async def test_an_invalid_session_is_resumed_or_begun_anew(town: Stage, resumable: bool) -> None:
    town.server.send_raw({"op": 9, "d": resumable})
    await town.until(lambda: town.server.connections > 1)
    await town.until(lambda: town.server.gateway.open and town.adapter.healthy)
    assert town.server.gateway.resumed == int(resumable)
    assert len(town.server.gateway.identified) == 2 - int(resumable)
    assert len(await ask(town, "the match")) == 1


async def test_a_session_that_is_forgotten_is_begun_anew(town: Stage) -> None:
    town.server.gateway.forget_sessions()
    town.server.send_raw({"op": 7, "d": None})
    await town.until(lambda: len(town.server.gateway.identified) == 2)
    await town.until(lambda: town.adapter.healthy)
    assert len(await ask(town, "the match")) == 1


async def test_an_event_that_the_library_cannot_parse_ends_nothing(town: Stage) -> None:
    town.server.dispatch("MESSAGE_CREATE", {"id": "not a number"})
    town.server.dispatch("INTERACTION_CREATE", {"type": 2})
    town.server.dispatch("GUILD_CREATE", {"id": None})
    town.server.dispatch("NOBODY_KNOWS_THIS", [1, 2])
    assert len(await ask(town, "the match")) == 1
    assert town.adapter.healthy
    assert town.server.connections == 1


async def test_bytes_that_are_no_message_bring_a_new_connection(town: Stage) -> None:
    town.server.send_bytes(b"\x00\x01this is no compressed stream\x00\x00\xff\xff")
    await town.until(lambda: len(town.server.gateway.identified) == 2)
    await town.until(lambda: town.adapter.healthy)
    assert len(await ask(town, "the match")) == 1


async def test_a_gateway_that_acknowledges_no_heartbeat_is_left(tmp_path: Path, discord_description: Path) -> None:
    async with stage(tmp_path, discord_description, heartbeat_seconds=1.5) as town:
        town.server.gateway.acknowledges = False
        town.server.gateway.heartbeat_ms = 300
        town.server.send_raw({"op": 7, "d": None})
        await town.until(lambda: town.server.connections >= 3)
        town.server.gateway.acknowledges, town.server.gateway.heartbeat_ms = True, 41_250
        await town.until(lambda: town.adapter.healthy)
        assert len(await ask(town, "the match")) == 1


async def test_a_revoked_token_is_said_and_a_mended_one_is_taken(town: Stage) -> None:
    town.server.revoke()
    with pytest.raises(TokenRefused, match="does not accept the token"):
        await town.adapter.send(HERE, a_part(), PartKey(1, 1, 1))
    await town.until(lambda: "does not accept the token" in town.adapter.problem)
    assert not town.adapter.healthy
    with pytest.raises(ChatAway, match="does not accept the token"):
        await town.adapter.send(HERE, a_part(), PartKey(1, 1, 1))
    town.server.revoke("loopback-token")
    await town.until(lambda: town.adapter.healthy)
    assert await town.adapter.send(HERE, a_part(), PartKey(1, 1, 1))
    assert town.server.texts(NEWS) == ["Hello"]


async def test_a_global_limit_is_waited_for_and_nothing_is_posted_twice(town: Stage) -> None:
    body = {"message": "You are being rate limited.", "retry_after": 0.3, "global": True}
    town.server.fail("messages", 429, body=body, headers=VIA | {"Retry-After": "0.3", "X-RateLimit-Scope": "global"})
    assert await town.adapter.send(HERE, a_part(), PartKey(1, 1, 1))
    assert town.server.texts(NEWS) == ["Hello"]


async def test_a_limit_without_via_is_left_alone_for_as_long_as_it_asks(town: Stage) -> None:
    town.server.fail("messages", 429, body="banned", headers={"Retry-After": "600", "Content-Type": "text/html"})
    with pytest.raises(ChatAway) as raised:
        await town.adapter.send(HERE, a_part(), PartKey(1, 1, 1))
    assert raised.value.retry_after == 600
    assert sum("POST" in each and "messages" in each for each in town.server.requests) == 1


async def test_a_server_error_whose_message_arrived_all_the_same_posts_once(town: Stage) -> None:
    town.server.fail("messages", 502, after=True)
    assert await town.adapter.send(HERE, a_part(), PartKey(1, 1, 1))
    assert town.server.texts(NEWS) == ["Hello"]
    assert town.server.statuses[502] == 1


async def test_a_stall_is_an_answer_of_its_own_and_the_part_is_found(tmp_path: Path, discord_description: Path) -> None:
    async with stage(tmp_path, discord_description, send_seconds=30.0) as town:
        town.server.fail("messages", 200, after=True, stall=600)
        sending = asyncio.create_task(town.adapter.send(HERE, a_part(), PartKey(1, 1, 1)))
        await town.until(lambda: town.server.texts(NEWS))
        let_pass(30)
        with pytest.raises(ChatAway, match="did not answer within"):
            await sending
        found = await town.adapter.find(HERE, PartKey(1, 1, 1))
        assert found.sight is Sight.FOUND
        assert len(town.server.texts(NEWS)) == 1


@pytest.mark.slow
async def test_a_stall_of_twenty_seconds_is_borne(tmp_path: Path, discord_description: Path) -> None:
    async with stage(tmp_path, discord_description) as town:
        town.server.fail("typing", 204, stall=20)
        town.server.fail("threads", 500, stall=20)
        other = asyncio.ensure_future(
            town.adapter.send(Target("discord", discord_server.ANNOUNCEMENTS), a_part(), PartKey(1, 1, 1))
        )
        town.server.say(f"<@{BOT}> the match")
        assert await asyncio.wait_for(other, 120)  # a slow channel holds up no other
        await town.until(lambda: "I hold nothing on ask the match" in said(town))
        await asyncio.sleep(1)
        assert said(town).count("I hold nothing on ask the match") == 1


async def test_an_event_that_comes_three_times_is_answered_once(town: Stage) -> None:
    town.server.say(f"<@{BOT}> the tides", times=3)
    named = town.server.command("ask", {"question": "the weather"}, times=3)
    assert (await town.answered(named))[0] == "I hold nothing on ask the weather"
    assert len(await ask(town, "the match")) == 1
    assert said(town).count("I hold nothing on ask the tides") == 1
    assert len(town.server.answer_texts(named)) == 1
    assert [request.command.option("question") for request in town.desk.asked].count("the weather") == 1


async def test_a_first_answer_that_arrived_but_was_not_confirmed_is_no_end(town: Stage) -> None:
    town.server.fail("callback", 502, after=True)
    named = town.server.command("ask", {"question": "the weather"})
    assert await town.answered(named) == ["I hold nothing on ask the weather"]
    assert len(town.desk.asked) == 1


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_first_answer_that_discord_says_nothing_to_is_no_end(
    tmp_path: Path, discord_description: Path, arrived: bool
) -> None:
    async with stage(tmp_path, discord_description, send_seconds=30.0) as town:
        town.server.fail("callback", 200, after=arrived, stall=600)
        named = town.server.command("ask", {"question": "the weather"})
        await town.until(lambda: any("callback" in each for each in town.server.requests))
        let_pass(30)
        answer = "I hold nothing on ask the weather"
        await town.until(lambda: answer in [*town.server.answer_texts(named), *town.server.texts(NEWS)])
        assert len(town.desk.asked) == 1


async def test_half_a_character_in_a_question_is_one_that_stands_for_it(town: Stage) -> None:
    named = town.server.command("ask", {"question": "the \ud83d weather"})
    assert await town.answered(named) == ["I hold nothing on ask the \ufffd weather"]


async def test_after_fifteen_minutes_an_ordinary_message_answers(town: Stage) -> None:
    town.desk.gate = asyncio.Event()
    named = town.server.command("ask", {"question": "the weather"})
    await town.until(lambda: town.desk.asked)
    assert town.server.acknowledged(named), "before the desk has answered"
    town.server.world.advance(901)
    town.desk.gate.set()
    await town.until(lambda: "I hold nothing on ask the weather" in town.server.texts(NEWS))
    assert town.server.texts(NEWS).count("I hold nothing on ask the weather") == 1
    assert town.adapter.healthy  # a stale interaction's 401 is not a revoked token


async def test_what_was_private_stays_so_after_fifteen_minutes(town: Stage) -> None:
    town.desk.gate = asyncio.Event()
    town.server.command("status", person=MEMBER)
    await town.until(lambda: town.desk.asked)
    town.server.world.advance(901)
    town.desk.gate.set()
    direct = await town.until(lambda: [c.id for c in town.server.world.channels.values() if c.person == MEMBER])
    await town.until(lambda: town.server.texts(direct[0]))
    assert town.server.texts(NEWS) == []


async def test_too_many_refusals_stop_us_before_discord_does(tmp_path: Path, discord_description: Path) -> None:
    few = InvalidRequests(time.monotonic, held=3, stopped=6)
    async with stage(tmp_path, discord_description, invalid=few) as town:
        town.server.fail("messages", 403, body={"code": 50013, "message": "Missing Permissions"}, times=3)
        for _ in range(3):
            with pytest.raises(ChannelClosed, match="Send Messages"):
                await town.adapter.send(HERE, a_part(), PartKey(1, 1, 1))
        with pytest.raises(ChatAway, match="banned") as raised:
            await town.adapter.send(HERE, a_part(), PartKey(1, 1, 1))
        assert 0 < (raised.value.retry_after or 0) <= 600
        assert len(await ask(town, "the match")) == 1  # people are answered for longer than deliveries go out


async def test_refused_requests_are_counted_where_the_library_deals_with_them() -> None:
    times = [0.0]
    counted = InvalidRequests(lambda: times[0], held=2, stopped=3)
    for status, scope in ((401, ""), (200, ""), (429, "shared"), (429, "user")):
        counted.note(status, scope)
    assert counted.pause() == 600
    assert counted.pause(urgent=True) == 0
    times[0] = 601
    assert counted.pause() == 0


async def test_the_pace_over_all_routes_lets_urgent_requests_go_first() -> None:
    pace, order = GlobalPace(at_most=5, seconds=0.1), list[tuple[str, float]]()
    now = asyncio.get_running_loop().time

    async def go(name: str, *, urgent: bool) -> None:
        slot = await pace.turn(urgent=urgent)
        await asyncio.sleep(0.01)
        order.append((name, now()))
        pace.done(slot)

    await asyncio.gather(*(go(f"d{n}", urgent=False) for n in range(20)), go("question", urgent=True))
    assert [name for name, _ in order].index("question") <= 5
    times = [moment for _, moment in order]
    assert all(later - earlier >= 0.1 for earlier, later in zip(times, times[5:], strict=False))


async def test_without_the_privileged_intent_in_the_portal_the_fix_is_said(tmp_path: Path) -> None:
    from pydantic import SecretStr

    from bot.chat.discord.adapter import DiscordAdapter
    from bot.chat.discord.settings import DiscordSettings

    async with DiscordServer() as server:
        settings = DiscordSettings(
            token=SecretStr(server.token), api_url=server.api_url, gateway_url=server.gateway_url, message_content=True
        )
        adapter = DiscordAdapter(settings, lambda platform, event: asyncio.sleep(0, result=True))
        running = asyncio.ensure_future(adapter.run(Desk()))
        async with asyncio.timeout(240):
            while "Message Content Intent" not in adapter.problem:  # noqa: ASYNC110 - it happens in a server
                await asyncio.sleep(0.01)
        assert not adapter.healthy
        await adapter.close()
        await running
