"""Messages: posted, changed, taken away, read. https://docs.slack.dev/reference/methods/chat.postMessage"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_server.calls import MOMENT, TS, Calls, Refused, paged
from slack_server.house import unmeant
from slack_server.limits import message_refusals
from slack_server.workspace import APP, BOT, BOT_USER, Json

QUIET = {"unfurl_links": False, "unfurl_media": False}


class MessageMethods(Calls):
    """Posts, changes and reads messages."""

    def post(self, given: Json) -> Json:
        self._place(given["channel"], to_post=True)
        self._taken(given)
        self._thread(given)
        return self._kept(given)

    def _taken(self, given: Json) -> None:
        """Take note of a message; refuse what Slack refuses of it."""
        self.bodies.append(given)
        self._refuse(message_refusals(given))
        self.problems += unmeant(given)

    def _thread(self, given: Json) -> None:
        thread = given.get("thread_ts")
        if thread and not TS.fullmatch(str(thread)):
            raise Refused("invalid_thread_ts")
        if thread and self.recipe.threads_known and self.workspace.message(given["channel"], str(thread)) is None:
            raise Refused("thread_not_found")

    def _kept(self, given: Json) -> Json:
        ts, channel = self.workspace.ts(), given["channel"]
        kept = {key: given[key] for key in ("text", "blocks", "metadata", "thread_ts") if key in given}
        kept |= {"blocks": [{"type": "markdown", "text": given["markdown_text"]}]} if "markdown_text" in given else {}
        message = {"type": "message", "user": BOT_USER, "bot_id": BOT, "app_id": APP, "ts": ts, **kept}
        self.workspace.keep(channel, message)
        self.on_post({"channel": channel, **message})
        return {"channel": channel, "ts": ts, "message": message}

    def post_ephemeral(self, given: Json) -> Json:
        place = self._place(given["channel"], to_post=True)
        self._taken({**QUIET, **given})
        if given["user"] not in place.members:
            raise Refused("user_not_in_channel")
        ts = self.workspace.ts()
        self.workspace.ephemerals.append({**given, "ts": ts})
        return {"message_ts": ts}

    def update(self, given: Json) -> Json:
        message = self._own(given, "cant_update_message")
        self._taken({**QUIET, **given})
        if (given["channel"], given["ts"]) in self.workspace.streaming:
            raise Refused("streaming_state_conflict")
        message.update({key: given[key] for key in ("text", "blocks", "metadata") if key in given})
        message["edited"] = {"user": BOT_USER, "ts": self.workspace.ts()}
        return {"channel": given["channel"], "ts": given["ts"], "text": message.get("text", "")}

    def _own(self, given: Json, error: str) -> Json:
        self._place(given["channel"], to_post=True)
        message = self.workspace.message(given["channel"], given["ts"])
        if message is None:
            raise Refused("message_not_found")
        if message.get("bot_id") != BOT:
            raise Refused(error)
        return message

    def delete(self, given: Json) -> Json:
        self.workspace.remove(given["channel"], self._own(given, "cant_delete_message"))
        self.workspace.streaming.pop((given["channel"], given["ts"]), None)
        return {"channel": given["channel"], "ts": given["ts"]}

    def permalink(self, given: Json) -> Json:
        self._place(given["channel"])
        if self.workspace.message(given["channel"], given["message_ts"]) is None:
            raise Refused("message_not_found")
        where = f"{given['channel']}/p{str(given['message_ts']).replace('.', '')}"
        return {"channel": given["channel"], "permalink": f"https://news.slack.test/archives/{where}"}

    # ------------------------------------------------------------ what is read

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
        within = given if self.recipe.ranges_kept else {}
        oldest, latest = _moment(within, "oldest", "0"), _moment(within, "latest", "inf")
        kept = self.workspace.messages.get(given["channel"], [])
        found = [message for message in kept if wanted(message) and oldest <= float(message["ts"]) <= latest]
        page, cursor = paged(found if old else found[::-1], given)
        told = self.recipe.metadata_told and str(given.get("include_all_metadata", "")).lower() in ("1", "true")
        page = [self.recipe.in_history(message, metadata=told) for message in page if message["ts"] > place.hidden_to]
        more: Json = {"has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}
        more = more if self.recipe.ranges_kept or not old else {"has_more": False}
        return {"messages": page, **more, **({"is_limited": True} if place.hidden_to else {})}


def _moment(given: Json, name: str, otherwise: str) -> float:
    told: Any = given.get(name)
    if told and not MOMENT.fullmatch(str(told)):
        raise Refused(f"invalid_ts_{name}")
    return float(told or otherwise)
