"""What a line says of hours, days, spans, languages, zones and numbers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from bot import language_names, slot_times
from bot.chat.commands import words
from bot.chat.commands.wishes.line import Line
from bot.chat.commands.wishes.slips import is_slip
from bot.chat.commands.wishes.zones import zone_named, zone_told
from bot.chat.commands.words import en_times
from bot.errors import UsageError


@dataclass
class Slots:
    """What a line says. `times` are wanted, `old` are those that are not, or that name a briefing (`HH:MM`).

    `shift` is in minutes, `every` in hours, `a_day` how often a day. `until`: when a pause ends, as `span_days` and
    the like read it. `days` are those that it is to be, `more` those that are added, `fewer` those taken out.
    """

    times: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    shift: int = 0
    every: int = 0
    a_day: int = 0
    a_week: bool = False
    until: str = ""
    days: str = ""
    more: str = ""
    fewer: str = ""
    zone: str = ""
    language: str = ""
    number: str = ""
    part: str = ""
    pairs: str = ""
    """Several briefings, each by its days and its hour: `weekdays@08:00;weekends@10:00`."""
    rest: tuple[str, ...] = ()
    """Strange words that no slot takes."""

    def as_options(self) -> dict[str, str]:
        """Return what it says as the options of a wish, by the names of the fields."""
        held = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in ("rest", "a_week")}
        return {name: ",".join(value) if isinstance(value, list) else str(value or "") for name, value in held.items()}

    @property
    def when(self) -> bool:
        """Whether it says when a briefing is to come."""
        return bool(self.times or self.days or self.more or self.fewer or self.shift or self.every or self.a_day)


def slots_of(line: Line) -> Slots:
    """Return what a line says of hours, days and the like."""
    found, text = Slots(), line.mended
    text = _often(found, text)
    text = _shifted(found, text)
    text = _numbered(found, text)
    text = _zone(found, text)
    text = _until(found, text)
    text = _times(found, text)
    _days(found, text)
    if found.shift:  # “at 8 nobody is awake, an hour later”
        found.old, found.times = [*found.old, *found.times], []
    if len(found.times) > 1 and found.days:
        found.pairs = _pairs(line.mended)
    _language(found, line)
    found.rest = tuple(_left(found, line))
    return found


def _taken(text: str, match: re.Match[str]) -> str:
    """Return a text with blanks where a match was, so that nothing else is read from there."""
    return text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]


def number(text: str) -> int:
    """Return the number that a word or digits stand for; 0 for none."""
    text = text.strip().lower()
    return int(text) if text.isascii() and text.isdigit() else words.NUMBERS.get(text, en_times.A_FEW.get(text, 0))


def _often(found: Slots, text: str) -> str:
    if match := en_times.EVERY.search(text):
        other = 2 if "other" in match[0] else 1
        found.every = number(match["hours"] or "") or other
        return _taken(text, match)
    match = en_times.A_DAY.search(text)
    if not match:
        return text
    many = number(match["times"] or "") or en_times.TWICE.get((match["word"] or "").lower(), 1)
    if match["span"].lower().startswith("week") and match["span"].lower() != "weekday":
        found.a_week = many == 1
        found.a_day = 0 if many == 1 else -many
    else:
        found.a_day = many
    return _taken(text, match)


def _shifted(found: Slots, text: str) -> str:
    for pattern in en_times.SHIFT:
        if match := pattern.search(text):
            much = match["much"].lower()
            size = 0.5 if much.startswith("half") else number(much) or 1
            minutes = size * (60 if match["unit"].lower().startswith("hour") else 1)
            found.shift = int(-minutes if match["way"].lower() in en_times.EARLIER else minutes)
            return _taken(text, match)
    return text


def _numbered(found: Slots, text: str) -> str:
    if match := en_times.ORDINAL.search(text):
        found.number = f"n{en_times.ORDINALS[match['which'].lower()]}"
        return _taken(text, match)
    if match := en_times.PART.search(text):
        found.part = match["part"].lower()
    if match := en_times.NUMBERED.search(text):
        found.number = match["number"]
        return _taken(text, match)
    return text


def _zone(found: Slots, text: str) -> str:
    found.zone, match = zone_told(text)
    return _taken(text, match) if match else text


def _until(found: Slots, text: str) -> str:
    if match := en_times.UNTIL.search(text):
        day = match["day"].lower()
        named = re.match(r" ([a-z]{3})", text[match.end() :].lower())
        if day.isdigit() and named and named[1] in en_times.MONTHS:
            found.until = f"until {day} {named[1]}"
            return _taken(text, match)
        if not re.match(r"\d{1,2}(?:$| ?(?:am|pm))", day) and number(day.split()[0]) == 0:
            found.until = f"until {day}"
            return _taken(text, match)
    if match := en_times.FOR.search(text):
        unit = match["unit"].lower().rstrip("sen") if match["unit"].lower() not in ("tage", "tagen") else "tag"
        unit = "woche" if unit.startswith("woch") else unit
        days = en_times.UNITS.get(unit, 0) * (number(match["much"] or "") or 1)
        if days:
            found.until = f"days {days}"
            return _taken(text, match)
    if match := en_times.SOON.search(text):
        day = match["day"].lower()
        found.until = "next" if day.startswith("the ") and day != "the weekend" else f"skip {day}"
    return text


def _times(found: Slots, text: str) -> str:
    spans = list[tuple[int, str, bool]]()
    for pattern in en_times.TIMES:
        while match := pattern.search(text):
            at = _clock(match, text)
            old = bool(
                en_times.OLD_BEFORE.search(
                    text[: match.start("hour") if "hour" in match.groupdict() else match.start()]
                )
            )
            old = (
                old
                or bool(en_times.OLD_BEFORE.search(text[: match.start()]))
                or bool(en_times.OLD_AFTER.match(text[match.end() :]))
            )
            old = old or bool(en_times.OLD_START.match(match[0]))
            if at and at not in (held for _, held, _ in spans):
                spans.append((match.start(), at, old))
            text = text[: match.start()] + "\x00" * (match.end() - match.start()) + text[match.end() :]
    for _, at, old in sorted(spans):
        (found.old if old else found.times).append(at)
    return text.replace("\x00", " ")


def _pairs(text: str) -> str:
    """Return the hours of a line each with its days; "" where they do not stand in pairs."""
    told, before = list[str](), ""
    for part in en_times.APART.split(text):
        each = Slots()
        _days(each, _times(each, part))
        days = f"{before} {each.days}".strip()
        if len(each.times) == 1 and days:
            told.append(f"{slot_times.days_text(slot_times.parse_days(days))}@{each.times[0]}")
            before = ""
        elif each.times:
            return ""
        else:
            before = days
    return ";".join(told) if len(told) > 1 else ""


def _clock(match: re.Match[str], text: str) -> str:
    """Return a time of day as `HH:MM`; "" for none that there is."""
    parts = match.groupdict()
    if parts.get("named"):
        return f"{en_times.NAMED[parts['named'].lower()]:02}:00"
    hour, minute = number(parts["hour"] or ""), int(parts.get("minute") or 0)
    half = (parts.get("half") or "").lower()
    past = (parts.get("past") or "").lower()
    if past:
        minute = 30 if past.startswith("half") else 15
        if past.endswith("to"):
            hour, minute = hour - 1, 45
    late = half.startswith("p") or en_times.EVENING.search(half)
    early = half.startswith("a") or "morning" in half
    if not half and not en_times.OLD_START.match(match[0]):
        late = bool(en_times.EVENING.search(text)) and not en_times.MORNING.search(text)
    if late and hour < 12:
        hour += 12
    elif early and half and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if 0 <= hour < 24 and minute < 60 else ""


def _days(found: Slots, text: str) -> None:
    if not found.until and (match := en_times.DAYS_FROM_TO.search(text)):
        found.days = f"{_day(match['from'])}-{_day(match['to'])}"
        text = _taken(text, match)
    named = list(_named_days(text))
    for start, end, name in named:
        before, after = text[:start], text[end:]
        if en_times.NOT_DAY.search(before) or en_times.NOT_DAY_AFTER.match(after):
            found.fewer = f"{found.fewer} {name}".strip()
        elif en_times.DAY_TOO.match(after) or en_times.TOO_DAY.search(before):
            found.more = f"{found.more} {name}".strip()
        else:
            found.days = f"{found.days} {name}".strip()
    if not (found.days or found.more or found.fewer) and en_times.DAILY.search(text):
        found.days = "daily"


def _named_days(text: str) -> Iterator[tuple[int, int, str]]:
    for match in en_times.DAY.finditer(text):
        yield match.start(), match.end(), _day(match[0])
    for match in re.finditer(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower()):
        if match[0] in words.DAYS and not en_times.DAY.fullmatch(match[0]):
            yield match.start(), match.end(), words.DAYS[match[0]]


def _day(name: str) -> str:
    """Return the name of a day or of several as a schedule takes it."""
    plain = name.lower().replace(" ", "")
    if plain.rstrip("s") in ("weekend", "weekday", "workday"):
        return f"{plain.rstrip('s')}s"
    try:
        return slot_times.days_text(slot_times.parse_days(plain.rstrip("s") if len(plain) > 3 else plain))
    except UsageError:
        return plain


def _language(found: Slots, line: Line) -> None:
    """Find a language that is named where one may stand: behind “in”, or first, or where languages are spoken of."""
    behind = {match[1].lower() for match in words.VALUE.finditer(line.mended)}
    first = line.words[0].typed
    for word in line.words:
        name = word.typed.lower()
        if word.known or len(name) < 4:
            continue
        if name in words.LANGUAGE_NAMES:
            found.language = words.LANGUAGE_NAMES[name]
            return
        if not name.isalpha():
            continue
        placed = name in behind or line.has("language") or (word.typed == first and len(line.strange) <= 2)
        near = _near_language(name) if line.has("language") or (name in behind and line.has("change", "send")) else ""
        if near and not line.has("language") and len(language_names.near_language(name)) != len(name):
            near = ""  # “Germany” is near to “German”, and no slip of it
        if placed and (language_names.code_of(name) or near):
            found.language = language_names.code_of(name) or near
            return


def _near_language(name: str) -> str:
    """Return the code of the language whose name a word is with a slip in it; "" where it is none."""
    near = language_names.near_language(name) if len(name) > 4 else ""
    return language_names.code_of(near) if near and is_slip(name, near.lower(), 2) else ""


def _left(found: Slots, line: Line) -> Iterator[str]:
    """Give the strange words that are neither of a zone nor of a language."""
    zone = re.split(r"[/_]", found.zone.lower())
    for word in line.strange:
        low = word.lower()
        if found.zone and (low in zone or low.split("/")[-1] in zone or zone_named(word)):
            continue
        if found.language and (
            words.LANGUAGE_NAMES.get(low) == found.language
            or language_names.code_of(low) == found.language
            or _near_language(low) == found.language
            or (low.isalpha() and language_names.code_of(low))  # “English please, not Spanish”
        ):
            continue
        yield word
