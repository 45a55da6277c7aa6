"""Servers that the bot was put out of while nobody was listening."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import discord
from discord.http import Route

from bot.chat.adapter_protocol import Shard
from bot.chat.desk_protocol import FrontDesk
from bot.chat.discord.api_client import DiscordCalls
from bot.errors import ChatError

log = logging.getLogger(__name__)

UNKNOWN_GUILD = 10004
"""What Discord answers a bot that is not in a server. https://discord.com/developers/docs/topics/opcodes-and-status-codes"""


async def look_for_left(
    wire: DiscordCalls, front: FrontDesk, application: int, guilds: Iterable[discord.Guild], shard: Shard
) -> None:
    """Have those servers forgotten that the connection does not tell of, though it would hear of them, and that Discord
    says it does not know.

    The gateway names servers that are away for a while, too; that Discord is asked guards against what it might omit.
    """
    here = {str(guild.id) for guild in guilds}
    for server in await front.missing("discord", str(application), here):
        if shard.hears(server) and await _is_unknown(wire, server):
            await front.left("discord", server)


async def is_out(wire: DiscordCalls, guilds: Iterable[discord.Guild], server: str) -> bool:
    """Tell whether a server is one that the gateway does not tell of, and that Discord says it does not know."""
    return server not in {str(guild.id) for guild in guilds} and await _is_unknown(wire, server)


async def _is_unknown(wire: DiscordCalls, server: str) -> bool:
    if not server.isdigit():
        return False
    try:
        await wire.request(Route("GET", "/guilds/{guild_id}", guild_id=int(server)))
    except ChatError as error:
        cause = error.__cause__
        if isinstance(cause, discord.NotFound) and cause.code == UNKNOWN_GUILD:
            return True
        log.warning("discord: whether the bot is still in the server %s cannot be told: %s", server, error)
    return False
