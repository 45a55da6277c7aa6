"""Holds objects of Block Kit against block_kit.yaml: what Slack refuses of each, and at which place.

Lengths are told in UTF-16, as a browser counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

Json = dict[str, Any]

FILE = Path(__file__).with_name("block_kit.yaml")
SCHEMES = {"http", "https", "mailto", "tel", "slack"}
"""What a link may begin with: others Slack shows as text, or refuses with invalid_blocks."""
MOST_ID = 255


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where, as a JSON pointer."""

    pointer: str
    words: str

    def __str__(self) -> str:
        return f"{self.words} [json-pointer:{self.pointer}]"


def units(text: str) -> int:
    """Return the length of a text in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _shapes() -> tuple[dict[str, Json], dict[str, frozenset[str]]]:
    """Read the file: a schema for every object, and the surfaces of those that may not stand everywhere."""
    schemas, surfaces = {}, {}
    for kind, shapes in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        for name, told in shapes.items():
            key = f"{kind} {name}" if kind in ("views", "chunks") else name
            schemas[key] = _schema(kind, name, told)
            if "surfaces" in told:
                surfaces[name] = frozenset(told["surfaces"])
    return schemas, surfaces


def _schema(kind: str, name: str, told: Json) -> Json:
    common: Json = {} if kind == "untyped" else {"type": {"const": told.get("type", name)}}
    identity = {"type": "string", "minLength": 1, "maxLength": MOST_ID}
    common |= {"block_id": identity} if kind == "blocks" else {}
    common |= {"action_id": identity} if kind == "elements" else {}
    kept = {key: told[key] for key in ("required", "anyOf", "oneOf") if key in told}
    properties = {**common, **told.get("properties", {})}
    return {"type": "object", "additionalProperties": False, "properties": properties, **kept}


def _holds(validator: Any, names: list[str], value: Any, schema: Json) -> Iterator[ValidationError]:
    if not isinstance(value, dict):
        yield ValidationError("must be an object")
        return
    one = names[0]
    if len(names) > 1 or "type" in SCHEMAS[one]["properties"]:
        named = {SCHEMAS[name]["properties"]["type"]["const"]: name for name in names}
        if not isinstance(value.get("type"), str) or value["type"] not in named:
            yield ValidationError(f"unsupported type: {value.get('type')!r}")
            return
        one = named[value["type"]]
    yield from validator.descend(value, SCHEMAS[one])


def _text(kinds: tuple[str, ...]) -> Any:
    def words(validator: Any, most: int, value: Any, schema: Json) -> Iterator[ValidationError]:
        yield from validator.descend(value, {"holds": list(kinds)})
        if isinstance(value, dict) and isinstance(value.get("text"), str):
            yield from validator.descend(value["text"], {"maxLength": most}, path="text")

    return words


def _most(validator: Any, most: int, value: Any, schema: Json) -> Iterator[ValidationError]:
    if isinstance(value, str) and units(value) > most:
        yield ValidationError(f"must be less than {most + 1} characters")


def _web(validator: Any, wanted: bool, value: Any, schema: Json) -> Iterator[ValidationError]:
    if not isinstance(value, str) or not _is_address(value):
        yield ValidationError("must be a valid URL")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    there = parts.netloc if parts.scheme in ("http", "https") else parts.path or parts.netloc
    return parts.scheme in SCHEMES and bool(there) and not any(sign.isspace() for sign in text)


WORDS = {
    "holds": _holds,
    "plain": _text(("plain_text",)),
    "marked": _text(("mrkdwn",)),
    "words": _text(("plain_text", "mrkdwn")),
    "maxLength": _most,
    "web": _web,
}
SCHEMAS, SURFACES = _shapes()
VALIDATOR = extend(Draft202012Validator, WORDS)
BLOCKS = list(yaml.safe_load(FILE.read_text(encoding="utf-8"))["blocks"])


def problems(value: Any, names: list[str], pointer: str) -> list[Problem]:
    """Return what is wrong with an object that should be one of the named shapes; `pointer` is where it stands."""
    found = VALIDATOR({"holds": names}).iter_errors(value)
    return [Problem("/".join([pointer, *map(str, error.absolute_path)]), error.message[:200]) for error in found]


def surface_problems(node: Any, surface: str, pointer: str) -> Iterator[Problem]:
    """Give what may not stand on a surface: in a message, a home or a modal."""
    if isinstance(node, list):
        for number, each in enumerate(node):
            yield from surface_problems(each, surface, f"{pointer}/{number}")
    elif isinstance(node, dict):
        kind = node.get("type")
        if isinstance(kind, str) and surface not in SURFACES.get(kind, {surface}):
            yield Problem(pointer, f"{kind} is not for a {surface}")
        for key, each in node.items():
            if isinstance(each, (dict, list)):
                yield from surface_problems(each, surface, f"{pointer}/{key}")
