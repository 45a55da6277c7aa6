"""The Web API: which arguments, scope and tier a method has, and what it does to the workspace.

https://docs.slack.dev/reference/methods
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.messages.chunk import Chunk

from slack_server.limits import block_problems, limits, metadata_problems, shown, units, view_problems
from slack_server.manifest import App
from slack_server.workspace import APP, BOT, BOT_USER, TEAM, Json, Workspace


class Refused(Exception):
    """`ok: false`, with the error's code and what else belongs to it."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}


@dataclass(frozen=True)
class Method:
    """What is known of a method. `scopes`: any one of them is enough."""

    work: Callable[[Methods, Json], Json]
    required: str = ""
    optional: str = ""
    scopes: str = ""
    tier: int = 0


MESSAGE = "text blocks metadata thread_ts unfurl_links unfurl_media link_names mrkdwn reply_broadcast"
PAGED = "limit cursor oldest latest inclusive include_all_metadata"


class Methods:
    """Carries calls out; `problems` gathers every body that Slack would refuse."""

    def __init__(self, workspace: Workspace, app: App) -> None:
        self.workspace = workspace
        self.install(app)
        self.used_scopes: set[str] = set()
        self.problems: list[str] = []
        self.bodies: list[Json] = []
        self.on_post: Callable[[], None] = lambda: None

    def install(self, app: App) -> None:
        """Have another app in the place of this one."""
        self.scopes = app.scopes
        self._agent = app.agent

    def call(self, name: str, given: Json) -> Json:
        """Return what a method answers."""
        try:
            return {"ok": True, **self._checked(name, given)}
        except Refused as error:
            return error.answer

    def _checked(self, name: str, given: Json) -> Json:
        method = METHODS.get(name)
        if method is None:
            self.problems.append(f"unknown method {name}")
            raise Refused("unknown_method")
        known = {
            *method.required.split(),
            *method.optional.split(),
            "token",
            "team_id",
        }  # slack-bolt adds the team to every call
        if unknown := set(given) - known:
            self.problems.append(f"{name}: unknown arguments {sorted(unknown)}")
            raise Refused("invalid_arguments")
        if missing := [key for key in method.required.split() if given.get(key) in (None, "", [])]:
            self.problems.append(f"{name}: {missing} missing")
            raise Refused("invalid_arguments")
        wanted = set(method.scopes.split())
        if wanted and not wanted & self.scopes:
            raise Refused("missing_scope", needed=method.scopes.split()[0], provided=",".join(sorted(self.scopes)))
        self.used_scopes |= wanted & self.scopes
        return method.work(self, given)

    def _refuse(self, problems: list[str], error: str) -> None:
        if problems:
            self.problems += problems
            raise Refused(error, response_metadata={"messages": problems})

    def _place(self, channel: str, *, to_post: bool = False) -> Any:
        place = self.workspace.places.get(channel)
        if place is None or (place.kind == "group" and BOT_USER not in place.members):
            raise Refused("channel_not_found")
        if to_post and place.archived:
            raise Refused("is_archived")
        if to_post and BOT_USER not in place.members:
            raise Refused("not_in_channel")
        return place

    def _readable(self, channel: str, what: str) -> Any:
        place = self._place(channel)
        prefix = {"channel": "channels", "group": "groups", "im": "im"}[place.kind]
        if f"{prefix}:{what}" not in self.scopes:
            raise Refused("missing_scope", needed=f"{prefix}:{what}", provided=",".join(sorted(self.scopes)))
        self.used_scopes.add(f"{prefix}:{what}")
        return place

    # ------------------------------------------------------------ who and where

    def auth_test(self, given: Json) -> Json:
        who = {"team": "News", "team_id": TEAM, "user": "readout", "user_id": BOT_USER, "bot_id": BOT}
        return {"url": "https://news.slack.test/", **who, "is_enterprise_install": False}

    def users_info(self, given: Json) -> Json:
        person = self.workspace.people.get(given["user"])
        if person is None:
            raise Refused("user_not_found")
        return {"user": person.shown()}

    def users_conversations(self, given: Json) -> Json:
        for kind in str(given.get("types") or "public_channel").split(","):
            prefix = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}[kind]
            if f"{prefix}:read" not in self.scopes:
                raise Refused("missing_scope", needed=f"{prefix}:read", provided=",".join(sorted(self.scopes)))
            self.used_scopes.add(f"{prefix}:read")
        kinds = {"public_channel": "channel", "private_channel": "group", "im": "im"}
        wanted = {kinds.get(kind) for kind in str(given.get("types") or "public_channel").split(",")}
        who = {BOT_USER, given.get("user") or BOT_USER}
        places = [each for each in self.workspace.places.values() if each.kind in wanted and who <= each.members]
        hide = str(given.get("exclude_archived", "")).lower() in ("1", "true")
        found = [each.shown() for each in places if not (hide and each.archived)]
        page, cursor = _paged(found, given)
        return {"channels": page, "response_metadata": {"next_cursor": cursor}}

    def info(self, given: Json) -> Json:
        return {"channel": self._readable(given["channel"], "read").shown()}

    def members(self, given: Json) -> Json:
        page, cursor = _paged(sorted(self._readable(given["channel"], "read").members), given)
        return {"members": page, "response_metadata": {"next_cursor": cursor}}

    # ------------------------------------------------------------ messages

    def post(self, given: Json) -> Json:
        self._place(given["channel"], to_post=True)
        self.bodies.append(given)
        self._refuse(limits(given), "invalid_blocks")
        self._thread(given)
        return self._kept(given)

    def _thread(self, given: Json) -> None:
        if given.get("thread_ts") and self.workspace.message(given["channel"], given["thread_ts"]) is None:
            raise Refused("thread_not_found")

    def _kept(self, given: Json) -> Json:
        ts, channel = self.workspace.ts(), given["channel"]
        kept = {key: given[key] for key in ("text", "blocks", "metadata", "thread_ts") if key in given}
        message = {"type": "message", "user": BOT_USER, "bot_id": BOT, "app_id": APP, "ts": ts, **kept}
        self.workspace.keep(channel, message)
        self.on_post()
        return {"channel": channel, "ts": ts, "message": message}

    def post_ephemeral(self, given: Json) -> Json:
        place = self._place(given["channel"], to_post=True)
        self.bodies.append(given)
        self._refuse(limits({"unfurl_links": False, "unfurl_media": False, **given}), "invalid_blocks")
        if given["user"] not in place.members:
            raise Refused("user_not_in_channel")
        ts = self.workspace.ts()
        self.workspace.ephemerals.append({**given, "ts": ts})
        return {"message_ts": ts}

    def update(self, given: Json) -> Json:
        message = self._own(given)
        self.bodies.append(given)
        self._refuse(limits({"unfurl_links": False, "unfurl_media": False, **given}), "invalid_blocks")
        message.update({key: given[key] for key in ("text", "blocks", "metadata") if key in given})
        message["edited"] = {"user": BOT_USER, "ts": self.workspace.ts()}
        return {"channel": given["channel"], "ts": given["ts"], "text": message.get("text", "")}

    def _own(self, given: Json) -> Json:
        self._place(given["channel"], to_post=True)
        message = self.workspace.message(given["channel"], given["ts"])
        if message is None:
            raise Refused("message_not_found")
        if message.get("bot_id") != BOT:
            raise Refused("cant_update_message")
        return message

    def delete(self, given: Json) -> Json:
        self.workspace.remove(given["channel"], self._own(given))
        return {"channel": given["channel"], "ts": given["ts"]}

    def permalink(self, given: Json) -> Json:
        where = f"{given['channel']}/p{given['message_ts'].replace('.', '')}"
        return {"channel": given["channel"], "permalink": f"https://news.slack.test/archives/{where}"}

    def history(self, given: Json) -> Json:
        return self._history(given, lambda message: message.get("thread_ts") in (None, message["ts"]))

    def replies(self, given: Json) -> Json:
        self._readable(given["channel"], "history")
        if self.workspace.message(given["channel"], given["ts"]) is None:
            raise Refused("thread_not_found")
        return self._history(given, lambda message: given["ts"] in (message.get("thread_ts"), message["ts"]), old=True)

    def _history(self, given: Json, wanted: Callable[[Json], bool], *, old: bool = False) -> Json:
        place = self._readable(given["channel"], "history")
        if place.hushed:
            raise Refused("missing_scope", needed="channels:history", provided="chat:write")
        oldest, latest = float(given.get("oldest") or 0), float(given.get("latest") or "inf")
        kept = self.workspace.messages.get(given["channel"], [])
        found = [message for message in kept if wanted(message) and oldest <= float(message["ts"]) <= latest]
        page, cursor = _paged(found if old else found[::-1], given)
        if str(given.get("include_all_metadata", "")).lower() not in ("1", "true"):
            page = [{key: value for key, value in message.items() if key != "metadata"} for message in page]
        page = [message for message in page if message["ts"] > place.hidden_to]
        more = {"has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}
        return {"messages": page, **more, **({"is_limited": True} if place.hidden_to else {})}

    # ------------------------------------------------------------ streaming

    def start_stream(self, given: Json) -> Json:
        place = self._place(given["channel"], to_post=True)
        self._thread(given)
        if place.kind != "im" and not (given.get("recipient_user_id") and given.get("recipient_team_id")):
            raise Refused("missing_recipient_user_id")
        blocks = self._chunks(given)
        kept = self._kept({"channel": given["channel"], "thread_ts": given["thread_ts"], "text": "", "blocks": blocks})
        self.workspace.streaming[given["channel"], kept["ts"]] = kept["message"]["blocks"]
        return {"channel": given["channel"], "ts": kept["ts"]}

    def append_stream(self, given: Json) -> Json:
        key = given["channel"], given["ts"]
        if key not in self.workspace.streaming:
            raise Refused("message_not_in_streaming_state")
        self.workspace.streaming[key] += self._chunks(given)
        self._refuse(block_problems(self.workspace.streaming[key], 50), "invalid_blocks")
        return {"channel": given["channel"], "ts": given["ts"]}

    def stop_stream(self, given: Json) -> Json:
        self.append_stream({key: given[key] for key in ("channel", "ts", "markdown_text", "chunks") if key in given})
        blocks = self.workspace.streaming.pop((given["channel"], given["ts"]))
        blocks += given.get("blocks") or []
        self._refuse(block_problems(blocks, 50) + metadata_problems(given.get("metadata")), "invalid_blocks")
        message = self.workspace.message(given["channel"], given["ts"])
        assert message is not None
        message.update({"metadata": given["metadata"]} if given.get("metadata") else {})
        return {"channel": given["channel"], "ts": given["ts"], "message": message}

    def _chunks(self, given: Json) -> list[Json]:
        """Blocks of what was streamed; text in markdown is live, so this app never sends any."""
        self.bodies.append(given)
        problems = ["streamed markdown: text from outside could be live in it"] if given.get("markdown_text") else []
        blocks: list[Json] = []
        for chunk in given.get("chunks") or ():
            if Chunk.parse(chunk) is None or chunk["type"] != "blocks":
                problems.append(f"unwanted chunk {chunk.get('type')}")
                continue
            blocks += chunk["blocks"]
        if units(shown(blocks)) > 12_000:
            problems.append("over 12,000 characters a call")
        self._refuse(problems + block_problems(blocks, 50), "invalid_chunks")
        return blocks

    # ------------------------------------------------------------ conversations and views

    def set_status(self, given: Json) -> Json:
        self._conversation(given)
        self.workspace.statuses.append(given)
        return {}

    def _conversation(self, given: Json) -> None:
        if self.workspace.message(given["channel_id"], given["thread_ts"]) is None:
            raise Refused("invalid_thread_ts")

    def set_title(self, given: Json) -> Json:
        self._conversation(given)
        self._refuse(["a title over 255"] if units(given["title"]) > 255 else [], "invalid_arguments")
        self.workspace.titles.append(given)
        return {}

    def set_prompts(self, given: Json) -> Json:
        prompts = given["prompts"]
        wrong = len(prompts) > 4 or any(set(each) != {"title", "message"} or not all(each.values()) for each in prompts)
        self._refuse([f"suggested prompts: {prompts}"] if wrong else [], "invalid_arguments")
        if self._agent and given.get("thread_ts"):  # Slack says ok, and shows nothing
            self.problems.append("an agent's prompts with a thread_ts: they are shown to nobody")
            return {}
        self.workspace.prompts.append(given)
        return {}

    def publish(self, given: Json) -> Json:
        view = self._view(given, "home")
        self.workspace.homes[given["user_id"]] = view
        return {"view": view}

    def open_view(self, given: Json) -> Json:
        view = self._view(given, "modal")
        self.workspace.modals[view["id"]] = view
        return {"view": view}

    def _view(self, given: Json, kind: str) -> Json:
        view = json.loads(given["view"]) if isinstance(given["view"], str) else given["view"]
        self.bodies.append(view)
        self._refuse([] if view.get("type") == kind else [f"not a {kind}: {view.get('type')}"], "invalid_arguments")
        self._refuse(view_problems(view), "invalid_arguments")
        state = {"values": {}}
        return {"id": self.workspace.id("V"), "team_id": TEAM, "app_id": APP, "hash": "1.a", "state": state, **view}

    def file_info(self, given: Json) -> Json:
        if given["file"] not in self.workspace.files:
            raise Refused("file_not_found")
        file = self.workspace.files[given["file"]]
        return {"file": {key: value for key, value in file.items() if key != "content"}}

    def connections_open(self, given: Json) -> Json:
        raise NotImplementedError  # the server answers: it knows its own address


def _paged(found: list[Any], given: Json) -> tuple[list[Any], str]:
    limit, skip = int(given.get("limit") or 100), int(given.get("cursor") or 0)
    return found[skip : skip + limit], str(skip + limit) if len(found) > skip + limit else ""


METHODS = {
    "auth.test": Method(Methods.auth_test),
    "apps.connections.open": Method(Methods.connections_open),
    "assistant.threads.setStatus": Method(
        Methods.set_status, "channel_id thread_ts", "status loading_messages", "chat:write"
    ),
    "assistant.threads.setSuggestedPrompts": Method(
        Methods.set_prompts, "channel_id prompts", "thread_ts title", "assistant:write"
    ),
    "assistant.threads.setTitle": Method(Methods.set_title, "channel_id thread_ts title", "", "assistant:write"),
    "chat.appendStream": Method(Methods.append_stream, "channel ts", "markdown_text chunks", "chat:write", 4),
    "chat.delete": Method(Methods.delete, "channel ts", "", "chat:write", 3),
    "chat.getPermalink": Method(Methods.permalink, "channel message_ts"),
    "chat.postEphemeral": Method(
        Methods.post_ephemeral, "channel user text", "blocks thread_ts link_names", "chat:write", 4
    ),
    "chat.postMessage": Method(Methods.post, "channel", MESSAGE, "chat:write"),
    "chat.startStream": Method(
        Methods.start_stream,
        "channel thread_ts",
        "markdown_text chunks recipient_user_id recipient_team_id task_display_mode",
        "chat:write",
        2,
    ),
    "chat.stopStream": Method(
        Methods.stop_stream, "channel ts", "markdown_text chunks blocks metadata", "chat:write", 2
    ),
    "chat.update": Method(Methods.update, "channel ts", "text blocks metadata link_names", "chat:write", 3),
    "conversations.history": Method(Methods.history, "channel", PAGED, "", 3),
    "conversations.info": Method(Methods.info, "channel", "include_locale include_num_members", "", 3),
    "conversations.members": Method(Methods.members, "channel", "limit cursor", "", 4),
    "conversations.replies": Method(Methods.replies, "channel ts", PAGED, "", 3),
    "files.info": Method(Methods.file_info, "file", "", "files:read", 4),
    "users.conversations": Method(Methods.users_conversations, "", "types exclude_archived limit cursor user", "", 3),
    "users.info": Method(Methods.users_info, "user", "include_locale", "users:read", 4),
    "views.open": Method(Methods.open_view, "trigger_id view", "", "", 4),
    "views.publish": Method(Methods.publish, "user_id view", "hash", "", 4),
}
