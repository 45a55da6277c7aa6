"""What it costs until the first line: the help, and the whole demo."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence

from tests.bench.measure import PYTHON, READOUT, Row, best, cost, pair

BASELINE = [*PYTHON, "-c", "import sqlite3, argparse"]


def modules(command: Sequence[str]) -> set[str]:
    """The modules that a Python command imports: https://docs.python.org/3/using/cmdline.html#envvar-PYTHONPROFILEIMPORTTIME"""
    environ = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=environ)
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def rows(runs: int = 9) -> Iterator[Row]:
    """Start-up and the demo."""
    ours, theirs = pair(runs, [*READOUT, "--help"], BASELINE)
    yield Row("python -c 'import sqlite3, argparse'", f"{theirs.cpu * 1000:.0f} ms CPU")
    yield Row("readout --help", f"{ours.cpu * 1000:.0f} ms CPU, {ours.megabytes:.0f} MB")
    yield Row("  as a multiple", f"{ours.cpu / theirs.cpu:.2f} x", "4 x")
    demo = best(max(1, runs // 3), lambda: cost([*READOUT, "demo"]))
    yield Row("readout demo", f"{demo.wall:.2f} s, {demo.cpu:.2f} s CPU, {demo.megabytes:.0f} MB", "5 s")
