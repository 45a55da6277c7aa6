"""What a platform would get, without sending it."""

from __future__ import annotations

from typing import Any

from bot.chat import render
from bot.chat.adapter import PartKey
from bot.models import Briefing


def bodies(briefing: Briefing, platform: str, zone: str = "UTC") -> list[dict[str, Any]]:
    """Return the very request bodies of a briefing for "discord" or "slack", one a message."""
    if platform == "slack":
        from bot.chat.slack_body import LIMITS, body
    else:
        from bot.chat.discord_body import LIMITS, body
    parts = render.briefing(briefing, LIMITS, zone)
    return [body(part, PartKey(0, ordinal, len(parts))) for ordinal, part in enumerate(parts, 1)]
