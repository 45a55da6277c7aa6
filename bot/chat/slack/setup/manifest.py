"""The manifest that makes the app of an installation: by Socket Mode, or by signed requests to its address.

https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

import yaml

from bot.chat.slack.connection.events_route import PATH
from bot.shipped_files import shipped

PLACEHOLDER = "https://your.host"
"""Stands for the address of an installation that did not tell it."""


def manifest(address: str = "") -> str:
    """Return the manifest as YAML; `address` is where Slack reaches the web port, "" for Socket Mode."""
    made = yaml.safe_load(shipped("config/slack-manifest.yaml").read_text(encoding="utf-8"))
    if address:
        url, settings = f"{address.rstrip('/')}{PATH}", made["settings"]
        settings["socket_mode_enabled"] = False
        settings["event_subscriptions"] = {"request_url": url, **settings["event_subscriptions"]}
        settings["interactivity"]["request_url"] = url
        for command in made["features"]["slash_commands"]:
            command["url"] = url
    return yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=120)
