"""Deliveries carried out: what a platform's answers lead to, over a store on disk and an adapter that keeps a list."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.chat.adapter import ABSENT, CANNOT_TELL, Found, PartKey, Sight, Target
from bot.chat.console import LIMITS
from bot.chat.front import FrontDesk
from bot.chat.parts import Part
from bot.desk import channels as channel_wishes
from bot.desk import subscriptions as subscription_wishes
from bot.desk.office import Desk
from bot.errors import ChannelClosed, ChatAway, ChatError, TokenRefused
from bot.models import Delivery, Platform
from bot.schedule.delivery import MAY_REPEAT, Deliveries
from bot.settings import Settings
from bot.store import outbox
from bot.store.database import Store

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
        self.slow: dict[str, float] = {}

    async def run(self, front: FrontDesk) -> None:
        del front

    async def close(self) -> None:
        pass

    async def send(self, target: Target, part: Part, key: PartKey) -> str:
        await asyncio.sleep(self.slow.get(target.platform_id, 0))
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
    store = Store(tmp_path)
    yield Desk(store, Settings(data=tmp_path), clock)
    store.close()


def subscribed(desk: Desk, *names: str) -> None:
    for name in names:
        channel_wishes.add(desk, name, "console")
        subscription_wishes.add(desk, name, at="08:00", zone="UTC")


async def carry_out(desk: Desk, platform: Platform_) -> None:
    deliveries = Deliveries(desk, lambda _: platform)
    await deliveries.run_due()
    await deliveries.settle()


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
    assert [MAY_REPEAT in part.text for _, _, part in platform.messages] == [False, True]


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
    closed, other = sorted(channel_wishes.every(desk), key=lambda channel: channel.state == "active")
    assert (closed.state, closed.problem) == ("paused", str(error))
    assert other.state == "active" and len(platform.messages) == 1
    channel_wishes.resume(desk, closed.name)
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
    platform.slow = {"slow": 0.5}
    clock.now = SLOT
    deliveries = Deliveries(desk, lambda _: platform)
    await deliveries.run_due()
    await asyncio.sleep(0.3)
    assert [where for where, _, _ in platform.messages] == ["quick"]
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
    platform.slow = {"a": 0.2}
    clock.now = SLOT
    deliveries = Deliveries(desk, lambda _: platform)
    await deliveries.run_due()
    await asyncio.sleep(0.1)
    await deliveries.drain(5)
    assert len(platform.messages) == 1
    clock.now = SLOT + timedelta(days=1)
    await deliveries.run_due()
    await deliveries.settle()
    assert len(platform.messages) == 1
