"""The manifest that makes the app on Slack: Slack takes it today, and README.md gives the reason of all it asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from slack_server.manifest import AGENT_EVENTS, ManifestRefused, earlier, new_app, shipped

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
        (lambda made: _agent(made).update(agent_description="x" * 301), "agent_description is not of 1 to 300"),
        (lambda made: _agent(made).update(agent_description=""), "agent_description is not of 1 to 300"),
        (_prompts(*[PROMPT] * 5), "over 4 suggested prompts"),
        (_prompts({"title": "News"}), "has a title and a message"),
        (_prompts({**PROMPT, "title": ""}), "has a title and a message"),
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


def test_the_manifest_that_we_ship_makes_a_new_app_that_is_an_agent() -> None:
    app = new_app(shipped())
    assert app.agent
    assert {"chat:write", "im:history", "assistant:write"} <= app.scopes


def test_every_scope_of_the_manifest_has_its_reason_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert set(SCOPES) == new_app(shipped()).scopes
    assert all(f"| `{scope}` | {say(why)} |" in readme for scope, why in SCOPES.items())
