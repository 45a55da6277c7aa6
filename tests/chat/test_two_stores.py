"""Several stores post as one bot: each knows its own messages, and takes no other's for them."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from discord_server import NEWS, DiscordProcess
from service import Service, run, states
from slack_server import NEWS as SLACK_NEWS
from slack_server import SlackProcess

from bot.chat.adapter_protocol import PartKey
from bot.chat.discord.payloads import LIMITS, body, marked_as
from bot.chat.rendering import listings
from bot.chat.rendering.parts import part_to_json

TESTS = Path(__file__).parents[1]
ARTICLE = TESTS.parent / "seeds" / "articles" / "port-strike.jsonl"
EARLIER = "2021-12-31T05:30:00Z"
BEFORE_EIGHT = "2021-12-31T05:59:58Z"
A_MINUTE_LATER = "2021-12-31T06:02:00Z"
PARTS = [listings.notice(words, LIMITS)[0] for words in ("Morning briefing", "And more")]
STATES = ("sending", "pending")
NEXT_MORNING = "2022-01-01T05:59:58Z"


@pytest.fixture
def discord() -> Iterator[DiscordProcess]:
    with DiscordProcess() as server:
        yield server
        assert server.get("problems") == []


def prepared(data: Path, platform: str, place: str) -> Path:
    """A store whose channel is to be briefed at eight."""
    data.parent.mkdir(exist_ok=True)
    run(data, "ingest", str(ARTICLE), READOUT_NOW=EARLIER)
    run(data, "channels", "add", "news", "--platform", platform, "--id", place, READOUT_NOW=EARLIER)
    run(
        data, "subscriptions", "add", "--channel", "news", "--at", "08:00", "--zone", "Europe/Kyiv", READOUT_NOW=EARLIER
    )
    return data


def briefings(discord: DiscordProcess) -> list[str]:
    return [text for text in discord.call("texts", NEWS) if "briefing" in text]


def serve(data: Path, now: str, count: int, **environ: str) -> None:
    """Run a service until so many deliveries of its store are done."""
    with Service(data, now, **environ) as service:
        service.until(lambda: states(data) == ["sent"] * count)
        service.stop()


def test_two_stores_on_one_token_both_show_their_briefing(tmp_path: Path, discord: DiscordProcess) -> None:
    for name in ("one", "two"):
        serve(prepared(tmp_path / name / "data", "discord", NEWS), BEFORE_EIGHT, 1, **discord.environ)
    assert len(briefings(discord)) == 2


@pytest.mark.slow
def test_two_stores_on_one_slack_token_both_show_their_briefing_and_find_their_own_after_a_fall(tmp_path: Path) -> None:
    with SlackProcess(now=BEFORE_EIGHT) as slack:
        data = prepared(tmp_path / "one" / "data", "slack", SLACK_NEWS)
        serve(data, BEFORE_EIGHT, 1, **slack.environ)
        other = prepared(tmp_path / "two" / "data", "slack", SLACK_NEWS)
        arrived = "before:bot.store.deliveries.outbox.arrived"
        with Service(other, BEFORE_EIGHT, fall=arrived, **slack.environ) as service:
            service.fell()  # its first part stands there, and it does not know
        serve(other, A_MINUTE_LATER, 1, **slack.environ)
        told = [each["metadata"]["event_payload"] for each in slack.see()["messages"][SLACK_NEWS]]
        assert sum("Morning briefing" in text for text in slack.texts(SLACK_NEWS)) == 2
        assert len({each["store"] for each in told}) == 2
        assert len({(each["store"], each["delivery"], each["part"]) for each in told}) == len(told)
        assert slack.see()["problems"] == []


@pytest.mark.slow
def test_a_store_that_is_deleted_and_begun_again_sees_its_briefing(tmp_path: Path, discord: DiscordProcess) -> None:
    for count in (1, 2):
        data = prepared(tmp_path / "data", "discord", NEWS)
        serve(data, BEFORE_EIGHT, 1, **discord.environ)
        assert len(briefings(discord)) == count
        shutil.rmtree(data)


@pytest.mark.slow
@pytest.mark.parametrize("platform", ["discord", pytest.param("slack", marks=pytest.mark.slow)])
def test_after_a_fall_another_store_s_briefing_is_not_taken_for_its_own(
    tmp_path: Path, platform: str, discord: DiscordProcess
) -> None:
    with SlackProcess(now=BEFORE_EIGHT) as slack:
        place = NEWS if platform == "discord" else SLACK_NEWS
        environ = discord.environ if platform == "discord" else slack.environ
        adapter = {"discord": "discord.adapter.DiscordAdapter", "slack": "slack.adapter.SlackAdapter"}[platform]
        serve(prepared(tmp_path / "one" / "data", platform, place), BEFORE_EIGHT, 1, **environ)
        data = prepared(tmp_path / "two" / "data", platform, place)
        with Service(data, BEFORE_EIGHT, fall=f"before:bot.chat.{adapter}.send", **environ) as service:
            service.fell()
        serve(data, A_MINUTE_LATER, 1, **environ)
        shown = briefings(discord) if platform == "discord" else slack.texts(SLACK_NEWS)
        assert sum("Morning briefing" in text for text in shown) == 2


@pytest.mark.slow
def test_after_a_fall_its_own_briefing_is_known_again(tmp_path: Path, discord: DiscordProcess) -> None:
    data = prepared(tmp_path / "data", "discord", NEWS)
    with Service(data, BEFORE_EIGHT, fall="before:bot.store.deliveries.outbox.arrived", **discord.environ) as service:
        service.fell()
    discord.call("world.advance", 600)  # no nonce is remembered any more: the mark has to tell
    serve(data, A_MINUTE_LATER, 1, **discord.environ)
    assert len(briefings(discord)) == 1


@pytest.mark.slow
def test_a_restored_copy_knows_what_was_under_way_and_is_another_store_from_then_on(
    tmp_path: Path, discord: DiscordProcess
) -> None:
    data, copy = prepared(tmp_path / "one" / "data", "discord", NEWS), tmp_path / "two" / "data"
    copy.parent.mkdir()
    with Service(data, BEFORE_EIGHT, fall="before:bot.store.deliveries.outbox.sending", **discord.environ) as service:
        service.fell()
    run(data, "backup", str(tmp_path / "copy.sqlite3"))
    serve(data, A_MINUTE_LATER, 1, **discord.environ)
    run(copy, "restore", str(tmp_path / "copy.sqlite3"))
    serve(copy, A_MINUTE_LATER, 1, **discord.environ)
    assert len(briefings(discord)) == 1  # the copy found what the other had posted meanwhile
    for store in (data, copy):
        serve(store, NEXT_MORNING, 2, **discord.environ)
    assert len(briefings(discord)) == 3  # both have a second delivery


# ---------------------------------------------------------------- a store of an earlier version


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A store that an earlier version left in the middle of sending a briefing to Discord: its first part is in doubt."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "readout.sqlite3").write_bytes(gzip.decompress((TESTS / "stores/0.1.0.sqlite3.gz").read_bytes()))
    with closing(sqlite3.connect(data / "readout.sqlite3")) as db, db:
        db.execute("update channels set platform = 'discord', platform_id = ?", (NEWS,))
        db.execute("update outbox set state = 'sending', owner = null, lease_until = 0, attempt = 1, sent_at = null")
        db.execute("delete from parts")
        rows = [(n, part_to_json(part), state) for n, (part, state) in enumerate(zip(PARTS, STATES, strict=True), 1)]
        db.executemany("insert into parts (delivery_id, ordinal, body, state) values (1, ?, ?, ?)", rows)
        db.execute("delete from told")
    return data


@pytest.mark.parametrize("arrived", [True, False])
def test_what_an_earlier_version_had_under_way_is_neither_repeated_nor_lost(
    earlier: Path, discord: DiscordProcess, arrived: bool
) -> None:
    if arrived:
        message = body(PARTS[0], PartKey(1, 1, len(PARTS)))
        assert message.pop("nonce") == "r1-1"  # nothing but the mark tells it afterwards
        _post(discord, {**message, "enforce_nonce": False})
    serve(earlier, A_MINUTE_LATER, 1, **discord.environ)
    shown = [m for messages in discord.call("shown_in", [NEWS]).values() for m in messages]
    assert [marked_as(message) for message in shown] == [("", 1, n) for n in (1, 2)]


def _post(discord: DiscordProcess, message: dict[str, Any]) -> None:
    request = urllib.request.Request(
        f"{discord.api_url}/channels/{NEWS}/messages",
        json.dumps(message).encode(),
        {"Authorization": f"Bot {discord.token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        assert answer.status == 200
