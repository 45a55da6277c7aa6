"""What is held on a question: claims in the sources' words, or the reason why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.messages.catalogue import say
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


def together(parts: Sequence[str], found: Sequence[Evidence]) -> Evidence:
    """Return what is held on several questions as one: their claims in turn, and which of them nothing answers."""
    unanswered = [part for part, each in zip(parts, found, strict=True) if not each.claims]
    reason = say("answers.part_not_found", part="”, “".join(unanswered)) if len(unanswered) < len(parts) else ""
    return Evidence(
        tuple({claim.text: claim for each in found for claim in each.claims}.values()),
        tuple(dict.fromkeys(item for each in found for item in each.statements)),
        tuple(dict.fromkeys(item for each in found for item in each.passages)),
        tuple(dict.fromkeys(item for each in found for item in each.nearest)),
        (reason if unanswered else "") or next((each.reason for each in found if each.reason), ""),
    )
