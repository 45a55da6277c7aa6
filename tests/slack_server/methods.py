"""The Web API: which arguments, scope and tier a method has; who and where, files, homes and modals.

https://docs.slack.dev/reference/methods
"""

from __future__ import annotations

from slack_server.agent_methods import AgentMethods
from slack_server.calls import Method, Refused, paged
from slack_server.limits import view_problems
from slack_server.workspace import APP, BOT, BOT_USER, TEAM, Json

MESSAGE = (
    "text blocks attachments metadata markdown_text thread_ts unfurl_links unfurl_media link_names mrkdwn "
    "reply_broadcast parse"
)
PAGED = "limit cursor oldest latest inclusive include_all_metadata"
KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
PREFIXES = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


class Methods(AgentMethods):
    """All of the Web API that is modelled."""

    # ------------------------------------------------------------ who and where

    def auth_test(self, given: Json) -> Json:
        who = {"team": "News", "team_id": TEAM, "user": "readout", "user_id": BOT_USER}
        who |= {"bot_id": BOT} if self.recipe.bot_known else {}
        return {"url": "https://news.slack.test/", **who, "is_enterprise_install": False}

    def users_info(self, given: Json) -> Json:
        person = self.workspace.people.get(str(given["user"]))
        if person is None:
            raise Refused("user_not_found")
        return {"user": self.recipe.person(person.shown())}

    def users_conversations(self, given: Json) -> Json:
        kinds = str(given.get("types") or "public_channel").split(",")
        for kind in kinds:
            if kind not in KINDS:
                raise Refused("invalid_types")
            if f"{PREFIXES[kind]}:read" not in self.scopes:
                raise self._lacking(f"{PREFIXES[kind]}:read")
            self.used_scopes.add(f"{PREFIXES[kind]}:read")
        wanted = {KINDS[kind] for kind in kinds}
        who = {BOT_USER, str(given.get("user") or BOT_USER)}
        places = [each for each in self.workspace.places.values() if each.kind in wanted and who <= each.members]
        hide = str(given.get("exclude_archived", "")).lower() in ("1", "true")
        page, cursor = paged([each.shown() for each in places if not (hide and each.archived)], given)
        return {"channels": page, "response_metadata": {"next_cursor": cursor}}

    def info(self, given: Json) -> Json:
        return {"channel": self._readable(given["channel"], "read").shown()}

    def members(self, given: Json) -> Json:
        page, cursor = paged(sorted(self._readable(given["channel"], "read").members), given)
        return {"members": page, "response_metadata": {"next_cursor": cursor}}

    # ------------------------------------------------------------ views and files

    def publish(self, given: Json) -> Json:
        before = self.workspace.homes.get(str(given["user_id"]), {}).get("hash")
        if given.get("hash") and given["hash"] != before:
            raise Refused("hash_conflict")
        view = self._view(given, "home")
        self.workspace.homes[str(given["user_id"])] = view
        return {"view": view}

    def open_view(self, given: Json) -> Json:
        self._opened_by(given)
        view = self._view(given, "modal")
        if any(
            "external_id" in each and each["external_id"] == view.get("external_id")
            for each in self.workspace.modals.values()
        ):
            raise Refused("duplicate_external_id")
        self.workspace.triggers[str(given["trigger_id"])] = True
        self.workspace.modals[view["id"]] = view
        return {"view": view}

    def update_view(self, given: Json) -> Json:
        modals = self.workspace.modals
        by = given.get("external_id")
        named = next(
            (name for name, held in modals.items() if by and held.get("external_id") == by), given.get("view_id")
        )
        if named not in modals:
            raise Refused("not_found") if named or by else self._wrong("views.update: view_id or external_id missing")
        if given.get("hash") and given["hash"] != modals[str(named)]["hash"]:
            raise Refused("hash_conflict")
        modals[str(named)] = self._view(given, "modal") | {"id": named}
        return {"view": modals[str(named)]}

    def _opened_by(self, given: Json) -> None:
        trigger = str(given["trigger_id"])
        if trigger not in self.workspace.triggers:
            raise Refused("invalid_trigger_id")
        if self.workspace.triggers[trigger]:
            raise Refused("exchanged_trigger_id")

    def _view(self, given: Json, kind: str) -> Json:
        view = given["view"]
        self.bodies.append(view)
        found = view_problems(view)
        found = found or ([] if view["type"] == kind else [f"must be {kind} [json-pointer:/view/type]"])
        if found:
            self.problems += found
            told = [f"[ERROR] {each}" for each in found]
            raise Refused("invalid_arguments", response_metadata={"messages": told})
        state, name = {"values": {}}, self.workspace.id("V")
        return {"id": name, "team_id": TEAM, "app_id": APP, "hash": f"1.{name}", "state": state, **view}

    def file_info(self, given: Json) -> Json:
        if given["file"] not in self.workspace.files:
            raise Refused("file_not_found")
        file = self.workspace.files[given["file"]]
        return {"file": {key: value for key, value in file.items() if key != "content"}}

    def connections_open(self, given: Json) -> Json:
        raise NotImplementedError  # the server answers: it knows its own address


METHODS = {
    "auth.test": Method(Methods.auth_test),
    "apps.connections.open": Method(Methods.connections_open),
    "assistant.threads.setStatus": Method(
        Methods.set_status, "channel_id thread_ts", "status loading_messages", "chat:write"
    ),
    "assistant.threads.setSuggestedPrompts": Method(
        Methods.set_prompts, "channel_id prompts", "thread_ts title", "assistant:write", 4
    ),
    "assistant.threads.setTitle": Method(Methods.set_title, "channel_id thread_ts title", "", "assistant:write", 4),
    "chat.appendStream": Method(Methods.append_stream, "channel ts", "markdown_text chunks", "chat:write", 4),
    "chat.delete": Method(Methods.delete, "channel ts", "", "chat:write", 3),
    "chat.getPermalink": Method(Methods.permalink, "channel message_ts"),
    "chat.postEphemeral": Method(
        Methods.post_ephemeral, "channel user", "text blocks attachments thread_ts link_names", "chat:write", 4
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
    "chat.update": Method(Methods.update, "channel ts", "text blocks attachments metadata link_names", "chat:write", 3),
    "conversations.history": Method(Methods.history, "channel", PAGED, "", 3),
    "conversations.info": Method(Methods.info, "channel", "include_locale include_num_members", "", 3),
    "conversations.members": Method(Methods.members, "channel", "limit cursor", "", 4),
    "conversations.replies": Method(Methods.replies, "channel ts", PAGED, "", 3),
    "files.info": Method(Methods.file_info, "file", "", "files:read", 4),
    "users.conversations": Method(Methods.users_conversations, "", "types exclude_archived limit cursor user", "", 3),
    "users.info": Method(Methods.users_info, "user", "include_locale", "users:read", 4),
    "views.open": Method(Methods.open_view, "trigger_id view", "", "", 4),
    "views.push": Method(Methods.open_view, "trigger_id view", "", "", 4),
    "views.update": Method(Methods.update_view, "view", "view_id external_id hash", "", 4),
    "views.publish": Method(Methods.publish, "user_id view", "hash", "", 4),
}
Methods.known = METHODS
