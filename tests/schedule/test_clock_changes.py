"""Three days over a change of clocks, in three zones at once: each of fifty briefings comes once a date, when it is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from test_delivery import Clock, Platform_

from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.setup import channels as channel_commands
from bot.desk.setup import subscriptions as subscription_commands
from bot.schedule.delivery import Deliveries
from bot.store.deliveries import outbox
from bot.store.opening import open_store

EUROPE = ("Europe/London", "Europe/Berlin", "Europe/Kyiv")
"""They change in one moment, which is another hour in each."""
AMERICA = ("America/St_Johns", "America/New_York", "America/Los_Angeles")
"""They change at one hour, which is another moment in each."""
TIMES = "00:00 00:30 01:00 01:15 01:30 01:59 02:00 02:15 02:30 02:59 03:00 03:15 03:30 03:59 04:00 08:00 23:59".split()
WISHES = [(at, zone) for at, zone in product(TIMES, range(3))][:50]
HOURS = 72
TICK = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Posted:
    """What a channel was sent, and when."""

    channel: str
    at: datetime


def walked(at: str, zone: str, begin: datetime) -> Iterator[datetime]:
    """Yield when a daily time comes, as somebody would see it who looks at a clock on the wall each minute.

    It comes on each date when the wall first shows it or, where it is passed over, what is later.
    """
    place, moment = ZoneInfo(zone), begin
    hour, minute = map(int, at.split(":"))
    shown = begin.astimezone(place).replace(tzinfo=None)
    wanted = shown.replace(hour=hour, minute=minute, second=0, microsecond=0)
    while wanted <= shown:
        wanted += timedelta(days=1)
    while moment < begin + timedelta(hours=HOURS):
        moment += MINUTE
        if moment.astimezone(place).replace(tzinfo=None) >= wanted:
            yield moment
            wanted += timedelta(days=1)


async def lived(desk: Desk, clock: Clock, begin: datetime) -> list[Posted]:
    """Let the days pass, with a restart each few hours, and a clock that is once put back for a while."""
    platform = Platform_()
    posted: list[Posted] = []
    ticks = [begin + n * TICK for n in range(1, HOURS * 12 + 1)]
    middle = len(ticks) // 2
    deliveries = Deliveries(desk, lambda _: platform)
    for number, moment in enumerate([*ticks[:middle], *ticks[middle - 9 : middle], *ticks[middle:]]):
        if number % 60 == 0:
            deliveries = Deliveries(desk, lambda _: platform)
        clock.now = moment
        await deliveries.run_due()
        await deliveries.settle()
        posted += [Posted(where, moment) for where, _, _ in platform.messages[len(posted) :]]
    return posted


@pytest.mark.slow
@pytest.mark.parametrize(
    ("zones", "begin"),
    [
        (EUROPE, datetime(2026, 3, 28, 0, 0, tzinfo=UTC)),
        (EUROPE, datetime(2026, 10, 24, 0, 0, tzinfo=UTC)),
        (AMERICA, datetime(2026, 3, 7, 0, 0, tzinfo=UTC)),
        (AMERICA, datetime(2026, 10, 31, 0, 0, tzinfo=UTC)),
    ],
    ids=["Europe in spring", "Europe in autumn", "America in spring", "America in autumn"],
)
async def test_over_a_change_of_clocks_each_briefing_comes_once_a_date_when_it_is_due(
    tmp_path: Path, zones: tuple[str, str, str], begin: datetime
) -> None:
    clock = Clock()
    clock.now = begin
    wishes = {f"c{number}": (at, zones[which]) for number, (at, which) in enumerate(WISHES)}
    offsets = {zone: {(begin + n * TICK).astimezone(ZoneInfo(zone)).utcoffset() for n in range(864)} for zone in zones}
    assert all(len(found) == 2 for found in offsets.values()), "every zone changes its clocks in these days"
    with open_store(tmp_path) as store:
        desk = Desk(store, Settings(data=tmp_path), clock)
        for name, (at, zone) in wishes.items():
            channel_commands.add(desk, name, "console")
            subscription_commands.add(desk, name, at=at, zone=zone)
        posted = await lived(desk, clock, begin)
        every = store.read_now(lambda db: list(outbox.every(db, 1000)))
    due = {name: list(walked(at, zone, begin)) for name, (at, zone) in wishes.items()}
    assert all(2 <= len(moments) <= 4 for moments in due.values()), "72 hours reach into four dates"
    assert Counter(each.channel for each in posted) == {name: len(moments) for name, moments in due.items()}
    for name, moments in due.items():
        told = [each.at for each in posted if each.channel == name]
        assert all(timedelta(0) <= at - moment < TICK for at, moment in zip(told, moments, strict=True)), (name, told)
    assert {each.state for each in every} == {"sent"}
    assert sorted(each.slot_at for each in every if each.slot_at) == sorted(chain(*due.values()))
