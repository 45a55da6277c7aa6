"""The manifest that makes the app on Slack: Slack takes it today, and README.md gives the reason of all it asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_server.manifest import AGENT_EVENTS, ManifestRefused, earlier, new_app, shipped

from bot.chat.slack.setup.manifest import manifest
from bot.chat.slack.setup.permissions import SCOPES
from bot.messages.catalogue import say

Json = dict[str, Any]


def _agent(made: Json) -> Json:
    view: Json = made["features"]["agent_view"]
    return view


def _assistant_instead(made: Json) -> None:
    made["features"] = earlier()["features"]


def _prompts(*prompts: Json) -> Callable[[Json], None]:
    return lambda made: _agent(made).update(suggested_prompts=list(prompts))


PROMPT = {"title": "News", "message": "brief 24h"}


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (_assistant_instead, "assistant_view is for apps that have it"),
        (lambda made: made["features"].pop("agent_view"), "assistant:write without agent_view"),
        (lambda made: made["oauth_config"]["scopes"]["bot"].remove("assistant:write"), "without assistant:write"),
        (lambda made: _agent(made).update(agent_description="x" * 301), "too long"),
        (lambda made: _agent(made).update(agent_description=""), "without an agent_description"),
        (_prompts(*[PROMPT] * 5), "too long"),
        (_prompts({"title": "News"}), "'message' is a required property"),
        (_prompts({**PROMPT, "title": ""}), "a suggested prompt without words"),
        *(
            (lambda made, name=name: made["settings"]["event_subscriptions"]["bot_events"].remove(name), name)
            for name in AGENT_EVENTS
        ),
        (
            lambda made: made["settings"]["event_subscriptions"]["bot_events"].append("assistant_thread_started"),
            "agent_view with the event assistant_thread_started",
        ),
    ],
)
def test_a_manifest_that_slack_refuses_makes_no_new_app(spoil: Callable[[Json], object], problem: str) -> None:
    made = shipped()
    spoil(made)
    with pytest.raises(ManifestRefused, match=problem):
        new_app(made)


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda made: made["display_information"].update(name="x" * 36), "too long"),
        (lambda made: made["display_information"].update(colour="red"), "'colour' was unexpected"),
        (lambda made: made["features"]["shortcuts"][0].update(name="x" * 25), "too long"),
        (lambda made: made["features"]["slash_commands"][0].update(command="readout"), "does not match"),
        (lambda made: made["settings"]["event_subscriptions"]["bot_events"].append("message.im"), "non-unique"),
        (lambda made: made["settings"].update(socket_mode_enabled="no"), "is not of type 'boolean'"),
        (lambda made: made["settings"].update(socket_mode_enabled=False), "without a request_url, and no Socket Mode"),
        (lambda made: made["oauth_config"]["scopes"]["bot"].remove("im:history"), "message.im without the scope"),
        (lambda made: made["oauth_config"]["scopes"]["bot"].remove("commands"), "without the scope commands"),
    ],
)
def test_a_manifest_that_slacks_schema_or_its_guides_refuse_makes_no_app(
    spoil: Callable[[Json], object], problem: str
) -> None:
    made = shipped()
    spoil(made)
    with pytest.raises(ManifestRefused, match=problem):
        new_app(made)


@pytest.mark.parametrize("address", ["", "https://news.example.org", "https://news.example.org/desk/"])
def test_the_manifest_of_an_installation_makes_the_same_app_wherever_slack_reaches_it(address: str) -> None:
    made = yaml.safe_load(manifest(address))
    assert new_app(made) == new_app(shipped())
    settings = made["settings"]
    assert settings["socket_mode_enabled"] is not bool(address)
    told = [settings["event_subscriptions"], settings["interactivity"]]
    urls = {each.get("request_url") for each in told} | {each.get("url") for each in made["features"]["slash_commands"]}
    assert urls == {f"{address.rstrip('/')}/slack/events" if address else None}


def test_the_manifest_that_we_ship_makes_a_new_app_that_is_an_agent() -> None:
    app = new_app(shipped())
    assert app.agent
    assert {"chat:write", "im:history", "assistant:write"} <= app.scopes


def test_every_scope_of_the_manifest_has_its_reason_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert set(SCOPES) == new_app(shipped()).scopes
    assert all(f"| `{scope}` | {say(why)} |" in readme for scope, why in SCOPES.items())
