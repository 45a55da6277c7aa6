"""The settings file is edited between two starts of the service: what is posted and read is what it says then."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from service import Service, posted, run

from tests import both_stores

OLD_STORE = Path(__file__).parents[1] / "stores/0.1.0.sqlite3.gz"
EIGHT = {"at": "08:00", "zone": "Europe/Kyiv"}
"""06:00 in UTC, in winter."""
SIX = {"at": "18:00", "zone": "Europe/Kyiv"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "store"


def say(data: Path, *briefings: dict[str, str], zone: str = "UTC", feeds: Sequence[str] = ()) -> None:
    """Write the settings file."""
    file = data.parent / "config/readout.yaml"
    file.parent.mkdir(exist_ok=True)
    channel = {"name": "morning", "platform": "console", "briefings": list(briefings)}
    file.write_text(yaml.safe_dump({"zone": zone, "channels": [channel], "sources": [{"url": url} for url in feeds]}))


def start(data: Path, now: str, sent: int | None = None) -> None:
    """Run the service from a moment on, until so many briefings were posted in all, and stop it."""
    with Service(data, now) as service:
        if sent is not None:
            service.until(lambda: len(slots(data)) >= sent)
        service.stop()


def slots(data: Path) -> list[str]:
    """The slots that were posted, in UTC."""
    if not both_stores.ON_POSTGRES and not (data / "readout.sqlite3").exists():
        return []
    with both_stores.looking(data) as db:
        try:
            rows = db.execute("select slot_at from outbox where state = 'sent' order by slot_at").fetchall()
        except sqlite3.OperationalError:  # it is being made
            return []
    return [datetime.fromtimestamp(slot / 1e6, UTC).strftime("%d %H:%M") for (slot,) in rows]


def listed(data: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(data, "subscriptions", "list", "--json").splitlines()]


def upcoming(data: Path) -> list[str]:
    """When what is subscribed comes next, in UTC."""
    return sorted(each["next_slot_at"][8:16].replace("T", " ") for each in listed(data))


def test_an_hour_that_is_changed_changes_that_briefing_and_adds_none(data: Path) -> None:
    say(data, EIGHT)
    start(data, "2021-12-30T05:00:00Z")
    start(data, "2021-12-30T06:00:01Z", sent=1)
    say(data, {**EIGHT, "at": "09:00"})
    start(data, "2021-12-30T06:30:00Z")
    assert upcoming(data) == ["31 07:00"], "the 30th has had its briefing"
    start(data, "2021-12-31T07:00:01Z", sent=2)
    assert slots(data) == ["30 06:00", "31 07:00"]
    assert len({each["delivery"] for each in posted(data)}) == 2
    assert [each["id"] for each in listed(data)] == [1]


def test_an_hour_that_is_changed_before_it_came_holds_the_same_day(data: Path) -> None:
    say(data, EIGHT)
    start(data, "2021-12-30T05:00:00Z")
    say(data, {**EIGHT, "at": "09:00"})
    start(data, "2021-12-30T07:30:00Z")
    assert upcoming(data) == ["31 07:00"], "no slot lies in the past"
    say(data, {**EIGHT, "at": "10:00"})
    start(data, "2021-12-30T07:40:00Z")
    start(data, "2021-12-30T08:00:01Z", sent=1)
    assert slots(data) == ["30 08:00"] and upcoming(data) == ["31 08:00"]


@pytest.mark.slow
def test_what_is_taken_out_put_in_or_moved_is_so_in_what_is_posted(data: Path) -> None:
    say(data, EIGHT, SIX)
    start(data, "2021-12-30T05:00:00Z")
    before = {each["at"]: each["id"] for each in listed(data)}
    say(data, SIX, EIGHT)
    start(data, "2021-12-30T06:00:01Z", sent=1)
    assert {each["at"]: each["id"] for each in listed(data)} == before, "they only changed their places"
    say(data, SIX)
    start(data, "2021-12-30T16:00:01Z", sent=2)
    assert upcoming(data) == ["31 16:00"]
    say(data, {"at": "07:00", "zone": "UTC"}, SIX)
    start(data, "2021-12-31T07:00:01Z")
    assert upcoming(data) == ["01 07:00", "31 16:00"], "what is new begins with its next slot"
    say(data)
    start(data, "2021-12-31T16:00:01Z")
    assert slots(data) == ["30 06:00", "30 16:00"] and upcoming(data) == []


def test_another_zone_at_the_top_moves_the_briefings_that_name_none(data: Path) -> None:
    say(data, {"at": "08:00"}, {"at": "20:00", "zone": "UTC"}, zone="UTC")
    start(data, "2021-12-30T05:00:00Z")
    say(data, {"at": "08:00"}, {"at": "20:00", "zone": "UTC"}, zone="Europe/Kyiv")
    start(data, "2021-12-30T05:10:00Z")
    start(data, "2021-12-30T06:00:01Z", sent=1)
    assert slots(data) == ["30 06:00"] and upcoming(data) == ["30 20:00", "31 06:00"]


@pytest.mark.slow
def test_what_somebody_set_is_left_alone_and_the_list_tells_which_is_which(data: Path) -> None:
    say(data, EIGHT)
    start(data, "2021-12-30T05:00:00Z")
    own = ("--channel", "morning", "--at", "12:00", "--zone", "UTC")
    run(data, "subscriptions", "add", *own, READOUT_NOW="2021-12-30T05:00:00Z")
    say(data, {"at": "12:00", "zone": "UTC"})
    start(data, "2021-12-30T05:10:00Z")
    assert upcoming(data) == ["30 12:00"], "it is there already, and is not doubled"
    say(data)
    start(data, "2021-12-30T12:00:01Z", sent=1)
    assert slots(data) == ["30 12:00"] and [each["configured"] for each in listed(data)] == [False]
    say(data, EIGHT)
    start(data, "2021-12-30T12:30:00Z")
    assert "08:00 Europe/Kyiv mon,tue,wed,thu,fri,sat,sun, normal, from the settings" in run(
        data, "subscriptions", "list"
    )


def test_a_briefing_of_an_older_store_is_adopted_by_the_file_that_made_it(data: Path) -> None:
    data.mkdir()
    (data / "readout.sqlite3").write_bytes(gzip.decompress(OLD_STORE.read_bytes()))
    say(data, {**EIGHT, "days": "mon-fri"}, feeds=["https://harbour-times.example/feed.xml"])
    start(data, "2021-12-31T06:30:00Z")
    (held,) = listed(data)
    assert (held["id"], held["configured"]) == (1, True)
    say(data, {**EIGHT, "at": "09:00", "days": "mon-fri"})
    start(data, "2021-12-31T06:40:00Z")
    assert upcoming(data) == ["03 07:00"] and run(data, "sources", "list") == ""


def test_a_source_that_is_taken_out_is_read_no_longer_and_somebody_s_own_is(data: Path) -> None:
    first, second, own = (f"http://127.0.0.1:9/{name}.xml" for name in ("first", "second", "own"))
    say(data, feeds=[first, second])
    start(data, "2021-12-30T05:00:00Z")
    (data.parent / "feeds.txt").write_text(f"{own}\n")
    run(data, "sources", "import", str(data.parent / "feeds.txt"))
    say(data, feeds=[second])
    start(data, "2021-12-30T05:10:00Z")
    held = [json.loads(line) for line in run(data, "sources", "list", "--json").splitlines()]
    assert [each["url"] for each in held] == [second, own]
