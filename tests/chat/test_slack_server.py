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


@pytest.mark.parametrize(
    ("unmeant", "problem"),
    [
        ({"text": "x" * 4_001}, "text over 4,000"),
        ({"text": "<!here>"}, "live_mention"),
        ({"text": "@channel"}, "live_mention"),
        ({"text": ""}, "no text for notifications"),
        ({"unfurl_links": True}, "previews"),
        ({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "<@U0000000002>"}}]}, "live_mention"),
        ({"blocks": [{"type": "section"}]}, "invalid_blocks"),
    ],
)
def test_what_this_app_never_means_to_send_is_a_problem(unmeant: Json, problem: str) -> None:
    right = {"text": "x", "blocks": [{"type": "divider"}], **QUIET}
    assert slack_server.limits(right) == []
    assert any(problem in told for told in slack_server.limits(right | unmeant))


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
