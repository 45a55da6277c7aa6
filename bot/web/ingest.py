"""`POST /ingest`: articles that other programs push in, signed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.errors import PushRefused, ReadoutError
from bot.ingest.sources.source_reader import IntakeReport

log = logging.getLogger(__name__)

Take = Callable[[str, str, bytes], Awaitable[IntakeReport]]
"""Stores a push, given its timestamp, its signature and its body."""


class Check(Protocol):
    """Raises PushRefused for a push that is not signed as it must be, by its header or with its body."""

    def __call__(self, timestamp: str, signature: str, body: bytes | None = None) -> None:
        """Check a push."""


BODY_SECONDS = 30.0
AT_ONCE = 2
"""Pushes that are stored side by side: the others wait their turn."""
BODIES = 8
"""So many of the largest bodies are held while they come in, or wait: strangers send them, too."""
MOST_NAMED = 20


@dataclass(slots=True)
class _Room:
    """How many bytes of bodies may still be held."""

    left: int

    def take(self, size: int) -> None:
        if size > self.left:
            raise PushRefused("too much is pushed at once. Try again in a minute", 429)
        self.left -= size


def ingest_route(check: Check, take: Take, max_bytes: int) -> Route:
    """Return the route: 202 with what came in; else a line that says what to mend.

    What is not signed takes no place from what is.
    """
    places, room = asyncio.Semaphore(AT_ONCE), _Room(BODIES * max_bytes)

    async def stored(request: Request, body: bytearray) -> IntakeReport:
        timestamp, signature = _header(request, "timestamp"), _header(request, "signature")
        check(timestamp, signature)
        await _read(request, body, max_bytes, room)
        check(timestamp, signature, bytes(body))
        async with places:
            return await take(timestamp, signature, bytes(body))

    async def ingest(request: Request) -> Response:
        body = bytearray()
        try:
            report = await stored(request, body)
        except PushRefused as error:
            return _refusal(str(error), error.status)
        except ClientDisconnect:
            return _refusal("the push ended before its body did", 400)
        except ReadoutError as error:
            log.warning("push: %s", error)
            return _refusal("cannot be stored now. Try again later", 503)
        finally:
            room.left += len(body)
        counts = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}
        failed = {"failed": len(report.failed), "problems": report.failed[:MOST_NAMED]}
        return JSONResponse({**counts, **failed}, status_code=202)

    return Route("/ingest", ingest, methods=["POST"])


def _header(request: Request, name: str) -> str:
    return request.headers.get(f"x-readout-{name}", "")


def _refusal(line: str, status: int) -> JSONResponse:
    return JSONResponse({"error": line}, status_code=status)


async def _read(request: Request, body: bytearray, most: int, room: _Room) -> None:
    """Read a push's body, no further than the limit and no longer than its time."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise PushRefused("compressed. Send it as it is", 415)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                if len(body) + len(chunk) > most:
                    raise PushRefused(f"larger than {most:,} bytes (ingest.max_bytes). Push it in pieces", 413)
                room.take(len(chunk))
                body += chunk
    except TimeoutError:
        raise PushRefused(f"its body took longer than {BODY_SECONDS:.0f} s. Send it again", 408) from None
