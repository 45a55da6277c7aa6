"""Services by the hundred: a process that has loaded all that Readout loads, and forks one when it is asked to.

A service of its own takes a second of the processor to load, each time.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from service import ROOT, Running, surroundings

LOADED = (
    "bot.app",
    "bot.cli.operations",
    "bot.chat.commands.front_desk",
    "bot.chat.console.adapter",
    "bot.desk.settings_file_sync",
    "bot.desk.sources.intake",
    "bot.ingest.sources.inputs",
    "bot.schedule.delivery",
    "bot.schedule.jobs",
    "bot.web.health",
    "bot.web.server",
    "uvloop",
)


class Nursery:
    """The process that forks, with `more` modules loaded. Use it as a context; `service` starts a service."""

    def __init__(self, *more: str) -> None:
        environ = {"PYTHONPATH": str(ROOT), **{key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}}
        self._process = subprocess.Popen(
            [sys.executable, __file__, *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ
        )
        self._asking = threading.Lock()

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=120)

    def service(self, data: Path, now: str, *, point: str = "", **environ: str) -> Running:
        """Start a service with the clock set; `point` is where it falls (see falling.py)."""
        log = data.parent / f"service-{os.urandom(4).hex()}.log"
        around = surroundings(data, READOUT_NOW=now, **environ)
        return Running(data, log, self.fork(point, log, around, data.parent))

    def fork(self, point: str, log: Path, around: dict[str, str], folder: Path) -> Forked:
        """Start a service that writes to a log, with an environment, in a folder."""
        streams = {"stdin": os.devnull, "stdout": str(log), "stderr": str(log)}
        return Forked(
            self, self.ask({"fork": point, "words": ["run"], "environ": around, "cwd": str(folder), **streams})
        )

    def command(
        self, words: Sequence[str], around: dict[str, str], folder: Path, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, with an environment, in a folder, in a session of its own: no terminal is there."""
        with tempfile.TemporaryDirectory() as name:
            streams = {key: str(Path(name, key)) for key in ("stdin", "stdout", "stderr")}
            Path(streams["stdin"]).write_text(stdin, encoding="utf-8")
            wanted = {"fork": "", "words": list(words), "environ": around, "cwd": str(folder), **streams}
            status = Forked(self, self.ask(wanted)).wait(600)
            out, err = (Path(streams[key]).read_text(encoding="utf-8") for key in ("stdout", "stderr"))
        return subprocess.CompletedProcess(list(words), status, out, err)

    def ask(self, wanted: dict[str, Any]) -> Any:
        assert self._process.stdin and self._process.stdout
        with self._asking:
            self._process.stdin.write(json.dumps(wanted) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())


@cache
def of_this_process() -> Nursery:
    """The nursery of every service that a test starts: it is begun with the first, and ends with this process."""
    begun = Nursery("bot.chat.discord.adapter", "bot.chat.slack.adapter")
    atexit.register(begun.__exit__)
    return begun


class Forked:
    """A forked process, with what `subprocess.Popen` has."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self._nursery = nursery
        self.pid = pid
        self._status: int | None = None

    def poll(self) -> int | None:
        if self._status is None:
            self._status = self._nursery.ask({"ended": self.pid})
        return self._status

    def wait(self, timeout: float = 120) -> int:
        end = time.monotonic() + timeout
        while (status := self.poll()) is None:
            assert time.monotonic() < end, "it does not end"
            time.sleep(0.01)
        return status

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _fork(wanted: dict[str, Any]) -> int:
    if pid := os.fork():
        return pid
    os.setsid()
    os.dup2(os.open(wanted["stdin"], os.O_RDONLY), 0)
    for number, stream in enumerate(("stdout", "stderr"), 1):
        os.dup2(os.open(wanted[stream], os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.chdir(wanted["cwd"])
    os.environ.clear()
    os.environ.update(wanted["environ"])
    time.tzset()
    sys.argv = ["readout", *wanted["words"]]
    from falling import fall_at

    status = 0
    try:
        fall_at(wanted["fork"])
    except SystemExit as ended:
        status = int(ended.code or 0)
    except BaseException:
        import traceback

        traceback.print_exc()
        status = 70
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


def _ended(pid: int) -> int | None:
    done, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if done else None


def _serve() -> None:
    from importlib import import_module

    for name in (*LOADED, *sys.argv[1:]):
        import_module(name)
    for line in sys.stdin:
        wanted = json.loads(line)
        told = _fork(wanted) if "fork" in wanted else _ended(wanted["ended"])
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    _serve()
