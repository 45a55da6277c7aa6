"""An hour of work, read from `/metrics` alone: 300 feeds, 30 channels on three platforms, a question every two seconds.

Feeds fail, are cut off and talk nonsense, and the platforms drop their connections. What is asserted does not rest on how
fast the machine is; the time to an answer is printed, and asserted in the full hour, which wants a quiet machine.
"""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from discord_server import DiscordProcess
from service import ROOT, Service
from slack_server import BOT_USER, NEWS, SECOND, SlackProcess

from tests.bench.feed_server import WORDS, address
from tests.ops.scraped import asked_for, page, samples, value

NOW = "2026-03-02T05:59:30Z"
FEEDS = 300
ENTRY_EVERY = 120.0
QUESTION_EVERY = 2.0
SCRAPE_EVERY = 5.0
MAIN_BYTES = 160e6
"""With Discord, Slack and the console connected: 156 MB were measured in two minutes on a busy machine."""
WORKER_BYTES = 180e6
OF_A_MODEL = ("readout_model", "readout_claims")
"""What moves with a model alone: see tests/ops/test_metrics.py."""
OF_SEVERAL = ("readout_jobs", "readout_shards")
"""What moves where several processes share the work, or Discord's connection is parted: see docs/scaling.md."""


@contextmanager
def living_feeds() -> Iterator[int]:
    command = [sys.executable, "-m", "tests.load.living_feeds", str(FEEDS), str(ENTRY_EVERY)]
    environ = {**os.environ, "READOUT_NOW": NOW, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ, cwd=ROOT)
    assert process.stdin and process.stdout
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def settings(port: int, places: list[tuple[str, str]], seconds: float) -> str:
    """Every feed, and every channel briefed at some minute of the run, and all through it."""
    origins = [f"http://{address(site)}:{port}" for site in range(FEEDS)]
    minutes = [int(n * max(1, seconds / 60 - 2) / len(places)) for n in range(len(places))]
    return yaml.safe_dump(
        {
            "fetch": {"interval_minutes": 1, "allow_origins": origins},
            "sources": [{"url": f"{origin}/feed.xml", "topic": "news"} for origin in origins],
            "channels": [
                {"name": f"c{n}", "platform": platform, "id": name, "briefings": [{"at": f"06:{minutes[n]:02}"}]}
                for n, (platform, name) in enumerate(places)
            ],
        }
    )


class Hour:
    """What was read of the service while it worked."""

    def __init__(self) -> None:
        self.pages: list[str] = []

    def over(self, name: str, begin: float, end: float, **labels: str) -> list[float]:
        """A metric's values in a part of the time."""
        some = self.pages[int(len(self.pages) * begin) : max(1, int(len(self.pages) * end))]
        return [value(text, name, **labels) for text in some]

    def mean(self, name: str, begin: float, end: float) -> float:
        found = self.over(name, begin, end)
        return sum(found) / len(found)

    def within(self, share: float, name: str) -> float:
        """The upper bound of the bucket that holds a share of what was measured."""
        last = samples(self.pages[-1])
        buckets: dict[float, float] = {}
        for key, count in last.items():
            if key.startswith(f"{name}_bucket"):
                bound = float(key.partition('le="')[2].partition('"')[0].replace("+Inf", "inf"))
                buckets[bound] = buckets.get(bound, 0) + count
        return min(bound for bound, count in buckets.items() if count >= share * buckets[float("inf")])


def _work(service: Service, slack: SlackProcess, discord: DiscordProcess, seconds: float) -> Hour:
    hour, begun = Hour(), time.monotonic()
    questions = itertools.count()
    next_scrape = next_question = begun
    while (now := time.monotonic()) - begun < seconds:
        if now >= next_question:
            next_question += QUESTION_EVERY
            _ask(next(questions), slack, discord)
        if now >= next_scrape:
            next_scrape = now + SCRAPE_EVERY
            hour.pages.append(page(service))
        time.sleep(max(0.0, min(next_question, next_scrape) - time.monotonic()))
    service.until(lambda: value(page(service), "readout_queue_length", queue="questions") == 0)
    hour.pages.append(page(service))
    return hour


def _has_caught_up(text: str) -> bool:
    """Tell whether the first round is over: what comes then is the day's work."""
    return value(text, "readout_held", what="articles") > FEEDS and not value(
        text, "readout_queue_length", queue="polls_unread"
    )


def _ask(number: int, slack: SlackProcess, discord: DiscordProcess) -> None:
    word, what = (
        WORDS[number * 37 % 2000],
        ("what is new about {}?", "who spoke of the {}?", "what happened in {}?")[number % 3],
    )
    if number % 60 == 59:
        slack.act("drop")
        discord.call("drop")
    elif number % 2:
        slack.act("say", f"<@{BOT_USER}> {what.format(word)}", NEWS)
    else:
        discord.call("command", "ask", {"question": what.format(word)})


