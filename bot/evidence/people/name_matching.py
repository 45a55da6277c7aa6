"""Names: where they stand in a text, how they fold, and which forms mean one person."""

from __future__ import annotations

from collections.abc import Iterable

from bot.language.in_any_language import name_words
from bot.text.transliteration import alike, forenames_alike, skeleton


def same_person(asked: str, name: str) -> bool:
    """Tell whether `asked` may mean the bearer of `name`, or one of two who speak together.

    “Ushakov” and “Yuri Ushakov”: yes, also as “Yury Ushakov”; “Zelensky” and “Volodymyr Zelenskiy”: yes.
    “Hunter Biden” and “Joe Biden”: no.
    """
    if " and " in name:
        return any(same_person(asked, part) for part in name.split(" and ")) or name_words(asked) == name_words(name)
    first, second = name_words(asked), name_words(name)
    if not first or not second:
        return False
    both = len(first) > 1 and len(second) > 1
    if first[-1] == second[-1]:
        held = _within(first, second) or _within(second, first)
        return held or (both and forenames_alike(first[0], second[0]))
    if first == second or not alike(first[-1], second[-1]):
        return first == second
    return forenames_alike(first[0], second[0]) if both else len(skeleton(first[-1])) >= _TELLING


_TELLING = 6
"""Signs: a shorter surname in another spelling, with no first name, is another surname: “Smith”, “Smyth”."""


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in long) for word in short)


def fullest(name: str, known: Iterable[str]) -> str:
    """Return the longest of the known names that `name` may mean; the name itself where none is longer."""
    best = name
    for other in known:
        if len(name_words(other)) > len(name_words(best)) and same_person(name, other):
            best = other
    return best
