"""What people ask of the desk in words of their own: "stop", "only weekdays", "could you post at nine?".

A line is such a request where all of its words are the desk's, or where it begins as only a request does. What has
words of its own is a question for the news.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from bot import language_names, slot_times
from bot.chat.commands import words
from bot.chat.commands.schedule_parsing import is_time, schedule_words
from bot.chat.commands.words import en
from bot.chat.desk_protocol import Command

LONGEST = 300
"""Characters: nobody asks for something at length."""
_ADDRESS = re.compile(r"(?:https?://\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b)", re.I)
_MARKS = re.compile(r"[*_~`>]+|<[@!#][^>]*>|(?<!\w)@\w+")
_WORD = re.compile(r"[^\W_]+(?:[:.'’][^\W_]+)*")
_MOST_WORDS = 18
_MOST_AFTER = 8
"""Words: who names a thing that is not wanted, or wanted, is brief."""
_NEAR = 0.84


def asked_of_desk(text: str) -> Command | None:
    """Return the command of a line that is a request to the desk in other words; None for what may be a question.

    What only looks is done; for what changes something the command is a `hint` at how it is typed.
    """
    if len(text) > LONGEST:
        return None
    line = " ".join(_MARKS.sub(" ", text).replace("’", "'").split()).strip(" !.,;:-–…")
    asks = line.endswith("?") or bool(en.ASKING.match(line))
    line = line.rstrip(" ?!.")
    said = [word.lower() for word in _WORD.findall(line)]
    if not said or len(said) > _MOST_WORDS:
        return None
    if en.CLOCK.fullmatch(line):
        return Command("hint", {"about": "clock"})
    bare = line[lead.end() :] if (lead := en.LEAD.match(line)) else line
    if about := _begins(bare, asks=asks) or _holds(line, asks=asks):
        return _hint(about, line)
    return _meant(line, bare) if _is_ours(line, said, asks=asks) else None


def _begins(line: str, *, asks: bool) -> str:
    """Return what a line asks for that begins as only a request does; "" for any other."""
    few = len(line.split()) <= _MOST_AFTER and not asks
    if en.REFUSE.match(line):
        return "stop"
    if en.FOLLOW.match(line):
        return "follow"
    if en.CHANGE.match(line) or (en.TIMED.match(line) and not asks):
        return "change"
    if en.SOURCE.match(line) and few:
        return "sources"
    if en.TOPIC.match(line) and few and len(line.split()) > 1:
        return "topic"
    return ""


def _holds(line: str, *, asks: bool) -> str:
    """Return what a line asks for that says so somewhere; "" for any other."""
    return next(
        (about for about, pattern in en.WITHIN.items() if pattern.search(line) and (about == "sources" or not asks)),
        "",
    )


def _is_ours(line: str, said: Sequence[str], *, asks: bool) -> bool:
    """Tell whether all words of a line are the desk's, or its words for times and places show that it speaks of us."""
    known = set(map(_known, said))
    if asks and en.PAST & known and not known & en.OURS:
        return False
    timed = any(map(is_time, said))
    if en.OFTEN.search(line) and not asks and (timed or known & en.DELIVERED):
        return True
    if _ADDRESS.search(line) and not asks and known & (en.ACTS | en.THINGS):
        return True
    strange = [word for word in said if not _known(word) and not _is_value(word)]
    if len(strange) > 2 or not all(map(_is_name, strange)):
        return False
    if asks:
        return bool(known & (en.ASKED | en.YOU)) or bool(known & (words.DESK | {"time"}) and known & en.SELVES)
    return bool(known & words.DESK) or _has_value(line, said)


def _known(word: str) -> str:
    """Return the word of the desk that a word is, or is a slip of; "" for another."""
    plain = words.MIXED.get((word[:1], "".join(sorted(word))), en.SHORTENED.sub("", word))
    if plain in words.KNOWN or len(plain) < 4:
        return plain if plain in words.KNOWN else ""
    return next(iter(difflib.get_close_matches(plain, words.KNOWN if len(plain) > 4 else words.LITTLE, 1, _NEAR)), "")


def _is_value(word: str) -> bool:
    """Tell whether a word is a number, a time of day, a day of the week or a time zone."""
    return bool(en.NUMBER.fullmatch(word) or is_time(word) or _is_day(word) or slot_times.is_zone(word))


def _is_name(word: str) -> bool:
    """Tell whether a word names a city's time zone or a language."""
    return len(word) > 3 and bool(slot_times.zone_of_city(word) or language_names.code_of(word))


def _is_day(word: str) -> bool:
    return any(name.startswith(word.removesuffix("s")) for name in slot_times.DAY_NAMES) and len(word) > 2


def _has_value(line: str, said: Sequence[str]) -> bool:
    """Tell whether a line of our words is a request for what it says of times, days, languages and zones."""
    if en.OFTEN.search(line):
        return True
    if any(is_time(word) for word in said) or len(said) == 1:
        return not said[0].isdigit() and (is_time(said[0]) or len(said) > 1 or slot_times.is_zone(said[0]))
    if any(_is_day(word) for word in said):
        return bool(en.LIMITING & set(said))
    found = words.VALUE.search(line)
    if not found:
        return False
    word = found[1]
    return bool(en.NUMBER.fullmatch(word) or (len(word) > 3 and language_names.code_of(word)))


def _meant(line: str, bare: str) -> Command:
    """Return the command of a request: done where it only looks, else a hint."""
    known = [_known(word.lower()) for word in _WORD.findall(line)]
    about = next((name for name, held in words.ABOUT.items() if held & set(known)), "change")
    about = "sources" if _ADDRESS.search(line) else about
    first = _known(bare.partition(" ")[0].lower())
    looks = bool(first in en.SHOW or en.ASKING.match(bare) or {"when", "next"} & set(known)) and not en.HOW_TO.match(
        bare
    )
    if about in ("sources", "status") and looks:
        return Command("sources", {"do": "list"}) if about == "sources" else Command("status")
    if about == "status":
        return Command("status")
    if looks and set(known) & en.PLANNED:
        return Command("schedule", {"do": "list"})
    if about == "help" or (looks and about == "change"):
        return Command("help")
    return _hint(about, line)


def _hint(about: str, line: str) -> Command:
    """Return the command to be told how something is typed, with what the line says of times, days and languages."""
    given = _given(line)
    if about in ("topic", "change") and en.ENDS.search(line):
        about = "stop"
    if about == "topic" and given.get("days"):
        about = "change"
    return Command("hint", {"about": about, **given})


def _given(line: str) -> dict[str, str]:
    """Return what a line says of how a briefing is to be, as the options of `schedule`."""
    plain = en.AT.sub(r" \1:00 ", line)
    values = [word for word in plain.replace(",", " ").split() if len(word) > 2 and _is_given(word)]
    found = schedule_words(" ".join(values))
    given = {name: found[name] for name in ("time", "zone", "days", "language") if found.get(name)}
    if words.SHORTER.search(line):
        return {**given, "length": "short"}
    return {**given, "length": "long"} if words.LONGER.search(line) else given


def _is_given(word: str) -> bool:
    return (
        word.lower() in en.DAYS or is_time(word) or _is_day(word.lower()) or slot_times.is_zone(word) or _is_name(word)
    )
