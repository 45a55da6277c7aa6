"""How a call is written down, and the right pieces that calls are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_server import NEWS, PERSON

Json = dict[str, Any]

PAGE = "https://docs.slack.dev/reference/"


@dataclass(frozen=True)
class Call:
    """A call of `method`; `rule` is what it breaks, `page` where Slack says so, `errors` what Slack answers then.

    `at` is the JSON pointer that an answer `invalid_blocks` names.
    """

    rule: str
    page: str
    method: str
    body: Json
    errors: tuple[str, ...] = ()
    at: str = ""


def plain(text: str = "Words") -> Json:
    """Return a text without markup."""
    return {"type": "plain_text", "text": text}


def marked(text: str = "*Words*") -> Json:
    """Return a text with markup."""
    return {"type": "mrkdwn", "text": text}


def button(**more: Any) -> Json:
    """Return a button."""
    return {"type": "button", "action_id": "act", "text": plain(), **more}


def option(number: int = 1, **more: Any) -> Json:
    """Return what a menu offers."""
    return {"text": plain(f"Choice {number}"), "value": f"v{number}", **more}


def menu(**more: Any) -> Json:
    """Return a menu with two options."""
    return {"type": "static_select", "action_id": "menu", "options": [option(1), option(2)], **more}


def image(**more: Any) -> Json:
    """Return an image, as a block or an element."""
    return {"type": "image", "image_url": "https://images.example/cat.png", "alt_text": "A cat", **more}


def section(**more: Any) -> Json:
    """Return a section with a text."""
    return {"type": "section", "text": plain(), **more}


def actions(*elements: Json, **more: Any) -> Json:
    """Return a row of elements."""
    return {"type": "actions", "elements": list(elements), **more}


def context(*elements: Json, **more: Any) -> Json:
    """Return a line of small print."""
    return {"type": "context", "elements": list(elements), **more}


def field(element: Json | None = None, **more: Any) -> Json:
    """Return an input block."""
    held = element or {"type": "plain_text_input", "action_id": "typed"}
    return {"type": "input", "label": plain(), "element": held, **more}


def rich(*elements: Json, **more: Any) -> Json:
    """Return rich text of sections, lists, quotes."""
    return {"type": "rich_text", "elements": list(elements), **more}


def runs(*elements: Json, kind: str = "rich_text_section", **more: Any) -> Json:
    """Return a section of rich text."""
    return {"type": kind, "elements": list(elements), **more}


def run(text: str = "Words", **more: Any) -> Json:
    """Return a run of text."""
    return {"type": "text", "text": text, **more}


def post(*blocks: Json, **more: Any) -> Json:
    """Return what posts blocks in a channel."""
    return {"channel": NEWS, "text": "Words", "blocks": list(blocks), **more}


def blocks(rule: str, page: str, *content: Json, at: str = "/blocks/0") -> Call:
    """Return a wrong post: its blocks break a rule at a place."""
    return Call(rule, f"{PAGE}block-kit/{page}", "chat.postMessage", post(*content), ("invalid_blocks",), at)


def home(*content: Json, **more: Any) -> Json:
    """Return what shows somebody their home."""
    return {"user_id": PERSON, "view": {"type": "home", "blocks": list(content), **more}}


def modal(*content: Json, **more: Any) -> Json:
    """Return a modal."""
    return {"type": "modal", "title": plain("Title"), "submit": plain("Save"), "blocks": list(content), **more}


def without(piece: Json, *names: str) -> Json:
    """Return a piece without some of its keys."""
    return {key: value for key, value in piece.items() if key not in names}
