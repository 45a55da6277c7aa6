"""The clockwork stops without a word, also while its jobs run, and knows which of them fail."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

import pytest

from bot.schedule.jobs import Timetable


async def test_a_stop_while_a_job_runs_lets_it_end_and_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    began, ended = asyncio.Event(), asyncio.Event()

    async def job() -> None:
        began.set()
        await asyncio.sleep(0.2)
        ended.set()

    timetable = Timetable(lambda: datetime.now(UTC))
    timetable.every(60, "poll", job)
    timetable.start()
    await asyncio.wait_for(began.wait(), 60)
    await timetable.stop(60)
    await asyncio.sleep(0)
    assert ended.is_set()
    assert caplog.records == []


async def test_a_job_that_fails_is_known_until_it_succeeds_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    ran: list[str] = []
    broken = True

    async def poll() -> None:
        ran.append("poll")
        if broken:
            raise KeyError("Mars/Base")

    async def brief() -> None:
        ran.append("brief")

    async def until(times: int) -> None:
        async with asyncio.timeout(240):
            while min(ran.count("poll"), ran.count("brief")) < times:  # noqa: ASYNC110 - the clockwork has no event
                await asyncio.sleep(0.01)

    timetable = Timetable(lambda: datetime.now(UTC))
    timetable.every(0.05, "poll", poll)
    timetable.every(0.05, "brief", brief)
    timetable.start()
    await until(2)
    (line,) = timetable.failing.values()
    reference = line.partition("(reference ")[2].rstrip(")")
    assert line.startswith("a fault of Readout's own: KeyError") and f"[{reference}] poll" in caplog.text
    broken = False
    await until(ran.count("poll") + 2)
    assert timetable.failing == {}
    await timetable.stop(5)
