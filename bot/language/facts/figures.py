"""The numbers of a text by their value, however they are written: a facet of a language.

“2.5 million”, “2,5 Mio.”, “half a million” and “un demi-million” are compared as values, so that a claim may write a
figure in its own way, or in its own language: a German Billion is 10¹².
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot.language.tokens import plain
from bot.models import Span

_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*"
"""Digits, with the spaces that French and the SI part thousands by, or the Swiss apostrophe."""
_TOKEN = re.compile(rf"(?P<digits>{_GROUPED})|(?P<word>[^\W\d_]+)|(?P<mark>[%½¼¾]|[^\s\w])")
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_TEN, _HUNDRED = 10, 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a text writes it, and its value; `share`: what part of a whole it says, as “20 percent” does.

    `rank`: the place in a row that its word may mean too. `spelled`: it is in letters alone. `rough`: it is but a
    scale, a part or a rank: “millions”, “a quarter”.
    """

    text: str
    span: Span
    value: float
    share: float | None = None
    rank: float | None = None
    spelled: bool = False
    rough: bool = False

    def same(self, other: Figure) -> bool:
        """Tell whether two numbers have one value, or are one share: “a fifth” and “20 percent”."""
        return self.value in (other.value, other.rank) or (self.share is not None and self.share == other.share)


@dataclass(frozen=True, eq=False, kw_only=True)
class Figures:
    """How a language writes numbers, all words folded. Without any word of it, only digits are read."""

    words: Mapping[str, float] = field(default_factory=dict)
    """Words that count by themselves: “twelve”, “forty”."""
    scales: Mapping[str, float] = field(default_factory=dict)
    """Words that multiply what stands before them, from a hundred on: “million”, “Mrd”."""
    fractions: Mapping[str, float] = field(default_factory=dict)
    """Words for a part: “half a million”, “a quarter”."""
    ranks: Mapping[str, float] = field(default_factory=dict)
    """Words that rank: “fourth” is where a claim has “4th”."""
    shares: frozenset[str] = frozenset()
    """What says that a number is of a hundred, beside the mark: “percent”, “por ciento” …"""
    joints: frozenset[str] = frozenset()
    """Words between the parts of a number: “a hundred and five” …"""
    articles: frozenset[str] = frozenset()
    """… and before its scale: “half a million”."""
    of: frozenset[str] = frozenset()
    """Words between the two numbers of a ratio: “four in ten”, “$4 of every $5”, “half of 1 percent”."""
    tens_of_years: frozenset[str] = frozenset()
    """Words that count years by ten: “two decades”."""
    joins_tens: bool = False
    """“treinta y cinco”, “vingt et un”: a joint may stand behind tens too."""
    compounded: bool = False
    """Numbers are written in one word: “zweiundzwanzig”."""

    @property
    def known(self) -> bool:
        """Tell whether all numbers of a text can be read, those in letters too."""
        return bool(self.words)

    def read(self, text: str) -> tuple[Figure, ...]:
        """Return the numbers of a text, in order."""
        return _with_ratios(tuple(_Reading(self, text).figures()), text, self)

    def value(self, word: str) -> float | None:
        """Return what a folded word says as a number, or None."""
        for table in (self.words, self.fractions, self.scales, self.ranks):
            if word in table:
                return table[word]
        return self._compound(word) if self.compounded else None

    def _compound(self, word: str) -> float | None:
        """Read “dreihunderttausend” and “zweiundzwanzig” from their parts."""
        for scale in sorted(self.scales, key=lambda each: -self.scales[each]):
            before, found, behind = word.partition(scale)
            if found and len(scale) > len("mio") and (before or behind):
                many = self.value(before) if before else 1.0
                rest = self.value(behind) if behind else 0.0
                return None if many is None or rest is None else many * self.scales[scale] + rest
        for joint in self.joints:
            before, found, behind = word.partition(joint)
            one, ten = self.words.get(before), self.words.get(behind)
            if found and one is not None and ten is not None and one < _TEN <= ten:
                return one + ten
        return None


