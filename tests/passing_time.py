"""Lets time pass at once: a limit is met without waiting for it, and none is met because the machine is slow."""

from __future__ import annotations

import asyncio


def let_pass(seconds: float) -> None:
    """Put the clock of the running event loop forward: whatever waits for less than that on it is due now."""
    loop = asyncio.get_running_loop()
    before = loop.time
    loop.time = lambda: before() + seconds  # type: ignore[method-assign]
