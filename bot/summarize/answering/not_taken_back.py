"""Answers without what was taken back, whoever writes them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial, wraps
from inspect import signature
from typing import Any, ParamSpec

from bot.messages.catalogue import say
from bot.models import Answer, Audience, Claim
from bot.store.deliveries.taken_back import standing
from bot.store.protocol import Store
from bot.summarize.verification.taken_back import TakenBack, taken_back

P = ParamSpec("P")
Telling = Callable[[Sequence[Claim]], Awaitable[None]]


def not_taken_back(answers: Callable[P, Awaitable[Answer]]) -> Callable[P, Coroutine[Any, Any, Answer]]:
    """Have what answers questions leave out what its audience is not told again, also while it is being written.

    It takes the `store`, the `audience`, and `told`, which takes the first claims, or None.
    """
    taken = signature(answers)

    @wraps(answers)
    async def answer(*args: P.args, **given: P.kwargs) -> Answer:
        bound = taken.bind(*args, **given)
        bound.apply_defaults()
        asked = bound.arguments
        held = partial(_held, asked["store"], asked["audience"])
        if asked["told"]:
            asked["told"] = _telling(held, asked["told"])
        found = await answers(*bound.args, **bound.kwargs)
        return (await held()).answered(found, say("answers.taken_back"))

    return answer


async def _held(store: Store, audience: Audience) -> TakenBack:
    """Return what stands as taken back now: while an answer is being written, more may be."""
    return taken_back(await store.read(partial(standing, audience=audience)))


def _telling(held: Callable[[], Awaitable[TakenBack]], told: Telling) -> Telling:
    async def tell(claims: Sequence[Claim]) -> None:
        if left := (await held()).without(claims):
            await told(left)

    return tell
