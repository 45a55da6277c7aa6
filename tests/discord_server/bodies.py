"""Request bodies as Discord takes them: its published description, and the limits that this leaves out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]

KEYS = frozenset(
    "content embeds allowed_mentions sticker_ids components flags attachments poll message_reference nonce "
    "enforce_nonce tts".split()
)
TEXTS = {"title": 256, "description": 4_096}


def units(text: str) -> int:
    """The length of a text in UTF-16, as the strictest reader of a limit counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# ---------------------------------------------------------------- what the description leaves out


def limits(body: Json) -> list[str]:
    """What Discord refuses in a new message though its published description does not say so."""
    found = [f"unknown key {key}" for key in body.keys() - KEYS]
    if len(str(body.get("nonce") or "")) > 25:
        found.append("nonce over 25")
    return found + shown_limits(body, may_be_empty=False)


def shown_limits(body: Json, *, may_be_empty: bool) -> list[str]:
    """The limits of what a message shows, new or edited."""
    embeds = body.get("embeds") or []
    rows = body.get("components") or []
    found = [] if units(body.get("content") or "") <= 2_000 else ["content over 2,000"]
    if len(embeds) > 10:
        found.append("more than 10 embeds")
    if sum(map(_embed_units, embeds)) > 6_000:
        found.append("embeds over 6,000 in all")
    found += [f"an embed's {key} over {most}" for embed in embeds for key, most in _over(embed)]
    empty = not body.get("content") and not any(map(_embed_units, embeds)) and not body.get("attachments")
    if empty and not may_be_empty:
        found.append("an empty message")
    if "allowed_mentions" not in body and (body.get("content") or embeds):
        found.append("mentions are not ruled out")
    if (body.get("allowed_mentions") or {}).get("parse"):
        found.append("mentions are allowed by kind")
    return found + list(_row_limits(rows))


def _over(embed: Json) -> list[tuple[str, int]]:
    found = [(key, most) for key, most in TEXTS.items() if units(embed.get(key) or "") > most]
    footer = units((embed.get("footer") or {}).get("text") or "")
    return [*found, ("footer", 2_048)] if footer > 2_048 else found


def _embed_units(embed: Json) -> int:
    fields = [text for field in embed.get("fields") or () for text in (field["name"], field["value"])]
    author = (embed.get("author") or {}).get("name")
    told = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text"), author, *fields]
    return sum(units(text) for text in told if text)


def _row_limits(rows: Sequence[Json]) -> Iterator[str]:
    if len(rows) > 5:
        yield "more than 5 rows of components"
    pieces = [piece for row in rows for piece in row.get("components") or ()]
    for row in rows:
        if row.get("type") != 1:
            yield "a component outside of a row"
        if len(row.get("components") or ()) > 5 or any(p["type"] != 2 for p in row["components"][1:]):
            yield "a row holds five buttons or one select"
    ids = [piece.get("custom_id") for piece in pieces if piece.get("custom_id")]
    if len(ids) != len(set(ids)):
        yield "a custom_id stands twice in a message"
    for piece in pieces:
        yield from _piece_limits(piece)


def _piece_limits(piece: Json) -> Iterator[str]:
    link = piece.get("style") == 5
    if not link and not 1 <= units(piece.get("custom_id") or "") <= 100:
        yield "a button or select without a custom_id of 1 to 100"
    if link and (not piece.get("url") or piece.get("custom_id")):
        yield "a link button needs a url and no custom_id"
    if piece["type"] == 2 and not piece.get("label") and not piece.get("emoji"):
        yield "a button without label and emoji"
    if units(piece.get("label") or "") > 80:
        yield "a label over 80"


# ---------------------------------------------------------------- commands


def command_limits(commands: Sequence[Json]) -> list[str]:
    """What Discord refuses in a bulk overwrite of commands."""
    found: list[str] = []
    names = [(command.get("type", 1), command["name"]) for command in commands]
    if len(names) != len(set(names)):
        found.append("two commands of one name")
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        if sum(each == kind for each, _ in names) > most:
            found.append(f"more than {most} commands of type {kind}")
    for command in commands:
        found += _command(command)
    return found


