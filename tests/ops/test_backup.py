"""Back-ups: checked, never over another file unasked, so many of them kept; and putting one back asks first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from service import ROOT, run, surroundings

from tests.terminal import Terminal

AT = "2021-12-31T05:00:00Z"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    run(data, "ingest", str(ROOT / "seeds/articles/port-strike.jsonl"), READOUT_NOW=AT)
    return data


def refused(data: Path, *words: str) -> str:
    command = [sys.executable, "-m", "bot", *words, "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings(data), cwd=data.parent, timeout=600)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def test_a_file_that_is_there_is_replaced_only_where_that_is_said(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.sqlite3"
    file.write_text("my thesis")
    assert "is there already. Replace it with --force" in refused(data, "backup", str(file))
    assert file.read_text() == "my thesis"
    assert "found sound" in run(data, "backup", str(file), "--force")
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_a_folder_keeps_as_many_as_are_wanted_and_nothing_else_is_touched(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "readout-mine.sqlite3").write_text("mine")
    for hour in range(5):
        run(data, "backup", str(folder), "--keep", "3", READOUT_NOW=f"2021-12-31T0{hour}:00:00Z")
    names = sorted(each.name for each in folder.iterdir())
    assert [name[:17] for name in names] == ["readout-20211231T"] * 3 + ["readout-mine.sqli"]
    assert [name[17:19] for name in names[:3]] == ["02", "03", "04"]


def test_a_store_that_is_damaged_gives_no_back_up_and_the_former_ones_stay(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    run(data, "backup", str(folder), READOUT_NOW=AT)
    before = list(folder.iterdir())
    with (data / "readout.sqlite3").open("r+b") as store:
        store.seek(4096 * 12)
        store.write(b"\xa5" * 4096 * 8)
    assert "damaged" in refused(data, "backup", str(folder), "--keep", "1")
    assert list(folder.iterdir()) == before


@pytest.mark.parametrize(("answer", "replaced"), [("n", False), ("y", True)])
def test_at_a_terminal_putting_one_back_asks_first(data: Path, tmp_path: Path, answer: str, replaced: bool) -> None:
    file = tmp_path / "copy.sqlite3"
    run(data, "backup", str(file))
    run(data, "channels", "add", "since", "--platform", "console", READOUT_NOW=AT)
    assert "Replace it with --force" in refused(data, "restore", str(file)), "in a pipe nobody can be asked"
    with Terminal(data, "restore", str(file)) as terminal:
        terminal.until("What came in since is lost [y/N]")
        terminal.types(f"{answer}\n")
        assert terminal.ends() == (0 if replaced else 1)
    assert ("since" in run(data, "channels", "list")) is not replaced
