"""English days and months against CLDR, which keeps them for every language."""

from __future__ import annotations

from babel import Locale

from bot.language.en.calendar_words import MONTH_NAMES, MONTHS, WEEKDAY_NAMES, WEEKDAYS


def test_days_and_months_are_those_of_cldr_with_their_short_forms() -> None:
    american, british = Locale("en"), Locale("en", "GB")
    assert list(MONTH_NAMES) == [american.months["format"]["wide"][number].lower() for number in range(1, 13)]
    assert list(WEEKDAY_NAMES) == [american.days["format"]["wide"][number].lower() for number in range(7)]
    for locale in (american, british):
        assert {name.lower() for name in locale.months["format"]["abbreviated"].values()} <= MONTHS
        assert {name.lower() for name in locale.days["format"]["abbreviated"].values()} <= WEEKDAYS
