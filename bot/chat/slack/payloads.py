"""A part as the body of Slack's chat.postMessage: Block Kit, with rich text, in which words have no meaning as markup.

https://docs.slack.dev/reference/methods/chat.postMessage and /reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

import re
from hashlib import blake2s
from typing import Any

from bot.chat.adapter_protocol import Mark, PartKey
from bot.chat.button_ids import button_id, choice_ids
from bot.chat.rendering.cleaning import isolated
from bot.chat.rendering.parts import Action, Block, Limits, Part, Run, Style

EVENT_TYPE = "readout_part"
ANSWER_TYPE = "readout_answer"
MAX_BLOCKS = 50
MAX_HEADER = 150
MAX_CONTEXT = 2_000
MAX_BLOCK = 2_900
MAX_PART = 9_000
"""Slack refuses long messages with msg_blocks_too_long and does not say where; 12,000 in all is known to pass."""
MAX_FALLBACK = 300
MAX_LABEL = 75
MAX_ROWS = 12
MAX_OPTIONS = 100
"""Of a menu: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""
BUTTON = "readout:"
"""How the `action_id` of each of our buttons begins; what it does stands in its value, so a restart forgets nothing."""

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
Element = dict[str, Any]


def escaped(text: str) -> str:
    """Return a text for the fields that Slack reads as markup: `&`, `<` and `>` as entities, so nothing is live."""
    return isolated(text).translate(_ENTITIES).replace("@", "@\u200b")


def _cost(run: Run) -> int:
    """Return the most that a run takes, in whichever block it comes to stand."""
    escapes = run.text.count("&") + run.text.count("<") + run.text.count(">")
    return len(run.text.encode("utf-16-le", "surrogatepass")) // 2 + 4 * escapes + len(run.link) + 8


LIMITS = Limits(part=MAX_PART, block=MAX_BLOCK, blocks=MAX_BLOCKS - 4, cost=_cost, overhead=4, actions=MAX_ROWS)
_STYLES: dict[Style, str] = {"strong": "bold", "struck": "strike"}
_GROUP = re.compile(r"S[A-Z0-9]{2,30}")
_PART = re.compile(rf"{BUTTON}part:([^:]*):(\d{{1,18}}):(\d{{1,6}})")


def body(part: Part, key: PartKey, ping: str = "") -> dict[str, Any]:
    """Return the request that posts a part, but for its channel. Its metadata say which part it is.

    `ping` is a user group that an admin chose to be called, by its id.
    """
    called = [_call(ping)] if _GROUP.fullmatch(ping) else []
    request = message([*called, *blocks(part, key)], fallback(part))
    if key.delivery_id:
        told = {"delivery": key.delivery_id, "part": key.ordinal, "parts": key.total}
        told_by = {"store": key.store} if key.store else {}
        request["metadata"] = {"event_type": EVENT_TYPE, "event_payload": told | told_by}
        return named(request, f"{BUTTON}part:{key.store}:{key.delivery_id}:{key.ordinal}")
    return request


