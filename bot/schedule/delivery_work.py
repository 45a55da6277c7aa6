"""One delivery that this process has in hand: written, sent, and what a fall left in doubt settled."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.chat.adapter_protocol import ChatAdapter, Lease, PartKey, Sight, Target
from bot.chat.rendering.listings import headed
from bot.chat.rendering.parts import Limits, part_from_json
from bot.desk.desk import Desk
from bot.errors import ChannelClosed, ChatAway, ChatError, LeaseOver, ReadoutError, TokenRefused
from bot.logs import fault
from bot.messages.catalogue import say
from bot.metrics import metrics, timed
from bot.models import Channel, Delivery, DeliveryPart
from bot.schedule.delivery_content import write
from bot.schedule.delivery_counts import count_given_up, count_part, count_sent
from bot.schedule.delivery_lease import DeliveryLease, LostLease, Renew
from bot.schedule.retractions import change, says_taken_back
from bot.store.channels import channels
from bot.store.deliveries import outbox, overtaking
from bot.store.protocol import Connection

log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
MOST_ATTEMPTS = 50
"""What no time ends, as a fault of our own, is not tried for ever."""
AT_ONCE_AGAIN = 5
"""Attempts of which a lease that was over leads to another without a pause: the process was stopped, or all is slow."""
WRITTEN_AT_ONCE = 2
"""Writing takes the processor: two hundred at once would leave the loop no time to acknowledge a question …"""
ASKED_AT_ONCE = 16
"""… but a model is mostly waited for."""

CaughtUp = Callable[[float], Awaitable[None]]
"""Returns when what the sources brought is read, or after so many seconds."""
CATCH_UP_SECONDS = 30.0
"""How long a briefing waits for news that is in the house but not read yet, from when it was due."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that this process has in hand, and what it goes by.

    Without an adapter it is written here, and sent by another process; where it is not `writes`, it is the other way.
    """

    delivery: Delivery
    channel: Channel
    limits: Limits
    lease: DeliveryLease
    adapter: ChatAdapter | None
    writes: bool = True


class DeliveryWork:
    """Takes deliveries of an `owner` as far as they go, each by itself."""

    def __init__(self, desk: Desk, owner: str, lasts: timedelta, caught_up: CaughtUp | None) -> None:
        self._desk = desk
        self._owner = owner
        self._lease = lasts
        self._caught_up = caught_up
        self._writing = asyncio.Semaphore(WRITTEN_AT_ONCE if desk.model is None else ASKED_AT_ONCE)

    async def attempt(self, claimed: Claimed) -> None:
        """Take a delivery as far as it goes; whatever goes wrong is noted in its row."""
        delivery, channel = claimed.delivery, claimed.channel
        try:
            async with claimed.lease.kept(self._renewing(delivery)):
                await self._deliver(claimed)
        except LostLease:
            metrics().delivery(delivery.kind, "lost")
            log.info("delivery %s: its lease is lost, another worker may have it", delivery.key)
        except ReadoutError as error:
            await self._note(delivery, channel, error)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            reference, kind = fault(log, f"delivery {delivery.key}", error), type(error).__name__
            await self._note(delivery, channel, ReadoutError(say("errors.fault", kind=kind, reference=reference)))

    async def _deliver(self, claimed: Claimed) -> None:
        desk, delivery = self._desk, claimed.delivery
        late = delivery.not_after is not None and desk.clock() > delivery.not_after
        if late and delivery.state != "sending":
            problem = say("status.missed_until", until=delivery.not_after)
            await self._step(partial(outbox.fail, delivery_id=delivery.id, owner=self._owner, problem=problem))
            count_given_up(delivery)
            return
        if delivery.state == "claimed" or await self._begins_anew(claimed):
            if not claimed.writes:
                await self._hand_over(claimed, "not written")
                return
            await self._write_soundly(claimed)
        if claimed.adapter is None:
            await self._hand_over(claimed, "written")
            return
        await self._send_parts(claimed, claimed.adapter)
        await self._step(partial(outbox.finish, delivery_id=delivery.id, owner=self._owner, now=desk.clock()))
        count_sent(delivery, desk.clock())

    async def _hand_over(self, claimed: Claimed, how: str) -> None:
        """Let another process go on with a delivery."""
        delivery = claimed.delivery
        await self._step(partial(outbox.hand_over, delivery_id=delivery.id, owner=self._owner))
        log.info("delivery %s: %s for %s, another process goes on", delivery.key, how, claimed.channel.name)

    async def _write_soundly(self, claimed: Claimed) -> None:
        await self._write(claimed)
        if await self._says_taken_back(claimed):  # since the writing began: nobody could have it changed then
            await self._step(partial(overtaking.start_over, delivery_id=claimed.delivery.id, owner=self._owner))
            await self._write(claimed)

    async def _send_parts(self, claimed: Claimed, adapter: ChatAdapter) -> None:
        delivery = claimed.delivery
        parts = await self._desk.store.read(partial(outbox.parts, delivery_id=delivery.id))
        posted: list[str] = []
        for part in parts:
            key = key_of(delivery, part.ordinal, len(parts), posted, claimed.lease)
            arrived = part.platform_id if part.state == "sent" else None
            posted.append(arrived or await self._send(claimed, adapter, part, key))
        log.info("delivery %s: sent to %s, %d part(s)", delivery.key, claimed.channel.name, len(parts))

    async def _write(self, claimed: Claimed) -> None:
        desk, delivery = self._desk, claimed.delivery
        if self._caught_up and (left := self._may_wait(delivery)) > 0:
            await self._caught_up(left)
        async with self._writing:
            with timed("write_delivery"):
                draft = await write(desk, delivery, claimed.channel, claimed.limits)
        await self._step(
            partial(outbox.save, delivery_id=delivery.id, owner=self._owner, draft=draft, now=desk.clock())
        )

    def _may_wait(self, delivery: Delivery) -> float:
        """Return for how many seconds a briefing may wait for news: those of one minute do so beside each other."""
        if delivery.kind != "briefing" or delivery.created_at is None:
            return 0
        waited = (self._desk.clock() - delivery.created_at).total_seconds()
        return CATCH_UP_SECONDS - max(0, waited)

    async def _says_taken_back(self, claimed: Claimed) -> bool:
        delivery, audience = claimed.delivery, claimed.channel.audience
        return await self._desk.store.read(partial(says_taken_back, delivery_id=delivery.id, audience=audience))

    async def _begins_anew(self, claimed: Claimed) -> bool:
        """Have a delivery written anew where the channel was told something since, or it tells what was taken back, and
        nothing of it has arrived."""
        delivery, desk = claimed.delivery, self._desk
        overtaken = await desk.store.read(partial(overtaking.is_overtaken, delivery_id=delivery.id))
        if not overtaken and not await self._says_taken_back(claimed):
            return False
        parts = await desk.store.read(partial(outbox.parts, delivery_id=delivery.id))
        if any(part.state == "sending" for part in parts):
            if claimed.adapter is None:
                return False
            key, where = key_of(delivery, 1, len(parts), [], claimed.lease), target(claimed.channel, delivery)
            if (await claimed.adapter.find(where, key, delivery.created_at)).sight is not Sight.ABSENT:
                return False
        await self._step(partial(overtaking.start_over, delivery_id=delivery.id, owner=self._owner))
        return True

    async def _send(self, claimed: Claimed, adapter: ChatAdapter, part: DeliveryPart, key: PartKey) -> str:
        """Send a part once, and return the message's id: one that a fall left in doubt is looked for first."""
        delivery, where = claimed.delivery, target(claimed.channel, claimed.delivery)
        if delivery.kind == "retraction":
            changed = await change(self._desk, delivery, claimed.channel, where, adapter, key)
            await self._arrived(delivery, part, changed)
            return changed
        body = part_from_json(part.body)
        if part.state == "sending":
            metrics().part(claimed.channel.platform, "in_doubt")
            found = await adapter.find(where, key, delivery.created_at)
            if found.sight is Sight.FOUND:
                await self._arrived(delivery, part, found.message_id)
                return found.message_id
            if found.sight is Sight.CANNOT_TELL:
                body = headed(body, say("briefing.may_repeat"))
        note = partial(outbox.sending, delivery_id=delivery.id, owner=self._owner, ordinal=part.ordinal)
        await self._step(note, synced=True)  # with all that it rests on: a power cut must not undo what was posted
        try:
            with timed("send_part"):
                message_id = await adapter.send(where, body, key)
        except (ChannelClosed, TokenRefused):
            await self._step(partial(outbox.unsent, delivery_id=delivery.id, owner=self._owner, ordinal=part.ordinal))
            raise
        await self._arrived(delivery, part, message_id)
        count_part(delivery, claimed.channel.platform)
        return message_id

    async def _arrived(self, delivery: Delivery, part: DeliveryPart, message_id: str) -> None:
        now = self._desk.clock()

        def work(db: Connection) -> None:
            outbox.arrived(db, delivery.id, self._owner, part.ordinal, message_id, now=now)
            if delivery.kind != "retraction":
                channels.posted(db, delivery.channel_id)

        await self._desk.store.write(work, synced=True)

    # ------------------------------------------------------------ leases and failures

    async def _step(self, step: Callable[..., bool], *, synced: bool = False) -> None:
        if not await self._desk.store.write(step, synced=synced):
            raise LostLease

    def _renewing(self, delivery: Delivery) -> Renew:
        async def renew(now: datetime) -> bool:
            return await self._desk.store.write(
                partial(outbox.renew, delivery_id=delivery.id, owner=self._owner, now=now, lasts=self._lease)
            )

        return renew

    async def _note(self, delivery: Delivery, channel: Channel, error: ReadoutError) -> None:
        """Decide what becomes of a delivery that could not be made now, and write it down."""
        level = logging.DEBUG if delivery.problem == str(error) else logging.WARNING  # told at the attempt before
        log.log(level, "delivery %s: %s", delivery.key, error)
        store, now = self._desk.store, self._desk.clock()
        if isinstance(error, ChannelClosed):
            await store.write(partial(channels.pause, channel_id=channel.id, problem=str(error)))
            log.warning("%s is paused until `readout channels resume %s`", channel.name, channel.name)
        final = isinstance(error, ChatError) and not isinstance(error, ChatAway | ChannelClosed | TokenRefused)
        if final or (delivery.attempt >= MOST_ATTEMPTS and not _ends_by_itself(delivery, error)):
            step = partial(outbox.fail, delivery_id=delivery.id, owner=self._owner, problem=str(error))
            count_given_up(delivery)
        else:
            metrics().delivery(delivery.kind, "put_off")
            # what did not leave is taken up again before what comes after it in the channel, which may tell the same
            at_once = isinstance(error, LeaseOver) and delivery.attempt <= AT_ONCE_AGAIN
            until = now if at_once else now + pause_after(delivery.attempt, error)
            step = partial(outbox.put_off, delivery_id=delivery.id, owner=self._owner, until=until, problem=str(error))
        await store.write(step)


def _ends_by_itself(delivery: Delivery, error: ReadoutError) -> bool:
    """Tell whether a delivery for a platform that is away is given up by its time: it may be tried as often until then.

    One that has begun to leave is not given up by its time.
    """
    return isinstance(error, ChatAway) and delivery.not_after is not None and delivery.state != "sending"


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
        channel.tag,
    )


def key_of(delivery: Delivery, ordinal: int, total: int, posted: Sequence[str], lease: Lease) -> PartKey:
    """Return which part of a delivery one is; `posted` are the platform's ids of those before it."""
    first = posted[0] if posted else ""
    return PartKey(delivery.id, ordinal, total, first, tuple(posted[1:]), delivery.store, lease)


def pause_after(attempt: int, error: ReadoutError) -> timedelta:
    """Return how long to wait after so many attempts: doubled each time, never less than the platform asked for."""
    doubled: int = 2 ** min(max(attempt, 1) - 1, 10)
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * doubled)
    asked = error.retry_after if isinstance(error, ChatAway) else None
    return max(pause, timedelta(seconds=min(asked, 86_400.0))) if asked else pause
