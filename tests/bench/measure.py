"""What a command costs, measured side by side: the best of some runs, so that a busy machine disturbs least."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

READOUT = [str(Path(sys.executable).with_name("readout"))]
PYTHON = [sys.executable]


@dataclass(frozen=True)
class Cost:
    """Seconds of the processor (user and system) and of the clock, and the most memory held."""

    cpu: float
    wall: float
    megabytes: float


@dataclass(frozen=True)
class Row:
    """One line of the table; `bound` is what DESIGN or an issue asks for, if anything does."""

    name: str
    value: str
    bound: str = ""


def cost(command: Sequence[str], *, stdin: Path | None = None, environ: dict[str, str] | None = None) -> Cost:
    """Run a command to its end; a failure is an error."""
    begun = time.perf_counter()
    with (stdin or Path(os.devnull)).open("rb") as source:
        process = subprocess.Popen(
            command,
            stdin=source,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environ or {})},
        )
        assert process.stderr is not None
        complaint = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {complaint.decode(errors='replace')}")
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss / 1024)


def best(runs: int, measure: Callable[[], Cost]) -> Cost:
    """The least of each figure over some runs."""
    seen = [measure() for _ in range(runs)]
    return Cost(min(c.cpu for c in seen), min(c.wall for c in seen), min(c.megabytes for c in seen))


def pair(runs: int, ours: Sequence[str], theirs: Sequence[str]) -> tuple[Cost, Cost]:
    """Two commands in turns, so that both see the same machine."""
    seen = [(cost(ours), cost(theirs)) for _ in range(runs)]
    first, second = iter([one for one, _ in seen]), iter([two for _, two in seen])
    return best(runs, lambda: next(first)), best(runs, lambda: next(second))


@contextmanager
def empty_folder() -> Iterator[Path]:
    """A folder that is gone after."""
    with tempfile.TemporaryDirectory(prefix="readout-bench-") as name:
        yield Path(name)
