"""How what happens reaches the app: over Socket Mode, or as signed HTTP requests; with acknowledgement and repetition.

https://docs.slack.dev/apis/events-api/using-socket-mode and /apis/events-api#retries
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from slack_server.workspace import APP, Json, Workspace

SECONDS = 60.0
"""Slack waits for three, which a busy machine may take; that we acknowledge before we work, tests see by order."""


@dataclass
class Envelope:
    """Something for the app, until it is acknowledged; with the socket that it went over, where one stood."""

    id: str
    body: Json
    socket: web.WebSocketResponse | None
    reply: asyncio.Future[Json] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class SocketMode:
    """The app's connections; the newest gets what happens."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._waiting: dict[str, Envelope] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self._requests: list[web.Request] = []
        self.acknowledged: list[str] = []

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold a connection of the app's."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        self._requests.append(request)
        about = {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060}
        info = {"app_id": APP}
        await socket.send_json(
            {"type": "hello", "num_connections": len(self.open), "debug_info": about, "connection_info": info}
        )
        await self._send_again()
        async for message in socket:
            if message.type == WSMsgType.TEXT and message.data.startswith("{"):
                self._acknowledge(json.loads(message.data))
        await self._send_again()
        return socket

    async def _send_again(self) -> None:
        """Send the events that found no connection, or lost it unacknowledged, on the newest one, as repetitions."""
        for envelope in list(self._waiting.values()):
            lost = envelope.socket is None or envelope.socket.closed
            if self.open and lost and envelope.body["type"] == "events_api":
                envelope.body |= {"retry_attempt": envelope.body["retry_attempt"] + 1, "retry_reason": "timeout"}
                await self._push(envelope)

    async def _push(self, envelope: Envelope) -> None:
        socket = envelope.socket = self.open[-1]
        with suppress(ConnectionError):  # it closes just now: the next connection gets it
            await socket.send_json(envelope.body)

    @property
    def open(self) -> list[web.WebSocketResponse]:
        """The connections that stand."""
        return [socket for socket in self.sockets if not socket.closed]

    def _acknowledge(self, told: Json) -> None:
        name = told.get("envelope_id", "")
        self.acknowledged.append(name)
        envelope = self._waiting.pop(name, None)
        if envelope is None:
            return
        if not envelope.reply.done():
            envelope.reply.set_result(told.get("payload") or {})

    async def send(self, kind: str, payload: Json, *, retry: int = 0, wait: bool = True) -> Json:
        """Send something to the newest connection; return what the acknowledgement holds.

        An event that finds none waits for the next one, as Slack repeats it; anything else has failed.
        """
        name = self._workspace.id("env-")
        repeated = {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        body = {
            "envelope_id": name,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
            **(repeated if kind == "events_api" else {}),
        }
        assert self.open or kind == "events_api", "the app is not connected"
        envelope = self._waiting[name] = Envelope(name, body, None)
        if self.open:
            await self._push(envelope)
        return await asyncio.wait_for(envelope.reply, SECONDS) if wait else {}

    async def raw(self, text: str) -> None:
        """Send what no client can read."""
        await self.open[-1].send_str(text)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell the newest connection to go; a warning leaves it ten seconds, here one, and the rest none."""
        socket = self.open[-1]
        about = {"host": "applink-1"}
        await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": about})
        if reason == "warning":
            await asyncio.sleep(1)
        await socket.close()

    async def drop(self) -> None:
        """Cut the newest connection, without a word."""
        transport = self._requests[self.sockets.index(self.open[-1])].transport
        if transport:
            transport.abort()

    async def close(self) -> None:
        """End every connection."""
        for socket in self.sockets:
            await socket.close()


class SignedHttp:
    """Posts to the app's request URL, signed; `retries` are the pauses in seconds before the three repetitions."""

    def __init__(self, secret: str, problems: list[str]) -> None:
        self._secret = secret
        self._problems = problems
        self.url = ""
        self.retries = (0.0, 0.2, 0.4)
        self.answers: list[int] = []

    async def send(self, kind: str, payload: Json, *, retry: int = 0) -> Json:
        """Send something as Slack does; an event that is not taken comes three times more."""
        if kind == "events_api":
            return await self._event(payload, retry)
        form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
        _, answer = await self.post(urlencode(form), "application/x-www-form-urlencoded")
        return answer

    async def _event(self, payload: Json, retry: int) -> Json:
        reason = "http_timeout" if retry else ""
        for number, pause in enumerate((0.0, *self.retries), retry):
            await asyncio.sleep(pause)
            more = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason} if number else {}
            status, answer = await self.post(json.dumps(payload), "application/json", more)
            if 200 <= status < 300:
                return answer
            reason = "http_error" if status else "http_timeout"
        self._problems.append("an event was given up after three repetitions")
        return {}

    async def post(
        self, body: str, content_type: str, more: dict[str, str] | None = None, *, age: int = 0, secret: str = ""
    ) -> tuple[int, Json]:
        """Make one request; return its status (0: none within a minute) and body."""
        stamp = str(int(time.time()) - age)
        signed = hmac.new((secret or self._secret).encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signed}",
            "Content-Type": content_type,
        }
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(SECONDS)) as client,
                client.post(self.url, data=body.encode(), headers=headers | (more or {})) as response,
            ):
                self.answers.append(response.status)
                return response.status, _parsed(await response.text())
        except (aiohttp.ClientError, TimeoutError):
            self.answers.append(0)
            return 0, {}


def _parsed(text: str) -> Json:
    if not text:
        return {}
    try:
        told: Any = json.loads(text)
    except ValueError:
        return {"text": text}
    return told if isinstance(told, dict) else {"text": text}
