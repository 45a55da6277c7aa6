"""A lease as its holder knows it: it ends by the process's own time, by the clock that others go by, and unrenewed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import LeaseOver, StoreError
from bot.schedule.delivery_lease import DeliveryLease, LostLease

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LASTS = timedelta(seconds=60)


class Time:
    """What the process counts, and what the machine's clock shows."""

    def __init__(self) -> None:
        self.counted, self.shown = 1_000.0, START

    def pass_by(self, seconds: float, *, shown: float | None = None) -> None:
        self.counted += seconds
        self.shown += timedelta(seconds=seconds if shown is None else shown)

    def lease(self, lasts: timedelta = LASTS) -> DeliveryLease:
        return DeliveryLease(lasts, lambda: self.shown, lambda: self.counted)


def holds(lease: DeliveryLease) -> bool:
    try:
        lease.check()
    except LeaseOver:
        return False
    return True


def is_taken_over(claimed: datetime, now: datetime) -> bool:
    """Whether another worker would take a delivery over: as the outbox has it."""
    return claimed + LASTS <= now or claimed + LASTS > now + 2 * LASTS


@pytest.mark.parametrize(
    ("passed", "shown", "held"),
    [
        (0, 0, True),
        (44, 44, True),
        (46, 46, False),
        (600, 600, False),
        (600, 0, False),
        (0, 600, False),
        (1, -30, True),
        (1, -7_200, False),
    ],
)
def test_it_holds_while_it_does_by_both_clocks_and_enough_is_left_to_arrive_in(
    passed: float, shown: float, held: bool
) -> None:
    time = Time()
    lease = time.lease()
    time.pass_by(passed, shown=shown)
    assert holds(lease) is held


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(-400, 400)), max_size=4))
def test_no_part_leaves_once_another_worker_may_have_it(steps: list[tuple[float, float]]) -> None:
    time = Time()
    lease = time.lease()
    for passed, shown in steps:
        time.pass_by(passed, shown=shown)
        if is_taken_over(START, time.shown):
            assert not holds(lease)


async def test_renewed_it_holds_from_when_the_renewal_began() -> None:
    time = Time()
    lease = time.lease(timedelta(seconds=0.03))
    done = asyncio.Event()

    async def renew(now: datetime) -> bool:
        time.pass_by(0.02)  # the store is slow
        done.set()
        return True

    async with lease.kept(renew):
        await done.wait()
        await asyncio.sleep(0)
        assert lease.left() <= timedelta(seconds=0.01)


async def test_where_the_delivery_is_anothers_the_work_ends() -> None:
    async def renew(now: datetime) -> bool:
        return False

    with pytest.raises(LostLease):
        async with Time().lease(timedelta(seconds=0.03)).kept(renew):
            await asyncio.sleep(60)


async def test_a_renewal_that_fails_past_the_end_is_a_lost_lease_and_one_that_fails_before_is_tried_again() -> None:
    time = Time()
    tries = 0

    async def renew(now: datetime) -> bool:
        nonlocal tries
        tries += 1
        time.pass_by(0.01)
        raise StoreError("locked")

    with pytest.raises(LostLease):
        async with time.lease(timedelta(seconds=0.03)).kept(renew):
            await asyncio.sleep(60)
    assert tries == 3
