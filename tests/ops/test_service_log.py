"""What a service writes down while it runs: a line for what begins and ends, under one id from the event to the platform."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from feed_stand import stand
from service import ROOT, Service, run, states
from slack_server import BOT_USER, NEWS, SlackProcess

from tests.terminal import Terminal

AT = "2021-12-31T05:59:50Z"


def lines(service: Service) -> list[dict[str, Any]]:
    return [json.loads(line) for line in service.log.read_text().splitlines() if line.startswith("{")]


def said(service: Service, words: str) -> list[dict[str, Any]]:
    return [line for line in lines(service) if words in line["message"]]


def test_a_source_that_fails_is_told_of_when_it_begins_and_when_it_ends(tmp_path: Path) -> None:
    with stand() as feed:
        data = tmp_path / "data"
        environ = {"READOUT_ALLOW_ORIGINS": feed.origin, "READOUT_FETCH_INTERVAL_MINUTES": "0.001"}
        environ |= {"READOUT_LOG_FORMAT": "json"}
        run(data, "sources", "add", f"{feed.origin}/feed.xml", READOUT_NOW=AT, **environ)
        feed.status = 500
        with Service(data, AT, **environ) as service:
            service.until(lambda: feed.asked >= 3)
            assert len(said(service, "begins to fail")) == 1 and not said(service, "is read again")
            feed.status = 200
            service.until(lambda: said(service, "is read again"))
            (began,), (ended,) = said(service, "begins to fail"), said(service, "is read again")
            assert (
                began["level"] == "warning" and began["trace"].startswith("poll-") and began["trace"] != ended["trace"]
            )
            service.stop()


def test_what_belongs_to_a_delivery_or_a_question_has_its_id(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run(data, "ingest", str(ROOT / "seeds/articles/port-strike.jsonl"), READOUT_NOW=AT)
    run(data, "channels", "add", "news", "--platform", "slack", "--id", NEWS, READOUT_NOW=AT)
    run(data, "subscriptions", "add", "--channel", "news", "--at", "08:00", "--zone", "Europe/Kyiv", READOUT_NOW=AT)
    with SlackProcess(now=AT) as slack:
        environ = {**slack.environ, "READOUT_LOG_FORMAT": "json", "READOUT_LOG_LEVEL": "debug"}
        with Service(data, AT, **environ) as service:
            service.until(lambda: states(data) == ["sent"])
            asked = slack.act("say", f"<@{BOT_USER}> how many ships wait at anchor?", NEWS)
            slack.until(lambda: slack.texts(NEWS, asked))
            service.stop()
        (sent,) = said(service, ": sent to news")
        assert sent["trace"] == "delivery-1"
        posts = [line["trace"] for line in lines(service) if "chat.postMessage" in line["message"]]
        assert "delivery-1" in posts and any(each.startswith("question-") for each in posts), posts
        secret = slack.environ["SLACK_BOT_TOKEN"]
        assert secret not in service.log.read_text(), "not at debug either, where libraries tell all"


def test_a_line_and_a_bar_do_not_write_over_each_other(tmp_path: Path) -> None:
    with stand() as feed:
        data = tmp_path / "data"
        environ = {"READOUT_ALLOW_ORIGINS": feed.origin}
        run(data, "sources", "add", f"{feed.origin}/feed.xml", **environ)
        feed.status = 500
        with Terminal(data, "poll", TERM="xterm", COLUMNS="200", **environ) as terminal:
            terminal.ends()
            line = next(each for each in terminal.screen.splitlines() if "begins to fail" in each)
        assert "━" not in line.rpartition("\x1b[2K")[2] and "WARNING" in line
