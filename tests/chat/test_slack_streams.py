"""Streamed answers on Slack: whole and once, whatever their calls meet; within the tiers of their methods."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from passing_time import let_pass
from slack_server import BOT_USER, NEWS, PERSON, Fault, SlackServer
from slackdesk import Served, served

from bot.chat.slack.api_client import MESSAGE_SECONDS
from bot.chat.slack.tiers import TIER_2, Window

ME = f"<@{BOT_USER}>"
WHOLE = [*(f"Sentence {n} of slow news." for n in (1, 2, 3)), "Written without a model"]
METHODS = ("chat.startStream", "chat.appendStream", "chat.stopStream")


def _place(number: int) -> str:
    return f"C1{number:09}"


async def _told_once(it: Served, channel: str = NEWS) -> None:
    """The answer to what is asked now stands in its thread, whole and once, and is complete."""
    asked = await it.server.people.say(f"{ME} slow news", channel)
    before = len(it.desk.posted)
    await it.until(lambda: len(it.desk.posted) > before)
    assert [text.split("\n") for text in it.server.texts(channel, asked)] == [WHOLE]
    assert not it.server.workspace.streaming


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("times", [1, 3])
async def test_an_answer_is_whole_and_once_where_slack_refuses_its_calls_as_too_often(
    tmp_path: Path, method: str, times: int
) -> None:
    async with served(tmp_path) as it:
        it.server.faults.append(Fault(method, 429, {"error": "ratelimited"}, {"Retry-After": "1"}, times))
        it.desk.gate.set()
        await _told_once(it)
        assert it.server.calls.count("chat.update") == 0  # nothing was in doubt


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "lost", [{"cut": True}, {"status": 500, "after": True}, {"status": 500}], ids=["cut", "500 after", "500 before"]
)
async def test_an_answer_is_whole_and_once_where_a_reply_of_slacks_is_lost(
    tmp_path: Path, method: str, lost: dict[str, object]
) -> None:
    async with served(tmp_path) as it:
        it.server.faults.append(Fault(method, **lost))  # type: ignore[arg-type]
        it.desk.gate.set()
        await _told_once(it)


async def test_an_answer_whose_stream_slack_ended_meanwhile_is_set_anew(tmp_path: Path) -> None:
    async with served(tmp_path) as it:
        asked = await it.server.people.say(f"{ME} slow news")
        await it.until(lambda: it.server.workspace.streaming)
        it.server.workspace.streaming.clear()  # Slack ends one that takes minutes, or a person does
        it.desk.gate.set()
        await it.until(lambda: it.desk.posted)
        assert [text.split("\n") for text in it.server.texts(NEWS, asked)] == [WHOLE]


async def test_thirty_at_once_are_all_answered_once_and_streamed_as_far_as_the_tier_goes(tmp_path: Path) -> None:
    places = [_place(number) for number in range(30)]
    async with served(tmp_path, server=SlackServer(paced=True), message_seconds=MESSAGE_SECONDS) as it:
        for number, place in enumerate(places):
            it.server.workspace.add_place(place, f"c{number}", members={BOT_USER, PERSON})
        it.desk.gate.set()
        asked = await asyncio.gather(*(it.server.people.say(f"{ME} slow news", place) for place in places))
        await it.until(lambda: len(it.desk.posted) == len(places))
        shown = [it.server.texts(place, ts) for place, ts in zip(places, asked, strict=True)]
        assert [[text.split("\n") for text in texts] for texts in shown] == [[WHOLE]] * len(places)
        assert it.server.calls.count("chat.startStream") == it.server.calls.count("chat.stopStream") == TIER_2
        assert it.server.pacing and it.server.pacing.refused == 0


async def test_where_slack_counts_what_we_do_not_the_rest_is_posted(tmp_path: Path) -> None:
    places = [_place(number) for number in range(TIER_2 + 5)]
    async with served(tmp_path, server=SlackServer(paced=True)) as it:  # this adapter's own windows are wide open
        for number, place in enumerate(places):
            it.server.workspace.add_place(place, f"c{number}", members={BOT_USER, PERSON})
        it.desk.gate.set()
        for place in places:
            await _told_once(it, place)
        assert it.server.pacing and it.server.pacing.refused == 1  # told once to wait, it waits


async def test_a_window_lets_so_many_go_in_any_minute_and_none_while_it_is_closed() -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        let_pass(seconds)

    window = Window(2, 60.0, sleep)
    assert [window.take() for _ in range(3)] == [True, True, False]
    await window.turn()
    assert len(waits) == 1 and 59.0 < waits[0] <= 60.0
    window.close(300.0)
    assert not window.take()
    await window.turn()
    assert 299.0 < waits[-1] <= 300.0
