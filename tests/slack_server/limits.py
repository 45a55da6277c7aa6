"""What Slack refuses of messages, views and streams: by shape (shapes.py), and by what its parts are together.

https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from slack_server.house import unmeant
from slack_server.shapes import BLOCKS, Problem, problems, surface_problems, units
from slack_server.shown import shown

Json = dict[str, Any]

MOST_SENT = 40_000  # of `text`: more is cut
MOST_TOTAL = 12_000  # of all blocks together: 12,000 pass, 13,200 do not (slackapi/bolt-js issue 2509)
MOST_JSON = 60_000
MOST_CONTEXT = 2_000
MOST_METADATA = 8_000
MOST_MARKDOWN = 12_000
MOST_ATTACHMENTS = 100
MOST_BLOCKS = {"message": 50, "home": 100, "modal": 100}
MOST_VIEW = 250_000
EVENT_TYPE = re.compile(r"[\w.:-]{1,255}")
"""An alphanumeric string that people can read."""

Refusal = tuple[str, list[Problem]]
"""An error's code, and what is wrong at which place."""


def limits(body: Json) -> list[str]:
    """Return what Slack refuses of a message, and what this app never means to send."""
    return [*(f"{code}: {'; '.join(map(str, found))}" for code, found in message_refusals(body)), *unmeant(body)]


def message_refusals(body: Json) -> Iterator[Refusal]:
    """Give why a message is refused, the first of which Slack tells."""
    if body.get("markdown_text") and (body.get("text") or body.get("blocks")):
        yield "markdown_text_conflict", []
    if not any(body.get(key) for key in ("text", "blocks", "attachments", "markdown_text")):
        yield "no_text", []
    if units(_string(body.get("text"))) > MOST_SENT or units(_string(body.get("markdown_text"))) > MOST_MARKDOWN:
        yield "msg_too_long", []
    yield from _attachment_refusals(body.get("attachments"))
    yield from block_refusals(body.get("blocks"))
    yield from metadata_refusals(body.get("metadata"))


def _attachment_refusals(attachments: Any) -> Iterator[Refusal]:
    if not attachments:
        return
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        yield "invalid_attachments", []
        return
    if len(attachments) > MOST_ATTACHMENTS:
        yield "too_many_attachments", []
    for number, each in enumerate(attachments):
        found = block_problems(each.get("blocks") or [], "message", f"/attachments/{number}/blocks")
        if found:
            yield "invalid_attachments", found


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def block_refusals(blocks: Any) -> Iterator[Refusal]:
    """Give why the blocks of a message are refused."""
    if not blocks:
        return
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        yield "invalid_blocks_format", []
        return
    if found := block_problems(blocks, "message", "/blocks"):
        yield "invalid_blocks", found
        return
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield "invalid_attachments", [Problem("/blocks", "only_one_table_allowed")]
    if units(json.dumps(blocks, ensure_ascii=False)) > MOST_JSON or units(shown(blocks)) > MOST_TOTAL:
        yield "msg_blocks_too_long", []


def block_problems(blocks: Any, surface: str, pointer: str) -> list[Problem]:
    """Return what is wrong with blocks on a surface: message, home or modal."""
    if not isinstance(blocks, list):
        return [Problem(pointer, "must be an array")]
    most = MOST_BLOCKS[surface]
    found = [Problem(pointer, f"no more than {most} items allowed")] if len(blocks) > most else []
    for number, block in enumerate(blocks):
        found += problems(block, BLOCKS, f"{pointer}/{number}")
    if found:
        return found
    found += surface_problems(blocks, surface, pointer)
    found += [Problem(pointer, f"block_id {name!r} already exists") for name in _twice(blocks, "block_id")]
    for number, block in enumerate(blocks):
        found += _together(block, f"{pointer}/{number}")
    return found


def _twice(held: Iterable[Json], key: str) -> list[str]:
    return [name for name, times in Counter(each[key] for each in held if key in each).items() if times > 1]


def elements_of(block: Json) -> list[tuple[str, Json]]:
    """Return the elements of a block, each with its place in it."""
    if block["type"] in ("actions", "context_actions"):
        return [(f"/elements/{number}", each) for number, each in enumerate(block["elements"])]
    return [(f"/{key}", block[key]) for key in ("accessory", "element") if key in block]


