"""What a platform must be able to do, and the nouns that pass between a platform and the rest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import NoReturn, Protocol

from bot.chat.parts import Limits, Part
from bot.clock import Clock
from bot.errors import ChatError
from bot.models import Answer, Audience, Briefing, Channel, ChannelKind, Platform, Posts, Room
from bot.store import inbound
from bot.store.database import Store


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


@dataclass(frozen=True, slots=True)
class PartKey:
    """Which part of which delivery a message is; `ordinal` counts from 1. Delivery 0 is in no outbox: a reply.

    `first` is the platform's id of the delivery's first message, once that is posted: the others may go into its
    thread.
    """

    delivery_id: int
    ordinal: int
    total: int
    first: str = field(default="", compare=False)


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
class Place:
    """Where somebody is: ids are the platform's own, `server_id` the guild or workspace ("" where there is none).

    `thread` is the thread where an answer goes: also the one that the answer is going to open. The place is that
    thread only where its `kind` is `thread`; otherwise what is set holds for the channel. `name` is what people call
    the channel, without its sign.
    """

    platform: Platform
    channel_id: str = ""
    server_id: str = ""
    thread: str | None = None
    kind: ChannelKind = "channel"
    name: str = ""

    @property
    def audience(self) -> Audience:
        """Return whose news may be seen from here (promise 5)."""
        return self.channel.audience

    @property
    def channel(self) -> Channel:
        """Return the place as a channel that is not stored yet."""
        thread = self.thread or "" if self.kind == "thread" else ""
        return Channel(0, self.name, self.platform, self.channel_id, self.server_id, kind=self.kind, thread=thread)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: a name of the table `wishes.WISHES`, its options as text, and a file that came with it."""

    name: str
    options: Mapping[str, str] = field(default_factory=dict)
    attachment: bytes | None = None

    def option(self, name: str) -> str:
        """Return an option's text without space around it; "" where it was not given."""
        return self.options.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody's wish. `event_id` is the platform's, the same however often the event is delivered.

    `person` is the platform's id of who asks; `manages`: they may change the channel's settings; `private`: nobody
    else reads along (a direct message). `reply_to` is the message to answer; `about` the message of ours that theirs
    replies to, or whose button was pressed. `history` is what was said in the thread before, oldest first, where the
    platform tells it. `zone` is the person's own time zone, where it is of use and the platform tells it.
    """

    event_id: str
    place: Place
    wish: Wish
    person: str = ""
    manages: bool = False
    private: bool = False
    reply_to: str | None = None
    about: str = ""
    history: Sequence[str] = ()
    zone: str = ""

    @property
    def platform(self) -> Platform:
        """The platform it comes from."""
        return self.place.platform


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with a reply."""

    name: str
    body: bytes


Posted = Callable[[str], Awaitable[None]]
"""Takes the platform's id of a message that was posted."""


async def _unnoted(message_id: str) -> None:
    del message_id


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person gets. `private`: only they see it, where the platform can. `noun` is what the parts show.

    Call `posted` with the id of each message that carries it, so that a reply to that message is understood.
    """

    parts: Sequence[Part] = ()
    private: bool = False
    noun: Answer | Briefing | None = None
    file: File | None = None
    posted: Posted = _unnoted


Say = Callable[[Sequence[Part]], Awaitable[None]]
"""Shows the parts of an answer as far as they are proved; each call holds all of the one before, and more."""

Responder = Callable[[Request, Say], Awaitable[Reply]]
"""Fulfils a wish; raises ReadoutError with a line that the person may read."""

Complete = Callable[[Request, str, str], Awaitable[Sequence[str]]]
"""Returns what an option of the request's wish may be, given its name and what is typed so far: at most 25."""

Left = Callable[[Platform, str], Awaitable[None]]
"""Takes note that the bot was put out of a server. Never call it for an outage (`unavailable`)."""

Missing = Callable[[Platform, str, Collection[str]], Awaitable[Sequence[str]]]
"""Returns the servers of which something is kept and that are not among those where the bot is.

Given the identity that it has there, too: none where it was another before.
"""

Heard = Callable[[Place, Sequence[str]], Awaitable[None]]
"""Takes note that somebody wrote, edited or deleted something in a channel, given links to what was deleted."""

HeardAgain = Callable[[Platform], Awaitable[None]]
"""Takes note that the platform tells again what happens in its channels: something may have been missed."""

Closed = Callable[[Place, str], Awaitable[None]]
"""Takes note that a channel is gone, archived or closed to the bot, with the reason: nothing goes there any more."""


Suggest = Callable[[Place], Awaitable[Sequence[str]]]
"""Returns questions that the news held can answer, to be suggested in a place."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A briefing of a channel, for those who look after it: its number, when and about what in words, how it stands."""

    place: Place
    number: int
    line: str
    paused: bool = False
    state: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """How a server is set up, in words: its briefings and what is followed, by channel, and what is read."""

    plans: tuple[Plan, ...] = ()
    follows: tuple[tuple[Place, str], ...] = ()
    sources: str = ""


Overviews = Callable[[Platform, str], Awaitable[Overview]]
"""Returns how a server is set up."""


LookAt = Callable[[str, str], Awaitable[Room]]
"""Returns what a channel is that is to be read as a source, given its server's id and its own."""


async def no_room(server_id: str, channel_id: str) -> NoReturn:
    """Refuse to read a channel where there are none."""
    del server_id, channel_id
    raise ChatError("only a channel of a Discord server or a Slack workspace can be read")


async def say_nothing(parts: Sequence[Part]) -> None:
    """Show no part of an answer before its end."""
    del parts


async def _nothing(request: Request, option: str, typed: str) -> Sequence[str]:
    del request, option, typed
    return ()


async def _no_overview(platform: Platform, server: str) -> Overview:
    del platform, server
    return Overview()


async def _not_noted(*_: object) -> None:
    pass


async def _none_missing(platform: Platform, identity: str, here: Collection[str]) -> Sequence[str]:
    del platform, identity, here
    return ()


async def _no_question(place: Place) -> Sequence[str]:
    del place
    return ()


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """What a platform hands on to the desk."""

    respond: Responder
    complete: Complete = _nothing
    left: Left = _not_noted
    closed: Closed = _not_noted
    suggest: Suggest = _no_question
    overview: Overviews = _no_overview
    missing: Missing = _none_missing
    heard: Heard = _not_noted
    heard_again: HeardAgain = _not_noted


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

    async def run(self, front: FrontDesk) -> None:
        """Serve until `close`: answer each request once."""
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

    async def room(self, server_id: str, channel_id: str) -> Room:
        """Return what a channel is that is to be read as a source; a ChatError says why it cannot be."""
        ...

    async def posts(self, server_id: str, channel_id: str, after: str) -> Posts:
        """Return a channel's newest messages of others, back to the one whose id is `after` if it comes to that.

        What was written to the bot is not among them. A ChatError says why they cannot be read.
        """
        ...
