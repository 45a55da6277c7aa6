"""A Slack for loopback: Web API and Socket Mode on one real socket, as far as an app that posts and answers needs it.

Written after the public samples of its payloads. Every message body is held against `slack_sdk.models` and the limits
that those leave out.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

Json = dict[str, Any]

TEAM = "T0000000001"
BOT_USER = "U0000000001"
BOT = "B0000000001"
PERSON = "U0000000002"
NEWS = "C0000000001"
ARCHIVED = "C0000000002"
OUTSIDE = "C0000000003"  # the bot may post there, but not read
DIRECT = "D0000000001"


@dataclass
class Fault:
    """An answer to give instead: the next `times` calls of `method` get it."""

    method: str
    status: int = 200
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    stall: float = 0.0
    after: bool = False  # does the work first: the answer is lost on the way


class SlackServer:
    """Start it, point an app at `api_url`, and read what the channels saw."""

    def __init__(self) -> None:
        self.bot_token = "xoxb-loopback"
        self.app_token = "xapp-loopback"
        self.messages: dict[str, list[Json]] = {}
        self.problems: list[str] = []
        self.bodies: list[Json] = []
        self.faults: deque[Fault] = deque()
        self.calls: list[str] = []
        self.acknowledged: list[str] = []
        self.posted_at: list[float] = []
        self.tickets = 0
        self._ids = itertools.count(1)
        self._sockets: list[web.WebSocketResponse] = []
        self._requests: list[web.Request] = []

    async def __aenter__(self) -> SlackServer:
        app = web.Application()
        app.router.add_get("/link", self._link)
        app.router.add_route("*", "/api/{method}", self._api)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.api_url = f"http://127.0.0.1:{self.port}/api"
        return self

    async def __aexit__(self, *_: object) -> None:
        for socket in self._sockets:
            await socket.close()
        await self._runner.cleanup()

    # what happens in the workspace

    def texts(self, channel: str) -> list[str]:
        """What the app's messages in a channel say, in order."""
        return [shown(message["blocks"]) for message in self.messages.get(channel, ())]

    async def mention(self, text: str, channel: str = NEWS, *, event_id: str = "", thread: str | None = None) -> str:
        """Have a person mention the app, or write to it directly; return the message's ts."""
        ts = self.ts()
        event: Json = {"type": "app_mention", "user": PERSON, "text": text, "ts": ts, "channel": channel, "team": TEAM}
        if channel == DIRECT:
            event |= {"type": "message", "channel_type": "im"}
        event |= {"event_ts": ts} | ({"thread_ts": thread} if thread else {})
        await self.envelope(event, event_id or f"Ev{next(self._ids):08}")
        return ts

    async def envelope(self, event: Json, event_id: str, *, retry: int = 0) -> None:
        """Send an event to the newest connection."""
        payload = {
            "token": "legacy",
            "team_id": TEAM,
            "api_app_id": "A0000000001",
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(time.time()),
            "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        }
        await self._sockets[-1].send_json(
            {
                "envelope_id": f"env-{next(self._ids)}",
                "type": "events_api",
                "payload": payload,
                "accepts_response_payload": False,
                "retry_attempt": retry,
                "retry_reason": "timeout" if retry else "",
            }
        )

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell the newest connection to go, and close it."""
        await self._sockets[-1].send_json({"type": "disconnect", "reason": reason})
        await self._sockets[-1].close()

    async def drop(self) -> None:
        """Cut the newest connection, without a word."""
        transport = self._requests[-1].transport
        if transport:
            transport.abort()

    @property
    def connections(self) -> int:
        """How many connections were made so far."""
        return len(self._sockets)

    def ts(self) -> str:
        """Return a new message id that tells the present."""
        return f"{int(time.time())}.{next(self._ids):06}"

    # the Web API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls.append(method)
        fault = next((fault for fault in self.faults if fault.method == method and fault.times), None)
        if fault and not fault.after:
            return await self._faulty(fault)
        given = await _read(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or given.get("token")
        wanted = self.app_token if method == "apps.connections.open" else self.bot_token
        if token != wanted:
            return web.json_response({"ok": False, "error": "invalid_auth"})
        answer = self._called(method, given)
        return await self._faulty(fault) if fault else web.json_response(answer)

    async def _faulty(self, fault: Fault) -> web.Response:
        fault.times -= 1
        if fault.stall:
            await asyncio.sleep(fault.stall)
        return web.json_response(fault.body, status=fault.status, headers=fault.headers)

    def _called(self, method: str, given: Json) -> Json:
        if method == "auth.test":
            who = {"team": "News", "team_id": TEAM, "user": "readout", "user_id": BOT_USER, "bot_id": BOT}
            return {"ok": True, "url": self.api_url, **who}
        if method == "apps.connections.open":
            self.tickets += 1
            return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/link?ticket={self.tickets}"}
        if method == "chat.postMessage":
            return self._post(given)
        if method == "conversations.history":
            return self._history(given, lambda message: "thread_ts" not in message)
        if method == "conversations.replies":
            return self._history(given, lambda message: given["ts"] in (message.get("thread_ts"), message["ts"]))
        return {"ok": False, "error": "unknown_method"}

    def _post(self, given: Json) -> Json:
        channel = given.get("channel")
        if channel == ARCHIVED:
            return {"ok": False, "error": "is_archived"}
        if channel not in (NEWS, OUTSIDE, DIRECT):
            return {"ok": False, "error": "channel_not_found"}
        self.bodies.append(given)
        if problems := limits(given):
            self.problems += problems
            return {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": problems}}
        ts = self.ts()
        kept = {key: given[key] for key in ("text", "blocks", "metadata", "thread_ts") if key in given}
        message = {"type": "message", "user": BOT_USER, "bot_id": BOT, "ts": ts, **kept}
        self.messages.setdefault(channel, []).append(message)
        self.posted_at.append(time.monotonic())
        return {"ok": True, "channel": channel, "ts": ts, "message": message}

    def _history(self, given: Json, wanted: Any) -> Json:
        if given["channel"] == OUTSIDE:
            return {"ok": False, "error": "missing_scope", "needed": "channels:history", "provided": "chat:write"}
        limit, skip = int(given.get("limit", 100)), int(given.get("cursor") or 0)
        oldest = float(given.get("oldest") or 0)
        found = [m for m in reversed(self.messages.get(given["channel"], ())) if wanted(m) and float(m["ts"]) >= oldest]
        with_metadata = str(given.get("include_all_metadata", "")).lower() in ("1", "true")
        page = [m if with_metadata else {k: v for k, v in m.items() if k != "metadata"} for m in found]
        more = len(page) > skip + limit
        metadata = {"next_cursor": str(skip + limit) if more else ""}
        return {"ok": True, "messages": page[skip : skip + limit], "has_more": more, "response_metadata": metadata}

    # Socket Mode

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        self._sockets.append(ws)
        self._requests.append(request)
        await ws.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0000000001"}})
        async for message in ws:
            if message.type == WSMsgType.TEXT and message.data.startswith("{"):
                self.acknowledged.append(json.loads(message.data)["envelope_id"])
        return ws


async def _read(request: web.Request) -> Json:
    """Read what was given: slack-sdk mixes JSON, form bodies and query strings."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
    else:
        given |= dict(await request.post())
    return given


def limits(body: Json) -> list[str]:
    """What Slack refuses of a message body; lengths are told in UTF-16."""
    blocks = body.get("blocks") or []
    found = [f"over 50 blocks: {len(blocks)}"] if len(blocks) > 50 else []
    if not body.get("text"):
        found.append("no text for notifications")
    if units(body.get("text") or "") > 4_000:
        found.append("text over 4,000")
    for block in blocks:
        found += _block_problems(block)
    if units(json.dumps(blocks, ensure_ascii=False)) > 60_000 or units(shown(blocks)) > 12_000:
        found.append("msg_blocks_too_long")
    if body.get("unfurl_links") is not False or body.get("unfurl_media") is not False:
        found.append("previews are not suppressed")
    return found


def _block_problems(block: Json) -> list[str]:
    parsed = Block.parse(block)
    if parsed is None:
        return [f"unknown block {block.get('type')}"]
    try:
        parsed.validate_json()
    except SlackObjectFormationError as error:
        return [str(error)]
    found = []
    for element in block.get("elements", ()):
        if block["type"] == "context" and units(element["text"]) > 2_000:
            found.append("context element over 2,000")
        if block["type"] == "rich_text" and not element["elements"]:
            found.append("empty rich text")
        for run in element.get("elements", ()):
            if not run.get("text"):
                found.append("empty rich text run")
            if run["type"] == "link" and units(run["url"]) > 3_000:
                found.append("url over 3,000")
    if block["type"] == "header" and not block["text"]["text"].strip():
        found.append("empty header")
    return found


def shown(blocks: list[Json]) -> str:
    """What a reader sees of blocks, a line a block."""
    return "\n".join("".join(_texts(block)) for block in blocks)


def _texts(node: Any) -> list[str]:
    if isinstance(node, list):
        return [text for item in node for text in _texts(item)]
    if not isinstance(node, dict):
        return []
    if isinstance(node.get("text"), str):
        return [node["text"]]
    return [text for value in node.values() for text in _texts(value)]


def units(text: str) -> int:
    """The length of a text in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
