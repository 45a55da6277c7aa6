"""What a small model sees in a line: its words and pairs of them, who talks to whom, and how it is put. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.chat.commands import words
from bot.chat.commands.wishes.line import Line, Word
from bot.chat.commands.words import en_shown, en_sure

_HOUR = re.compile(r"\d{1,2}(?:[:.h]\d\d)? ?(?:am|pm|h)?|(?:\d{1,2})(?:ish)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"[\d.,:/-]+\w{0,2}")
_CALLED = re.compile(r"<@[!&]?\w+>|(?<!\w)@\w+")
_ROOM = re.compile(r"<#[^>]*>|(?:^|\s)#[a-z]")
_MANY = 5
"""Words that are none of ours, from which it matters no more how many there are."""
_LENGTHS = (1, 2, 4, 7, 12)


def features(line: Line) -> frozenset[str]:
    """Return what there is in a line that may tell whether it is about the desk or about the news."""
    said = [_shown(word, line) for word in line.words]
    pairs = (f"{one}_{other}" for one, other in pairwise(["^", *said, "$"]))
    return frozenset((*said, *pairs, *_of_words(line), *_of_the_whole(line, said)))


def _shown(word: Word, line: Line) -> str:
    """Return a word as the model knows it: mended, a number by its kind, a strange word by how it is written."""
    low = word.known or word.typed.lower()
    if _YEAR.fullmatch(low):
        return "#year"
    if _HOUR.fullmatch(low):
        return "#hour"
    if _NUMBER.fullmatch(low):
        return "#number"
    if word.typed == "ADDRESS":
        return "#address"
    if low in words.ORDINARY or low in words.KNOWN:
        return low.replace(" ", "-")
    return "?Name" if word.typed[:1].isupper() and word.start and not line.typed.isupper() else "?"


def _of_words(line: Line) -> Iterator[str]:
    """Give each word that is none of ours as it is written, what the others stand for, and sections of the news."""
    for idea in line.ideas:
        yield f"~{idea}"
    for word in line.words:
        low = word.known or word.typed.lower()
        if low not in words.ORDINARY:
            yield f"={low}"
        if low in en_sure.TOPICS:
            yield "~topic"
        if low in words.DAYS:
            yield "~day"


def _of_the_whole(line: Line, shown: Sequence[str]) -> Iterator[str]:
    """Give how long a line is, how much of it is strange, how it is put, and whom it is put to."""
    strange, names = sum(each.startswith("?") for each in shown), shown.count("?Name")
    yield f"length:{sum(len(shown) > most for most in _LENGTHS)}"
    yield f"strange:{min(strange, _MANY)}"
    yield f"share:{round(4 * strange / len(shown))}"
    yield f"names:{min(names, _MANY)}"
    if line.asks:
        yield "asks:"
    if line.typed.endswith("?"):
        yield "ends:?"
    if _CALLED.search(line.said):
        yield "#called"
    if _ROOM.search(line.said):
        yield "#room"
    yield from (f"put:{name}" for name, pattern in en_shown.PATTERNS.items() if pattern.search(line.mended))
