"""What a model's server sent, read with doubt: the body of a chat completion, and the JSON inside its message."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import BadReply
from bot.summarize.llm.responses_api import as_completion
from bot.summarize.llm.server_words import words_in

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}
_DIGITS = re.compile(r"\s*\[?\s*(\d{1,6})\s*\]?\s*")
"""A number as a model may write it among strings: “3” or “[3]”."""


@dataclass(frozen=True, slots=True)
class Message:
    """The text of a completion, why it ended, and the tokens that the server counted (None: it did not say).

    `refusal` is what the model says where it declines; `thoughts` are the characters that it reasoned in.
    """

    content: str
    finish: str = ""
    input_tokens: int | None = None
    output_tokens: int | None = None
    refusal: str = ""
    thoughts: int = 0


class FailedReply(Exception):
    """A reply that has the status of a good one and holds an error; `status` is what it says of itself, 0 for none."""

    def __init__(self, words: str, status: int = 0) -> None:
        super().__init__(words)
        self.words = words
        self.status = status


def message(body: bytes) -> Message:
    """Return the message of a reply, of either API, also where the server streams it unasked.

    Raises BadReply, and FailedReply where it holds an error.
    """
    text = body.decode("utf-8", "replace").strip()
    chunks = _events(text) if text.startswith(("data:", "event:", ":")) else [text]
    parsed = [_object(chunk) for chunk in chunks]
    for part in parsed:
        _raise_error(part)
    return _completion([as_completion(part) if "output" in part else part for part in parsed])


def _raise_error(part: dict[str, Any]) -> None:
    error = part.get("error")
    if error and not part.get("choices"):
        code = str(error.get("code") or error.get("status")) if isinstance(error, dict) else ""
        raise FailedReply(words_in(json.dumps({"error": error})), int(code) if code.isdecimal() else 0)


def _completion(parsed: Sequence[dict[str, Any]]) -> Message:
    holders = [holder for part in parsed if (holder := _holder(part)) is not None]
    if not any(_choices(part) for part in parsed):
        raise BadReply("the model's server sent an answer with nothing in it: no choices")
    finishes = (str(c["finish_reason"]) for p in reversed(parsed) for c in _choices(p) if c.get("finish_reason"))
    usage = _usage(parsed)
    return Message(
        "".join(text_of(holder.get("content")) for holder in holders),
        next(finishes, ""),
        count(usage.get("prompt_tokens")),
        _output_tokens(usage),
        "".join(text_of(holder.get("refusal")) for holder in holders),
        sum(len(text_of(holder.get("reasoning_content") or holder.get("reasoning"))) for holder in holders),
    )


def _usage(parsed: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return next((part["usage"] for part in reversed(parsed) if isinstance(part.get("usage"), dict)), {})


def _output_tokens(usage: dict[str, Any]) -> int | None:
    """Return what was written and thought: some servers count the thoughts in the total alone."""
    written, given, total = (count(usage.get(f"{key}_tokens")) for key in ("completion", "prompt", "total"))
    if written is None or given is None or total is None:
        return written
    return max(written, total - given)


def text_of(content: object) -> str:
    """Return a text that may come in parts: `[{"type": "text", "text": "…"}]`."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "".join(part["text"] for part in parts if isinstance(part, dict) and isinstance(part.get("text"), str))


def answer_in(content: str) -> str:
    """Return a message without the thoughts that a model printed before its answer; "" while it is still thinking."""
    said = content.rpartition("</think>")[2]
    return said.partition("<think>")[0].strip()


def data(content: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON object in a message, which may stand in a fence or among words. Raises BadReply."""
    said = [fitted(each, schema) for each in _objects(answer_in(content))]
    if not said:
        raise BadReply("the model's reply holds no JSON object")
    found: dict[str, Any] = next((each for each in said if not mismatch(each, schema)), said[0])
    problem = mismatch(found, schema)
    if problem:
        raise BadReply(f"the model's reply is not what was asked for: {problem}")
    return found


def fitted(value: Any, schema: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON, as a model wrote it
    """Return a value as the schema has it, where only its dress is another: “3” for 3, null for "", one for a list.

    Of a list of objects those are left out that are not what was asked for, unless nothing would be left.
    """
    kind = schema.get("type")
    if kind == "object" and isinstance(value, dict):
        known = schema.get("properties", {})
        return {key: fitted(item, known[key]) if key in known else item for key, item in value.items()}
    if kind == "array" and value is not None:
        items = schema.get("items", {})
        found = [fitted(item, items) for item in (value if isinstance(value, list) else [value])]
        good = [item for item in found if not mismatch(item, items)] if items.get("type") == "object" else found
        return good or found
    return _plain(value, kind)


def _plain(value: Any, kind: object) -> Any:  # noqa: ANN401
    if kind == "string" and value is None:
        return ""
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    if kind == "integer" and isinstance(value, str) and (digits := _DIGITS.fullmatch(value)):
        return int(digits[1])
    if kind == "boolean" and isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower(), value)
    return value


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


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the objects that stand in a text side by side."""
    decoder, end = json.JSONDecoder(), 0
    for match in list(re.finditer(r"\{", text))[:50]:
        if match.start() < end:
            continue
        try:
            found, end = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            yield found


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


def _holder(part: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the first choice says, whole or as a piece of a stream."""
    for choice in _choices(part)[:1]:
        holder = choice.get("message") or choice.get("delta")
        return holder if isinstance(holder, dict) else None
    return None


def count(value: object) -> int | None:
    """Return a number of tokens, None where a server gives none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
