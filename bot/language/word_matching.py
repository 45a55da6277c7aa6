"""When two words mean the same for a question: inflection, derivation, near-synonyms, acronyms, numbers as words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bot.text.folding import fold
from bot.text.scripts import WORD, in_pairs

TOKEN = re.compile(rf"{WORD}(?:['’]{WORD})?|№")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_CAPITAL = r"[A-ZÀ-ÖØ-ÞЀ-Я][\w’'-]*"
_COUNTED = re.compile(r"(\d+)([^\W\d_]+)$")
_SHORTEST = 4
"""Letters that two words share at their beginning, at the least, to be forms of one."""
ALIKE = 0.75
"""Share of words in common from which two sentences tell one thing."""


def _itself(word: str) -> str:
    return word


def _never(_one: str, _other: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WordMatching:
    """How a language's words are told apart and compared. What is not given is done without: words match as written.

    All words are folded, but those that `spelled` looks for.
    """

    stem: Callable[[str], str] = _itself
    """The common form of a word's inflections."""
    synonyms: Callable[[str, str], bool] = _never
    """Whether two stems may say one thing."""
    one_word: Mapping[str, str] = field(default_factory=dict)
    """Words that are one beyond their stem: a country and its people."""
    verbs: frozenset[str] = frozenset()
    """Stems of verbs …"""
    light: frozenset[str] = frozenset()
    """… and of those that say little by themselves: an answer may do without them."""
    endings: frozenset[str] = frozenset(("",))
    """Endings that two forms of one word may differ in."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """The digits of words that are numbers."""
    ordinals: frozenset[str] = frozenset()
    """What stands behind a figure that counts a row off: "4th"."""
    spelled: tuple[tuple[re.Pattern[str], str], ...] = ()
    """What texts spell out or shorten, with the one form that it is read in."""
    joiners: frozenset[str] = frozenset()
    """Small words within a name, which its initials leave out."""

    def united(self, text: str) -> str:
        """Return a text with each name that is spelled out or shortened in its one form."""
        for pattern, instead in self.spelled:
            text = pattern.sub(instead, text)
        return text

    def tokens(self, text: str) -> list[str]:
        """Return the folded words and numbers of a text, in order; "U.S." is one word, "100,000" one number.

        Where a script parts no words, they are the pairs of its characters.
        """
        text = _DOTTED.sub(lambda match: match.group().replace(".", ""), self.united(text))
        text = in_pairs(_THOUSANDS.sub("", text))
        return [word for word in (fold(match.group()) for match in TOKEN.finditer(text)) if word]

    def as_number(self, word: str) -> str | None:
        """Return the digits that a token stands for ("fourth", "4th", "iv": "4"), or None."""
        if word.isdigit():
            return word.lstrip("0") or "0"
        counted = _COUNTED.match(word)
        return counted[1] if counted and counted[2] in self.ordinals else self.numbers.get(word)

    @lru_cache(maxsize=8_192)  # noqa: B019 - a language stays for as long as the process does
    def same(self, asked: str, word: str) -> bool:
        """Tell whether two folded words may say the same thing."""
        if asked == word:
            return True
        if asked.isdigit() or word.isdigit() or self.as_number(asked):
            return self.as_number(asked) is not None and self.as_number(asked) == self.as_number(word)
        one, other = self.stem(asked), self.stem(word)
        return (
            one == other
            or self.synonyms(one, other)
            or self.one_word.get(asked, asked) == self.one_word.get(word, word)
            or self.derived(asked, word)
        )

    @lru_cache(maxsize=8_192)  # noqa: B019 - as above
    def derived(self, asked: str, word: str) -> bool:
        """Tell whether two words are forms of one: "invade" and "invasion", "Russia" and "Russian"."""
        if asked == word:
            return True
        length = 0
        for left, right in zip(asked, word, strict=False):
            if left != right:
                break
            length += 1
        shortest = 3 if min(len(asked), len(word)) <= 4 and abs(len(asked) - len(word)) <= 2 else _SHORTEST
        return length >= shortest and asked[length:] in self.endings and word[length:] in self.endings

    def acronyms(self, text: str) -> dict[str, tuple[str, ...]]:
        """Return the initials of every capitalised run in a text, folded, with the words that they stand for."""
        found: dict[str, tuple[str, ...]] = {}
        for match in _capitalised(self.joiners).finditer(text):
            words = [word for word in match.group().split() if word[:1].isupper()]
            for start in range(len(words)):
                for stop in range(start + 2, min(len(words), start + 6) + 1):
                    run = words[start:stop]
                    found.setdefault("".join(word[0] for word in run).lower(), tuple(fold(word) for word in run))
        return found

    def holds(self, words: Iterable[str], asked: str) -> bool:
        """Tell whether one of the words may say what is asked."""
        return any(self.same(asked, word) for word in words)

    def alike(self, one: str, other: str) -> bool:
        """Tell whether two sentences tell one thing in nearly the same words: other numbers are another thing."""
        left, right = self._different(one), self._different(other)
        if not (left and right) or len(left & right) / len(left | right) < ALIKE:
            return False
        return not (any(map(self.as_number, left - right)) and any(map(self.as_number, right - left)))

    @lru_cache(maxsize=1_000)  # noqa: B019 - as above
    def _different(self, text: str) -> frozenset[str]:
        """Return the different words of a text: each of several is compared with all others."""
        return frozenset(self.tokens(text))


@lru_cache(maxsize=64)
def _capitalised(joiners: frozenset[str]) -> re.Pattern[str]:
    between = rf"(?:(?:{'|'.join(sorted(joiners))})\s+)*" if joiners else ""
    return re.compile(rf"\b{_CAPITAL}(?:\s+{between}{_CAPITAL})+")
