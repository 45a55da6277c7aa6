"""Carries the outbox out: claims what is due, has it written, has it sent, and settles what a fall left in doubt."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.chat.adapter import ChatAdapter, PartKey, Sight, Target
from bot.chat.parts import Block, Part, Run, part_from_json
from bot.desk.office import Desk
from bot.errors import ChannelClosed, ChatAway, ChatError, ReadoutError, StoreError, TokenRefused
from bot.models import Channel, Delivery, DeliveryPart, Platform
from bot.schedule import alerting
from bot.schedule.correcting import open_corrections
from bot.schedule.due import open_slots
from bot.schedule.writing import write
from bot.store import channels, corrections, outbox

log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
MOST_ATTEMPTS = 50
"""A fault of our own is not tried for ever."""
WRITTEN_AT_ONCE = 2
"""Writing takes the processor: two hundred at once would leave the loop no time to acknowledge a question …"""
ASKED_AT_ONCE = 16
"""… but a model is mostly waited for."""
MAY_REPEAT = "This may repeat a message: whether it arrived could not be seen."

AdapterOf = Callable[[Platform], ChatAdapter | None]
"""The adapter that this process serves a platform with; None where it holds no connection to it."""

CaughtUp = Callable[[float], Awaitable[None]]
"""Returns when what the sources brought is read, or after so many seconds."""
CATCH_UP_SECONDS = 30.0
"""How long a briefing waits for news that is in the house but not read yet."""


class LostLease(Exception):
    """The delivery is another worker's by now: leave it alone."""


