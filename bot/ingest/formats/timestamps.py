"""Times as feeds and pages print them, to UTC."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_tz
from zoneinfo import ZoneInfo

from bot.clock import EPOCH
from bot.ingest.formats.month_names import month_of

# Names beyond RFC 822's that feeds print; those of a whole zone follow its summer time.
_OFFSETS = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MET": 1, "CEST": 2, "MEST": 2,
    "MESZ": 2, "MEZ": 1, "EET": 2, "EEST": 3, "SAST": 2, "MSK": 3, "IST": 5.5, "WIB": 7, "HKT": 8, "SGT": 8,
    "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "NST": -3.5,
    "NDT": -2.5, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "BRT": -3, "ART": -3,
}  # fmt: skip
_ZONES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
_ZONE_AT_END = re.compile(
    r"\s*(?:\(?(?P<name>(?:Etc/)?[A-Z]{1,4}|[A-Z]\w+/\w+)\)?)?\s*(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?\s*(?:\([^)]*\))?$"
)
_ISO = re.compile(
    r"(\d{4})-(\d\d?)(?:-(\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?)?"
    r"\s*(Z|[+-]\d\d?:?\d\d|[+-]\d\d)?$"
)
# What nearly every feed prints, for it to be read quickly: RFC 822 as RSS has it, and RFC 3339 as Atom does.
_MONTHS = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_RFC_822 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|Z|([+-])(\d\d)([0-5]\d))",
    re.ASCII,
)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", re.ASCII)
# A day with a month's name in any language, and as East Asia writes it; what is not a date's stands around it.
_NAMED_DAYS = (
    re.compile(
        r"(?<!\d)(?P<day>\d{1,2})[^\W\d]{0,2}[.\s-]*(?:de\s+|d[’'])?(?P<month>[^\s\d.,:/-]{3,})[.,]*[\s-]*(?:del?\s+)?"
        r"(?P<year>\d{4})(?!\d)"
    ),
    re.compile(r"(?P<month>[^\s\d.,:/-]{3,})[.,]*\s+(?P<day>\d{1,2})[^\W\d]{0,2}[.,]*\s+(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})[.\s-]+(?P<month>[^\s\d.,:/-]{3,})[.\s-]+(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]"),
)
_DOTTED = re.compile(r"\W*(?:[^\W\d]{2,12}\W{1,3})?(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?::|h|[.](?=\d\d\b))(\d\d)(?::(\d\d))?(?!\d)")
_HALF_DAY = re.compile(r"(?<=\d)\s*[ap]\.?m\b\.?", re.I)
_TIMESTAMP = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)
_LEAST_YEAR = 100
_HAS_TIME = re.compile(r"\d:\d\d")


def counts_months_first(printed: Iterable[str]) -> bool:
    """Tell whether the dates of a feed that are parted by dots have the month before the day: one of them can only."""
    found = [match for text in printed if (match := _DOTTED.match(text.strip()))]
    return any(int(match["month"]) > 12 >= int(match["day"]) for match in found)


def parse_time(text: str, *, months_first: bool = False) -> datetime | None:
    """Return the moment that a feed or a page prints, UTC; one without a zone is UTC, a bare date its midnight.

    Where dots part its numbers the day comes first, as everywhere where dots do, unless `months_first`.
    """
    text = " ".join(text.split())
    if not text or len(text) > 80:
        return None
    try:
        found = _usual(text) or _iso(text) or _counted(text) or _dotted(text, months_first) or _printed(text)
    except (ValueError, OverflowError, TypeError, KeyError, OSError):
        return None
    return that_was_set(found) if found else None


def that_was_set(moment: datetime) -> datetime | None:
    """Return a moment; None for what a program prints that has none: the year 1, or 1970's first day."""
    if moment.year > EPOCH.year:
        return moment
    return None if moment.year < _LEAST_YEAR or abs(moment - EPOCH) <= timedelta(days=1) else moment


