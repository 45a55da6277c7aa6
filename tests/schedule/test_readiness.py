"""`/readyz` is true: not ready while the disk, the store or a tick fails, and ready again when that is mended."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from nursery import of_this_process
from service import ROOT, Service, posted, run, states, surroundings

from bot.cli import cli

AT = "2021-12-31T05:00:00Z"
SLOT = "2021-12-31T05:59:50Z"


def ask(service: Service, path: str) -> tuple[int, dict[str, Any]]:
    found = re.search(r"http://127\.0\.0\.1:\d+", service.log.read_text())
    assert found
    try:
        with urllib.request.urlopen(f"{found[0]}{path}", timeout=60) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def serves(service: Service) -> bool:
    return "serving" in service.log.read_text()


def is_ready(service: Service) -> bool:
    return serves(service) and ask(service, "/readyz")[0] == 200


def told(service: Service) -> str:
    status, body = ask(service, "/readyz")
    return " | ".join(body["problems"]) if status == 503 else ""


def doctor(data: Path) -> str:
    """Return what doctor finds bad."""
    done = of_this_process().command(["doctor", "--data", str(data)], surroundings(data), ROOT)
    assert "Traceback" not in done.stderr + done.stdout
    return "\n".join(line for line in done.stdout.splitlines() if line.startswith("bad"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A store with a briefing that is due at eight, in Kyiv."""
    data = tmp_path / "disk/store"
    data.parent.mkdir()
    subscribe(data)
    return data


def subscribe(data: Path) -> None:
    run(data, "channels", "add", "here", "--platform", "console", READOUT_NOW=AT)
    run(data, "subscriptions", "add", "--channel", "here", "--at", "08:00", "--zone", "Europe/Kyiv", READOUT_NOW=AT)


def test_it_tells_when_it_last_wrote_and_ticked_and_that_each_platform_is_there(tmp_path: Path) -> None:
    with Service(tmp_path / "store", AT) as service:
        service.until(lambda: is_ready(service))
        _, ready = ask(service, "/readyz")
        assert (ready["status"], ready["problems"], ready["console"]) == ("ready", [], "connected")
        assert ready["deliveries_open"] == 0 and ready["disk_free"] > 0
        service.until(lambda: ask(service, "/readyz")[1]["last_tick"])
        assert ask(service, "/readyz")[1]["last_write"].startswith("2021-12-31T05:0")
        assert ask(service, "/healthz") == (200, {"status": "ok", "problems": []})
        service.stop()


def test_a_lock_makes_it_not_ready_until_it_is_gone_and_nothing_is_posted_twice(data: Path) -> None:
    with Service(data, SLOT) as service:
        service.until(lambda: is_ready(service))
        with locked(data):
            service.until(lambda: "keeps the store locked" in told(service), 240)
            assert ask(service, "/healthz")[0] == 200, "a restart would be of no help"
        service.until(lambda: is_ready(service), 240)
        service.until(lambda: states(data) == ["sent"], 240)
        assert len(posted(data)) == 1
        service.stop()


@pytest.mark.slow
def test_a_lock_of_a_minute(data: Path) -> None:
    with Service(data, SLOT) as service:
        service.until(lambda: is_ready(service))
        with locked(data):
            begun = time.monotonic()
            service.until(lambda: "keeps the store locked" in told(service), 240)
            assert "locked for 30 s" in doctor(data)
            service.until(lambda: "locked for 30 s" in told(service), 240)
            service.until(lambda: time.monotonic() - begun > 60, 240)
            assert ask(service, "/healthz")[0] == 200
        service.until(lambda: is_ready(service), 240)
        service.until(lambda: states(data) == ["sent"], 240)
        assert len(posted(data)) == 1
        service.stop()


@contextmanager
def locked(data: Path) -> Iterator[None]:
    with closing(sqlite3.connect(data / "readout.sqlite3", isolation_level=None, timeout=30)) as db:
        db.execute("begin immediate")
        yield
        db.execute("rollback")


# ---------------------------------------------------------------- a damaged page