class Deliveries:
    """Delivers for every channel side by side, and for each channel in order, so that a slow one holds up no other."""

    def __init__(self, desk: Desk, adapter_of: AdapterOf, caught_up: CaughtUp | None = None) -> None:
        self._desk = desk
        self._adapter_of = adapter_of
        self._caught_up = caught_up
        self._owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._writing = asyncio.Semaphore(WRITTEN_AT_ONCE if desk.model is None else ASKED_AT_ONCE)
        self._at_work: dict[int, asyncio.Task[None]] = {}
        self._closing = False

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=self._desk.settings.schedule.lease_seconds)

    async def run_due(self) -> None:
        """Give slots that have come their rows, and set every channel to work that has something to get."""
        if self._closing:
            return
        desk = self._desk
        catch_up = timedelta(hours=desk.settings.schedule.catch_up_hours)
        now = desk.clock()
        await desk.store.write(partial(open_slots, now=now, catch_up=catch_up))
        if await desk.store.read(alerting.due):
            await desk.store.write(partial(alerting.open_alerts, now=now))
        if await desk.store.read(corrections.pending):
            await desk.store.write(partial(open_corrections, now=now))
        for channel_id in await desk.store.read(partial(outbox.waiting, now=now, lasts=self._lease)):
            if channel_id not in self._at_work:
                task = asyncio.create_task(self._serve(channel_id), name=f"channel {channel_id}")
                self._at_work[channel_id] = task
                task.add_done_callback(lambda _, done=channel_id: self._at_work.pop(done, None))  # type: ignore[misc]

    async def settle(self) -> None:
        """Return when nothing is under way any more."""
        while self._at_work:
            await asyncio.wait(list(self._at_work.values()))
            await asyncio.sleep(0)

    async def drain(self, limit: float) -> None:
        """Begin nothing new, finish what is under way within `limit` seconds; the next start takes up the rest."""
        self._closing = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.settle(), limit)
        for task in list(self._at_work.values()):
            task.cancel()
        await asyncio.gather(*self._at_work.values(), return_exceptions=True)

    # ------------------------------------------------------------ one channel

    async def _serve(self, channel_id: int) -> None:
        while not self._closing:
            claimed = await self._claim(channel_id)
            if claimed is None:
                return
            await self._attempt(*claimed)

    async def _claim(self, channel_id: int) -> tuple[Delivery, Channel, ChatAdapter] | None:
        desk = self._desk
        channel = await desk.store.read(partial(channels.get, channel_id=channel_id))
        adapter = self._adapter_of(channel.platform) if channel else None
        if channel is None or adapter is None:
            return None  # another process may hold the connection
        delivery = await desk.store.write(
            partial(outbox.claim, channel_id=channel_id, owner=self._owner, now=desk.clock(), lasts=self._lease)
        )
        return (delivery, channel, adapter) if delivery else None

    async def _attempt(self, delivery: Delivery, channel: Channel, adapter: ChatAdapter) -> None:
        """Take a delivery as far as it goes; whatever goes wrong is noted in its row."""
        try:
            async with self._held(delivery):
                await self._deliver(delivery, channel, adapter)
        except LostLease:
            log.info("delivery %s: taken over by another worker", delivery.key)
        except ReadoutError as error:
            await self._note(delivery, channel, error)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            log.exception("delivery %s", delivery.key)
            await self._note(delivery, channel, ReadoutError(f"a fault of Readout's own: {type(error).__name__}"))

    async def _deliver(self, delivery: Delivery, channel: Channel, adapter: ChatAdapter) -> None:
        desk = self._desk
        late = delivery.not_after is not None and desk.clock() > delivery.not_after
        if late and delivery.state != "sending":
            problem = f"missed: it could not be sent before {delivery.not_after:%Y-%m-%d %H:%M} UTC"
            await self._step(partial(outbox.fail, delivery_id=delivery.id, owner=self._owner, problem=problem))
            return
        if delivery.state == "claimed":
            if self._caught_up and delivery.kind == "briefing":
                await self._caught_up(CATCH_UP_SECONDS)
            async with self._writing:
                draft = await write(desk, delivery, channel, adapter.limits)
            await self._step(
                partial(outbox.save, delivery_id=delivery.id, owner=self._owner, draft=draft, now=desk.clock())
            )
        parts = await desk.store.read(partial(outbox.parts, delivery_id=delivery.id))
        first = ""
        for part in parts:
            posted = part.platform_id if part.state == "sent" else None
            key = PartKey(delivery.id, part.ordinal, len(parts), first)
            posted = posted or await self._send(delivery, target(channel, delivery), adapter, part, key)
            first = first or posted
        await self._step(partial(outbox.finish, delivery_id=delivery.id, owner=self._owner, now=desk.clock()))
        log.info("delivery %s: sent to %s, %d part(s)", delivery.key, channel.name, len(parts))

    async def _send(
        self, delivery: Delivery, where: Target, adapter: ChatAdapter, part: DeliveryPart, key: PartKey
    ) -> str:
        """Send a part once, and return the message's id: one that a fall left in doubt is looked for first."""
        body = part_from_json(part.body)
        if part.state == "sending":
            found = await adapter.find(where, key, delivery.created_at)
            if found.sight is Sight.FOUND:
                await self._arrived(delivery, part, found.message_id)
                return found.message_id
            if found.sight is Sight.CANNOT_TELL:
                body = _marked(body)
        await self._step(partial(outbox.sending, delivery_id=delivery.id, owner=self._owner, ordinal=part.ordinal))
        try:
            message_id = await adapter.send(where, body, key)
        except (ChannelClosed, TokenRefused):
            await self._step(partial(outbox.unsent, delivery_id=delivery.id, owner=self._owner, ordinal=part.ordinal))
            raise
        await self._arrived(delivery, part, message_id)
        return message_id

    async def _arrived(self, delivery: Delivery, part: DeliveryPart, message_id: str) -> None:
        await self._desk.store.write(
            partial(
                outbox.arrived,
                delivery_id=delivery.id,
                owner=self._owner,
                ordinal=part.ordinal,
                platform_id=message_id,
                now=self._desk.clock(),
            )
        )

    # ------------------------------------------------------------ leases and failures

    async def _step(self, step: Callable[..., bool]) -> None:
        if not await self._desk.store.write(step):
            raise LostLease

    @asynccontextmanager
    async def _held(self, delivery: Delivery) -> AsyncIterator[None]:
        """Renew the lease while the block runs; where it is lost, end the block."""
        work = asyncio.current_task()
        lost = False

        async def beat() -> None:
            nonlocal lost
            while True:
                await asyncio.sleep(self._lease.total_seconds() / 3)
                with contextlib.suppress(StoreError):
                    held = await self._desk.store.write(
                        partial(
                            outbox.renew,
                            delivery_id=delivery.id,
                            owner=self._owner,
                            now=self._desk.clock(),
                            lasts=self._lease,
                        )
                    )
                    if not held and work:
                        lost = True
                        work.cancel()
                        return

        heart = asyncio.create_task(beat())
        try:
            yield
        except asyncio.CancelledError:
            if lost:
                if work:
                    work.uncancel()
                raise LostLease from None
            raise
        finally:
            heart.cancel()

    async def _note(self, delivery: Delivery, channel: Channel, error: ReadoutError) -> None:
        """Decide what becomes of a delivery that could not be made now, and write it down."""
        log.warning("delivery %s: %s", delivery.key, error)
        store, now = self._desk.store, self._desk.clock()
        if isinstance(error, ChannelClosed):
            await store.write(partial(channels.pause, channel_id=channel.id, problem=str(error)))
            log.warning("%s is paused until `readout channels resume %s`", channel.name, channel.name)
        final = isinstance(error, ChatError) and not isinstance(error, ChatAway | ChannelClosed | TokenRefused)
        if final or delivery.attempt >= MOST_ATTEMPTS:
            step = partial(outbox.fail, delivery_id=delivery.id, owner=self._owner, problem=str(error))
        else:
            until = now + pause_after(delivery.attempt, error)
            step = partial(outbox.put_off, delivery_id=delivery.id, owner=self._owner, until=until, problem=str(error))
        await store.write(step)


def target(channel: Channel, delivery: Delivery) -> Target:
    """Return where a delivery's messages go, and whom its first one calls."""
    return Target(
        channel.platform,
        channel.platform_id or channel.name,
        channel.thread or None,
        channel.kind,
        channel.server,
        delivery.ping,
        delivery.reply_to or None,
        delivery.reply_root or None,
    )


def pause_after(attempt: int, error: ReadoutError) -> timedelta:
    """Return how long to wait after so many attempts: doubled each time, never less than the platform asked for."""
    doubled: int = 2 ** min(max(attempt, 1) - 1, 10)
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * doubled)
    asked = error.retry_after if isinstance(error, ChatAway) else None
    return max(pause, timedelta(seconds=min(asked, 86_400.0))) if asked else pause


def _marked(part: Part) -> Part:
    return replace(part, blocks=(Block("note", (Run(MAY_REPEAT, "faint"),)), *part.blocks))


__all__ = ["Deliveries", "pause_after"]
