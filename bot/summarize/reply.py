"""What a model's server sent, read with doubt: the body of a chat completion, and the JSON inside its message."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.errors import BadReply

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}
_THOUGHT = re.compile(r"<think>.*?</think>", re.S)
"""Reasoning models on open servers print their thoughts before the answer."""


@dataclass(frozen=True, slots=True)
class Message:
    """The text of a completion, and the tokens that the server counted (None: it did not say)."""

    content: str
    finish: str = ""
    input_tokens: int | None = None
    output_tokens: int | None = None


def message(body: bytes) -> Message:
    """Return the message of a chat completion, also where the server streams it unasked. Raises BadReply."""
    text = body.decode("utf-8", "replace").strip()
    chunks = _events(text) if text.startswith(("data:", "event:", ":")) else [text]
    parsed = [_object(chunk) for chunk in chunks]
    content = "".join(_content(part) for part in parsed)
    finish = next(
        (str(c["finish_reason"]) for p in reversed(parsed) for c in _choices(p) if c.get("finish_reason")), ""
    )
    usage: dict[str, Any] = next(
        (part["usage"] for part in reversed(parsed) if isinstance(part.get("usage"), dict)), {}
    )
    return Message(content, finish, _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens")))


def data(content: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON object in a message, which may stand in a fence or among words. Raises BadReply."""
    bare = _THOUGHT.sub("", content).strip()
    found = _first_object(bare)
    if found is None:
        raise BadReply("the model's reply holds no JSON object")
    problem = mismatch(found, schema)
    if problem:
        raise BadReply(f"the model's reply is not what was asked for: {problem}")
    return found


def mismatch(value: object, schema: dict[str, Any], where: str = "reply") -> str:
    """Say where a value departs from a schema (types, required keys, items), or "" where it does not."""
    kind = schema.get("type")
    if kind in _TYPES and (
        not isinstance(value, _TYPES[kind]) or (kind in ("integer", "number") and isinstance(value, bool))
    ):
        return f"{where} is no {kind}"
    if isinstance(value, dict):
        return _object_mismatch(value, schema, where)
    if isinstance(value, list) and "items" in schema:
        return next(
            filter(None, (mismatch(item, schema["items"], f"{where}[{n}]") for n, item in enumerate(value))), ""
        )
    return ""


def _object_mismatch(value: dict[str, Any], schema: dict[str, Any], where: str) -> str:
    missing = [key for key in schema.get("required", ()) if key not in value]
    if missing:
        return f"{where} has no {missing[0]!r}"
    known = schema.get("properties", {})
    return next(filter(None, (mismatch(value[key], known[key], f"{where}.{key}") for key in known if key in value)), "")


def _first_object(text: str) -> dict[str, Any] | None:
    decoder = json.JSONDecoder()
    for match in list(re.finditer(r"\{", text))[:50]:
        try:
            found, _ = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            continue
        return found if isinstance(found, dict) else None
    return None


def _events(text: str) -> list[str]:
    """Return the data of server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html."""
    lines = (row[5:].strip() for row in text.splitlines() if row.startswith("data:"))
    return [row for row in lines if row and row != "[DONE]"]


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadReply(
            "the model's server sent no JSON: is model.base_url the address of its API (it often ends in /v1)?"
        )
    return found


def _choices(part: dict[str, Any]) -> list[dict[str, Any]]:
    choices = part.get("choices")
    return [choice for choice in choices if isinstance(choice, dict)] if isinstance(choices, list) else []


def _content(part: dict[str, Any]) -> str:
    for choice in _choices(part)[:1]:
        holder = choice.get("message") or choice.get("delta")
        content = holder.get("content") if isinstance(holder, dict) else None
        return content if isinstance(content, str) else ""
    return ""


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
