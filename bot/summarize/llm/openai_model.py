"""A model behind the Chat Completions API: one call within one time limit, paid for by accounts with hard limits."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

from bot.clock import Clock
from bot.config.sections import ModelSettings
from bot.errors import BadReply, BudgetSpent, CutOff, Declined, ModelAway, ModelError, Resting, StoreError
from bot.messages.catalogue import say
from bot.metrics import ModelRequest, metrics
from bot.models import Usage
from bot.store.limits import model_problems, reservations
from bot.store.limits.model_usage import Budget, Cost
from bot.store.limits.reservations import INSTALLATION, Begun, Payers, Request
from bot.store.protocol import Connection, Store
from bot.summarize.llm import paying
from bot.summarize.llm import response as reply
from bot.summarize.llm.factory import reading_settings
from bot.summarize.llm.openai_wire import Away, Wire
from bot.summarize.llm.paying import Work
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
SPARE_SECONDS = 60.0
"""How much longer than its calls may take a reservation counts that nobody released."""


class OpenAIModel:
    """A `LanguageModel` on the `openai` client; every call is a row of `store.usage`."""

    def __init__(self, settings: ModelSettings, store: Store, clock: Clock) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._wire = Wire(settings, clock)
        self._dearest = _dearest(settings, reading_settings(settings))
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
        call = await self._begin(prompt, estimate)
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
            settled = partial(reservations.settle, begun=call, outcome=outcome, cost=cost, milliseconds=spent)
            metrics().model_request(_as_metric(prompt, outcome, cost, spent))
            await asyncio.shield(self._settle(call, settled, outcome, problem))
            _log.debug("model %s: %s v%s %s in %d ms", self._settings.name, prompt.name, prompt.version, outcome, spent)

    async def _settle(self, call: Begun, settled: Callable[[Connection], None], outcome: str, problem: str) -> None:
        """Write what a call cost, and what the server said where it failed: for `status` and `doctor`."""
        name, at, alone = self._settings.name, self._clock(), paying.work() is None

        def work(db: Connection) -> None:
            settled(db)
            if alone:
                reservations.release(db, call.reservation)
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

    async def _begin(self, prompt: Prompt, estimate: Cost) -> Begun:
        """Put a call on the accounts, out of what is reserved for the work that it is a part of; raise BudgetSpent."""
        work = paying.work()
        if work is None:
            return await self._taken(prompt, estimate, None)
        async with work.turn:  # calls side by side are parts of one reservation
            call = await self._taken(prompt, estimate, work)
            work.reserved(call.reservation, self._store)
        return call

    async def _taken(self, prompt: Prompt, estimate: Cost, work: Work | None) -> Begun:
        limit, at = self._settings.budget_usd, self._clock()
        budget = Budget(self._settings.budget_tokens, None if limit is None else round(limit * 1_000_000))
        calls = work.requests if work else 1
        until = at + timedelta(seconds=calls * self._settings.timeout + SPARE_SECONDS)
        begun = partial(
            reservations.begin,
            request=Request(at, until, prompt.name, self._settings.name, estimate),
            payers=Payers(budget, paying.accounts()),
            whole=self._whole(estimate, calls),
            reservation=work.reservation if work else None,
        )
        call = await self._written(begun, work)
        if call == INSTALLATION:
            raise BudgetSpent(
                "what is left of the model's budget for today (UTC) is too little for one more text: "
                "raise model.budget_tokens or model.budget_usd"
            )
        if isinstance(call, str):
            raise BudgetSpent(say("limits.tokens_spent", over=call))
        return call

    async def _written(self, begun: Callable[[Connection], Begun | str], work: Work | None) -> Begun | str:
        """Put a call on the accounts; who is cancelled meanwhile takes it off them again: nothing was asked."""
        writing = asyncio.ensure_future(self._store.write(begun))
        try:
            return await asyncio.shield(writing)
        except asyncio.CancelledError:
            await asyncio.shield(self._taken_back(writing, work))
            raise

    async def _taken_back(self, writing: asyncio.Future[Begun | str], work: Work | None) -> None:
        """Settle a call that was never made as one that was free, and release what nobody else knows of."""
        with suppress(StoreError):
            call = await writing
            if isinstance(call, Begun):
                await self._store.write(partial(_settle_as_free, call=call, known=work.reservation if work else None))

    def _whole(self, first: Cost, calls: int) -> Cost:
        """Return what a piece of work may cost: each call as much as its first, at the dearer model's prices."""
        if calls == 1:
            return first
        tokens_in, tokens_out = calls * first.input_tokens, calls * first.output_tokens
        return _priced(tokens_in, tokens_out, self._dearest)

    def _estimate(self, prompt: Prompt, schema: dict[str, Any]) -> Cost:
        asked = json.dumps(self._wire.dialect.body(self._settings.name, prompt, schema), ensure_ascii=False)
        return _priced(len(asked.encode()) // BYTES_A_TOKEN + 1, self._wire.dialect.room, _prices(self._settings))

    def _cost(self, message: reply.Message, estimate: Cost) -> Cost:
        """What the server counted; where it does not say, the estimate in and the reply's length out, thoughts too."""
        said = (len(message.content.encode()) + message.thoughts) // BYTES_A_TOKEN + 1
        return _priced(
            estimate.input_tokens if message.input_tokens is None else message.input_tokens,
            said if message.output_tokens is None else message.output_tokens,
            _prices(self._settings),
        )


def _as_metric(prompt: Prompt, outcome: str, cost: Cost, milliseconds: int) -> ModelRequest:
    usd = None if cost.micros is None else cost.micros / 1e6
    return ModelRequest(prompt.name, outcome, cost.input_tokens, cost.output_tokens, usd, milliseconds / 1000)


def _settle_as_free(db: Connection, call: Begun, known: int | None) -> None:
    free = Cost(0, 0, 0 if call.request.estimate.micros is not None else None)
    reservations.settle(db, call, asyncio.CancelledError.__name__, free, 0)
    if call.reservation != known:
        reservations.release(db, call.reservation)


Prices = tuple[float | None, float | None]
"""Dollars a million tokens in and out; None: unknown."""


def _prices(settings: ModelSettings) -> Prices:
    return settings.price_input, settings.price_output


def _dearest(writes: ModelSettings, reads: ModelSettings) -> Prices:
    """Return the higher of two models' prices; unknown where one of them is."""
    pairs = zip(_prices(writes), _prices(reads), strict=True)
    dear_in, dear_out = (None if one is None or other is None else max(one, other) for one, other in pairs)
    return dear_in, dear_out


def _priced(tokens_in: int, tokens_out: int, prices: Prices) -> Cost:
    price_in, price_out = prices
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
