"""Where a sentence holds what kind of fact: dates, places, amounts, durations, names. Spans of the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Protocol

from bot.language.names import Names
from bot.language.word_matching import WordMatching
from bot.models import Span
from bot.text.folding import fold


class EntitySpans(Protocol):
    """What a language finds in a sentence. Each answers with stretches of the text, in order."""

    def times(self, text: str) -> list[Span]:
        """Return the stretches that say when."""

    def exact_times(self, text: str) -> list[Span]:
        """Return the stretches that name a day."""

    def clock_times(self, text: str) -> list[Span]:
        """Return the times of the day."""

    def numbers(self, text: str) -> list[Span]:
        """Return the amounts: no years, no parts of a date."""

    def counts(self, text: str, noun: str) -> list[Span]:
        """Return the amounts of a thing: numbers with its word near."""

    def ages(self, text: str) -> list[Span]:
        """Return the stretches that say how old somebody or something is."""

    def measures(self, text: str) -> list[Span]:
        """Return the amounts of a length, a height, a weight or a speed."""

    def money(self, text: str) -> list[Span]:
        """Return the amounts of money."""

    def shares(self, text: str) -> list[Span]:
        """Return the shares of a whole."""

    def durations(self, text: str) -> list[Span]:
        """Return the stretches that say how long."""

    def reasons(self, text: str) -> list[Span]:
        """Return the reasons, each from the word that begins it to the end of its clause."""

    def named(self, text: str) -> list[Span]:
        """Return the names: of persons, bodies, works."""

    def people(self, text: str) -> list[Span]:
        """Return the names that may be a person's or team's."""

    def linked(self, text: str) -> list[Span]:
        """Return the names that a sentence gives to something: "called X"."""

    def places(self, text: str) -> list[Span]:
        """Return what stands where a place stands."""

    def figure(self, text: str) -> str | None:
        """Return the digits of an amount as one plain number, or None for words only."""

    def descriptions(self, text: str, name: str) -> list[Span]:
        """Return what says who somebody is, beside the name that ends in a folded word."""

    def tallies(self, text: str) -> list[Span]:
        """Return how votes ended: "19-15"."""

    def comparisons(self, text: str) -> list[Span]:
        """Return what sets one thing beside another: "lower than"."""


_DAY = r"(?:[12]?\d|3[01])(?:\.|[^\W\d_]{1,2}\b)?"
_YEAR = r"(?:1\d|20)\d\d"
_FIGURES = (
    rf"\b{_YEAR}-\d\d-\d\d\b|\b\d{{1,2}}\s?[/.]\s?\d{{1,2}}\s?[/.]\s?(?:\d\d){{1,2}}\b|"
    rf"\b{_YEAR}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日"
)
_CLOCK = re.compile(r"\b\d{1,2}[:h]\d\d\b")
_FIGURE = r"\d+(?:[., \u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?"
_ANY_YEAR = re.compile(rf"\b{_YEAR}\b")
_CURRENCY = r"(?:[$€£¥₹₽₩₴₺]|\b[A-Z]{3}\b)"
_MONEY = re.compile(rf"{_CURRENCY}\s?{_FIGURE}|{_FIGURE}\s?{_CURRENCY}")
_SHARE = re.compile(rf"{_FIGURE}\s?%")
_TALLY = re.compile(r"\b\d{1,4}\s?[-–:]\s?\d{1,4}\b")
_CLAUSE_END = re.compile(r"[.;:!?。！？](?:\s|$)|$")
_AROUND = 60
"""Characters of a sentence on either side of an amount in which the word for what is counted is looked for."""


@lru_cache(maxsize=256)
def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of some words; for none, one that never fits."""
    found = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{found})\b" if found else r"(?!)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, eq=False)
