"""How many claims of what a model wrote were proved, read, or refused: counted where they are judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from bot.metrics import Verdict, metrics


class Judgement(Protocol):
    """What was found of a claim: `reason` is "" where it may be posted."""

    @property
    def reason(self) -> str:
        """Why it may not be posted."""

    @property
    def doubtful(self) -> bool:
        """Whether code alone could not tell."""


@dataclass(slots=True)
class VerdictTally:
    """Claims as a model wrote them, second tries and headlines too; `accepted` and `rejected` were doubtful."""

    proved: int = 0
    accepted: int = 0
    rejected: int = 0
    refused: int = 0


_TALLY: ContextVar[VerdictTally | None] = ContextVar("verdicts", default=None)


@contextmanager
def tallied() -> Iterator[VerdictTally]:
    """Count what is judged within the block."""
    tally = VerdictTally()
    before = _TALLY.set(tally)
    try:
        yield tally
    finally:
        _TALLY.reset(before)


def note(by_code: Sequence[Judgement], read: Sequence[Judgement]) -> None:
    """Take note of claims as code judged them, and as they stood once they were read."""
    tally = _TALLY.get()
    for first, last in zip(by_code, read, strict=True):
        verdict = _verdict(first, last)
        metrics().claim(verdict)
        if tally is not None:
            setattr(tally, verdict, getattr(tally, verdict) + 1)


def _verdict(by_code: Judgement, read: Judgement) -> Verdict:
    if by_code.doubtful:
        return "rejected" if read.reason else "accepted"
    return "refused" if by_code.reason else "proved"