def _together(block: Json, pointer: str) -> Iterator[Problem]:
    """Give what is wrong with a block whose parts are right, each by itself."""
    held = elements_of(block)
    yield from _texts_together(block, pointer)
    for name in _twice((element for _, element in held), "action_id"):
        yield Problem(pointer, f"action_id {name!r} already exists")
    for place, element in held:
        offered = [*element.get("options", ()), *_grouped(element)]
        chosen = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
        if offered and any(each not in offered for each in chosen):
            yield Problem(pointer + place, "initial option is none of the options")
        yield from _bounds(element, pointer + place)
        yield from _one_or_several(element, pointer + place)


def _grouped(element: Json) -> Iterator[Json]:
    for group in element.get("option_groups", ()):
        yield from group["options"]


def _texts_together(block: Json, pointer: str) -> Iterator[Problem]:
    if block["type"] == "header" and not block["text"]["text"].strip():
        yield Problem(f"{pointer}/text/text", "must not be blank")
    for number, each in enumerate(block["elements"] if block["type"] == "context" else ()):
        if units(_string(each.get("text"))) > MOST_CONTEXT:
            yield Problem(f"{pointer}/elements/{number}/text", f"must be less than {MOST_CONTEXT + 1} characters")


def _bounds(element: Json, pointer: str) -> Iterator[Problem]:
    """Give what is wrong where the least is over the most: of a number, of a text's length, of lines."""
    for kind in ("value", "length", "lines"):
        try:
            least, most = float(element.get(f"min_{kind}", "-inf")), float(element.get(f"max_{kind}", "inf"))
        except ValueError:
            yield Problem(pointer, f"min_{kind} and max_{kind} are numbers")
            continue
        if least > most:
            yield Problem(pointer, f"min_{kind} is over max_{kind}")


def _one_or_several(element: Json, pointer: str) -> Iterator[Problem]:
    """Give what belongs to a menu for one choice in one for several, and the other way."""
    kind = element["type"]
    if not kind.endswith("_select"):
        return
    several = {"initial_options", "initial_users", "initial_channels", "initial_conversations", "max_selected_items"}
    one = {"initial_option", "initial_user", "initial_channel", "initial_conversation", "response_url_enabled"}
    for key in sorted(set(element) & (one if kind.startswith("multi_") else several)):
        yield Problem(pointer, f"invalid additional property: {key}")


def metadata_refusals(metadata: Any) -> Iterator[Refusal]:
    """Give why metadata are refused: https://docs.slack.dev/messaging/message-metadata."""
    if metadata is None:
        return
    if not isinstance(metadata, dict):
        yield "invalid_metadata_format", []
        return
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    wrong = set(metadata) != {"event_type", "event_payload"} or not isinstance(payload, dict)
    if (
        wrong
        or not isinstance(kind, str)
        or not EVENT_TYPE.fullmatch(kind)
        or not all(_may_be_held(each) for each in payload.values())
    ):
        yield "invalid_metadata_schema", []
    elif units(json.dumps(payload)) > MOST_METADATA:
        yield "metadata_too_large", []


def _may_be_held(value: Any, deep: bool = False) -> bool:
    """Tell whether metadata may hold a value: plain ones, and one layer of objects and lists of them."""
    if isinstance(value, (str, int, float, bool)):
        return True
    if isinstance(value, list):
        return all(_may_be_held(each, deep) for each in value)
    return isinstance(value, dict) and not deep and all(_may_be_held(each, True) for each in value.values())


def view_problems(view: Any) -> list[str]:
    """Return what is wrong with a view: a home tab or a modal."""
    kind = view.get("type") if isinstance(view, dict) else None
    if kind not in ("home", "modal"):
        return [str(Problem("/view/type", "must be home or modal"))]
    found = problems(view, [f"views {kind}"], "/view") or block_problems(view["blocks"], kind, "/view/blocks")
    return [str(each) for each in found or _view_together(view)]


def _view_together(view: Json) -> Iterator[Problem]:
    elements = [element for block in view["blocks"] for _, element in elements_of(block)]
    if view["type"] == "modal" and "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        yield Problem("/view", "missing required field: submit")
    if sum(bool(element.get("focus_on_load")) for element in elements) > 1:
        yield Problem("/view/blocks", "one element may be focused on load")
    if units(json.dumps(view)) > MOST_VIEW:
        yield Problem("/view", "view_too_large")
