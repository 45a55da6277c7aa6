"""The operator's channel: each trouble is told there once, over restarts too, by a way that is not broken, without secrets."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from service import Service, posted, run, states
from slack_server import NEWS, SlackProcess

AT = "2021-12-31T05:00:00Z"
TOO_LATE = "2021-12-31T20:00:00Z"
NEXT_DAY = "2022-01-01T05:00:00Z"
TOLD_HERE = {"READOUT_OPERATOR_CHANNELS": "operators"}
KEY = "sk-live-abcdefgh12345678"


def notices(data: Path) -> list[str]:
    """What was said in the operator's channel, each message as one line."""
    return [" ".join(each["text"].split()) for each in posted(data) if each["channel"] == "operators"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A store with a briefing at eight in Kyiv, and a channel for the operator in the terminal."""
    data = tmp_path / "data"
    for name in ("here", "operators"):
        run(data, "channels", "add", name, "--platform", "console", READOUT_NOW=AT)
    run(data, "subscriptions", "add", "--channel", "here", "--at", "08:00", "--zone", "Europe/Kyiv", READOUT_NOW=AT)
    return data


def written(data: Path, statement: str, *values: Any) -> None:
    with closing(sqlite3.connect(data / "readout.sqlite3")) as db, db:
        db.execute(statement, values)


def test_missed_slots_dead_sources_and_a_spent_budget_are_told_once_over_restarts(data: Path) -> None:
    source = "insert into sources (url, kind, state, problem, failures, next_poll_at, interval_s, failing_since, added_at, owner) "
    of = source + "values (?, 'feed', ?, ?, 9, 4102444800000000, 60, 1, 1, ?)"
    written(data, of, f"https://feeds.example/a?api_key={KEY}", "gone", f"HTTP 410 for Bearer {KEY}", "")
    written(data, of, "https://their.example/secret-feed", "active", "HTTP 500", "slack:T1")
    day = "insert into usage (at, day, purpose, model, outcome, input_tokens, output_tokens) values (1, ?, 'w', 'm', 'ok', ?, 0)"
    written(data, day, "2021-12-31", 950)
    budget = {"READOUT_MODEL": "m", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "READOUT_MODEL_BUDGET_TOKENS": "1000"}
    for _ in range(2):
        with Service(data, TOO_LATE, **TOLD_HERE, **budget) as service:
            service.until(lambda: len(" ".join(notices(data)).split("`readout sources list`")) >= 3)
            service.until(lambda: "was not posted" in " ".join(notices(data)))
            service.until(lambda: service.log.read_text().count("for the operator") >= 4)
            log = service.log.read_text()
            service.stop()
    told = " ".join(notices(data))
    assert told.count("briefing of 2021-12-31 06:00 UTC for here was not posted") == 1
    assert told.count("950 of 1,000 tokens") == 1 and told.count("HTTP 410") == 1
    assert re.search(r"source 2, which a server added, has failed for a day: HTTP 500", told)
    assert KEY not in told + log and "their.example" not in told
    assert states(data) == ["failed"]


def test_a_trouble_of_the_next_day_is_told_again(data: Path) -> None:
    for now in (TOO_LATE, "2022-01-01T20:00:00Z"):
        with Service(data, now, **TOLD_HERE) as service:
            service.until(lambda day=now[:10]: f"briefing of {day} 06:00" in " ".join(notices(data)))
            service.stop()
    assert len(notices(data)) == 2


def test_that_a_token_was_revoked_is_told_where_it_is_not_needed(data: Path) -> None:
    run(data, "channels", "add", "news", "--platform", "slack", "--id", NEWS, READOUT_NOW=AT)
    with SlackProcess(now=AT) as slack:
        with Service(data, AT, READOUT_OPERATOR_CHANNELS="news,operators", **slack.environ) as service:
            service.until(lambda: slack.see()["connections"])
            slack.act("revoke")
            service.until(lambda: notices(data), 240)
            service.stop()
        (told,) = notices(data)
        assert told.startswith("slack: Slack does not accept the bot token (invalid_auth)") and "xox" not in told
        assert not slack.texts(NEWS)


def test_a_channel_of_a_platform_is_told_while_it_is_well(data: Path) -> None:
    run(data, "channels", "add", "news", "--platform", "slack", "--id", NEWS, READOUT_NOW=AT)
    with SlackProcess(now=AT) as slack:
        with Service(data, TOO_LATE, READOUT_OPERATOR_CHANNELS="news,operators", **slack.environ) as service:
            slack.until(lambda: "was not posted" in " ".join(slack.texts(NEWS)))
            service.stop()
        assert not notices(data) and slack.see()["problems"] == []


def test_a_damaged_store_is_told_of_by_what_is_remembered(data: Path) -> None:
    with Service(data, AT, **TOLD_HERE) as service:
        service.until(lambda: "serving" in service.log.read_text())
        (data / "readout.sqlite3").rename(data / "elsewhere.sqlite3")
        service.until(lambda: notices(data), 240)
        service.process.kill()
    assert notices(data)[0].startswith("store: "), notices(data)  # that it is another, or what cannot be read of it
    assert len(notices(data)) == 1