class SpansByWords:
    """Finds facts by their figures and names, and by the words that a language gives. Words are as they are printed.

    What has no mark of its own in every language, a measure or a person's name, is looked for as an amount or a name.
    """

    words: WordMatching = field(default_factory=WordMatching)
    names: Names = field(default_factory=Names)
    months: tuple[str, ...] = ()
    """The names of the months, also short or declined, in any order."""
    days: tuple[str, ...] = ()
    """Weekdays, and words like “today”."""
    within_dates: tuple[str, ...] = ()
    """Words that may stand within a date: "3 de mayo"."""
    numbers_in_words: tuple[str, ...] = ()
    units_of_time: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    """What begins a reason."""

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        if not self.months:
            return re.compile(_FIGURES)
        month = f"(?:{'|'.join(re.escape(name) for name in sorted(self.months, key=len, reverse=True))})\\b"
        between = rf"\s+(?:(?:{'|'.join(map(re.escape, self.within_dates))})\s+)?" if self.within_dates else r"\s+"
        year = rf"(?:,?(?:{between}){_YEAR}\b)?"
        return re.compile(
            rf"{_FIGURES}|\b{_DAY}{between}{month}{year}|\b{month}\s+{_DAY}(?:,?\s+{_YEAR}\b)?", re.IGNORECASE
        )

    @cached_property
    def _number(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.,]){_FIGURE}|{_pattern(self.numbers_in_words).pattern}", re.IGNORECASE)

    def times(self, text: str) -> list[Span]:
        """Return the days, the months, the years and the weekdays."""
        exact = self.exact_times(text)
        loose = (_ANY_YEAR, _CLOCK, _pattern(self.months), _pattern(self.days))
        return exact + [span for span in _found(text, *loose) if not overlaps(span, exact)]

    def exact_times(self, text: str) -> list[Span]:
        """Return the dates."""
        return _found(text, self._exact)

    def clock_times(self, text: str) -> list[Span]:
        """Return what looks like a time of the day: 8:30."""
        return _found(text, _CLOCK)

    def numbers(self, text: str) -> list[Span]:
        """Return the figures and the numbers in words."""
        taken = [*self.exact_times(text), *_found(text, _ANY_YEAR, _CLOCK)]
        return [span for span in _found(text, self._number) if not overlaps(span, taken)]

    def counts(self, text: str, noun: str) -> list[Span]:
        """Return the numbers with the word for what is counted near."""
        near = ((span, text[max(0, span[0] - _AROUND) : span[1] + _AROUND]) for span in self.numbers(text))
        return [span for span, around in near if self.words.holds(self.words.tokens(around), noun)]

    def ages(self, text: str) -> list[Span]:
        """Return the numbers."""
        return self.numbers(text)

    def measures(self, text: str) -> list[Span]:
        """Return the numbers."""
        return self.numbers(text)

    def money(self, text: str) -> list[Span]:
        """Return the figures with the sign or the code of a currency."""
        return _found(text, _MONEY)

    def shares(self, text: str) -> list[Span]:
        """Return the percentages."""
        return _found(text, _SHARE)

    def durations(self, text: str) -> list[Span]:
        """Return the numbers before a unit of time."""
        units = _pattern(self.units_of_time)
        return [span for span in self.numbers(text) if units.match(text[span[1] :].lstrip(" -\u00a0"))]

    def reasons(self, text: str) -> list[Span]:
        """Return what stands behind a word that begins a reason."""
        ends = (_CLAUSE_END.search(text, end) for _, end in _found(text, _pattern(self.because)))
        begins = (start for start, _ in _found(text, _pattern(self.because)))
        return [(start, end.start() if end else len(text)) for start, end in zip(begins, ends, strict=True)]

    def named(self, text: str) -> list[Span]:
        """Return the names."""
        return list(self.names.spans(text))

    def people(self, text: str) -> list[Span]:
        """Return the names."""
        return self.named(text)

    def linked(self, text: str) -> list[Span]:
        """Return the names."""
        return self.named(text)

    def descriptions(self, text: str, name: str) -> list[Span]:
        """Return nothing: what describes somebody is not told by words alone."""
        return []

    def tallies(self, text: str) -> list[Span]:
        """Return two figures with a stroke between."""
        return _found(text, _TALLY)

    def comparisons(self, text: str) -> list[Span]:
        """Return nothing."""
        return []

    def places(self, text: str) -> list[Span]:
        """Return the names."""
        return self.named(text)

    def figure(self, text: str) -> str | None:
        """Return the figure that a text begins with, or the digits of a number in words."""
        found = re.match(_FIGURE, text.strip())
        return re.sub(r"[, \u00a0\u202f]", "", found[0]) if found else self.words.as_number(fold(text.strip()))


def _found(text: str, *patterns: re.Pattern[str]) -> list[Span]:
    return [match.span() for pattern in patterns for match in pattern.finditer(text)]


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Tell whether a span has a character in common with one of the others."""
    return any(start < span[1] and end > span[0] for start, end in others)
