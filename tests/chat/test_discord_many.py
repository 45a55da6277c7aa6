"""Two hundred channels at eight in the morning, and two processes for one connection, against Discord's limits."""

from __future__ import annotations

import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from discord_server import BOT, GUILD, MEMBER, NEWS, DiscordProcess
from service import Service, run, states

from bot.chat.discord.payloads import marked_as
from bot.models import Subscription
from bot.store.channels import channels, subscriptions
from bot.store.opening import open_store
from bot.store.protocol import Connection

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
CHANNELS = 200
BEFORE = datetime.fromisoformat("2021-12-31T05:30:00Z")
AT_EIGHT = "2021-12-31T05:59:57Z"


def _id(number: int) -> str:
    return str(400_000_000_000_000_000 + number)


def _scheduled(db: Connection) -> None:
    for number in range(CHANNELS):
        channel = channels.add(db, f"c{number}", "discord", _id(number), GUILD, now=BEFORE)
        subscriptions.add(db, Subscription(0, channel.id, "08:00", "Europe/Kyiv", (0, 1, 2, 3, 4, 5, 6)), now=BEFORE)


@pytest.mark.slow
def test_all_are_briefed_within_five_minutes_and_a_question_meanwhile_is_answered(
    tmp_path: Path, discord_description: Path
) -> None:
    data = tmp_path / "data"
    for file in sorted(SEEDS.glob("*.jsonl")):
        run(data, "ingest", str(file), READOUT_NOW=BEFORE.isoformat())
    with open_store(data) as store:
        store.write_now(_scheduled)
    with DiscordProcess(discord_description) as discord:
        for number in range(CHANNELS):
            discord.call("add_channel", _id(number), f"c{number}")
        with Service(data, AT_EIGHT, READOUT_SCHEDULE_LEASE_SECONDS="60", **discord.environ) as service:
            discord.until(lambda: _briefed(discord))
            discord.until(lambda: discord.get("commands"))  # what is posted may come before anybody can ask
            began, before = time.monotonic(), len(discord.get("requests"))
            asked = discord.call("say", f"<@{BOT}> what did Ushakov say", NEWS, person=MEMBER)
            typed = discord.call("command", "ask", {"question": "what did Herbst say"}, NEWS, person=MEMBER)
            discord.until(lambda: any(_is_about(asked, each) for each in discord.get("requests")))
            meanwhile = len(_briefed(discord))
            answer = discord.until(lambda: asked in discord.call("threads", NEWS) and discord.call("texts", asked))
            discord.until(lambda: discord.call("answer_texts", typed))
            discord.until(lambda: states(data).count("sent") == CHANNELS, 300)
            took = time.monotonic() - began
            service.stop()
        asked_for = discord.get("requests")
        requests, statuses = len(asked_for), Counter(discord.get("statuses"))
        noticed = next(n for n, each in enumerate(asked_for) if _is_about(asked, each)) - before
        acknowledged = next(n for n, each in enumerate(asked_for) if f"interactions/{typed}/" in each) - before
        print(
            f"{took:.0f} s, {requests} requests, {statuses['429']} answered 429, at most "
            f"{discord.get('ratelimits.peak')} a second, {noticed} requests before a question is noticed, "
            f"{acknowledged} before a command is acknowledged"
        )
        assert meanwhile < CHANNELS, "the question came too late to prove anything"
        assert "colossal mistake" in answer[0]
        assert max(noticed, acknowledged) < 3 * 50, "what Discord takes of us in its three seconds"
        assert statuses["429"] * 100 < requests
        assert discord.get("problems") == []
        marks = Counter(mark for found in _briefed(discord).values() for mark in found)
        assert set(marks.values()) == {1} and len({mark[1] for mark in marks}) == CHANNELS


def _is_about(asked: str, request: str) -> bool:
    """Whether a request shows a person that a question was heard: the bot is typing, or its thread opens."""
    return request in (f"POST channels/{NEWS}/typing", f"POST channels/{NEWS}/messages/{asked}/threads")


def _briefed(discord: DiscordProcess) -> dict[str, list[Any]]:
    """The channels that have a part of a briefing, with the delivery and part of each, in their threads too."""
    shown = discord.call("shown_in", [_id(number) for number in range(CHANNELS)])
    return {channel: [marked_as(m) for m in messages] for channel, messages in shown.items() if messages}


def test_one_process_holds_the_connection_and_another_takes_over_when_it_dies(
    tmp_path: Path, discord_description: Path
) -> None:
    data = tmp_path / "data"
    run(data, "ingest", str(SEEDS / "port-strike.jsonl"), READOUT_NOW=BEFORE.isoformat())
    with DiscordProcess(discord_description) as discord:
        environ = discord.environ
        with Service(data, AT_EIGHT, **environ) as first:
            first.until(lambda: discord.get("up") and discord.get("commands"))
            with Service(data, AT_EIGHT, **environ) as second:
                second.until(lambda: "serving" in second.log.read_text())
                one = discord.call("say", f"<@{BOT}> how many dockers are on strike?", NEWS, person=MEMBER)
                discord.until(lambda: one in discord.call("threads", NEWS) and discord.call("texts", one))
                assert len(discord.get("gateway.identified")) == 1
                first.kill()
                second.until(lambda: len(discord.get("gateway.identified")) == 2)
                two = discord.call("say", f"<@{BOT}> how many dockers are on strike?", NEWS, person=MEMBER)
                discord.until(lambda: two in discord.call("threads", NEWS) and discord.call("texts", two))
                second.stop()
        assert [len(discord.call("texts", thread)) for thread in (one, two)] == [1, 1]
        assert discord.get("problems") == []
