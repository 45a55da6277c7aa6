"""What a model wrote and judged of the news is kept, and asked for only once.

What is kept is the model's own reply, never what became of it: code judges it anew each time. It is found by all that
it depends on: the prompt as it was asked (and so the passages, the length, the language), the revisions that the
passages stand in (and so their owners), who writes and who reads, the day. A failure is never kept, nor a reply with
nothing in it.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.clock import Clock
from bot.models import OPERATOR, Audience, Citation
from bot.store.news import written
from bot.store.protocol import Connection, Store


class Turns:
    """Who is about to ask for something has it to itself: others in this process wait, and find what came of it."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, keys: Iterable[str]) -> AsyncIterator[None]:
        """Wait for the turn of each key, in one order, so that nobody waits in a ring."""
        async with AsyncExitStack() as stack:
            for key in sorted(set(keys)):
                await stack.enter_async_context(self._turn(key))
            yield

    @asynccontextmanager
    async def _turn(self, key: str) -> AsyncIterator[None]:
        lock, waiting = self._held.get(key, (asyncio.Lock(), 0))
        self._held[key] = lock, waiting + 1
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._held.pop(key)
            if waiting > 1:
                self._held[key] = lock, waiting - 1


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is kept, as an audience may use it; `by` are the model that writes and the reader, and where each is asked.

    `store` is on nobody's account: what is kept may serve anybody.
    """

    store: Store
    clock: Clock
    audience: Audience = OPERATOR
    by: tuple[str, ...] = ()
    turns: Turns = field(default_factory=Turns)

    async def find(self, keys: Sequence[str]) -> dict[str, Any]:
        """Return what is kept under some keys, of those of which something is."""
        found = await self.store.read(partial(written.find, keys=keys, audience=self.audience))
        return {key: data for key, reply in found.items() if (data := _read(reply)) is not None}

    async def keep(self, replies: Mapping[str, tuple[Any, Iterable[Citation]]]) -> None:
        """Keep replies by their keys, each with the passages that it rests on."""
        now = self.clock()

        def work(db: Connection) -> None:
            for key, (reply, shown) in replies.items():
                told = json.dumps(reply, ensure_ascii=False)
                written.keep(db, key, told, {item.revision_id for item in shown}, now)

        await self.store.write(work)

    def key(self, kind: str, parts: Sequence[str], shown: Iterable[Citation]) -> str:
        """Return the key of what is asked with some parts and rests on some passages."""
        where = [f"{item.revision_id}:{item.start}:{item.end} {item.text}" for item in shown]
        told = json.dumps([kind, self.by, parts, where], ensure_ascii=False)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _read(reply: str) -> Any:  # noqa: ANN401 - any JSON
    """Return what was kept; None where the row is damaged."""
    try:
        return json.loads(reply)
    except ValueError:
        return None
