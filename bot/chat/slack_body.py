"""A part as the body of Slack's chat.postMessage: Block Kit, with rich text, in which words have no meaning as markup.

https://docs.slack.dev/reference/methods/chat.postMessage and /reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from typing import Any

from bot.chat.adapter import PartKey
from bot.chat.cleaning import isolated
from bot.chat.parts import Block, Limits, Part, Run

EVENT_TYPE = "readout_part"
MAX_BLOCKS = 50
MAX_HEADER = 150
MAX_CONTEXT = 2_000
MAX_BLOCK = 2_900
MAX_PART = 9_000
"""Slack refuses long messages with msg_blocks_too_long and does not say where; 12,000 in all is known to pass."""
MAX_FALLBACK = 300

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
Element = dict[str, Any]


def escaped(text: str) -> str:
    """Return a text for the fields that Slack reads as markup: `&`, `<` and `>` as entities, so nothing is live."""
    return isolated(text).translate(_ENTITIES).replace("@", "@\u200b")


def _cost(run: Run) -> int:
    """Return the most that a run takes, in whichever block it comes to stand."""
    return sum(2 if char > "\uffff" else 5 if char in "&<>" else 1 for char in run.text) + len(run.link) + 8


LIMITS = Limits(part=MAX_PART, block=MAX_BLOCK, blocks=MAX_BLOCKS - 4, cost=_cost, overhead=4)


def body(part: Part, key: PartKey) -> dict[str, Any]:
    """Return the request that posts a part, but for its channel. Its metadata say which part it is."""
    request: dict[str, Any] = {
        "text": _fallback(part),
        "blocks": [_shaped(block) for block in part.blocks if block.kind != "actions"],
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": False,
        "mrkdwn": False,
    }
    if key.delivery_id:
        request["metadata"] = {
            "event_type": EVENT_TYPE,
            "event_payload": {"delivery": key.delivery_id, "part": key.ordinal, "parts": key.total},
        }
    return request


def _fallback(part: Part) -> str:
    """Return what a notification shows: how the part begins."""
    words = " ".join(part.text.split())
    return escaped(words if len(words) <= MAX_FALLBACK else f"{words[:MAX_FALLBACK]}…") or "Readout"


def _shaped(block: Block) -> Element:
    if block.kind in ("footer", "lead", "note") and not any(run.link for run in block.runs):
        text = isolated(block.text)
        if len(text) <= MAX_CONTEXT // 2:
            return {"type": "context", "elements": [_plain(text)]}
    if block.kind == "title" and len(block.text) < MAX_HEADER // 2:
        return {"type": "header", "text": _plain(isolated(block.text))}
    section = "rich_text_quote" if block.kind == "quote" else "rich_text_section"
    return {"type": "rich_text", "elements": [{"type": section, "elements": [_element(run) for run in block.runs]}]}


def _plain(text: str) -> Element:
    return {"type": "plain_text", "text": text, "emoji": False}


def _element(run: Run) -> Element:
    text = isolated(f" · {run.text}" if run.style == "aside" else run.text)
    element: Element = {"type": "link", "url": run.link, "text": text} if run.link else {"type": "text", "text": text}
    return element | ({"style": {"bold": True}} if run.style == "strong" else {})


def marked_as(message: dict[str, Any]) -> tuple[int, int] | None:
    """Return the delivery and part that a message of ours says it is."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    delivery, ordinal = payload.get("delivery"), payload.get("part")
    if metadata.get("event_type") != EVENT_TYPE or not isinstance(delivery, int) or not isinstance(ordinal, int):
        return None
    return delivery, ordinal
