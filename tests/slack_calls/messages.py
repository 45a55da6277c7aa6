"""Wrong messages, and wrong questions about channels, messages and people."""

from __future__ import annotations

from typing import Any

from slack_server import ARCHIVED, NEWS, PERSON, UNINVITED

from slack_calls.calls import PAGE, Call, button, context, marked, plain, post, section, without

POST, UPDATE, EPHEMERAL = "chat.postMessage", "chat.update", "chat.postEphemeral"
FORMAT = ("invalid_metadata_format", "invalid_metadata_schema")
ARGUMENTS = "invalid_arguments"
TEXT = {"channel": NEWS, "text": "Words"}
SAID = {"event_type": "told", "event_payload": {"part": 1}}


def _call(rule: str, method: str, body: dict[str, Any], *errors: str, page: str = "", at: str = "") -> Call:
    return Call(rule, PAGE + (page or f"methods/{method}"), method, body, errors, at)


def _metadata(rule: str, metadata: Any, *errors: str, method: str = POST) -> Call:
    more = {"ts": "POSTED"} if method == UPDATE else {}
    return _call(rule, method, TEXT | more | {"metadata": metadata}, *(errors or FORMAT), page="metadata")


LIVE = ("live_mention",)
"""Slack posts these, and calls everybody: nothing that an app of ours sends may hold them."""

