"""What a round over a thousand feeds costs, beside what others take for the same feeds on the same server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.measure import Row, empty_folder

HERE = Path(__file__).parent
ENTRIES = 30
OTHERS = os.environ.get("READOUT_BENCH_OTHERS", "")
"""A Python that has `reader`, `httpx` and `feedparser`: they are no dependencies of this project."""


@contextmanager
def sites(count: int) -> Iterator[int]:
    """A server of so many feeds, and its port."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / "feed_server.py"), str(count), str(ENTRIES)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def side(name: str, port: int, count: int, *more: int, python: str = sys.executable) -> dict[str, Any]:
    """What one side costs, in a process and a folder of its own."""
    with empty_folder() as folder:
        command = [python, str(HERE / "poll_sides.py"), name, str(port), str(count), str(folder), *map(str, more)]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rows(count: int = 1000) -> Iterator[Row]:
    """First and second round, the shares of the first, and the memory held."""
    with sites(count) as port:
        bare, ours = side("bare", port, count), side("readout", port, count)
        yield Row(f"poll of {count} feeds x {ENTRIES}: httpx2 + parse", _costs(bare))
        yield Row("  readout, stored and read", _costs(ours))
        yield from _ratios("  as a multiple of httpx2", ours, bare, (1.8, 1.4))
        yield from _shares(side("stages", port, count), bare)
        if shutil.which("curl"):
            floor = side("floor", port, count)
            yield Row("  curl + parse", _costs(floor))
            yield from _ratios("  as a multiple of curl", ours, floor, (2.5, 2.0))
        for name in ("reader", "feedparser") if OTHERS else ():
            yield Row(f"  {name}", _costs(side(name, port, count, python=OTHERS)))
        if not OTHERS:
            yield Row(
                "  reader, httpx + feedparser", "not measured: READOUT_BENCH_OTHERS names no Python that has them"
            )
        main, *workers = ours["memory"][-1]
        yield Row("  memory, main process", f"{main:.0f} MB", "160 MB")
        yield Row("  memory, largest worker", f"{max(workers, default=0):.0f} MB", "180 MB")


def _costs(found: dict[str, Any]) -> str:
    return f"{found['first']:.2f} s CPU first, {found['second']:.2f} s again"


def _ratios(name: str, ours: dict[str, Any], theirs: dict[str, Any], bounds: tuple[float, float]) -> Iterator[Row]:
    for key, bound in zip(("first", "second"), bounds, strict=True):
        yield Row(f"{name}, {key}", f"{ours[key] / max(theirs[key], 0.01):.2f} x", f"{bound} x")


def _shares(spent: dict[str, float], bare: dict[str, Any]) -> Iterator[Row]:
    """The stages by themselves; the guard is what safe and polite fetching adds to a bare download."""
    guard = spent["fetch"] - bare["download"]
    rest = bare["download"] + spent["parse"] + spent["store"]
    yield Row("  fetch + parse + store rows, alone", f"{rest:.2f} s, {rest / bare['first']:.2f} x of httpx2", "1.8 x")
    apart = {"guard": guard, **{name: spent[name] for name in ("sanitise", "evidence", "placing", "store")}}
    yield Row("  apart", ", ".join(f"{name} {seconds:.2f} s" for name, seconds in apart.items()))


def slope(megabytes: list[float]) -> float:
    """How much the memory of the last half of some rounds grew, as a share of what it was."""
    last = megabytes[len(megabytes) // 2 :]
    mean_x, mean_y = (len(last) - 1) / 2, sum(last) / len(last)
    rise = sum((x - mean_x) * (y - mean_y) for x, y in enumerate(last))
    spread = sum((x - mean_x) ** 2 for x in range(len(last))) or 1.0
    return rise / spread * (len(last) - 1) / mean_y
