"""The settings file is edited under a running service: what is posted is what the file says, and errors change nothing."""

from __future__ import annotations

import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from service import Service, posted, run, surroundings

from tests import both_stores

MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
"""A Monday."""


class Newsroom:
    """A service under way, its settings file, and its clock."""

    def __init__(self, folder: Path, service: Service, clock: Path) -> None:
        self.folder, self.service, self.clock = folder, service, clock
        self.file = folder / "config/readout.yaml"
        self.day = MIDNIGHT

    def says(self, *briefings: dict[str, Any], **more: Any) -> None:
        channel = {"name": "morning", "platform": "console", "briefings": list(briefings)}
        self.writes(yaml.safe_dump({"channels": [channel], **more}))

    def writes(self, text: str) -> None:
        half = self.file.with_suffix(".new")
        half.write_text(text, encoding="utf-8")
        half.replace(self.file)  # an editor's way: never read half

    @property
    def log(self) -> str:
        return self.service.log.read_text(encoding="utf-8")

    def hangs_up(self, said: str = "the settings were read again") -> None:
        """Send SIGHUP, as `kill -HUP` does, and wait until the log says something once more."""
        before = self.log.count(said)
        os.kill(self.service.process.pid, signal.SIGHUP)
        self.service.until(lambda: self.log.count(said) > before)

    def reloads(self) -> subprocess.CompletedProcess[str]:
        """Run `readout config reload`."""
        return subprocess.run(
            [sys.executable, "-m", "bot", "config", "reload", "--data", str(self.service.data)],
            capture_output=True, text=True, timeout=240, env=surroundings(self.service.data), cwd=self.folder,
        )  # fmt: skip

    def posts(self, *hours: str) -> list[str]:
        """Let a day go by, stopping after each of some hours (UTC); return the slots that were posted on it."""
        for hour in hours:
            at = datetime.strptime(hour, "%H:%M").replace(tzinfo=UTC)
            self.set_to(self.day.replace(hour=at.hour, minute=at.minute, second=1))
            self.service.until(self.is_done)
        of_day = [slot[6:] for slot in slots(self.service.data) if slot.startswith(f"{self.day:%m-%d}")]
        self.day += timedelta(days=1)
        self.set_to(self.day)
        return of_day

    def set_to(self, moment: datetime) -> None:
        half = self.clock.with_suffix(".new")
        half.write_text(moment.isoformat(), encoding="utf-8")
        half.replace(self.clock)
        self.now = moment

    def is_done(self) -> bool:
        """Whether no slot has come that was not posted."""
        now = int(self.now.timestamp() * 1e6)
        due = rows(self.service.data, f"select count(*) from subscriptions where next_slot_at <= {now}")
        unsent = rows(self.service.data, "select count(*) from outbox where state not in ('sent', 'failed')")
        return due == [(0,)] and unsent == [(0,)]


def rows(data: Path, query: str) -> list[Any]:
    with both_stores.looking(data) as db:
        return list(db.execute(query).fetchall())


def slots(data: Path) -> list[str]:
    found = rows(data, "select slot_at from outbox where state = 'sent' order by slot_at")
    return [datetime.fromtimestamp(slot / 1e6, UTC).strftime("%m-%d %H:%M") for (slot,) in found]


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    clock, data = tmp_path / "clock", tmp_path / "store"
    clock.write_text(MIDNIGHT.isoformat())
    (tmp_path / "config").mkdir()
    (tmp_path / "config/readout.yaml").write_text("channels: [{name: morning}]\n")
    module = "with_set_clock"
    path = f"{Path(__file__).parent}:{Path(__file__).parents[2]}"
    with Service(data, "", module=module, PYTHONPATH=path, READOUT_TEST_CLOCK=str(clock)) as service:
        made = Newsroom(tmp_path, service, clock)
        service.until(lambda: "serving" in made.log)
        yield made
        service.stop()


HOURS = ("04:00", "06:00", "08:00", "12:00", "18:00")
SIX, NOON, EIGHTEEN = {"at": "06:00"}, {"at": "12:00"}, {"at": "18:00"}
Edit = tuple[str, Sequence[dict[str, Any]], list[str]]
EDITS: tuple[Edit, ...] = (
    ("a first one", [SIX], ["06:00"]),
    ("its hour is moved", [{"at": "08:00"}], ["08:00"]),
    ("another one is added", [{"at": "08:00"}, EIGHTEEN], ["08:00", "18:00"]),
    ("they change places", [EIGHTEEN, {"at": "08:00"}], ["08:00", "18:00"]),
    ("the zone of one is another", [{**EIGHTEEN, "zone": "Europe/Kyiv"}, {"at": "08:00"}], ["08:00"]),
    ("one comes on other days only", [{**SIX, "days": "mon"}, NOON], ["12:00"]),
    ("names are given", [{**NOON, "name": "noon"}, {**SIX, "name": "early"}], ["06:00", "12:00"]),
    ("named ones move and change places", [{**EIGHTEEN, "name": "early"}, {**NOON, "name": "noon"}], ["12:00", "18:00"]),
    ("one is about a topic alone", [{**SIX, "topic": "climate"}], ["06:00"]),
    ("one is taken out and another put in", [{**NOON, "length": "short"}], ["12:00"]),
    ("all are taken out", [], []),
)  # fmt: skip
KYIV_SIX = "16:00"
"""18:00 in Kyiv, in winter."""


