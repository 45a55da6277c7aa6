"""A desk and people who talk to it, from the channels of a few servers: what they type, press, and read."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.chat.adapter_protocol import PartKey
from bot.chat.button_ids import button_id
from bot.chat.commands import parse
from bot.chat.commands.button_presses import pressed
from bot.chat.commands.front_desk import DeskFront
from bot.chat.desk_protocol import EVERY_RIGHT, Command, FrontDesk, Place, Reply, Request, Rights, say_nothing
from bot.chat.rendering.parts import Action, Limits, Part
from bot.chat.replying import reply_to
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.evidence.article_analysis import read
from bot.models import Article, Channel, Platform
from bot.schedule.delivery import Deliveries
from bot.store.news import articles, sources
from bot.store.protocol import Connection, Store

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
    edits: list[tuple[str, PartKey, Part]] = field(default_factory=list)
    refusal: Exception | None = None
    answers_lost: list[Exception] = field(default_factory=list)
    """What is heard in place of the answers to changes that were made."""

    async def run(self, front: FrontDesk) -> None:
        del front

    async def close(self) -> None:
        pass

    async def send(self, target: Any, part: Part, key: PartKey) -> str:
        if self.refusal:
            raise self.refusal
        self.shown.append((target, key, part))
        return f"m{len(self.shown)}"

    async def edit(self, target: Any, message_id: str, part: Part, key: PartKey) -> None:
        if self.refusal:
            raise self.refusal
        self.edits.append((message_id, key, part))
        if self.answers_lost:
            raise self.answers_lost.pop()

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
    rights: Rights = EVERY_RIGHT
    read: Reply = field(default_factory=Reply)

    async def types(self, words: str, *, about: str = "", thread: str = "", command: bool = False) -> str:
        place = replace(self.place, thread=thread) if thread else self.place
        return await self.commands(parse(words, command=command), place=place, about=about)

    async def presses(self, label: str, part: Part | None = None, key: PartKey | None = None) -> str:
        """Press the button with a label under what was read last, or under a message of a briefing."""
        actions = part.actions if part else tuple(a for each in self.read.parts for a in each.actions)
        found = next(action for action in actions if label in action.label)
        command = pressed(button_id(found, key or PartKey(0, 1, 1)))
        assert command
        return await self.commands(command)

    async def commands(self, command: Command, *, place: Place | None = None, about: str = "") -> str:
        private = not self.place.server_id
        request = Request(
            f"e{next(_events)}", place or self.place, command, self.name, self.rights, private, about=about
        )
        self.read = await reply_to(request, self.town.front.respond, LIMITS, say_nothing)
        return self.text

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.read.parts)

    @property
    def buttons(self) -> list[Action]:
        return [action for part in self.read.parts for action in part.actions]

    async def completes(self, command: str, option: str, typed: str = "") -> Sequence[str]:
        request = Request("c", self.place, Command(command), self.name, self.rights)
        return await self.town.front.complete(request, option, typed)


class Town:
    """A desk with its clock, and the platform that its messages go to."""

    def __init__(self, store: Store, clock: Clock, settings: Settings | None = None, model: Any = None) -> None:
        self.clock = clock
        self.board = Board()
        self.desk = Desk(store, settings or Settings(), clock, model)
        self.front = DeskFront(self.desk, LIMITS)

    def person(
        self, channel: str = "100", server: str = "1", name: str = "ann", rights: Rights = EVERY_RIGHT, **more: Any
    ) -> Person:
        return Person(self, Place("discord", channel, server, **more), name, rights)

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
