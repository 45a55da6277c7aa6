"""What goes wrong on the way to Slack and back: each handled as Slack documents it, each question answered once."""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

import httpx2
import pytest
from passing_time import let_pass
from slack_server import ARCHIVED, BOT_USER, NEWS, SECOND, TEAM, UNINVITED, Fault, SlackServer
from slackdesk import Served, served

from bot.chat.adapter_protocol import PartKey, Sight, Target
from bot.chat.reconnecting import Backoff, Supervisor
from bot.chat.rendering import listings
from bot.chat.slack.connection.events_route import events_route
from bot.chat.slack.payloads import LIMITS
from bot.config.sections import WebSettings
from bot.errors import ChannelClosed, ChatAway, TokenRefused
from bot.web.server import WebServer

ME = f"<@{BOT_USER}>"
PART = listings.notice("Hello", LIMITS)[0]


async def _answered_once(it: Served, text: str) -> None:
    await it.server.people.say(f"{ME} {text}", times=3, event_id=f"Ev{text}")
    await it.until(lambda: any(text in seen for seen in it.server.texts(NEWS)))
    await asyncio.sleep(0.1)
    assert sum(text in seen for seen in it.server.texts(NEWS)) == 1


@asynccontextmanager
async def signed(folder: Path) -> AsyncIterator[Served]:
    """Run an adapter that hears through the web port alone."""
    async with served(folder, socket=False) as it:
        web = WebServer(WebSettings(port=0), [events_route(lambda: it.adapter)])
        await web.start()
        it.server.http.url = f"http://127.0.0.1:{web.port}/slack/events"
        try:
            yield it
        finally:
            await web.stop()


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "link_disabled"])
async def test_a_connection_is_renewed_when_slack_says_so(tmp_path: Path, reason: str) -> None:
    async with served(tmp_path, ping_seconds=0.5) as it:
        before = it.server.connections
        await it.server.disconnect(reason)
        await it.until(lambda: it.server.connections > before and it.server.socket_mode.open)
        await _answered_once(it, "the tide")


async def test_a_dropped_socket_comes_back_and_health_says_so(tmp_path: Path) -> None:
    async with served(tmp_path, ping_seconds=0.2) as it:
        it.server.faults.append(Fault("apps.connections.open", status=500, times=3))
        await it.server.drop()
        await it.until(lambda: not it.adapter.healthy and "socket" in it.adapter.problem)
        await it.until(lambda: it.adapter.healthy)
        await _answered_once(it, "the tide")


