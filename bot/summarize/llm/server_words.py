"""What a model's server says of a failure, in its own words: for the operator, who can do something about it."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.text.visible import line

LONGEST = 240
"""Characters of it that are told."""
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.S | re.I)


def words_in(body: str, secret: str = "") -> str:
    """Return the message in the body of a failed reply, as one line and without the key; "" where it says nothing."""
    try:
        said = _message(json.loads(body))
    except (ValueError, RecursionError):
        said = _TAGS.sub(" ", body[:20_000])
    return told(said, secret)


def told(said: str, secret: str = "") -> str:
    """Return words of a server as one short line, in which the key does not stand."""
    text = line(said.replace(secret, "…") if secret else said)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _message(body: Any) -> str:  # noqa: ANN401 - any JSON
    """Each server has its own form: `{"error": {"message"}}`, `{"error": "…"}`, `{"detail": [{"msg"}]}` and others."""
    if isinstance(body, str):
        return body
    if isinstance(body, list):
        return "; ".join(filter(None, map(_message, body[:3])))
    if isinstance(body, dict):
        keys = ("error", "message", "detail", "errors", "msg")
        return next((said for key in keys if (said := _message(body.get(key)))), "")
    return ""
