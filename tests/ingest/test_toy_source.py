"""A kind of source that the house does not know: one file and one line of the registry, and every command has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from bot.errors import InputError, ReadoutError, UsageError
from bot.ingest.feeds.entries import RawEntry, RawFeed
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.sources import registry
from bot.ingest.sources.fresh_entries import fresh_entries
from bot.ingest.sources.source_reader import PollContext, Seen, SourceReader, Taken
from bot.ingest.workers.pool import Workers
from bot.models import Source

NOTICE = (
    "The ferry to Norwick will sail again on Friday, the harbour office of Vell said. "
    "“Nobody has to take the long way round any more,” said harbour master Ann Lee."
)


class ToySource(SourceReader):
    """A board on which notices hang, each with a number: `toy:NAME` is read from a box that the test fills."""

    name = "toy"

    def __init__(self) -> None:
        self.boards: dict[str, list[str]] = {}

    def address(self, printed: str, owner: str = "") -> str | None:
        if not printed.strip().lower().startswith("toy:"):
            return None
        if not printed.strip()[4:]:
            raise UsageError("a toy board has a name, like toy:market")
        return printed.strip().lower()

    async def read(self, here: PollContext, source: Source) -> Taken:
        entries = [
            RawEntry(title=text.split(",")[0], link=f"https://boards.example/{number}", content=text, id=str(number))
            for number, text in enumerate(self._board(source.address))
        ]
        return await fresh_entries(here, source, RawFeed(title="The board", entries=tuple(entries)), kind=self.name)

    async def check(self, fetcher: Fetcher, workers: Workers, address: str) -> Seen:
        return Seen(what=f"a board of {len(self._board(address))} notices")

    def _board(self, address: str) -> list[str]:
        try:
            return self.boards[address]
        except KeyError:
            raise InputError("there is no such board") from None


@pytest.fixture
def toy() -> Iterator[ToySource]:
    kept = dict(registry.KINDS)
    made = ToySource()
    registry.register(made)
    yield made
    registry.KINDS.clear()
    registry.KINDS.update(kept)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READOUT_NOW", "2027-03-01T08:00:00Z")
    return tmp_path / "store"


def readout(data: Path, *words: str) -> Result:
    result = CliRunner().invoke(cli, [*words, "--data", str(data)])
    assert result.exception is None or isinstance(result.exception, (SystemExit, ReadoutError)), result.output
    return result


def listed(data: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(readout(data, "sources", "list", "--json").stdout)
    return found


def test_a_source_of_a_new_kind_is_added_polled_briefed_listed_and_checked(
    toy: ToySource, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy.boards["toy:market"] = ["The market of Vell keeps its old clock, which stands still."]
    assert "toy:market" in readout(data, "sources", "add", "toy:market", "--topic", "local").stdout
    assert readout(data, "sources", "check").stdout == "ok  toy:market: a board of 1 notices\n"
    assert readout(data, "poll", "--once").exit_code == 0
    toy.boards["toy:market"].append(NOTICE)
    monkeypatch.setenv("READOUT_NOW", "2027-03-01T10:00:00Z")
    assert readout(data, "poll", "--once").exit_code == 0
    monkeypatch.setenv("READOUT_NOW", "2027-03-01T11:00:00Z")
    briefing = readout(data, "brief", "--since", "24h").stdout
    assert "The ferry to Norwick will sail again on Friday" in briefing
    assert "https://boards.example/1" in briefing
    assert "Nobody has to take the long way round" in readout(data, "quotes", "--speaker", "Lee").stdout
    found = listed(data)
    assert (found["kind"], found["topic"], found["title"]) == ("toy", "local", "The board")
    assert str(found["health"]).startswith("ok: read 2027-03-01 10:00 UTC")


def test_what_is_wrong_with_one_is_said_where_it_is_for_any_other(toy: ToySource, data: Path) -> None:
    refused = readout(data, "sources", "add", "toy:")
    assert "a toy board has a name" in str(refused.exception)
    readout(data, "sources", "add", "toy:gone")
    checked = readout(data, "sources", "check", "toy:gone")
    assert checked.exit_code == 1 and checked.stdout == "bad toy:gone: there is no such board\n"
    readout(data, "poll", "--once")
    assert "there is no such board" in str(listed(data)["health"])


def test_a_store_with_sources_of_a_kind_that_is_not_here_is_read(toy: ToySource, data: Path) -> None:
    toy.boards["toy:market"] = [NOTICE]
    readout(data, "sources", "add", "toy:market")
    del registry.KINDS["toy"]
    assert "no reader for its kind" in str(listed(data)["health"])
    assert "no reader for its kind" in readout(data, "sources", "check").stdout
    assert readout(data, "poll", "--once").exit_code == 0
    assert "toy:market" in readout(data, "sources", "remove", "toy:market").stdout
