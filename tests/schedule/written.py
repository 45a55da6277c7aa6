"""Deliveries that are written and wait to be sent, carried out over an adapter, with a hand in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.chat.adapter_protocol import ChatAdapter, PartKey
from bot.chat.rendering import listings
from bot.chat.rendering.parts import Limits, Part, part_to_json
from bot.clock import system_clock
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.models import Channel, Platform
from bot.schedule.delivery import Deliveries
from bot.store.channels import channels
from bot.store.deliveries import outbox
from bot.store.deliveries.written_deliveries import Draft, Order
from bot.store.opening import open_store
from bot.store.protocol import Connection

WRITER = "the writer"


def numbered(count: int, limits: Limits) -> list[Part]:
    return [listings.notice(f"Part {number}", limits)[0] for number in range(1, count + 1)]


@dataclass
class Outbox:
    """A store with a channel; `before` is called with each part's key before it is sent."""

    desk: Desk
    adapter: ChatAdapter
    before: Callable[[PartKey], Any] = lambda key: None
    keys: list[PartKey] = field(default_factory=list)

    def channel(self, platform: Platform, place: str, server: str = "", **more: Any) -> Channel:
        now = self.desk.clock()
        return self.desk.store.write_now(lambda db: channels.add(db, place, platform, place, server, now=now, **more))

    def write(self, channel: Channel, count: int, **order: str) -> None:
        """Have a delivery of so many parts wait for being sent."""
        now = self.desk.clock()

        def work(db: Connection) -> None:
            outbox.enqueue(db, Order("briefing", f"test:{now.timestamp()}", channel.id, **order), now=now)  # type: ignore[arg-type]
            delivery = outbox.claim(db, channel.id, WRITER, now=now, lasts=timedelta(minutes=1))
            assert delivery
            bodies = [part_to_json(part) for part in numbered(count, self.adapter.limits)]
            assert outbox.save(db, delivery.id, WRITER, Draft(bodies), now=now)
            assert outbox.put_off(db, delivery.id, WRITER, until=now, problem="")

        self.desk.store.write_now(work)

    async def carry_out(self) -> None:
        deliveries = Deliveries(self.desk, lambda _: _Watched(self))  # type: ignore[arg-type,return-value]
        await deliveries.run_due()
        await deliveries.settle()

    @property
    def states(self) -> list[str]:
        return [delivery.state for delivery in self.desk.store.read_now(outbox.every)]

    @property
    def paused(self) -> list[str]:
        return [each.problem for each in self.desk.store.read_now(channels.every) if each.state == "paused"]


class _Watched:
    """The adapter, and what happens before it sends."""

    def __init__(self, watched: Outbox) -> None:
        self._watched = watched

    def __getattr__(self, name: str) -> Any:
        return getattr(self._watched.adapter, name)

    async def send(self, target: Any, part: Part, key: PartKey) -> str:
        self._watched.keys.append(key)
        happened = self._watched.before(key)
        if hasattr(happened, "__await__"):
            await happened
        return await self._watched.adapter.send(target, part, key)


@contextmanager
def outbox_of(folder: Path, adapter: ChatAdapter) -> Iterator[Outbox]:
    store = open_store(folder / "outbox")
    try:
        yield Outbox(Desk(store, Settings(data=folder), system_clock), adapter)
    finally:
        store.close()
