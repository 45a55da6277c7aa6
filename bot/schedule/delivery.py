"""Carries the outbox out: claims what is due, has it written, and has it sent."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.chat import registry
from bot.chat.adapter_protocol import ChatAdapter
from bot.chat.rendering.parts import Limits
from bot.clock import SteadyClock, steady_clock
from bot.desk.desk import Desk
from bot.errors import ReadoutError
from bot.logs import fault
from bot.logs.context import traced
from bot.models import Channel
from bot.schedule.delivery_lease import DeliveryLease
from bot.schedule.delivery_work import CaughtUp, Claimed, DeliveryWork
from bot.schedule.due import open_due
from bot.schedule.job_queue.in_process import InProcessQueue
from bot.schedule.job_queue.queue import DELIVER, Hands, of, of_channel
from bot.schedule.processes.identity import new_owner
from bot.store.channels import channels
from bot.store.deliveries import outbox

log = logging.getLogger(__name__)

CHANNELS_AT_ONCE = 10_000
"""All of them: most wait for their platform, and what takes the processor has limits of its own."""

AdapterOf = Callable[[Channel], ChatAdapter | None]
"""The adapter by which this process reaches a channel, or whatever is on its server; None where it holds no connection
that does."""


@dataclass(frozen=True, slots=True)
class Does:
    """What this process does for deliveries: it sees what is due, writes, sends where it reaches the channel.

    `for_others`: whether it writes also what other processes send.
    """

    opens: Callable[[], bool] = lambda: True
    writes: bool = True
    sends: bool = True
    for_others: Callable[[], bool] = lambda: False


class Deliveries:
    """Delivers for every channel side by side, and for each channel in order, so that a slow one holds up no other."""

    def __init__(
        self,
        desk: Desk,
        adapter_of: AdapterOf,
        caught_up: CaughtUp | None = None,
        steady: SteadyClock = steady_clock,
        does: Does = Does(),
    ) -> None:
        self._desk = desk
        self._adapter_of = adapter_of
        self._steady = steady
        self._does = does
        self._owner = new_owner()
        self._work = DeliveryWork(desk, self._owner, self._lease, caught_up)
        self.queue = InProcessQueue([Hands(of(DELIVER.name), CHANNELS_AT_ONCE)])
        self.queue.does(DELIVER, self.serve)
        self._closing = False

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=self._desk.settings.schedule.lease_seconds)

    async def run_due(self) -> None:
        """Give what is due its rows, and set every channel to work that gets something, as far as that is done here."""
        if self._closing:
            return
        if self._does.opens():
            await open_due(self._desk)
        waiting = await self._waiting()
        await self.queue.put(of_channel(DELIVER, channel_id) for channel_id in waiting)

    async def _waiting(self) -> list[int]:
        """Return the channels for which something may be done here now."""
        if not self._does.writes and not self._does.sends:
            return []
        only = outbox.UNDER_WAY if self._does.writes else outbox.WRITTEN
        now = self._desk.clock()
        return await self._desk.store.read(partial(outbox.waiting, now=now, lasts=self._lease, only=only))

    async def settle(self) -> None:
        """Return when nothing is under way any more."""
        await self.queue.settled()

    async def drain(self, limit: float) -> None:
        """Begin nothing new, finish what is under way within `limit` seconds; the next start takes up the rest."""
        self.close()
        await self.queue.drain(limit)

    def close(self) -> None:
        """Begin no delivery any more."""
        self._closing = True

    # ------------------------------------------------------------ one channel

    async def serve(self, channel: str) -> None:
        """Do for a channel, named by its number, what may be done here now, one delivery after another."""
        channel_id = int(channel)
        try:
            while not self._closing and (claimed := await self._claim(channel_id)):
                with traced("delivery", claimed.delivery.id):
                    await self._work.attempt(claimed)
        except ReadoutError as error:  # it could not even be noted: the lease runs out, and it is taken up again
            log.warning("channel %d: %s", channel_id, error)
        except Exception as error:
            fault(log, f"channel {channel_id}", error)

    async def _claim(self, channel_id: int) -> Claimed | None:
        desk = self._desk
        channel = await desk.store.read(partial(channels.get, channel_id=channel_id))
        adapter = self._adapter_of(channel) if channel and self._does.sends else None
        only = self._claimable(adapter)
        limits = adapter.limits if adapter else self._limits(channel)
        if channel is None or limits is None or not only:
            return None  # another process may hold the connection
        lease = DeliveryLease(self._lease, desk.clock, self._steady)
        claim = partial(outbox.claim, channel_id=channel_id, owner=self._owner, now=lease.since, lasts=self._lease)
        delivery = await desk.store.write(partial(claim, only=only))
        return Claimed(delivery, channel, limits, lease, adapter, self._does.writes) if delivery else None

    def _claimable(self, adapter: ChatAdapter | None) -> str:
        """Return what may be claimed of a channel; "" for nothing."""
        if adapter:
            return outbox.UNDER_WAY if self._does.writes else outbox.WRITTEN
        return outbox.UNWRITTEN_AND_FIRST if self._does.writes and self._does.for_others() else ""

    @staticmethod
    def _limits(channel: Channel | None) -> Limits | None:
        platform = registry.PLATFORMS.get(channel.platform) if channel else None
        return platform.limits() if platform else None
