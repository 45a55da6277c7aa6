"""A Discord for loopback: REST and gateway on one real socket, as far as a bot that posts and answers needs it.

Written after the public description of the protocol (discord/discord-api-docs). Ids and keys are as Discord gives
them; every message body is held against the limits, and against the published OpenAPI description where it is there.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import WSMsgType, web

Json = dict[str, Any]

BOT = "100000000000000001"
PERSON = "100000000000000002"
GUILD = "200000000000000001"
NEWS = "300000000000000001"
HUSHED = "300000000000000002"  # the bot may not post there
UNREAD = "300000000000000003"  # the bot may not read its history
DIRECT = "300000000000000009"

VIEW, SEND, EMBED, HISTORY = 1 << 10, 1 << 11, 1 << 14, 1 << 16
TYPING = "typing"


@dataclass
class Fault:
    """An answer to give instead: the next `times` requests whose path ends with `path` get it."""

    path: str
    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    stall: float = 0.0
    after: bool = False  # does the work first: the answer is lost on the way


class DiscordServer:
    """Start it, point a bot at `api_url` and `gateway_url`, and read what the channels saw."""

    def __init__(self, check: Callable[[Json], list[str]] | None = None) -> None:
        self.token = "loopback-token"
        self.check = check or limits
        self.messages: dict[str, list[Json]] = {}
        self.problems: list[str] = []
        self.bodies: list[Json] = []
        self.faults: deque[Fault] = deque()
        self.requests: list[str] = []
        self.identified: list[Json] = []
        self.resumed = 0
        self.beats = 0
        self._ids = itertools.count(1)
        self._nonces: dict[tuple[str, str], Json] = {}
        self._sessions: dict[str, list[Json]] = {}
        self._sockets: list[_Gateway] = []

    async def __aenter__(self) -> DiscordServer:
        app = web.Application()
        app.router.add_get("/gateway", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.api_url = f"http://127.0.0.1:{self.port}/api/v10"
        self.gateway_url = f"ws://127.0.0.1:{self.port}/gateway"
        return self

    async def __aexit__(self, *_: object) -> None:
        for socket in self._sockets:
            await socket.ws.close(code=1001)
        await self._runner.cleanup()

    # what happens in the guild

    def texts(self, channel: str) -> list[str]:
        """What the bot's messages in a channel say, in order."""
        return ["".join(e.get("description", "") for e in m["embeds"]) for m in self.messages.get(channel, ())]

    def say(self, text: str, channel: str = NEWS, *, message_id: str | None = None) -> str:
        """Have a person write a message; the bot sees it."""
        message = self._message(channel, {"content": text}, PERSON, message_id or self.snowflake())
        message["mentions"] = [_user(BOT, bot=True)] if f"<@{BOT}>" in text else []
        if channel != DIRECT:
            message |= {"guild_id": GUILD, "member": _member()}
        self.dispatch("MESSAGE_CREATE", message)
        return str(message["id"])

    def dispatch(self, event: str, data: Any) -> None:
        """Send an event to the newest connection, and keep it for a resume."""
        gateway = self._sockets[-1]
        gateway.put({"op": 0, "t": event, "d": data})

    def send_raw(self, payload: Json) -> None:
        """Send anything: a reconnect (op 7), an invalid session (op 9), an event that nobody can parse."""
        self._sockets[-1].send(payload)

    async def drop(self) -> None:
        """Cut the newest connection, without a word."""
        transport = self._sockets[-1].request.transport
        if transport:
            transport.abort()

    async def close_sockets(self, code: int) -> None:
        """Close every connection with a code."""
        for socket in self._sockets:
            await socket.ws.close(code=code)

    @property
    def connections(self) -> int:
        """How many connections were made so far."""
        return len(self._sockets)

    def snowflake(self) -> str:
        """Return a new id that tells the present."""
        return str(((int(time.time() * 1000) - 1420070400000) << 22) + next(self._ids))

    # REST

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        self.requests.append(f"{request.method} {path}")
        fault = next((fault for fault in self.faults if path.endswith(fault.path) and fault.times), None)
        if fault and not fault.after:
            return await self._faulty(fault)
        if request.headers.get("Authorization") != f"Bot {self.token}":
            return _answer({"message": "401: Unauthorized", "code": 0}, 401)
        answer = await self._route(request, path)
        return await self._faulty(fault) if fault else answer

    async def _faulty(self, fault: Fault) -> web.Response:
        fault.times -= 1
        if fault.stall:
            await asyncio.sleep(fault.stall)
        return _answer(fault.body if fault.body is not None else {}, fault.status, fault.headers)

    async def _route(self, request: web.Request, path: str) -> web.StreamResponse:
        if path == "users/@me":
            return _answer(_user(BOT, bot=True))
        if path == "oauth2/applications/@me":
            return _answer(_application())
        if path.endswith("/typing"):
            return web.Response(status=204)
        if path.startswith("channels/") and path.endswith("/messages"):
            channel = path.split("/")[1]
            return await (self._post(request, channel) if request.method == "POST" else self._history(request, channel))
        return _answer({"message": "404: Not Found", "code": 0}, 404)

    async def _post(self, request: web.Request, channel: str) -> web.Response:
        if channel not in (NEWS, HUSHED, UNREAD, DIRECT):
            return _answer({"message": "Unknown Channel", "code": 10003}, 404)
        if channel == HUSHED:
            return _answer({"message": "Missing Permissions", "code": 50013}, 403)
        body = json.loads(await request.read())
        self.bodies.append(body)
        if problems := self.check(body):
            self.problems += problems
            return _answer({"message": "Invalid Form Body", "code": 50035, "errors": {"_": problems}}, 400)
        nonce = (channel, str(body.get("nonce")))
        if body.get("enforce_nonce") and nonce in self._nonces:
            return _answer(self._nonces[nonce])
        message = self._message(channel, body, BOT, self.snowflake())
        self.messages.setdefault(channel, []).append(message)
        self._nonces[nonce] = message
        return _answer(message, headers=self._bucket(channel))

    def _bucket(self, channel: str) -> dict[str, str]:
        return {
            "X-RateLimit-Bucket": f"messages-{channel}",
            "X-RateLimit-Limit": "5",
            "X-RateLimit-Remaining": "4",
            "X-RateLimit-Reset": f"{time.time() + 1:.3f}",
            "X-RateLimit-Reset-After": "1.000",
        }

    async def _history(self, request: web.Request, channel: str) -> web.Response:
        if channel == UNREAD:
            return _answer([])
        limit, before = int(request.query.get("limit", 50)), int(request.query.get("before", 1 << 63))
        newest_first = [m for m in reversed(self.messages.get(channel, ())) if int(m["id"]) < before]
        return _answer(newest_first[:limit])

    def _message(self, channel: str, body: Json, author: str, message_id: str) -> Json:
        embeds = [{"type": "rich", **embed} for embed in body.get("embeds") or ()]
        return {
            "id": message_id,
            "type": 19 if "message_reference" in body else 0,
            "channel_id": channel,
            "author": _user(author, bot=author == BOT),
            "content": body.get("content") or "",
            "timestamp": _now(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": embeds,
            "components": [],
            "pinned": False,
            "flags": body.get("flags", 0),
            "nonce": body.get("nonce"),
            **({"message_reference": body["message_reference"]} if "message_reference" in body else {}),
        }

    # the gateway

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        assert request.query.get("compress") == "zlib-stream", "only zlib-stream is spoken here"
        gateway = _Gateway(ws, request)
        self._sockets.append(gateway)
        gateway.send({"op": 10, "d": {"heartbeat_interval": 41_250}})
        sender = asyncio.ensure_future(gateway.pump())
        try:
            async for message in ws:
                if message.type == WSMsgType.TEXT:
                    await self._received(gateway, json.loads(message.data))
        finally:
            sender.cancel()
        return ws

    async def _received(self, gateway: _Gateway, payload: Json) -> None:
        op, data = payload["op"], payload.get("d")
        if op == 1:
            self.beats += 1
            gateway.send({"op": 11})
        elif op == 2:
            await self._identify(gateway, data)
        elif op == 6:
            await self._resume(gateway, data)

    async def _identify(self, gateway: _Gateway, data: Json) -> None:
        if data["token"] != self.token:
            await gateway.ws.close(code=4004, message=b"Authentication failed.")
            return
        self.identified.append(data)
        session = f"session-{len(self.identified)}"
        gateway.backlog = self._sessions.setdefault(session, [])
        ready = {
            "v": 10,
            "user": _user(BOT, bot=True),
            "guilds": [{"id": GUILD, "unavailable": True}],
            "session_id": session,
            "resume_gateway_url": self.gateway_url,
            "application": {"id": BOT, "flags": 0},
        }
        gateway.put({"op": 0, "t": "READY", "d": ready})
        gateway.put({"op": 0, "t": "GUILD_CREATE", "d": _guild()})

    async def _resume(self, gateway: _Gateway, data: Json) -> None:
        backlog = self._sessions.get(data["session_id"])
        if data["token"] != self.token:
            await gateway.ws.close(code=4004, message=b"Authentication failed.")
        elif backlog is None:
            gateway.send({"op": 9, "d": False})
        else:
            self.resumed += 1
            gateway.backlog = backlog
            for payload in backlog[data["seq"] or 0 :]:
                gateway.send(payload)
            gateway.put({"op": 0, "t": "RESUMED", "d": {}})

    def forget_sessions(self) -> None:
        """Make every session invalid: a resume will be refused."""
        self._sessions.clear()


class _Gateway:
    """One connection: what goes out is one zlib stream, each message ended by a sync flush."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws = ws
        self.request = request
        self.backlog: list[Json] = []
        self._deflate = zlib.compressobj()
        self._out: asyncio.Queue[Json] = asyncio.Queue()

    def put(self, payload: Json) -> None:
        """Number an event, keep it for a resume, and send it."""
        self.backlog.append(payload)
        payload["s"] = len(self.backlog)
        self.send(payload)

    def send(self, payload: Json) -> None:
        self._out.put_nowait(payload)

    async def pump(self) -> None:
        while True:
            data = json.dumps(await self._out.get()).encode()
            packed = self._deflate.compress(data) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
            try:
                await self.ws.send_bytes(packed)
            except ConnectionError:
                return


def _answer(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # discord.py reads JSON only under exactly this content type, without a charset
    given = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=given)


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _user(user_id: str, *, bot: bool = False) -> Json:
    return {
        "id": user_id,
        "username": "readout" if bot else "ada",
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": bot,
    }


def _application() -> Json:
    return {
        "id": BOT,
        "name": "readout",
        "icon": None,
        "description": "",
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "",
        "flags": 0,
        "owner": _user(PERSON),
        "team": None,
        "summary": "",
    }


def _guild() -> Json:
    everyone = {
        "id": GUILD,
        "name": "@everyone",
        "permissions": str(VIEW | SEND | EMBED | HISTORY),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": GUILD,
        "name": "The newsroom",
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "owner_id": PERSON,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": [everyone],
        "emojis": [],
        "features": [],
        "mfa_level": 0,
        "application_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "joined_at": _now(),
        "large": False,
        "unavailable": False,
        "member_count": 2,
        "voice_states": [],
        "members": [{"user": _user(BOT, bot=True), **_member()}],
        "channels": [_channel(NEWS, "news"), _channel(HUSHED, "hushed"), _channel(UNREAD, "unread", deny=HISTORY)],
        "threads": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "stickers": [],
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "public_updates_channel_id": None,
        "nsfw_level": 0,
        "premium_progress_bar_enabled": False,
        "safety_alerts_channel_id": None,
    }


def _channel(channel_id: str, name: str, *, deny: int = 0) -> Json:
    overwrites = [{"id": GUILD, "type": 0, "allow": "0", "deny": str(deny)}] if deny else []
    return {
        "id": channel_id,
        "type": 0,
        "name": name,
        "position": 0,
        "permission_overwrites": overwrites,
        "topic": None,
        "nsfw": False,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "parent_id": None,
        "flags": 0,
    }


KEYS = frozenset(
    "content embeds allowed_mentions sticker_ids components flags attachments poll message_reference nonce "
    "enforce_nonce tts".split()
)


def limits(body: Json) -> list[str]:
    """What Discord refuses though its published description does not say so; lengths are told in UTF-16."""
    found = [f"unknown key {key}" for key in body.keys() - KEYS]
    if units(body.get("content") or "") > 2_000:
        found.append("content over 2,000")
    embeds = body.get("embeds") or []
    if sum(_embed_units(embed) for embed in embeds) > 6_000:
        found.append("embeds over 6,000 in all")
    found += [f"an embed's {key} over {most}" for embed in embeds for key, most in _over(embed)]
    if not body.get("content") and not any(embed.get("description") or embed.get("title") for embed in embeds):
        found.append("an empty message")
    if body.get("allowed_mentions", {}).get("parse") != []:
        found.append("mentions are allowed")
    if len(str(body.get("nonce") or "")) > 25:
        found.append("nonce over 25")
    return found


def units(text: str) -> int:
    """The length of a text in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _over(embed: Json) -> list[tuple[str, int]]:
    texts = {"title": 256, "description": 4_096}
    found = [(key, most) for key, most in texts.items() if units(embed.get(key) or "") > most]
    footer = units((embed.get("footer") or {}).get("text") or "")
    return [*found, ("footer", 2_048)] if footer > 2_048 else found


def _embed_units(embed: Json) -> int:
    told = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
    return sum(units(text) for text in told if text)


def _member() -> Json:
    return {"roles": [], "joined_at": _now(), "deaf": False, "mute": False, "flags": 0}
