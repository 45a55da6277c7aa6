"""Which word of ours a word is, or is a slip of: a letter too many or too few, another, two exchanged. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from bot import slot_times
from bot.chat.commands import words
from bot.chat.commands.words import en_ideas, en_sure, en_times

SHORTEST = 4
"""Letters: shorter words have too many neighbours."""
LONG = 8
"""Letters from which two slips are mended."""
_NO_SLIPS = en_ideas.NO_SLIPS | en_sure.TOPICS
_DRAWN = re.compile(r"([^\W\d_])\1{2,}")
_VOWEL = re.compile("[aeiouy]")
_NUMBER = re.compile(r"#?\d{1,4}(?:st|nd|rd|th|x|h)?|\d{1,2}[:.h]\d{2}(?:am|pm)?|\d{1,2}(?:am|pm)", re.IGNORECASE)


@lru_cache(4096)
def mended(typed: str, *, named: bool = False) -> str:
    """Return the word of ours that a word is or is a slip of, in small letters; "" where it is none.

    `named`: it is written as a name is, which is no slip.
    """
    word = _without_drawl(typed.lower())
    if word in en_ideas.SLIPS:
        return en_ideas.SLIPS[word]
    if word in words.KNOWN or _NUMBER.fullmatch(word) or en_times.DAY.fullmatch(word):
        return word
    if word in words.UNMARKED:
        return words.UNMARKED[word]
    if "'" in word and word.partition("'")[0] in words.KNOWN:
        return word
    if "-" in word and all(part in words.KNOWN for part in word.split("-")):
        return word.replace("-", " ")
    if "-" in word and all(en_times.DAY.fullmatch(part) for part in word.split("-")):
        return word
    if len(word) == SHORTEST - 1 and not named and not _VOWEL.search(word):
        return _without_a_vowel(word)
    if named or len(word) < SHORTEST or word in _NO_SLIPS or not word.isalpha():
        return ""
    return words.MIXED.get((word[0], "".join(sorted(word))), "") or _day_near(word) or _near(word)


def _without_drawl(word: str) -> str:
    """Return a word whose letters are drawn out as it is written else: “helloooo”, “soooo”."""
    if not _DRAWN.search(word):
        return word
    return next((each for each in (_DRAWN.sub(r"\1\1", word), _DRAWN.sub(r"\1", word)) if each in words.KNOWN), word)


@lru_cache(4096)
def nearly_ours(typed: str) -> str:
    """Return the ordinary word of English that a strange word is a slip of; "" where it is near to none."""
    word = typed.lower()
    if len(word) < SHORTEST or not word.isalpha() or typed[:1].isupper() or word in _NO_SLIPS:
        return ""
    if held := words.MIXED_ORDINARY.get((word[0], "".join(sorted(word)))):
        return held
    return next((held for held in sorted(_of_length(words.ORDINARY, word, 1)) if _is_one_slip(word, held)), "")


def _of_length(known: frozenset[str], word: str, most: int) -> list[str]:
    """Return the words that begin as one does, and are at most so many letters longer or shorter."""
    lengths = range(max(SHORTEST, len(word) - most), len(word) + most + 1)
    return [held for length in lengths for held in _by_opening(known).get((word[0], length), ())]


@lru_cache(2)
def _by_opening(known: frozenset[str]) -> dict[tuple[str, int], list[str]]:
    """Return words by first letter and length: a table of all that each may be a slip of takes 6 MB."""
    table: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in filter(str.isalpha, known):
        table[word[0], len(word)].append(word)
    return table


def _is_one_slip(word: str, held: str) -> bool:
    """Tell whether two different words are one slip apart."""
    at = next((at for at, (one, other) in enumerate(zip(word, held, strict=False)) if one != other), len(word))
    if len(word) == len(held):
        return word[at + 1 :] == held[at + 1 :] or (
            word[at : at + 2] == held[at : at + 2][::-1] and word[at + 2 :] == held[at + 2 :]
        )
    shorter, longer = sorted((word, held), key=len)
    return shorter[at:] == longer[at + 1 :]


def _without_a_vowel(word: str) -> str:
    """Return the word of four letters of which three are written: “snd”, “stp”."""
    same = (held for held in sorted(words.MENDED_TO) if len(held) == SHORTEST and held[0] == word[0])
    return next((held for held in same if held[-1] == word[-1] and distance(word, held) == 1), "")


def _day_near(word: str) -> str:
    days = (*slot_times.DAY_NAMES, *(f"{name}s" for name in slot_times.DAY_NAMES))
    return next((day for day in days if len(word) > 4 and is_slip(word, day, 2)), "")


def _near(word: str) -> str:
    """Return the word that is nearest, of those that share all but a letter or two."""
    letters = set(word)
    near = (held for held in _of_length(words.MENDED_TO, word, 2) if len(letters.symmetric_difference(held)) <= 4)
    found = sorted((distance(word, held), held) for held in near)
    return next((held for apart, held in found if apart <= _most(word, held)), "")


def _most(word: str, held: str) -> int:
    """Return how many slips are mended: two in a long word, or in one that begins and ends as the other."""
    return 2 if len(word) >= LONG or (len(word) == LONG - 1 and word[-1] == held[-1]) else 1


def is_slip(word: str, of: str, most: int) -> bool:
    """Tell whether a word is another with no more than so many slips; their first letters are the same."""
    return word[:1] == of[:1] and abs(len(word) - len(of)) <= most and distance(word, of) <= most


def distance(one: str, other: str) -> int:
    """Return how many slips lie between two words: Damerau and Levenshtein's distance, of adjacent letters."""
    before, last = list[int](), list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
