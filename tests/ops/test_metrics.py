"""`/metrics`: what happens is counted where it happens, for who may read it, with no word of anybody's in it."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path

from model_server import ModelServer, fail
from scraped import announced, asked_for, page, samples, status, value
from service import ROOT, Service, run, states
from slack_server import BOT_USER, NEWS, SlackProcess
from summarize.obeying_model import finds, obeys
from summarize.reading import both

JUST_BEFORE = "2021-12-31T05:59:50Z"
LATE = "2021-12-31T06:20:00Z"
MUCH_LATER = "2022-01-03T20:00:00Z"
ME = f"<@{BOT_USER}>"


def subscribed(data: Path, now: str = JUST_BEFORE) -> None:
    run(data, "channels", "add", "news", "--platform", "slack", "--id", NEWS, READOUT_NOW=now)
    run(data, "subscriptions", "add", "--channel", "news", "--at", "08:00", "--zone", "Europe/Kyiv", READOUT_NOW=now)


def test_a_morning_is_counted_from_the_source_to_the_message(tmp_path: Path) -> None:
    data, site, seeds = tmp_path / "data", tmp_path / "wire", ROOT / "seeds/articles"
    site.mkdir()
    (site / "flood.jsonl").write_bytes((seeds / "river-flood.jsonl").read_bytes())
    # one is read before, so that the briefing has it however late the service's first round is, which reads the other
    run(data, "ingest", str(seeds / "port-strike.jsonl"), READOUT_NOW=JUST_BEFORE)
    run(data, "sources", "add", str(site), READOUT_NOW=JUST_BEFORE)
    subscribed(data)
    with SlackProcess(now=JUST_BEFORE) as slack, ModelServer(both(obeys, finds)) as model:
        there = {"OPENAI_BASE_URL": model.base_url, "READOUT_MODEL": "m", "OPENAI_API_KEY": "sk-1"}
        there |= {"READOUT_MODEL_PRICE_INPUT": "1", "READOUT_MODEL_PRICE_OUTPUT": "2"}
        with Service(data, JUST_BEFORE, **slack.environ, **there) as service:
            service.until(lambda: "serving" in service.log.read_text() and slack.see()["connections"])
            before = page(service)
            assert not asked_for() - announced(before), "the dashboard and the rules ask for what is there"
            service.until(lambda: states(data) == ["sent"])
            asked = slack.act("say", f"{ME} how many ships wait at anchor?", NEWS)
            slack.until(lambda: slack.texts(NEWS, asked))
            slack.act("command", "status", NEWS)
            service.until(lambda: value(page(service), "readout_questions_total", kind="status"))
            service.until(lambda: value(page(service), "readout_articles_total", outcome="new"))
            text = page(service)
            service.stop()

    def moved(name: str, **labels: str) -> float:
        return value(text, f"readout_{name}", **labels)  # of a process that began at nothing

    assert moved("slots_total", outcome="due") == moved("slots_total", outcome="posted") == 1
    assert moved("slots_total", outcome="missed") == moved("slots_total", outcome="late") == 0
    assert moved("deliveries_total", kind="briefing", outcome="sent") == 1
    assert moved("parts_total", platform="slack", outcome="sent") >= 1
    assert moved("questions_total", kind="ask", outcome="answered") == moved("question_seconds_count", kind="ask") == 1
    assert moved("articles_total", outcome="new") >= 1
    assert value(text, "readout_held", what="articles") > value(text, "readout_articles_total", outcome="new")
    assert value(text, "readout_polls_total", outcome="read") >= 1
    assert moved("claims_total", verdict="proved") >= 1
    assert moved("model_requests_total", outcome="ok") >= 2
    assert moved("model_tokens_total", direction="output") == 50 * moved("model_requests_total")
    assert moved("model_usd_total") > 0
    for step in ("write_delivery", "send_part", "store_articles"):
        assert value(text, "readout_step_seconds_count", step=step) >= 1, step
    assert value(text, "readout_platform_connected", platform="slack") == 1
    assert value(text, "readout_lease_seconds_left", platform="slack") > 0
    assert value(text, "process_resident_memory_bytes") > 1e7 < value(text, "readout_store_bytes") * 100
    _says_nothing_of_anybody(text, str(tmp_path), *slack.environ.values())


def _says_nothing_of_anybody(text: str, *words: str) -> None:
    labels = " ".join(re.findall(r"\{.*\}", text))
    for word in (NEWS, BOT_USER, "U0", "T0", "ships", '"news"', "sk-1", *words):
        assert word not in labels, word


def test_slots_that_come_late_or_not_at_all_are_told_apart(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run(data, "ingest", str(ROOT / "seeds/articles/port-strike.jsonl"), READOUT_NOW=JUST_BEFORE)
    run(data, "channels", "add", "here", "--platform", "console", READOUT_NOW=JUST_BEFORE)
    run(
        data,
        "subscriptions",
        "add",
        "--channel",
        "here",
        "--at",
        "08:00",
        "--zone",
        "Europe/Kyiv",
        READOUT_NOW=JUST_BEFORE,
    )
    with Service(data, LATE) as service:
        service.until(lambda: states(data) == ["sent"])
        service.until(lambda: value(page(service), "readout_slots_total", outcome="late") == 1)
        assert value(page(service), "readout_slots_total", outcome="posted") == 1
        service.stop()
    with Service(data, MUCH_LATER) as service:  # the slots of three mornings are over by then
        service.until(lambda: "serving" in service.log.read_text())
        service.until(lambda: value(page(service), "readout_slots_total", outcome="missed") == 3)
        assert value(page(service), "readout_slots_total", outcome="due") == 0
        service.stop()


def test_a_model_that_fails_is_counted_by_how(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run(data, "ingest", str(ROOT / "seeds/articles/port-strike.jsonl"), READOUT_NOW=JUST_BEFORE)
    subscribed(data)
    with SlackProcess(now=JUST_BEFORE) as slack, ModelServer(fail(401, "no such key")) as model:
        there = {"OPENAI_BASE_URL": model.base_url, "READOUT_MODEL": "m", "OPENAI_API_KEY": "sk-1"}
        with Service(data, JUST_BEFORE, **slack.environ, **there) as service:
            service.until(lambda: states(data) == ["sent"])
            failed = [key for key in samples(page(service)) if key.startswith("readout_model_requests_total")]
            assert failed and all('outcome="ModelAway"' in key for key in failed)
            service.stop()


def test_a_port_that_others_reach_shows_its_metrics_for_a_token_alone(tmp_path: Path) -> None:
    with Service(tmp_path / "data", JUST_BEFORE, READOUT_METRICS_TOKEN="moss-green-42") as service:
        service.until(lambda: "serving" in service.log.read_text())
        assert [status(service, each) for each in ("", "moss", "moss-green-42")] == [401, 401, 200]
        service.stop()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    there = {"READOUT_WEB_HOST": "0.0.0.0", "READOUT_WEB_PORT": str(port)}
    with Service(tmp_path / "data", JUST_BEFORE, **there) as service:
        service.until(lambda: "serving" in service.log.read_text())
        log = service.log.read_text()
        service.log.write_text(log.replace("0.0.0.0", "127.0.0.1"))
        assert status(service) == 403
        service.process.kill()


def test_every_rule_says_what_is_wrong_and_what_mends_it() -> None:
    import yaml

    rules = yaml.safe_load((ROOT / "deploy/prometheus-rules.yaml").read_text(encoding="utf-8"))
    for rule in rules["groups"][0]["rules"]:
        assert rule["annotations"]["summary"] and rule["annotations"]["fix"] and rule["labels"]["severity"], rule
    panels = json.loads((ROOT / "deploy/grafana-dashboard.json").read_text(encoding="utf-8"))["panels"]
    assert len({panel["title"] for panel in panels}) == len(panels)
