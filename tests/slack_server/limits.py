"""What Slack refuses of a body: what `slack_sdk.models` knows, and the documented limits that it leaves out.

Lengths are told in UTF-16, as a browser counts. https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.blocks.block_elements import BlockElement

Json = dict[str, Any]

MOST_TEXT = 4_000  # docs: truncated over 40,000, should be below 4,000
MOST_TOTAL = 12_000
MOST_METADATA = 8_000
RICH = {
    "rich_text_section": {"type", "elements"},
    "rich_text_quote": {"type", "elements", "border"},
    "rich_text_preformatted": {"type", "elements", "border"},
    "rich_text_list": {"type", "elements", "style", "indent", "offset", "border"},
}
RUNS = {
    "text": {"type", "text", "style"},
    "link": {"type", "url", "text", "style", "unsafe"},
    "emoji": {"type", "name", "style"},
    "usergroup": {"type", "usergroup_id", "style"},
    "user": {"type", "user_id", "style"},
    "channel": {"type", "channel_id", "style"},
}
TEXTS = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}


def limits(body: Json) -> list[str]:
    """What Slack refuses of a message body, and what this app never means to send."""
    found = block_problems(body.get("blocks") or [], 50)
    if not body.get("text"):
        found.append("no text for notifications")
    if units(body.get("text") or "") > MOST_TEXT:
        found.append(f"text over {MOST_TEXT:,}")
    if re.search(r"<|>|&(?!amp;|lt;|gt;)|@(?=\w)", body.get("text") or ""):
        found.append("live markup in the text for notifications")
    if body.get("unfurl_links") is not False or body.get("unfurl_media") is not False:
        found.append("previews are not suppressed")
    return found + metadata_problems(body.get("metadata"))


def metadata_problems(metadata: Any) -> list[str]:
    """What is wrong with a message's metadata."""
    if metadata is None:
        return []
    if set(metadata) != {"event_type", "event_payload"} or not isinstance(metadata["event_payload"], dict):
        return ["invalid_metadata_schema"]
    if units(json.dumps(metadata["event_payload"])) > MOST_METADATA:
        return ["metadata_too_large"]
    return []


def block_problems(blocks: list[Json], most: int) -> list[str]:
    """What is wrong with blocks, of which a message holds 50 and a view 100."""
    found = [f"over {most} blocks: {len(blocks)}"] if len(blocks) > most else []
    for block in blocks:
        found += _block(block)
    named = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    found += [f"block_id twice: {name}" for name, times in named.items() if times > 1]
    if most == 50 and (units(json.dumps(blocks, ensure_ascii=False)) > 60_000 or units(shown(blocks)) > MOST_TOTAL):
        found.append("msg_blocks_too_long")
    return found


def view_problems(view: Json) -> list[str]:
    """What is wrong with a view: a home tab or a modal."""
    known = "type blocks callback_id private_metadata external_id".split()
    known += (
        "title submit close clear_on_close notify_on_close submit_disabled".split()
        if view.get("type") == "modal"
        else []
    )
    found = [f"unknown key of a view: {key}" for key in view if key not in known]
    found += block_problems(view.get("blocks") or [], 100)
    for key in ("title", "submit", "close"):
        if key in view and not 0 < units(view[key]["text"]) <= 24:
            found.append(f"{key} is not of 1 to 24 characters")
    if view.get("type") == "modal" and "title" not in view:
        found.append("a modal without a title")
    if units(view.get("private_metadata") or "") > 3_000 or units(view.get("callback_id") or "") > 255:
        found.append("private_metadata over 3,000, or callback_id over 255")
    if view.get("type") == "home" and any(block["type"] == "input" for block in view.get("blocks") or []):
        found.append("an input without dispatch in a home tab")
    return found


def _block(block: Json) -> list[str]:
    parsed = Block.parse(block)
    if parsed is None:
        return [f"unknown block {block.get('type')}"]
    try:
        parsed.validate_json()
    except SlackObjectFormationError as error:
        return [str(error)]
    found = [f"unknown key of {block['type']}: {key}" for key in block if key not in parsed.attributes]
    if block["type"] == "rich_text":
        return found + [problem for element in block["elements"] for problem in _rich(element)]
    if block["type"] == "header" and not block["text"]["text"].strip():
        found.append("empty header")
    found += [problem for text in _text_objects(block) for problem in _text_object(text, block)]
    found += [problem for element in _elements(block) for problem in _element(element)]
    actions = Counter(element["action_id"] for element in _elements(block) if element.get("action_id"))
    return found + [f"action_id twice in a block: {name}" for name, times in actions.items() if times > 1]


