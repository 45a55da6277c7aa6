"""What people do: each gesture becomes the payloads that Slack sends an app.

Shapes after the public samples: https://github.com/slackapi/java-slack-sdk/tree/main/json-logs/samples
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from slack_server.manifest import App
from slack_server.shown import shown
from slack_server.visits import Send, Visits
from slack_server.workspace import ADMIN, APP, BOT_USER, DIRECT, NEWS, PERSON, TEAM, Json, Workspace


class People(Visits):
    """Acts in the workspace; `send` brings what happens to the app, `base` is where its response URLs begin."""

    def __init__(self, workspace: Workspace, send: Send, base: Callable[[], str], app: App) -> None:
        super().__init__(workspace, send, app)
        self._base = base
        self.responses: dict[str, Json] = {}

    # ------------------------------------------------------------ what they write

    async def say(
        self,
        text: str,
        channel: str = NEWS,
        *,
        person: str = PERSON,
        thread: str | None = None,
        event_id: str = "",
        times: int = 1,
        files: list[str] | None = None,
        attachments: list[Json] | None = None,
        heard: bool = True,
    ) -> str:
        """Have a person write; the app hears where it is mentioned, and what it has subscribed to. Returns the ts.

        With `attachments` it is another app that writes; not `heard`, while the app is not connected.
        """
        ts = self._workspace.ts()
        message: Json = {"type": "message", "user": person, "text": text, "ts": ts, "team": TEAM}
        message |= {"thread_ts": thread} if thread else {}
        message |= {"files": [self._file(each) for each in files], "upload": False} if files else {}
        if attachments:
            message |= {
                "subtype": "bot_message",
                "bot_id": "B0000000042",
                "username": "wire",
                "attachments": attachments,
            }
        self._workspace.keep(channel, message)
        event = message | {"channel": channel, "event_ts": ts, "client_msg_id": self._workspace.id("msg-")}
        if not heard:
            return ts
        if self._workspace.places[channel].kind == "im":
            event |= {"channel_type": "im"} | ({"subtype": "file_share"} if files else {})
            event |= self._told_agents("app_context", person)
            await self.event(event, "message.im", event_id=event_id, times=times)
            return ts
        if f"<@{BOT_USER}>" in text:
            await self.event(event | {"type": "app_mention"}, event_id=event_id, times=times)
        await self._in_channel(channel, event)
        return ts

    async def choose(self, title: str, channel: str = DIRECT, *, person: str = PERSON) -> str:
        """Choose what is suggested in a conversation: its message is written there. Returns the ts."""
        messages, thread = self.suggested(channel)
        return await self.say(messages[title], channel, person=person, thread=thread)

    async def _in_channel(self, channel: str, event: Json) -> None:
        """Tell of a message in a channel to whom has subscribed to that, besides what is for the app."""
        kind = self._workspace.places[channel].kind
        await self.event(event | {"channel_type": kind}, "message.groups" if kind == "group" else "message.channels")

    async def rewrite(self, ts: str, text: str, channel: str = NEWS) -> None:
        """Have a person edit what they wrote."""
        message = self._workspace.message(channel, ts)
        assert message
        message |= {"text": text, "edited": {"user": message["user"], "ts": self._workspace.ts()}}
        event = {"type": "message", "subtype": "message_changed", "message": message, "channel": channel}
        await self._in_channel(channel, event | {"ts": message["edited"]["ts"], "hidden": True})

    async def unsay(self, ts: str, channel: str = NEWS) -> None:
        """Have a person delete what they wrote."""
        message = self._workspace.message(channel, ts)
        assert message
        self._workspace.remove(channel, message)
        event = {"type": "message", "subtype": "message_deleted", "deleted_ts": ts, "previous_message": message}
        await self._in_channel(channel, event | {"channel": channel, "ts": self._workspace.ts(), "hidden": True})

    async def unsay_thread(self, ts: str, channel: str = NEWS) -> None:
        """Have an admin delete a message with all that was answered to it."""
        for message in [each for each in self._workspace.messages[channel] if each.get("thread_ts") == ts]:
            await self.unsay(message["ts"], channel)
        await self.unsay(ts, channel)

    def _file(self, file_id: str) -> Json:
        return {key: value for key, value in self._workspace.files[file_id].items() if key != "content"}

    def upload(self, name: str, content: str) -> str:
        """Put a file into the workspace; return its id."""
        file_id = self._workspace.id("F")
        url = f"{self._base()}/files-pri/{file_id}/{name}"
        self._workspace.files[file_id] = {
            "id": file_id, "name": name, "mimetype": "text/xml", "filetype": "xml", "size": len(content.encode()),
            "url_private": url, "url_private_download": f"{url}?download=1", "content": content,
        }  # fmt: skip
        return file_id

    async def invite(self, channel: str = NEWS, person: str = ADMIN) -> None:
        """Let the app into a channel."""
        place = self._workspace.places[channel]
        place.members.add(BOT_USER)
        kind = {"channel_type": "C" if place.kind == "channel" else "G"}
        where = {"channel": channel, "team": TEAM, "inviter": person, "event_ts": self._workspace.ts()}
        await self.event({"type": "member_joined_channel", "user": BOT_USER, **where, **kind})

    async def channel_event(self, name: str, channel: str = NEWS) -> None:
        """Archive, unarchive, delete a channel, or take the app out of it: the events that tell so."""
        place = self._workspace.places[channel]
        place.archived = {"archive": True, "unarchive": False}.get(name.partition("_")[2], place.archived)
        if name.endswith("_left"):
            place.members.discard(BOT_USER)
        if name.endswith("_deleted"):
            del self._workspace.places[channel]
        await self.event({"type": name, "channel": channel, "user": PERSON, "event_ts": self._workspace.ts()})

    async def uninstall(self) -> None:
        """Take the app out of the workspace."""
        await self.event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}})
        await self.event({"type": "app_uninstalled"})

    # ------------------------------------------------------------ commands and components

    async def command(self, text: str, channel: str = NEWS, *, person: str = PERSON) -> str:
        """Type `/readout …`; return the response URL's name, under which `responses` keeps what the person saw."""
        name, where = self._response_url(channel, person)
        place = self._workspace.places[channel]
        payload = {
            "token": "legacy", "team_id": TEAM, "team_domain": "news", "channel_id": channel,
            "channel_name": "directmessage" if place.kind == "im" else place.name, "user_id": person,
            "user_name": self._workspace.people[person].name, "command": "/readout", "text": text, "api_app_id": APP,
            "is_enterprise_install": "false", "response_url": where, "trigger_id": self._workspace.trigger(),
        }  # fmt: skip
        told = await self._send("slash_commands", payload)
        if told:
            self.responses[name]["told"].append(told)
        return name

    def _response_url(self, channel: str, person: str, ts: str = "") -> tuple[str, str]:
        name = self._workspace.id("resp")
        self.responses[name] = {"channel": channel, "person": person, "ts": ts, "told": [], "left": 5}
        return name, f"{self._base()}/commands/{TEAM}/{name}"

    def _who(self, person: str) -> Json:
        name = self._workspace.people[person].name
        user = {"id": person, "username": name, "name": name, "team_id": TEAM}
        team = {"id": TEAM, "domain": "news"}
        return {"token": "legacy", "api_app_id": APP, "team": team, "user": user, "enterprise": None}

    async def press(
        self, label: str, channel: str = NEWS, *, ts: str = "", person: str = PERSON, chosen: str = "", times: int = 1
    ) -> str:
        """Press a button, or choose from a menu, of a message (the newest that has it); return the response's name."""
        message, element = self._found(channel, label, ts)
        name, where = self._response_url(channel, person, message["ts"])
        container = {"type": "message", "message_ts": message["ts"], "channel_id": channel, "is_ephemeral": False}
        container |= {"thread_ts": message["thread_ts"]} if "thread_ts" in message else {}
        payload = {
            **self._who(person),
            "type": "block_actions",
            "container": container,
            "channel": {"id": channel, "name": self._workspace.places[channel].name},
            "message": message,
            "state": {"values": {}},
            "response_url": where,
            "trigger_id": self._workspace.trigger(),
            "actions": [self._action(element, chosen)],
        }
        for _ in range(times):
            await self._send("interactive", payload)
        return name

    def _found(self, channel: str, label: str, ts: str) -> tuple[Json, Json]:
        for message in reversed(self._workspace.messages.get(channel, ())):
            if ts and message["ts"] != ts:
                continue
            for element in elements(message.get("blocks") or []):
                if label in (said(element), element.get("action_id")):
                    return message, element
        raise LookupError(f"no message of {channel} has {label!r}")

    def _action(self, element: Json, chosen: str) -> Json:
        action = {key: element[key] for key in ("type", "action_id", "block_id", "value", "text") if key in element}
        if "options" in element:
            option = next(each for each in element["options"] if chosen in (each["text"]["text"], each["value"]))
            action["selected_option"] = option
        return {"block_id": "b", **action, "action_ts": self._workspace.ts()}

    async def press_home(self, label: str, person: str = PERSON, *, chosen: str = "", which: int = 0) -> None:
        """Press a button of the app's home: the one of that many that say so."""
        view = self._workspace.homes[person]
        element = [each for each in elements(view["blocks"]) if label in (said(each), each.get("action_id"))][which]
        payload = {
            **self._who(person),
            "type": "block_actions",
            "container": {"type": "view", "view_id": view["id"]},
            "view": view,
            "trigger_id": self._workspace.trigger(),
            "actions": [self._action(element, chosen)],
        }
        await self._send("interactive", payload)

    async def submit(self, values: dict[str, str], person: str = PERSON) -> Json:
        """Fill the newest modal in (by label) and submit it; return what the acknowledgement says of it."""
        view = next(reversed(self._workspace.modals.values()))
        state: Json = {}
        for block in view["blocks"]:
            if block["type"] == "input":
                element, value = block["element"], values.get(block["label"]["text"])
                state.setdefault(block["block_id"], {})[element["action_id"]] = _entered(element, value)
        payload = {
            **self._who(person),
            "type": "view_submission",
            "view": view | {"state": {"values": state}},
            "response_urls": [],
            "trigger_id": self._workspace.trigger(),
        }
        told: Json = await self._send("interactive", payload)
        if not told.get("errors"):
            del self._workspace.modals[view["id"]]
        return told

    async def shortcut(self, channel: str, ts: str, person: str = PERSON) -> str:
        """Choose "What does the news say?" of a message; return the response's name."""
        message = self._workspace.message(channel, ts)
        name, where = self._response_url(channel, person, ts)
        payload = {
            **self._who(person),
            "type": "message_action",
            "callback_id": "readout_news",
            "action_ts": ts,
            "message_ts": ts,
            "channel": {"id": channel, "name": self._workspace.places[channel].name},
            "message": message,
            "response_url": where,
            "trigger_id": self._workspace.trigger(),
        }
        await self._send("interactive", payload)
        return name

    def seen(self, name: str) -> list[str]:
        """What a person saw of a response: texts, in order."""
        return [
            shown(told["blocks"]) if told.get("blocks") else told.get("text", "")
            for told in self.responses[name]["told"]
        ]

    async def together(self, *gestures: Awaitable[Any]) -> None:
        """Do several things at one time."""
        await asyncio.gather(*gestures)


def elements(blocks: list[Json]) -> Iterator[Json]:
    """Give the components of blocks, with the block's id."""
    for block in blocks:
        held = list(block.get("elements") or ()) if block["type"] in ("actions", "context_actions") else []
        held += [block["accessory"]] if block.get("accessory") else []
        for element in held:
            yield json.loads(json.dumps(element)) | {"block_id": block.get("block_id", "b")}


def said(element: Json) -> str:
    """What stands on a component."""
    return str((element.get("text") or element.get("placeholder") or {}).get("text", ""))


def _entered(element: Json, value: str | None) -> Json:
    kind = element["type"]
    if kind in ("static_select", "radio_buttons"):
        options = {each["text"]["text"]: each for each in element["options"]}
        return {"type": kind, "selected_option": options.get(value or "", element.get("initial_option"))}
    if kind in ("conversations_select", "channels_select"):
        return {"type": kind, f"selected_{kind.partition('s_')[0]}": value}
    if kind == "timepicker":
        return {"type": kind, "selected_time": value or element.get("initial_time")}
    return {"type": kind, "value": value if value is not None else element.get("initial_value")}