@pytest.mark.slow
def test_the_file_is_edited_in_eleven_ways_and_what_is_posted_is_what_it_says(newsroom: Newsroom) -> None:
    by_turns = itertools.cycle((newsroom.hangs_up, newsroom.reloads))
    for what, briefings, expected in EDITS:
        newsroom.says(*briefings)
        next(by_turns)()
        hours = sorted([*HOURS, KYIV_SIX])
        wanted = sorted([*expected, KYIV_SIX] if "zone" in what else expected)
        assert newsroom.posts(*hours) == wanted, what
    assert len(posted(newsroom.service.data)) == len(slots(newsroom.service.data))


def test_a_wrong_file_is_told_by_line_and_changes_nothing_and_a_mended_one_is_taken(newsroom: Newsroom) -> None:
    newsroom.says(SIX)
    newsroom.hangs_up()
    newsroom.writes('channels:\n  - name: morning\n    briefings:\n      - {at: "25:00"}\n')
    newsroom.hangs_up(said="the settings stay as they were")
    assert "config/readout.yaml:4: '25:00' is not a time of day" in newsroom.log
    told = newsroom.reloads()
    assert told.returncode == 2 and "config/readout.yaml:4: '25:00' is not a time of day" in told.stderr
    newsroom.file.rename(newsroom.file.with_suffix(".away"))
    newsroom.hangs_up(said="no such file")
    assert newsroom.posts("06:00", "08:00") == ["06:00"], "what the last good file said goes on"
    newsroom.says({"at": "08:00", "topic": "climate"}, fetch={"timeout": 5}, schedule={"corrections_a_day": 9})
    told = newsroom.reloads()
    assert told.returncode == 0 and "from the next start on: fetch.timeout" in told.stdout
    assert "corrections_a_day" not in told.stdout
    assert newsroom.posts("06:00", "08:00") == ["08:00"]


# ---------------------------------------------------------------- before the first start, and without a file


def listed(data: Path, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(data, *words, "--json").splitlines()]


def start(data: Path) -> None:
    """Start the service and stop it."""
    with Service(data, "2026-03-02T05:00:00Z") as service:
        service.stop()


def test_lists_and_doctor_know_the_file_before_the_first_start(tmp_path: Path) -> None:
    data, file = tmp_path / "store", tmp_path / "config/readout.yaml"
    file.parent.mkdir()
    source = {"url": "http://127.0.0.1:9/feed.xml", "topic": "climate"}
    channel = {"name": "morning", "briefings": [SIX]}
    file.write_text(yaml.safe_dump({"sources": [source, {"url": "./nowhere"}], "channels": [channel]}))
    (known,) = listed(data, "sources", "list")
    assert (known["id"], known["url"], known["topic"]) == (None, source["url"], "climate")
    (coming,) = listed(data, "subscriptions", "list")
    assert (coming["id"], coming["at"]) == (None, "06:00")
    assert "in the settings file: it comes with the next start" in run(data, "sources", "list")
    told = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--data", str(data)],
        capture_output=True, text=True, timeout=240, env=surroundings(data), cwd=tmp_path,
    ).stdout  # fmt: skip
    assert "ok   sources: 1 in the settings file" in told
    assert "bad  settings: config/readout.yaml:" in told and "'./nowhere' is not a folder" in told
    assert "the settings file brings in 2 and takes out 0 of the sources and briefings" in told


def test_lists_wait_for_no_other_process_and_change_nothing(tmp_path: Path) -> None:
    data, file = tmp_path / "store", tmp_path / "config/readout.yaml"
    file.parent.mkdir()
    run(data, "sources", "add", "http://127.0.0.1:9/own.xml")
    run(data, "channels", "add", "evening", "--platform", "console")
    file.write_text(LISTED)
    with closing(sqlite3.connect(data / "readout.sqlite3", isolation_level=None)) as other:
        other.execute("begin immediate")
        other.execute("update sources set topic = 'not yet'")
        assert [each["id"] for each in listed(data, "sources", "list")] == [1, None]
        (coming,) = listed(data, "subscriptions", "list")
        assert (coming["id"], coming["at"]) == (None, "06:00")
        assert [each["name"] for each in listed(data, "channels", "list")] == ["evening"]
        assert rows(data, "select topic from sources") == [("",)]
        other.execute("rollback")
    assert rows(data, "select count(*) from sources") == [(1,)] and rows(data, "select * from subscriptions") == []


LISTED = yaml.safe_dump(
    {"sources": [{"url": "http://127.0.0.1:9/feed.xml"}], "channels": [{"name": "morning", "briefings": [SIX]}]}
)


@pytest.mark.slow
def test_a_file_that_is_away_takes_nothing_out_and_an_empty_one_does(tmp_path: Path) -> None:
    data, file = tmp_path / "store", tmp_path / "config/readout.yaml"
    file.parent.mkdir()
    source = {"url": "http://127.0.0.1:9/feed.xml"}
    said = yaml.safe_dump({"sources": [source], "channels": [{"name": "morning", "briefings": [SIX]}]})
    file.write_text(said)
    start(data)
    file.unlink()
    start(data)
    assert len(listed(data, "sources", "list")) == len(listed(data, "subscriptions", "list")) == 1
    told = run(data, "doctor")
    assert "there is no settings file, and 2 entries of the former one go on" in told
    file.write_text("# nothing\n")
    start(data)
    assert listed(data, "sources", "list") == listed(data, "subscriptions", "list") == []
