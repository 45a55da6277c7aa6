"""The Slack that the tests run against refuses what Slack refuses: a test that it lets through proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import slack_server
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_server import DIRECT, NEWS, SlackServer
from slack_server.manifest import App, earlier, installed, new_app, shipped

Json = dict[str, Any]
QUIET = {"unfurl_links": False, "unfurl_media": False}


def _section(text: str = "x") -> Json:
    return {"type": "section", "text": {"type": "plain_text", "text": text}}


def _buttons(**more: Any) -> Json:
    button = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "x"}, **more}
    return {"type": "actions", "elements": [button]}


def _rich(*runs: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(runs)}]}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"blocks": [_section()] * 51}, "over 50 blocks"),
        ({"blocks": [_section("x" * 3_001)]}, "text attribute cannot exceed"),
        (
            {"blocks": [{"type": "section", "fields": [{"type": "plain_text", "text": "x" * 2_001}]}]},
            "field over 2,000",
        ),
        ({"blocks": [_buttons(text={"type": "plain_text", "text": "x" * 76})]}, "button"),
        ({"blocks": [_buttons(value="x" * 2_001)]}, "button value over 2,000"),
        ({"blocks": [_buttons(colour="red")]}, "unknown key of button: colour"),
        ({"blocks": [_section() | {"colour": "red"}]}, "unknown key of section: colour"),
        ({"blocks": [{"type": "carousel-ish"}]}, "unknown block"),
        ({"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]}, "cannot exceed 150"),
        ({"blocks": [_rich()]}, "empty rich text"),
        ({"blocks": [_rich({"type": "text", "text": "x", "bold": True})]}, "unknown run"),
        ({"blocks": [_rich({"type": "text", "text": "x" * 2_500})] * 6}, "msg_blocks_too_long"),
        ({"text": "x" * 4_001}, "text over 4,000"),
        ({"text": "<!here>"}, "live markup"),
        ({"text": ""}, "no text"),
        ({"unfurl_links": True}, "previews"),
        ({"metadata": {"event_type": "x", "event_payload": {"a": "x" * 8_000}}}, "metadata_too_large"),
        ({"metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
    ],
)
def test_a_body_that_slack_refuses_is_a_problem(wrong: Json, problem: str) -> None:
    right = {"text": "x", "blocks": [_section()], **QUIET}
    assert slack_server.limits(right) == []
    assert any(problem in told for told in slack_server.limits(right | wrong))


async def _prompts_shown(app: App, client_of: Callable[[SlackServer], AsyncWebClient]) -> tuple[int, list[str]]:
    """How many of two calls, with a thread and without, show prompts to anybody; and what was wrong with them."""
    async with SlackServer(app=app) as server:
        client = client_of(server)
        asked = await server.people.say("the tide", DIRECT, heard=False)
        for thread in ({"thread_ts": asked}, {}):
            told = {"channel_id": DIRECT, "prompts": [{"title": "News", "message": "brief 24h"}], **thread}
            answer = await client.api_call("assistant.threads.setSuggestedPrompts", json=told)
            assert answer["ok"]
        return len(server.workspace.prompts), server.problems


async def test_an_agents_prompts_with_a_thread_are_shown_to_nobody(
    client_of: Callable[[SlackServer], AsyncWebClient],
) -> None:
    shown, problems = await _prompts_shown(new_app(shipped()), client_of)
    assert shown == 1 and "shown to nobody" in problems[0]
    assert await _prompts_shown(installed(earlier()), client_of) == (2, [])


@pytest.fixture
def client_of() -> Callable[[SlackServer], AsyncWebClient]:
    return lambda server: AsyncWebClient(server.bot_token, f"{server.api_url}/")


async def test_unknown_arguments_and_methods_are_problems(client_of: Callable[[SlackServer], AsyncWebClient]) -> None:
    async with SlackServer() as server:
        client = client_of(server)
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            await client.chat_postMessage(channel=NEWS, text="x", colour="red", **QUIET)
        with pytest.raises(SlackApiError, match="unknown_method"):
            await client.api_call("chat.shout")
        assert len(server.problems) == 2


async def test_a_scope_that_the_manifest_does_not_ask_for_is_missing(
    client_of: Callable[[SlackServer], AsyncWebClient],
) -> None:
    async with SlackServer() as server:
        server.methods.scopes = server.methods.scopes - {"users:read"}
        with pytest.raises(SlackApiError) as caught:
            await client_of(server).users_info(user=slack_server.PERSON)
        assert caught.value.response["error"] == "missing_scope"
        assert caught.value.response["needed"] == "users:read"


async def test_more_than_a_message_a_second_is_refused(client_of: Callable[[SlackServer], AsyncWebClient]) -> None:
    async with SlackServer(paced=True) as server:
        client = client_of(server)
        await client.chat_postMessage(channel=NEWS, text="x", **QUIET)
        await client.chat_postMessage(channel=slack_server.SECOND, text="x", **QUIET)
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel=NEWS, text="x", **QUIET)
        assert caught.value.response.status_code == 429
        assert caught.value.response.headers["Retry-After"] == "1"