def spoil(file: Path) -> Callable[[], None]:
    """Overwrite the page at which a table begins; return what puts it back."""
    with closing(sqlite3.connect(file)) as db:
        db.execute("pragma wal_checkpoint(truncate)")
        page = db.execute("select rootpage from sqlite_master where name = 'revisions'").fetchone()[0]
        size = db.execute("pragma page_size").fetchone()[0]
    with file.open("r+b") as store:
        store.seek((page - 1) * size)
        before = store.read(size)
        store.seek((page - 1) * size)
        store.write(b"\xa5" * size)

    def mend() -> None:
        with file.open("r+b") as store:
            store.seek((page - 1) * size)
            store.write(before)

    return mend


@pytest.mark.slow
def test_a_damaged_page_makes_it_not_ready_until_a_back_up_is_in_its_place(data: Path) -> None:
    copy = data.parent / "copy.sqlite3"
    run(data, "backup", str(copy))
    spoil(data / "readout.sqlite3")
    with Service(data, SLOT) as service:
        service.until(lambda: serves(service) and "store: damaged" in told(service), 240)
        assert "damaged" in doctor(data) and "readout restore" in doctor(data)
        assert ask(service, "/healthz")[0] == 200
        run(data, "restore", str(copy), "--force")
        service.until(lambda: is_ready(service), 240)
        service.until(lambda: states(data) == ["sent"], 240)
        assert len(posted(data)) == 1
        service.stop()


@pytest.mark.slow
def test_a_damaged_page_that_is_mended_in_place_makes_it_ready_again(data: Path) -> None:
    mend = spoil(data / "readout.sqlite3")
    with Service(data, AT) as service:
        service.until(lambda: serves(service) and "store: damaged" in told(service), 240)
        mend()
        service.until(lambda: is_ready(service), 240)
        service.stop()


# ---------------------------------------------------------------- disks of their own


def mount(*words: str) -> None:
    if (
        os.geteuid() != 0
        or not shutil.which("mount")
        or subprocess.run(["mount", *words], capture_output=True).returncode
    ):
        pytest.skip("no file system can be mounted here")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder))
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.mark.slow
def test_a_full_disk_makes_it_not_ready_until_there_is_room(disk: Path) -> None:
    data = disk / "store"
    subscribe(data)
    with Service(data, SLOT, TMPDIR="/tmp") as service:
        service.until(lambda: is_ready(service))
        fill(disk / "filler")
        service.until(lambda: "disk: full" in told(service), 240)
        assert "bad  disk" in doctor(data)
        assert ask(service, "/healthz")[0] == 200
        service.until(lambda: "Make room on the disk" in service.log.read_text() or posted(data), 240)
        (disk / "filler").unlink()
        service.until(lambda: is_ready(service), 240)
        service.until(lambda: states(data) == ["sent"], 240)
        assert len(posted(data)) == 1
        service.stop()


def fill(file: Path) -> None:
    with file.open("wb", buffering=0) as filler:
        for block in (1 << 20, 1 << 12):
            try:
                while True:
                    filler.write(b"\0" * block)
            except OSError:
                pass


@pytest.mark.slow
def test_a_read_only_mount_makes_it_not_ready_until_it_is_writable(disk: Path) -> None:
    data = disk / "store"
    subscribe(data)
    with Service(data, SLOT) as service:
        service.until(lambda: is_ready(service))
        with read_only(data):
            service.until(lambda: "read-only" in told(service), 240)
            assert "read-only" in doctor(data)
            assert ask(service, "/healthz")[0] == 200
            service.until(lambda: "Free the disk" in service.log.read_text(), 240)
            assert posted(data) == []
        service.until(lambda: is_ready(service), 240)
        service.until(lambda: states(data) == ["sent"], 240)
        assert len(posted(data)) == 1
        service.stop()


@pytest.mark.slow
def test_lists_need_nothing_to_be_writable(disk: Path) -> None:
    data = disk / "store"
    subscribe(data)
    with read_only(data):
        assert len(run(data, "subscriptions", "list").splitlines()) == 1
        assert run(data, "sources", "list") == ""
        assert len(run(data, "channels", "list").splitlines()) == 1
        refused = CliRunner().invoke(cli, ["sources", "add", "http://127.0.0.1:9/", "--data", str(data)])
        assert refused.exit_code and "Make the folder writable" in str(refused.exception)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Lay a read-only mount over a folder: one that files are open in cannot be made so itself."""
    mount("--bind", str(folder), str(folder))
    try:
        mount("-o", "remount,bind,ro", str(folder))
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)
