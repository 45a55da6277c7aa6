"""A request that Discord refuses, with the rule that it breaks, or one that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

POSTED = "/channels/{news}/messages"
EDITED = "/channels/{news}/messages/{message}"
CALLBACK = "/interactions/{interaction}/{token}/callback"
FOLLOW_UP = "/webhooks/{bot}/{token}"
FORUM_POST = "/channels/{forum}/threads"
TAGGED_POST = "/channels/{tagged}/threads"
COMMAND_LIST = "/applications/{bot}/commands"


@dataclass(frozen=True, slots=True)
class Case:
    """`rule` is what is forbidden (or allowed), `source` the page and heading; names in braces stand for ids."""

    rule: str
    source: str
    body: Any
    path: str = POSTED
    method: str = "POST"

    def __str__(self) -> str:
        return f"{self.rule} [{self.source}]"


def cases(source: str, told: dict[str, Any], path: str = POSTED, method: str = "POST") -> list[Case]:
    """Return the bodies of one heading, by their rule."""
    return [Case(rule, source, body, path, method) for rule, body in told.items()]
