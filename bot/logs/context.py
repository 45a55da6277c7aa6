"""To which poll, delivery or question a line of the log belongs: from the event to the platform.

It holds for what runs within a block, and for the tasks that it starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

_TRACE: ContextVar[str] = ContextVar("trace", default="")


def trace() -> str:
    """Return the id that lines have here; "" where they belong to nothing."""
    return _TRACE.get()


@contextmanager
def traced(kind: Literal["poll", "delivery", "question"], number: object) -> Iterator[None]:
    """Give what is logged within the block one id, like `delivery-17`."""
    with traced_as(f"{kind}-{number}"):
        yield


@contextmanager
def traced_as(name: str) -> Iterator[None]:
    """Go on under an id that was given before."""
    before = _TRACE.set(name)
    try:
        yield
    finally:
        _TRACE.reset(before)
