"""The service as a process of its own, to be started, killed and started again."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

from click.testing import CliRunner

from bot.cli import cli
from tests import both_stores

ROOT = Path(__file__).parents[2]


def run(data: Path, *words: str, **environ: str) -> str:
    """Run a command to its end and return what it printed: in this process, for its start would cost the most of it."""
    with as_in_a_process(surroundings(data, **environ)), chdir(data.parent):
        done = CliRunner().invoke(cli, [*words, "--data", str(data)])
    assert done.exit_code == 0, f"{done.output}{done.exception!r}"
    return done.stdout


@contextmanager
def as_in_a_process(environ: dict[str, str]) -> Iterator[None]:
    """Have an environment and a log for as long as the block runs, as a process would."""
    log = logging.getLogger()
    handlers, level = log.handlers[:], log.level
    try:
        with patch.dict(os.environ, environ, clear=True):
            yield
    finally:
        log.handlers[:] = handlers
        log.setLevel(level)


def surroundings(data: Path, **environ: str) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "READOUT_DATA": str(data),
        "READOUT_WEB_PORT": "0",
        "READOUT_SCHEDULE_TICK_SECONDS": "0.2",
        "READOUT_SCHEDULE_LEASE_SECONDS": "20",
        **both_stores.surroundings_of(data),
        **environ,
    }


class Running:
    """A service that runs: waited for, looked at, stopped in good order or not."""

    def __init__(self, data: Path, log: Path, process: Any) -> None:
        self.data = data
        self.log = log
        self.process = process

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def until(self, holds: Callable[[], object], seconds: float = 120.0) -> None:
        """Wait until something holds; fail with the service's log where it never does.

        Between two looks the service is left alone for longer than a look takes: it is what is to get on.
        """
        begun = time.monotonic()
        end = begun + seconds
        while not holds():
            assert time.monotonic() < end, self.log.read_text()
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(max(0.05, 3 * (time.monotonic() - begun)))
            begun = time.monotonic()

    def fell(self) -> None:
        """Wait until it has killed itself."""
        assert self.process.wait(120) == -signal.SIGKILL, self.log.read_text()

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Ask it to stop once it serves, and see that it does so in good order."""
        self.until(lambda: "serving" in self.log.read_text())
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(120) == 0, self.log.read_text()
        assert "Traceback" not in self.log.read_text(), self.log.read_text()


class Service(Running):
    """`readout run`, with the clock set; `fall` names the point at which it kills itself (see falling.py).

    `module` is what is run: one that knows more than Readout itself does. It is forked off a process that has loaded
    what it needs (see nursery.py), unless it is `fresh`: loaded from nothing, as where its memory is looked at.
    """

    def __init__(
        self, data: Path, now: str, *, fall: str = "", module: str = "bot", fresh: bool = False, **environ: str
    ) -> None:
        file = data.parent / f"service-{time.monotonic_ns()}.log"
        around = surroundings(data, READOUT_NOW=now, **environ)
        if fresh or module != "bot":
            with file.open("wb") as log:
                command = [sys.executable, "-m", module, "run"]
                process = subprocess.Popen(command, stdout=log, stderr=log, cwd=data.parent, env=around)
            super().__init__(data, file, process)
        else:
            from nursery import of_this_process

            file.touch()
            super().__init__(data, file, of_this_process().fork(fall, file, around, data.parent))


def is_stopped(service: Running) -> bool:
    """Tell whether its process stands still."""
    return Path(f"/proc/{service.process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def posted(data: Path) -> list[dict[str, Any]]:
    """What the console showed, from its own history."""
    file = data / "console.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line] if file.exists() else []


def states(data: Path) -> list[str]:
    """How far the deliveries in the outbox have come."""
    with both_stores.looking(data) as db:
        return [row[0] for row in db.execute("select state from outbox order by id")]


def told_twice(data: Path) -> list[Any]:
    """Claims that a channel was told more than once."""
    with both_stores.looking(data) as db:
        return db.execute(
            "select claim, count(distinct delivery_id) as n from told group by claim having count(distinct delivery_id) > 1"
        ).fetchall()
