"""Several connections to the gateway, where Discord asks for them: each hears of its servers, the first of people."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from discord_server import BOT, DIRECT, NEWS, OTHER_GUILD, OTHER_NEWS, DiscordServer
from discorddesk import Desk, Stage
from pydantic import SecretStr

from bot.chat.discord.adapter import DiscordAdapter
from bot.chat.discord.settings import DiscordSettings
from bot.chat.inbox import Inbox
from bot.chat.reconnecting import Backoff
from bot.clock import system_clock
from bot.store.opening import open_store


@pytest.mark.parametrize("recommended", [2, 1], ids=["recommended", "required"])
async def test_a_bot_in_very_many_servers_listens_over_several_shards(
    tmp_path: Path, discord_description: Path, recommended: int
) -> None:
    from discord_server import described

    store, desk = open_store(tmp_path / "store"), Desk()
    async with DiscordServer(described(discord_description)) as server:
        server.gateway.shards, server.gateway.shards_needed = recommended, 2
        server.world.guilds[OTHER_GUILD].joined = True
        settings = DiscordSettings(
            token=SecretStr(server.token), api_url=server.api_url, gateway_url=server.gateway_url
        )
        adapter = DiscordAdapter(
            settings, Inbox(store, system_clock), backoff=Backoff(first=0.05, most=0.2), ready_seconds=0.1
        )
        town = Stage(server, adapter, desk)
        running = asyncio.ensure_future(adapter.run(desk))
        await town.until(lambda: adapter.healthy and server.commands, 60)
        assert sorted(each["shard"] for each in server.gateway.identified) == [[0, 2], [1, 2]]
        for channel in (NEWS, OTHER_NEWS, DIRECT):
            server.say(f"<@{BOT}> the tides", channel)
        for channel in (NEWS, OTHER_NEWS, DIRECT):
            await town.until(lambda held=channel: server.texts_with_threads(held), 60)
        assert len(desk.asked) == 3  # each heard once

        server.drop()  # one of them
        await town.until(lambda: adapter.healthy and server.gateway.resumed == 1, 60)
        server.say(f"<@{BOT}> the match", NEWS)
        server.say(f"<@{BOT}> the match", OTHER_NEWS)
        await town.until(lambda: len(desk.asked) == 5, 60)
        await adapter.close()
        await asyncio.wait_for(running, 240)
        assert server.problems == []
    store.close()
