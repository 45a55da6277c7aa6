"""Deliveries carried out: what a platform's answers lead to, over a store on disk and an adapter that keeps a list."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.chat.adapter_protocol import ABSENT, CANNOT_TELL, Found, PartKey, Sight, Target
from bot.chat.console.adapter import LIMITS
from bot.chat.desk_protocol import FrontDesk
from bot.chat.rendering.parts import Part
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.setup import channels as channel_commands
from bot.desk.setup import subscriptions as subscription_commands
from bot.errors import ChannelClosed, ChatAway, ChatError, TokenRefused
from bot.models import Delivery, Platform
from bot.schedule.delivery import Deliveries
from bot.store.deliveries import outbox
from bot.store.opening import open_store

SLOT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = SLOT - timedelta(minutes=1)

    def __call__(self) -> datetime:
        return self.now


class Platform_:
    """A platform that keeps what it was sent; `refusals` are raised in turn, `lost` ones after the message arrived."""

    name: Platform = "console"
    limits = LIMITS
    healthy, problem = True, ""

    def __init__(self) -> None:
        self.messages: list[tuple[str, PartKey, Part]] = []
        self.refusals: list[Exception] = []
        self.lost: list[Exception] = []
        self.history = True
        self.gates: dict[str, asyncio.Event] = {}
        self.begun: list[str] = []
        self.waits: Callable[[], object] = lambda: None

    async def run(self, front: FrontDesk) -> None:
        del front

    async def close(self) -> None:
        pass

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        self.begun.append(target.platform_id)
        if target.platform_id in self.gates:
            await self.gates[target.platform_id].wait()
        self.waits()
        key.lease.check()
        if self.refusals:
            raise self.refusals.pop(0)
        self.messages.append((target.platform_id, key, part))
        if self.lost:
            raise self.lost.pop(0)
        return str(len(self.messages))

    async def find(self, target: Target, key: PartKey, since: datetime | None = None) -> Found:
        del since
        if not self.history:
            return CANNOT_TELL
        seen = [
            number
            for number, (where, held, _) in enumerate(self.messages, 1)
            if (where, held) == (target.platform_id, key)
        ]
        return Found(Sight.FOUND, str(seen[0])) if seen else ABSENT


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    store = open_store(tmp_path)
    yield Desk(store, Settings(data=tmp_path), clock)
    store.close()


def subscribed(desk: Desk, *names: str) -> None:
    for name in names:
        channel_commands.add(desk, name, "console")
        subscription_commands.add(desk, name, at="08:00", zone="UTC")


async def carry_out(desk: Desk, platform: Platform_) -> None:
    deliveries = Deliveries(desk, lambda _: platform)
    await deliveries.run_due()
    await deliveries.settle()


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(240):
        while not holds():  # noqa: ASYNC110 - it happens in the deliveries' own tasks
            await asyncio.sleep(0.01)


def outcome(desk: Desk) -> list[Delivery]:
    return sorted(desk.store.read_now(outbox.every), key=lambda delivery: delivery.id)


async def test_before_its_time_nothing_is_sent_and_at_its_time_once(desk: Desk, clock: Clock) -> None:
    subscribed(desk, "a")
    platform = Platform_()
    await carry_out(desk, platform)
    assert not platform.messages
    for later in (timedelta(0), timedelta(seconds=5), timedelta(hours=1)):
        clock.now = SLOT + later
        await carry_out(desk, platform)
    assert [(where, key.ordinal, key.total) for where, key, _ in platform.messages] == [("a", 1, 1)]
    assert [delivery.state for delivery in outcome(desk)] == ["sent"]


async def test_a_clock_that_goes_back_posts_nothing_again(desk: Desk, clock: Clock) -> None:
    subscribed(desk, "a")
    platform = Platform_()
    for moment in (SLOT, SLOT - timedelta(hours=3), SLOT, SLOT + timedelta(minutes=1)):
        clock.now = moment
        await carry_out(desk, platform)
    assert len(platform.messages) == 1


async def test_a_platform_that_is_away_gets_it_when_it_is_back(desk: Desk, clock: Clock) -> None:
    subscribed(desk, "a")
    platform = Platform_()
    platform.refusals = [ChatAway("down", retry_after=60.0)]
    clock.now = SLOT
    await carry_out(desk, platform)
    clock.now = SLOT + timedelta(seconds=59)
    await carry_out(desk, platform)
    assert not platform.messages
    assert outcome(desk)[0].problem == "down"
    clock.now = SLOT + timedelta(seconds=61)
    await carry_out(desk, platform)
    assert len(platform.messages) == 1


async def test_a_message_whose_answer_was_lost_is_found_and_not_sent_again(desk: Desk, clock: Clock) -> None:
    subscribed(desk, "a")
    platform = Platform_()
    platform.lost = [ChatAway("timed out")]
    clock.now = SLOT
    await carry_out(desk, platform)
    clock.now = SLOT + timedelta(minutes=1)
    await carry_out(desk, platform)
    assert len(platform.messages) == 1
    assert outcome(desk)[0].state == "sent"


async def test_where_the_history_may_not_be_read_a_part_in_doubt_is_marked(desk: Desk, clock: Clock) -> None:
    subscribed(desk, "a")
    platform = Platform_()
    platform.history = False
    platform.lost = [ChatAway("timed out")]
    clock.now = SLOT
    await carry_out(desk, platform)
    clock.now = SLOT + timedelta(minutes=1)
    await carry_out(desk, platform)
    assert [
        "This may repeat a message: whether it arrived could not be seen." in part.text
        for _, _, part in platform.messages
    ] == [False, True]


@pytest.mark.parametrize(
    "error", [ChannelClosed("no access to #a. Give the bot View Channel", permission="view_channel")]
)
async def test_a_closed_channel_is_paused_with_the_reason_and_gets_it_when_resumed(
    desk: Desk, clock: Clock, error: Exception
) -> None:
    subscribed(desk, "a", "b")
    platform = Platform_()
    platform.refusals = [error]
    clock.now = SLOT
    deliveries = Deliveries(desk, lambda _: platform)
    await deliveries.run_due()
    await deliveries.settle()
    closed, other = sorted(channel_commands.every(desk), key=lambda channel: channel.state == "active")
    assert (closed.state, closed.problem) == ("paused", str(error))
    assert other.state == "active" and len(platform.messages) == 1
    channel_commands.resume(desk, closed.name)
    clock.now = SLOT + timedelta(minutes=30)
    await carry_out(desk, platform)
    assert sorted(where for where, _, _ in platform.messages) == ["a", "b"]


async def test_a_refused_token_waits_and_a_message_refused_for_good_is_given_up(desk: Desk, clock: Clock) -> None:
    subscribed(desk, "a")
    platform = Platform_()
    platform.refusals = [TokenRefused("the token is not accepted"), ChatError("the platform refused the message")]
    clock.now = SLOT
    await carry_out(desk, platform)
    assert outcome(desk)[0].state == "sending"
    clock.now = SLOT + timedelta(minutes=5)
    await carry_out(desk, platform)
    assert [(each.state, each.problem) for each in outcome(desk)] == [("failed", "the platform refused the message")]


async def test_after_days_off_only_the_newest_slot_is_delivered(desk: Desk, clock: Clock) -> None:
    subscribed(desk, "a")
    platform = Platform_()
    clock.now = SLOT + timedelta(days=3, hours=1)
    await carry_out(desk, platform)
    assert [each.state for each in outcome(desk)] == ["failed", "failed", "failed", "sent"]
    assert outcome(desk)[0].problem.startswith("missed")
    assert len(platform.messages) == 1


async def test_a_slow_channel_holds_up_no_other(desk: Desk, clock: Clock) -> None:
    subscribed(desk, "slow", "quick")
    platform = Platform_()
    platform.gates = {"slow": asyncio.Event()}
    clock.now = SLOT
    deliveries = Deliveries(desk, lambda _: platform)
    await deliveries.run_due()
    await until(lambda: "slow" in platform.begun and platform.messages)
    assert [where for where, _, _ in platform.messages] == ["quick"]
    platform.gates["slow"].set()
    await deliveries.settle()
    assert len(platform.messages) == 2


async def test_a_second_worker_leaves_what_is_in_hand_and_takes_over_what_was_dropped(desk: Desk, clock: Clock) -> None:
    subscribed(desk, "a")
    clock.now = SLOT
    await Deliveries(desk, lambda _: None).run_due()  # gives the slot its row, and serves nobody
    lasts = timedelta(seconds=60)
    claim = partial(outbox.claim, channel_id=1, now=clock.now, lasts=lasts)
    first = await desk.store.write(partial(claim, owner="one"))
    assert first and await desk.store.write(partial(claim, owner="two")) is None
    clock.now = SLOT + timedelta(seconds=61)
    platform = Platform_()
    await carry_out(desk, platform)
    assert len(platform.messages) == 1
    assert not await desk.store.write(partial(outbox.finish, delivery_id=first.id, owner="one", now=clock.now))


async def test_one_that_was_stopped_in_the_adapter_for_longer_than_its_lease_posts_nothing(
    desk: Desk, clock: Clock
) -> None:
    subscribed(desk, "a")
    platform = Platform_()
    clock.now = SLOT

    def stopped() -> None:
        clock.now += timedelta(seconds=61)
        platform.waits = lambda: None

    platform.waits = stopped
    await carry_out(desk, platform)
    assert [(each.state, each.attempt) for each in outcome(desk)] == [("sent", 2)]
    assert len(platform.messages) == 1


async def test_a_store_that_is_too_slow_for_its_lease_is_given_time_in_the_end(desk: Desk, clock: Clock) -> None:
    subscribed(desk, "a")
    platform = Platform_()
    clock.now = SLOT

    def slow() -> None:
        clock.now += timedelta(seconds=50)

    platform.waits = slow
    await carry_out(desk, platform)
    assert not platform.messages
    ((state, problem),) = [(each.state, each.problem) for each in outcome(desk)]
    assert state == "sending" and problem.startswith("it was not sent")
    platform.waits = lambda: None
    clock.now += timedelta(minutes=10)
    await carry_out(desk, platform)
    assert len(platform.messages) == 1


async def test_one_that_was_stopped_while_another_worker_posted_leaves_it_at_that(desk: Desk, clock: Clock) -> None:
    subscribed(desk, "a")
    platform = Platform_()
    clock.now = SLOT
    platform.gates = {"a": asyncio.Event()}
    frozen = Deliveries(desk, lambda _: platform)
    await frozen.run_due()
    await until(lambda: platform.begun)
    clock.now += timedelta(seconds=61)
    other = Platform_()
    other.messages = platform.messages
    await carry_out(desk, other)
    platform.gates["a"].set()
    await frozen.settle()
    assert len(platform.messages) == 1
    assert [each.state for each in outcome(desk)] == ["sent"]


async def test_two_workers_at_once_send_each_message_once(desk: Desk, clock: Clock) -> None:
    subscribed(desk, *"abcdefgh")
    platform = Platform_()
    clock.now = SLOT
    workers = [Deliveries(desk, lambda _: platform) for _ in range(4)]
    await asyncio.gather(*(each.run_due() for each in workers))
    await asyncio.gather(*(each.settle() for each in workers))
    assert sorted(where for where, _, _ in platform.messages) == list("abcdefgh")


async def test_drain_finishes_what_is_under_way_and_begins_nothing(desk: Desk, clock: Clock) -> None:
    subscribed(desk, "a")
    platform = Platform_()
    platform.gates = {"a": asyncio.Event()}
    clock.now = SLOT
    deliveries = Deliveries(desk, lambda _: platform)
    await deliveries.run_due()
    await until(lambda: platform.begun)
    draining = asyncio.create_task(deliveries.drain(60))
    await asyncio.sleep(0)
    platform.gates["a"].set()
    await draining
    assert len(platform.messages) == 1
    clock.now = SLOT + timedelta(days=1)
    await deliveries.run_due()
    await deliveries.settle()
    assert len(platform.messages) == 1
