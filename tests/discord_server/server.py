"""A Discord for loopback: REST and gateway on one real socket, and the people who write there.

Written after the public description of the protocol (discord/discord-api-docs). Ids and keys are as Discord gives
them. Every request body is held against the published OpenAPI description, where it is at hand, and against the
limits that it leaves out; what is wrong stands in `problems`.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web

from discord_server import payloads
from discord_server.gateway import Gateway
from discord_server.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, Interactions, options_of
from discord_server.payloads import BOT, GUILD, NEWS, PERSON, Json
from discord_server.ratelimits import RateLimits
from discord_server.rest import Call, Rest
from discord_server.rules import Check, anything, house_rules
from discord_server.world import EPHEMERAL, TEXT, Channel, Guild, Refused, newsroom, texts


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
    """Start it, point a bot at `api_url` and `gateway_url`, have people do things, and read what the channels saw."""

    def __init__(self, check: Check | None = None, *, limited: bool = True) -> None:
        self.token = "loopback-token"
        self.check = check or anything
        self.world = newsroom()
        self.world.changed = self._changed
        self.interactions = Interactions(self.world)
        self.gateway = Gateway(self.world, lambda: self.token, lambda: self.gateway_url)
        self.rest = Rest(self.world, self.interactions, lambda: self.gateway.shards)
        self.ratelimits = RateLimits(enforced=limited)
        self.problems: list[str] = []
        self.bodies: list[Json] = []
        self.faults: deque[Fault] = deque()
        self.requests: list[str] = []
        self.statuses: dict[int, int] = {}
        self.files: dict[str, bytes] = {}
        self.extra: list[web.RouteDef] = []

    async def __aenter__(self) -> DiscordServer:
        app = web.Application(client_max_size=32 << 20)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/attachments/{name}", self._attachment)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        app.add_routes(self.extra)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.api_url = f"{self.origin}/api/v10"
        self.rest.gateway_url = self.gateway_url = f"ws://127.0.0.1:{self.port}/gateway"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close_sockets(1001)
        await self._runner.cleanup()

    # ------------------------------------------------------------ what people see

    def shown(self, channel: str = NEWS) -> list[Json]:
        """The messages of a channel, in order; those for one person's eyes are not among them."""
        return [m for m in self.world.channels[channel].messages if not m["flags"] & EPHEMERAL]

    def shown_in(self, channels: list[str]) -> dict[str, list[Json]]:
        """The messages of channels and of their threads, without what they say."""
        kept = ("id", "components", "author")
        footers = ("footer",)
        return {
            channel: [
                {key: m[key] for key in kept}
                | {"embeds": [{key: e[key] for key in footers if key in e} for e in m["embeds"]]}
                for m in [m for place in (channel, *self.threads(channel)) for m in self.shown(place)]
            ]
            for channel in channels
        }

    def texts(self, channel: str = NEWS) -> list[str]:
        """What the bot's messages in a channel say, in order."""
        return texts(m for m in self.shown(channel) if m["author"]["id"] == BOT)

    def posted_at(self) -> dict[str, list[float]]:
        """When the bot's messages came, in seconds since 1970, by the channel that they stand in, threads and all."""
        found: dict[str, list[float]] = {}
        for place in self.world.channels.values():
            came = [
                datetime.fromisoformat(m["timestamp"]).timestamp() for m in place.messages if m["author"]["id"] == BOT
            ]
            found.setdefault(place.parent_id if place.is_thread and place.parent_id else place.id, []).extend(came)
        return found

    def notified(self, channel: str = NEWS) -> list[str]:
        """What the bot's messages say outside of their embeds: all that a notification shows."""
        return [m["content"] for m in self.shown(channel) if m["author"]["id"] == BOT]

    def texts_with_threads(self, channel: str = NEWS) -> list[str]:
        """What they say in a channel, then in its threads."""
        return self.texts(channel) + [text for thread in self.threads(channel) for text in self.texts(thread)]

    def threads(self, channel: str = NEWS) -> list[str]:
        """The ids of a channel's threads or posts."""
        return [thread.id for thread in self.world.threads_of(channel)]

    def name(self, channel: str) -> str:
        """What a channel or thread is called."""
        return self.world.channels[channel].name

    def answers(self, interaction_id: str) -> list[Json]:
        """What the bot gave in answer to an interaction, for the person's eyes only or not."""
        return self._interaction(interaction_id).messages

    def answer_texts(self, interaction_id: str) -> list[str]:
        """What those say; "thinking" says nothing."""
        return [text for text in texts(self.answers(interaction_id)) if text]

    def acknowledged(self, interaction_id: str) -> float | None:
        """After how many seconds an interaction got its first answer; None: not yet."""
        return self._interaction(interaction_id).acknowledged

    def callback(self, interaction_id: str) -> Json | None:
        """The first answer to an interaction."""
        return self._interaction(interaction_id).callback

    def _interaction(self, interaction_id: str) -> Any:
        return next(each for each in self.interactions.by_token.values() if each.id == interaction_id)

    @property
    def commands(self) -> list[Json]:
        """The commands that people can choose from."""
        return self.rest.registry.commands

    # ------------------------------------------------------------ what people do

    def say(
        self,
        text: str,
        channel: str = NEWS,
        *,
        person: str = PERSON,
        message_id: str | None = None,
        reply_to: str = "",
        ping: bool = True,
        times: int = 1,
        embeds: list[Json] | None = None,
    ) -> str:
        """Have a person write a message; `times` says how often its event is delivered."""
        place = self.world.channels[channel]
        body: Json = {"content": text, "embeds": embeds}
        replied = next((m for m in place.messages if m["id"] == reply_to), None) if reply_to else None
        if reply_to:
            body["message_reference"] = {"message_id": reply_to, "guild_id": place.guild_id or None, "type": 0}
        pinged = f"<@{BOT}>" in text or (replied and ping and replied["author"]["id"] == BOT)
        more: Json = {"mentions": [payloads.user(BOT)] if pinged else []}
        if message_id:
            more["id"] = message_id
        if replied:
            more["referenced_message"] = replied
        if place.guild_id:
            more["member"] = {key: value for key, value in payloads.member(person).items() if key != "user"}
        if self.world.foreign.roles_as_objects and "member" in more:
            more["member"]["roles"] = [payloads.role(payloads.BOT_ROLE, "readers", 0)]
        message = self.world.message(place, body, person, **more)
        place.messages.append(message)
        self.gateway.dispatch("MESSAGE_CREATE", message, place.guild_id, times)
        return str(message["id"])

    def begin_thread(self, message_id: str, name: str, channel: str = NEWS) -> str:
        """Have a person begin a thread on a message; it begins with that, as one of the kind 21."""
        place = self.world.channels[channel]
        begun = self.world.find(place, message_id)
        thread = self.world.open_thread(place, name, message_id)
        first = self.world.message(thread, {"content": ""}, begun["author"]["id"])
        thread.messages.append({**first, "type": 21, "referenced_message": begun})
        return thread.id

    def rewrite(self, message_id: str, text: str, channel: str = NEWS) -> None:
        """Have a person edit what they wrote."""
        place = self.world.channels[channel]
        message = self.world.edit(self.world.find(place, message_id), {"content": text})
        self.gateway.dispatch("MESSAGE_UPDATE", message, place.guild_id)

    def unsay(self, message_id: str, channel: str = NEWS) -> None:
        """Have a person delete what they wrote."""
        place = self.world.channels[channel]
        place.messages.remove(self.world.find(place, message_id))
        gone = {"id": message_id, "channel_id": channel, "guild_id": place.guild_id}
        self.gateway.dispatch("MESSAGE_DELETE", gone, place.guild_id)

    def command(
        self, name: str, options: Json | None = None, channel: str = NEWS, *, person: str = PERSON, times: int = 1
    ) -> str:
        """Have a person use a slash command that the bot has registered; return the interaction's id."""
        command = self._registered(name, 1)
        data = {"id": command["id"], "name": name, "type": 1, "options": options_of(command, options or {})}
        attached = {f["value"]: self._attached(f["value"]) for f in _leaves(data["options"]) if f["type"] == 11}
        if attached:
            data["resolved"] = {"attachments": attached}
        return self._begin(COMMAND, channel, person, data, times=times)

    def menu(self, name: str, message_id: str, channel: str = NEWS, *, person: str = PERSON) -> str:
        """Have a person choose the bot's command from a message's menu."""
        command = self._registered(name, 3)
        message = self.world.find(self.world.channels[channel], message_id)
        resolved = {"messages": {message_id: message}}
        data = {"id": command["id"], "name": name, "type": 3, "target_id": message_id, "resolved": resolved}
        return self._begin(COMMAND, channel, person, data)

    async def complete(
        self, name: str, focused: str, options: Json, channel: str = NEWS, *, person: str = PERSON
    ) -> list[str]:
        """Have a person type into an option of a command; return the choices that the bot offers."""
        command = self._registered(name, 1)
        data = {"id": command["id"], "name": name, "type": 1, "options": options_of(command, options, focused)}
        made = self._interaction(self._begin(AUTOCOMPLETE, channel, person, data))
        await asyncio.wait_for(made.answered.wait(), 60)
        return [choice["name"] for choice in made.callback["data"]["choices"]]

    def press(
        self, message_id: str, label: str, channel: str = NEWS, *, person: str = PERSON, values: list[str] | None = None
    ) -> str:
        """Have a person press the button of a label, or choose from a select; return the interaction's id."""
        message = next(m for m in self._all_messages(channel) if m["id"] == message_id)
        pieces = [piece for row in message["components"] for piece in row["components"]]
        piece = next((p for p in pieces if label in (p.get("label"), p.get("placeholder"), p.get("custom_id"))), None)
        assert piece is not None, f"no {label!r} among {[p.get('label') or p.get('placeholder') for p in pieces]}"
        data = {"custom_id": piece["custom_id"], "component_type": piece["type"]}
        if values is not None:
            data["values"] = values
        return self._begin(COMPONENT, channel, person, data, source=message)

    def _all_messages(self, channel: str) -> list[Json]:
        held = list(self.world.channels[channel].messages)
        return held + [m for each in self.interactions.by_token.values() for m in each.messages]

    def attach(self, name: str, body: bytes) -> str:
        """Upload a file, to be named as the value of an attachment option."""
        self.files[name] = body
        return name

    def _attached(self, name: str) -> Json:
        url = f"{self.origin}/attachments/{name}"
        return {
            "id": self.world.snowflake(),
            "filename": name,
            "size": len(self.files[name]),
            "url": url,
            "proxy_url": url,
        }

    def _registered(self, name: str, kind: int) -> Json:
        found = next((c for c in self.commands if c["name"] == name and c.get("type", 1) == kind), None)
        assert found is not None, f"no command {name!r} among {[c['name'] for c in self.commands]}"
        return found

    def _begin(
        self, kind: int, channel: str, person: str, data: Json, source: Json | None = None, times: int = 1
    ) -> str:
        place = self.world.channels[channel]
        made, event = self.interactions.begin(kind, place, person, data, source)
        self.gateway.dispatch("INTERACTION_CREATE", event, place.guild_id, times)
        return made.id

    # ------------------------------------------------------------ what becomes of servers

    def join(self, guild: str) -> None:
        """Let the bot into a server."""
        self.world.guilds[guild].joined = True
        self.gateway.dispatch("GUILD_CREATE", self.world.guild_json(self.world.guilds[guild]))

    def leave(self, guild: str = GUILD) -> None:
        """Throw the bot out of a server."""
        self.world.guilds[guild].joined = False
        self.gateway.dispatch("GUILD_DELETE", {"id": guild})

    def outage(self, guild: str = GUILD, *, over: bool = False) -> None:
        """Let a server be unavailable for a while, or come back."""
        self.world.guilds[guild].available = over
        if over:
            told = {**self.world.guild_json(self.world.guilds[guild]), "unavailable": False}
            self.gateway.dispatch("GUILD_CREATE", told)
        else:
            self.gateway.dispatch("GUILD_DELETE", {"id": guild, "unavailable": True})

    def add_channel(self, channel: str, name: str, kind: int = 0, guild: str = GUILD, *, private: bool = False) -> None:
        """Make a channel in a server."""
        made = Channel(channel, name, kind, guild, private=private)
        self.world.channels[channel] = made
        self.gateway.dispatch("CHANNEL_CREATE", made.json(), guild)

    def add_server(self, guild: str, channels: dict[str, str]) -> None:
        """Make a server that the bot is in, with channels by their ids and names."""
        self.world.guilds[guild] = Guild(guild, f"Server {guild}")
        self.world.channels |= {key: Channel(key, name, TEXT, guild) for key, name in channels.items()}
        self.join(guild)

    def require_tag(self, forum: str, names: list[str], *, moderated: bool = False, required: bool = True) -> list[str]:
        """Give a forum tags, one of which each post must have where that is `required`; return their ids."""
        held = self.world.channels[forum]
        known = {tag["name"]: tag["id"] for tag in held.tags}
        ids = [known.get(name) or self.world.snowflake() for name in names]
        emoji = {"emoji_id": None, "emoji_name": None}
        held.tags = [
            {"id": i, "name": name, "moderated": moderated, **emoji} for i, name in zip(ids, names, strict=True)
        ]
        held.requires_tag = required
        self.gateway.dispatch("CHANNEL_UPDATE", held.json(), held.guild_id)
        return ids

    def rename_tag(self, forum: str, name: str, new: str) -> None:
        """Call a forum's tag otherwise."""
        held = self.world.channels[forum]
        held.tags = [{**tag, "name": new if tag["name"] == name else tag["name"]} for tag in held.tags]
        self.gateway.dispatch("CHANNEL_UPDATE", held.json(), held.guild_id)

    def applied(self, post: str) -> list[str]:
        """The tags of a forum's post."""
        return self.world.channels[post].applied

    def allow_content(self) -> None:
        """Switch the privileged intent for message content on, as the bot's operator does."""
        self.gateway.content_allowed = True

    def permit(self, guild: str = GUILD, *, bot: int | None = None, everyone: int | None = None) -> None:
        """Change what the bot's role, or everyone, may do."""
        held = self.world.guilds[guild]
        held.bot = held.bot if bot is None else bot
        held.everyone = held.everyone if everyone is None else everyone
        for role in self.world.guild_json(held)["roles"]:
            self.gateway.dispatch("GUILD_ROLE_UPDATE", {"guild_id": guild, "role": role})

    def remove_channel(self, channel: str) -> None:
        """Delete a channel."""
        held = self.world.channels.pop(channel)
        self.gateway.dispatch("CHANNEL_DELETE", held.json(), held.guild_id)

    def remove_thread(self, thread: str, *, reopens: bool = True, told: bool = True) -> None:
        """Delete a thread with all that it holds; `told`: the event of it has arrived, which may be a moment later.

        `reopens`: whether another may be opened on the message that it began with.
        """
        held = self.world.remove_thread(thread, reopens=reopens)
        if told:
            gone = {"id": held.id, "guild_id": held.guild_id, "parent_id": held.parent_id, "type": held.kind}
            self.gateway.dispatch("THREAD_DELETE", gone, held.guild_id)

    def lock(self, thread: str) -> None:
        """Archive a thread and lock it: only moderators may write there."""
        held = self.world.channels[thread]
        held.archived = held.locked = True
        self.gateway.dispatch("THREAD_UPDATE", held.json(), held.guild_id)

    def _changed(self, event: str, data: Json, channel: Channel | None) -> None:
        self.gateway.dispatch(event, data, channel.guild_id if channel else "")

    # ------------------------------------------------------------ what goes wrong

    def dispatch(self, event: str, data: Any) -> None:
        """Send any event, one that nobody can parse too."""
        self.gateway.dispatch(event, data, GUILD)

    def send_raw(self, payload: Json) -> None:
        """Send anything on the newest connection: a reconnect (op 7), an invalid session (op 9)."""
        self.gateway.connections[-1].send(payload)

    def send_bytes(self, data: bytes) -> None:
        """Send bytes that are no part of the compressed stream."""
        self.gateway.connections[-1].send(data)

    def drop(self) -> None:
        """Cut the newest connection, without a word."""
        transport = self.gateway.connections[-1].request.transport
        if transport:
            transport.abort()

    async def close_sockets(self, code: int) -> None:
        """Close every connection with a code."""
        for connection in self.gateway.connections:
            await connection.ws.close(code=code)

    def revoke(self, token: str = "another-token") -> None:
        """Make the bot's token worth nothing, or put it right again."""
        self.token = token

    def fail(self, path: str, status: int, **more: Any) -> None:
        """Plan a fault."""
        self.faults.append(Fault(path, status, **more))

    @property
    def connections(self) -> int:
        """How many connections were made so far."""
        return len(self.gateway.connections)

    @property
    def up(self) -> bool:
        """Whether a bot is connected and has identified."""
        return bool(self.gateway.open)

    def snowflake(self) -> str:
        """A new id that tells the present."""
        return self.world.snowflake()

    # ------------------------------------------------------------ REST

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        self.requests.append(f"{request.method} {path}")
        fault = next((fault for fault in self.faults if path.endswith(fault.path) and fault.times), None)
        if fault and not fault.after:
            answer = await self._faulty(fault)
        else:
            answer = await self._answer(request, path)
            if fault:
                answer = await self._faulty(fault)
        self._count(answer)
        return answer

    async def _answer(self, request: web.Request, path: str) -> web.Response:
        if self.ratelimits.banned:
            # Cloudflare's own page: not JSON, and without Via
            return web.Response(status=429, text="error code: 1015", headers={"Retry-After": "600"})
        refusal, headers = self.ratelimits.take(request.method, path)
        if refusal:
            return _json(refusal.body, 429, refusal.headers)
        open_to_all = path.startswith(("interactions/", "webhooks/"))
        if not open_to_all and request.headers.get("Authorization") != f"Bot {self.token}":
            return _json({"message": "401: Unauthorized", "code": 0}, 401)
        try:
            body = await self._body(request, path)
            status, told = self._done(request, path, body)
        except Refused as error:
            self._note(request, path, error)
            return _json(error.body, error.status, headers)
        return _json(told, status, headers) if told is not None else web.Response(status=status, headers=headers)

    def _done(self, request: web.Request, path: str, body: Any) -> tuple[int, Any]:
        try:
            return self.rest.route(request.method, path, Call(dict(request.query), body))
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # without the published description nothing else has looked at the body's shape
            raise Refused(400, 50035, "Invalid Form Body", errors={"_": [repr(error)]}) from error

    async def _body(self, request: web.Request, path: str) -> Any:
        """Return the body, held against the published description; files of a form are kept."""
        if request.content_type == "multipart/form-data":
            body = await self._form(request)
        else:
            raw = await request.read()
            if not raw:
                return None
            body = json.loads(raw)
        self.bodies.append(body)
        if problems := self.check(request.method, f"/{path}", body):
            raise Refused(400, 50035, "Invalid Form Body", errors={"_": problems})
        shown = [body, *(body.get(key) for key in ("data", "message"))] if isinstance(body, dict) else []
        self.problems += [f"{request.method} {path}: {problem}" for each in shown for problem in house_rules(each)]
        return body

    async def _form(self, request: web.Request) -> Any:
        form = await request.post()
        for key, value in form.items():
            if isinstance(value, web.FileField):
                assert key.startswith("files["), key
                self.files[value.filename] = value.file.read()
        body = json.loads(str(form["payload_json"]))
        for attachment in body.get("attachments") or (body.get("data") or {}).get("attachments") or ():
            attachment.setdefault("url", f"{self.origin}/attachments/{attachment.get('filename')}")
        return (
            {**body} if "attachments" not in body else {**body, "attachments": [_plain(a) for a in body["attachments"]]}
        )

    def _note(self, request: web.Request, path: str, error: Refused) -> None:
        """Keep what is the bot's own fault: a body that Discord does not take."""
        if error.body["code"] in (50035, 50006, 0):
            self.problems.append(f"{request.method} {path}: {error.body}")

    def _count(self, answer: web.StreamResponse) -> None:
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        if answer.status in (401, 403) or (answer.status == 429 and not self.ratelimits.banned):
            self.ratelimits.invalid()

    async def _faulty(self, fault: Fault) -> web.Response:
        fault.times -= 1
        if fault.stall:
            await asyncio.sleep(fault.stall)
        return _json(fault.body if fault.body is not None else {}, fault.status, fault.headers)

    async def _attachment(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["name"]])


def _json(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # discord.py reads JSON only under exactly this content type, without a charset
    given = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=given)


def _plain(attachment: Json) -> Json:
    return {key: value for key, value in attachment.items() if key in ("id", "filename", "description")}


def _leaves(options: list[Json]) -> list[Json]:
    return [
        leaf for option in options for leaf in (_leaves(option["options"]) if option["type"] in (1, 2) else [option])
    ]
