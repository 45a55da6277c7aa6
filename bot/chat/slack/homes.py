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

from bot.chat.front import FrontDesk, Overview
from bot.chat.slack import home
from bot.chat.slack.body import Element
from bot.chat.slack.calls import SlackCalls
from bot.chat.slack.places import Places
from bot.errors import ChatAway, ChatError, ReadoutError, TokenRefused

log = logging.getLogger(__name__)

PAGES = 5
MOST = 200
"""Homes that are kept up to date, the last opened: at Slack's pace that is a round of a few minutes."""
OPEN_SECONDS = 12 * 3600.0
"""How long a home counts as open: to open it again publishes it anyway."""
KNOWN_SECONDS = 300.0
"""How long the channels that somebody is in are not asked for again."""
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
class Homes:
    """Publishes homes; `keep` runs as long as Slack is connected."""

    calls: SlackCalls
    places: Places
    front: FrontDesk
    settle_seconds: float = SETTLE_SECONDS
    look_seconds: float = LOOK_SECONDS
    _guests: dict[str, Guest] = field(default_factory=dict)
    _seen: Overview | None = None
    _change: asyncio.Event = field(default_factory=asyncio.Event)

    async def show(self, person: str, direct: str, note: str = "", *, empty: bool = False) -> None:
        """Publish the home of somebody who opened it, or pressed something there; `empty`: Slack shows none so far."""
        names = {each.id: each.name for each in await self.channels(person)}
        now = asyncio.get_running_loop().time()
        before = self._guests.pop(person, None)
        guest = Guest(direct, names, now + KNOWN_SECONDS, now + OPEN_SECONDS)
        if before and not (empty or note or before.noted):
            guest.shown = before.shown
        await self._publish(person, guest, await self._overview(), note)
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
            except Exception:
                log.exception("slack: homes could not be brought up to date")

    async def channels(self, person: str) -> list[home.Choice]:
        """Return the channels that both the person and the app are in."""
        kinds = "public_channel,private_channel"
        found = await self.calls.pages(
            "users.conversations", "channels", PAGES, user=person, types=kinds, exclude_archived="true", limit=200
        )
        return [
            home.Choice(str(each["id"]), str(each.get("name") or each["id"]))
            for each in found
            if self.places.includes(str(each["id"]))
        ]

    async def _overview(self) -> Overview:
        return await self.front.overview("slack", self.places.team)

    async def _look(self) -> None:
        now = asyncio.get_running_loop().time()
        self._guests = {person: guest for person, guest in self._guests.items() if guest.open_until > now}
        if not self._guests:
            return
        overview = await self._overview()
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
        plain = home.home(overview, guest.names, guest.direct)
        mark = _mark(plain)
        if mark != guest.shown:
            view = home.home(overview, guest.names, guest.direct, note) if note else plain
            await self.calls.publish(person, view)
            guest.shown, guest.noted = mark, bool(note)


def _mark(view: Element) -> str:
    return hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()
