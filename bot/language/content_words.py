"""Words that say what a text is about: without those that say nothing by themselves, and brought to a stem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.text.folding import fold
from bot.text.scripts import WORD, in_pairs

_WORD = re.compile(WORD)
_NEVER = re.compile(r"(?!)")


def words(text: str) -> list[str]:
    """Return the words of a text, letters and digits, in order; where none are parted, the pairs of its characters."""
    return _WORD.findall(in_pairs(text))


def _itself(word: str) -> str:
    return word


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ContentWords:
    """What a language knows of its small words. What is not given is done without: every word counts, as written."""

    stopwords: frozenset[str] = frozenset()
    """Folded words that say nothing about what a text is about, and those that only frame a question."""
    stem: Callable[[str], str] = _itself
    """A rough stem of a folded word, in which its forms meet."""
    negations: frozenset[str] = frozenset()
    """Words that turn a sentence round …"""
    denials: frozenset[str] = frozenset()
    """… and verbs that do, in the forms that news prints."""
    denying: re.Pattern[str] = _NEVER
    """What in a word denies: the “n't” of “didn't”."""

    def of(self, text: str) -> list[str]:
        """Return the different words that carry meaning, in order; folded."""
        return content_words(text, self.stopwords)

    def stems(self, found: Iterable[str]) -> set[str]:
        """Return the stems of some words."""
        return {self.stem(fold(word)) for word in found}

    def denies(self, word: str) -> bool:
        """Tell whether a word, in lower case, turns what is said round."""
        return word in self.negations or word in self.denials or bool(self.denying.search(word))


def content_words(text: str, stopwords: frozenset[str]) -> list[str]:
    """Return the different words of a text that carry meaning, in order; folded."""
    found = dict.fromkeys(fold(word) for word in words(text))
    return [word for word in found if word and word not in stopwords and (len(word) > 1 or word.isdigit())]
