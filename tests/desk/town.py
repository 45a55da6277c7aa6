"""A desk and people who talk to it, from the channels of a few servers: what they type, press, and read."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.chat.adapter import PartKey
from bot.chat.buttons import button_id, pressed
from bot.chat.front import FrontDesk, Place, Reply, Request, Wish, say_nothing
from bot.chat.parts import Action, Limits, Part
from bot.chat.replying import reply_to
from bot.chat.wishes import front_desk, parse
from bot.desk.office import Desk
from bot.evidence.read import read
from bot.models import Article, Channel, Platform
from bot.schedule.delivery import Deliveries
from bot.settings import Settings
from bot.store import articles, sources
from bot.store.database import Connection, Store

MONDAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
LIMITS = Limits(part=20_000, block=20_000, blocks=400, cost=lambda run: len(run.text) + 1, actions=25)
_events = itertools.count(1)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Board:
    """A platform as people see it: what each channel shows, with the message's id."""

    name: Platform = "discord"
    limits: Limits = LIMITS
    healthy: bool = True
    problem: str = ""
    shown: list[tuple[Any, PartKey, Part]] = field(default_factory=list)
    refusal: Exception | None = None

    async def run(self, front: FrontDesk) -> None:
        del front

    async def close(self) -> None:
        pass

    async def send(self, target: Any, part: Part, key: PartKey) -> str:
        if self.refusal:
            raise self.refusal
        self.shown.append((target, key, part))
        return f"m{len(self.shown)}"

    async def find(self, target: Any, key: PartKey, since: datetime | None = None) -> Any:
        raise AssertionError("nothing is in doubt here")

    def texts(self, channel: str) -> list[str]:
        return [part.text for target, _, part in self.shown if target.platform_id == channel]


@dataclass
class Person:
    """Somebody in a channel. `read` is what they saw last."""

    town: Town
    place: Place
    name: str = "ann"
    manages: bool = True
    read: Reply = field(default_factory=Reply)

    async def types(self, words: str, *, about: str = "", thread: str = "", command: bool = False) -> str:
        place = replace(self.place, thread=thread) if thread else self.place
        return await self.wishes(parse(words, command=command), place=place, about=about)

    async def presses(self, label: str, part: Part | None = None, key: PartKey | None = None) -> str:
        """Press the button with a label under what was read last, or under a message of a briefing."""
        actions = part.actions if part else tuple(a for each in self.read.parts for a in each.actions)
        found = next(action for action in actions if label in action.label)
        wish = pressed(button_id(found, key or PartKey(0, 1, 1)))
        assert wish
        return await self.wishes(wish)

    async def wishes(self, wish: Wish, *, place: Place | None = None, about: str = "") -> str:
        private = not self.place.server_id
        request = Request(f"e{next(_events)}", place or self.place, wish, self.name, self.manages, private, about=about)
        self.read = await reply_to(request, self.town.front.respond, LIMITS, say_nothing)
        return self.text

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.read.parts)

    @property
    def buttons(self) -> list[Action]:
        return [action for part in self.read.parts for action in part.actions]

    async def completes(self, wish: str, option: str, typed: str = "") -> Sequence[str]:
        request = Request("c", self.place, Wish(wish), self.name, self.manages)
        return await self.town.front.complete(request, option, typed)


class Town:
    """A desk with its clock, and the platform that its messages go to."""

    def __init__(self, store: Store, clock: Clock, settings: Settings | None = None, model: Any = None) -> None:
        self.clock = clock
        self.board = Board()
        self.desk = Desk(store, settings or Settings(), clock, model)
        self.front = front_desk(self.desk, LIMITS)

    def person(
        self, channel: str = "100", server: str = "1", name: str = "ann", *, manages: bool = True, **more: Any
    ) -> Person:
        return Person(self, Place("discord", channel, server, **more), name, manages)

    def prints(self, *items: Article, owner: str = "", source_id: int | None = None) -> None:
        """Let articles come in now, into the sources of an owner."""

        def put(db: Connection) -> None:
            for item in items:
                articles.put(db, item, read(item), owner=owner, source_id=source_id, now=self.clock())

        self.desk.store.write_now(put)

    def reads(self, url: str, owner: str = "", **more: Any) -> int:
        """Add a source, and return its number."""
        return self.desk.store.write_now(lambda db: sources.add(db, url, owner=owner, now=self.clock(), **more)).id

    async def deliver(self) -> list[str]:
        """Carry out what is due, and return the texts that came newly to any channel."""
        before = len(self.board.shown)
        deliveries = Deliveries(self.desk, lambda _: self.board)
        await deliveries.run_due()
        await deliveries.settle()
        return [part.text for _, _, part in self.board.shown[before:]]


def owner_of(server: str) -> str:
    """Whose sources those of a server are."""
    return Channel(0, "", "discord", "", server).home
