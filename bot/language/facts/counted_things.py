"""What a sentence counts: a facet of a language. Where its grammar is not known, it counts nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount as a sentence prints it, as a plain figure, and the word for what it counts, folded."""

    printed: str
    figure: str
    thing: str


class CountedThings:
    """The counts of a language; without its grammar there are none."""

    def of(self, text: str) -> tuple[Counted, ...]:
        """Return the amounts of a sentence with what they count, in order."""
        del text
        return ()
