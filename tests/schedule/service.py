"""The service as a process of its own, to be started, killed and started again."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FALLING = Path(__file__).with_name("falling.py")


def run(data: Path, *words: str, **environ: str) -> str:
    """Run a command to its end and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words, "--data", str(data)],
        capture_output=True, text=True, timeout=60, env=surroundings(data, **environ), cwd=data.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def surroundings(data: Path, **environ: str) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "READOUT_DATA": str(data),
        "READOUT_WEB_PORT": "0",
        "READOUT_SCHEDULE_TICK_SECONDS": "0.2",
        "READOUT_SCHEDULE_LEASE_SECONDS": "1",
        **environ,
    }


class Service:
    """`readout run`, with the clock set; `fall` names the point at which it kills itself (see falling.py)."""

    def __init__(self, data: Path, now: str, *, fall: str = "", **environ: str) -> None:
        command = [sys.executable, str(FALLING), fall, "run"] if fall else [sys.executable, "-m", "bot", "run"]
        self.data = data
        self.log = data.parent / f"service-{time.monotonic_ns()}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=data.parent, env=surroundings(data, READOUT_NOW=now, **environ)
            )

    def __enter__(self) -> Service:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def until(self, holds: Callable[[], object], seconds: float = 30.0) -> None:
        """Wait until something holds; fail with the service's log where it never does."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, self.log.read_text()
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.02)

    def fell(self) -> None:
        """Wait until it has killed itself."""
        assert self.process.wait(30) == -signal.SIGKILL, self.log.read_text()

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Ask it to stop once it serves, and see that it does so in good order."""
        self.until(lambda: "serving" in self.log.read_text())
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(30) == 0, self.log.read_text()
        assert "Traceback" not in self.log.read_text()


def posted(data: Path) -> list[dict[str, Any]]:
    """What the console showed, from its own history."""
    file = data / "console.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line] if file.exists() else []


def states(data: Path) -> list[str]:
    """How far the deliveries in the outbox have come."""
    with sqlite3.connect(data / "readout.sqlite3") as db:
        rows = [row[0] for row in db.execute("select state from outbox order by id")]
    db.close()
    return rows


def told_twice(data: Path) -> list[Any]:
    """Claims that a channel was told more than once."""
    with sqlite3.connect(data / "readout.sqlite3") as db:
        rows = db.execute(
            "select claim, count(distinct delivery_id) n from told group by claim having n > 1"
        ).fetchall()
    db.close()
    return rows
