"""The homes that people have open: published when they are opened, and anew when what they show has changed.

Slack keeps what was published, and tells nobody who only looks at it: https://docs.slack.dev/surfaces/app-home
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.chat.desk_protocol import FrontDesk, Overview
from bot.chat.slack.api_client import SlackCalls
from bot.chat.slack.channels import Directory
from bot.chat.slack.home import home_views
from bot.chat.slack.payloads import Element
from bot.errors import ChatAway, ChatError, ReadoutError, TokenRefused, TooMuch
from bot.logs import fault

log = logging.getLogger(__name__)

PAGES = 5
MOST = 200
"""Homes that are kept up to date, the last opened: at Slack's pace that is a round of a few minutes."""
OPEN_SECONDS = 12 * 3600.0
"""How long a home counts as open: to open it again publishes it anyway."""
KNOWN_SECONDS = 300.0
"""How long the channels that somebody is in are not asked for again."""
ASKED_SECONDS = 10.0
"""How long they are not asked for again, however often somebody opens their home."""
SETTLE_SECONDS = 2.0
"""A change is waited out: one seldom comes alone, and a round takes them all."""
LOOK_SECONDS = 30.0
"""What others change (the command line, a delivery that finds a channel closed) is looked for as often."""


@dataclass(slots=True)
class Guest:
    """Somebody who has opened their home: the channels they are in, and what they were shown last.

    `noted`: with a note on what they had pressed, which goes when they open it again.
    """

    direct: str
    names: Mapping[str, str]
    known_until: float
    open_until: float
    shown: str = ""
    noted: bool = False


@dataclass(slots=True)
class Openings:
    """Of one person's home: `under_way` with those that wait, `empty` where Slack shows one of them nothing so far."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    under_way: int = 0
    waits: bool = False
    empty: bool = False


@dataclass(slots=True)
class Homes:
    """Publishes homes; `keep` runs as long as Slack is connected."""

    calls: SlackCalls
    directory: Directory
    front: FrontDesk
    settle_seconds: float = SETTLE_SECONDS
    look_seconds: float = LOOK_SECONDS
    _guests: dict[str, Guest] = field(default_factory=dict)
    _openings: dict[str, Openings] = field(default_factory=dict)
    _asked: dict[str, tuple[float, list[home_views.Choice]]] = field(default_factory=dict)
    _seen: Overview | None = None
    _change: asyncio.Event = field(default_factory=asyncio.Event)

    async def show(self, person: str, direct: str, note: str = "", *, empty: bool = False) -> None:
        """Publish the home of somebody who opened it, or pressed something there; `empty`: Slack shows none so far.

        However often it is opened while that goes on, it is published once more.
        """
        openings = self._openings.setdefault(person, Openings())
        openings.empty |= empty
        if openings.waits and not note:
            return
        openings.waits |= not note
        openings.under_way += 1
        try:
            async with openings.turn:
                openings.waits &= bool(note)
                empty, openings.empty = openings.empty, False
                await self._show(person, direct, note, empty=empty)
        finally:
            openings.under_way -= 1
            if not openings.under_way:
                del self._openings[person]

    async def _show(self, person: str, direct: str, note: str, *, empty: bool) -> None:
        names = {each.id: each.name for each in await self.channels(person)}
        now = asyncio.get_running_loop().time()
        before = self._guests.pop(person, None)
        guest = Guest(direct, names, now + KNOWN_SECONDS, now + OPEN_SECONDS)
        if before and not (empty or note or before.noted):
            guest.shown = before.shown
        try:
            overview = await self.front.overview("slack", self.directory.team, person)
        except TooMuch as error:
            await self._put(person, guest, home_views.refused(str(error)))
        else:
            await self._publish(person, guest, overview, note)
        self._guests[person] = guest
        while len(self._guests) > MOST:
            del self._guests[next(iter(self._guests))]

    def changed(self) -> None:
        """Take note that what homes show may have changed."""
        self._change.set()

    async def keep(self) -> None:
        """Publish the open homes anew whenever what they show has changed; until it is cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.look_seconds):
                    await self._change.wait()
            await asyncio.sleep(self.settle_seconds)
            self._change.clear()
            try:
                await self._look()
            except ReadoutError as error:
                log.info("slack: homes are not up to date: %s", error)
            except Exception as error:
                fault(log, "slack: homes could not be brought up to date", error)

    async def channels(self, person: str) -> list[home_views.Choice]:
        """Return the channels that both the person and the app are in, as they were a moment ago."""
        now = asyncio.get_running_loop().time()
        self._asked = {key: held for key, held in self._asked.items() if held[0] > now}
        if person not in self._asked:
            self._asked[person] = now + ASKED_SECONDS, await self._channels(person)
        return self._asked[person][1]

    async def _channels(self, person: str) -> list[home_views.Choice]:
        kinds = "public_channel,private_channel"
        found = await self.calls.pages(
            "users.conversations", "channels", PAGES, user=person, types=kinds, exclude_archived="true", limit=200
        )
        return [
            home_views.Choice(str(each["id"]), str(each.get("name") or each["id"]))
            for each in found
            if self.directory.includes(str(each["id"]))
        ]

    async def _look(self) -> None:
        now = asyncio.get_running_loop().time()
        self._guests = {person: guest for person, guest in self._guests.items() if guest.open_until > now}
        if not self._guests:
            return
        overview = await self.front.overview("slack", self.directory.team)
        if overview != self._seen:
            for person, guest in list(self._guests.items()):
                await self._renew(person, guest, overview)
            self._seen = overview  # a round that broke off is made again

    async def _renew(self, person: str, guest: Guest, overview: Overview) -> None:
        """Publish somebody's home again if it shows something else; who cannot be shown it any more is no guest."""
        try:
            await self._know(person, guest)
            await self._publish(person, guest, overview)
        except (ChatAway, TokenRefused):
            raise
        except ChatError as error:
            log.info("slack: the home of %s is not kept up to date: %s", person, error)
            self._guests.pop(person, None)

    async def _know(self, person: str, guest: Guest) -> None:
        now = asyncio.get_running_loop().time()
        if guest.known_until <= now:
            guest.names = {each.id: each.name for each in await self.channels(person)}
            guest.known_until = now + KNOWN_SECONDS

    async def _publish(self, person: str, guest: Guest, overview: Overview, note: str = "") -> None:
        """Publish a home, unless it shows this already; a note is no part of what it shows."""
        plain = home_views.home(overview, guest.names, guest.direct)
        noted = home_views.home(overview, guest.names, guest.direct, note) if note else None
        await self._put(person, guest, plain, noted)

    async def _put(self, person: str, guest: Guest, plain: Element, noted: Element | None = None) -> None:
        mark = _mark(plain)
        if mark != guest.shown:
            await self.calls.publish(person, noted or plain)
            guest.shown, guest.noted = mark, noted is not None


def _mark(view: Element) -> str:
    return hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()
