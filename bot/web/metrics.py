"""`GET /metrics`, for a Prometheus: open where the port is this machine's own, else with a token."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.config.sections import WebSettings

Render = Callable[[], Awaitable[tuple[bytes, str]]]
"""Gives the page and its content type."""

_CLOSED = "set READOUT_METRICS_TOKEN, and send it as a bearer token: this port is not this machine's alone\n"


def metrics_route(settings: WebSettings, render: Render) -> Route:
    """Return the route; it answers 403 where nobody may read it, 401 where the token is missing or wrong.

    The token is sent as Prometheus does it (https://prometheus.io/docs/prometheus/latest/configuration/configuration/,
    `authorization`).
    """
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else ""

    async def answer(request: Request) -> Response:
        if not token and not is_loopback(settings.host):
            return PlainTextResponse(_CLOSED, status_code=403)
        given = request.headers.get("authorization", "")
        if token and not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
            return PlainTextResponse("wrong token\n", status_code=401, headers={"WWW-Authenticate": "Bearer"})
        page, kind = await render()
        return Response(page, headers={"content-type": kind})

    return Route("/metrics", answer, methods=["GET"])


def is_loopback(host: str) -> bool:
    """Tell whether an address to listen on is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
