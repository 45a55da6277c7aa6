"""Whether what a line says of a briefing goes together: where it does not, nothing is done before it is asked. Pure."""

from __future__ import annotations

from bot.chat.commands.wishes.line import Line
from bot.chat.commands.wishes.slots import Slots
from bot.chat.commands.words import en_crossed, en_frames, en_times

_CHANGES = ("change", "often", "schedule", "two_schedules")
_ENDING = ("remove", "stop", "pause", "mute")


def is_crossed(line: Line, slots: Slots, act: str) -> bool:
    """Tell whether a line may as well ask for something else than the act that is read in it."""
    low = line.mended
    if act in _CHANGES:
        return _days_are_doubtful(line, slots) or _hours_are_doubtful(line, slots) or _only_asks(line)
    if act in ("stop", "remove", "pause"):  # “only Mondays, the rest of the week is too much”
        return bool(slots.days and en_crossed.ONLY.search(low)) or bool(en_crossed.IN_PART.search(low))
    return False


def _days_are_doubtful(line: Line, slots: Slots) -> bool:
    """Tell whether days that are named may be those on which nothing is to come: “delete the Friday briefing”."""
    if not slots.days:
        return False
    low = line.mended
    ends = line.has(*_ENDING) and not (slots.fewer or slots.more) and not en_crossed.ONLY.search(low)
    each = bool(en_times.DAILY.search(low)) and bool(en_times.DAY.search(low))
    return ends or each or bool(en_crossed.NOBODY.search(low))


def _hours_are_doubtful(line: Line, slots: Slots) -> bool:
    """Tell whether a part of the day is named as an hour among others that are none: “morning, lunch and evening”."""
    named = {found.lower() for found in en_crossed.PART.findall(line.mended)}
    return slots.times in (["12:00"], ["00:00"]) and len(named) > 1


def _only_asks(line: Line) -> bool:
    """Tell whether a line asks how things stand, and for nothing: “are you running, nothing since Tuesday”."""
    return bool(en_crossed.STANDS.match(line.mended)) and not en_frames.POLITE.search(line.mended)
