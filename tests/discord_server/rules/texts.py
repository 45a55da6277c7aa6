"""How Discord measures texts and addresses."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]

WEB = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
WEB_OR_FILE = re.compile(r"(?:https?://[^\s/]+\S*|attachment://\S+)", re.IGNORECASE)
ATTACHED = re.compile(r"attachment://\S+", re.IGNORECASE)
SNOWFLAKE = re.compile(r"\d{1,20}")


def units(text: str) -> int:
    """The length of a text in UTF-16, as the strictest reader of a limit counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def trimmed(text: Any) -> str:
    """A text without the blanks at its ends, which Discord does not count; "" for what is no text."""
    return text.strip() if isinstance(text, str) else ""


def of(node: Any, key: str) -> Json:
    """The object that stands under a key, or an empty one."""
    found = node.get(key) if isinstance(node, dict) else None
    return found if isinstance(found, dict) else {}


def listed(node: Any, key: str) -> list[Any]:
    """The list that stands under a key, or an empty one."""
    found = node.get(key) if isinstance(node, dict) else None
    return found if isinstance(found, list) else []


def objects(node: Any, key: str) -> list[Json]:
    """The objects of a list that stands under a key."""
    return [each for each in listed(node, key) if isinstance(each, dict)]
