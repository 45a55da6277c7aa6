"""Schedule arithmetic, pure: which moments a wall-clock time in a zone, on some days of the week, stands for.

A slot is (subscription, local date, wall-clock time). A time inside a gap moves to the first minute after it, one that
occurs twice counts once (the first), and a date that a zone never had (Apia, 30 December 2011) has no slot.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import UsageError
from bot.messages.catalogue import say

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EVERY_DAY = tuple(range(7))
_GROUPS = {
    "daily": EVERY_DAY,
    "everyday": EVERY_DAY,
    "weekdays": EVERY_DAY[:5],
    "workdays": EVERY_DAY[:5],
    "weekend": EVERY_DAY[5:],
    "weekends": EVERY_DAY[5:],
}
_TIME = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?\s*(am|pm)?", re.IGNORECASE)
_FROM_TO = re.compile(r"(\S+?)\s*[-–]\s*(\S+)")
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


# ---------------------------------------------------------------- what people write


def parse_time(text: str) -> tuple[int, int]:
    """Return `(hour, minute)` of "08:00", "8:00" or "8am"; a UsageError says what is wrong."""
    match = _TIME.fullmatch(text.strip())
    if not match or not (match[2] or match[3]):
        raise UsageError(say("errors.no_time", text=text))
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise UsageError(say("errors.no_half_hour", text=text))
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise UsageError(say("errors.no_such_time", text=text))
    return hour, minute


def wall_time(text: str) -> str:
    """Return a time of day as it is stored, `HH:MM`."""
    return "{:02}:{:02}".format(*parse_time(text))


def parse_days(text: str) -> tuple[int, ...]:
    """Return the days (0 is Monday) of "daily", "weekdays", "mon-fri" or "sat,sun"; a UsageError says what is wrong."""
    words = re.sub(r"\s*[-–]\s*", "-", text.strip().lower().replace("every day", "daily"))
    days: set[int] = set()
    for word in filter(None, re.split(r"[,\s]+", words)):
        days.update(_days_of(word))
    if not days:
        raise UsageError(say("errors.no_day", text=text))
    return tuple(sorted(days))


def days_text(days: Collection[int]) -> str:
    """Return days as `parse_days` reads them."""
    named = next((name for name in ("daily", "weekdays", "weekends") if set(days) == set(_GROUPS[name])), "")
    return named or ",".join(DAY_NAMES[day][:3] for day in sorted(days))


def _days_of(word: str) -> Collection[int]:
    if word in _GROUPS:
        return _GROUPS[word]
    first, dash, last = word.partition("-")
    start = _day(first)
    if not dash:
        return (start,)
    return tuple((start + step) % 7 for step in range((_day(last) - start) % 7 + 1))


def _day(word: str) -> int:
    for number, name in enumerate(DAY_NAMES):
        if word == name + "s" or (len(word) >= 2 and name.startswith(word.rstrip("."))):
            return number
    known = [*DAY_NAMES, *(name[:3] for name in DAY_NAMES), *_GROUPS]
    near = difflib.get_close_matches(word, known, 1)
    fix = say("errors.did_you_mean", near=near[0]) if near else say("errors.write_days")
    raise UsageError(say("errors.unknown_day", day=word, fix=fix))


def quiet_hours(text: str) -> tuple[str, str]:
    """Return from when until when "22:00-07:00" is, as `HH:MM`; ("", "") for "off" or nothing."""
    if text.strip().lower() in ("", "off", "none", "never"):
        return "", ""
    found = _FROM_TO.fullmatch(text.strip())
    if not found:
        raise UsageError(say("errors.no_quiet_hours", text=text))
    return _hour(found[1]), _hour(found[2])


def _hour(text: str) -> str:
    """Return a time of day as it is stored; between two hours "22" is one."""
    return wall_time(f"{text}:00" if re.fullmatch("[0-9]{1,2}", text) else text)


@lru_cache(1)
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def is_zone(name: str) -> bool:
    """Tell whether a word is the name of a time zone."""
    return name.strip().replace(" ", "_").casefold() in _zones()


@lru_cache(1)
def _cities() -> dict[str, str]:
    """Return the zone of each city that one zone alone is called after, by its name in small letters."""
    named: dict[str, set[str]] = {}
    for key, zone in _zones().items():
        region, _, city = key.rpartition("/")
        if region and region not in ("etc", "us", "canada", "mexico", "brazil", "chile"):
            named.setdefault(city, set()).add(zone)
    return {city: zones.pop() for city, zones in named.items() if len(zones) == 1}


def zone_of_city(name: str) -> str:
    """Return the time zone that is called after a city: "Kyiv", "new york"; "" where none is, or several are."""
    return _cities().get(name.strip().replace(" ", "_").casefold(), "")


def near_zone(name: str) -> str:
    """Return the time zone that a word which is none comes nearest to; "" where none is near."""
    cities = _cities()
    near = difflib.get_close_matches(name.strip().replace(" ", "_").casefold(), cities, 1, 0.75)
    return cities[near[0]] if near else ""


def check_zone(name: str) -> str:
    """Return the name of a time zone as it is spelled, or raise a UsageError that names the nearest one."""
    zones = _zones()
    wanted = name.strip().replace(" ", "_")
    found = zones.get(wanted.casefold())
    if found:
        return found
    cities = {key.rsplit("/", 1)[-1]: zone for key, zone in sorted(zones.items(), reverse=True) if "/" in key}
    near = difflib.get_close_matches(wanted.casefold(), zones, 1, 0.75)
    city = difflib.get_close_matches(wanted.casefold().rsplit("/", 1)[-1], cities, 1, 0.75)
    meant = zones[near[0]] if near else cities[city[0]] if city else ""
    fix = say("errors.did_you_mean", near=meant) if meant else say("errors.write_zone")
    raise UsageError(say("errors.unknown_zone", name=name, fix=fix))


# ---------------------------------------------------------------- what it stands for


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone that a row or a setting names; a UsageError where there is none: tzdata drops some."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found; no name of a file; a folder of them
        return ZoneInfo(check_zone(name))


def zone_or(name: str, otherwise: str) -> str:
    """Return the name of a time zone that may not be there any more, or else another one's."""
    try:
        return zone_named(name).key
    except UsageError:
        return otherwise


