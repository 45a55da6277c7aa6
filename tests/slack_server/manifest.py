"""The app as `config/slack-manifest.yaml` installs it: its scopes and events, so that none is missing and none too many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parents[2] / "config" / "slack-manifest.yaml"


def manifest() -> dict[str, Any]:
    """The shipped manifest."""
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def scopes() -> frozenset[str]:
    """The scopes that an installation grants."""
    return frozenset(manifest()["oauth_config"]["scopes"]["bot"])


def events() -> frozenset[str]:
    """The events that the app hears of."""
    return frozenset(manifest()["settings"]["event_subscriptions"]["bot_events"])
