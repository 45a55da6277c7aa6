"""What people type to have a channel briefed: "every day at 8 am in Kyiv, short, about the climate"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from bot import language_names, slot_times
from bot.chat.commands.words import BARE_HOUR, en
from bot.errors import UsageError
from bot.models import LENGTHS

DO = ("list", "change", "remove", "pause", "resume", "preview", "add")
_ONLY = "only:"
_PLACE = re.compile(r"\s*in (\d{9,20})\b\s*")
"""The platform's id of the channel that is meant: buttons name it."""
_MOST_WORDS = 3
"""Of the name of a zone: “New York”, “Port of Spain”."""


def schedule_words(words: str) -> dict[str, str]:
    """Return what each word is, by its form; `about` and everything after it is the topic; `unread` is none of it.

    What stands before that and after `tag` is the tag of a forum's posts.
    """
    place = _PLACE.match(words)
    before, _, topic = f" {words[place.end() :] if place else words} ".partition(f" {en.ABOUT} ")
    before, _, tag = before.partition(f" {en.TAG} ")
    found: dict[str, str] = {"topic": topic.strip(), **({"tag": tag.strip()} if tag.strip() else {})}
    found |= {"in": place[1]} if place else {}
    days: list[str] = []
    for word in _words(before):
        kind = _kind_of(word)
        if kind == "days":
            days.append(word)
        elif kind == "time" and found.get("time"):
            found["time"] = f"{found['time']},{word}"
        elif kind and not found.get(kind):
            found[kind] = _meant(kind, word)
        else:
            found["unread"] = word
    return {**found, "days": " ".join(days)}


def is_schedule(words: str) -> bool:
    """Tell whether words after “schedule” are meant as one, and no question that begins so."""
    said = list(_words(words))
    if _PLACE.match(words):
        return True
    if "?" in words or not said:
        return not words.strip()
    if en.REGULARLY.match(words.strip()) or said[0].lower() in (*DO, *en.OTHER_WORDS, en.TAG):
        return True
    plain = all(_kind_of(word) and (len(word) > 2 or word.isdigit()) for word in said)
    return plain or any(is_time(word) or ":" in word for word in said)


def is_language_line(words: str) -> bool:
    """Tell whether words after “language” are meant as the command: a language's name, or none."""
    return words.lower() in en.NO_LANGUAGE or bool(language_names.code_of(words))


def is_time(word: str) -> bool:
    """Tell whether a word is a time of day."""
    return _holds(slot_times.parse_time, word)


def _words(line: str) -> Iterator[str]:
    for pattern, written in en.WRITTEN:
        line = pattern.sub(written, line)
    line = BARE_HOUR.sub(r"\1 \2:00", line)
    said = _only_marked(line.replace(", ", " ").split())
    while said:
        size = next((n for n in range(_MOST_WORDS, 1, -1) if _is_place(" ".join(said[:n]), n, len(said))), 1)
        if size > 1 or said[0].lower() not in en.NOTHING_SAID:
            yield " ".join(said[:size]).strip(",")
        said = said[size:]


def _only_marked(said: list[str]) -> list[str]:
    """Return the words with “only German” and “German only” as one: a language of articles, not of who reads."""
    found: list[str] = []
    for word in said:
        before = found[-1] if found else ""
        if before.lower() in en.ONLY and _is_language(word):
            found[-1] = f"{_ONLY}{word}"
        elif word.lower() in en.ONLY and before and _is_language(before):
            found[-1] = f"{_ONLY}{before}"
        else:
            found.append(word)
    return found


def _is_place(name: str, size: int, left: int) -> bool:
    return size <= left and bool(slot_times.zone_of_city(name))


def _meant(kind: str, word: str) -> str:
    if kind == "only_language":
        return word.removeprefix(_ONLY)
    if kind == "do":
        return en.OTHER_WORDS.get(word.lower(), word)
    return slot_times.zone_of_city(word) or word if kind == "zone" else word


def _kind_of(word: str) -> str:
    kinds: Iterable[tuple[str, bool]] = (
        ("do", word.lower() in (*DO, *en.OTHER_WORDS)),
        ("number", word.lstrip("#").isdigit()),
        ("time", all(is_time(each) or re.fullmatch(r"\d{1,2}:\d\d", each) for each in word.split(","))),
        ("only_language", word.startswith(_ONLY)),
        ("length", word.lower() in LENGTHS),
        ("days", _holds(slot_times.parse_days, word)),
        ("zone", slot_times.is_zone(word) or "/" in word or bool(slot_times.zone_of_city(word))),
        ("language", _is_language(word)),
    )
    return next((kind for kind, holds in kinds if holds), "")


def _is_language(word: str) -> bool:
    """Tell whether a word names a language; one of three letters is rather a word of the line than a code."""
    return len(word) != 3 and bool(language_names.code_of(word))


def _holds(check: Callable[[str], object], word: str) -> bool:
    try:
        check(word)
    except UsageError:
        return False
    return True
