"""What a platform would get, without sending it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.chat import render
from bot.chat.adapter import PartKey
from bot.chat.parts import Limits, Part
from bot.models import Briefing


def bodies(briefing: Briefing, platform: str, zone: str = "UTC") -> list[dict[str, Any]]:
    """Return the very request bodies of a briefing for "discord" or "slack", one a message."""
    limits, body = _shape(platform)
    parts = render.briefing(briefing, limits, zone)
    return [body(part, PartKey(0, ordinal, len(parts))) for ordinal, part in enumerate(parts, 1)]


def _shape(platform: str) -> tuple[Limits, Callable[[Part, PartKey], dict[str, Any]]]:
    if platform == "slack":
        from bot.chat.slack import body as slack

        return slack.LIMITS, slack.body
    from bot.chat.discord import body as discord

    return discord.LIMITS, discord.body
