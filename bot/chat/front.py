"""What a platform hands on to the desk: wishes with where and by whom they are wished, replies, and what it hears."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from bot.chat.parts import Part
from bot.clock import Clock
from bot.errors import ChatError
from bot.models import Answer, Audience, Briefing, Channel, ChannelKind, Platform, Room
from bot.store import inbound
from bot.store.database import Store


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
