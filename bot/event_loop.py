"""The event loop that a command runs on."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, on uvloop where it installs: a round over many sources costs a tenth less on it."""
    import asyncio  # a third of what --help would cost

    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)
