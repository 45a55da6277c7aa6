"""What may be posted: what code proves, and of what code cannot tell that which the second reader finds.

Code has the first word and the last: what it refuses is never read, and what the reader finds must stand in the cited
spans letter for letter. No word of a claim is changed here.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.errors import ModelError
from bot.language.detection import language_of as detected
from bot.language_names import name_of
from bot.logs import level_of
from bot.models import Citation, Claim, Statement, Usage
from bot.summarize.generation import verdict_tally
from bot.summarize.generation.glosses import Gloss
from bot.summarize.generation.second_reading.read_once import read_what_is_new
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.claim_verifier import ClaimVerifier, Doubt
from bot.summarize.verification.held_claim import HeldClaim
from bot.summarize.verification.newer_passage import newer_passage
from bot.summarize.verification.own_words import is_whole
from bot.summarize.verification.verify import prove

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with what is found of it: `reason` is "" where it may be posted; only what is `doubtful` is read."""

    claim: Claim
    reason: str = ""
    doubtful: bool = False
    glosses: tuple[Gloss, ...] = ()
    """What its quotations mean in its own language, not judged yet."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Judges claims by code and by a reader (None: by code alone).

    `held` are the passages that the story holds: a newer one among them may deny what an older one says. `language` is
    that of the claims, "" where they are in their sources'.
    """

    statements: Sequence[Statement] = ()
    held: Sequence[Citation] = ()
    reader: ClaimVerifier | None = None
    language: str = ""
    insists: bool = True
    """Whether a claim that stays in its passages' language is refused; else it is judged as one in that."""

    def by_code(self, claim: Claim) -> Judged:
        """Judge a claim by code alone."""
        if self.insists and self._stays_foreign(claim):
            return Judged(claim, f"it is not written in {name_of(self.language)}")
        verdict = prove(claim, statements=self.statements, language=self._spoken(claim))
        if verdict.finding == "proved":
            return Judged(claim)
        return Judged(claim, verdict.reason, doubtful=verdict.finding == "doubtful")

    def numbers(self, claim: Claim) -> str:
        """Return by which numbers the passages are known that a claim cites."""
        return ", ".join(str(number) for number, each in enumerate(self.held, 1) if each in claim.citations)

    def _spoken(self, claim: Claim) -> str:
        """Return the code of a claim's language, "" where it is in its passages'."""
        return "" if not self.insists and self._stays_foreign(claim) else self.language

    def _stays_foreign(self, claim: Claim) -> bool:
        """Tell whether a claim is plainly in its passages' language, or in English, where it was to be in another."""
        if not self.language:
            return False
        theirs, held = language_of(claim.citations), HeldClaim.of(claim, self.statements, self.language)
        if detected(held.unquoted) in {theirs, "en"} - {"", held.language}:
            return True
        return theirs not in ("", held.language) and is_whole(held)

    async def read(self, judged: Sequence[Judged]) -> tuple[list[Judged], Usage]:
        """Have those in doubt read, all at once; where there is no reader, or it is away, they stay as they are."""
        read, usage = await self._read(judged)
        verdict_tally.note(judged, read)
        return read, usage

    async def _read(self, judged: Sequence[Judged]) -> tuple[list[Judged], Usage]:
        doubts = list(dict.fromkeys(item.claim for item in judged if item.doubtful))
        if not doubts or self.reader is None:
            return list(judged), Usage()
        spoken = {claim: self._spoken(claim) for claim in doubts}
        asked = [Doubt(claim, newer_passage(claim, self.held, code), code) for claim, code in spoken.items()]
        try:
            outcome = await read_what_is_new(self.reader, asked)
        except ModelError as error:
            log.log(level_of(error), "doubtful sentences were not read, and are not posted: %s", error)
            return list(judged), Usage()
        found = dict(zip(doubts, outcome.reasons, strict=True))
        read = [replace(item, reason=found[item.claim]) if item.doubtful else item for item in judged]
        return read, outcome.usage
