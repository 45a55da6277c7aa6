"""Conversations with the app on Slack: an agent's, and those of an app from before summer 2026, which has an assistant."""

from __future__ import annotations

from pathlib import Path

import pytest
from slack_server import DIRECT, NEWS, SECOND, SlackServer, manifest
from slackdesk import served


def older() -> SlackServer:
    """A Slack whose app was made before summer 2026."""
    return SlackServer(app=manifest.installed(manifest.earlier()))


async def test_an_agents_conversation_shows_what_to_ask_and_is_a_direct_message_like_any_other(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        await it.server.people.open_home(tab="messages")
        await it.until(lambda: it.server.workspace.prompts)
        (told,) = it.server.workspace.prompts
        assert "thread_ts" not in told and told["channel_id"] == DIRECT
        assert [each["title"] for each in told["prompts"]][:2] == ["What did the minister say?", "Who struck?"]
        assert not it.server.workspace.homes
        asked = await it.server.people.choose("Who struck?")
        await it.until(lambda: it.server.texts(DIRECT, asked))
        assert it.server.texts(DIRECT, asked) == ["I hold nothing on Who struck?"]
        assert it.server.workspace.statuses[0]["thread_ts"] == asked
        assert it.desk.requests[-1].private


async def test_a_conversation_is_titled_by_what_began_it(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        people = it.server.people
        asked = await people.say("what did the minister say", DIRECT)
        await it.until(lambda: len(it.desk.posted) == 1)
        await people.say("and when?", DIRECT, thread=asked)
        await it.until(lambda: len(it.desk.posted) == 2)
        assert it.desk.requests[-1].history == ("what did the minister say",)
        assert [(each["thread_ts"], each["title"]) for each in it.server.workspace.titles] == [
            (asked, "what did the minister say")
        ]


async def test_what_else_is_open_is_acknowledged_and_changes_no_answer(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        people = it.server.people
        await people.look_at(SECOND)
        assert it.server.acknowledged and "app_context_changed" in people.heard_events
        asked = await people.say("the tide", DIRECT)
        await it.until(lambda: it.server.texts(DIRECT, asked))
        assert it.server.texts(DIRECT, asked) == ["I hold nothing on the tide."]
        assert {each.place.channel_id for each in it.desk.requests} == {DIRECT}


async def test_an_older_assistant_suggests_in_its_threads_alone_and_its_operator_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(tmp_path, server=older()) as it:
        people = it.server.people
        threads = [await people.start_assistant(), await people.start_assistant()]
        await people.look_at(SECOND)
        await people.open_home(tab="messages")
        await people.open_home()
        await it.until(lambda: len(it.server.workspace.prompts) == 2 and it.server.workspace.homes)
        assert [each["thread_ts"] for each in it.server.workspace.prompts] == threads
        assert caplog.text.count("takes away in February 2027") == 1


async def test_an_app_that_is_moved_is_served_as_an_agent_without_a_restart(tmp_path: Path) -> None:
    async with served(tmp_path, server=older()) as it:
        people = it.server.people
        await people.start_assistant()
        await it.until(lambda: len(it.server.workspace.prompts) == 1)
        await it.server.move()
        await people.look_at(NEWS)
        await people.open_home(tab="messages")
        await it.until(lambda: len(it.server.workspace.prompts) == 2)


@pytest.mark.parametrize(
    "title", [each["title"] for each in manifest.shipped()["features"]["agent_view"]["suggested_prompts"]]
)
async def test_what_the_manifest_suggests_is_understood(tmp_path: Path, title: str) -> None:
    async with served(tmp_path) as it:
        asked = await it.server.people.choose(title)
        await it.until(lambda: it.server.texts(DIRECT, asked))
        assert it.desk.requests[0].command.name != "ask"


async def test_a_direct_message_needs_no_mention_and_the_assistants_thread_gets_title_and_suggestions(
    tmp_path: Path,
) -> None:
    async with served(tmp_path, server=older()) as it:
        thread = await it.server.people.start_assistant()
        await it.until(lambda: it.server.workspace.prompts)
        prompts = it.server.workspace.prompts[0]["prompts"]
        assert [each["title"] for each in prompts][:2] == ["What did the minister say?", "Who struck?"]
        await it.server.people.say("the tide", DIRECT, thread=thread)
        await it.until(lambda: it.server.texts(DIRECT, thread))
        assert it.server.texts(DIRECT, thread) == ["I hold nothing on the tide."]
        assert it.server.workspace.titles[0]["title"] == "the tide"
        assert it.desk.requests[-1].private
