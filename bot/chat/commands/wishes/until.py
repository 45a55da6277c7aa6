"""Until when a pause is to be: “for a week”, “until Monday”, “tomorrow”. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot import slot_times
from bot.chat.commands import words
from bot.chat.commands.words import en_times
from bot.errors import UsageError

_DATE = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: (?:of )?(?P<month>[a-z]{3,}))?"
    r"|(?P<month2>[a-z]{3,}) (?P<day2>\d{1,2})(?:st|nd|rd|th)?)"
)


def end_of(span: str, now: datetime) -> datetime | None:
    """Return when a span ends that `Slots.until` names, as a local midnight; None for what names none.

    `now` is local. “next” is for the caller: it is the next briefing.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    how, _, said = span.partition(" ")
    if how == "days":
        return midnight + timedelta(days=int(said))
    if how == "skip":
        return _skipped(said, midnight)
    return _day_named(said.strip(), midnight) if how == "until" else None


def _skipped(said: str, midnight: datetime) -> datetime:
    """Return when a time is over that is left out whole."""
    monday = midnight + timedelta(days=7 - midnight.weekday())
    if said in ("next week",):
        return monday + timedelta(days=7)
    if said == "this week":
        return monday
    if said in ("this weekend", "the weekend"):
        return monday
    if said in ("next weekend",):
        return monday + timedelta(days=7)
    if said == "next month":
        return _next_month(_next_month(midnight))
    if said == "this month":
        return _next_month(midnight)
    return midnight + timedelta(days=2 if said == "tomorrow" else 1)


def _next_month(day: datetime) -> datetime:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _day_named(said: str, midnight: datetime) -> datetime | None:
    if said.startswith("tomorrow"):
        return midnight + timedelta(days=1)
    if said in ("next week", "week"):
        return midnight + timedelta(days=7 - midnight.weekday())
    if said in ("next month", "month"):
        return _next_month(midnight)
    name = said.removeprefix("next ").split()[0]
    name = words.DAYS.get(name, name)
    if en_times.DAY.fullmatch(name):
        try:
            day = slot_times.parse_days(name.rstrip("s") if name.rstrip("s") not in ("weekend", "weekday") else name)[0]
        except UsageError:
            return None
        return midnight + timedelta(days=(day - midnight.weekday() - 1) % 7 + 1)
    return _date(said, midnight)


def _date(said: str, midnight: datetime) -> datetime | None:
    found = _DATE.search(said)
    if not found:
        return None
    day = int(found["day"] or found["day2"])
    named = (found["month"] or found["month2"] or "")[:3]
    month = en_times.MONTHS.index(named) + 1 if named in en_times.MONTHS else 0
    for ahead in range(1, 400):
        moment = midnight + timedelta(days=ahead)
        if moment.day == day and month in (0, moment.month):
            return moment
    return None
