"""`POST /slack/events`: what Slack tells in signed requests, where Socket Mode is not wanted.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from bot.chat.slack.adapter import SlackAdapter

MOST_BYTES = 1_000_000
PATH = "/slack/events"


def events_route(taker: Callable[[], SlackAdapter | None]) -> Route:
    """Return the route: 401 for a bad signature or an old request, 503 where another process holds the connection.

    Slack sends an event again that was not taken.
    """

    async def events(request: Request) -> Response:
        length = request.headers.get("content-length", "")
        if not length.isdecimal():
            return PlainTextResponse("no length", 411)
        if len(length) > len(str(MOST_BYTES)) or int(length) > MOST_BYTES:
            return PlainTextResponse("too long", 413)
        held = taker()
        taken = await held.handle(request) if held else None
        return taken or PlainTextResponse("Slack is not served here now", 503, {"Retry-After": "5"})

    return Route(PATH, events, methods=["POST"])
