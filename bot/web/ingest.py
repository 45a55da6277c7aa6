"""`POST /ingest`: articles that other programs push in, signed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.errors import PushRefused, ReadoutError
from bot.ingest.intake import IntakeReport

log = logging.getLogger(__name__)

Take = Callable[[str, str, bytes], Awaitable[IntakeReport]]
"""Stores a push, given its timestamp, its signature and its body."""

BODY_SECONDS = 30.0
AT_ONCE = 2
"""Pushes that are read and stored side by side: the others wait their turn, within the time for a body."""
MOST_NAMED = 20


def ingest_route(take: Take, max_bytes: int) -> Route:
    """Return the route: 202 with what came in; else a line that says what to mend."""
    places = asyncio.Semaphore(AT_ONCE)

    async def ingest(request: Request) -> Response:
        try:
            async with places:
                body = await _body(request, max_bytes)
                report = await take(_header(request, "timestamp"), _header(request, "signature"), body)
        except PushRefused as error:
            return _refusal(str(error), error.status)
        except ClientDisconnect:
            return _refusal("the push ended before its body did", 400)
        except ReadoutError as error:
            log.warning("push: %s", error)
            return _refusal("cannot be stored now. Try again later", 503)
        counts = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}
        failed = {"failed": len(report.failed), "problems": report.failed[:MOST_NAMED]}
        return JSONResponse({**counts, **failed}, status_code=202)

    return Route("/ingest", ingest, methods=["POST"])


def _header(request: Request, name: str) -> str:
    return request.headers.get(f"x-readout-{name}", "")


def _refusal(line: str, status: int) -> JSONResponse:
    return JSONResponse({"error": line}, status_code=status)


async def _body(request: Request, most: int) -> bytes:
    """Return a push's body, read no further than the limit and no longer than its time."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise PushRefused("compressed. Send it as it is", 415)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise PushRefused(f"larger than {most:,} bytes (ingest.max_bytes). Push it in pieces", 413)
    except TimeoutError:
        raise PushRefused(f"its body took longer than {BODY_SECONDS:.0f} s. Send it again", 408) from None
    return bytes(body)
