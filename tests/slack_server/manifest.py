"""Apps as manifests make them: the one that we ship and one from before summer 2026; and what Slack refuses of a new one.

Slack's public schema (github.com/slackapi/manifest-schema, 1.0.0 of July 2026) knows keys and lengths: those that an app
like ours may have are in SCHEMA. The rest is in Slack's guides: https://docs.slack.dev/ai/migrating-to-agent-messaging,
https://docs.slack.dev/reference/app-manifest, and the page of each event, which names its scope.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft7Validator

Json = dict[str, Any]

FILE = Path(__file__).parents[2] / "config" / "slack-manifest.yaml"
AGENT_EVENTS = ("app_home_opened", "app_context_changed", "message.im")
ASSISTANT_EVENTS = ("assistant_thread_started", "assistant_thread_context_changed")
MOST_DESCRIPTION = 300
MOST_PROMPTS = 4


def _keys(required: str = "", **properties: Json) -> Json:
    known = {"type": "object", "additionalProperties": False, "properties": properties}
    return known | ({"required": required.split()} if required else {})


def _text(most: int, least: int = 1, **more: str) -> Json:
    return {"type": "string", "minLength": least, "maxLength": most, **more}


def _list(items: Json, most: int, **more: Any) -> Json:
    return {"type": "array", "items": items, "maxItems": most, **more}


FLAG: Json = {"type": "boolean"}
WEB = "^https?://"
PROMPTS = _list(_keys("title message", title={"type": "string"}, message={"type": "string"}), MOST_PROMPTS)
COMMAND = {"command": _text(32, 2, pattern="^/"), "url": _text(3_000, pattern=WEB), "description": _text(2_000)}
COMMAND |= {"usage_hint": _text(1_000), "should_escape": FLAG}
SHORTCUT = {"name": _text(24), "type": {"enum": ["message", "global"]}, "callback_id": _text(255)}
SCHEMA = _keys(
    "display_information",
    display_information=_keys(
        "name",
        name=_text(35),
        description=_text(140),
        background_color=_text(7, 4, pattern="^#([0-9a-fA-F]{3}){1,2}$"),
        long_description=_text(4_000, 175),
    ),
    features=_keys(
        app_home=_keys(home_tab_enabled=FLAG, messages_tab_enabled=FLAG, messages_tab_read_only_enabled=FLAG),
        bot_user=_keys("display_name", display_name=_text(80), always_online=FLAG),
        agent_view=_keys(agent_description=_text(MOST_DESCRIPTION, 0), suggested_prompts=PROMPTS),
        assistant_view=_keys("assistant_description", assistant_description=_text(10_000), suggested_prompts=PROMPTS),
        slash_commands=_list(_keys("command description", **COMMAND), 50, minItems=1),
        shortcuts=_list(_keys("name type callback_id description", **SHORTCUT, description=_text(150)), 10, minItems=1),
    ),
    oauth_config=_keys(scopes=_keys(bot=_list(_text(50), 255), user=_list(_text(50), 255))),
    settings=_keys(
        event_subscriptions=_keys(
            request_url=_text(3_500, pattern=WEB), bot_events=_list(_text(50), 100, uniqueItems=True)
        ),
        interactivity=_keys("is_enabled", is_enabled=FLAG, request_url=_text(3_500, pattern=WEB)),
        org_deploy_enabled=FLAG,
        socket_mode_enabled=FLAG,
        token_rotation_enabled=FLAG,
    ),
)
EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "channel_archive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "member_joined_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
}


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
    if wrong := [
        f"{'/'.join(map(str, each.path))}: {each.message}" for each in Draft7Validator(SCHEMA).iter_errors(manifest)
    ]:
        return wrong
    features, scopes = manifest["features"], _scopes(manifest)
    view = features.get("agent_view")
    found = [*_connection_problems(manifest), *_scope_problems(scopes, _events(manifest))]
    found += (
        ["assistant_view is for apps that have it: a new one takes agent_view"] if "assistant_view" in features else []
    )
    if view is None:
        return found + (["assistant:write without agent_view"] if "assistant:write" in scopes else [])
    return [*found, *_view_problems(view), *_agent_problems(scopes, _events(manifest))]


def _connection_problems(manifest: Json) -> Iterator[str]:
    """Give what lacks an address, where Slack cannot use a socket."""
    settings = manifest["settings"]
    if settings.get("socket_mode_enabled"):
        return
    yield from (
        f"{name} without a request_url, and no Socket Mode"
        for name in ("event_subscriptions", "interactivity")
        if name in settings and "request_url" not in settings[name]
    )
    commands = manifest["features"].get("slash_commands", ())
    yield from (f"{each['command']} without a url, and no Socket Mode" for each in commands if "url" not in each)


def _scope_problems(scopes: frozenset[str], events: frozenset[str]) -> Iterator[str]:
    yield from (
        f"the event {event} without the scope {EVENT_SCOPES[event]}"
        for event in sorted(events)
        if event in EVENT_SCOPES and EVENT_SCOPES[event] not in scopes
    )
    if "commands" not in scopes:
        yield "slash commands and shortcuts without the scope commands"


def _view_problems(view: Json) -> Iterator[str]:
    if not view.get("agent_description"):
        yield "agent_view without an agent_description"
    if any(not words for prompt in view.get("suggested_prompts") or () for words in prompt.values()):
        yield "a suggested prompt without words"


def _agent_problems(scopes: frozenset[str], events: frozenset[str]) -> Iterator[str]:
    if "assistant:write" not in scopes:
        yield "agent_view without assistant:write"
    yield from (f"agent_view without the event {name}" for name in AGENT_EVENTS if name not in events)
    yield from (f"agent_view with the event {name}" for name in ASSISTANT_EVENTS if name in events)


def _scopes(manifest: Json) -> frozenset[str]:
    return frozenset(manifest["oauth_config"]["scopes"]["bot"])


def _events(manifest: Json) -> frozenset[str]:
    return frozenset(manifest["settings"]["event_subscriptions"]["bot_events"])
