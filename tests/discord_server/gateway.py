"""The gateway: sessions that can be resumed, heartbeats, intents, and one compressed stream a connection.

https://docs.discord.com/developers/events/gateway
"""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import WSMsgType, web

from discord_server import payloads
from discord_server.payloads import BOT, Json
from discord_server.world import World

SENDS, SENDS_SECONDS = 120, 60.0
SESSION_SECONDS = 5.0
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15


class Packer(Protocol):
    """Compresses one stream, each message ended by a flush."""

    def __call__(self, data: bytes) -> bytes: ...


def packer(compress: str) -> Packer:
    """Return what packs a connection's messages."""
    if compress == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda data: deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if compress == "zstd-stream":
        import zstandard  # discord.py asks for it only where this package is there

        squeeze = zstandard.ZstdCompressor().compressobj()
        return lambda data: squeeze.compress(data) + squeeze.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    return lambda data: data


@dataclass
class Session:
    """What a client identified as, and every event since, for a resume."""

    id: str
    intents: int
    shard: tuple[int, int] = (0, 1)
    events: list[Json] = field(default_factory=list)


class Connection:
    """One socket."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws = ws
        self.request = request
        self.session: Session | None = None
        self.beat_at = time.monotonic()
        self._pack = packer(request.query.get("compress", ""))
        self._out: asyncio.Queue[Json | bytes] = asyncio.Queue()
        self._received: deque[float] = deque()

    def put(self, event: str, data: Any) -> None:
        """Number an event, keep it for a resume, and send it."""
        assert self.session is not None
        payload = {"op": 0, "t": event, "d": data, "s": len(self.session.events) + 1}
        self.session.events.append(payload)
        self.send(payload)

    def send(self, payload: Json | bytes) -> None:
        self._out.put_nowait(payload)

    async def pump(self) -> None:
        while True:
            payload = await self._out.get()
            packed = payload if isinstance(payload, bytes) else self._pack(json.dumps(payload).encode())
            try:
                await self.ws.send_bytes(packed)
            except ConnectionError:
                return

    def too_many(self) -> bool:
        """Count a message that came in; whether there were more than Discord takes."""
        now = time.monotonic()
        self._received.append(now)
        while self._received[0] < now - SENDS_SECONDS:
            self._received.popleft()
        return len(self._received) > SENDS


class Gateway:
    """All connections to the gateway."""

    def __init__(self, world: World, token: Callable[[], str], url: Callable[[], str]) -> None:
        self.connections: list[Connection] = []
        self.identified: list[Json] = []
        self.too_soon = 0
        """Sessions of several shards that began within five seconds of one another: Discord takes one in five."""
        self._identified_at = -SESSION_SECONDS
        self.resumed = 0
        self.beats = 0
        self.heartbeat_ms = 41_250
        self.acknowledges = True
        self.away = False
        """Whether nobody is let in."""
        self.content_allowed = False
        """Whether the operator has switched the privileged intent for message content on."""
        self._world = world
        self._token = token
        self._url = url
        self._sessions: dict[str, Session] = {}
        self.shards = 1
        """How many are recommended."""
        self.shards_needed = 1
        """With fewer nobody is let in."""

    @property
    def open(self) -> list[Connection]:
        """The connections that stand and have identified."""
        return [each for each in self.connections if each.session and not each.ws.closed]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.away:
            return web.Response(status=503)
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        connection = Connection(ws, request)
        self.connections.append(connection)
        connection.send({"op": 10, "d": {"heartbeat_interval": self.heartbeat_ms}})
        tasks = [asyncio.ensure_future(each) for each in (connection.pump(), self._watch(connection))]
        try:
            async for message in ws:
                if message.type == WSMsgType.TEXT:
                    await self._received(connection, json.loads(message.data))
        finally:
            for task in tasks:
                task.cancel()
        return ws

    async def _watch(self, connection: Connection) -> None:
        """Close a connection whose heart stands still."""
        while (left := connection.beat_at + 2 * self.heartbeat_ms / 1000 + 1 - time.monotonic()) > 0:  # noqa: ASYNC110 - the heart beats meanwhile
            await asyncio.sleep(left)
        await connection.ws.close(code=4009, message=b"Session timed out.")

    async def _received(self, connection: Connection, payload: Json) -> None:
        op, data = payload["op"], payload.get("d")
        if connection.too_many():
            await connection.ws.close(code=4008, message=b"You are being rate limited.")
        elif op == 1:
            self.beats += 1
            connection.beat_at = time.monotonic()
            if self.acknowledges:
                connection.send({"op": 11})
        elif op == 2:
            await self._identify(connection, data)
        elif op == 6:
            await self._resume(connection, data)

    async def _identify(self, connection: Connection, data: Json) -> None:
        if data["token"] != self._token():
            await connection.ws.close(code=4004, message=b"Authentication failed.")
            return
        if data["intents"] & MESSAGE_CONTENT and not self.content_allowed:
            await connection.ws.close(code=4014, message=b"Disallowed intent(s).")
            return
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            await connection.ws.close(code=4010, message=b"Invalid shard.")
            return
        if count < self.shards_needed:
            await connection.ws.close(code=4011, message=b"Sharding required.")
            return
        now = time.monotonic()
        self.too_soon += count > 1 and now < self._identified_at + SESSION_SECONDS - 0.1  # the way here varies
        self._identified_at = now
        self.identified.append(data)
        session = Session(f"session-{len(self.identified)}", data["intents"], (number, count))
        self._sessions[session.id] = connection.session = session
        joined = [each for each in self._world.guilds.values() if each.joined and _is_of(session, each.id)]
        ready = {
            "v": 10,
            "user": payloads.user(BOT),
            "guilds": [{"id": guild.id, "unavailable": True} for guild in joined],
            "session_id": session.id,
            "resume_gateway_url": self._url(),
            "application": {"id": BOT, "flags": 0},
            **({"shard": [number, count]} if count > 1 else {}),
        }
        connection.put("READY", ready)
        for guild in joined:
            if guild.available:
                connection.put("GUILD_CREATE", {**self._world.guild_json(guild), "unavailable": False})

    async def _resume(self, connection: Connection, data: Json) -> None:
        session = self._sessions.get(data["session_id"])
        if data["token"] != self._token():
            await connection.ws.close(code=4004, message=b"Authentication failed.")
        elif session is None:
            connection.send({"op": 9, "d": False})
        else:
            self.resumed += 1
            connection.session = session
            for payload in session.events[data["seq"] or 0 :]:
                connection.send(payload)
            connection.put("RESUMED", {})

    def forget_sessions(self) -> None:
        """Make every session invalid: a resume will be refused."""
        self._sessions.clear()

    # what goes out

    def dispatch(self, event: str, data: Json, guild_id: str = "", times: int = 1) -> None:
        """Send an event to whoever may see it, and keep it for those that will resume."""
        about = guild_id or (str(data.get("id")) if event.startswith("GUILD_") else "")
        for session in (each for each in self._listening() if _is_of(each, about)):
            seen = self._as_seen(event, data, guild_id, session.intents)
            for _ in range(times if seen is not None else 0):
                self._give(session, event, seen)

    def _listening(self) -> Iterator[Session]:
        current = {id(each.session): each.session for each in self.connections if each.session}
        return (session for session in current.values() if session.id in self._sessions)

    def _give(self, session: Session, event: str, data: Any) -> None:
        holder = next((each for each in reversed(self.connections) if each.session is session), None)
        if holder and not holder.ws.closed:
            holder.put(event, data)
        else:
            session.events.append({"op": 0, "t": event, "d": data, "s": len(session.events) + 1})

    @staticmethod
    def _as_seen(event: str, data: Json, guild_id: str, intents: int) -> Json | None:
        """Return an event as a client of these intents sees it; None where it does not."""
        if event.startswith(("GUILD_", "CHANNEL_", "THREAD_")):
            return data if intents & GUILDS else None
        if event.startswith("MESSAGE_"):
            if not intents & (GUILD_MESSAGES if guild_id else DIRECT_MESSAGES):
                return None
            mentioned = any(each["id"] == BOT for each in data.get("mentions", ()))
            own = data.get("author", {}).get("id") == BOT
            if guild_id and not intents & MESSAGE_CONTENT and not mentioned and not own:
                return {**data, "content": "", "embeds": [], "attachments": [], "components": []}
        return data


def _is_of(session: Session, guild_id: str) -> bool:
    """Whether a session hears of a server; what is of none, like a direct message, goes to the first shard.

    https://docs.discord.com/developers/events/gateway#sharding
    """
    number, count = session.shard
    return (int(guild_id) >> 22) % count == number if guild_id.isdigit() else number == 0
