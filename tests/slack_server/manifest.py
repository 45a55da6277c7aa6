"""Apps as manifests make them: the one that we ship and one from before summer 2026; and what Slack refuses of a new one.

Slack's public schema knows of this no more than the lengths. https://docs.slack.dev/ai/migrating-to-agent-messaging
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from slack_server.limits import units

Json = dict[str, Any]

FILE = Path(__file__).parents[2] / "config" / "slack-manifest.yaml"
AGENT_EVENTS = ("app_home_opened", "app_context_changed", "message.im")
ASSISTANT_EVENTS = ("assistant_thread_started", "assistant_thread_context_changed")
MOST_DESCRIPTION = 300
MOST_PROMPTS = 4


class ManifestRefused(Exception):
    """No app is made of the manifest; it says why."""


@dataclass(frozen=True)
class App:
    """An app in a workspace. `agent`: of the agent messaging experience; else it has the older assistant, or none."""

    scopes: frozenset[str]
    events: frozenset[str]
    agent: bool
    prompts: tuple[Json, ...] = ()


def shipped() -> Json:
    """The manifest that we ship."""
    loaded: Json = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def earlier() -> Json:
    """The manifest of an app like ours that was made before summer 2026."""
    made = shipped()
    described = made["features"].pop("agent_view")["agent_description"]
    made["features"]["assistant_view"] = {"assistant_description": described}
    subscribed = made["settings"]["event_subscriptions"]
    kept = [event for event in subscribed["bot_events"] if event != "app_context_changed"]
    subscribed["bot_events"] = [*kept, *ASSISTANT_EVENTS]
    return made


def new_app(manifest: Json) -> App:
    """Return the app that Slack makes of a manifest today."""
    if found := refusals(manifest):
        raise ManifestRefused("; ".join(found))
    return installed(manifest)


def installed(manifest: Json) -> App:
    """Return the app of a manifest that Slack took, whenever that was."""
    view = manifest["features"].get("agent_view")
    prompts = (view or {}).get("suggested_prompts") or ()
    return App(_scopes(manifest), _events(manifest), view is not None, tuple(prompts))


def refusals(manifest: Json) -> list[str]:
    """Return what Slack refuses of the manifest of a new app."""
    features, scopes = manifest["features"], _scopes(manifest)
    view = features.get("agent_view")
    found = (
        ["assistant_view is for apps that have it: a new one takes agent_view"] if "assistant_view" in features else []
    )
    if view is None:
        return found + (["assistant:write without agent_view"] if "assistant:write" in scopes else [])
    return [*found, *_view_problems(view), *_agent_problems(scopes, _events(manifest))]


def _view_problems(view: Json) -> Iterator[str]:
    if not 0 < units(str(view.get("agent_description") or "")) <= MOST_DESCRIPTION:
        yield f"agent_description is not of 1 to {MOST_DESCRIPTION}"
    prompts = view.get("suggested_prompts") or []
    if len(prompts) > MOST_PROMPTS:
        yield f"over {MOST_PROMPTS} suggested prompts"
    for prompt in prompts:
        if set(prompt) != {"title", "message"} or not all(isinstance(each, str) and each for each in prompt.values()):
            yield f"a suggested prompt has a title and a message: {prompt}"


def _agent_problems(scopes: frozenset[str], events: frozenset[str]) -> Iterator[str]:
    if "assistant:write" not in scopes:
        yield "agent_view without assistant:write"
    yield from (f"agent_view without the event {name}" for name in AGENT_EVENTS if name not in events)
    yield from (f"agent_view with the event {name}" for name in ASSISTANT_EVENTS if name in events)


def _scopes(manifest: Json) -> frozenset[str]:
    return frozenset(manifest["oauth_config"]["scopes"]["bot"])


def _events(manifest: Json) -> frozenset[str]:
    return frozenset(manifest["settings"]["event_subscriptions"]["bot_events"])
