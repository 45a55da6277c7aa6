"""What a platform would get, without sending it."""

from __future__ import annotations

from typing import Any

from bot.chat import registry
from bot.chat.adapter_protocol import PartKey
from bot.chat.rendering import render
from bot.errors import UsageError
from bot.models import Briefing, Platform


def bodies(briefing: Briefing, platform: Platform, zone: str = "UTC") -> list[dict[str, Any]]:
    """Return the very request bodies of a briefing for a platform, one a message."""
    preview = registry.PLATFORMS[platform].preview()
    if preview is None:
        raise UsageError(f"nothing is sent to {platform}. There are {', '.join(registry.names_with_preview())}")
    limits, body = preview
    parts = render.briefing(briefing, limits, zone)
    return [body(part, PartKey(0, ordinal, len(parts))) for ordinal, part in enumerate(parts, 1)]
