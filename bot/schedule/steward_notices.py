"""Tells who looks after a channel, by a direct message, that nothing can be posted there any more."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta
from functools import partial

from bot.chat.adapter_protocol import KnowsAccess
from bot.chat.rendering import listings
from bot.desk.desk import Desk
from bot.errors import ChatAway, ChatError
from bot.messages.catalogue import say
from bot.models import Channel
from bot.schedule.delivery import AdapterOf
from bot.store.channels import channels

log = logging.getLogger(__name__)

_DIGITS = 18
"""What a platform compares of a name: Discord takes 25 characters."""
PAUSE = timedelta(minutes=1)
"""Between two tries where the platform is away."""


class StewardNotices:
    """Tells each person once for each time that their channel was closed."""

    def __init__(self, desk: Desk, adapter_of: AdapterOf) -> None:
        self._desk = desk
        self._adapter_of = adapter_of
        self._not_before: dict[int, datetime] = {}
        self._events: dict[int, tuple[str, str]] = {}
        """What is being told, with its name from the first try on: the platform takes a second one for the same."""
        self._named = 0

    async def run(self) -> None:
        """Tell those who do not know yet."""
        for channel in await self._desk.store.read(channels.untold):
            if self._not_before.get(channel.id, self._desk.clock()) <= self._desk.clock():
                await self._tell(channel)

    async def _tell(self, channel: Channel) -> None:
        adapter = self._adapter_of(channel)
        if not isinstance(adapter, KnowsAccess):
            return  # another process has the connection, or the platform can tell nobody
        line = say("channels.closed_to_us", name=channel.name, problem=channel.problem)
        if self._events.get(channel.id, ("", ""))[0] != line:
            self._events[channel.id] = line, self._name(channel, line)
        try:
            await adapter.tell(channel.steward, listings.notice(line, adapter.limits)[0], self._events[channel.id][1])
        except ChatAway as error:
            log.info("who looks after %s is not told yet: %s", channel.name, error)
            self._not_before[channel.id] = self._desk.clock() + PAUSE
            return
        except ChatError as error:
            log.warning("who looks after %s cannot be told: %s", channel.name, error)
        await self._desk.store.write(partial(channels.told, channel_id=channel.id))
        self._events.pop(channel.id, None)

    def _name(self, channel: Channel, line: str) -> str:
        """Return a name that no other notice has: also none of the same channel a moment later, or of another store."""
        self._named += 1
        told = f"{channel.platform_id} {self._desk.clock().isoformat()} {self._named} {line}"
        return f"closed-{hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]}"
