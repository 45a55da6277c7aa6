"""What a sentence says was done on which day: a facet of a language, empty where its grammar is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.language.tokens import Token
from bot.models import Span


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a sentence prints it, at `span`, and which days it may mean.

    An article's hour is known in UTC, and its outlet's zone is not: “today” is one of three days, and a weekday that
    begins somewhere as the article comes out is one of two.
    """

    span: Span
    printed: str
    may_be: frozenset[date]

    def differs(self, other: Day) -> bool:
        """Tell whether the two cannot be one day."""
        return not self.may_be & other.may_be


@dataclass(frozen=True, slots=True)
class DatedDeed:
    """A deed with its day, the words of meaning of its clause, those that are names, and all tokens of the sentence.

    `at_night`: at an hour that another outlet may count to the next day.
    """

    day: Day
    deed: Token
    about: frozenset[str]
    names: frozenset[str]
    tokens: Sequence[Token]
    at_night: bool


class DatedDeeds:
    """The deeds of a language; without its grammar there are none."""

    def of(self, text: str, published: datetime) -> tuple[DatedDeed, ...]:
        """Return what a sentence says was done on a day, told by when its article came out."""
        del text, published
        return ()

    def may_be_two(self, one: DatedDeed, other: DatedDeed) -> bool:
        """Tell whether a deed may have been done on two days, by what it is and what is said of it."""
        del one, other
        return True

    def is_final(self, deed: DatedDeed) -> bool:
        """Tell whether a deed can be done once only."""
        del deed
        return False