def _usual(text: str) -> datetime | None:
    try:
        if _RFC_3339.fullmatch(text):
            return datetime.fromisoformat(text).astimezone(UTC)
        if (match := _RFC_822.fullmatch(text)) and match[2] in _MONTHS:
            day, year, hour, minute, second = map(int, match.group(1, 3, 4, 5, 6))
            moment = datetime(year, _MONTHS[match[2]], day, hour, minute, second, tzinfo=UTC)
            if not match[7]:
                return moment
            offset = timedelta(hours=int(match[8]), minutes=int(match[9]))
            return moment + offset if match[7] == "-" else moment - offset
    except (ValueError, OverflowError):  # the 24th hour, a leap second: the others know what to make of it
        pass
    return None


def _iso(text: str) -> datetime | None:
    match = _ISO.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part) if part else 0 for part in match.groups()[:6])
    moment = _at(datetime(year, month, day or 1, tzinfo=UTC), hour, minute, second)
    return moment - _offset(match[7]) if match[7] and match[7] != "Z" else moment


def _offset(text: str) -> timedelta:
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    return (timedelta(hours=hours, minutes=minutes)) * (-1 if text[0] == "-" else 1)


def _counted(text: str) -> datetime | None:
    """Return the moment that is printed as the seconds or milliseconds since 1970."""
    if not _TIMESTAMP.fullmatch(text):
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC)


def _printed(text: str) -> datetime | None:
    stem, zone = _split_zone(text) if _HAS_TIME.search(text) else (text, UTC)
    parts = None if _HALF_DAY.search(stem) else parsedate_tz(stem)  # which takes 8 PM for 8
    if parts and parts[0] > 1900:
        return _at(datetime(*parts[:3], tzinfo=zone), *parts[3:6])
    return _loosely(stem, zone) or _named(stem, zone)


def _dotted(text: str, months_first: bool) -> datetime | None:
    """Return a date such as 04.03.2024, with its hour where one is printed."""
    if not (match := _DOTTED.match(text)):
        return None
    day, month, year = (int(match[name]) for name in ("day", "month", "year"))
    if months_first or month > 12:
        day, month = month, day
    stem, zone = _split_zone(text) if _HAS_TIME.search(text) else (text, UTC)
    year += 0 if year > 99 else 2000
    clock = _CLOCK.search(stem, match.end("year"))
    moment = datetime(year, month, day, tzinfo=zone)
    if _HALF_DAY.search(stem):
        return None
    return _at(moment, *(int(part or 0) for part in clock.groups())) if clock else moment.astimezone(UTC)


def _at(day: datetime, hour: int, minute: int, second: int) -> datetime:
    """Return an hour of a day; its 24th is the next day's first, a leap second the next minute's."""
    return (day + timedelta(hours=hour, minutes=minute, seconds=second)).astimezone(UTC)


def _named(stem: str, zone: tzinfo) -> datetime | None:
    """Return a date whose month has a name of any language, or that is written as in East Asia."""
    for pattern in _NAMED_DAYS:
        match = pattern.search(stem)
        month = match["month"] if match else ""
        number = int(month) if month.isdigit() else month_of(month)
        if match and number:
            day = datetime(int(match["year"]), number, int(match["day"]), tzinfo=zone)
            clock = _CLOCK.search(stem, match.end())
            return _at(day, *(int(part or 0) for part in clock.groups())) if clock else day.astimezone(UTC)
    return None


def _split_zone(text: str) -> tuple[str, tzinfo]:
    match = _ZONE_AT_END.search(text)
    if not match or not (match["name"] or match["offset"]):
        return text, UTC
    stem = text[: match.start()]
    if not re.search(r"\d$", _HALF_DAY.sub("", stem)):  # `-0600` of `2012-06-00` is no zone
        return text, UTC
    if match["offset"]:
        return stem, timezone(_offset(match["offset"]))
    name = match["name"].removeprefix("Etc/")
    if name in _OFFSETS:
        return stem, timezone(timedelta(hours=_OFFSETS[name]))
    return (stem, ZoneInfo(_ZONES.get(name, name))) if name in _ZONES or "/" in name else (text, UTC)


def _loosely(stem: str, zone: tzinfo) -> datetime | None:
    from dateutil import parser

    if not stem.isascii() or not re.search(r"\d{4}", stem) or not re.search(r"\D", stem):
        return None  # without a year with its century, anything can be read as anything
    try:
        return parser.parse(stem, default=datetime(2000, 1, 1, tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
