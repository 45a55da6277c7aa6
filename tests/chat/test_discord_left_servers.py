"""Whether the bot is out of a server: Discord is asked, and what it cannot say is no yes."""

from __future__ import annotations

from pathlib import Path

from discord_server import NEWS, OTHER_GUILD
from discorddesk import stage


async def test_that_the_bot_is_out_of_a_server_is_told_only_where_discord_says_so(
    tmp_path: Path, discord_description: Path
) -> None:
    async with stage(tmp_path, discord_description) as town:
        town.server.join(OTHER_GUILD)
        town.server.remove_channel(NEWS)
        await town.until(lambda: town.desk.places_closed)
        assert not await town.adapter.is_out(OTHER_GUILD)
        town.server.leave(OTHER_GUILD)
        await town.until(lambda: town.desk.servers_left)
        town.server.fail(f"guilds/{OTHER_GUILD}", 503, times=99)
        assert not await town.adapter.is_out(OTHER_GUILD)
        town.server.faults.clear()
        assert await town.adapter.is_out(OTHER_GUILD)
        town.server.gateway.away = True
        town.server.drop()
        await town.until(lambda: not town.adapter.healthy)
        assert not await town.adapter.is_out(OTHER_GUILD)
        town.server.gateway.away = False
        await town.until(lambda: town.adapter.healthy)
