"""Messages themselves: text, nonce, mentions, references, stickers, attachments, polls."""

from __future__ import annotations

from typing import Any

from discord_rules.case import EDITED, FOLLOW_UP, cases

_TEXT = {"content": "x"}
_IDS = [str(10**17 + number) for number in range(101)]


def _mentions(**fields: Any) -> dict[str, Any]:
    return {**_TEXT, "allowed_mentions": fields}


def _poll(**fields: Any) -> dict[str, Any]:
    answers = [{"poll_media": {"text": "yes"}}]
    return {"poll": {"question": {"text": "Well?"}, "answers": answers, **fields}}


def _answers(count: int, text: str = "yes") -> list[Any]:
    return [{"poll_media": {"text": text}} for _ in range(count)]


MESSAGES = [
    *cases(
        "resources/message#create-message",
        {
            "content over 2000": {"content": "x" * 2001},
            "content that is a list": {"content": ["x"]},
            "nothing at all": {},
            "content that is empty": {"content": ""},
            "content that is blank": {"content": " \n\t "},
            "an empty list of embeds alone": {"embeds": []},
            "an empty list of components alone": {"components": []},
            "nonce over 25": {**_TEXT, "nonce": "n" * 26},
            "tts that is an object": {**_TEXT, "tts": {}},
            "four stickers": {"sticker_ids": _IDS[:4]},
            "a sticker that is no id": {"sticker_ids": ["smile"]},
            "flags that are a word": {**_TEXT, "flags": "silent"},
            "a body that is a list": [_TEXT],
        },
    ),
    *cases(
        "resources/message#edit-message", {"content over 2000 in an edit": {"content": "x" * 2001}}, EDITED, "PATCH"
    ),
    *cases(
        "resources/webhook#execute-webhook",
        {"content over 2000 in a follow-up": {"content": "x" * 2001}, "an empty follow-up": {"embeds": []}},
        FOLLOW_UP,
    ),
    *cases(
        "resources/message#allowed-mentions-object",
        {
            "parse and users together": _mentions(parse=["users"], users=_IDS[:1]),
            "parse and roles together": _mentions(parse=["roles"], roles=_IDS[:1]),
            "a type to parse that there is not": _mentions(parse=["channels"]),
            "over 100 users": _mentions(users=_IDS),
            "over 100 roles": _mentions(roles=_IDS),
            "a role that is no id": _mentions(roles=["everyone"]),
            "a user that is no id": _mentions(users=["@ada"]),
        },
    ),
    *cases(
        "resources/message#message-reference-structure",
        {
            "a forward without its channel": {"message_reference": {"type": 1, "message_id": _IDS[0]}},
            "a type of reference that there is not": {**_TEXT, "message_reference": {"type": 7, "message_id": _IDS[0]}},
            "a reference that is no id": {**_TEXT, "message_reference": {"message_id": "the last one"}},
            "a reply to a message that does not exist": {**_TEXT, "message_reference": {"message_id": _IDS[0]}},
        },
    ),
    *cases(
        "resources/message#attachment-object",
        {
            "an attachment's description over 1024": {**_TEXT, "attachments": [{"id": "0", "description": "x" * 1025}]},
            "an attachment without an id": {**_TEXT, "attachments": [{"filename": "a.txt"}]},
        },
    ),
    *cases(
        "resources/poll#poll-create-request-object",
        {
            "a question over 300": _poll(question={"text": "x" * 301}),
            "a question without text": _poll(question={}),
            "eleven answers": _poll(answers=_answers(11)),
            "an answer over 55": _poll(answers=_answers(1, "x" * 56)),
            "no answers": {"poll": {"question": {"text": "Well?"}}},
            "longer than 32 days": _poll(duration=32 * 24 + 1),
            "a layout that there is not": _poll(layout_type=2),
        },
    ),
]

RIGHT_MESSAGES = [
    *cases(
        "resources/message#create-message",
        {
            "content of 2000": {"content": "x" * 2000},
            "a nonce of 25": {**_TEXT, "nonce": "n" * 25, "enforce_nonce": True},
            "a nonce that is a number": {**_TEXT, "nonce": 12345},
            "three stickers": {"sticker_ids": _IDS[:3]},
            "silent": {**_TEXT, "flags": 1 << 12},
            "no previews": {**_TEXT, "flags": 1 << 2},
            "blanks around a text": {"content": "  x  "},
        },
    ),
    *cases(
        "resources/message#allowed-mentions-object",
        {
            "nobody": _mentions(parse=[]),
            "100 users": _mentions(users=_IDS[:100]),
            "parse beside an empty list": _mentions(parse=["users", "roles"], users=[]),
            "everyone and two users": _mentions(parse=["everyone"], users=_IDS[:2]),
        },
    ),
    *cases(
        "resources/message#message-reference-structure",
        {
            "a reply that may stand alone": {
                **_TEXT,
                "message_reference": {"message_id": _IDS[0], "fail_if_not_exists": False},
            },
            "a reply": {**_TEXT, "message_reference": {"message_id": "{message}"}},
        },
    ),
    *cases(
        "resources/poll#poll-create-request-object",
        {
            "a question of 300, ten answers of 55": _poll(question={"text": "x" * 300}, answers=_answers(10, "x" * 55)),
            "32 days": _poll(duration=32 * 24),
        },
    ),
    *cases("resources/message#edit-message", {"an edit to 2000": {"content": "x" * 2000}}, EDITED, "PATCH"),
]
