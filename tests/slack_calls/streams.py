"""Wrong streams, and wrong calls of what belongs to agents."""

from __future__ import annotations

from slack_server import DIRECT, NEWS, PERSON, TEAM

from slack_calls.calls import PAGE, Call, Json, section, without

START, APPEND, STOP = "chat.startStream", "chat.appendStream", "chat.stopStream"
STATUS, TITLE, PROMPTS = (f"assistant.threads.{name}" for name in ("setStatus", "setTitle", "setSuggestedPrompts"))
ARGUMENTS = "invalid_arguments"
NOTHING = ("no_text", ARGUMENTS)

BEGUN = {"channel": NEWS, "thread_ts": "THEIRS", "recipient_user_id": PERSON, "recipient_team_id": TEAM}
MORE = {"channel": NEWS, "ts": "STREAM", "markdown_text": "more"}
DONE = {"channel": NEWS, "ts": "STREAM"}
THREAD = {"channel_id": NEWS, "thread_ts": "THEIRS"}
TASK = {"type": "task_update", "id": "t1", "title": "Reading", "status": "complete"}
ASKED = {"title": "Strikes", "message": "Who struck?"}


def _call(rule: str, method: str, body: Json, *errors: str) -> Call:
    return Call(rule, f"{PAGE}methods/{method}", method, body, errors or (ARGUMENTS,))


STREAMS: tuple[Call, ...] = (
    _call("a stream has a channel", START, without(BEGUN, "channel"), ARGUMENTS, "channel_not_found"),
    _call("a stream is a reply", START, without(BEGUN, "thread_ts")),
    _call(
        "a stream in a channel is for somebody", START, without(BEGUN, "recipient_user_id"), "missing_recipient_user_id"
    ),
    _call(
        "a stream in a channel is for somebody's team",
        START,
        without(BEGUN, "recipient_team_id"),
        "missing_recipient_team_id",
    ),
    _call("a stream's channel is there", START, BEGUN | {"channel": "C9999999999"}, "channel_not_found"),
    _call(
        "a stream begins with 12000 characters at most", START, BEGUN | {"markdown_text": "x" * 12_001}, "msg_too_long"
    ),
    _call("a stream's chunks are a list", START, BEGUN | {"chunks": TASK}, "invalid_chunks"),
    _call("a chunk is of a known type", START, BEGUN | {"chunks": [{"type": "text", "text": "x"}]}, "invalid_chunks"),
    _call("a chunk of markdown has a text", START, BEGUN | {"chunks": [{"type": "markdown_text"}]}, "invalid_chunks"),
    _call(
        "a task's status is one of four",
        APPEND,
        without(MORE, "markdown_text") | {"chunks": [TASK | {"status": "done"}]},
        "invalid_chunks",
    ),
    _call(
        "a task has an id", APPEND, without(MORE, "markdown_text") | {"chunks": [without(TASK, "id")]}, "invalid_chunks"
    ),
    _call(
        "a chunk has 50 blocks at most",
        APPEND,
        without(MORE, "markdown_text") | {"chunks": [{"type": "blocks", "blocks": [{"type": "divider"}] * 51}]},
        "invalid_chunks",
        "invalid_blocks",
    ),
    _call("tasks are shown as timeline or plan", START, BEGUN | {"task_display_mode": "table"}),
    _call("more has a ts", APPEND, without(MORE, "ts"), ARGUMENTS, "message_not_found"),
    _call("more says something", APPEND, without(MORE, "markdown_text"), *NOTHING),
    _call("more has 12000 characters at most", APPEND, MORE | {"markdown_text": "x" * 12_001}, "msg_too_long"),
    _call("more is of a message that is there", APPEND, MORE | {"ts": "1.000001"}, "message_not_found"),
    _call("more is of a stream", APPEND, MORE | {"ts": "POSTED"}, "message_not_in_streaming_state"),
    _call(
        "more is of the app's own stream",
        APPEND,
        MORE | {"ts": "THEIRS"},
        "message_not_owned_by_app",
        "message_not_in_streaming_state",
    ),
    _call("what ends has a ts", STOP, without(DONE, "ts"), ARGUMENTS, "message_not_found"),
    _call("what ends is there", STOP, DONE | {"ts": "1.000001"}, "message_not_found"),
    _call("what ends is a stream", STOP, DONE | {"ts": "POSTED"}, "message_not_in_streaming_state"),
    _call("what ended does not end again", STOP, DONE | {"ts": "ENDED"}, "message_not_in_streaming_state"),
    _call("an end has 12000 characters at most", STOP, DONE | {"markdown_text": "x" * 12_001}, "msg_too_long"),
    _call(
        "an end's blocks are held to the same rules", STOP, DONE | {"blocks": [{"type": "section"}]}, "invalid_blocks"
    ),
    _call(
        "an end's metadata are held to the same rules",
        STOP,
        DONE | {"metadata": {"event_type": "x"}},
        "invalid_metadata_format",
        "invalid_metadata_schema",
    ),
    _call("an end has 50 blocks at most", STOP, DONE | {"blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
    _call(
        "what streams is not changed",
        "chat.update",
        {"channel": NEWS, "ts": "STREAM", "text": "x", "blocks": [section()]},
        "streaming_state_conflict",
    ),
    # what an agent shows
    _call(
        "a status has a channel",
        STATUS,
        {"thread_ts": "THEIRS", "status": "is reading"},
        ARGUMENTS,
        "channel_not_found",
    ),
    _call("a status has a thread", STATUS, {"channel_id": NEWS, "status": "is reading"}),
    _call("a status says something or nothing", STATUS, THREAD),
    _call(
        "a status's channel is there",
        STATUS,
        THREAD | {"channel_id": "C9999999999", "status": "x"},
        "channel_not_found",
    ),
    _call("a status has 10 loading messages at most", STATUS, THREAD | {"status": "x", "loading_messages": ["y"] * 11}),
    _call("a title has words", TITLE, {"channel_id": DIRECT, "thread_ts": "ROOT"}),
    _call("a title has a thread", TITLE, {"channel_id": DIRECT, "title": "Strikes"}),
    _call("a suggestion has prompts", PROMPTS, {"channel_id": DIRECT}),
    _call("a suggestion has four prompts at most", PROMPTS, {"channel_id": DIRECT, "prompts": [ASKED] * 5}),
    _call("a prompt has a title", PROMPTS, {"channel_id": DIRECT, "prompts": [without(ASKED, "title")]}),
    _call("a prompt has a message", PROMPTS, {"channel_id": DIRECT, "prompts": [without(ASKED, "message")]}),
    _call("prompts are a list", PROMPTS, {"channel_id": DIRECT, "prompts": ASKED}),
    _call(
        "a suggestion's channel is there",
        PROMPTS,
        {"channel_id": "D9999999999", "prompts": [ASKED]},
        "channel_not_found",
    ),
)
