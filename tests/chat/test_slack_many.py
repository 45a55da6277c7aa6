"""Two hundred channels at eight in the morning, against a Slack that enforces its documented limits."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from pathlib import Path

import pytest
from service import Service, run
from slack_server import ADMIN, BOT_USER, PERSON, TEAM, SlackProcess, SlackServer
from slackdesk import served

from bot.chat.adapter_protocol import PartKey, Target
from bot.chat.rendering import listings
from bot.chat.slack.api_client import MESSAGE_SECONDS
from bot.chat.slack.payloads import LIMITS
from bot.chat.slack.tiers import TIER_2
from bot.models import Subscription
from bot.store.channels import channels, subscriptions
from bot.store.opening import open_store
from bot.store.protocol import Connection

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
CHANNELS = 200
BEFORE = datetime.fromisoformat("2021-12-31T05:30:00Z")
AT_EIGHT = "2021-12-31T05:59:57Z"
PART = listings.notice("Hello", LIMITS)[0]
ASKED_IN = "C0000009999"


def _name(number: int) -> str:
    return f"C1{number:09}"


def _scheduled(db: Connection) -> None:
    for number in range(CHANNELS):
        channel = channels.add(db, f"c{number}", "slack", _name(number), TEAM, now=BEFORE)
        command = Subscription(0, channel.id, "08:00", "Europe/Kyiv", (0, 1, 2, 3, 4, 5, 6))
        subscriptions.add(db, command, now=BEFORE)


@pytest.mark.slow
def test_all_are_briefed_within_five_minutes_and_a_question_meanwhile_is_answered(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for file in sorted(SEEDS.glob("*.jsonl")):
        run(data, "ingest", str(file), READOUT_NOW=BEFORE.isoformat())
    with open_store(data) as store:
        store.write_now(_scheduled)
    with SlackProcess(now=AT_EIGHT) as slack:
        for number in range(CHANNELS):
            slack.act("add_place", _name(number), f"c{number}", members=[BOT_USER, PERSON, ADMIN])
        slack.act("add_place", ASKED_IN, "asked", members=[BOT_USER, PERSON, ADMIN])
        with Service(data, AT_EIGHT, READOUT_SCHEDULE_LEASE_SECONDS="60", **slack.environ) as service:
            slack.until(lambda: slack.see()["posted_at"] and slack.see()["connections"])
            began = time.monotonic()
            asked = slack.act("say", f"<@{BOT_USER}> what did Ushakov say", ASKED_IN)
            answered = slack.until(lambda: slack.texts(ASKED_IN, asked))
            waited = time.monotonic() - began
            meanwhile = len(_briefed(slack))
            slack.until(lambda: len(_briefed(slack)) == CHANNELS, 300)
            took = time.monotonic() - began
            service.stop()
        seen = slack.see()
        counted, refused = seen["paced"]
        print(f"{took:.0f} s, {counted} requests, {refused} answered 429, the question after {waited:.1f} s")
        assert "colossal mistake" in answered[0]
        assert meanwhile < CHANNELS, "the question came too late to prove anything"
        assert refused * 100 < counted
        assert seen["problems"] == []
        marks = [
            (channel, *sorted(message["metadata"]["event_payload"].items()))
            for channel, kept in seen["messages"].items()
            for message in kept
            if message.get("metadata")
        ]
        assert len(set(marks)) == len(marks)
        assert all(len(parts) == len(set(parts)) for parts in _briefed(slack).values())


@pytest.mark.slow
async def test_streamed_answers_beside_the_deliveries_of_all_are_whole_and_once_and_so_are_these(
    tmp_path: Path,
) -> None:
    asking = [f"C2{number:09}" for number in range(30)]
    server = SlackServer(paced=True)
    for place in [*map(_name, range(CHANNELS)), *asking]:
        server.workspace.add_place(place, place.lower(), members={BOT_USER, PERSON})
    async with served(tmp_path, server=server, message_seconds=MESSAGE_SECONDS) as it:
        it.desk.gate.set()
        began = time.monotonic()
        deliveries = [
            it.adapter.send(Target("slack", _name(number)), PART, PartKey(number + 1, 1, 1))
            for number in range(CHANNELS)
        ]
        asked = asyncio.gather(*(it.server.people.say(f"<@{BOT_USER}> slow news", place) for place in asking))
        await asyncio.gather(*deliveries)
        await it.until(lambda: len(it.desk.posted) == len(asking))
        assert it.server.pacing
        counted, refused = it.server.pacing.counted, it.server.pacing.refused
        print(f"{time.monotonic() - began:.0f} s, {counted} requests, {refused} answered 429")
        assert [it.server.texts(_name(number)) for number in range(CHANNELS)] == [["Hello"]] * CHANNELS
        answers = [it.server.texts(place, ts) for place, ts in zip(asking, await asked, strict=True)]
        assert all(len(texts) == 1 and len(texts[0].split("\n")) == 4 for texts in answers)
        assert it.server.calls.count("chat.startStream") == it.server.calls.count("chat.stopStream") == TIER_2
        assert not it.server.workspace.streaming


def _briefed(slack: SlackProcess) -> dict[str, list[int]]:
    """The channels that have all parts of their briefing, with the parts."""
    found: dict[str, list[int]] = {}
    for channel, kept in slack.see()["messages"].items():
        payloads = [each["metadata"]["event_payload"] for each in kept if each.get("metadata")]
        marks = [each for each in payloads if "parts" in each]  # an answer has another mark
        if marks and len(marks) >= marks[0]["parts"]:
            found[channel] = [mark["part"] for mark in marks]
    return found
