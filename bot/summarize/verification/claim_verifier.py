"""The second reader: says of claims that code alone cannot tell whether their passages say all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.models import Citation, Claim, Usage


@dataclass(frozen=True, slots=True)
class Doubt:
    """A claim to be read beside its cited spans; `newer` is the latest passage that its story holds on the matter.

    `language` is the claim's, "" where it is its passages'.
    """

    claim: Claim
    newer: Citation | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of one claim.

    `stretches` are the words of the cited spans that say it; None from a reader that gives none. `denied`: the newer
    passage takes it back. `missing` is what the spans do not say, in the reader's words: text from outside.
    """

    supported: bool
    stretches: tuple[str, ...] | None = None
    denied: bool = False
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Readings:
    """A verdict for each claim, in the order they were given, None where there is none that can be used; the cost."""

    verdicts: tuple[Reading | None, ...]
    usage: Usage = field(default_factory=Usage)


class ClaimVerifier(Protocol):
    """What Readout needs of a second reader: one call. Raises ModelError."""

    async def read(self, doubts: Sequence[Doubt]) -> Readings:
        """Return what it says of each claim, from the claim's own spans alone."""
        ...
