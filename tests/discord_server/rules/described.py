"""Request bodies held against Discord's published description: kinds, lengths, and keys that it does not know."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from discord_server.rules.texts import Json, objects, trimmed

Check = Callable[[str, str, Any], list[str]]
"""Gives what is wrong with a body, by method and path."""


def anything(method: str, path: str, body: Any) -> list[str]:
    """Take any body: for where the published description is not at hand."""
    del method, path, body
    return []


@lru_cache(maxsize=2)
def described(file: Path) -> Check:
    """Return a check against Discord's OpenAPI description: what it refuses, and keys that it does not know."""
    import jsonschema

    spec = json.loads(file.read_text(encoding="utf-8"))
    operations = [
        (method.upper(), re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), _schema(operation))
        for path, methods in sorted(spec["paths"].items(), key=lambda pair: pair[0].count("{"))
        for method, operation in methods.items()
        if isinstance(operation, dict) and "requestBody" in operation
    ]

    @lru_cache(maxsize=128)
    def validator(method: str, path: str) -> tuple[Any, Any] | None:
        for wanted, pattern, schema in operations:
            if wanted == method and pattern.fullmatch(path) and schema is not None:
                whole = {"$ref": "#/x", "x": schema, "components": spec["components"]}
                return jsonschema.Draft202012Validator(whole), schema
        return None

    schemas = {
        (place, kind): {"$ref": f"#/components/schemas/{name}ComponentFor{place}Request"}
        for place, names in COMPONENTS.items()
        for kind, name in names.items()
    }
    validators = {
        key: jsonschema.Draft202012Validator({**schema, "components": spec["components"]})
        for key, schema in schemas.items()
    }

    @lru_cache(maxsize=4_096)
    def component(place: str, text: str) -> list[str]:
        piece = json.loads(text)
        key = (place, piece.get("type"))
        if key not in validators:
            return [f"there is no component of type {piece.get('type')} in a {place.lower()}"]
        told = [f"component: {error.message[:200]}" for error in validators[key].iter_errors(piece)]
        return told + [f"unknown key {name}" for name in _unknown(piece, [schemas[key]], spec, "component")]

    def check(method: str, path: str, body: Any) -> list[str]:
        held = validator(method, re.sub(r"/\d+", "/1", re.sub(r"(?<=\d/)[^/]{20,}", "token", path)))
        if held is None:
            return [f"{method} {path} takes no body, or is not described"]
        rest, pieces = _taken_apart(body)
        told = [f"{error.json_path}: {error.message[:200]}" for error in held[0].iter_errors(rest)]
        told += [f"unknown key {key}" for key in _unknown(rest, [held[1]], spec, "")]
        return told + [problem for place, piece in pieces for problem in component(place, _as_long(piece))]

    return check


_ANYWHERE = {
    1: "ActionRow",
    3: "StringSelect",
    5: "UserSelect",
    6: "RoleSelect",
    7: "MentionableSelect",
    8: "ChannelSelect",
    10: "TextDisplay",
}
COMPONENTS: dict[str, dict[int, str]] = {
    "Message": {
        **_ANYWHERE,
        2: "Button",
        9: "Section",
        11: "Thumbnail",
        12: "MediaGallery",
        13: "File",
        14: "Separator",
        17: "Container",
    },
    "Modal": {
        **_ANYWHERE,
        4: "TextInput",
        18: "Label",
        19: "FileUpload",
        21: "RadioGroup",
        22: "CheckboxGroup",
        23: "Checkbox",
    },
}
_TEXT = {"type": 10, "content": "x"}
_INPUT = {"type": 4, "style": 1, "custom_id": "x"}
_STAND_INS = {
    ("Message", 1): {"type": 2, "style": 1},
    ("Modal", 1): _INPUT,
    ("Message", 17): _TEXT,
    ("Message", 9): _TEXT,
}
Pieces = list[tuple[str, Json]]


def _taken_apart(body: Any, place: str = "Message") -> tuple[Any, Pieces]:
    """Return a body without its components, and each of them: one against its own schema is 50 times as fast as all
    against the union of all kinds. What stands in a component gives way to something right."""
    if not isinstance(body, dict):
        return body, []
    rest, pieces = dict(body), Pieces()
    for key in ("data", "message"):
        if isinstance(rest.get(key), dict):
            rest[key], inner = _taken_apart(rest[key], "Modal" if rest.get("type") == 9 else place)
            pieces += inner
    if isinstance(rest.get("embeds"), list):
        rest["embeds"] = [_trimmed(embed) for embed in rest["embeds"]]
    given = rest.pop("components", None)
    pieces += [piece for each in objects(body, "components") for piece in _piece(each, place)]
    return (rest if place == "Message" or given is None else {**rest, "components": [_TEXT]}), pieces


def _piece(piece: Json, place: str) -> Iterator[tuple[str, Json]]:
    inside = objects(piece, "components")
    told = dict(piece)
    if inside:
        told["components"] = [_STAND_INS.get((place, piece.get("type") or 0), _TEXT)] * len(inside)
    for key, stand_in in (("accessory", {"type": 2, "style": 1}), ("component", _INPUT)):
        if isinstance(told.get(key), dict):
            inside.append(told[key])
            told[key] = stand_in
    yield place, told
    for each in inside:
        yield from _piece(each, place)


def _trimmed(node: Any) -> Any:
    """Return an embed without the blanks at the ends of its texts, which Discord does not count."""
    if isinstance(node, dict):
        return {key: _trimmed(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_trimmed(each) for each in node]
    return trimmed(node) if isinstance(node, str) else node


def _as_long(piece: Json) -> str:
    """Return a component as JSON with texts of the same length: the description says nothing else of them."""
    texts = {key: "x" * len(value) for key, value in piece.items() if key in ("label", "custom_id") and value}
    return json.dumps({**piece, **texts}, sort_keys=True)


def _schema(operation: Json) -> Json | None:
    content = operation["requestBody"].get("content", {})
    return (content.get("application/json") or {}).get("schema")


def _unknown(value: Any, schemas: Sequence[Json], spec: Json, path: str) -> Iterator[str]:
    """Give the keys that no variant of a schema knows."""
    flat = [each for schema in schemas for each in _variants(schema, spec)]
    if isinstance(value, list):
        items = [each["items"] for each in flat if "items" in each]
        for index, item in enumerate(value):
            yield from _unknown(item, items, spec, f"{path}[{index}]") if items else ()
    elif isinstance(value, dict):
        if any(each.get("additionalProperties") for each in flat) or not any("properties" in each for each in flat):
            return
        for key, inner in value.items():
            known = [each["properties"][key] for each in flat if key in each.get("properties", {})]
            if known:
                yield from _unknown(inner, known, spec, f"{path}.{key}")
            else:
                yield f"{path}.{key}"


def _variants(schema: Json, spec: Json) -> Iterator[Json]:
    if "$ref" in schema:
        yield from _variants(spec["components"]["schemas"][schema["$ref"].rpartition("/")[2]], spec)
        return
    yield schema
    for key in ("anyOf", "oneOf", "allOf"):
        for each in schema.get(key, ()):
            yield from _variants(each, spec)
