"""Has a text paid for as one: it is begun only where it can also be read, written once more, and read again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from bot.summarize.llm.paying import whole

P = ParamSpec("P")
T = TypeVar("T")
WITHOUT_READER, WITH_READER = 2, 4
"""Requests that a text may take: it is written and written again, and read each time."""


def paid_as_one(write: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Return what writes a text, its requests paid as one; `reader` is what reads it, None where nobody does."""

    @wraps(write)
    async def paid(*args: P.args, **more: P.kwargs) -> T:
        async with whole(WITH_READER if more.get("reader") else WITHOUT_READER):
            return await write(*args, **more)

    return paid
