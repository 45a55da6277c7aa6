"""SIGKILL at every step of the way of an article, a briefing, an alert and a correction: nothing is lost, nothing doubled."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from busy_night import MORNING, NEXT_DAY, NIGHT, Night, all_told, check_each_once, is_over, prepared
from nursery import Nursery
from service import Running
from synced import can_be_seen

STEPS = 176
"""So many steps a night takes; a few more or less, as things fall together."""
AT_ONCE = 3
"""Nights that pass beside each other: most of their time goes by in waiting."""


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    with prepared(tmp_path_factory.mktemp("night")) as made:
        yield made


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as made:
        yield made


def ended(service: Running) -> bool:
    """Wait until a service has fallen, or everything is done; tell whether it fell."""
    end = time.monotonic() + 240
    while service.process.poll() is None and not is_over(service.data):
        assert time.monotonic() < end, service.log.read_text()
        time.sleep(0.02)
    fell = service.process.poll() is not None
    assert not fell or service.process.wait() == -signal.SIGKILL, service.log.read_text()
    return fell


def finish(nursery: Nursery, night: Night, data: Path) -> None:
    with nursery.service(data, MORNING, **night.environ) as service:
        service.until(lambda: is_over(data), 240)
    if not all_told(data):
        with nursery.service(data, NEXT_DAY, **night.environ) as service:
            service.until(lambda: all_told(data) and is_over(data), 240)
    check_each_once(data)


def kill_at(nursery: Nursery, night: Night, folder: Path, step: int) -> bool:
    """Have a service fall at a step and another one take over; return whether the step came."""
    data = Path(shutil.copytree(night.data, folder / "store"))
    with nursery.service(data, NIGHT, point=f"step:{step}", **night.environ) as service:
        fell = ended(service)
    finish(nursery, night, data)
    return fell


def steps_of(count: int) -> list[int]:
    """Spread so many falls over all steps."""
    return [1 + number * STEPS // count for number in range(count)]


def through(kill: Callable[[Path, int], bool], folder: Path, steps: Sequence[int]) -> int:
    """Have something happen at each of the steps, in a folder of its own; return how often the step came."""

    def once(number: int) -> bool:
        own = folder / str(number)
        own.mkdir()
        came = kill(own, steps[number])
        shutil.rmtree(own)
        return came

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(once, range(len(steps))))


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(100, marks=pytest.mark.slow),
        pytest.param(500, marks=(pytest.mark.slow, pytest.mark.full)),
    ],
)
def test_kills_at_every_step_lose_nothing_and_double_nothing(
    nursery: Nursery, night: Night, tmp_path: Path, count: int
) -> None:
    came = through(partial(kill_at, nursery, night), tmp_path, steps_of(count))
    print(f"{count} nights, {came} of them with a kill: 0 lost, 0 doubled")
    assert came > count * 0.7


def lose_power_at(nursery: Nursery, night: Night, folder: Path, step: int) -> bool:
    """Have the power fail at a step: what was not synced is gone, and another service takes over.

    Return whether the step came.
    """
    data, shadow = Path(shutil.copytree(night.data, folder / "store")), folder / "disk"
    shutil.copytree(night.data, shadow)
    with nursery.service(data, NIGHT, point=f"step:{step}", READOUT_SHADOW=str(shadow), **night.environ) as service:
        fell = ended(service)
    shutil.rmtree(data)
    shadow.rename(data)
    for beside in ("readout.sqlite3-shm", "readout.sqlite3-journal"):
        (data / beside).unlink(missing_ok=True)
    finish(nursery, night, data)
    return fell


@pytest.mark.slow
@pytest.mark.skipif(not can_be_seen(), reason="SQLite's own functions cannot be reached here")
def test_power_cuts_at_every_step_lose_nothing_and_double_nothing(
    nursery: Nursery, night: Night, tmp_path: Path
) -> None:
    came = through(partial(lose_power_at, nursery, night), tmp_path, steps_of(60))
    print(f"60 nights, {came} of them with a power cut: 0 lost, 0 doubled")
    assert came > 40
