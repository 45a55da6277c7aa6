"""What a platform must be able to do: send parts of deliveries, find them again, and tell of its channels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol, runtime_checkable

from bot.chat.desk_protocol import AccessOf, FrontDesk, Place, open_to_all
from bot.chat.rendering.parts import Limits, Part
from bot.models import Access, ChannelKind, Platform, Posts, Room


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: a channel, or a thread of it; ids are the platform's own.

    In a `forum` each delivery is a post of its own; in an `announcement` channel what is posted is published as well.
    `ping` is a role or group that an admin chose to be called by a delivery's first part, and nothing else ever is.
    `reply_to` is the message that it belongs under, `reply_root` the first message of that one's delivery: where that
    has a thread, it goes there, else it is a reply.
    """

    platform: Platform
    platform_id: str
    thread: str | None = None
    kind: ChannelKind = "channel"
    server_id: str = ""
    ping: str = ""
    reply_to: str | None = None
    reply_root: str | None = None
    tag: str = ""
    """In a forum, the tag that a post of its own has."""


class Lease(Protocol):
    """This process's hold on what it sends."""

    def check(self) -> None:
        """Raise LeaseOver where it may be over, and what it holds be another worker's by now."""
        ...


class _Endless:
    def check(self) -> None:
        pass


ENDLESS: Lease = _Endless()
"""Of what nobody else would send."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One of the connections over which a platform is heard: each hears of some servers, the first of people too.

    https://docs.discord.com/developers/events/gateway#sharding
    """

    number: int = 0
    count: int = 1

    def hears(self, server: str) -> bool:
        """Tell whether a server's events come over it; "" is for what is of no server."""
        of = (int(server) >> 22) % self.count if self.count > 1 and server.isdecimal() else 0
        return of == self.number


class SharedLimits(Protocol):
    """What all processes may ask of a platform together."""

    @property
    def processes(self) -> int:
        """How many processes share what a platform allows the bot, this one with them."""
        ...

    async def turn(self, what: str, seconds: float) -> None:
        """Return when it is this caller's turn: of all processes, one in so many seconds may do it."""
        ...

    def wants(self, connections: int) -> None:
        """Take note that the platform wants to be heard over so many connections, more than there are."""
        ...


class _Alone:
    processes = 1

    async def turn(self, what: str, seconds: float) -> None:
        pass

    def wants(self, connections: int) -> None:
        pass


ALONE: SharedLimits = _Alone()
"""Of a process that is the only one."""

Mark = tuple[str, int, int]
"""The store's id ("" for none), the delivery's number, the part's."""


@dataclass(frozen=True, slots=True)
class PartKey:
    """Which part of which delivery a message is; `ordinal` counts from 1. Delivery 0 is in no outbox: a reply.

    `first` is the platform's id of the delivery's first message, once that is posted: the others may go into its
    thread. `others` are those of the messages between: where that thread is gone, one of them may have begun another.
    `store` is the id of the store that the delivery is of: others may post as the same bot, and number theirs alike.
    `lease` is this process's hold on the delivery.
    """

    delivery_id: int
    ordinal: int
    total: int
    first: str = field(default="", compare=False)
    others: tuple[str, ...] = field(default=(), compare=False)
    store: str = ""
    lease: Lease = field(default=ENDLESS, compare=False, repr=False)

    @property
    def mark(self) -> Mark:
        """What the message is known by among those of the same bot."""
        return self.store, self.delivery_id, self.ordinal


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

    async def run(self, front: FrontDesk) -> None:
        """Serve until `close`: answer each request once."""
        ...

    async def close(self) -> None:
        """End `run` and give back every connection."""
        ...

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        """Post a part and return the platform's id of the message.

        The last act before it leaves, after every wait for a connection or a limit, is `key.lease.check()`: a process
        may be stopped for hours at any point, and go on when another one has posted the part. LeaseOver passes through.
        Else it raises ChatAway (it may have arrived or not: `find` it before sending it again), ChannelClosed,
        TokenRefused, or ChatError where the platform refuses the message for good.
        """
        ...

    async def edit(self, target: Target, message_id: str, part: Part, key: PartKey) -> None:
        """Put a part in place of one that was posted; `key` is which part of what that is, with the lease on the edit.

        `reply_root` of the target is a thread that the message may stand in. Made twice it is as made once. It raises
        what `send` does; MessageGone where it is not there any more, ChatError where it cannot be changed.
        """
        ...

    async def find(self, target: Target, key: PartKey, since: datetime | None = None) -> Found:
        """Look for a part among the channel's newest messages, no further back than `since`."""
        ...

    async def room(self, server_id: str, channel_id: str) -> Room:
        """Return what a channel is that is to be read as a source; a ChatError says why it cannot be."""
        ...

    async def posts(self, server_id: str, channel_id: str, after: str) -> Posts:
        """Return a channel's newest messages of others, back to the one whose id is `after` if it comes to that.

        What was written to the bot is not among them. A ChatError says why they cannot be read.
        """
        ...


@runtime_checkable
class KnowsAccess(Protocol):
    """A platform that can say beforehand whether the bot may post somewhere, and tell somebody where it may not."""

    async def access(self, place: Place) -> Access:
        """Return what a place takes of the bot."""
        ...

    async def tell(self, person: str, part: Part, event: str) -> None:
        """Write to somebody directly; the same `event` once. It raises what `send` does."""
        ...


@runtime_checkable
class KnowsServers(Protocol):
    """A platform that can say whether the bot is in a server."""

    async def is_out(self, server: str) -> bool:
        """Tell whether the platform says that the bot is not in a server; False where that cannot be told now."""
        ...


def access_of(adapter: ChatAdapter) -> AccessOf:
    """Return what says whether the bot may post in a place; where the platform cannot, it may."""
    return adapter.access if isinstance(adapter, KnowsAccess) else open_to_all