async def test_a_malformed_envelope_harms_nothing(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        for text in (
            "{not json",
            "[]",
            '{"type": "events_api"}',
            '{"type": "events_api", "envelope_id": "x", "payload": 7}',
        ):
            await it.server.socket_mode.raw(text)
        broken = {"type": "event_callback", "event": {"type": "app_mention", "channel": None, "files": [None]}}
        await it.server.socket_mode.send("events_api", broken, wait=False)
        await it.server.socket_mode.send("interactive", {"type": "block_actions", "actions": [{}]}, wait=False)
        await _answered_once(it, "the tide")
        assert it.adapter.healthy


async def test_a_revoked_token_is_told_and_a_new_one_heals_it(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        held, it.server.bot_token = it.server.bot_token, "xoxb-another"
        with pytest.raises(TokenRefused, match="SLACK_BOT_TOKEN"):
            await it.adapter.send(Target("slack", NEWS), PART, PartKey(1, 1, 1))
        await it.until(lambda: not it.adapter.healthy and "does not accept the token" in it.adapter.problem)
        it.server.bot_token = held
        await it.until(lambda: it.adapter.healthy)
        await _answered_once(it, "the tide")


@pytest.mark.parametrize("patience", [0.0, 3_600.0])
async def test_that_the_app_is_out_of_a_workspace_is_told_only_where_slack_says_so(
    tmp_path: Path, patience: float
) -> None:
    async with served(tmp_path, refused_seconds=patience) as it:
        assert not await it.adapter.is_out(TEAM)
        assert await it.adapter.is_out("T0ANOTHER"), "the token is not of that one"
        it.server.faults.append(Fault("auth.test", status=500, times=1))
        assert not await it.adapter.is_out(TEAM)
        held, it.server.bot_token = it.server.bot_token, "xoxb-another"
        assert await it.adapter.is_out(TEAM) == (patience == 0)
        it.server.bot_token = held
        await it.until(lambda: it.adapter.healthy)


async def test_what_is_being_answered_goes_on_over_a_new_connection(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        asked = await it.server.people.say(f"{ME} slow news")
        await it.until(lambda: "chat.startStream" in it.server.calls)
        held, it.server.bot_token = it.server.bot_token, "xoxb-another"
        with pytest.raises(TokenRefused):
            await it.adapter.send(Target("slack", NEWS), PART, PartKey(1, 1, 1))
        await it.until(lambda: not it.adapter.healthy)
        it.server.bot_token = held
        await it.until(lambda: it.adapter.healthy)
        it.desk.gate.set()
        await it.until(lambda: it.desk.posted)
        (whole,) = it.server.texts(NEWS, asked)
        assert whole.split("\n") == [f"Sentence {n} of slow news." for n in (1, 2, 3)] + ["Written without a model"]


@pytest.mark.parametrize("fault", [Fault("chat.postMessage", 429, headers={"Retry-After": "1"}, times=1)])
async def test_a_429_is_waited_for(tmp_path: Path, fault: Fault) -> None:
    async with served(tmp_path) as it:
        it.server.faults.append(fault)
        await _answered_once(it, "the tide")


async def test_a_500_of_a_delivery_leaves_it_in_doubt_and_it_is_found(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        it.server.faults.append(Fault("chat.postMessage", status=500, after=True))
        target, key = Target("slack", NEWS), PartKey(7, 1, 1)
        with pytest.raises(ChatAway):
            await it.adapter.send(target, PART, key)
        assert (await it.adapter.find(target, key)).sight is Sight.FOUND
        assert len(it.server.texts(NEWS)) == 1


async def test_a_stall_in_one_channel_holds_up_no_other_and_no_question(tmp_path: Path) -> None:
    async with served(tmp_path, send_seconds=30.0) as it:
        it.server.faults.append(Fault("chat.postMessage", status=500, stall=600.0))
        stalled = asyncio.create_task(it.adapter.send(Target("slack", SECOND), PART, PartKey(7, 1, 1)))
        await it.until(lambda: "chat.postMessage" in it.server.calls)
        await it.adapter.send(Target("slack", NEWS), PART, PartKey(8, 1, 1))
        await _answered_once(it, "the tide")
        assert not stalled.done()
        let_pass(30)
        with pytest.raises(ChatAway, match="did not answer within"):
            await stalled


async def test_work_that_cannot_be_shown_does_not_hold_the_answer_up(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        it.server.faults.append(Fault("assistant.threads.setStatus", status=500, stall=20.0, times=9))
        await _answered_once(it, "the tide")


async def test_what_is_missing_is_named_before_anything_is_posted(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        with pytest.raises(ChannelClosed, match=r"not in the channel\. /invite it there") as caught:
            await it.adapter.send(Target("slack", UNINVITED), PART, PartKey(1, 1, 1))
        assert caught.value.permission == "membership of the channel"
        with pytest.raises(ChannelClosed, match="archived"):
            await it.adapter.send(Target("slack", ARCHIVED), PART, PartKey(1, 1, 1))
        assert "chat.postMessage" not in it.server.calls


async def test_a_scope_that_is_missing_is_named_with_where_to_set_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server = SlackServer()
    server.methods.scopes = server.methods.scopes - {"users:read"}
    async with served(tmp_path, server=server):
        pass
    assert "lacks users:read (to know who is an admin" in caplog.text
    assert "OAuth & Permissions" in caplog.text


async def test_the_parts_of_a_long_briefing_stand_in_the_thread_of_the_first(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        target = Target("slack", NEWS)
        first = await it.adapter.send(target, PART, PartKey(7, 1, 2))
        await it.adapter.send(target, PART, PartKey(7, 2, 2, first))
        assert [each.get("thread_ts") for each in it.server.messages[NEWS]] == [None, first]
        assert (await it.adapter.find(target, PartKey(7, 2, 2, first))).sight is Sight.FOUND


async def test_a_group_is_called_only_by_an_admins_choice(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        part = listings.notice("<!subteam^S123|@all> @here", LIMITS)[0]
        await it.adapter.send(Target("slack", NEWS, ping="S0123456789"), part, PartKey(7, 1, 2))
        await it.adapter.send(Target("slack", NEWS, ping="<!here>"), part, PartKey(8, 1, 1))
        called = ["usergroup" in json.dumps(body["blocks"]) for body in it.server.bodies]
        assert called == [True, False]


async def test_a_stop_ends_even_what_swallows_a_cancellation() -> None:
    supervisor = Supervisor("deaf", Backoff())

    async def deaf() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            await asyncio.sleep(60)

    keeping = asyncio.create_task(supervisor.keep(deaf))
    await asyncio.sleep(0.01)
    supervisor.stop()
    await asyncio.wait_for(keeping, 240)


# ---------------------------------------------------------------- signed requests


async def test_signed_requests_are_served_like_the_socket(tmp_path: Path) -> None:
    async with signed(tmp_path) as it:
        await _answered_once(it, "the tide")
        await it.server.people.command("ask the match")
        await it.until(lambda: len(it.server.texts(NEWS)) == 2)
        await it.server.people.open_home()
        await it.until(lambda: it.server.workspace.homes)
        await it.server.people.press_home("Add a briefing")
        await it.until(lambda: it.server.workspace.modals)
        told = await it.server.people.submit({"Where": "#news", "Time zone": "Kyiv"})
        assert "channel" in told["errors"]
        assert set(it.server.http.answers) == {200}


async def test_the_address_is_confirmed_and_what_is_not_signed_by_slack_is_refused(tmp_path: Path) -> None:
    async with signed(tmp_path) as it:
        http, kind = it.server.http, "application/json"
        challenge = json.dumps({"type": "url_verification", "challenge": "c-1", "token": "t"})
        assert await http.post(challenge, kind) == (200, {"challenge": "c-1"})
        assert (await http.post(challenge, kind, secret="another"))[0] == 401
        assert (await http.post(challenge, kind, age=301))[0] == 401
        form = urlencode({"command": "/readout", "text": "status"})
        assert (await http.post(form, "application/x-www-form-urlencoded", secret="x"))[0] == 401
        assert (await http.post("{no json", kind, secret="x"))[0] == 401
        for nonsense in (
            "{no json",
            "[]",
            "5",
            '{"event": 5',
            "payload=[]",
            "payload=5",
            '{"authorizations": [5]}',
            "[" * 9000,
        ):
            assert (await http.post(nonsense, kind if nonsense[0] != "p" else "x"))[0] == 400, nonsense
        assert it.desk.requests == []


async def test_an_event_that_was_refused_for_a_while_comes_again_and_is_answered_once(tmp_path: Path) -> None:
    async with signed(tmp_path) as it:
        it.adapter._supervisor.lost("for a test")
        asking = asyncio.create_task(it.server.people.say(f"{ME} the tide"))
        await it.until(lambda: 503 in it.server.http.answers)
        it.adapter._supervisor.connected()
        await asking
        await it.until(lambda: it.server.texts(NEWS))
        assert it.server.texts(NEWS) == ["I hold nothing on the tide."]


async def test_a_time_or_a_signature_that_is_none_is_refused(tmp_path: Path) -> None:
    times, marks = ("9" * 400, "-5", "now", "\u0661", str(int(time.time()))), ("v0=" + "0" * 64, "v0=\u00fc", "")
    async with signed(tmp_path) as it, httpx2.AsyncClient() as client:
        for stamp, mark in itertools.product(times, marks):
            headers = {"X-Slack-Request-Timestamp": stamp.encode(), "X-Slack-Signature": mark.encode()}
            assert (await client.post(it.server.http.url, content="{}", headers=headers)).status_code == 401


async def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    async with signed(tmp_path) as it:
        port = int(it.server.http.url.split(":")[2].split("/")[0])

        def post() -> bytes:
            with socket.create_connection(("127.0.0.1", port)) as sent:
                sent.sendall(
                    b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n\xff\xfe"
                )
                return sent.recv(100)

        assert b" 401 " in await asyncio.to_thread(post)
