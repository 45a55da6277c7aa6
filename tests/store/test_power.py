"""What outlives a power cut: what was written synced, and all that was written before it."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from service import ROOT
from synced import can_be_seen, keep_what_is_synced

from bot.store.opening import open_store

NAMED = "insert into leases (name, owner, until) values (?, 'me', 0)"


@pytest.mark.skipif(not can_be_seen(), reason="SQLite's own functions cannot be reached here")
def test_a_synced_write_and_all_before_it_outlive_a_power_cut(tmp_path: Path) -> None:
    data, disk = tmp_path / "store", tmp_path / "disk"
    open_store(data).close()
    shutil.copytree(data, disk)
    environ = {**os.environ, "PYTHONPATH": f"{ROOT}:{Path(__file__).parent}:{ROOT / 'tests/schedule'}"}
    subprocess.run([sys.executable, __file__, str(data), str(disk)], check=True, timeout=240, env=environ)
    with closing(sqlite3.connect(disk / "readout.sqlite3")) as db:
        assert db.execute("select name from leases order by name").fetchall() == [("before",), ("synced",)]


async def _write(data: Path) -> None:
    store = open_store(data)
    for name in ("before", "synced", "after"):
        await store.write(lambda db, name=name: db.execute(NAMED, (name,)), synced=name == "synced")  # type: ignore[misc]
    os._exit(0)  # as the power goes


if __name__ == "__main__":
    keep_what_is_synced(sys.argv[2])
    asyncio.run(_write(Path(sys.argv[1])))
