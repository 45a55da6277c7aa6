"""Which store the tests are run on: SQLite, or PostgreSQL where READOUT_TEST_STORE says so.

The tests are the same: a store that is opened in a folder is in a database of that folder then. What only one of both
can do stands in ONLY_SQLITE, with its reason.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bot.store import opening
from bot.store.sqlite.connection import FILE_NAME

ON_POSTGRES = os.environ.get("READOUT_TEST_STORE") == "postgresql"

_FILE = "it is about the store's file"
_EARLIER = "it brings a store of an earlier release to this version: those are all SQLite's"
ONLY_SQLITE: dict[str, str] = {
    "tests/moving/": "it moves a store out of its file",
    "tests/desk/test_every_command_in_every_state.py": "it puts the store's file back after each of very many commands",
    "tests/desk/test_metering.py::test_what_takes_more_than_a_question": "PostgreSQL counts no steps, but time",
    "tests/schedule/test_kills.py": "power cuts are seen by SQLite's own syncs; tests/postgres has the server's",
    "tests/schedule/test_readiness.py": _FILE,
    "tests/schedule/test_settings_file.py::test_a_briefing_of_an_older_store": _EARLIER,
    "tests/schedule/test_settings_reload.py::test_lists_wait_for_no_other": "there is no lock of the whole store",
    **dict.fromkeys(
        (
            "tests/schedule/test_damaged_rows.py::test_a_next_slot_that_is_no_time",
            "tests/schedule/test_damaged_rows.py::test_follows_of_bad_rows",
            "tests/schedule/test_damaged_rows.py::test_a_follow_that_fails_unforeseen",
            "tests/schedule/test_damaged_rows.py::test_sources_of_bad_rows",
        ),
        "a column of PostgreSQL's holds nothing but what its type says",
    ),
    "tests/store/test_index_by_pairs.py": _EARLIER,
    "tests/store/test_languages_migration.py": _EARLIER,
    "tests/store/test_provenance_migration.py": _EARLIER,
    "tests/store/test_story_assignment.py::test_a_store_of_an_earlier_release": _EARLIER,
    "tests/store/test_many_passages.py": "PostgreSQL takes a list of values as one",
    "tests/store/test_private_files.py": _FILE,
    "tests/store/test_power.py": _FILE,
    "tests/schedule/test_year.py": "PostgreSQL's server keeps its own files small",
    "tests/store/test_size.py": "PostgreSQL's server keeps its own files small",
}

NEEDS_SERVER = ("tests/postgres/", "tests/moving/")
"""Tests that start a server of PostgreSQL whichever store the others are run on."""

_databases: Any = None


def use() -> None:
    """Have every store that is opened in this process be where the tests are to run; without a server, fail."""
    global _databases  # noqa: PLW0603 - it is chosen once a process
    if not ON_POSTGRES:
        return
    from tests.postgres_server import Databases

    _databases = Databases()
    open_store = opening.open_store

    def opened(data: Path, address: Any = None, *, only_reads: bool = False) -> Any:
        return open_store(data, address or _databases.address(data), only_reads=only_reads)

    opening.open_store = opened


def surroundings_of(data: Path) -> dict[str, str]:
    """What a process of its own must know of the store in a folder."""
    return {"READOUT_STORE": _databases.address(data).get_secret_value()} if ON_POSTGRES else {}


@contextmanager
def looking(data: Path) -> Iterator[Any]:
    """A connection beside those of whoever runs on a folder's store, which looks and writes at once."""
    if ON_POSTGRES:
        import psycopg

        with psycopg.connect(_databases.address(data).get_secret_value(), autocommit=True) as db:
            yield Beside(db)
        return
    with closing(sqlite3.connect(data / FILE_NAME, timeout=30, isolation_level=None)) as db:
        yield db


class Beside:
    """A connection that takes question marks."""

    def __init__(self, db: Any) -> None:
        self._db = db

    def execute(self, statement: str, values: Any = ()) -> Any:
        return self._db.execute(statement.replace("%", "%%").replace("?", "%s"), values)


def copied(data: Path, target: Path) -> Path:
    """Copy the folder of a store that nobody has open, and the store."""
    shutil.copytree(data, target)
    if ON_POSTGRES:
        _databases.copy(data, target)
    return target


def held() -> set[Path]:
    """The folders of the stores that are there beside the files."""
    return _databases.held() if ON_POSTGRES else set()


def forget(folders: set[Path]) -> None:
    """Throw stores away that no test opens any more."""
    if folders:
        _databases.forget(folders)


def needs_server(nodeid: str) -> bool:
    """Whether a test starts a server of PostgreSQL whichever store the others are run on."""
    return nodeid.startswith(NEEDS_SERVER) or nodeid.endswith("[procrastinate]")


def why_not(nodeid: str) -> str:
    """Why a test is not run where the tests are run on PostgreSQL; "" where it is."""
    if not ON_POSTGRES:
        return ""
    return next((why for begins, why in ONLY_SQLITE.items() if nodeid.startswith(begins)), "")
