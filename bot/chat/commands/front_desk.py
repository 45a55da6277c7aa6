"""The desk as platforms know it: what each hands on, to the function that takes it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager

from bot.chat.commands import overview, responder
from bot.chat.commands.autocomplete import complete
from bot.chat.desk_protocol import (
    AccessOf,
    FrontDesk,
    LookAt,
    Overview,
    Place,
    Reply,
    Request,
    Say,
    no_room,
    open_to_all,
)
from bot.chat.question_metrics import measured
from bot.chat.rendering.parts import Limits
from bot.desk.desk import Desk
from bot.desk.limits import question_limits
from bot.desk.limits.request_turns import RequestTurns
from bot.desk.news import lookups
from bot.desk.setup import posting, servers
from bot.desk.sources import chat_channels
from bot.errors import TooMuch
from bot.models import Channel, Platform, Tag


class DeskFront(FrontDesk):
    """Takes what a platform hands on to the functions of the desk.

    `limits` is how much fits into one of the platform's messages, `look_at` looks at one of its channels, `prefix` is
    what is typed there before the name of a command, `access` says whether the bot may post in a place.
    """

    def __init__(
        self,
        desk: Desk,
        limits: Limits,
        look_at: LookAt = no_room,
        prefix: str = "/",
        access: AccessOf = open_to_all,
    ) -> None:
        self._desk = desk
        self._turns = RequestTurns()
        self._respond = responder(desk, limits, look_at, prefix, self._turns, access)

    async def respond(self, request: Request, say: Say) -> Reply:
        """Answer a request."""
        with measured(request.command.name) as outcome:
            return outcome(await self._respond(request, say))

    async def complete(self, request: Request, option: str, typed: str) -> list[str]:
        """Return values of an option that go with what is typed so far."""
        try:
            async with self._looking(request.place, request.person) as desk:
                return await complete(desk, request, option, typed)
        except TooMuch:
            return []

    async def suggest(self, place: Place) -> list[str]:
        """Return questions that the news held can answer."""
        try:
            async with self._looking(place) as desk:
                return await lookups.suggestions(desk, place.audience)
        except TooMuch:
            return []

    async def overview(self, platform: Platform, server: str, person: str = "") -> Overview:
        """Return how a server is set up; TooMuch where the person who asks has asked too much. "": nobody does."""
        if not person:
            return await overview.overview(self._desk, platform, server)
        async with self._looking(Place(platform, person, server, kind="direct"), person) as desk:
            return await overview.overview(desk, platform, server)

    @asynccontextmanager
    async def _looking(self, place: Place, person: str = "") -> AsyncIterator[Desk]:
        metered = question_limits.metered(self._desk, place.channel, person, question_limits.LOOK)
        async with self._turns.taken(place.channel, person, small=True), metered as desk:
            yield desk

    async def left(self, platform: Platform, server: str) -> None:
        """Forget a server that the bot was put out of."""
        await servers.left(self._desk, platform, server)

    async def missing(self, platform: Platform, identity: str, here: Collection[str]) -> list[str]:
        """Return the servers of which something is kept and where the bot is no more."""
        return await servers.missing(self._desk, platform, identity, here)

    async def heard(self, place: Place, gone: Sequence[str]) -> None:
        """Have a channel that is a source read soon."""
        await chat_channels.heard(self._desk, place.platform, place.server_id, place.channel_id, gone)

    async def heard_again(self, platform: Platform) -> None:
        """Have all channels of a platform that are sources read soon."""
        await chat_channels.heard_again(self._desk, platform)

    async def joined(self, platform: Platform, server: str) -> bool:
        """Let all go on in a server that lets the bot in again; return whether anything of it was kept."""
        return await servers.joined(self._desk, platform, server)

    async def posted_to(self, platform: Platform, server: str) -> Sequence[Channel]:
        """Return the channels of a server that something is posted to."""
        return await posting.posted_to(self._desk, platform, server)

    async def opened(self, place: Place) -> None:
        """Send a channel that is open to the bot again its news."""
        await posting.opened(self._desk, place.channel)

    async def tagged(self, place: Place, tag: Tag) -> None:
        """Take note of what the tag of a forum's posts is now."""
        await posting.tag(self._desk, place.channel, tag)

    async def closed(self, place: Place, problem: str) -> None:
        """Send nothing any more where a channel is gone or closed."""
        await servers.closed(self._desk, place.channel, problem)