def problem_with(at: str, zone: str, days: Collection[int]) -> str:
    """Return why no slot comes at a time of day, in a zone, on some days; "" where slots do."""
    try:
        parse_time(at)
        zone_named(zone)
    except UsageError as error:
        return str(error)
    return "" if days else say("errors.no_days")


def moment_of(day: date, at: str, zone: str) -> datetime | None:
    """Return the UTC moment of a wall-clock time on a local date; None where the zone never had that date."""
    place = zone_named(zone)
    wall = datetime.combine(day, time(*parse_time(at)))
    moment = wall.replace(tzinfo=place).astimezone(UTC)  # fold=0: the first of two
    if _wall(moment, place) == wall:
        return moment
    if not _has_date(day, place):
        return None
    before = wall.replace(tzinfo=place, fold=1).astimezone(UTC)  # in a gap: before its end; `moment`: not before it
    return _first_after_gap(min(before, moment), max(before, moment), wall, place)


def slots_between(at: str, zone: str, days: Collection[int], after: datetime, until: datetime) -> Iterator[datetime]:
    """Yield the moments of the slots later than `after` and not later than `until`, in order."""
    place = zone_named(zone)
    day = after.astimezone(place).date() - 2 * _DAY
    last = until.astimezone(place).date() + 2 * _DAY
    while day <= last:
        moment = moment_of(day, at, zone) if day.weekday() in days else None
        if moment and after < moment <= until:
            yield moment
        day += _DAY


def next_slot(at: str, zone: str, days: Collection[int], after: datetime) -> datetime:
    """Return the moment of the first slot later than `after`; `days` are 0 (Monday) to 6, at least one."""
    if not days:
        raise UsageError(say("errors.no_days"))
    for weeks in (1, 3):  # a week holds one, unless its date was skipped
        found = next(slots_between(at, zone, days, after, after + timedelta(weeks=weeks)), None)
        if found:
            return found
    raise UsageError(say("errors.no_slot", at=at, zone=zone))


def slot_date(at: str, zone: str, moment: datetime) -> date:
    """Return the local date that a slot's moment belongs to: the day before, if a gap moved it over midnight."""
    local = moment.astimezone(zone_named(zone)).date()
    return next((day for day in (local - _DAY, local) if moment_of(day, at, zone) == moment), local)


def local_hour(moment: datetime, zone: str) -> int:
    """Return the hour, 0 to 23, that a clock in a zone shows."""
    return moment.astimezone(zone_named(zone)).hour


def is_quiet(moment: datetime, quiet_from: str, quiet_until: str, zone: str) -> bool:
    """Tell whether a clock in a zone shows a time of the quiet hours, which may go over midnight."""
    shown = moment.astimezone(zone_named(zone)).strftime("%H:%M")
    if quiet_from <= quiet_until:
        return quiet_from <= shown < quiet_until
    return shown >= quiet_from or shown < quiet_until


def local_day(moment: datetime, zone: str) -> str:
    """Return the date that a calendar in a zone shows, as YYYY-MM-DD."""
    return moment.astimezone(zone_named(zone)).date().isoformat()


def day_start(moment: datetime, zone: str) -> datetime:
    """Return when the local day of a moment began."""
    local = moment.astimezone(zone_named(zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)


def slot_key(subscription_id: int, at: str, zone: str, moment: datetime) -> str:
    """Return what makes a slot this one and no other: subscription, local date and wall-clock time."""
    return f"briefing:{subscription_id}:{slot_date(at, zone, moment).isoformat()}:{at}"


def _wall(moment: datetime, place: ZoneInfo) -> datetime:
    return moment.astimezone(place).replace(tzinfo=None, fold=0)


def _has_date(day: date, place: ZoneInfo) -> bool:
    """Tell whether a zone had a date: its first or its last minute exists, or a piece between them."""
    noon = datetime.combine(day, time(12), UTC)
    return any(_wall(noon + timedelta(hours=hours), place).date() == day for hours in range(-27, 28))


def _first_after_gap(low: datetime, high: datetime, wall: datetime, place: ZoneInfo) -> datetime:
    """Return the first whole minute that shows `wall` or later; the gap ends after `low` and not after `high`."""
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        middle = middle.replace(microsecond=0)
        if middle <= low:
            break
        low, high = (low, middle) if _wall(middle, place) >= wall else (middle, high)
    shown = _wall(high, place)
    return high + (_MINUTE - timedelta(seconds=shown.second) if shown.second else timedelta(0))
