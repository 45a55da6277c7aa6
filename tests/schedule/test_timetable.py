"""The clockwork stops without a word, also while its jobs run."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

import pytest

from bot.schedule.timetable import Timetable


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
    await asyncio.wait_for(began.wait(), 5)
    await timetable.stop(5)
    await asyncio.sleep(0)
    assert ended.is_set()
    assert caplog.records == []