def named(request: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a request whose first block has a name: what tells a message where its metadata are not shown."""
    first, *others = request["blocks"]
    return request | {"blocks": [first | {"block_id": name}, *others]}


def message(content: list[Element], text: str) -> dict[str, Any]:
    """Return a message of blocks that unfolds no preview; `text` is what a notification shows."""
    return {
        "text": text,
        "blocks": content,
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": False,
        "mrkdwn": False,
    }


def blocks(part: Part, key: PartKey) -> list[Element]:
    """Return a part as blocks."""
    return [shaped(block, key, number) for number, block in enumerate(part.blocks, 1)]


def _call(group: str) -> Element:
    run = {"type": "usergroup", "usergroup_id": group}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [run]}]}


def fallback(part: Part) -> str:
    """Return what a notification shows: how the part begins."""
    words = " ".join(part.text.split())
    return escaped(words if len(words) <= MAX_FALLBACK else f"{words[:MAX_FALLBACK]}…") or "Readout"


def shaped(block: Block, key: PartKey, number: int = 1) -> Element:
    """Return a block as Slack's; `number` counts the blocks of its message."""
    if block.kind == "actions":
        return _row(block.actions, key, number)
    if block.kind in ("footer", "lead", "note") and not any(run.link for run in block.runs):
        text = isolated(block.text)
        if len(text) <= MAX_CONTEXT // 2:
            return {"type": "context", "elements": [plain_text(text)]}
    if block.kind == "title" and len(block.text) < MAX_HEADER // 2:
        return {"type": "header", "text": plain_text(isolated(block.text))}
    section = "rich_text_quote" if block.kind == "quote" else "rich_text_section"
    return {"type": "rich_text", "elements": [{"type": section, "elements": [_element(run) for run in block.runs]}]}


def _row(actions: tuple[Action, ...], key: PartKey, number: int) -> Element:
    return {"type": "actions", "elements": [_pressable(each, key, number, n) for n, each in enumerate(actions, 1)]}


def _pressable(action: Action, key: PartKey, row: int, number: int) -> Element:
    return _menu(action, key, row, number) if action.kind == "menu" else _button(action, key, row, number)


def _menu(action: Action, key: PartKey, row: int, number: int) -> Element:
    options = [
        {"text": plain_text(isolated(label[: MAX_LABEL // 2])), "value": value}
        for label, value in choice_ids(action, key)[:MAX_OPTIONS]
    ]
    shown = plain_text(isolated(action.label[: MAX_LABEL // 2]))
    return {"type": "static_select", "action_id": f"{BUTTON}{row}:{number}", "placeholder": shown, "options": options}


def _button(action: Action, key: PartKey, row: int, number: int) -> Element:
    label = action.label if len(action.label) <= MAX_LABEL // 2 else f"{action.label[: MAX_LABEL // 2 - 1]}…"
    style = {} if action.look == "plain" else {"style": action.look}
    return {
        "type": "button",
        "action_id": f"{BUTTON}{row}:{number}",
        "value": button_id(action, key),
        "text": plain_text(isolated(label)),
        **style,
    }


def plain_text(text: str) -> Element:
    """Return a text in which nothing is markup, not even the name of an emoji."""
    return {"type": "plain_text", "text": text, "emoji": False}


def _element(run: Run) -> Element:
    text = isolated(f" · {run.text}" if run.style == "aside" else run.text)
    element: Element = {"type": "link", "url": run.link, "text": text} if run.link else {"type": "text", "text": text}
    return element | ({"style": {_STYLES[run.style]: True}} if run.style in _STYLES else {})


def marked_as(message: dict[str, Any]) -> Mark | None:
    """Return the part that a message of the app's says it is, by its metadata or by the name of a block."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    delivery, ordinal = payload.get("delivery"), payload.get("part")
    if metadata.get("event_type") == EVENT_TYPE and isinstance(delivery, int) and isinstance(ordinal, int):
        return str(payload.get("store") or ""), delivery, ordinal
    named_by = next(filter(None, map(_PART.fullmatch, _names(message))), None)
    return (named_by[1], int(named_by[2]), int(named_by[3])) if named_by else None


def _names(message: dict[str, Any]) -> list[str]:
    return [str(block.get("block_id") or "") for block in message.get("blocks") or () if isinstance(block, dict)]


def answer_mark(event_id: str, ordinal: int) -> dict[str, Any]:
    """Return the metadata of a part of an answer, by which it is known after a fall."""
    return {"event_type": ANSWER_TYPE, "event_payload": {"question": question_mark(event_id), "part": ordinal}}


def answer_name(event_id: str, ordinal: int = 0) -> str:
    """Return the name of a block of a part of an answer; of one that only begins, where there is no `ordinal`."""
    return f"{BUTTON}{question_mark(event_id)}" + (f":{ordinal}" if ordinal else "")


def question_mark(event_id: str) -> str:
    """Return what a question is called in a message's metadata, and in the id of a block: everybody may read these."""
    return blake2s(event_id.encode("utf-8", "replace"), digest_size=8).hexdigest()


def answered_part(message: dict[str, Any], event_id: str) -> int:
    """Return which part of the answer to a question a message of the app's is; 0 where it is none."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    ordinal = payload.get("part")
    ours = metadata.get("event_type") == ANSWER_TYPE and payload.get("question") == question_mark(event_id)
    if ours and isinstance(ordinal, int):
        return ordinal
    whole = f"{answer_name(event_id)}:"
    found = (name.removeprefix(whole) for name in _names(message) if name.startswith(whole))
    return next((int(number) for number in found if number.isdecimal()), 0)


def begins_answer(message: dict[str, Any], event_id: str) -> bool:
    """Tell whether a message shows how the answer to a question begins: a stream, which has no metadata yet."""
    return answer_name(event_id) in _names(message)
