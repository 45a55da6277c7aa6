"""What an agent shows: streamed messages, what it is doing, what it suggests.

https://docs.slack.dev/reference/methods/chat.startStream and /assistant.threads.setStatus
"""

from __future__ import annotations

from collections.abc import Iterator

from slack_server.calls import Refused
from slack_server.limits import MOST_MARKDOWN, MOST_TOTAL, Refusal, block_refusals, metadata_refusals
from slack_server.message_methods import MessageMethods
from slack_server.shapes import problems, units
from slack_server.shown import shown
from slack_server.workspace import BOT, Json

KINDS = [f"chunks {name}" for name in ("markdown_text", "plan_update", "task_update", "blocks")]
MOST_PROMPTS = 4
MOST_LOADING = 10
MOST_TITLE = 255


class AgentMethods(MessageMethods):
    """Streams, and tells of itself."""

    def start_stream(self, given: Json) -> Json:
        place = self._place(given["channel"], to_post=True)
        self._thread(given)
        for name in ("recipient_user_id", "recipient_team_id"):
            if place.kind != "im" and not given.get(name):
                raise Refused(f"missing_{name}")
        if given.get("task_display_mode", "plan") not in ("plan", "timeline"):
            raise self._wrong("task_display_mode is neither timeline nor plan")
        blocks = self._told(given)
        kept = self._kept({"channel": given["channel"], "thread_ts": given["thread_ts"], "text": "", "blocks": blocks})
        self.workspace.streaming[given["channel"], kept["ts"]] = kept["message"]["blocks"]
        return {"channel": given["channel"], "ts": kept["ts"]}

    def append_stream(self, given: Json) -> Json:
        if not given.get("markdown_text") and not given.get("chunks"):
            raise Refused("no_text")
        blocks = self._streaming(given)
        blocks += self._told(given, blocks)
        return {"channel": given["channel"], "ts": given["ts"]}

    def stop_stream(self, given: Json) -> Json:
        blocks = self._streaming(given)
        fresh = self._told(given, blocks)
        last = given.get("blocks") or []
        self._refuse(block_refusals(last))
        self._refuse(block_refusals([*blocks, *fresh, *last]))
        self._refuse(metadata_refusals(given.get("metadata")))
        blocks += [*fresh, *last]
        del self.workspace.streaming[given["channel"], given["ts"]]
        message = self.workspace.message(given["channel"], given["ts"])
        assert message is not None
        message.update({"metadata": given["metadata"]} if given.get("metadata") else {})
        return {"channel": given["channel"], "ts": given["ts"], "message": message}

    def _streaming(self, given: Json) -> list[Json]:
        """Return what a message that is streamed shows so far."""
        self._place(given["channel"], to_post=True)
        message = self.workspace.message(given["channel"], given["ts"])
        if message is None:
            raise Refused("message_not_found")
        if message.get("bot_id") != BOT:
            raise Refused("message_not_owned_by_app")
        if (given["channel"], given["ts"]) not in self.workspace.streaming:
            raise Refused("message_not_in_streaming_state")
        return self.workspace.streaming[given["channel"], given["ts"]]

    def _told(self, given: Json, before: list[Json] | None = None) -> list[Json]:
        """Return what a stream is told, as blocks; in streamed markdown text from outside would be live."""
        self.bodies.append(given)
        self._refuse(chunk_refusals(given))
        fresh = _shown_of(given)
        if any(block["type"] == "markdown" for block in fresh):
            self.problems.append("streamed markdown: text from outside could be live in it")
        self._refuse(block_refusals([*(before or ()), *fresh]))
        return fresh

    # ------------------------------------------------------------ conversations

    def set_status(self, given: Json) -> Json:
        self._conversation(given)
        if "status" not in given:
            raise self._wrong("no status, not even an empty one")
        loading = given.get("loading_messages") or []
        if not isinstance(loading, list) or len(loading) > MOST_LOADING or not all(isinstance(x, str) for x in loading):
            raise self._wrong(f"loading_messages: {MOST_LOADING} at most")
        self.workspace.statuses.append(given)
        return {}

    def _conversation(self, given: Json) -> None:
        self._place(given["channel_id"])
        if self.workspace.message(given["channel_id"], given["thread_ts"]) is None:
            raise Refused("invalid_thread_ts")

    def set_title(self, given: Json) -> Json:
        self._conversation(given)
        if units(str(given["title"])) > MOST_TITLE:
            raise self._wrong(f"a title over {MOST_TITLE}")
        self.workspace.titles.append(given)
        return {}

    def set_prompts(self, given: Json) -> Json:
        self._place(given["channel_id"])
        prompts = given["prompts"]
        if not isinstance(prompts, list) or len(prompts) > MOST_PROMPTS or not all(map(_is_prompt, prompts)):
            raise self._wrong(f"suggested prompts: {prompts}")
        if self._agent and given.get("thread_ts"):  # Slack says ok, and shows nothing
            self.problems.append("an agent's prompts with a thread_ts: they are shown to nobody")
            return {}
        self.workspace.prompts.append(given)
        return {}


def _is_prompt(prompt: object) -> bool:
    if not isinstance(prompt, dict) or set(prompt) != {"title", "message"}:
        return False
    return all(isinstance(words, str) and words for words in prompt.values())


def chunk_refusals(given: Json) -> Iterator[Refusal]:
    """Give why what a stream is told is refused."""
    text, chunks = given.get("markdown_text"), given.get("chunks")
    if text is not None and (not isinstance(text, str) or units(text) > MOST_MARKDOWN):
        yield "msg_too_long", []
    if chunks is None:
        return
    if not isinstance(chunks, list):
        yield "invalid_chunks", []
        return
    if found := [each for number, chunk in enumerate(chunks) for each in problems(chunk, KINDS, f"/chunks/{number}")]:
        yield "invalid_chunks", found
        return
    yield from block_refusals([block for chunk in chunks for block in chunk.get("blocks", ())])
    if units(shown(_shown_of(given))) > MOST_TOTAL:
        yield "msg_too_long", []


def _shown_of(given: Json) -> list[Json]:
    """Return what a stream is told, as blocks."""
    blocks = [{"type": "markdown", "text": given["markdown_text"]}] if given.get("markdown_text") else []
    for chunk in given.get("chunks") or ():
        if chunk["type"] == "blocks":
            blocks += chunk["blocks"]
        elif chunk["type"] == "markdown_text":
            blocks.append({"type": "markdown", "text": chunk["text"]})
        elif chunk["type"] == "task_update":
            blocks.append({"type": "task_card", "task_id": chunk["id"], **{k: chunk[k] for k in ("title", "status")}})
    return blocks
