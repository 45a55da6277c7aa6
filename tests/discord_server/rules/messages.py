"""Messages. https://docs.discord.com/developers/resources/message#create-message"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from discord_server.rules.components import LAYOUT_FLAG, component_limits
from discord_server.rules.embeds import embed_limits, shows_nothing
from discord_server.rules.texts import Json, objects, of, trimmed, units

KEYS = frozenset(
    "content embeds allowed_mentions sticker_ids components flags attachments poll message_reference nonce "
    "enforce_nonce tts".split()
)
CONTENT, NONCE = 2_000, 25
_NOT_WITH_LAYOUT = ("content", "embeds", "sticker_ids", "poll")
_POLL_HOURS = 32 * 24


def limits(body: Any) -> list[str]:
    """What Discord refuses in a new message."""
    if not isinstance(body, dict):
        return ["a message is an object"]
    found = [f"unknown key {key}" for key in body.keys() - KEYS]
    if units(str(body.get("nonce") or "")) > NONCE:
        found.append(f"nonce over {NONCE}")
    return found + shown_limits(body, may_be_empty=False)


def shown_limits(body: Any, *, may_be_empty: bool, flags: int = 0) -> list[str]:
    """What Discord refuses in what a message shows, new or edited; `flags` are those that it has already."""
    if not isinstance(body, dict):
        return ["a message is an object"]
    held = body.get("flags")
    layout = bool(((held if isinstance(held, int) else 0) | flags) & LAYOUT_FLAG)
    found = [] if units(trimmed(body.get("content"))) <= CONTENT else [f"content over {CONTENT}"]
    found += embed_limits(objects(body, "embeds"))
    found += component_limits(objects(body, "components"), layout=layout)
    found += [f"{key} beside the flag of new components" for key in _NOT_WITH_LAYOUT if layout and body.get(key)]
    found += [*_mentions(of(body, "allowed_mentions")), *_poll(of(body, "poll"))]
    if not may_be_empty and _is_empty(body):
        found.append("an empty message")
    return found


def _is_empty(body: Json) -> bool:
    """Tell whether a message has none of what it must have one of; a forward needs its reference alone."""
    if of(body, "message_reference").get("type") == 1:
        return False
    told = trimmed(body.get("content")), *(not shows_nothing(each) for each in objects(body, "embeds"))
    return not any((*told, *(body.get(key) for key in ("attachments", "sticker_ids", "poll", "components"))))


def _mentions(allowed: Json) -> Iterator[str]:
    parsed = allowed.get("parse") or ()
    for kind in ("users", "roles"):
        if kind in parsed and allowed.get(kind):
            yield f"mentions: {kind} are parsed and named"
        if len(allowed.get(kind) or ()) > 100:
            yield f"mentions: over 100 {kind}"


def _poll(poll: Json) -> Iterator[str]:
    if not poll:
        return
    answers = objects(poll, "answers")
    if not trimmed(of(poll, "question").get("text")) or units(str(of(poll, "question").get("text"))) > 300:
        yield "a poll's question has 1 to 300 characters"
    if not 1 <= len(answers) <= 10:
        yield "a poll has 1 to 10 answers"
    if any(not 1 <= units(str(of(each, "poll_media").get("text") or "")) <= 55 for each in answers):
        yield "a poll's answer has 1 to 55 characters"
    if int(poll.get("duration") or 24) > _POLL_HOURS:
        yield "a poll is open for 32 days at most"
