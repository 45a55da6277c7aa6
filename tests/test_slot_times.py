"""Schedule arithmetic: what people write, and which moments it stands for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import slot_times
from bot.errors import UsageError

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ZONES = st.sampled_from(
    (
        "UTC Europe/Kyiv America/New_York Australia/Lord_Howe Asia/Kathmandu Pacific/Apia America/Sao_Paulo "
        "Africa/Casablanca Asia/Tehran Europe/London America/St_Johns Pacific/Chatham Asia/Gaza"
    ).split()
)
TIMES = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 1, 15, 29, 30, 31, 45, 59]))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def walked(day: date, at: str, zone: str) -> datetime | None:
    """What a person with a watch would say: the first minute of that date that shows the time, or a later one where a
    gap swallowed it; nothing where the date never came."""
    place = ZoneInfo(zone)
    wanted = datetime.combine(day, datetime.strptime(at, "%H:%M").time())  # noqa: DTZ007
    moment = datetime.combine(day, datetime.min.time(), UTC) - timedelta(hours=27)
    seen_date = False
    for _ in range(60 * 80):
        local = moment.astimezone(place).replace(tzinfo=None, fold=0)
        seen_date = seen_date or local.date() == day
        if local >= wanted:
            return moment if seen_date else None
        moment += MINUTE
    return None


@given(day=st.dates(date(2000, 1, 1), date(2037, 12, 1)), at=TIMES, zone=ZONES)
def test_a_slot_is_where_a_minute_walk_finds_it(day: date, at: str, zone: str) -> None:
    assert slot_times.moment_of(day, at, zone) == walked(day, at, zone)


@pytest.mark.parametrize(
    ("day", "at", "zone", "moment"),
    [
        (
            date(2026, 3, 29),
            "02:30",
            "Europe/Berlin",
            "2026-03-29T01:00:00+00:00",
        ),  # in the gap: the first minute after
        (date(2026, 10, 25), "02:30", "Europe/Berlin", "2026-10-25T00:30:00+00:00"),  # twice: the first
        (date(2011, 12, 30), "08:00", "Pacific/Apia", None),  # a date that never came
        (date(2011, 12, 31), "08:00", "Pacific/Apia", "2011-12-30T18:00:00+00:00"),
        (date(2018, 11, 4), "00:00", "America/Sao_Paulo", "2018-11-04T03:00:00+00:00"),  # midnight is in the gap
        (date(2026, 4, 5), "01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00+00:00"),  # half an hour, twice
    ],
)
def test_known_hard_days(day: date, at: str, zone: str, moment: str | None) -> None:
    found = slot_times.moment_of(day, at, zone)
    assert (found.isoformat() if found else None) == moment


@given(at=TIMES, zone=ZONES, after=MOMENTS, days=st.sets(st.integers(0, 6), min_size=1))
def test_the_next_slot_is_later_on_a_wanted_day_and_the_first(
    at: str, zone: str, after: datetime, days: set[int]
) -> None:
    moment = slot_times.next_slot(at, zone, days, after)
    assert moment > after
    assert slot_times.slot_date(at, zone, moment).weekday() in days
    assert next(slot_times.slots_between(at, zone, days, after, moment)) == moment


@given(at=TIMES, zone=ZONES, after=MOMENTS)
def test_a_daily_slot_comes_once_a_date(at: str, zone: str, after: datetime) -> None:
    found = list(slot_times.slots_between(at, zone, range(7), after, after + 20 * DAY))
    dates = [slot_times.slot_date(at, zone, moment) for moment in found]
    assert found == sorted(set(found))
    assert len(dates) == len(set(dates)) and 18 <= len(dates) <= 21
    assert len({slot_times.slot_key(1, at, zone, moment) for moment in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("daily", (0, 1, 2, 3, 4, 5, 6)),
        ("weekdays", (0, 1, 2, 3, 4)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("Sat, Sun", (5, 6)),
        ("fri-mon", (0, 4, 5, 6)),
        ("every day", (0, 1, 2, 3, 4, 5, 6)),
        ("tuesdays thursdays", (1, 3)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, days: tuple[int, ...]) -> None:
    assert slot_times.parse_days(text) == days
    assert slot_times.parse_days(slot_times.days_text(days)) == days


@pytest.mark.parametrize(
    ("text", "time"), [("08:00", (8, 0)), ("8:05", (8, 5)), ("8am", (8, 0)), ("12:30 am", (0, 30)), ("12pm", (12, 0))]
)
def test_times_are_read_as_people_write_them(text: str, time: tuple[int, int]) -> None:
    assert slot_times.parse_time(text) == time


@pytest.mark.parametrize(
    ("read", "text", "line"),
    [
        (slot_times.parse_time, "25:00", "'25:00' is not a time of day: it goes from 00:00 to 23:59"),
        (slot_times.parse_time, "8", "'8' is not a time of day. Write it like 08:00 or 8am"),
        (slot_times.parse_days, "mon-fry", "unknown day 'fry'. Did you mean 'friday'?"),
        (slot_times.parse_days, "", "'' names no day. Write days like mon-fri, sat,sun or daily"),
        (slot_times.check_zone, "Europe/Kyv", "unknown time zone 'Europe/Kyv'. Did you mean 'Europe/Kyiv'?"),
        (slot_times.check_zone, "Kyiv", "unknown time zone 'Kyiv'. Did you mean 'Europe/Kyiv'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_the_fix(read, text: str, line: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text)
    assert str(caught.value) == line


@given(st.text(max_size=30))
def test_nothing_but_a_usage_error_comes_of_any_words(text: str) -> None:
    for read in (slot_times.parse_time, slot_times.parse_days, slot_times.check_zone):
        try:
            read(text)
        except UsageError as error:
            assert "\n" not in str(error)
