"""Asks an OpenAI-compatible server until there is a reply: gives way to what it refuses, waits as long as it asks.

Our own retries replace the client's, which sleep through a Retry-After that lies beyond the limit and forget it in the
next call. The reply is read as bytes, whether it is asked for whole or as a stream: a hang, a stalled body and an
endless one all end at the same limit.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from bot.config.sections import ModelSettings
from bot.errors import BadReply
from bot.summarize.llm import response as reply
from bot.summarize.llm.protocol import Heard, Prompt
from bot.summarize.llm.server_dialect import Dialect
from bot.summarize.llm.server_words import told, words_in
from bot.summarize.llm.streaming import SoFar

if TYPE_CHECKING:
    from ssl import SSLContext

    from openai import APIStatusError, AsyncOpenAI

MAX_REPLY_BYTES = 1_000_000
TRIES, CONNECTIONS, ALIKE = 4, 3, 2
"""Tries in all, of them to reach the server, and of them that fail on the server's side before less is asked of it."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
_WHY = {
    400: "refuses the request (400)",
    401: "does not accept the key (401): set OPENAI_API_KEY",
    402: "wants to be paid (402): top up the account",
    403: "forbids the request (403): the key may not use this model",
    404: "knows no such model or address (404): check model.name and model.base_url",
    413: "finds the request too large (413)",
    429: "asks to wait (429): its rate or quota is used up",
}
_NO_SUCH = (404, 405)
_UNDERSTOOD = (400, 422, 429)
"""By these a server shows that it knows the address; by another, that it has no such one either."""


class Away(Exception):
    """Why no reply came; not to be asked again for some `seconds`. `free`: nothing can have been charged."""

    def __init__(self, because: str, seconds: float = 0.0, *, free: bool = False) -> None:
        super().__init__(because)
        self.because = because
        self.seconds = seconds
        self.free = free


@dataclass(slots=True)
class Wire:
    """A server as it is asked for one model; `dialect` is what was learnt of it."""

    settings: ModelSettings
    clock: Clock
    dialect: Dialect = field(default_factory=Dialect)

    async def ask(self, prompt: Prompt, schema: dict[str, Any], deadline: float, heard: Heard | None) -> reply.Message:
        """Return the server's reply. Raises Away or BadReply."""
        from openai import APIConnectionError, APIStatusError, OpenAIError

        tries, dialect, first = 0, replace(self.dialect), None
        async with self._client() as client:
            while True:
                try:
                    request = dialect.body(self.settings.name, prompt, schema, stream=heard is not None)
                    message = reply.message(await self._send(client, dialect, request, heard))
                    self.dialect = dialect  # kept only now: a request may be refused for its length too
                    return message
                except APIStatusError as error:
                    if self._gives_way(error, dialect, tries):
                        first = first or (error if error.status_code in _NO_SUCH else None)
                        continue
                    tries += 1
                    telling = first if first and error.status_code not in _UNDERSTOOD else error
                    await self._pause(telling.status_code, self._words(telling), tries, deadline, telling)
                except reply.FailedReply as error:
                    tries += 1
                    await self._pause(error.status, told(error.words, self._key), tries, deadline)
                except (APIConnectionError, OSError) as error:
                    tries += 1
                    if tries >= CONNECTIONS:
                        raise _unreachable(error) from None
                    await asyncio.sleep(_back_off(tries))
                except OpenAIError as error:
                    raise Away(f"cannot be asked ({type(error).__name__})") from None

    def _gives_way(self, error: APIStatusError, dialect: Dialect, tries: int) -> bool:
        """Ask in another form, where the server may only lack that one; tell whether it is to be asked at once."""
        complaint = f"{error.param} {error.message}"
        if error.status_code in (400, 422) and dialect.give_way(complaint):
            return True
        if error.status_code in _NO_SUCH and not dialect.responses and not self.dialect.responses:
            dialect.responses = True
            return True
        if error.status_code == 500:  # some servers fail on a schema that they cannot make a grammar of
            named = any(word in complaint.lower() for word in ("schema", "grammar", "format", "json"))
            return dialect.step_down() and named if named or tries + 1 >= ALIKE else False
        return False

    async def _send(self, client: AsyncOpenAI, dialect: Dialect, request: dict[str, Any], heard: Heard | None) -> bytes:
        from httpx2 import HTTPError

        api = client.responses if dialect.responses else client.chat.completions
        body, so_far = bytearray(), SoFar()
        try:
            async with api.with_streaming_response.create(**request) as response:
                async for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > MAX_REPLY_BYTES:
                        raise BadReply(f"the model's reply is longer than {MAX_REPLY_BYTES:,} bytes")
                    if heard and so_far.take(chunk):
                        await heard(reply.answer_in(so_far.content))
        except HTTPError as error:  # the body broke off: the client wraps errors up to the headers only
            raise OSError(type(error).__name__) from None
        return bytes(body)

    def _client(self) -> AsyncOpenAI:
        """A client a call: it may be asked from another event loop than the last time."""
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient

        return AsyncOpenAI(
            api_key=self._key or "none",
            base_url=self.settings.base_url or None,
            max_retries=0,
            timeout=self.settings.timeout + 5,
            http_client=DefaultAsyncHttpxClient(verify=_certificates()),
        )

    @property
    def _key(self) -> str:
        return self.settings.api_key.get_secret_value() if self.settings.api_key else ""

    def _words(self, error: APIStatusError) -> str:
        try:
            return words_in(error.response.text, self._key)
        except Exception:
            return told(error.message, self._key)

    async def _pause(
        self, status: int, words: str, tries: int, deadline: float, error: APIStatusError | None = None
    ) -> None:
        """Wait before the next try, or raise where there is to be none."""
        wait = _retry_after(error.response.headers, self.clock) if error else None
        passing = status in (408, 409, 429) or status >= 500
        because = _WHY.get(status) or (f"fails ({status})" if not status or status >= 500 else f"refuses ({status})")
        said = f"{because}. It says: {words}" if words else because
        if not passing or tries >= TRIES or (error and error.code == "insufficient_quota"):
            raise Away(said, wait or 0.0, free=error is not None)
        pause = _back_off(tries) if wait is None else wait
        if _now() + pause >= deadline:
            raise Away(f"{said} (for {pause:.0f} s)", wait or 0.0, free=error is not None)
        await asyncio.sleep(pause)


@cache
def _certificates() -> SSLContext:
    """The certificates that are trusted, read once: that costs more than all else of a client."""
    from httpx2 import create_ssl_context

    return create_ssl_context()


def _unreachable(error: Exception) -> Away:
    cause = error.__cause__ or error
    because = f"cannot be reached ({type(cause).__name__}): check model.base_url"
    return Away(because, free="Connect" in type(cause).__name__)


def _now() -> float:
    """Return the event loop's time in seconds: monotonic, and the same in every loop."""
    return asyncio.get_running_loop().time()


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
