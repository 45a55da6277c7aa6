"""Slack's signed requests: the signature is held against the body before a byte of it is read as anything.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import asyncio
import re

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler, to_async_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

BODY_SECONDS = 20.0
_TIME, _MARK = re.compile("[0-9]{1,12}"), re.compile("v0=[0-9a-f]{64}")


async def handle_signed(app: AsyncApp, secret: str, request: Request) -> Response:
    """Answer a request: 401 for one that Slack has not signed within five minutes, 400 for one that is no payload.

    408 where the body does not come in time.
    """
    if not _may_be_slacks(request):
        return PlainTextResponse("not signed by Slack", 401)
    try:
        body = await asyncio.wait_for(request.body(), BODY_SECONDS)
    except (TimeoutError, ClientDisconnect):
        return PlainTextResponse("too slow", 408)
    if not _is_slacks(secret, body, request):
        return PlainTextResponse("not signed by Slack", 401)
    if not _is_payload(request, body):
        return PlainTextResponse("not a payload", 400)
    answered: Response = await AsyncSlackRequestHandler(app).handle(request)
    return answered


def _may_be_slacks(request: Request) -> bool:
    """Tell whether a request has a time and a signature, before its body is read."""
    time, mark = (request.headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
    return bool(_TIME.fullmatch(time) and _MARK.fullmatch(mark))


def _is_slacks(secret: str, body: bytes, request: Request) -> bool:
    try:
        return bool(SignatureVerifier(secret).is_valid_request(body, dict(request.headers)))
    except ValueError:  # a body that is no text
        return False


def _is_payload(request: Request, body: bytes) -> bool:
    try:
        return isinstance(to_async_bolt_request(request, body).body, dict)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # what slack-bolt does with other JSON
        return False
