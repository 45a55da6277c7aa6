"""What a reader sees of blocks."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def shown(blocks: list[Json]) -> str:
    """Return what a reader sees of blocks, a line a block; buttons in square brackets."""
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
