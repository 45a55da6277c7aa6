"""What the numbers of a claim count, how they are bounded, and of which month they are a day: “6 percent”, “more than
40”, “by half a point”, “October 12”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.en.calendar_words import MONTHS
from bot.language.en.measures import AREA, DEGREES, LENGTH, MONEY, SPEED, TIME, VOLUME, WEIGHT
from bot.language.en.synonyms import table
from bot.language.en.tokens import stem
from bot.language.tokens import Line

_SHARES = """% percent percentage pc
point points"""
_UNITS = table("\n".join((_SHARES, TIME, LENGTH, AREA, WEIGHT, VOLUME, DEGREES, SPEED, MONEY)))
BOUNDS = {
    "more": frozenset("more over above exceed exceeded exceeding least".split()),
    "less": frozenset("less fewer under below most".split()),
    "about": frozenset("about some around nearly almost roughly approximately".split()),
}
_BY = frozenset("by to from".split())


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit (what it is counted in, where that is said), its bound and the preposition before it."""

    text: str
    value: float | None
    units: frozenset[int]
    bound: str
    by: str


def measures(line: Line) -> tuple[Measure, ...]:
    """Return the numbers of a sentence as measures."""
    return tuple(_measure(line, at) for at, kind in enumerate(line.kinds) if kind == "number")


def _measure(line: Line, at: int) -> Measure:
    token = line.tokens[at]
    before = [other.low for other in line.tokens[max(0, at - 3) : at]]
    after = [other.low for other in line.tokens[at + 1 : at + 3]]
    near = after[:1] if after[:2] != ["per", "cent"] else ["percent"]
    if near[:1] in (["percent"], ["percentage"]) and after[1:2] in (["point"], ["points"]):
        near = ["points"]
    units = frozenset(group for word in [*before[-1:], *near] for group in _UNITS.get(word, _UNITS.get(stem(word), ())))
    bound = next((name for name, words in BOUNDS.items() if words & set(before)), "")
    by = next((word for word in reversed(before) if word in _BY), "")
    return Measure(token.text, token.value, units, bound, by)


def mismeasured(claim: Line, sources: Sequence[Line]) -> str:
    """Say which number of the claim counts something else, or is bounded otherwise, in the sources."""
    theirs = [measure for line in sources for measure in measures(line)]
    for mine in measures(claim):
        same = [other for other in theirs if other.value == mine.value]
        if same and not any(_agree(mine, other) for other in same):
            return f"“{mine.text}” counts something else in the passage"
    return ""


def _agree(mine: Measure, other: Measure) -> bool:
    units = mine.units == other.units or bool(mine.units & other.units)
    bounds = mine.bound == other.bound or (not mine.bound and other.bound == "about")
    return units and bounds and (not mine.by or not other.by or mine.by == other.by)


def misdated(claim: Line, sources: Sequence[Line]) -> str:
    """Say which day of the claim the sources do not name: “December 30” where they say “November 30, December 1”."""
    known = {pair for line in sources for pair in _days(line)}
    wrong = sorted(set(_days(claim)) - known)
    return f"the passage does not say “{wrong[0][0].capitalize()} {wrong[0][1]}”" if wrong else ""


def _days(line: Line) -> Iterator[tuple[str, str]]:
    """Yield each month with the numbers that follow it, or stand before it."""
    for at, token in enumerate(line.tokens):
        if line.kinds[at] == "date" and token.low in MONTHS:
            after = list(_numbers(line, at, 1))
            yield from ((token.low[:3], number) for number in after or _numbers(line, at, -1))


def _numbers(line: Line, at: int, step: int) -> Iterator[str]:
    index = at + step
    while 0 <= index < len(line.tokens):
        token = line.tokens[index]
        if line.kinds[index] == "number" and (token.value or 0) <= 31:
            yield token.stem
        elif token.low not in ("and", "to", "or", "of", "the", ",", "–", "—"):
            return
        index += step
