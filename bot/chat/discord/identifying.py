"""How often a bot may begin a session with the gateway: one at a time in five seconds, and so many a day.

https://docs.discord.com/developers/events/gateway#session-start-limit-object
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord

from bot.chat.adapter_protocol import Shard, SharedLimits

log = logging.getLogger(__name__)

SECONDS = 5.0
"""Between two sessions of the connections that take turns."""


@dataclass(frozen=True, slots=True)
class StartLimits:
    """What Discord says of a bot's sessions: over how many connections it wants to be heard, how many of them may begin
    one at the same time, how many may begin still, and after how many seconds more may.
    """

    shards: int = 1
    at_once: int = 1
    left: int = 1
    reset_s: float = 0.0


async def start_limits(client: discord.Client) -> StartLimits:
    """Return what Discord allows; the least of it where it does not say."""
    try:
        shards, _, told = await client.http.get_bot_gateway()
        start: Mapping[str, Any] = told or {}
        return StartLimits(
            max(1, int(shards)),
            max(1, int(start.get("max_concurrency") or 1)),
            int(start.get("remaining", 1)),
            float(start.get("reset_after") or 0) / 1000,
        )
    except (discord.DiscordException, aiohttp.ClientError, OSError, LookupError, TypeError, ValueError) as error:
        log.info("discord: what is allowed of sessions is not known: %s", error)
        return StartLimits()


class IdentifyTurns:
    """The turns of one connection; where there are several, all processes take turns with theirs."""

    def __init__(self, shard: Shard, shared: SharedLimits) -> None:
        self.shard = shard
        self._shared = shared
        self._limits = StartLimits()

    async def first(self, limits: StartLimits) -> None:
        """Return when the first session of a connection may begin."""
        self._limits = limits
        if limits.left <= 0:
            log.warning("discord: no session may begin for %.0f s: too many have begun today", limits.reset_s)
            await asyncio.sleep(limits.reset_s)
        if self.shard.count > 1:
            await self._turn()

    async def next(self) -> None:
        """Return when another one may begin, after the session before was given up."""
        if self.shard.count > 1:
            await self._turn()
        else:
            await asyncio.sleep(SECONDS)

    async def _turn(self) -> None:
        await self._shared.turn(f"identify {self.shard.number % self._limits.at_once}", SECONDS)
