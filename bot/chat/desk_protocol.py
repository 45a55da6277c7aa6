"""What a platform hands on to the desk: commands with where and by whom they are given, replies, and what it hears."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn, Protocol

from bot.chat.rendering.parts import Part
from bot.errors import ChatError
from bot.messages.catalogue import say
from bot.models import Access, Answer, Audience, Briefing, Channel, ChannelKind, Platform, Room, Tag
from bot.text.storable import storable


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
class Command:
    """What is asked for: a name of the table `specs.COMMANDS`, its options as text, and a file that came with it.

    What a platform hands on may hold half a character; the options hold none.
    """

    name: str
    options: Mapping[str, str] = field(default_factory=dict)
    attachment: bytes | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", {name: storable(value) for name, value in self.options.items()})

    def option(self, name: str) -> str:
        """Return an option's text without space around it; "" where it was not given."""
        return self.options.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may change: what their channel gets; what the whole server reads, and whether it is forgotten."""

    channel: bool = False
    server: bool = False


EVERY_RIGHT = Rights(channel=True, server=True)
NO_RIGHT = Rights()


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody's command. `event_id` is the platform's, the same however often the event is delivered.

    `person` is the platform's id of who asks; `rights` what they may change; `private`: nobody else reads along (a
    direct message). `reply_to` is the message to answer; `about` the message of ours that theirs replies to, or whose
    button was pressed. `history` is what was said in the thread before, oldest first, where the platform tells it.
    `zone` is the person's own time zone, where it is of use and the platform tells it. `carried_out`: what it changes
    was changed before the process fell, and is not to be changed again.
    """

    event_id: str
    place: Place
    command: Command
    person: str = ""
    rights: Rights = NO_RIGHT
    private: bool = False
    reply_to: str | None = None
    about: str = ""
    history: Sequence[str] = ()
    zone: str = ""
    carried_out: bool = False

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

    Call `posted` with the id of each message that carries it, so that a reply to that message is understood; `turn` is
    the number by which the desk remembers the question, 0 where it does not.
    """

    parts: Sequence[Part] = ()
    private: bool = False
    noun: Answer | Briefing | None = None
    file: File | None = None
    posted: Posted = _unnoted
    turn: int = 0
    refused: bool = False
    """A line that says why nothing was done."""
    undoable: bool = False
    """It says what was done, and that may be taken back."""


Say = Callable[[Sequence[Part]], Awaitable[None]]
"""Shows the parts of an answer as far as they are proved; each call holds all of the one before, and more."""

Responder = Callable[[Request, Say], Awaitable[Reply]]
"""Fulfils a command; raises ReadoutError with a line that the person may read."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A briefing of a channel, for those who look after it: its number, when and about what in words, how it stands.

    `terms` are what may be changed of it, by the names of the options; `muted` is what its channel leaves out.
    """

    place: Place
    number: int
    line: str
    paused: bool = False
    state: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    muted: tuple[str, ...] = ()

    def term(self, name: str) -> str:
        """Return a term of it; "" where it has none."""
        return dict(self.terms).get(name, "")


@dataclass(frozen=True, slots=True)
class ReadSource:
    """A source that a server reads: its number, its name and topic in words; `own`: the server may remove it."""

    number: int
    line: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """How a server is set up, in words: its briefings and what is followed, by channel, and what is read."""

    plans: tuple[Plan, ...] = ()
    follows: tuple[tuple[Place, str], ...] = ()
    sources: str = ""
    read: tuple[ReadSource, ...] = ()


LookAt = Callable[[str, str], Awaitable[Room]]
"""Returns what a channel is that is to be read as a source, given its server's id and its own."""


async def no_room(server_id: str, channel_id: str) -> NoReturn:
    """Refuse to read a channel where there are none."""
    del server_id, channel_id
    raise ChatError(say("errors.no_room"))


AccessOf = Callable[[Place], Awaitable[Access]]
"""Returns what a place takes of the bot."""


async def open_to_all(place: Place) -> Access:
    """Return that the bot may post in a place, where nothing else is known."""
    del place
    return Access()


async def say_nothing(parts: Sequence[Part]) -> None:
    """Show no part of an answer before its end."""
    del parts


class FrontDesk(Protocol):
    """What a platform hands on to the desk. Whoever takes only requests inherits the rest, which does nothing."""

    async def respond(self, request: Request, say: Say) -> Reply:
        """Answer a request; raises ReadoutError with a line that the person may read."""
        ...

    async def complete(self, request: Request, option: str, typed: str) -> Sequence[str]:
        """Return what an option of the request may be that somebody types into: at most 25 values."""
        return ()

    async def suggest(self, place: Place) -> Sequence[str]:
        """Return questions that the news held can answer, to be suggested in a place."""
        return ()

    async def overview(self, platform: Platform, server: str, person: str = "") -> Overview:
        """Return how a server is set up."""
        return Overview()

    async def left(self, platform: Platform, server: str) -> None:
        """Take note that the bot was put out of a server. Never call it for an outage (`unavailable`)."""

    async def missing(self, platform: Platform, identity: str, here: Collection[str]) -> Sequence[str]:
        """Return the servers of which something is kept and that are not among those where the bot is.

        Given the identity that it has there, too: none where it was another before.
        """
        return ()

    async def heard(self, place: Place, gone: Sequence[str]) -> None:
        """Take note that somebody wrote, edited or deleted something in a channel, given links to what was deleted."""

    async def heard_again(self, platform: Platform) -> None:
        """Take note that the platform tells again what happens in its channels: something may have been missed."""

    async def posted_to(self, platform: Platform, server: str) -> Sequence[Channel]:
        """Return the channels of a server that something is posted to, as they stand."""
        return ()

    async def opened(self, place: Place) -> None:
        """Take note that a channel is open to the bot again: what waits for it goes there."""

    async def tagged(self, place: Place, tag: Tag) -> None:
        """Take note of what the tag of a forum's posts is now."""

    async def joined(self, platform: Platform, server: str) -> bool:
        """Take note that the bot is in a server; return whether it was before, and what was set up is kept."""
        return False

    async def closed(self, place: Place, problem: str) -> None:
        """Take note that a channel is gone, archived or closed to the bot, with the reason: nothing goes there."""
