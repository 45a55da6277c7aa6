"""Calls that come within a moment of each other, made as one: each crossing to another process has its price."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Told = TypeVar("Told")

LINGER_SECONDS = 0.02
MOST_TOGETHER = 16


class Together(Generic[Asked, Told]):
    """Gathers what is asked, and has `answer` answer it in one go; an error in place of an answer is raised.

    What weighs more than `most_weight` together goes in more goes.
    """

    def __init__(
        self,
        answer: Callable[[Sequence[Asked]], Awaitable[Sequence[Told | Exception]]],
        weigh: Callable[[Asked], int],
        most_weight: int,
    ) -> None:
        self._answer = answer
        self._weigh = weigh
        self._most_weight = most_weight
        self._asked: list[tuple[Asked, asyncio.Future[Told]]] = []
        self._weight = 0
        self._timer: asyncio.TimerHandle | None = None
        self._going: set[asyncio.Task[None]] = set()

    async def ask(self, what: Asked) -> Told:
        """Return the answer to one thing that is asked."""
        loop = asyncio.get_running_loop()
        told: asyncio.Future[Told] = loop.create_future()
        weight = self._weigh(what)
        if self._weight + weight > self._most_weight:
            self._go()
        self._asked.append((what, told))
        self._weight += weight
        if len(self._asked) >= MOST_TOGETHER:
            self._go()
        elif self._timer is None:
            self._timer = loop.call_later(LINGER_SECONDS, self._go)
        return await told

    def _go(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        asked, self._asked, self._weight, self._timer = self._asked, [], 0, None
        if asked:
            task = asyncio.create_task(self._carry(asked))
            self._going.add(task)
            task.add_done_callback(self._going.discard)

    async def _carry(self, asked: list[tuple[Asked, asyncio.Future[Told]]]) -> None:
        try:
            answers = await self._answer([what for what, _ in asked])
        except BaseException as error:
            _settle([told for _, told in asked], [error] * len(asked))
            if not isinstance(error, Exception):
                raise
            return
        _settle([told for _, told in asked], answers)


def _settle(futures: Sequence[asyncio.Future[Told]], answers: Sequence[Told | BaseException]) -> None:
    for future, answer in zip(futures, answers, strict=True):
        if future.done():  # whoever asked has gone
            continue
        if isinstance(answer, asyncio.CancelledError):
            future.cancel()
        elif isinstance(answer, BaseException):
            future.set_exception(answer)
        else:
            future.set_result(answer)