class _Reading:
    """Reads the numbers of one text from left to right."""

    def __init__(self, language: Figures, text: str) -> None:
        self._language, self._text = language, text
        self._tokens = list(_TOKEN.finditer(text))
        self._words = [plain(match.group()) for match in self._tokens]
        self._values = [self._value(at) for at in range(len(self._tokens))]

    def figures(self) -> Iterator[Figure]:
        """Yield the numbers in order."""
        at = 0
        while at < len(self._tokens):
            stop = self._end(at) if self._values[at] is not None else at
            if stop > at:
                yield self._figure(at, stop)
            at = max(stop, at + 1)

    def _value(self, at: int) -> float | None:
        match, word = self._tokens[at], self._words[at]
        if match["digits"]:
            return digits(match["digits"])
        return _PARTS.get(match.group()) if match["mark"] else self._language.value(word)

    def _end(self, begin: int) -> int:
        """Return where the number that begins at a token ends."""
        at = begin + 1
        while at < len(self._tokens):
            if self._goes_on(at):
                at += 1
            elif self._joins(at):
                at += 2
            else:
                break
        return at

    def _goes_on(self, at: int) -> bool:
        """Tell whether a token is one more word of the number before it: behind digits only a scale or a part is."""
        if self._values[at] is None or self._tokens[at]["digits"]:
            return False
        return self._words[at] in self._language.scales or not self._tokens[at - 1]["digits"]

    def _joins(self, at: int) -> bool:
        """Tell whether a small word or a hyphen stands between two words of one number."""
        after = self._values[at + 1] if at + 1 < len(self._tokens) else None
        before, word, language = self._values[at - 1], self._words[at], self._language
        if after is None or before is None or self._tokens[at + 1]["digits"]:
            return False
        if word == "-":
            return not self._tokens[at - 1]["digits"] or self._words[at + 1] in language.scales
        if word in language.articles:
            return self._words[at - 1] in language.fractions and self._words[at + 1] in language.scales
        if word not in language.joints:
            return False
        tens = language.joins_tens and before % _TEN == 0 and _TEN < before < _HUNDRED and after < 2 * _TEN
        return tens or (self._words[at - 1] in language.scales and after < before)

    def _figure(self, begin: int, stop: int) -> Figure:
        inside = [at for at in range(begin, stop) if self._values[at] is not None]
        value = self._joined(inside)
        behind = self._words[stop : stop + 2]
        hundredths = behind[:1] == ["%"] or bool({"".join(behind[:1]), " ".join(behind)} & self._language.shares)
        share = value / 100 if hundredths else value if 0 < value < 1 else None
        language, word = self._language, self._words[begin]
        rough = len(inside) == 1 and any(
            word in table for table in (language.scales, language.fractions, language.ranks)
        )
        if behind and behind[0] in self._language.tens_of_years:
            value *= _TEN
        start, end = self._tokens[begin].start(), self._tokens[stop - 1].end()
        spelled = not any(self._tokens[at]["digits"] for at in inside)
        return Figure(
            self._text[start:end], (start, end), value, _share(share), language.ranks.get(word), spelled, rough=rough
        )

    def _joined(self, inside: list[int]) -> float:
        """Return the value of the words of one number: what stands before a scale, or a part, is multiplied by it."""
        language, total, current = self._language, 0.0, 0.0
        for at in inside:
            value, word = float(self._values[at] or 0.0), self._words[at]
            if word in language.scales:
                if 0 < total < value:
                    total, current = (total + current) * value, 0.0  # “mil millones”
                    continue
                current = (current or 1.0) * value
                if value > _HUNDRED:
                    total, current = total + current, 0.0
            elif current and (word in language.fractions or (current < _TEN and value == 2 * _TEN)):
                current *= value  # “three quarters”; “quatre-vingts”
            else:
                current += value
        return total + current


def _share(part: float | None) -> float | None:
    return None if part is None else round(part, 6)


def _with_ratios(found: tuple[Figure, ...], text: str, language: Figures) -> tuple[Figure, ...]:
    """Return the numbers with the share that two of them say together."""
    result = list(found)
    for at in range(len(found) - 1):
        one, other = found[at], found[at + 1]
        between = plain(text[one.span[1] : other.span[0]].strip(" $€£")).split()
        if between and language.of.issuperset(between):
            part = one.value * other.share if one.value < 1 and other.share else one.value / (other.value or 1)
            if 0 < part < 1:
                result[at] = replace(one, share=_share(part))
                result[at + 1] = replace(other, share=_share(part))
    return tuple(result)


def digits(text: str) -> float:
    """Return what digits say: their last mark parts thousands where three digits follow it and no other mark stands
    before it, else it is the decimal one."""
    text = re.sub(r"[ \u00a0\u202f'’]", "", text)
    bare, mark, rest = re.fullmatch(r"(.*?)(?:([.,])(\d+))?", text).groups()  # type: ignore[union-attr]
    if mark is None:
        return float(text)
    whole = re.sub("[.,]", "", bare)
    other = bare.strip("0123456789").replace(mark, "")
    return float(f"{whole}.{rest}" if len(rest) != 3 or other else whole + rest)