def _told(hour: Hour, seconds: float) -> str:
    last = hour.pages[-1]
    asked = {k: int(v) for k, v in samples(last).items() if k.startswith("readout_questions_total")}
    return (
        f"{seconds:.0f} s: main {max(hour.over('process_resident_memory_bytes', 0, 1)) / 1e6:.1f} MB, worker "
        f"{max(hour.over('readout_worker_memory_bytes', 0, 1)) / 1e6:.1f} MB, slope "
        f"{_slope(hour) * 100:+.2f} %, tasks {hour.over('readout_tasks', 0, 1)[:1]}..{hour.over('readout_tasks', 0.75, 1)}, "
        f"p95 of an answer <= {hour.within(0.95, 'readout_question_seconds')} s, median <= "
        f"{hour.within(0.5, 'readout_question_seconds')} s, questions {asked}, articles "
        f"{value(last, 'readout_articles_total', outcome='new'):.0f}, slots "
        f"{value(last, 'readout_slots_total', outcome='posted'):.0f} posted, "
        f"{value(last, 'readout_slots_total', outcome='late'):.0f} late, cpu {value(last, 'process_cpu_seconds_total'):.0f} s"
    )


def _slope(hour: Hour) -> float:
    """By how much the main process grew from the third quarter to the last."""
    name = "process_resident_memory_bytes"
    return hour.mean(name, 0.75, 1) / hour.mean(name, 0.5, 0.75) - 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "seconds",
    [float(os.environ["READOUT_LOAD_SECONDS"])]
    if os.environ.get("READOUT_LOAD_SECONDS")
    else [60.0, pytest.param(300.0, marks=pytest.mark.full), pytest.param(3600.0, marks=pytest.mark.full)],
)
def test_it_works_for_an_hour_within_its_bounds(tmp_path: Path, seconds: float) -> None:
    rooms = [str(900 + n) for n in range(10)]
    places = [*(("console", f"here{n}") for n in range(18)), *(("discord", room) for room in rooms)]
    places += [("slack", NEWS), ("slack", SECOND)]
    with living_feeds() as port, SlackProcess(now=NOW) as slack, DiscordProcess() as discord:
        for room in rooms:
            discord.call("add_channel", room, f"room-{room}")
        config = tmp_path / "readout.yaml"
        config.write_text(settings(port, places, seconds), encoding="utf-8")
        environ = {
            **slack.environ,
            **discord.environ,
            "READOUT_CONFIG": str(config),
            "READOUT_SCHEDULE_TICK_SECONDS": "5",
        }
        environ |= {"READOUT_LIMITS_PERSON_HOURLY": "9999", "READOUT_LIMITS_CHANNEL_HOURLY": "9999"}
        environ |= {"READOUT_LIMITS_SERVER_HOURLY": "9999"}
        with Service(tmp_path / "data", NOW, fresh=True, **environ) as service:
            service.until(lambda: "serving" in service.log.read_text() and slack.see()["connections"])
            service.until(lambda: discord.get("up"))
            service.until(lambda: _has_caught_up(page(service)), 900)
            hour = _work(service, slack, discord, seconds)
            lines = len(re.findall(r"(?m)^\d{4}-\d\d-\d\dT", service.log.read_text()))
            service.stop()
    print(_told(hour, seconds), f"{lines} lines of log")
    _is_within_bounds(hour, seconds)


def _is_within_bounds(hour: Hour, seconds: float) -> None:
    last = hour.pages[-1]
    assert max(hour.over("process_resident_memory_bytes", 0, 1)) <= MAIN_BYTES
    assert max(hour.over("readout_worker_memory_bytes", 0, 1)) <= WORKER_BYTES
    assert _slope(hour) <= (0.01 if seconds >= 3600 else 0.05), "it is still filling its caches in the first minutes"
    assert min(hour.over("readout_tasks", 0.5, 1)) <= min(hour.over("readout_tasks", 0, 0.5)) + 10, "none leaked"
    assert (
        value(last, "readout_slots_total", outcome="due") == value(last, "readout_slots_total", outcome="posted") >= 25
    )
    assert value(last, "readout_slots_total", outcome="missed") == 0
    assert value(last, "readout_questions_total", outcome="failed") == 0
    assert value(last, "readout_questions_total") >= 0.8 * seconds / QUESTION_EVERY
    assert value(last, "readout_polls_total", outcome="failed") > 0 < value(last, "readout_polls_total", outcome="read")
    still = {
        name for name in asked_for() if not name.startswith(OF_A_MODEL + OF_SEVERAL) and not any(hour.over(name, 0, 1))
    }
    assert not still, "every metric of the dashboard and the rules moves"
    if seconds >= 3600:
        assert hour.within(0.95, "readout_question_seconds") <= 1.0
