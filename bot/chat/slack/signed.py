"""Slack's signed requests: the signature is held against the body before a byte of it is read as anything.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response


async def handle_signed(app: AsyncApp, secret: str, request: Request) -> Response:
    """Answer a request: 401 for one that Slack has not signed within five minutes, 400 for one that is no payload."""
    body = await request.body()
    if not _is_slacks(secret, body, request):
        return PlainTextResponse("not signed by Slack", 401)
    try:
        answered: Response = await AsyncSlackRequestHandler(app).handle(request)
    except ValueError:
        return PlainTextResponse("not a payload", 400)
    return answered


def _is_slacks(secret: str, body: bytes, request: Request) -> bool:
    try:
        return bool(SignatureVerifier(secret).is_valid_request(body, dict(request.headers)))
    except ValueError:  # a time that is no number, or a body that is no text
        return False
