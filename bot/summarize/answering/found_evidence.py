"""What is held on a question."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.models import Citation, Claim, Statement


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is held on a question: claims in the sources' words, or the reason why there are none.

    `passages` are what a model may answer from, where the rules find no answer too: it reads what they cannot.
    """

    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    passages: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    reason: str = ""

    def beside(self, other: Evidence) -> Evidence:
        """Return this with what another search found behind it; the claims are this one's, or else the other's."""
        passages = list(self.passages)
        passages += [each for each in other.passages if not any(overlap(each, held) for held in self.passages)]
        first = self if self.claims else other
        return replace(
            first,
            statements=tuple(dict.fromkeys((*self.statements, *other.statements))),
            passages=tuple(passages),
            nearest=self.nearest or other.nearest,
        )


def overlap(one: Citation, other: Citation) -> bool:
    """Tell whether two citations share words of one text."""
    return one.revision_id == other.revision_id and one.start < other.end and other.start < one.end
