"""Holds a claim against the text of its own citations (promise 1): pure, and trusts no writer.

Three findings. *Refused* is what code knows to be wrong: a quotation, a number, a date, a name or a title that the
cited spans do not print so. *Proved* is what they say in their own words. *Doubtful* is everything between, which a
reader has to judge. Code proves little, and refuses only what it knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.language.detection import decided
from bot.models import Citation, Claim, Revision, Statement
from bot.summarize.verification import near_verbatim
from bot.summarize.verification.attribution import misnoted
from bot.summarize.verification.held_claim import HeldClaim
from bot.summarize.verification.own_words import is_whole, keeps_its_words
from bot.summarize.verification.refusals import CHECKS, out_of_form

UNKNOWN = "und"
"""The code of a language that nobody could tell (ISO 639-2)."""

Finding = Literal["proved", "doubtful", "refused"]
"""What code can tell of a claim: that its source says it, that only a reader can tell, or that it may not be posted."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What code finds of a claim; a higher score is better support; `reason` in words.

    What is `doubtful` may be posted once a second reader has found it in the cited spans; what is `refused` never.
    """

    finding: Finding
    score: float
    reason: str

    @property
    def supported(self) -> bool:
        """Whether it may be posted as code alone has it."""
        return self.finding == "proved"


def prove(claim: Claim, *, statements: Sequence[Statement] = (), language: str = "") -> Verdict:
    """Hold a claim against the text of its citations, and the statements known in them for who said it.

    `language` is the claim's, where it is not its source's: then their words cannot be compared, and nothing is proved.
    """
    held = HeldClaim.of(claim, statements, language)
    if problem := out_of_form(held):
        return _refused(problem)
    if is_whole(held):
        problem = misnoted(claim, held.source) if claim.written_by == "model" else ""
        return _refused(problem) if problem else Verdict("proved", 1.0, "it is a sentence of the passage")
    if problem := next((found for check in CHECKS if (found := check(held))), ""):
        return _refused(problem)
    if keeps_its_words(held):
        return Verdict("proved", 1.0, "the passage says it in these words")
    return Verdict("doubtful", 0.0, _doubt(held))


def _refused(problem: str) -> Verdict:
    return Verdict("refused", 0.0, problem)


def _doubt(held: HeldClaim) -> str:
    """Say what a reader should look at."""
    if not held.one_language:
        return "it is in another language than the passage"
    return near_verbatim.departure(held) or "it has the passage's words, not its sentence"


def says_too(text: str, cited: Sequence[Citation], article: Revision) -> bool:
    """Tell whether a passage of an article says a sentence too, in nearly the same words: one that is denied, or
    tells of a rise for a fall, does not, nor one in doubt.

    In a language that cannot be checked it has to be the same sentence.
    """
    known = decided(article.text, article.language) or UNKNOWN
    held = HeldClaim.of(Claim(text, tuple(replace(each, language=known) for each in cited)))
    return not out_of_form(held) and (is_whole(held) or not near_verbatim.departure(held))
