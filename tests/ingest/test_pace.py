"""How often a source is asked: a pure matter of how often it brings news."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.sources import poll_interval

NOW = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
USUAL = 1800
DAY = 86_400


def settled(gap: float, usual: int = USUAL) -> int:
    """The interval between polls of a source that brings news every `gap` seconds, after a month of it."""
    learnt = 0
    for _ in range(60):
        learnt = poll_interval.learnt_gap(learnt, gap, usual)
    return poll_interval.interval(learnt, 0, usual)


def test_a_new_source_is_asked_as_often_as_usual() -> None:
    assert poll_interval.interval(0, 0, USUAL) == USUAL


def test_a_source_is_asked_twice_between_its_news_within_bounds() -> None:
    assert settled(60) == 600
    assert settled(7200) == 3600
    assert settled(14 * DAY) == 8 * USUAL
    assert settled(14 * DAY, usual=6 * 3600) == DAY


def test_one_that_falls_silent_is_asked_less_and_less_and_one_that_wakes_more_again() -> None:
    waits = [poll_interval.interval(600, quiet, USUAL) for quiet in (0, 3600, 8 * 3600, 30 * DAY)]
    assert waits == sorted(waits) and waits[0] == 600 and waits[-1] == 8 * USUAL
    assert poll_interval.interval(poll_interval.learnt_gap(600, 30 * DAY, USUAL), 0, USUAL) > 600


def test_what_a_server_asks_for_is_kept_to_a_day() -> None:
    assert poll_interval.interval(0, 0, USUAL, max_age=7200) == 7200
    assert poll_interval.interval(0, 0, USUAL, max_age=10) == USUAL
    assert poll_interval.interval(0, 0, USUAL, max_age=10**9) == DAY


@given(
    gap=st.integers(0, 10**8),
    quiet=st.floats(0, 10**9),
    usual=st.integers(1, 10 * DAY),
    max_age=st.none() | st.integers(0, 10**9),
)
def test_no_interval_is_longer_than_a_day_or_shorter_than_none(
    gap: int, quiet: float, usual: int, max_age: int | None
) -> None:
    assert 1 <= poll_interval.interval(gap, quiet, usual, max_age) <= DAY


@given(failures=st.integers(0, 10**6), usual=st.integers(1, 10 * DAY), seed=st.integers())
def test_a_source_that_fails_is_tried_again_within_a_day(failures: int, usual: int, seed: int) -> None:
    due = poll_interval.after_failure(NOW, failures, usual, None, Random(seed))
    assert NOW < due <= NOW + timedelta(days=1)


def test_failures_put_a_source_off_longer_each_time_and_not_all_at_once() -> None:
    waits = [(poll_interval.after_failure(NOW, n, 600, None, Random(1)) - NOW).total_seconds() for n in range(8)]
    assert waits == sorted(waits)
    assert len({poll_interval.after_failure(NOW, 3, 600, None, Random(seed)) for seed in range(20)}) > 15
    asked = poll_interval.after_failure(NOW, 0, 600, 7200.0, Random(1))
    assert asked - NOW >= timedelta(hours=2), "Retry-After"


def test_a_move_is_believed_when_it_was_said_in_a_row() -> None:
    held, polls, believed = "", 0, False
    for said in ("a", "a", "b", "b", "b"):
        assert not believed
        held, polls, believed = poll_interval.moved(held, polls, said)
    assert (held, believed) == ("b", True)
    assert poll_interval.moved("a", 2, None) == ("", 0, False)
