"""Which time zone a name stands for: a zone's own, a city's, or a usual abbreviation. Pure."""

from __future__ import annotations

import re

from bot import slot_times
from bot.chat.commands import words
from bot.chat.commands.words import en_times

_NAMES = re.compile(r"\b[A-Z]\w+(?:[/ ][A-Z]\w+)*\b|\b[A-Z]{3,4}\b|\b\w+/\w+\b")


def zone_told(text: str) -> tuple[str, re.Match[str] | None]:
    """Return the time zone that a line names, and where it stands; "" and None where it names none."""
    for pattern in (en_times.ZONE, en_times.ZONE_BEHIND):
        match = pattern.search(text)
        if match and (zone := _zone_in(match["zone"].split(), last=pattern is en_times.ZONE)):
            return zone, match
    for match in _NAMES.finditer(text):
        low = match[0].lower()
        ours = low in words.KNOWN or low in en_times.FEASTS or en_times.DAY.fullmatch(low)
        if not ours and (zone := zone_named(match[0])):
            return zone, match
    return "", None


def _zone_in(said: list[str], *, last: bool) -> str:
    """Return the zone that the last words name, or the first; "" where they name none."""
    sizes = range(len(said), 0, -1)
    return next(filter(None, (zone_named(" ".join(said[-size:] if last else said[:size])) for size in sizes)), "")


def zone_named(name: str) -> str:
    """Return the time zone of a name, a city or a usual abbreviation; "" where it is none."""
    plain = name.strip().strip(".,")
    if slot_times.is_zone(plain) and ("/" in plain or (plain.isupper() and len(plain) < 6)):
        return plain
    if len(plain) < 3 or plain.lower() in words.KNOWN:
        return ""
    return slot_times.zone_of_city(plain) or ""
