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
from statistics import median
from typing import Any

from tests.bench.measure import Row, empty_folder

HERE = Path(__file__).parent
ENTRIES = 30
PEERS = Path(__file__).parents[2] / "build" / "peers" / "bin" / "python"
OTHERS = os.environ.get("READOUT_BENCH_OTHERS", str(PEERS) if PEERS.exists() else "")
"""A Python that has `reader`, `httpx` and `feedparser`, which are no dependencies of this project: `make bench` makes one."""


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


def rows(count: int = 1000, runs: int = 7) -> Iterator[Row]:
    """First and second round, the shares of the first, and the memory held.

    What the bound holds for is measured in so many runs, ours and theirs in turn: one differs from the next by a third.
    """
    with sites(count) as port:
        pairs = [(side("bare", port, count)["first"], side("asked", port, count)["first"]) for _ in range(runs)]
        bare, ours = side("bare", port, count), side("readout", port, count)
        apart = side("stages", port, count)
        yield Row(f"poll of {count} feeds x {ENTRIES}: httpx2 + parse", _costs(bare))
        yield Row("  readout: asked, parsed, what is fresh stored", _costs(ours))
        guard = apart["guard"]
        yield Row("  as a multiple of httpx2, first", _spread([our / their for their, our in pairs]))
        yield Row("  the same without the guard", _spread([(our - guard) / their for their, our in pairs]), "1.8 x")
        yield Row("  guard (robots.txt, addresses, turns, limits)", f"{guard:.2f} s, {guard / bare['first']:.2f} x")
        yield Row("  as a multiple of httpx2, second", f"{ours['second'] / max(bare['second'], 0.01):.2f} x", "1.4 x")
        yield from _stages(apart, count)
        yield Row("  read beside it, all in all", f"{ours['reading'][0] / count / ENTRIES * 1000:.2f} ms an entry")
        if shutil.which("curl"):
            floor = side("floor", port, count)
            yield Row("  curl + parse", _costs(floor))
            yield from _ratios("  as a multiple of curl", ours, floor, ("2.5 x", "2.0 x"))
        for name in ("reader", "feedparser") if OTHERS else ():
            yield Row(f"  {name}", _costs_or_why(name, port, count))
        if not OTHERS:
            yield Row("  reader, httpx + feedparser", "not measured: `make bench` could not install them")
        main, *workers = ours["memory"][-1]
        yield Row("  memory, main process", f"{main:.0f} MB", "160 MB")
        yield Row("  memory, largest worker", f"{max(workers, default=0):.0f} MB", "180 MB")


def _spread(found: list[float]) -> str:
    return f"{median(found):.2f} x ({min(found):.2f} to {max(found):.2f} in {len(found)} runs)"


def _costs(found: dict[str, Any]) -> str:
    return f"{found['first']:.2f} s CPU first, {found['second']:.2f} s again"


def _costs_or_why(name: str, port: int, count: int) -> str:
    """What another's side costs, or why it did not run: it is no dependency of ours."""
    try:
        return _costs(side(name, port, count, python=OTHERS))
    except RuntimeError as error:
        return f"not measured: {str(error).strip().splitlines()[-1][:100]}"


def _ratios(name: str, ours: dict[str, Any], theirs: dict[str, Any], bounds: tuple[str, str]) -> Iterator[Row]:
    for key, bound in zip(("first", "second"), bounds, strict=True):
        yield Row(f"{name}, {key}", f"{ours[key] / max(theirs[key], 0.01):.2f} x", bound)


def _stages(spent: dict[str, float], count: int) -> Iterator[Row]:
    """What an entry costs in each stage, by itself and in one process: fetch, parse and keep are the poll's."""
    for name in ("fetch", "parse", "keep", "sanitise", "evidence", "placing", "store"):
        yield Row(f"  {name}, alone", f"{spent[name] / count / ENTRIES * 1e6:.0f} µs an entry")


def slope(megabytes: list[float]) -> float:
    """How much the memory of the last half of some rounds grew, as a share of what it was."""
    last = megabytes[len(megabytes) // 2 :]
    mean_x, mean_y = (len(last) - 1) / 2, sum(last) / len(last)
    rise = sum((x - mean_x) * (y - mean_y) for x, y in enumerate(last))
    spread = sum((x - mean_x) ** 2 for x in range(len(last))) or 1.0
    return rise / spread * (len(last) - 1) / mean_y
