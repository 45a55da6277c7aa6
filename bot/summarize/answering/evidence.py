"""What is held on a question: claims in the sources' words, or the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass

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
