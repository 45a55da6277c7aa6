"""Which day a sentence means by “Tuesday”, “yesterday” or “March 3”, told by when its article came out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dateutil import parser
from dateutil.relativedelta import relativedelta, weekday

from bot.language.en import entity_spans
from bot.language.en.calendar_words import RELATIVE_DAYS, WEEKDAY_NAMES
from bot.language.facts.dated_deeds import Day
from bot.text.patterns import any_of

NEAR = timedelta(days=120)
"""How far a day without a year may lie from its article: news tells of no other."""
_DAY = timedelta(days=1)
_NAMED = re.compile(rf"\b{any_of(map(str.capitalize, WEEKDAY_NAMES))}\b(?![’'])")
_RELATIVE = re.compile(rf"\b{any_of(RELATIVE_DAYS)}\b(?![’'])", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SEVERAL = re.compile(r"\band\b|\bto\b|\d\s*[-–]\s*\w|/|\d\.\d", re.IGNORECASE)
"""In a date: it names more than one day, or its day and month cannot be told apart."""
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_OLD = re.compile(r",?\s+1\d{3}\b")
_ANY_YEAR = datetime(2000, 1, 1)  # noqa: DTZ001 - only its year is used, and that is a leap year


def days(text: str, published: datetime, *, ahead: bool) -> tuple[Day, ...]:
    """Return the single days that a sentence names, in order; `ahead`: it tells of what is to come."""
    found = [*_exact(text, published.date()), *_named(text, published.date(), ahead=ahead)]
    return tuple(sorted(found, key=lambda day: day.span))


def _exact(text: str, published: date) -> Iterator[Day]:
    for start, end in entity_spans.exact_times(text):
        printed = text[start:end]
        if _OLD.match(text, end) or (_SEVERAL.search(printed) and not _ISO.fullmatch(printed)):
            continue
        try:
            read = parser.parse(printed.replace(" of ", " "), default=_ANY_YEAR).date()
        except (ValueError, OverflowError):
            continue
        day = read if _YEAR.search(printed) else _nearest(read, published)
        if day and abs(day - published) <= NEAR:
            yield Day((start, end), printed, frozenset({day}))


def _nearest(day: date, to: date) -> date | None:
    """Return the day of that name which is nearest; None where its year has no February 29."""
    near: list[date] = []
    for year in (to.year - 1, to.year, to.year + 1):
        try:
            near.append(day.replace(year=year))
        except ValueError:
            continue
    return min(near, key=lambda each: abs(each - to), default=None)


def _named(text: str, published: date, *, ahead: bool) -> Iterator[Day]:
    taken = entity_spans.exact_times(text)
    for match in _NAMED.finditer(text):
        follows = any(0 <= start - match.end() <= 2 for start, _ in taken)  # “Tuesday, March 3” is told by its date
        if not follows:
            before = text[max(0, match.start() - 6) : match.start()].casefold()
            yield Day(match.span(), match.group(), frozenset(_weekdays(match.group(), published, before, ahead=ahead)))
    for match in _RELATIVE.finditer(text):
        at = published + RELATIVE_DAYS[match.group().casefold()] * _DAY
        yield Day(match.span(), match.group(), frozenset({at - _DAY, at, at + _DAY}))


def _weekdays(name: str, published: date, before: str, *, ahead: bool) -> Iterator[date]:
    """Yield the days that a weekday may mean: the nearest in its direction, and with “last” or “next” one week on."""
    number = WEEKDAY_NAMES.index(name.casefold())
    step = 1 if ahead else -1
    for shift in (0, -step):  # the outlet's own day may be another than that of UTC
        yield published + shift * _DAY + relativedelta(weekday=weekday(number, step))
    if before.endswith(("last ", "next ")):
        yield published + relativedelta(weekday=weekday(number, step)) + 7 * step * _DAY
        yield published + step * _DAY + relativedelta(weekday=weekday(number, step))
