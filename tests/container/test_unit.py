"""`deploy/readout.service`: systemd finds it sound, and its command starts, reloads, stops and comes back from a crash."""

from __future__ import annotations

import hashlib
import hmac
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from clean_root import TOP
from service import Running, surroundings

UNIT = TOP / "deploy/readout.service"
COMMAND = "/opt/readout/bin/readout"


def said(key: str) -> list[str]:
    """The values of a key of the unit, in order (systemd.syntax(7))."""
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    return [line.partition("=")[2] for line in lines if line.startswith(f"{key}=")]


@contextmanager
def started(folder: Path, **environ: str) -> Iterator[Running]:
    """Run the unit's command with its environment, as far as it is not the machine's."""
    (exec_start,) = said("ExecStart")
    program, *words = shlex.split(exec_start)
    assert program == COMMAND
    folder.mkdir(exist_ok=True)
    log = folder / f"{time.monotonic_ns()}.log"
    around = surroundings(folder, **dict(each.split("=", 1) for line in said("Environment") for each in line.split()))
    around |= {"READOUT_DATA": str(folder), "READOUT_WEB_PORT": "0", **environ}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *words], stdout=out, stderr=out, cwd=folder, env=around
        )
    with Running(folder, log, process) as service:
        yield service


def serves(service: Running) -> bool:
    return "serving" in service.log.read_text()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_finds_the_unit_sound(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text(encoding="utf-8").replace(COMMAND, "/bin/true"), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_its_command_starts_reads_its_settings_again_and_stops_in_good_order(tmp_path: Path) -> None:
    with started(tmp_path / "data") as service:
        service.until(lambda: serves(service))
        assert said("ExecReload") == ["/bin/kill -HUP $MAINPID"]
        service.process.send_signal(signal.SIGHUP)
        service.until(lambda: "the settings were read again" in service.log.read_text())
        service.stop()
        assert all(line.startswith('{"time"') for line in service.log.read_text().splitlines())


def test_after_a_crash_it_serves_again_and_wrong_settings_are_not_tried_for_ever(tmp_path: Path) -> None:
    with started(tmp_path / "data") as service:
        service.until(lambda: serves(service))
        service.kill()
    assert said("Restart") == ["on-failure"], "which a kill by the kernel is"
    with started(tmp_path / "data") as service:
        service.until(lambda: serves(service))
        service.stop()
    with started(tmp_path / "data", READOUT_ZONE="Europe/Kyv") as wrong:
        assert wrong.process.wait(240) == 2
        assert "Did you mean" in wrong.log.read_text()
    assert not said("RestartPreventExitStatus"), "a store that is locked exits so too, and may be free in a moment"
    assert said("StartLimitIntervalSec") == ["10min"] and int(said("StartLimitBurst")[0]) * 5 < 600, "nor for ever"


def test_a_port_that_is_published_takes_what_is_signed_and_shows_no_metrics(tmp_path: Path) -> None:
    secret = "a-secret-of-enough-letters"
    there = {"READOUT_WEB_HOST": "0.0.0.0", "READOUT_INGEST_SECRET": secret}
    with started(tmp_path / "data", **there) as service:
        service.until(lambda: serves(service))
        port = service.log.read_text().partition("0.0.0.0:")[2].partition("/")[0]
        body, now = (
            b'{"title": "Ferry", "text": "The ferry to Norwick sails again from Friday."}',
            str(int(time.time())),
        )
        signed = hmac.new(secret.encode(), f"{now}.".encode() + body, hashlib.sha256).hexdigest()
        headers = {"X-Readout-Timestamp": now, "X-Readout-Signature": f"sha256={signed}"}
        outside = f"http://127.0.0.1:{port}"
        with urllib.request.urlopen(urllib.request.Request(f"{outside}/ingest", body, headers), timeout=240) as taken:
            assert taken.status == 202
        for path, status in (("/metrics", 403), ("/slack/events", 404)):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(outside + path, timeout=60)
            assert refused.value.code == status
        service.stop()


def test_the_container_carries_the_log_and_the_port_as_its_page_says() -> None:
    recipe = (TOP / "Dockerfile").read_text(encoding="utf-8")
    assert "READOUT_LOG_FORMAT=json" in recipe and "READOUT_WEB_HOST" not in recipe
    assert os.access(TOP / "docs/deploying.md", os.R_OK)
