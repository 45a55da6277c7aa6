"""A person at a terminal: a real pseudo-terminal with the command in it, its keys and its screen."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
CTRL_C, CTRL_D, RUB_OUT = "\x03", "\x04", "\x7f"


class Terminal:
    """`readout`, or a program that runs it, in the foreground of a pseudo-terminal: Ctrl-C reaches it, and what it started."""

    def __init__(self, data: Path, *words: str, path: str = "", program: Sequence[str] = (), **environ: str) -> None:
        self.screen = ""
        self._open = True
        self._pid, self._keys = pty.fork()
        if self._pid == 0:
            kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
            given = {"PYTHONPATH": f"{path}:{ROOT}".lstrip(":"), "READOUT_DATA": str(data), "TERM": "dumb"}
            os.chdir(data.parent)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell has its background jobs ignore it, and so all below
            signal.signal(signal.SIGHUP, signal.SIG_DFL)  # and so has `nohup`
            begun = [*program] or [sys.executable, "-m", "bot", *words]
            os.execve(begun[0], begun, {**kept, **given, **environ})

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        if self._open:
            os.close(self._keys)

    def types(self, keys: str) -> None:
        """Press keys, once the command waits: a key pressed while it makes ready for them is another's business."""
        self._rests()
        os.write(self._keys, keys.encode())

    def signals(self, number: signal.Signals = signal.SIGINT) -> None:
        """Send it a signal from elsewhere, as `kill` does."""
        self._rests()
        os.kill(self._pid, number)

    def goes_away(self) -> None:
        """Close the terminal, as a lost connection or a closed window does: the system hangs up on who is in it."""
        os.close(self._keys)
        self._open = False

    def until(self, text: str, *, times: int = 1) -> None:
        """Wait until the screen has shown a text so often."""
        self.wait_for(lambda: self.screen.count(text) >= times)

    def wait_for(self, holds: Callable[[], bool], seconds: float = 120.0) -> None:
        """Wait until something holds, reading the screen meanwhile."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, self.screen
            assert self._read() or holds() or not self._open, f"it has ended: {self.screen}"

    def ends(self, seconds: float = 120.0) -> int:
        """Wait until the command ends by itself; return its exit status, negative for a signal."""
        end = time.monotonic() + seconds
        while True:
            gone, status = os.waitpid(self._pid, os.WNOHANG)
            if gone:
                while self._read():
                    pass
                return os.waitstatus_to_exitcode(status)
            assert time.monotonic() < end, f"it does not end: {self.screen}"
            self._read()

    def _rests(self) -> None:
        """Wait until it sleeps, as far as the system tells."""
        time.sleep(0.2)
        state = Path(f"/proc/{self._pid}/stat")
        while state.exists() and state.read_text().rpartition(") ")[2][:1] not in "SZ":
            time.sleep(0.02)

    def _read(self) -> bool:
        """Read what is shown, waiting a moment for it; False where the terminal is closed."""
        if not self._open:
            time.sleep(0.05)
            return False
        if not select.select([self._keys], [], [], 0.05)[0]:
            return True
        try:
            shown = os.read(self._keys, 65_536)
        except OSError:  # Linux: nobody has the other side open any more
            return False
        self.screen += shown.decode("utf-8", "replace")
        return bool(shown)


def without_uvloop(folder: Path) -> str:
    """Return a folder that, on the path, makes a system for which uvloop has no build."""
    folder.mkdir(exist_ok=True)
    (folder / "uvloop.py").write_text("raise ImportError('no build for this system')\n")
    return str(folder)


def readout(data: Path, *words: str, **environ: str) -> str:
    """Run a command to its end and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        capture_output=True, text=True, timeout=600, cwd=data.parent,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "READOUT_DATA": str(data), **environ},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
