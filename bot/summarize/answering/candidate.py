"""A sentence that may answer a question."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models import Revision, Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: `found` are the stretches (of the sentence) that hold what is asked for."""

    revision: Revision
    span: Span
    text: str
    support: tuple[Span, ...]
    """Other sentences that name what this one is about."""
    score: float
    found: tuple[str, ...] = ()
    key: str = ""
    """The answer in a form that is the same in other articles."""
    full: bool = True
    """It says itself what was asked about."""
    settled: bool = True
    """What it was asked for has come, or was not to come; it does not tell what is yet to."""
    says: bool = True
    """It says the deed that was asked about itself."""
    contrary: bool = False
    """It says that another deed was done in place of the one that was asked about: “vetoed”, of who signed."""
