"""An installation of several processes on PostgreSQL, what it takes while it works, and what came of it."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service import Running, surroundings

from tests.load import spent
from tests.postgres_server import Server


class Installation:
    """The processes by their roles, and what they take."""

    def __init__(
        self, data: Path, roles: tuple[str, ...], server: Server, database: str, environ: dict[str, str]
    ) -> None:
        self.roles, self.server, self.database = roles, server, database
        self.running = [self._started(data, number, each, environ) for number, each in enumerate(roles)]
        self.marks: list[tuple[float, list[spent.Spent], dict[str, int]]] = []

    @staticmethod
    def _started(data: Path, number: int, roles: str, environ: dict[str, str]) -> Running:
        file = data.parent / f"{number}-{roles}.log"
        around = surroundings(data, **environ, READOUT_ROLES=roles, READOUT_SCHEDULE_TICK_SECONDS="1")
        with file.open("wb") as log:
            command = [sys.executable, "-m", "bot", "run"]
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=data.parent, env=around)
        return Running(data, file, process)

    def __enter__(self) -> Installation:
        for each in self.running:
            each.until(lambda each=each: "serving" in each.log.read_text())
        return self

    def __exit__(self, *_: object) -> None:
        for each in self.running:
            each.__exit__()

    def mark(self) -> None:
        """Note what was taken so far."""
        taken = [spent.of(each.process.pid) for each in self.running] + [spent.of(self.server.pid)]
        self.marks.append((time.time(), taken, spent.counts(self.database)))

    def stop(self) -> None:
        for each in self.running:
            each.stop()

    def until(self, holds: Callable[[], object], seconds: float = 1_200) -> None:
        """Wait until something holds; show all that the processes said where it never does."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "\n".join(
                f"== {e.log.name}\n{e.log.read_text()[-4_000:]}" for e in self.running
            )
            time.sleep(1)

    def warnings(self) -> Counter[str]:
        """What the processes warned of, without the numbers in it."""
        said = Counter[str]()
        for each in self.running:
            for line in each.log.read_text().splitlines():
                if " WARNING " in line or " ERROR " in line:
                    said[re.sub(r"[0-9]+", "#", line[20:])[:160]] += 1
        return said


@dataclass
class Outcome:
    """What came of it: `late` holds how long after their minute the briefings of the peak stood there."""

    late: list[float]
    apart: list[float]
    beside: list[float]
    phases: dict[str, dict[str, dict[str, float]]]
    lasted: dict[str, float]
    server: dict[str, int]
    statements: list[dict[str, Any]]
    polls: int
    articles: int
    warnings: dict[str, int]

    def table(self) -> str:
        names = list(self.phases)
        heads = (f"{name}, {self.lasted[name]:.0f} s" for name in names)
        lines = [f"{'':<14}" + "".join(f"{head:>26}" for head in heads)]
        for role in next(iter(self.phases.values())):
            taken = (self.phases[name][role] for name in names)
            lines.append(f"{role:<14}" + "".join(f"{t['cpu']:>11.1%} {t['memory'] / 1e6:>8.0f} MB  " for t in taken))
        late = sorted(self.late)
        lines += [
            f"briefings {len(late)}: median {statistics.median(late):.1f} s after their minute, last {late[-1]:.1f} s",
            f"questions: {_told(self.apart)} without the peak, {_told(self.beside)} in it",
            f"polls {self.polls}, new articles {self.articles}, server {self.server}",
            *(
                f"{each['ms']:>9.0f} ms {each['calls']:>7} x  {each['pages']:>9} pages  {each['statement']}"
                for each in self.statements
            ),
            *(f"{count:>6} x {line}" for line, count in self.warnings.items()),
        ]
        return "\n".join(lines)


def _told(took: list[float]) -> str:
    if not took:
        return "none"
    return f"{len(took)}, median {statistics.median(took):.2f} s, slowest {max(took):.2f} s"


def phases_of(here: Installation, names: tuple[str, ...]) -> dict[str, dict[str, dict[str, float]]]:
    """What each process took of a processor between two marks, and of memory at the later one."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for name, (begun, before, _), (ended, after, _) in zip(names, here.marks, here.marks[1:], strict=False):
        of_role: dict[str, dict[str, float]] = {}
        for role, one, two in zip((*here.roles, "postgresql"), before, after, strict=True):
            label = role if role not in of_role else f"{role} (2)"
            took = two.seconds - one.seconds
            of_role[label] = {"cpu": took / (ended - begun), "cpu_seconds": took, "memory": float(two.memory)}
        found[name] = of_role
    return found
