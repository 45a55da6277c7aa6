"""What the app asks for, each with its reason: the manifest asks for these and no other."""

from __future__ import annotations

from collections.abc import Iterable

SCOPES = {
    "app_mentions:read": "hear a question that mentions it",
    "assistant:write": "suggest questions in the assistant's threads and title them",
    "channels:history": "see whether a briefing arrived, what a thread is about, what a channel says that is read",
    "channels:read": "know which channels it is in, and that one was archived",
    "chat:write": "post briefings and answers",
    "commands": "/readout, and “What does the news say?” on a message",
    "files:read": "read an OPML file that somebody attaches for import",
    "groups:history": "the same as channels:history, in private channels it was invited to",
    "groups:read": "the same as channels:read, for private channels",
    "im:history": "hear what is written to it directly",
    "users:read": "know who is an admin of the workspace, and may change a channel's settings",
}

FIX = "Add it under OAuth & Permissions, or take config/slack-manifest.yaml anew, and install the app again"


def missing(granted: Iterable[str]) -> list[str]:
    """Return the scopes that an installation lacks."""
    held = set(granted)
    return [scope for scope in SCOPES if scope not in held]


def complaint(scopes: list[str]) -> str:
    """Return a line on scopes that are missing: what does not work without each, and where to set it."""
    lost = "; ".join(f"{scope} (to {SCOPES[scope]})" for scope in scopes)
    return f"Slack: the app lacks {lost}. {FIX}"
