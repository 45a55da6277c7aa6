"""What is counted while Readout works: whoever does something says here how it went.

Who counts is set from outside, for what runs within a block and for the tasks that it starts; where nobody does,
nothing is counted. So a command that runs once carries no library for it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

PollOutcome = Literal["read", "unchanged", "failed"]
Step = Literal["ask_source", "read_share", "store_articles", "write_delivery", "send_part"]
SlotOutcome = Literal["due", "posted", "late", "missed"]
"""`late` is also `posted`: when more than `LATE_SECONDS` after its time."""
PartOutcome = Literal["sent", "retried", "in_doubt"]
"""`retried` is also `sent`: at a second attempt or a later one. `in_doubt`: it was looked for, for it may be there."""
DeliveryOutcome = Literal["sent", "put_off", "failed", "lost"]
QuestionOutcome = Literal["answered", "nothing", "refused", "failed"]
Verdict = Literal["proved", "accepted", "rejected", "refused"]

LATE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """A request to the model that is over: tokens as its server counted them, and `usd`, None where no price is set."""

    purpose: str
    outcome: str
    input_tokens: int
    output_tokens: int
    usd: float | None
    seconds: float


class Metrics:
    """Takes what happened, and counts none of it. No argument is ever a text, a name of ours or an id of people."""

    def poll(self, outcome: PollOutcome) -> None:
        """A source was asked."""

    def step(self, name: Step, seconds: float) -> None:
        """A step came to its end."""

    def articles(self, counts: Mapping[str, int]) -> None:
        """Articles came in: how many were new, changed, unchanged, failed."""

    def slot(self, outcome: SlotOutcome, count: int = 1) -> None:
        """Slots of briefings came, were posted, or will not be."""

    def delivery(self, kind: str, outcome: DeliveryOutcome) -> None:
        """An attempt at a delivery ended."""

    def part(self, platform: str, outcome: PartOutcome) -> None:
        """A message arrived, or was looked for."""

    def question(self, kind: str, outcome: QuestionOutcome, seconds: float) -> None:
        """Somebody was answered."""

    def claim(self, verdict: Verdict) -> None:
        """A claim that a model wrote was judged."""

    def model_request(self, request: ModelRequest) -> None:
        """A request to the model is over."""

    def job(self, name: str, *, failed: bool, seconds: float) -> None:
        """A job of the clockwork came to its end."""


_METRICS: ContextVar[Metrics] = ContextVar("metrics", default=Metrics())  # noqa: B039 - it holds nothing


def metrics() -> Metrics:
    """Return who counts."""
    return _METRICS.get()


@contextmanager
def counted_by(counting: Metrics) -> Iterator[None]:
    """Have what happens within the block counted."""
    before = _METRICS.set(counting)
    try:
        yield
    finally:
        _METRICS.reset(before)


@contextmanager
def timed(step: Step) -> Iterator[None]:
    """Take the time of a step, also of one that fails."""
    begun = time.monotonic()
    try:
        yield
    finally:
        metrics().step(step, time.monotonic() - begun)
