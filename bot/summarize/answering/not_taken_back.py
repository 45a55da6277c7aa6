"""Answers without what was taken back, whoever writes them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial, wraps
from typing import Any

from bot.messages.catalogue import say
from bot.models import OPERATOR, Answer, Audience, Claim
from bot.store.deliveries.taken_back import standing
from bot.store.protocol import Store
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.taken_back import TakenBack, taken_back

Answers = Callable[..., Awaitable[Answer]]


def not_taken_back(answers: Answers) -> Answers:
    """Have what answers questions leave out what its audience is not told again, also while it is being written."""

    @wraps(answers)
    async def answer(
        store: Store,
        model: LanguageModel | None,
        question: str,
        audience: Audience = OPERATOR,
        **given: Any,  # noqa: ANN401 - as the function that is wrapped takes it
    ) -> Answer:
        held = taken_back(await store.read(partial(standing, audience=audience)))
        if held.held and given.get("told"):
            given["told"] = _telling(held, given["told"])
        return held.answered(await answers(store, model, question, audience, **given), say("answers.taken_back"))

    return answer


def _telling(held: TakenBack, told: Callable[[Sequence[Claim]], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    async def tell(claims: Sequence[Claim]) -> None:
        if left := held.without(claims):
            await told(left)

    return tell
