"""What people type to have a channel briefed: "every day at 8 am in Kyiv, short, about the climate"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from bot import slots
from bot.errors import UsageError

DO = ("list", "remove", "pause", "resume", "preview", "add")
_OTHER_WORDS = {
    "cancel": "remove",
    "delete": "remove",
    "off": "remove",
    "stop": "remove",
    "end": "remove",
    "show": "list",
    "new": "add",
}
_NOTHING_SAID = frozenset("a an the at in on for from of to and or every each please briefing briefings me us".split())
"""Words that a line may do without."""
_WRITTEN = (
    (re.compile(r"\b(?:every|each) day\b", re.IGNORECASE), "daily"),
    (re.compile(r"\b(?:every|each) (?:weekday|workday)\b", re.IGNORECASE), "weekdays"),
    (re.compile(r"\b(?:every|each) weekend\b", re.IGNORECASE), "weekends"),
    (re.compile(r"\b(\d{1,2}(?::\d\d)?)\s+(am|pm)\b", re.IGNORECASE), r"\1\2"),
    (re.compile(r"\b(\d{1,2})\.(\d\d)\b"), r"\1:\2"),
    (re.compile(r"\bnoon\b", re.IGNORECASE), "12:00"),
    (re.compile(r"\bmidnight\b", re.IGNORECASE), "00:00"),
)
_LANGUAGE = re.compile(r"[a-z]{2}", re.IGNORECASE)
_MOST_WORDS = 3
"""Of the name of a zone: “New York”, “Port of Spain”."""


def schedule_words(words: str) -> dict[str, str]:
    """Return what each word is, by its form; `about` and everything after it is the topic; `unread` is none of it."""
    before, _, topic = f" {words} ".partition(" about ")
    found: dict[str, str] = {"topic": topic.strip()}
    days: list[str] = []
    for word in _words(before):
        kind = _kind_of(word)
        if kind == "days":
            days.append(word)
        elif kind and not found.get(kind):
            found[kind] = _meant(kind, word)
        else:
            found["unread"] = word
    return {**found, "days": " ".join(days)}


def is_schedule(words: str) -> bool:
    """Tell whether words after “schedule” are meant as one, and no question that begins so."""
    said = list(_words(words))
    if "?" in words or not said:
        return not words.strip()
    return said[0].lower() in (*DO, *_OTHER_WORDS) or any(is_time(word) or ":" in word for word in said)


def is_time(word: str) -> bool:
    """Tell whether a word is a time of day."""
    return _holds(slots.parse_time, word)


def _words(line: str) -> Iterator[str]:
    for pattern, written in _WRITTEN:
        line = pattern.sub(written, line)
    said = line.replace(", ", " ").split()
    while said:
        size = next((n for n in range(_MOST_WORDS, 1, -1) if _is_place(" ".join(said[:n]), n, len(said))), 1)
        if size > 1 or said[0].lower() not in _NOTHING_SAID:
            yield " ".join(said[:size]).strip(",")
        said = said[size:]


def _is_place(name: str, size: int, left: int) -> bool:
    return size <= left and bool(slots.zone_of_city(name))


def _meant(kind: str, word: str) -> str:
    if kind == "do":
        return _OTHER_WORDS.get(word.lower(), word)
    return slots.zone_of_city(word) or word if kind == "zone" else word


def _kind_of(word: str) -> str:
    kinds: Iterable[tuple[str, bool]] = (
        ("do", word.lower() in (*DO, *_OTHER_WORDS)),
        ("number", word.lstrip("#").isdigit()),
        ("time", is_time(word) or re.fullmatch(r"\d{1,2}:\d\d", word) is not None),
        ("length", word.lower() in ("short", "normal", "long")),
        ("days", _holds(slots.parse_days, word)),
        ("zone", slots.is_zone(word) or "/" in word or bool(slots.zone_of_city(word))),
        ("language", _LANGUAGE.fullmatch(word) is not None),
    )
    return next((kind for kind, holds in kinds if holds), "")


def _holds(check: Callable[[str], object], word: str) -> bool:
    try:
        check(word)
    except UsageError:
        return False
    return True
