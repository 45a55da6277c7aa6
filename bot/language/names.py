"""Names of people and bodies: where they stand in a text, and which of their words are titles and offices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.models import Span
from bot.text.folding import fold

_LETTERS = r"[^\W\d_]"
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽЀ-Я"
PARTICLES = frozenset("de del della der den di da dos du la le van von zu ter ten al el bin bint ibn".split())
"""Small words within names, of whatever language they are."""
_PARTICLE = rf"(?:{'|'.join(sorted(PARTICLES))})"
_CLITIC = r"(?:[ae]l-|[dl]['’])?"
_SPACE = r"[ \u00a0]+"
_ARTICLE = re.compile(r"^(?:[ae]l-|[dl]['’])(?=\w{3})")
"""The article that some languages put before a name, and leave out as often: "al-Assad", "Assad"."""
_WORD = re.compile(r"\S+")
_ENDING = re.compile(r"(?:['’]s?|\.)$")
_ENDINGS = ("s", ".", "'", "’")
_OWN_STOP = re.compile(r"\b(?:[A-Z]\.)+$|\b(?:Jr|Sr|Inc|Co|Corp)\.$")
"""The stop behind a name that is a part of it."""
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Names:
    """What a language knows of names. What is not given is done without: a name is a run of capitalised words."""

    shortened: frozenset[str] = _NO_WORDS
    """Titles that are written with a stop: "Mr" of "Mr."."""
    heads: frozenset[str] = _NO_WORDS
    """Offices, as written, that hold a name together with what they are of: "Secretary of State" …"""
    of: frozenset[str] = _NO_WORDS
    """… by one of these words."""
    titles: frozenset[str] = _NO_WORDS
    """Folded words that stand before a name and are none of it …"""
    offices: frozenset[str] = _NO_WORDS
    """… and those of them that may be followed by what they are of."""
    joints: frozenset[str] = _NO_WORDS
    """Small words that are left over before a name where a title was taken off."""
    attributes: frozenset[str] = _NO_WORDS
    """Nations, parties and the like that stand before a full name: "British", "former"."""
    callings: frozenset[str] = _NO_WORDS
    """What somebody is, where it opens the sentence: "Analyst Paul Dow"."""
    common: frozenset[str] = _NO_WORDS
    """Words that are capitalised because they begin a sentence, or are no name by themselves."""
    calendar: frozenset[str] = _NO_WORDS
    """Days and months, where they are capitalised: no names."""

    def spans(self, text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """Return the spans of capitalised runs that look like names, in order; days, months and mere sentence
        openers are left out."""
        return tuple(self._trimmed(text, start, len(text) if end is None else end))

    def _trimmed(self, text: str, start: int, end: int) -> Iterator[Span]:
        for match in _run(self).finditer(text, start, end):
            words = list(_WORD.finditer(match.group()))
            while words and fold(words[0].group()) in self.common:
                words.pop(0)
            while words and fold(words[-1].group()) in self.common:
                words.pop()
            if not words or all(fold(word.group()) in self.calendar for word in words):
                continue
            first, last = match.start() + words[0].start(), match.start() + words[-1].end()
            last = _without_ending(text, first, last)
            if last > first:
                yield first, last

    @lru_cache(maxsize=8_192)  # noqa: B019 - a language stays for as long as the process does
    def words(self, name: str) -> tuple[str, ...]:
        """Return the folded words of a name, without titles and articles."""
        words = [_ARTICLE.sub("", fold(word)) for word in re.split(r"[\s\u00a0]+", name.strip())]
        kept = tuple(word for word in words if word and word not in self.titles and word not in self.common)
        return kept or tuple(word for word in words if word)

    def key(self, name: str | None) -> str:
        """Return the last word of a name, folded: a key to find by, never a decision."""
        words = self.words(name or "")
        while len(words) > 1 and words[-1] in _SUFFIXES:
            words = words[:-1]
        return words[-1] if words else ""

    def core(self, name: str) -> str:
        """Return a name without what is put before it: "US President Joe Biden" -> "Joe Biden".

        The words stay as they are written; a title that is all there is stays too.
        """
        words = name.split()
        begin = self._behind_titles(words)
        if begin >= len(words):
            return name
        while begin < len(words) - 1 and fold(words[begin]) in self.joints:
            begin += 1
        while begin < len(words) - 2 and fold(words[begin]) in self.attributes:
            begin += 1
        if begin < len(words) - 2 and fold(words[begin]) in self.callings:
            begin += 1
        return " ".join(words[begin:])

    def _behind_titles(self, words: list[str]) -> int:
        begin = 0
        for index, word in enumerate(words[:-1]):
            if fold(word) in self.titles:
                begin = index + 1
                if fold(word) in self.offices and fold(words[index + 1]) in self.of:
                    begin = index + 3
                    if begin >= len(words):
                        return begin
        return begin


@cache
def _run(names: Names) -> re.Pattern[str]:
    """Capitalised words, joined by the particles of names: "Ursula von der Leyen", "Bashar al-Assad"."""
    shortened = rf"|(?:{'|'.join(sorted(names.shortened))})\." if names.shortened else ""
    cap = rf"(?:[{_UPPER}]\.(?:[{_UPPER}]\.)*{shortened}|[{_UPPER}](?:{_LETTERS}|['’-](?={_LETTERS}))*)"
    part = rf"{_CLITIC}{cap}"
    if names.heads and names.of:
        office = rf"(?:(?:{'|'.join(sorted(names.heads))}){_SPACE}(?:{'|'.join(sorted(names.of))}){_SPACE}{cap})"
        cap, part = rf"(?:{office}|{cap})", rf"(?:{office}|{part})"
    return re.compile(rf"\b{cap}(?:{_SPACE}(?:{_PARTICLE}{_SPACE}){{0,3}}{part})*")


def _without_ending(text: str, first: int, last: int) -> int:
    """Return where a name ends without the genitive or the sentence's stop behind it."""
    if not text.endswith(_ENDINGS, first, last):
        return last
    ending = _ENDING.search(text[first:last])
    return first + ending.start() if ending and not _OWN_STOP.search(text[first:last]) else last
