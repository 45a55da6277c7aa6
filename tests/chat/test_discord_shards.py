"""Several connections to the gateway, where Discord asks for them: each hears of its servers, the first of people.

They are held by one process, or by several, which share them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from discord_server import BOT, DIRECT, GUILD, NEWS, DiscordServer
from discord_server.world import Guild
from discorddesk import Desk

from bot.chat.registry import PLATFORMS, settings_class
from bot.clock import system_clock
from bot.schedule.platform_connection import PlatformConnection, ThisProcess
from bot.schedule.processes.identity import new_owner
from bot.store.opening import open_store
from bot.store.protocol import Store

LASTS = timedelta(seconds=1.5)
FAR_GUILD, FAR_NEWS = str(int(GUILD) + (1 << 22)), "300000000000000055"
"""A server whose events come over the other shard, and its channel."""


async def until(holds: Callable[[], Any], seconds: float = 120) -> Any:
    async with asyncio.timeout(seconds):
        while not (value := holds()):  # noqa: ASYNC110 - what is waited for happens in a server
            await asyncio.sleep(0.02)
    return value


class Gateway:
    """A process that holds connections, as far as these tell processes apart: by their name."""

    def __init__(self, server: DiscordServer, store: Store, desk: Desk, gateways: Callable[[], int]) -> None:
        where = {"token": server.token, "api_url": server.api_url, "gateway_url": server.gateway_url}
        settings = settings_class().model_validate({"discord": where})
        at = ThisProcess(store, system_clock, new_owner(), LASTS, gateways)
        self.connection = PlatformConnection(PLATFORMS["discord"], settings, None, at)  # type: ignore[arg-type]
        self.running = asyncio.ensure_future(self.connection.run(lambda *_: desk))

    def reaches(self, *guilds: str) -> bool:
        adapters = [self.connection.adapter_of(guild) for guild in guilds]
        return all(adapter is not None and adapter.healthy for adapter in adapters)

    async def stop(self) -> None:
        await self.connection.stop()
        await asyncio.wait_for(self.running, 240)


def settle(server: DiscordServer) -> None:
    """Have the bot in servers of both shards."""
    server.world.guilds[FAR_GUILD] = Guild(FAR_GUILD, "Far", joined=True)
    server.add_channel(FAR_NEWS, "news", guild=FAR_GUILD)


@pytest.mark.parametrize("recommended", [2, 1], ids=["recommended", "required"])
async def test_a_bot_in_very_many_servers_listens_over_several_shards(
    tmp_path: Path, discord_description: Path, recommended: int
) -> None:
    from discord_server import described

    store, desk = open_store(tmp_path / "store"), Desk()
    async with DiscordServer(described(discord_description)) as server:
        server.gateway.shards, server.gateway.shards_needed = recommended, 2
        settle(server)
        town = Gateway(server, store, desk, lambda: 1)
        await until(lambda: town.reaches(GUILD, FAR_GUILD, "") and server.commands)
        assert sorted(each["shard"] for each in server.gateway.identified) == [[0, 2], [1, 2]]
        for channel in (NEWS, FAR_NEWS, DIRECT):
            server.say(f"<@{BOT}> the tides", channel)
        for channel in (NEWS, FAR_NEWS, DIRECT):
            await until(lambda held=channel: server.texts_with_threads(held))
        assert len(desk.asked) == 3  # each heard once

        server.drop()  # one of them
        await until(lambda: town.reaches(GUILD, FAR_GUILD) and server.gateway.resumed == 1)
        server.say(f"<@{BOT}> the match", NEWS)
        server.say(f"<@{BOT}> the match", FAR_NEWS)
        await until(lambda: len(desk.asked) == 5)
        await town.stop()
        assert server.problems == [] and server.gateway.too_soon == 0
    store.close()


async def test_two_processes_share_the_shards_and_one_takes_over_what_the_other_leaves(
    tmp_path: Path, discord_description: Path
) -> None:
    from discord_server import described

    store, desks, alive = open_store(tmp_path / "store"), [Desk(), Desk()], 1
    async with DiscordServer(described(discord_description)) as server:
        server.gateway.shards = server.gateway.shards_needed = 2
        settle(server)
        first = Gateway(server, store, desks[0], lambda: alive)
        await until(lambda: first.reaches(GUILD, FAR_GUILD))
        alive = 2
        second = Gateway(server, store, desks[1], lambda: alive)
        await until(lambda: first.reaches(GUILD, "") and second.reaches(FAR_GUILD))  # who comes later gets the later
        assert not first.reaches(FAR_GUILD) and not second.reaches(GUILD)
        assert [each["shard"] for each in server.gateway.identified] == [[0, 2], [1, 2], [1, 2]]
        for channel in (NEWS, FAR_NEWS, DIRECT):
            server.say(f"<@{BOT}> the tides", channel)
        for channel in (NEWS, FAR_NEWS, DIRECT):
            await until(lambda held=channel: server.texts_with_threads(held))
        assert sorted(len(desk.asked) for desk in desks) == [1, 2]

        alive = 1
        await first.stop()
        await until(lambda: second.reaches(GUILD, FAR_GUILD))
        server.say(f"<@{BOT}> the match", NEWS)
        server.say(f"<@{BOT}> the match", FAR_NEWS)
        await until(lambda: sum(len(desk.asked) for desk in desks) == 5)
        await second.stop()
        assert server.problems == [] and server.gateway.too_soon == 0
    store.close()
