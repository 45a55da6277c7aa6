"""A model behind the Chat Completions API: one call within one time limit, inside a hard daily budget."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from bot.clock import Clock
from bot.config.settings import ModelSettings
from bot.errors import BadReply, BudgetSpent, CutOff, Declined, ModelAway, ModelError, Resting
from bot.models import Usage
from bot.store.limits import model_problems
from bot.store.limits import model_usage as ledger
from bot.store.limits.model_usage import Budget, Cost
from bot.store.protocol import Connection, Store
from bot.summarize.llm import response as reply
from bot.summarize.llm.openai_wire import Away, Wire
from bot.summarize.llm.protocol import PLAIN_TEXT, Heard, ModelReply, Prompt
from bot.summarize.llm.server_dialect import MORE_ROOM
from bot.summarize.llm.server_words import told

_log = logging.getLogger(__name__)

BYTES_A_TOKEN = 3
"""English has about four a token; three leaves room, so that an estimate is seldom below the truth."""
IN_A_ROW = 25
"""Failures in a row after which the model is left alone for a while, by all who would ask it …"""
RESTS = 600.0
"""… and for how many seconds, until one call tries whether it is back."""


class OpenAIModel:
    """A `LanguageModel` on the `openai` client; every call is a row of `store.usage`."""

    def __init__(self, settings: ModelSettings, store: Store, clock: Clock) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._wire = Wire(settings, clock)
        self._away_until = 0.0
        self._away_because = ""
        self._failures = 0

    async def complete(self, prompt: Prompt, schema: dict[str, Any], heard: Heard | None = None) -> ModelReply:
        """Return the model's answer to a prompt as an object of the JSON schema, within `settings.timeout` seconds.

        With `heard`, the answer is asked for as a stream, where the server can do that.
        """
        deadline = _now() + self._settings.timeout
        try:
            return await self._call(prompt, schema, deadline, heard)
        except Declined:
            raise
        except CutOff:
            if self._wire.dialect.room >= MORE_ROOM:
                raise
            self._wire.dialect.room = MORE_ROOM  # for good: a model that thinks long does so each time
        except BadReply:
            if self._wire.dialect.told:
                raise
            self._wire.dialect.told = True  # a server that takes a response_format and does not keep to it
        return await self._call(prompt, schema, deadline, heard)

    async def _call(self, prompt: Prompt, schema: dict[str, Any], deadline: float, heard: Heard | None) -> ModelReply:
        """One row: reserve, ask, settle."""
        self._refuse_while_away()
        estimate = self._estimate(prompt, schema)
        row = await self._reserve(prompt, estimate)
        begun, outcome, cost, problem = _now(), "ModelAway", estimate, ""
        try:
            message = await self._within(prompt, schema, deadline, heard)
            outcome, cost = "BadReply", self._cost(message, estimate)
            found = _answer(message, schema)
            outcome = "ok"
            return ModelReply(found, _usage(cost))
        except ModelError as error:
            outcome, problem = type(error).__name__, str(error)
            if getattr(error, "free", False):
                cost = Cost(0, 0, 0 if estimate.micros is not None else None)
            raise
        finally:
            spent = round((_now() - begun) * 1000)
            await asyncio.shield(self._settle(row, outcome, cost, spent, problem))
            _log.info("model %s: %s v%s %s in %d ms", self._settings.name, prompt.name, prompt.version, outcome, spent)

    async def _settle(self, row: int, outcome: str, cost: Cost, spent: int, problem: str) -> None:
        """Write what a call cost, and what the server said where it failed: for `status` and `doctor`."""
        name, at = self._settings.name, self._clock()

        def work(db: Connection) -> None:
            ledger.settle(db, row, outcome, cost, spent)
            if problem:
                model_problems.note(db, name, self._settings.base_url, problem, at)
            elif outcome == "ok":
                model_problems.forget(db, name, self._settings.base_url)

        self._count(outcome == "ok", problem)
        await self._store.write(work)

    def _count(self, good: bool, problem: str) -> None:
        """Count failures in a row; leave the model alone after many, and say so once, and once that it is back."""
        if good:
            if self._failures >= IN_A_ROW:
                _log.warning("the model %s is back", self._settings.name)
            self._failures = 0
        elif problem:
            self._failures += 1
            if self._failures == IN_A_ROW:
                _log.warning("%d failures in a row, on without a model until it is back: %s", IN_A_ROW, problem)
            if self._failures >= IN_A_ROW:
                self._away_until = max(self._away_until, _now() + RESTS)

    async def _within(
        self, prompt: Prompt, schema: dict[str, Any], deadline: float, heard: Heard | None
    ) -> reply.Message:
        try:
            async with asyncio.timeout_at(deadline):
                return await self._wire.ask(prompt, schema, deadline, heard)
        except TimeoutError:
            raise self._away(f"gave no reply in {self._settings.timeout:g} s", self._settings.timeout) from None
        except Away as away:
            error = self._away(away.because, away.seconds)
            error.free = away.free  # type: ignore[attr-defined]
            raise error from None

    def _away(self, because: str, seconds: float = 0.0) -> ModelAway:
        """Remember how long not to ask again: every story of a briefing would wait as long."""
        self._away_because = because
        self._away_until = _now() + seconds
        return ModelAway(f"the model {self._settings.name} {because}")

    def _refuse_while_away(self) -> None:
        left = self._away_until - _now()
        if left > 0:
            raise Resting(f"the model {self._settings.name} {self._away_because}; not asked for another {left:.0f} s")

    async def _reserve(self, prompt: Prompt, estimate: Cost) -> int:
        limit = self._settings.budget_usd
        budget = Budget(self._settings.budget_tokens, None if limit is None else round(limit * 1_000_000))
        at, name = self._clock(), self._settings.name
        row = await self._store.write(lambda db: ledger.reserve(db, at, prompt.name, name, estimate, budget))
        if row is None:
            raise BudgetSpent(
                "the model's budget for today (UTC) is spent: raise model.budget_tokens or model.budget_usd"
            )
        return row

    def _estimate(self, prompt: Prompt, schema: dict[str, Any]) -> Cost:
        asked = json.dumps(self._wire.dialect.body(self._settings.name, prompt, schema), ensure_ascii=False)
        return self._priced(len(asked.encode()) // BYTES_A_TOKEN + 1, self._wire.dialect.room)

    def _cost(self, message: reply.Message, estimate: Cost) -> Cost:
        """What the server counted; where it does not say, the estimate in and the reply's length out, thoughts too."""
        said = (len(message.content.encode()) + message.thoughts) // BYTES_A_TOKEN + 1
        return self._priced(
            estimate.input_tokens if message.input_tokens is None else message.input_tokens,
            said if message.output_tokens is None else message.output_tokens,
        )

    def _priced(self, tokens_in: int, tokens_out: int) -> Cost:
        price_in, price_out = self._settings.price_input, self._settings.price_output
        if price_in is None or price_out is None:
            return Cost(tokens_in, tokens_out, None)
        return Cost(tokens_in, tokens_out, round(tokens_in * price_in + tokens_out * price_out))


def _answer(message: reply.Message, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the object that was asked for. Raises BadReply, CutOff or Declined."""
    if message.refusal:
        raise Declined(f"the model declines to answer. It says: {told(message.refusal)}")
    if message.finish == "content_filter":
        raise Declined("the content filter of the model's server stopped the answer")
    if schema is PLAIN_TEXT and message.finish != "length":
        return {"text": reply.answer_in(message.content)}
    try:
        return reply.data(message.content, schema)
    except BadReply:
        if message.finish == "length":
            raise CutOff("the model's reply was cut off at its longest length") from None
        raise


def _now() -> float:
    """Return the event loop's time in seconds: monotonic, and the same in every loop."""
    return asyncio.get_running_loop().time()


def _usage(cost: Cost) -> Usage:
    return Usage(1, cost.input_tokens, cost.output_tokens, None if cost.micros is None else cost.micros / 1_000_000)