MESSAGES: tuple[Call, ...] = (
    # what is posted
    _call("a message says something", POST, {"channel": NEWS}, "no_text"),
    _call("an empty text says nothing", POST, {"channel": NEWS, "text": ""}, "no_text"),
    _call("no blocks and no text say nothing", POST, {"channel": NEWS, "blocks": []}, "no_text"),
    _call("a message has a channel", POST, {"text": "Words"}, "channel_not_found", ARGUMENTS),
    _call("a channel is there", POST, TEXT | {"channel": "C9999999999"}, "channel_not_found"),
    _call("a channel is an id", POST, TEXT | {"channel": 7}, "channel_not_found", ARGUMENTS),
    _call("an archived channel takes nothing", POST, TEXT | {"channel": ARCHIVED}, "is_archived"),
    _call("the app is in the channel", POST, TEXT | {"channel": UNINVITED}, "not_in_channel"),
    _call("a text has 40000 characters at most", POST, TEXT | {"text": "x" * 40_001}, "msg_too_long"),
    _call("blocks are a list", POST, TEXT | {"blocks": section()}, "invalid_blocks_format", "invalid_blocks"),
    _call("blocks are JSON", POST, TEXT | {"blocks": "[{"}, "invalid_blocks_format", "invalid_blocks"),
    _call("a block is an object", POST, TEXT | {"blocks": ["x"]}, "invalid_blocks_format", "invalid_blocks"),
    _call("blocks are short in all", POST, post(*[section(text=plain("x" * 2_900))] * 6), "msg_blocks_too_long"),
    _call("markdown_text stands without text", POST, TEXT | {"markdown_text": "**x**"}, "markdown_text_conflict"),
    _call(
        "markdown_text stands without blocks",
        POST,
        without(post(section(), markdown_text="x"), "text"),
        "markdown_text_conflict",
    ),
    _call(
        "markdown_text has 12000 characters at most",
        POST,
        {"channel": NEWS, "markdown_text": "x" * 12_001},
        "msg_too_long",
    ),
    _call(
        "markdown blocks have 12000 characters at most",
        POST,
        post({"type": "markdown", "text": "x" * 12_001}),
        "msg_blocks_too_long",
        "invalid_blocks",
        page="block-kit/blocks/markdown-block",
    ),
    _call(
        "a message has 100 attachments at most",
        POST,
        TEXT | {"attachments": [{"text": "x"}] * 101},
        "too_many_attachments",
    ),
    _call(
        "a thread is a message's ts",
        POST,
        TEXT | {"thread_ts": "yesterday"},
        "invalid_thread_ts",
        "thread_not_found",
        ARGUMENTS,
    ),
    _call(
        "one table a message",
        POST,
        post(
            {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]},
            {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]},
        ),
        "invalid_attachments",
        "only_one_table_allowed",
        "invalid_blocks",
        page="block-kit/blocks/table-block",
    ),
    _call("attachments are a list", POST, TEXT | {"attachments": {"text": "x"}}, "invalid_attachments"),
    _call(
        "an attachment's blocks are held to the same rules",
        POST,
        TEXT | {"attachments": [{"blocks": [{"type": "section"}]}]},
        "invalid_attachments",
        at="/attachments/0/blocks/0",
    ),
    # what is live
    _call(
        "a text calls nobody", POST, TEXT | {"text": "<!here> Words"}, *LIVE, page="messaging/formatting-message-text"
    ),
    _call(
        "a text calls no channel",
        POST,
        TEXT | {"text": "<!channel|channel> Words"},
        *LIVE,
        page="messaging/formatting-message-text",
    ),
    _call(
        "a text calls no person",
        POST,
        TEXT | {"text": f"<@{PERSON}> Words"},
        *LIVE,
        page="messaging/formatting-message-text",
    ),
    _call(
        "a text calls no group",
        POST,
        TEXT | {"text": "<!subteam^S0000000001> Words"},
        *LIVE,
        page="messaging/formatting-message-text",
    ),
    _call(
        "a section's markup calls nobody",
        POST,
        post(section(text=marked("<!everyone>"))),
        *LIVE,
        page="messaging/formatting-message-text",
    ),
    _call(
        "a context's markup calls nobody",
        POST,
        post(context(marked("<!here|here>"))),
        *LIVE,
        page="messaging/formatting-message-text",
    ),
    _call(
        "a field's markup calls nobody",
        POST,
        post({"type": "section", "fields": [marked("<!channel>")]}),
        *LIVE,
        page="messaging/formatting-message-text",
    ),
    _call(
        "an ephemeral message calls nobody",
        EPHEMERAL,
        TEXT | {"user": PERSON, "text": "<!channel>"},
        *LIVE,
        page="messaging/formatting-message-text",
    ),
    # metadata
    _metadata("metadata have an event_type", {"event_payload": {}}),
    _metadata("metadata have an event_payload", {"event_type": "told"}),
    _metadata("an event_type is a string", SAID | {"event_type": 7}),
    _metadata("an event_type has a character at least", SAID | {"event_type": ""}),
    _metadata("an event_payload is an object", SAID | {"event_payload": "part 1"}),
    _metadata("an event_payload is no list", SAID | {"event_payload": [1]}),
    _metadata("an event_type is alphanumeric", SAID | {"event_type": "told you!"}),
    _metadata("metadata are an object", "told"),
    _metadata("metadata are no list", [SAID]),
    _metadata("a payload's objects hold plain values", SAID | {"event_payload": {"a": {"b": {"c": 1}}}}),
    _metadata("a payload holds no nothing", SAID | {"event_payload": {"a": None}}),
    _metadata("metadata are small", SAID | {"event_payload": {"a": "x" * 20_000}}, "metadata_too_large"),
    _metadata("metadata of a change have an event_type too", {"event_payload": {}}, method=UPDATE),
    # what is changed or taken away
    _call("a change has a ts", UPDATE, TEXT, "message_not_found", ARGUMENTS),
    _call("what is changed is there", UPDATE, TEXT | {"ts": "1.000001"}, "message_not_found"),
    _call("what is changed is the app's own", UPDATE, TEXT | {"ts": "THEIRS"}, "cant_update_message"),
    _call("a change says something", UPDATE, {"channel": NEWS, "ts": "POSTED"}, "no_text"),
    _call(
        "a change's blocks are held to the same rules",
        UPDATE,
        post({"type": "section"}, ts="POSTED"),
        "invalid_blocks",
        at="/blocks/0",
    ),
    _call(
        "a change has 50 blocks at most",
        UPDATE,
        post(*[{"type": "divider"}] * 51, ts="POSTED"),
        "invalid_blocks",
        at="/blocks",
    ),
    _call("what is deleted is there", "chat.delete", {"channel": NEWS, "ts": "1.000001"}, "message_not_found"),
    _call("what is deleted is the app's own", "chat.delete", {"channel": NEWS, "ts": "THEIRS"}, "cant_delete_message"),
    # to one person
    _call("an ephemeral message has a user", EPHEMERAL, TEXT, ARGUMENTS, "user_not_found", "user_not_in_channel"),
    _call(
        "its user is in the channel", EPHEMERAL, TEXT | {"user": "U9999999999"}, "user_not_in_channel", "user_not_found"
    ),
    _call("an ephemeral message says something", EPHEMERAL, {"channel": NEWS, "user": PERSON}, "no_text"),
    _call(
        "its blocks are held to the same rules",
        EPHEMERAL,
        post(section(accessory=button(text=plain("x" * 76))), user=PERSON),
        "invalid_blocks",
        at="/blocks/0/accessory",
    ),
    # what is asked
    _call("a history is of a channel", "conversations.history", {}, ARGUMENTS, "channel_not_found"),
    _call("a history's channel is there", "conversations.history", {"channel": "C9999999999"}, "channel_not_found"),
    _call(
        "a history is for members",
        "conversations.history",
        {"channel": UNINVITED},
        "not_in_channel",
        "channel_not_found",
    ),
    _call("a cursor is Slack's own", "conversations.history", {"channel": NEWS, "cursor": "nowhere"}, "invalid_cursor"),
    _call("oldest is a moment", "conversations.history", {"channel": NEWS, "oldest": "yesterday"}, "invalid_ts_oldest"),
    _call("latest is a moment", "conversations.history", {"channel": NEWS, "latest": "today"}, "invalid_ts_latest"),
    _call("a thread has a ts", "conversations.replies", {"channel": NEWS}, ARGUMENTS, "thread_not_found"),
    _call("a thread is there", "conversations.replies", {"channel": NEWS, "ts": "1.000001"}, "thread_not_found"),
    _call(
        "a thread's cursor is Slack's own",
        "conversations.replies",
        {"channel": NEWS, "ts": "THEIRS", "cursor": "nowhere"},
        "invalid_cursor",
    ),
    _call("what is asked of is a channel", "conversations.info", {"channel": "C9999999999"}, "channel_not_found"),
    _call("a person is there", "users.info", {"user": "U9999999999"}, "user_not_found"),
    _call("kinds of channels are of the list", "users.conversations", {"types": "rooms"}, "invalid_types"),
    _call("a list's cursor is Slack's own", "users.conversations", {"cursor": "nowhere"}, "invalid_cursor"),
    _call(
        "a link is to a message that is there",
        "chat.getPermalink",
        {"channel": NEWS, "message_ts": "1.000001"},
        "message_not_found",
    ),
    _call("a method is there", "chat.shout", TEXT, "unknown_method", page="methods"),
)
