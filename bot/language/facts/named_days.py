"""The days and months that a text names, in the words of its language: “March 3”, “am 3. August”, “Tuesday”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.claims import ClaimRules
from bot.language.tokens import plain

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
"""“Thursday’s call” names a day."""
_BETWEEN = frozenset("of the de st nd rd th er".split())
"""Small words between a day and its month, and what stands behind the day’s figure, in the languages that we read."""
_NEAR = 4
"""Words around a month in which a text may print more of its days: “September 16, 17 and 19”."""
_SHORTEST = 4
"""Letters of a month that is known without a day beside it: “may” and “mar” are other words as often."""
_MOST_DAYS = 31
_WEEK = 8
"""Days before and behind an article’s that “on Tuesday” may mean in it; one for the zone."""


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day as a text names it: by its month, its place in the month, its place in the week; 0 or -1: not said."""

    text: str
    month: int = 0
    day: int = 0
    weekday: int = -1

    def is_on(self, day: date) -> bool:
        """Tell whether a date may be the day that is named."""
        if self.weekday >= 0:
            return day.weekday() == self.weekday
        return day.month == self.month and self.day in (0, day.day)


def named_days(text: str, rules: ClaimRules) -> tuple[NamedDay, ...]:
    """Return the days and months that a text names, in order; a day of a month with the number beside it."""
    return tuple(_named(list(_TOKEN.finditer(text)), rules))


def _named(found: list[re.Match[str]], rules: ClaimRules) -> Iterator[NamedDay]:
    for at, match in enumerate(found):
        word = _POSSESSIVE.sub("", plain(match.group()))
        if word in rules.weekdays and (len(word) >= _SHORTEST or match.group()[:1].isupper()):
            yield NamedDay(match.group(), weekday=rules.weekdays[word])
        elif word in rules.months:
            day = _beside(found, at, 1) or _beside(found, at, -1)
            if day or (len(word) >= _SHORTEST and (match.group()[:1].isupper() or not rules.capitalises_months)):
                yield NamedDay(f"{match.group()} {day}" if day else match.group(), rules.months[word], day)


def _beside(found: list[re.Match[str]], at: int, step: int) -> int:
    """Return the day that stands directly beside a month; 0 where none does."""
    index = at + step
    while 0 <= index < len(found) and found[index].group().lower() in _BETWEEN:
        index += step
    word = found[index].group() if 0 <= index < len(found) else ""
    return int(word) if word.isdecimal() and 0 < int(word) <= _MOST_DAYS else 0


def days_around(text: str, rules: ClaimRules) -> frozenset[tuple[int, int]]:
    """Return each month that a text names with each day that stands near it, and with 0."""
    found = list(_TOKEN.finditer(text))
    pairs = set[tuple[int, int]]()
    for at, match in enumerate(found):
        month = rules.months.get(plain(match.group()), 0)
        if month:
            near = [other.group() for other in found[max(0, at - _NEAR) : at + _NEAR + 1]]
            pairs |= {(month, int(word)) for word in near if word.isdecimal() and int(word) <= _MOST_DAYS} | {
                (month, 0)
            }
    return frozenset(pairs)


def week_around(day: date) -> tuple[date, ...]:
    """Return the days that an article of a day may mean by “Tuesday” or “yesterday”."""
    return tuple(day + timedelta(days=off) for off in range(-_WEEK, _WEEK + 1))
