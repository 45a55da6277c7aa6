"""What the app asks for, each with its reason: the manifest asks for these and no other."""

from __future__ import annotations

from collections.abc import Iterable

from bot.messages.catalogue import say

SCOPES = {
    "app_mentions:read": "slack.to_app_mentions_read",
    "assistant:write": "slack.to_assistant_write",
    "channels:history": "slack.to_channels_history",
    "channels:read": "slack.to_channels_read",
    "chat:write": "slack.to_chat_write",
    "commands": "slack.to_commands",
    "files:read": "slack.to_files_read",
    "groups:history": "slack.to_groups_history",
    "groups:read": "slack.to_groups_read",
    "im:history": "slack.to_im_history",
    "users:read": "slack.to_users_read",
}


def missing(granted: Iterable[str]) -> list[str]:
    """Return the scopes that an installation lacks."""
    held = set(granted)
    return [scope for scope in SCOPES if scope not in held]


def complaint(scopes: list[str]) -> str:
    """Return a line on scopes that are missing: what does not work without each, and where to set it."""
    lost = "; ".join(say("slack.scope_for", scope=scope, purpose=say(SCOPES[scope])) for scope in scopes)
    return say("slack.lacks_scopes", lost=lost)