def _rich(element: Json) -> Iterator[str]:
    known = RICH.get(element.get("type", ""))
    if known is None or set(element) - known:
        yield f"unknown rich text {element.get('type')}: {sorted(element)}"
        return
    if not element["elements"]:
        yield "empty rich text"
    for run in element["elements"]:
        if run.get("type") in RICH:
            yield from _rich(run)
            continue
        if run.get("type") not in RUNS or set(run) - RUNS[run["type"]]:
            yield f"unknown run {run.get('type')}: {sorted(run)}"
        if run.get("type") in ("text", "link") and not run.get("text"):
            yield "empty rich text run"
        if run.get("type") == "link" and units(run["url"]) > 3_000:
            yield "url over 3,000"


def _text_objects(node: Any) -> Iterator[Json]:
    if isinstance(node, list):
        for item in node:
            yield from _text_objects(item)
    elif isinstance(node, dict):
        if node.get("type") in TEXTS:
            yield node
        for value in node.values():
            yield from _text_objects(value)


def _text_object(text: Json, block: Json) -> Iterator[str]:
    if set(text) - TEXTS[text["type"]]:
        yield f"unknown key of a text: {sorted(text)}"
    if not text.get("text"):
        yield "empty text object"
    if block["type"] == "context" and units(text["text"]) > 2_000:
        yield "context element over 2,000"
    if text in (block.get("fields") or ()) and units(text["text"]) > 2_000:
        yield "field over 2,000"


def _elements(block: Json) -> list[Json]:
    found = list(block.get("elements") or ()) if block["type"] in ("actions", "context_actions") else []
    found += [block["accessory"]] if block.get("accessory") else []
    return found + ([block["element"]] if block.get("element") else [])


def _element(element: Json) -> Iterator[str]:
    parsed = BlockElement.parse(element)
    if parsed is None or not hasattr(parsed, "attributes"):
        yield f"unknown element {element.get('type')}"
        return
    try:
        parsed.validate_json()
    except SlackObjectFormationError as error:
        yield str(error)
    for key in set(element) - set(parsed.attributes) - {"type"}:
        yield f"unknown key of {element['type']}: {key}"
    if units(element.get("action_id") or "") > 255 or not element.get("action_id"):
        yield "an element has no action_id, or one over 255"
    if element["type"] == "button":
        if units(element["text"]["text"]) > 75:
            yield "button text over 75"
        if units(element.get("value") or "") > 2_000:
            yield "button value over 2,000"
        if units(element.get("url") or "") > 3_000:
            yield "button url over 3,000"
    yield from _options(element)
    yield from _confirm(element.get("confirm"))


def _options(element: Json) -> Iterator[str]:
    options = element.get("options") or []
    most = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}.get(element["type"], 100)
    if "options" in element and not 0 < len(options) <= most:
        yield f"{element['type']} has {len(options)} options"
    for option in options:
        if units(option["text"]["text"]) > 75 or not 0 < units(option["value"]) <= 150:
            yield "option text over 75, or value not of 1 to 150"
    if "initial_option" in element and element["initial_option"] not in options:
        yield "initial_option is none of the options"
    if units((element.get("placeholder") or {}).get("text") or "") > 150:
        yield "placeholder over 150"


def _confirm(confirm: Json | None) -> Iterator[str]:
    for key, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if confirm and not 0 < units((confirm.get(key) or {}).get("text") or "") <= most:
            yield f"confirm {key} not of 1 to {most}"


def shown(blocks: list[Json]) -> str:
    """What a reader sees of blocks, a line a block; buttons in square brackets."""
    return "\n".join(_seen(block) for block in blocks)


def _seen(block: Json) -> str:
    if block["type"] == "actions":
        return " ".join(f"[{_label(element)}]" for element in block["elements"])
    return "".join(_texts({key: value for key, value in block.items() if key != "accessory"}))


def _label(element: Json) -> str:
    return str((element.get("text") or element.get("placeholder") or {}).get("text", element["type"]))


def _texts(node: Any) -> list[str]:
    if isinstance(node, list):
        return [text for item in node for text in _texts(item)]
    if not isinstance(node, dict):
        return []
    if isinstance(node.get("text"), str):
        return [node["text"]]
    return [text for value in node.values() for text in _texts(value)]


def units(text: str) -> int:
    """The length of a text in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
