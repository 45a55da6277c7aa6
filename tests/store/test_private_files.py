"""What is stored is nobody else's to read on the same machine: a folder of 0700, files of 0600, under any umask."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.adapter_protocol import PartKey
from bot.chat.console.adapter import History
from bot.store.opening import back_up, open_store, restore


@pytest.fixture(autouse=True, params=[0o022, 0o000])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


def modes(folder: Path) -> set[int]:
    return {mode(file) for file in folder.iterdir()}


def test_a_store_and_what_stands_beside_it_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with open_store(folder) as store:
        store.write_now(lambda db: db.execute("insert into term_counts values ('a', 1)"))
        History(folder).append({"text": "news", "channel": "c"}, PartKey(1, 1, 1))
        assert len(list(folder.iterdir())) >= 3, "its log is there too"
        assert modes(folder) == {0o600} and mode(folder) == 0o700


def test_a_store_of_an_earlier_version_is_made_private_and_a_folder_that_was_there_stays(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(0o755)
    folder.chmod(0o755)
    with open_store(folder):
        pass
    (folder / "readout.sqlite3").chmod(0o644)
    with open_store(folder):
        assert modes(folder) == {0o600} and mode(folder) == 0o755


def test_back_ups_and_what_is_restored_of_them_are_private(tmp_path: Path) -> None:
    with open_store(tmp_path / "data"):
        back_up(tmp_path / "data", tmp_path / "copy.sqlite3")
        (tmp_path / "copy.sqlite3").chmod(0o644)
        back_up(tmp_path / "data", tmp_path / "copy.sqlite3", replace=True)
    assert mode(tmp_path / "copy.sqlite3") == 0o600
    restore(tmp_path / "copy.sqlite3", tmp_path / "new")
    assert modes(tmp_path / "new") == {0o600} and mode(tmp_path / "new") == 0o700
