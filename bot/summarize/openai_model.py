"""A model behind the Chat Completions API: one call within one time limit, inside a hard daily budget.

The reply is read as bytes, whether it is asked for whole or, where somebody wants to hear it, as a stream: a hang, a
stalled body and an endless one all end at the same limit. Our own retries replace the client's, which sleep through a
Retry-After that lies beyond the limit and forget it in the next call.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from bot.errors import BadReply, BudgetSpent, ModelAway, ModelError
from bot.models import Usage
from bot.settings import ModelSettings
from bot.store import usage as ledger
from bot.store.database import Store
from bot.store.usage import Budget, Cost
from bot.summarize import reply
from bot.summarize.dialect import MAX_OUTPUT_TOKENS, Dialect
from bot.summarize.hearing import SoFar
from bot.summarize.model import Heard, Prompt, Reply

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

_log = logging.getLogger(__name__)

MAX_REPLY_BYTES = 1_000_000
TRIES, CONNECTIONS = 4, 3
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
BYTES_A_TOKEN = 3
"""English has about four a token; three leaves room, so that an estimate is seldom below the truth."""

_WHY = {
    400: "refuses the request (400)",
    401: "does not accept the key (401): set OPENAI_API_KEY",
    403: "forbids the request (403): the key may not use this model",
    404: "knows no such model or address (404): check model.name and model.base_url",
    413: "finds the request too large (413)",
    429: "asks to wait (429): its rate or quota is used up",
}


class OpenAIModel:
    """A `LanguageModel` on the `openai` client; every call is a row of `store.usage`."""

    def __init__(self, settings: ModelSettings, store: Store, clock: Clock) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._dialect = Dialect()
        self._away_until = 0.0
        self._away_because = ""

    async def complete(self, prompt: Prompt, schema: dict[str, Any], heard: Heard | None = None) -> Reply:
        """Return the model's answer to a prompt as an object of the JSON schema, within `settings.timeout` seconds.

        With `heard`, the answer is asked for as a stream, where the server can do that.
        """
        deadline = time.monotonic() + self._settings.timeout
        try:
            return await self._call(prompt, schema, deadline, heard)
        except BadReply:
            if self._dialect.told:
                raise
            self._dialect.told = True  # a server that takes a response_format and does not keep to it
            return await self._call(prompt, schema, deadline, heard)

    async def _call(self, prompt: Prompt, schema: dict[str, Any], deadline: float, heard: Heard | None) -> Reply:
        """One row: reserve, ask, settle."""
        self._refuse_while_away()
        estimate = self._estimate(prompt, schema)
        row = await self._reserve(prompt, estimate)
        begun, outcome, cost = time.monotonic(), "ModelAway", estimate
        try:
            message = await self._within(prompt, schema, deadline, heard)
            outcome, cost = "BadReply", self._cost(message, estimate)
            if message.finish == "length":
                raise BadReply("the model's reply was cut off at its longest length")
            data = reply.data(message.content, schema)
            outcome = "ok"
            return Reply(data, _usage(cost))
        except ModelError as error:
            outcome = type(error).__name__
            if getattr(error, "free", False):
                cost = Cost(0, 0, 0 if estimate.micros is not None else None)
            raise
        finally:
            spent = round((time.monotonic() - begun) * 1000)
            await asyncio.shield(self._store.write(lambda db: ledger.settle(db, row, outcome, cost, spent)))
            _log.info("model %s: %s v%s %s in %d ms", self._settings.name, prompt.name, prompt.version, outcome, spent)

    async def _within(
        self, prompt: Prompt, schema: dict[str, Any], deadline: float, heard: Heard | None
    ) -> reply.Message:
        try:
            async with asyncio.timeout(deadline - time.monotonic()):
                return await self._ask(prompt, schema, deadline, heard)
        except TimeoutError:
            raise self._away(f"gave no reply in {self._settings.timeout:g} s", self._settings.timeout) from None

    async def _ask(self, prompt: Prompt, schema: dict[str, Any], deadline: float, heard: Heard | None) -> reply.Message:
        """Send until there is a reply: give way to refusals, wait as long as the server asks."""
        from openai import APIConnectionError, APIStatusError, OpenAIError

        tries, dialect = 0, replace(self._dialect)
        async with self._client() as client:
            while True:
                try:
                    request = dialect.body(self._settings.name, prompt, schema, stream=heard is not None)
                    message = reply.message(await self._send(client, request, heard))
                    self._dialect = dialect  # kept only now: a request may be refused for its length too
                    return message
                except APIStatusError as error:
                    if error.status_code in (400, 422) and dialect.give_way(_complaint(error)):
                        continue
                    tries += 1
                    await self._pause_after(error, tries, deadline)
                except (APIConnectionError, OSError) as error:
                    tries += 1
                    if tries >= CONNECTIONS:
                        raise self._unreachable(error) from None
                    await asyncio.sleep(_back_off(tries))
                except OpenAIError as error:
                    raise self._away(f"cannot be asked ({type(error).__name__})") from None

    @staticmethod
    async def _send(client: AsyncOpenAI, request: dict[str, Any], heard: Heard | None) -> bytes:
        from httpx2 import HTTPError

        body, so_far = bytearray(), SoFar()
        try:
            async with client.chat.completions.with_streaming_response.create(**request) as response:
                async for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > MAX_REPLY_BYTES:
                        raise BadReply(f"the model's reply is longer than {MAX_REPLY_BYTES:,} bytes")
                    if heard and so_far.take(chunk):
                        await heard(so_far.content)
        except HTTPError as error:  # the body broke off: the client wraps errors up to the headers only
            raise OSError(type(error).__name__) from None
        return bytes(body)

    def _client(self) -> AsyncOpenAI:
        """A client a call: it may be asked from another event loop than the last time."""
        from openai import AsyncOpenAI

        key = self._settings.api_key.get_secret_value() if self._settings.api_key else "none"
        base = self._settings.base_url or None
        return AsyncOpenAI(api_key=key, base_url=base, max_retries=0, timeout=self._settings.timeout + 5)

    async def _pause_after(self, error: APIStatusError, tries: int, deadline: float) -> None:
        """Wait before the next try, or raise where there is to be none."""
        status = error.status_code
        wait = _retry_after(error.response.headers, self._clock)
        passing = status in (408, 409, 429) or status >= 500
        because = _WHY.get(status, f"fails ({status})" if status >= 500 else f"refuses the request ({status})")
        if not passing or tries >= TRIES or error.code == "insufficient_quota":
            raise _free(self._away(because, wait or 0.0))
        pause = _back_off(tries) if wait is None else wait
        if time.monotonic() + pause >= deadline:
            raise _free(self._away(f"{because}, for {pause:.0f} s", wait or 0.0))
        await asyncio.sleep(pause)

    def _unreachable(self, error: Exception) -> ModelAway:
        cause = error.__cause__ or error
        away = self._away(f"cannot be reached ({type(cause).__name__}): check model.base_url")
        return _free(away) if "Connect" in type(cause).__name__ else away

    def _away(self, because: str, seconds: float = 0.0) -> ModelAway:
        """Remember how long not to ask again: every story of a briefing would wait as long."""
        self._away_because = because
        self._away_until = time.monotonic() + seconds
        return ModelAway(f"the model {self._settings.name} {because}")

    def _refuse_while_away(self) -> None:
        left = self._away_until - time.monotonic()
        if left > 0:
            raise ModelAway(f"the model {self._settings.name} {self._away_because}; not asked for another {left:.0f} s")

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
        asked = json.dumps(self._dialect.body(self._settings.name, prompt, schema), ensure_ascii=False)
        return self._priced(len(asked.encode()) // BYTES_A_TOKEN + 1, MAX_OUTPUT_TOKENS)

    def _cost(self, message: reply.Message, estimate: Cost) -> Cost:
        """What the server counted; where it does not say, the estimate in and the reply's length out."""
        said = len(message.content.encode()) // BYTES_A_TOKEN + 1
        return self._priced(
            estimate.input_tokens if message.input_tokens is None else message.input_tokens,
            said if message.output_tokens is None else message.output_tokens,
        )

    def _priced(self, tokens_in: int, tokens_out: int) -> Cost:
        price_in, price_out = self._settings.price_input, self._settings.price_output
        if price_in is None or price_out is None:
            return Cost(tokens_in, tokens_out, None)
        return Cost(tokens_in, tokens_out, round(tokens_in * price_in + tokens_out * price_out))


def _usage(cost: Cost) -> Usage:
    return Usage(1, cost.input_tokens, cost.output_tokens, None if cost.micros is None else cost.micros / 1_000_000)


def _free(error: ModelAway) -> ModelAway:
    """Mark an error after which nothing can have been charged: the server refused, or was never reached."""
    error.free = True  # type: ignore[attr-defined]
    return error


def _complaint(error: APIStatusError) -> str:
    return f"{error.param} {error.message}"


def _back_off(tries: int) -> float:
    """Exponential, with jitter, so that many callers do not come back at one time."""
    return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1)) * random.uniform(0.75, 1.25))  # noqa: S311 - no secret


def _retry_after(headers: Any, clock: Clock) -> float | None:  # noqa: ANN401 - a mapping of either httpx
    """Return the seconds of a Retry-After, given as a number or a date (RFC 9110, 10.2.3)."""
    value = str(headers.get("retry-after") or "").strip()
    try:
        if value.replace(".", "", 1).isdigit():
            return float(value)
        return max(0.0, (parsedate_to_datetime(value) - clock()).total_seconds()) if value else None
    except (ValueError, TypeError):
        return None
