"""What a platform must be able to do, and the nouns that pass between a platform and the rest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from bot.chat.parts import Limits, Part
from bot.clock import Clock
from bot.models import Answer, Audience, Channel, Platform
from bot.store import inbound
from bot.store.database import Store


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: a channel, or a thread of it; ids are the platform's own."""

    platform: Platform
    platform_id: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class PartKey:
    """Which part of which delivery a message is; `ordinal` counts from 1. Delivery 0 is in no outbox: a reply."""

    delivery_id: int
    ordinal: int
    total: int


class Sight(Enum):
    """What a look at a channel's history gave."""

    FOUND = "found"
    ABSENT = "absent"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Found:
    """A look for a part in a channel's history; `message_id` is the platform's, where it was found."""

    sight: Sight
    message_id: str = ""


ABSENT = Found(Sight.ABSENT)
CANNOT_TELL = Found(Sight.CANNOT_TELL)
"""The bot may not read the channel's history."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked. `event_id` is the platform's, the same however often the event is delivered.

    `channel_id` is where it was asked, `thread` the thread of it, `server_id` the guild or workspace ("" in a
    direct message), `reply_to` the message to answer.
    """

    platform: Platform
    event_id: str
    channel_id: str
    text: str
    person: str = ""
    server_id: str = ""
    thread: str | None = None
    reply_to: str | None = None

    @property
    def audience(self) -> Audience:
        """Return whose news the asking channel may see (promise 5)."""
        return Channel(0, "", self.platform, self.channel_id, self.server_id).audience


Responder = Callable[[Question], Awaitable[Answer | Sequence[Part]]]
"""Answers a question; raises ReadoutError with a line that the person may read."""

FirstTime = Callable[[Platform, str], Awaitable[bool]]
"""Whether an event, by platform and id, has not been seen before; asking marks it as seen."""


def first_time_in(store: Store, clock: Clock) -> FirstTime:
    """Return a `FirstTime` that remembers in the store, so also over restarts and for other processes."""

    async def first_time(platform: Platform, event_id: str) -> bool:
        now = clock()
        return await store.write(lambda db: inbound.first_time(db, platform, event_id, now))

    return first_time


class ChatAdapter(Protocol):
    """A platform. `run` connects and serves until `close`, and comes back by itself from what can be mended.

    `send` and `find` may be called as soon as `run` has begun: until the platform is connected they raise ChatAway.
    """

    @property
    def name(self) -> Platform:
        """The platform."""
        ...

    @property
    def limits(self) -> Limits:
        """How much fits into one of its messages."""
        ...

    @property
    def healthy(self) -> bool:
        """Whether it is connected."""
        ...

    @property
    def problem(self) -> str:
        """Why it is not, in words; "" where all is well."""
        ...

    async def run(self, respond: Responder) -> None:
        """Serve until `close`: answer each question once."""
        ...

    async def close(self) -> None:
        """End `run` and give back every connection."""
        ...

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        """Post a part and return the platform's id of the message.

        Raises ChatAway (it may have arrived or not: `find` it before sending it again), ChannelClosed, TokenRefused,
        or ChatError where the platform refuses the message for good.
        """
        ...

    async def find(self, target: Target, key: PartKey, since: datetime | None = None) -> Found:
        """Look for a part among the channel's newest messages, no further back than `since`."""
        ...
