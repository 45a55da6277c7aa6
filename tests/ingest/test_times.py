from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.formats.timestamps import parse_time


@pytest.mark.parametrize(
    ("printed", "utc"),
    [
        ("2027-03-01", "2027-03-01T00:00:00"),
        ("2027-03", "2027-03-01T00:00:00"),
        ("2027-03-01T08:00:00Z", "2027-03-01T08:00:00"),
        ("2027-03-01 08:00", "2027-03-01T08:00:00"),
        ("2027-03-01T08:00:00.123456789+02:00", "2027-03-01T06:00:00"),
        ("2027-03-01T08:00:00-0330", "2027-03-01T11:30:00"),
        ("2027-02-28T24:00:00Z", "2027-03-01T00:00:00"),
        ("Mon, 01 Mar 2027 08:00:00 GMT", "2027-03-01T08:00:00"),
        ("Mon, 1 Mar 2027 08:00 +0100", "2027-03-01T07:00:00"),
        ("01 Mar 2027 08:00:00 EST", "2027-03-01T13:00:00"),
        ("Mon, 01 Mar 2027 08:00:00 CET", "2027-03-01T07:00:00"),
        ("Thu, 01 Jul 2027 08:00:00 MESZ", "2027-07-01T06:00:00"),
        ("Thu, 01 Jul 2027 08:00:00 ET", "2027-07-01T12:00:00"),
        ("Fri, 01 Jan 2027 08:00:00 ET", "2027-01-01T13:00:00"),
        ("Thu, 01 Jul 2027 08:00:00 Europe/Kyiv", "2027-07-01T05:00:00"),
        ("Mon, 01 Mar 2027 08:00:00 GMT+2", "2027-03-01T06:00:00"),
        ("March 1, 2027 8:00 AM", "2027-03-01T08:00:00"),
        ("Monday, March 1, 2027", "2027-03-01T00:00:00"),
        ("Mon Mar  1 08:00:00 2027", "2027-03-01T08:00:00"),
        ("March 1, 2027 8:30 PM", "2027-03-01T20:30:00"),
        ("Mar 1, 2027 8:30 p.m. EST", "2027-03-02T01:30:00"),
        ("Sun, 28 Feb 2027 24:00:00 GMT", "2027-03-01T00:00:00"),
        ("1803891600", "2027-03-01T09:00:00"),
        ("1803891600000", "2027-03-01T09:00:00"),
        ("пн, 01 мар 2027 08:00:00 +0300", "2027-03-01T05:00:00"),
        ("1 марта 2027, 08:00", "2027-03-01T08:00:00"),
        ("lun., 1 févr. 2027 08:00:00 +0100", "2027-02-01T07:00:00"),
        ("1er août 2027", "2027-08-01T00:00:00"),
        ("Montag, 1. März 2027 08:00", "2027-03-01T08:00:00"),
        ("25 de noviembre de 2027", "2027-11-25T00:00:00"),
        ("25 de novembro de 2027 às 14h30", "2027-11-25T14:30:00"),
        ("Czw, 25 lis 2027 06:00:00 +0100", "2027-11-25T05:00:00"),
        ("2027. november 25., 06:00", "2027-11-25T06:00:00"),
        ("2027年11月25日 05:00", "2027-11-25T05:00:00"),
        ("2027년 11월 25일", "2027-11-25T00:00:00"),
    ],
)
def test_times_as_they_are_printed(printed: str, utc: str) -> None:
    assert parse_time(printed) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "printed",
    [
        *("", "soon", "yesterday", "2027-13-01", "2027-02-30", "12:00", "x" * 1000, "0000-00-00", "Mon", "99999-01-01"),
        # Programs print these where they have no date; "jui" may be June or July.
        *(
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "1969-12-31T19:00:00-05:00",
            "0001-01-01T00:00:00Z",
            "3 jui 2027",
            "11 Foo 2027",
        ),
    ],
)
def test_what_is_no_time_is_none(printed: str) -> None:
    assert parse_time(printed) is None


MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(MOMENTS, ZONES)
def test_iso_and_rfc822_come_back(moment: datetime, zone: timezone) -> None:
    aware = moment.replace(tzinfo=zone)
    assert parse_time(aware.isoformat()) == aware
    assert parse_time(format_datetime(aware)) == aware


@given(st.text(max_size=60))
def test_any_text_gives_an_aware_time_or_none(text: str) -> None:
    moment = parse_time(text)
    assert moment is None or moment.tzinfo is UTC
