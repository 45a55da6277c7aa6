"""`readout run` on Slack: posted once wherever it falls, taken over when it dies, by signed requests, and honest health."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from front_proxy import proxy
from service import Service, run, states
from slack_server import BOT_USER, NEWS, SlackProcess

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
JUST_BEFORE = "2021-12-31T05:59:59Z"
AFTER = "2021-12-31T06:02:00Z"
ME = f"<@{BOT_USER}>"


def _prepared(data: Path) -> None:
    """A store with news, a channel on Slack and a briefing whose slot is about to come."""
    run(data, "ingest", str(SEEDS / "port-strike.jsonl"), READOUT_NOW=JUST_BEFORE)
    run(data, "channels", "add", "news", "--platform", "slack", "--id", NEWS, READOUT_NOW=JUST_BEFORE)
    slot = ("--at", "08:00", "--zone", "Europe/Kyiv")
    run(data, "subscriptions", "add", "--channel", "news", *slot, READOUT_NOW=JUST_BEFORE)


def _marks(slack: SlackProcess) -> list[tuple[int, int]]:
    """The delivery and part of each message of a delivery in the channel."""
    kept = slack.see()["messages"].get(NEWS, [])
    marks = [each["metadata"]["event_payload"] for each in kept if each.get("metadata")]
    return [(mark["delivery"], mark["part"]) for mark in marks]


def _briefed_once_over_a_fall(tmp_path: Path, point: str, recipe: str = "") -> None:
    data = tmp_path / "data"
    _prepared(data)
    with SlackProcess(now=JUST_BEFORE, recipe=recipe) as slack:
        with Service(data, JUST_BEFORE, fall=point, **slack.environ) as falling:
            falling.fell()
        with Service(data, AFTER, **slack.environ) as again:
            again.until(lambda: states(data) == ["sent"])
            again.stop()
        assert _marks(slack) == [(1, 1)]
        assert "may repeat" not in slack.texts(NEWS)[0]
        assert slack.see()["problems"] == []


@pytest.mark.slow
@pytest.mark.parametrize("recipe", ["slack", "emulate", "bare"])
def test_a_part_that_arrived_before_the_fall_is_found_and_not_sent_again(tmp_path: Path, recipe: str) -> None:
    _briefed_once_over_a_fall(tmp_path, "before:bot.store.deliveries.outbox.arrived", recipe)


@pytest.mark.slow
@pytest.mark.parametrize(
    "point",
    [
        "after:bot.schedule.due_slots.open_slots",
        "before:bot.store.deliveries.outbox.save",
        "before:bot.store.deliveries.outbox.sending",
        "after:bot.store.deliveries.outbox.sending",
        "after:bot.store.deliveries.outbox.arrived",
        "before:bot.store.deliveries.outbox.finish",
        "after:bot.store.deliveries.told.record",
    ],
)
def test_a_briefing_is_posted_once_wherever_the_process_falls(tmp_path: Path, point: str) -> None:
    _briefed_once_over_a_fall(tmp_path, point)


@pytest.mark.slow
def test_another_process_takes_the_connection_over_when_one_dies(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run(data, "ingest", str(SEEDS / "port-strike.jsonl"), READOUT_NOW=JUST_BEFORE)
    with (
        SlackProcess(now=JUST_BEFORE) as slack,
        Service(data, JUST_BEFORE, **slack.environ) as first,
        Service(data, JUST_BEFORE, **slack.environ) as second,
    ):
        first.until(lambda: slack.see()["connections"])
        second.until(lambda: "serving" in second.log.read_text())
        first.until(lambda: "serving" in first.log.read_text())
        assert slack.see()["calls"].count("apps.connections.open") == 1
        for service in (first, second):  # whichever holds it
            if "holds the connection" not in str(_health(service)):
                service.kill()
                break
        slack.until(
            lambda: slack.see()["calls"].count("apps.connections.open") == 2 and slack.see()["connections"] == 1
        )
        asked = slack.act("say", f"{ME} how many ships wait at anchor?", NEWS)
        slack.until(lambda: slack.texts(NEWS, asked))
        assert len(slack.texts(NEWS, asked)) == 1


def test_signed_requests_reach_the_service_and_health_tells_a_revoked_token(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run(data, "ingest", str(SEEDS / "port-strike.jsonl"), READOUT_NOW=JUST_BEFORE)
    port = _free_port()
    with SlackProcess(now=JUST_BEFORE) as slack:
        environ = {key: value for key, value in slack.environ.items() if key != "SLACK_APP_TOKEN"}
        environ |= {"SLACK_SIGNING_SECRET": slack.signing_secret, "READOUT_WEB_PORT": str(port)}
        with Service(data, JUST_BEFORE, **environ) as service:
            service.until(lambda: "serving" in service.log.read_text() and _health(service)[0] == 200)
            slack.act("request_url", f"http://127.0.0.1:{port}/slack/events")
            asked = slack.act("say", f"{ME} how many ships wait at anchor?", NEWS, times=3)
            slack.until(lambda: slack.texts(NEWS, asked))
            assert "Fourteen ships wait at anchor" in slack.texts(NEWS, asked)[0]
            assert len(slack.texts(NEWS, asked)) == 1
            assert _posted(f"http://127.0.0.1:{port}/slack/events", b"{}") == 401
            slack.act("revoke")
            slack.act("say", f"{ME} and now?", NEWS, thread=asked)
            service.until(lambda: _health(service)[0] == 503)
            assert "does not accept the token" in str(_health(service)[1])
            assert "xoxb" not in service.log.read_text()
            service.stop()
        assert slack.see()["problems"] == []


@pytest.mark.slow
def test_signed_requests_find_the_process_that_holds_the_lease_through_a_proxy(tmp_path: Path) -> None:
    data, ports = tmp_path / "data", (_free_port(), _free_port())
    run(data, "ingest", str(SEEDS / "port-strike.jsonl"), READOUT_NOW=JUST_BEFORE)
    with ExitStack() as stack:
        front = stack.enter_context(proxy(tmp_path / "proxy", ports))
        slack = stack.enter_context(SlackProcess(now=JUST_BEFORE))
        environ = {key: value for key, value in slack.environ.items() if key != "SLACK_APP_TOKEN"}
        environ |= {"SLACK_SIGNING_SECRET": slack.signing_secret, "READOUT_ROLES": "gateway,web"}
        both = [
            stack.enter_context(Service(data, JUST_BEFORE, **environ, READOUT_WEB_PORT=str(port))) for port in ports
        ]
        for each in both:
            each.until(lambda each=each: "serving" in each.log.read_text() and _health(each)[0] == 200)
        slack.act("request_url", f"http://127.0.0.1:{front}/slack/events")
        _asks_and_is_told_once(slack, 3)
        holder = next(each for each in both if "holds the connection" not in str(_health(each)))
        holder.kill()
        left = next(each for each in both if each is not holder)
        left.until(lambda: _health(left)[0] == 200 and "holds the connection" not in str(_health(left)))
        _asks_and_is_told_once(slack, 3)
        assert set(slack.see()["answered"]) == {200}, "none had to come again"
        assert slack.see()["problems"] == []


def _asks_and_is_told_once(slack: SlackProcess, times: int) -> None:
    asked = [slack.act("say", f"{ME} how many ships wait at anchor?", NEWS) for _ in range(times)]
    for each in asked:
        slack.until(lambda each=each: slack.texts(NEWS, each))
        assert len(slack.texts(NEWS, each)) == 1


def _health(service: Service) -> tuple[int, Any]:
    place = service.log.read_text().partition("health on ")[2].split()[0].replace("/healthz", "/readyz")
    try:
        with urllib.request.urlopen(place, timeout=240) as told:
            return told.status, json.load(told)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def _posted(url: str, body: bytes) -> int:
    try:
        with urllib.request.urlopen(url, body, timeout=240) as told:
            return int(told.status)
    except urllib.error.HTTPError as error:
        return error.code


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
