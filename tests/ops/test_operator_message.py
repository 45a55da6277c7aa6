"""The operator's messages over a platform that is away or closed: each stands once, and a closed channel is left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from test_delivery import Clock, Platform_

from bot.chat.desk_protocol import Place
from bot.chat.rendering.parts import Part
from bot.clockwork import Process, plan_platforms
from bot.config.sections import OperatorSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.setup import channels
from bot.errors import ChannelClosed, ChatAway
from bot.models import Access
from bot.models.workers import Role
from bot.ops.notices.operator_channel import OperatorChannel
from bot.ops.readiness import Readiness
from bot.schedule.jobs import Timetable
from bot.schedule.processes.lease import Duty, ProcessLease
from bot.schedule.processes.presence import Presence
from bot.schedule.steward_notices import StewardNotices
from bot.store.channels import channels as rows
from bot.store.opening import open_store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    settings = Settings(data=tmp_path, operator=OperatorSettings(channels=("ops",)))
    with open_store(tmp_path) as store:
        desk = Desk(store, settings, clock)
        channels.add(desk, "ops", "console")
        channels.add(desk, "news", "console", "n")
        held = channels.find(desk, "news")
        store.write_now(lambda db: rows.pause(db, held.id, "no access"))
        yield desk


async def look_for(desk: Desk, clock: Clock, platform: Platform_, minutes: int) -> None:
    operator = OperatorChannel(desk, Readiness(desk, [], Timetable(clock)), [], lambda _: platform)
    for _ in range(minutes * 4):
        await operator.look()
        clock.now += timedelta(seconds=15)


def told(platform: Platform_) -> list[str]:
    return [part.text for _, _, part in platform.messages if "channel news is paused" in part.text]


async def test_a_notice_whose_answer_was_lost_is_found_and_not_told_again(desk: Desk, clock: Clock) -> None:
    platform = Platform_()
    platform.lost = [ChatAway("timed out")]
    await look_for(desk, clock, platform, 30)
    assert len(told(platform)) == 1


async def test_a_notice_that_did_not_arrive_is_told_once_the_platform_is_back(desk: Desk, clock: Clock) -> None:
    platform = Platform_()
    platform.refusals = [ChatAway("down") for _ in range(3)]
    await look_for(desk, clock, platform, 30)
    assert len(told(platform)) == 1


async def test_where_it_cannot_be_seen_whether_it_arrived_a_repetition_says_so(desk: Desk, clock: Clock) -> None:
    platform = Platform_()
    platform.history = False
    platform.lost = [ChatAway("timed out")]
    await look_for(desk, clock, platform, 30)
    assert ["This may repeat a message" in each for each in told(platform)] == [False, True]
    assert len({key.mark for _, key, _ in platform.messages}) == 1


async def test_a_closed_channel_is_tried_less_and_less_until_it_is_open(desk: Desk, clock: Clock) -> None:
    platform = Platform_()
    platform.refusals = [ChannelClosed("no access") for _ in range(6)]
    await look_for(desk, clock, platform, 12)
    assert 3 <= len(platform.begun) <= 7 and not told(platform)
    await look_for(desk, clock, platform, 60)
    assert len(told(platform)) == 1


class Direct(Platform_):
    """A platform whose answers to direct messages are lost, twice."""

    events: tuple[str, ...] = ()

    async def access(self, place: Place) -> Access:
        raise AssertionError(place)

    async def tell(self, person: str, part: Part, event: str) -> None:
        del person, part
        self.events += (event,)
        if len(self.events) < 3:
            raise ChatAway("timed out")


async def test_who_looks_after_a_channel_is_told_of_one_event_at_each_try(desk: Desk, clock: Clock) -> None:
    held, platform = channels.find(desk, "ops"), Direct()
    desk.store.write_now(lambda db: rows.looked_after(db, held.id, "7"))
    notices = StewardNotices(desk, lambda _: platform)
    for tries in (3, 1):
        desk.store.write_now(lambda db: rows.resume(db, held.id))
        desk.store.write_now(lambda db: rows.pause(db, held.id, "no access"))
        for _ in range(2 * tries):
            await notices.run()
            clock.now += timedelta(minutes=1)
    assert len(platform.events) == 4
    assert len(set(platform.events[:3])) == 1 and platform.events[3] != platform.events[0]


async def test_a_gateway_tells_over_its_connections_also_where_another_one_is_the_steward(
    desk: Desk, clock: Clock
) -> None:
    platform, lasts, roles = Direct(), timedelta(seconds=30), frozenset[Role]({"gateway"})
    held = channels.find(desk, "news")
    desk.store.write_now(lambda db: rows.looked_after(db, held.id, "7"))
    desk.store.write_now(lambda db: rows.resume(db, held.id))
    desk.store.write_now(lambda db: rows.pause(db, held.id, "no access"))
    schedule = desk.settings.schedule.model_copy(update={"tick_seconds": 0.02})
    desk = Desk(desk.store, desk.settings.model_copy(update={"schedule": schedule}), clock)
    duty = Duty(ProcessLease(desk.store, clock, "this", lasts, "duty:steward"), lasts)  # and it never takes it
    here = Process(desk, roles, Timetable(clock), Presence(desk.store, clock, "this", roles, lasts), duty, duty)
    operator = OperatorChannel(desk, Readiness(desk, [], here.timetable), [], lambda _: platform)
    plan_platforms(here, lambda _: platform, operator)
    here.timetable.start()
    try:
        async with asyncio.timeout(60):
            while not (told(platform) and platform.events):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    finally:
        await here.timetable.stop(5)
