"""How people come to an app: its home, its conversations and what else they look at, each as the events that tell so.

An agent's conversations are direct messages like any other; the older assistant's are threads that Slack begins.
https://docs.slack.dev/reference/events/app_home_opened and /app_context_changed
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_server.manifest import App
from slack_server.workspace import APP, BOT_USER, DIRECT, NEWS, PERSON, TEAM, Json, Workspace

Send = Callable[..., Awaitable[Json]]


class Visits:
    """Tells an app of those who come to it; `send` brings an event there."""

    def __init__(self, workspace: Workspace, send: Send, app: App) -> None:
        self._workspace = workspace
        self._send = send
        self.install(app)
        self._looks_at: dict[str, str] = {}
        self._threads: dict[str, Json] = {}
        self.heard_events: set[str] = set()

    def install(self, app: App) -> None:
        """Have another app in the place of this one."""
        self._app = app
        self._events = set(app.events)

    async def event(self, event: Json, name: str = "", *, event_id: str = "", times: int = 1) -> None:
        """Send an event, if the app has subscribed to it; `times`: as often, as Slack does where it is in doubt."""
        name = name or event["type"]
        if name not in self._events:
            return
        self.heard_events.add(name)
        who = {
            "enterprise_id": None,
            "team_id": TEAM,
            "user_id": BOT_USER,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        payload = {
            "token": "legacy",
            "team_id": TEAM,
            "api_app_id": APP,
            "event": event,
            "type": "event_callback",
            "event_id": event_id or self._workspace.id("Ev"),
            "event_time": int(self._workspace.clock()),
            "authorizations": [who],
            "is_ext_shared_channel": False,
        }
        for number in range(times):
            await self._send("events_api", payload, retry=number)

    async def echo(self, message: Json) -> None:
        """Tell the app of a message of its own, as of a person's: without the bot that it is of."""
        kind = self._workspace.places[message["channel"]].kind
        told = {key: value for key, value in message.items() if key not in ("bot_id", "app_id", "metadata")}
        if kind == "im":
            await self.event(told | {"channel_type": "im"}, "message.im")
        elif f"<@{BOT_USER}>" in message.get("text", ""):
            await self.event(told | {"type": "app_mention"}, "app_mention")

    async def subscribe(self, *names: str) -> None:
        """Have the app subscribe to more events than its manifest names, as an operator may."""
        self._events.update(names)

    async def open_home(self, person: str = PERSON, tab: str = "home") -> Json:
        """Open the app, at its home or its messages; return what the home showed before."""
        where = {"user": person, "channel": DIRECT, "tab": tab, "event_ts": self._workspace.ts()}
        before = self._workspace.homes.get(person)
        view = {"view": before} if before and tab == "home" else {}
        await self.event({"type": "app_home_opened", **where, **view, **self._told_agents("context", person)})
        return before or {}

    async def look_at(self, channel: str, person: str = PERSON) -> None:
        """Go to a channel while the app stands beside it."""
        self._looks_at[person] = channel
        if self._app.agent:
            where = {"user": person, "channel": DIRECT, "event_ts": self._workspace.ts()}
            await self.event({"type": "app_context_changed", **where, **self._told_agents("context", person)})
            return
        thread = self._threads[person] | {"context": {"channel_id": channel, "team_id": TEAM, "enterprise_id": None}}
        await self.event({"type": "assistant_thread_context_changed", "assistant_thread": thread})

    async def start_assistant(self, person: str = PERSON, channel: str = DIRECT) -> str:
        """Begin a thread of the older assistant's; return its ts."""
        if self._app.agent:
            raise LookupError("an agent has no such threads: write to it")
        ts = self._workspace.ts()
        root = {"type": "message", "subtype": "assistant_app_thread", "user": BOT_USER, "text": "New thread", "ts": ts}
        self._workspace.keep(channel, root)
        context = {"channel_id": NEWS, "team_id": TEAM, "enterprise_id": None}
        thread = {"user_id": person, "context": context, "channel_id": channel, "thread_ts": ts}
        self._threads[person] = thread
        await self.event({"type": "assistant_thread_started", "assistant_thread": thread, "event_ts": ts})
        return ts

    def _told_agents(self, name: str, person: str) -> dict[str, Any]:
        """What an agent is told, under a name, of what somebody looks at."""
        if not self._app.agent:
            return {}
        channel = self._looks_at.get(person)
        entity = {"type": "slack#/types/channel_id", "value": channel, "team_id": TEAM}
        return {name: {"entities": [entity]} if channel else {}}

    def suggested(self, channel: str) -> tuple[Json, str | None]:
        """What is suggested in a conversation, by title, and the thread that it stands in; at first, the manifest's."""
        told = [each for each in self._workspace.prompts if each["channel_id"] == channel]
        last = told[-1] if told else {"prompts": self._app.prompts}
        return {each["title"]: each["message"] for each in last["prompts"]}, last.get("thread_ts")
