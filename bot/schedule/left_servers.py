"""Forgets servers that the bot was put out of, where their platform says that it is not back."""

from __future__ import annotations

from bot.chat.adapter_protocol import KnowsServers
from bot.desk.desk import Desk
from bot.desk.setup import servers
from bot.models import Channel, Platform
from bot.schedule.delivery import AdapterOf


async def forget_left(desk: Desk, adapter_of: AdapterOf) -> None:
    """Forget what the connections of this process can tell of; the rest stays until somebody can tell."""

    async def is_out(platform: Platform, server: str) -> bool:
        adapter = adapter_of(Channel(0, "", platform, "", server))
        return isinstance(adapter, KnowsServers) and await adapter.is_out(server)

    await servers.forget_left(desk, is_out)