def _command(command: Json) -> Iterator[str]:
    name = command["name"]
    if command.get("type", 1) != 1:
        if command.get("description") or command.get("options"):
            yield f"{name}: a menu command has no description and no options"
        return
    if not _is_name(name):
        yield f"{name}: a name is 1 to 32 small letters, digits, - or _"
    if not 1 <= units(command.get("description") or "") <= 100:
        yield f"{name}: a description has 1 to 100 characters"
    if _letters(command) > 8_000:
        yield f"{name}: more than 8,000 characters in all"
    yield from _options(name, command.get("options") or [])


def _options(path: str, options: Sequence[Json]) -> Iterator[str]:
    if len(options) > 25:
        yield f"{path}: more than 25 options"
    optional = False
    for option in options:
        here = f"{path} {option['name']}"
        if not _is_name(option["name"]) or not 1 <= units(option.get("description") or "") <= 100:
            yield f"{here}: its name or its description is not as it should be"
        if option.get("required") and optional:
            yield f"{here}: a required option after an optional one"
        optional = optional or not option.get("required", False)
        if option.get("choices") and option.get("autocomplete"):
            yield f"{here}: choices and autocomplete"
        if option["type"] in (1, 2):
            yield from _options(here, option.get("options") or [])
            optional = False


def _is_name(name: str) -> bool:
    return bool(re.fullmatch(r"[-_'\w]{1,32}", name)) and name == unicodedata.normalize("NFC", name).lower()


def _letters(node: Json) -> int:
    own = units(node["name"]) + units(node.get("description") or "")
    own += sum(units(choice["name"]) + units(str(choice["value"])) for choice in node.get("choices") or ())
    return own + sum(map(_letters, node.get("options") or ()))


def choice_limits(choices: Sequence[Json]) -> list[str]:
    """What Discord refuses in the answer to an autocomplete."""
    found = ["more than 25 choices"] if len(choices) > 25 else []
    sized = all(1 <= units(c["name"]) <= 100 and 1 <= units(str(c["value"])) <= 100 for c in choices)
    return found if sized else [*found, "a choice has 1 to 100 characters"]


# ---------------------------------------------------------------- the published description

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

    schemas = {kind: {"$ref": f"#/components/schemas/{name}"} for kind, name in COMPONENTS.items()}
    validators = {
        kind: jsonschema.Draft202012Validator({**schema, "components": spec["components"]})
        for kind, schema in schemas.items()
    }

    @lru_cache(maxsize=4_096)
    def component(text: str) -> list[str]:
        piece = json.loads(text)
        kind = piece.get("type", 0)
        if kind not in validators:
            return [f"a component of type {kind} is not used here"]
        told = [f"component: {error.message[:200]}" for error in validators[kind].iter_errors(piece)]
        return told + [f"unknown key {key}" for key in _unknown(piece, [schemas[kind]], spec, "component")]

    def check(method: str, path: str, body: Any) -> list[str]:
        held = validator(method, re.sub(r"/\d+", "/1", re.sub(r"(?<=\d/)[^/]{20,}", "token", path)))
        if held is None:
            return [f"{method} {path} takes no body, or is not described"]
        rest, pieces = _taken_apart(body)
        told = [f"{error.json_path}: {error.message[:200]}" for error in held[0].iter_errors(rest)]
        told += [f"unknown key {key}" for key in _unknown(rest, [held[1]], spec, "")]
        return told + [problem for piece in pieces for problem in component(_as_long(piece))]

    return check


COMPONENTS = {
    1: "ActionRowComponentForMessageRequest",
    2: "ButtonComponentForMessageRequest",
    3: "StringSelectComponentForMessageRequest",
}
_STAND_IN = {"type": 2, "style": 1}


def _taken_apart(body: Any) -> tuple[Any, list[Json]]:
    """Return a body without its components, and each of them: one against its own schema is 50 times as fast as all
    against the union of all kinds."""
    if not isinstance(body, dict):
        return body, []
    rest, pieces = dict(body), list[Json]()
    for key in ("data", "message"):
        if isinstance(rest.get(key), dict):
            rest[key], inner = _taken_apart(rest[key])
            pieces += inner
    for row in rest.pop("components", None) or ():
        pieces += [
            {**row, "components": [_STAND_IN] * len(row.get("components") or ())},
            *(row.get("components") or ()),
        ]
    return rest, pieces


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
