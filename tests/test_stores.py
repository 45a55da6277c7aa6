"""A store that an earlier release made is read by this one, with all that it held."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from nursery import of_this_process

STORES = sorted((Path(__file__).parent / "stores").glob("*.sqlite3.gz"))
BRIEFED = "2021-12-31T06:00:01Z"
"""When the release that made a store posted its briefing."""
NEXT_DAY = "2022-01-01T06:00:00Z"


@pytest.fixture(params=STORES, ids=lambda path: path.name.removesuffix(".sqlite3.gz"))
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / "readout.sqlite3").write_bytes(gzip.decompress(request.param.read_bytes()))
    return folder


def readout(data: Path, *words: str, now: str = NEXT_DAY) -> str:
    around = {"READOUT_NOW": now, "PYTHONPATH": str(Path(__file__).parents[1]), "PATH": ""}
    done = of_this_process().command([*words, "--data", str(data)], around, data.parent)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_articles_stories_and_quotes_are_still_there(data: Path) -> None:
    stories = [json.loads(line) for line in readout(data, "stories", "--json").splitlines()]
    articles = [article for story in stories for article in story["articles"]]
    assert len(articles) == 14
    assert sum(article["duplicate_of"] is not None for article in articles) == 2
    answer = json.loads(readout(data, "ask", "what did Ushakov say", "--json"))
    assert answer["answered"]
    assert "colossal mistake" in " ".join(claim["text"] for claim in answer["claims"])


def test_channels_subscriptions_and_sources_are_still_there(data: Path) -> None:
    (channel,) = [json.loads(line) for line in readout(data, "channels", "list", "--json").splitlines()]
    (command,) = [json.loads(line) for line in readout(data, "subscriptions", "list", "--json").splitlines()]
    (source,) = [json.loads(line) for line in readout(data, "sources", "list", "--json").splitlines()]
    assert channel["name"] == "morning" and channel["platform"] == "console"
    assert (command["at"], command["zone"], command["days"]) == (
        "08:00",
        "Europe/Kyiv",
        ["mon", "tue", "wed", "thu", "fri"],
    )
    assert source["url"] == "https://harbour-times.example/feed.xml" and source["topic"] == "World"


def test_what_the_channel_was_told_is_not_told_again(data: Path) -> None:
    with closing(sqlite3.connect(data / "readout.sqlite3")) as db:
        told = {claim for (claim,) in db.execute("select distinct claim from told")}
    left = json.loads(readout(data, "brief", "--since", "72h", "--channel", "morning", "--json"))
    again = {claim["text"] for story in left["stories"] for claim in story["claims"] + story["differences"]}
    assert told and again and not told & again


def test_the_same_article_is_known_again(data: Path) -> None:
    seeds = sorted((Path(__file__).parents[1] / "seeds/articles").glob("*.jsonl"))
    report = json.loads(readout(data, "ingest", *map(str, seeds), "--json"))
    assert report == {"new": 0, "changed": 0, "unchanged": 14, "failed": 0}
