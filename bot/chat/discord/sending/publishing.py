"""Publishes what was posted in announcement channels, so that the servers that follow them have it too.

Discord takes ten an hour of a channel; what is over waits for its turn, and nothing else waits for it.
https://docs.discord.com/developers/resources/message#crosspost-message
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque

from discord.http import Route

from bot.chat.discord.api_client import DiscordCalls
from bot.chat.discord.errors import AlreadyDone
from bot.chat.reconnecting import Sleep
from bot.errors import ChatAway, ChatError

log = logging.getLogger(__name__)

PAUSE_SECONDS = 60.0
"""After so long it is tried again where Discord does not say when."""


class Publishing:
    """A queue for each announcement channel."""

    def __init__(self, wire: DiscordCalls, sleep: Sleep = asyncio.sleep) -> None:
        self._wire = wire
        self._sleep = sleep
        self._waiting: dict[int, deque[str]] = {}
        self._at_work: dict[int, asyncio.Task[None]] = {}

    def publish(self, place: int, message: str) -> None:
        """Have a message published in its turn; one that waits already waits once."""
        waiting = self._waiting.setdefault(place, deque())
        if message in waiting:
            return
        waiting.append(message)
        if place not in self._at_work:
            task = asyncio.create_task(self._work_off(place), name="discord publish")
            self._at_work[place] = task
            task.add_done_callback(lambda _: self._at_work.pop(place, None))

    def close(self) -> None:
        """Publish nothing more; the next start finds what is left."""
        for task in self._at_work.values():
            task.cancel()

    async def _work_off(self, place: int) -> None:
        waiting = self._waiting[place]
        while waiting:
            if pause := await self._try(place, waiting[0]):
                await self._sleep(pause)
            else:
                waiting.popleft()

    async def _try(self, place: int, message: str) -> float:
        """Publish a message; return for how long to wait before it is tried again, 0 where it is settled."""
        path = "/channels/{channel_id}/messages/{message_id}/crosspost"
        try:
            await self._wire.request(Route("POST", path, channel_id=place, message_id=message))
        except AlreadyDone:
            pass
        except ChatAway as error:
            log.info("discord: message %s is not published yet: %s", message, error)
            return error.retry_after or PAUSE_SECONDS
        except ChatError as error:
            log.warning("discord: message %s was not published: %s", message, error)
        return 0.0
