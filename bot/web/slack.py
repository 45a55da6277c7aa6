"""`POST /slack/events`: what Slack tells in signed requests, where Socket Mode is not wanted.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

MOST_BYTES = 1_000_000
PATH = "/slack/events"


class TakesSigned(Protocol):
    """What checks the signature and answers; None where it cannot take a request now."""

    async def handle(self, request: Request) -> Response | None:
        """Answer a request."""
        ...


def slack_route(taker: Callable[[], TakesSigned | None]) -> Route:
    """Return the route: 401 for a bad signature or an old request, 503 where another process holds the connection.

    Slack sends an event again that was not taken.
    """

    async def events(request: Request) -> Response:
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return PlainTextResponse("too long", 413)
        held = taker()
        taken = await held.handle(request) if held else None
        return taken or PlainTextResponse("Slack is not served here now", 503, {"Retry-After": "5"})

    return Route(PATH, events, methods=["POST"])
