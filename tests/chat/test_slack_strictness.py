"""The Slack that the tests run against is as strict as Slack's documents: what they refuse it refuses, and nothing more.

The calls are those of tests/slack_calls. An answer is a JSON object with status 200, whatever was asked.
"""

from __future__ import annotations

import copy
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from chat_strategies import PROOF
from hypothesis import given
from hypothesis import strategies as st
from slack_calls import RIGHT, WRONG, Call
from slack_server import DIRECT, NEWS, PERSON, TEAM, SlackServer
from slack_server.workspace import BOT_USER

Json = dict[str, Any]
LEAST = 150
BEGUN = {"channel": NEWS, "recipient_user_id": PERSON, "recipient_team_id": TEAM}


@dataclass
class Caller:
    """Calls methods of a server."""

    server: SlackServer
    session: aiohttp.ClientSession

    async def __call__(self, method: str, body: Any) -> Json:
        async with self.session.post(f"{self.server.api_url}/{method}", json=body) as answer:
            assert answer.status == 200, f"{method} {json.dumps(body)[:300]}: {answer.status}"
            told: Json = await answer.json()
            return told

    async def held(self, named: str) -> str:
        """Return what a name in a call stands for: a message, a stream, a trigger."""
        people, workspace = self.server.people, self.server.workspace
        if named in ("TRIGGER", "USED"):
            trigger = workspace.trigger()
            workspace.triggers[trigger] = named == "USED"
            return trigger
        if named == "POSTED":
            return str((await self("chat.postMessage", {"channel": NEWS, "text": "x"}))["ts"])
        said = await people.say("the tide", DIRECT if named == "ROOT" else NEWS, heard=False)
        if named in ("THEIRS", "ROOT"):
            return said
        begun = str((await self("chat.startStream", BEGUN | {"thread_ts": said}))["ts"])
        if named == "ENDED":
            await self("chat.stopStream", {"channel": NEWS, "ts": begun})
        return begun


@asynccontextmanager
async def calling() -> AsyncIterator[Caller]:
    async with SlackServer() as server:
        bearer = {"Authorization": f"Bearer {server.bot_token}"}
        async with aiohttp.ClientSession(headers=bearer) as session:
            yield Caller(server, session)


async def _filled(node: Any, caller: Caller) -> Any:
    if isinstance(node, dict):
        return {key: await _filled(value, caller) for key, value in node.items()}
    if isinstance(node, list):
        return [await _filled(value, caller) for value in node]
    return (
        await caller.held(node) if node in ("TRIGGER", "USED", "POSTED", "THEIRS", "ROOT", "STREAM", "ENDED") else node
    )


def _name(call: Call) -> str:
    return f"{call.method} {call.rule}"


@pytest.mark.parametrize("call", WRONG, ids=_name)
async def test_what_the_documents_refuse_is_refused_with_its_error_and_its_place(call: Call) -> None:
    async with calling() as caller:
        body = await _filled(call.body, caller)
        caller.server.problems.clear()
        answer = await caller(call.method, body)
    problems = " ".join(caller.server.problems)
    if call.errors == ("live_mention",):  # Slack posts it: that this app sent it is what a test is to see
        assert "live_mention" in problems
        return
    assert answer["error"] in call.errors, (call.page, answer)
    if call.at:
        assert f"[json-pointer:{call.at}" in json.dumps(answer)


@pytest.mark.parametrize("call", RIGHT, ids=_name)
async def test_what_the_documents_allow_is_done(call: Call) -> None:
    async with calling() as caller:
        answer = await caller(call.method, await _filled(call.body, caller))
    assert answer["ok"], answer


def test_every_wrong_call_breaks_another_rule_and_says_where_that_is_written() -> None:
    assert len(WRONG) >= LEAST
    assert len({_name(call) for call in WRONG}) == len(WRONG)
    assert all(call.page.startswith("https://docs.slack.dev/reference/") and call.errors for call in WRONG)


def _places(node: Any) -> list[Callable[[Any, Any], None]]:
    """Return what puts something else in each place of a body."""
    found: list[Callable[[Any, Any], None]] = []

    def walk(piece: Any, path: tuple[Any, ...]) -> None:
        for key, value in piece.items() if isinstance(piece, dict) else enumerate(piece):
            found.append(lambda whole, other, path=(*path, key): _put(whole, path, other))
            if isinstance(value, (dict, list)):
                walk(value, (*path, key))

    walk(node, ())
    return found


def _put(whole: Any, path: tuple[Any, ...], other: Any) -> None:
    for key in path[:-1]:
        whole = whole[key]
    whole[path[-1]] = other


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 300)
    | st.text(max_size=5)
    | st.sampled_from(["button", "text", "here"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "url", "x"]), inner),
    max_leaves=5,
)


@PROOF
@given(call=st.sampled_from(RIGHT), data=st.data())
async def test_whatever_stands_in_a_call_is_answered(call: Call, data: st.DataObject) -> None:
    body = copy.deepcopy(call.body)
    for _ in range(data.draw(st.integers(1, 2))):
        data.draw(st.sampled_from(_places(body)))(body, data.draw(ANYTHING))
    async with calling() as caller:
        answer = await caller(call.method, await _filled(body, caller))
    assert answer["ok"] or isinstance(answer["error"], str)


@PROOF
@given(body=ANYTHING)
async def test_a_body_that_is_no_object_is_answered_too(body: Any) -> None:
    async with calling() as caller:
        assert not (await caller("chat.postMessage", body))["ok"]


async def test_a_stream_that_slack_has_ended_takes_nothing_more() -> None:
    async with calling() as caller:
        begun = await caller.held("STREAM")
        caller.server.workspace.streaming.clear()
        more = await caller("chat.appendStream", {"channel": NEWS, "ts": begun, "chunks": [_plan()]})
        assert more["error"] == "message_not_in_streaming_state"
        changed = await caller("chat.update", {"channel": NEWS, "ts": begun, "text": "x"})
        assert changed["ok"] and caller.server.messages[NEWS][-1]["user"] == BOT_USER


def _plan() -> Json:
    return {"type": "plan_update", "title": "x"}
