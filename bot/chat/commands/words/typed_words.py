"""What a language gives of the words that people type to the desk, and how words are listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def words(text: str) -> frozenset[str]:
    """Return the words of a line."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWords:
    """Words and patterns of one language, in small letters; a pattern that is "" fits nothing.

    They are read together with those of every other: nobody says first in which language they type.
    """

    greetings: str = ""
    """Pattern: hello."""
    thanks: str = ""
    """Pattern: thanks, fine, goodbye."""
    little: frozenset[str] = frozenset()
    """Words of any request: alone they make none."""
    ideas: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words by the idea that they stand for: "stop", "source" …; `en_ideas` has all ideas."""
    days: Mapping[str, str] = field(default_factory=dict)
    """Names of days, and the English for each, as a schedule takes it: "montag" is "monday"."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Numbers up to twelve."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Names of languages in the form in which they are asked for, with their codes, where that is not their name."""
    frames: Mapping[str, str] = field(default_factory=dict)
    """Patterns by what they ask for ("mute", "follow", "read"); the name of the thing is the group `what`."""
    before_hour: tuple[str, ...] = ()
    """Words before an hour that stands without its minutes: "at 8"."""
    before_value: tuple[str, ...] = ()
    """Words before a number, a language or a zone that a briefing is to have: "in German"."""
    learnt: str = ""
    """File beside this one with what a model learnt of lines in this language; "": the grammar alone reads them."""

    @property
    def own(self) -> frozenset[str]:
        """All words of the language that are known here."""
        return self.little.union(self.days, self.numbers, *self.ideas.values())
