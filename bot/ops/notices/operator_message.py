"""A message to the operator on its way: it has one number from first to last, by which it is found."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.chat.adapter_protocol import ChatAdapter, PartKey, Sight, Target
from bot.chat.rendering.listings import headed, listing
from bot.chat.rendering.parts import Part
from bot.errors import ChatAway, ChatError
from bot.messages.catalogue import say
from bot.models import Channel

log = logging.getLogger(__name__)

STORE = "operator"
"""What the messages are marked with in the place of a store's id: they are in no outbox."""
MOST_TRIES = 8
"""So often it is tried where it is not known whether it arrived: for about an hour. The log has it all the while."""
PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(minutes=30)


def pause_after(tries: int) -> timedelta:
    """Return how long is waited after so many tries in a row that failed."""
    return min(PAUSE * (1 << min(tries, 10)), LONGEST_PAUSE)


@dataclass
class OperatorMessage:
    """What is told of some troubles; `number` marks its parts, whenever they are sent."""

    keys: frozenset[str]
    lines: Sequence[str]
    number: int
    made: datetime
    tries: int = 0
    _arrived: dict[str, list[str]] = field(default_factory=dict)
    """The ids of the parts that stand in each channel, by its name, in their order."""
    _in_doubt: set[str] = field(default_factory=set)
    """The channels in which the part after those may stand."""

    @property
    def in_doubt(self) -> bool:
        """Whether some of it may stand somewhere, and it is not known."""
        return bool(self._in_doubt)

    async def send(self, ways: Iterable[tuple[Channel, ChatAdapter]]) -> bool:
        """Send it by the first way that there is; tell whether it arrived whole."""
        self.tries += 1
        for channel, adapter in ways:
            try:
                await self._post(channel, adapter)
            except ChatError as error:
                log.warning("for the operator: %s could not be told: %s", channel.name, error)
            else:
                return True
        return False

    async def _post(self, channel: Channel, adapter: ChatAdapter) -> None:
        place = channel.platform_id or channel.name
        where = Target(channel.platform, place, channel.thread or None, channel.kind, channel.server)
        parts = listing(self.lines, adapter.limits)
        ids = self._arrived.setdefault(channel.name, [])
        for ordinal in range(len(ids) + 1, len(parts) + 1):
            key = PartKey(self.number, ordinal, len(parts), ids[0] if ids else "", store=STORE)
            ids.append(await self._part(channel.name, adapter, where, parts[ordinal - 1], key))

    async def _part(self, name: str, adapter: ChatAdapter, where: Target, part: Part, key: PartKey) -> str:
        if name in self._in_doubt:
            found = await adapter.find(where, key, self.made)
            if found.sight is Sight.FOUND:
                self._in_doubt.discard(name)
                return found.message_id
            if found.sight is Sight.CANNOT_TELL:
                part = headed(part, say("briefing.may_repeat"))
        try:
            posted = await adapter.send(where, part, key)
        except ChatAway:
            self._in_doubt.add(name)
            raise
        except ChatError:
            self._in_doubt.discard(name)
            raise
        self._in_doubt.discard(name)
        return posted
