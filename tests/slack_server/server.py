"""A Slack for loopback: Web API, Socket Mode, signed events, files and response URLs on one real socket."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from slack_server.delivery import SignedHttp, SocketMode
from slack_server.limits import limits, message_refusals
from slack_server.manifest import App, new_app, shipped
from slack_server.methods import METHODS, Methods
from slack_server.pacing import Pacing
from slack_server.people import People
from slack_server.recipes import SLACK, Recipe
from slack_server.shown import shown
from slack_server.workspace import NEWS, Json, Workspace


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
    cut: bool = False  # ends the connection in the place of an answer, once the work is done

    def __post_init__(self) -> None:
        self.after = self.after or self.cut


class SlackServer:
    """Start it, point an app at `api_url`, act as its `people`, and read what the channels saw.

    `paced`: enforce how often an app may call. `clock` gives seconds since 1970, for message ids.
    `app`: another one than the manifest that we ship makes. `recipe`: how another server of the protocol differs.
    """

    def __init__(
        self,
        *,
        paced: bool = False,
        clock: Callable[[], float] = time.time,
        app: App | None = None,
        recipe: Recipe = SLACK,
    ) -> None:
        app = app or new_app(shipped())
        self.bot_token = "xoxb-loopback"
        self.app_token = "xapp-loopback"
        self.signing_secret = "signed-loopback"
        self.workspace = Workspace(clock)
        self.methods = Methods(self.workspace, app, recipe)
        self.methods.on_post = self._posted
        self.socket_mode = SocketMode(self.workspace)
        self.http = SignedHttp(self.signing_secret, self.problems)
        self.people = People(self.workspace, self._deliver, lambda: f"http://127.0.0.1:{self.port}", app)
        self.pacing = Pacing(time.monotonic) if paced else None
        self.faults: deque[Fault] = deque()
        self.calls: list[str] = []
        self.posted_at: list[float] = []
        self.tickets = 0
        self._telling: set[asyncio.Future[None]] = set()

    async def __aenter__(self) -> SlackServer:
        app = web.Application()
        app.router.add_get("/link", self.socket_mode.serve)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/commands/{team}/{name}", self._response)
        app.router.add_get("/files-pri/{file}/{name}", self._download)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.api_url = f"http://127.0.0.1:{self.port}/api"
        return self

    async def __aexit__(self, *_: object) -> None:
        for telling in self._telling:
            telling.cancel()
        await self.socket_mode.close()
        await self._runner.cleanup()

    async def _deliver(self, kind: str, payload: Json, *, retry: int = 0) -> Json:
        if self.http.url:
            return await self.http.send(kind, payload, retry=retry)
        return await self.socket_mode.send(kind, payload, retry=retry)

    def _posted(self, message: Json) -> None:
        self.posted_at.append(time.monotonic())
        if self.methods.recipe.own_heard:
            self._telling.add(asyncio.ensure_future(self.people.echo(message)))

    # ------------------------------------------------------------ what is to be seen

    @property
    def problems(self) -> list[str]:
        """Every body that Slack would have refused, and every event that it gave up."""
        return self.methods.problems

    @property
    def bodies(self) -> list[Json]:
        """Every body that came in."""
        return self.methods.bodies

    @property
    def messages(self) -> dict[str, list[Json]]:
        """The messages of the channels, people's too."""
        return self.workspace.messages

    @property
    def acknowledged(self) -> list[str]:
        """The envelopes that the app has acknowledged."""
        return self.socket_mode.acknowledged

    @property
    def connections(self) -> int:
        """How many connections were made so far."""
        return len(self.socket_mode.sockets)

    def texts(self, channel: str, thread: str | None = None) -> list[str]:
        """What the app's messages in a channel say, in order; only those of a thread, if it is named."""
        found = [each for each in self.messages.get(channel, ()) if "bot_id" in each]
        return [shown(each["blocks"]) for each in found if thread is None or each.get("thread_ts") == thread]

    async def mention(self, text: str, channel: str = NEWS, *, event_id: str = "", thread: str | None = None) -> str:
        """Have a person mention the app, or write to it directly; return the message's ts."""
        return await self.people.say(text, channel, event_id=event_id, thread=thread)

    async def move(self) -> None:
        """Have the manifest that we ship make an agent of an older app; its token stays."""
        app = new_app(shipped())
        self.methods.install(app)
        self.people.install(app)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell the newest connection to go, and close it."""
        await self.socket_mode.disconnect(reason)

    async def drop(self) -> None:
        """Cut the newest connection, without a word."""
        await self.socket_mode.drop()

    # ------------------------------------------------------------ what the app calls

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls.append(method)
        fault = next((fault for fault in self.faults if fault.method == method and fault.times), None)
        if fault and not fault.after:
            return await self._faulty(fault)
        given = await _read(request)
        if given is None:
            return web.json_response({"ok": False, "error": "invalid_json"})
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or given.get("token")
        if not token:
            return web.json_response({"ok": False, "error": "not_authed"})
        if token != (self.app_token if method == "apps.connections.open" else self.bot_token):
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if wait := self._wait(method, str(given.get("channel") or "")):
            refused = {"ok": False, "error": "ratelimited"}
            return web.json_response(refused, status=429, headers={"Retry-After": str(wait)})
        answer = self._open() if method == "apps.connections.open" else self.methods.call(method, given)
        granted = {"X-OAuth-Scopes": ",".join(sorted(self.methods.scopes))} if self.methods.recipe.scopes_told else {}
        if fault and fault.cut and request.transport:
            fault.times -= 1
            request.transport.abort()
        return await self._faulty(fault) if fault and not fault.cut else web.json_response(answer, headers=granted)

    def _wait(self, method: str, channel: str) -> int:
        known = METHODS.get(method)
        return self.pacing.wait(method, known.tier, channel) if self.pacing and known else 0

    async def _faulty(self, fault: Fault) -> web.Response:
        fault.times -= 1
        if fault.stall:
            await asyncio.sleep(fault.stall)
        return web.json_response(fault.body, status=fault.status, headers=fault.headers)

    def _open(self) -> Json:
        self.tickets += 1
        return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/link?ticket={self.tickets}"}

    async def _response(self, request: web.Request) -> web.Response:
        """Take what an app answers to a response URL: five times within half an hour."""
        kept = self.people.responses.get(request.match_info["name"])
        told = await _read(request)
        if told is None:
            return web.Response(text="invalid_payload", status=400)
        if kept is None or kept["left"] <= 0:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        kept["left"] -= 1
        known = {"text", "blocks", "response_type", "replace_original", "delete_original", "thread_ts", "metadata"}
        known |= {"unfurl_links", "unfurl_media"}
        if unknown := set(told) - known:
            self.problems.append(f"response_url: unknown keys {sorted(unknown)}")
        if not told.get("delete_original"):
            refused = next(message_refusals(told), None)
            self.problems.extend(limits({"unfurl_links": False, "unfurl_media": False, **told}))
            if refused:
                return web.json_response({"ok": False, "error": refused[0]}, status=400)
        if told.get("response_type") == "in_channel":
            self.workspace.keep(kept["channel"], {"type": "message", "bot_id": "B", "ts": self.workspace.ts(), **told})
        if told.get("replace_original") and kept["told"]:
            kept["told"].pop()
        kept["told"].append(told)
        return web.Response(text="ok")

    async def _download(self, request: web.Request) -> web.Response:
        file = self.workspace.files.get(request.match_info["file"])
        if (
            request.headers.get("Authorization") != f"Bearer {self.bot_token}"
            or "files:read" not in self.methods.scopes
        ):
            return web.Response(text="<html>Sign in</html>", content_type="text/html")
        self.methods.used_scopes.add("files:read")
        return web.Response(text=file["content"], content_type="text/xml") if file else web.Response(status=404)


async def _read(request: web.Request) -> Json | None:
    """Read what was given, in JSON, as a form or a query, which slack-sdk mixes; None where it is no JSON object."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            told = await request.json()
        except ValueError:
            return None
        return given | told if isinstance(told, dict) else None
    for key, value in (await request.post()).items():
        given[key] = _unpacked(str(value))
    return given


def _unpacked(value: str) -> Any:
    if value[:1] in "[{" and value:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
