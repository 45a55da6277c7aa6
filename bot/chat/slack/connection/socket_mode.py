"""Socket Mode: the connection over which Slack tells what happens, watched.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp

from bot.chat.reconnecting import Supervisor
from bot.chat.slack.api_client import SlackCalls
from bot.errors import ChatAway, TokenRefused
from bot.messages.catalogue import say

WATCH_SECONDS = 1.0
LOST_SECONDS = 15.0
LOOK_SECONDS = 60.0


async def serve_socket(app: AsyncApp, token: str, calls: SlackCalls, watched: Supervisor, ping: float) -> None:
    """Serve over Socket Mode until the connection is gone for long, or the token is refused."""
    handler: Any = AsyncSocketModeHandler(app, token, ping_interval=ping)
    try:
        # asked for here, because connect() asks for ever where the token is refused
        handler.client.wss_uri = await calls.within(handler.client.issue_new_wss_url())
        await handler.connect_async()
        await _watch(handler, calls, watched)
    finally:
        await handler.close_async()


async def _watch(handler: Any, calls: SlackCalls, watched: Supervisor) -> None:  # noqa: ANN401 - slack-bolt is untyped
    """Return when the connection has been away for long; slack-sdk brings it back from a short drop itself."""
    lost_for = 0.0
    while lost_for < LOST_SECONDS:
        if calls.refused.is_set():
            raise TokenRefused(say("slack.token_refused"))
        if await handler.client.is_connected():
            lost_for = 0.0
            watched.connected()
        else:
            lost_for += WATCH_SECONDS
            watched.lost(say("slack.socket_dropped"))
        await asyncio.sleep(WATCH_SECONDS)
    raise ChatAway(say("slack.no_connection", seconds=LOST_SECONDS))


async def serve_http(calls: SlackCalls, watched: Supervisor) -> None:
    """Stand by for signed requests on the web port: all there is to watch is whether the token holds."""
    while not calls.refused.is_set():
        watched.connected()
        try:
            await asyncio.wait_for(calls.refused.wait(), LOOK_SECONDS)
        except TimeoutError:
            await calls.within(calls.reading.auth_test())
    raise TokenRefused(say("slack.token_refused"))
