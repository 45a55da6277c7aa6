"""Threads and posts of forums, their tags, and direct messages."""

from __future__ import annotations

from typing import Any

from discord_rules.case import FORUM_POST, TAGGED_POST, cases

_ON_MESSAGE = "/channels/{news}/messages/{message}/threads"
_THREAD = "/channels/{thread}"
_TAGS = ["{tag}", "{other_tag}"]


def _post(**fields: Any) -> dict[str, Any]:
    return {"name": "p", "message": {"content": "x"}, **fields}


_NAMED: dict[str, Any] = {
    "a name over 100": {"name": "x" * 101},
    "an empty name": {"name": ""},
    "no name": {"auto_archive_duration": 60},
    "a time to archive that there is not": {"name": "t", "auto_archive_duration": 61},
    "a slow mode over 21600": {"name": "t", "rate_limit_per_user": 21_601},
    "a slow mode below 0": {"name": "t", "rate_limit_per_user": -1},
}

THREADS = [
    *cases("resources/channel#start-thread-from-message", _NAMED, _ON_MESSAGE),
    *cases(
        "resources/channel#start-thread-without-message",
        {"a kind of thread that there is not": {"name": "t", "type": 99}},
        "/channels/{news}/threads",
    ),
    *cases(
        "resources/channel#start-thread-in-forum-or-media-channel",
        {
            "a post's name over 100": _post(name="x" * 101),
            "a post without a name": {"message": {"content": "x"}},
            "a post without a message": {"name": "p"},
            "a post with an empty message": _post(message={}),
            "a post with a blank message": _post(message={"content": "  "}),
            "content over 2000 in a post": _post(message={"content": "x" * 2001}),
            "a title over 256 in a post": _post(message={"embeds": [{"title": "x" * 257}]}),
            "a post's time to archive that there is not": _post(auto_archive_duration=30),
            "a tag that is no id": _post(applied_tags=["news"]),
        },
        FORUM_POST,
    ),
    *cases(
        "resources/channel#channel-object-channel-flags (REQUIRE_TAG), opcodes 40067",
        {"a post without the tag that is required": _post(), "an empty list of tags": _post(applied_tags=[])},
        TAGGED_POST,
    ),
    *cases(
        "topics/opcodes-and-status-codes 10087",
        {"a tag that the forum has not": _post(applied_tags=["999999999999999999"])},
        TAGGED_POST,
    ),
    *cases(
        "resources/channel#modify-channel (thread)",
        {
            "a thread's name over 100": {"name": "x" * 101},
            "a thread's empty name": {"name": ""},
            "a thread's time to archive that there is not": {"auto_archive_duration": 90},
            "six tags": {"applied_tags": [str(10**17 + number) for number in range(6)]},
            "archived that is a word": {"archived": "never"},
        },
        _THREAD,
        "PATCH",
    ),
    *cases(
        "resources/user#create-dm",
        {"a person that is no id": {"recipient_id": "ada"}, "nobody": {}},
        "/users/@me/channels",
    ),
]

RIGHT_THREADS = [
    *cases(
        "resources/channel#start-thread-from-message",
        {"a name of 100": {"name": "x" * 100, "auto_archive_duration": 10_080, "rate_limit_per_user": 21_600}},
        _ON_MESSAGE,
    ),
    *cases("resources/channel#start-thread-in-forum-or-media-channel", {"a post": _post(name="x" * 100)}, FORUM_POST),
    *cases(
        "resources/channel#start-thread-in-forum-or-media-channel",
        {"a post with a tag": _post(applied_tags=_TAGS[:1]), "a post with two": _post(applied_tags=_TAGS)},
        TAGGED_POST,
    ),
    *cases("resources/user#create-dm", {"a person": {"recipient_id": "100000000000000002"}}, "/users/@me/channels"),
]
