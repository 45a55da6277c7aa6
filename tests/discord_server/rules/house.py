"""What Discord takes and Readout never sends: a message that could call somebody whom no admin chose."""

from __future__ import annotations

from typing import Any

from discord_server.rules.texts import of


def house_rules(body: Any) -> list[str]:
    """What is wrong with a message of ours, though Discord would take it."""
    if not isinstance(body, dict) or not (body.get("content") or body.get("embeds")):
        return []
    if "allowed_mentions" not in body:
        return ["mentions are not ruled out"]
    return ["mentions are allowed by kind"] if of(body, "allowed_mentions").get("parse") else []
