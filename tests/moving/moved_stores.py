"""Stores that are moved to a server of the tests' own, and what is asked of both."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import chdir
from itertools import count
from pathlib import Path

from click.testing import CliRunner, Result
from service import as_in_a_process, run, surroundings

from bot.cli import cli
from tests.postgres_server import programs, server

RELEASED = Path(__file__).parents[1] / "stores/0.1.0.sqlite3.gz"
NOW = "2022-01-01T06:00:00Z"
HAS_SERVER = programs() is not None
ASKED: tuple[tuple[str, ...], ...] = (
    ("ask", "what did Ushakov say"),
    ("ask", "what did Putin say about sanctions"),
    ("ask", "how long did Biden and Putin talk"),
    ("ask", "when are the meetings in Geneva"),
    ("ask", "who won the chess final"),
    ("brief", "--since", "72h"),
    ("brief", "--since", "72h", "--channel", "morning"),
    ("brief", "--since", "72h", "--topic", "Geneva"),
    ("search", "sanctions"),
    ("search", "Geneva meetings in January"),
    ("quotes",),
    ("quotes", "--speaker", "Putin"),
    ("stories",),
    ("channels", "list"),
    ("subscriptions", "list"),
    ("sources", "list"),
)
_numbers = count(1)


def database() -> str:
    """The address of a database without anything in it."""
    name = f"moved_{next(_numbers)}"
    server().make(name)
    return server().address(name)


def released(folder: Path) -> Path:
    """A store as an earlier release left it: articles, a source, a channel that was briefed."""
    folder.mkdir()
    (folder / "readout.sqlite3").write_bytes(gzip.decompress(RELEASED.read_bytes()))
    return folder


def answers(data: Path, asked: Sequence[Sequence[str]] = ASKED, now: str = NOW, **environ: str) -> dict[str, str]:
    """What the commands print on a store, but for what a search's words weigh: each database counts in its own way."""
    return {" ".join(words): _unweighed(run(data, *words, "--json", READOUT_NOW=now, **environ)) for words in asked}


def _unweighed(printed: str) -> str:
    rows = [json.loads(line) for line in printed.splitlines()]
    for row in rows:
        row.pop("score", None)
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def migrate(data: Path, address: str = "", **environ: str) -> Result:
    """Move a store in this process."""
    words = ["migrate", *(["--to", address] if address else []), "--data", str(data)]
    with as_in_a_process(surroundings(data, READOUT_NOW=NOW, **environ)), chdir(data.parent):
        return CliRunner().invoke(cli, words)


def moving(data: Path, address: str) -> subprocess.Popen[str]:
    """Move a store in a process of its own, which may be killed."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "migrate", "--data", str(data), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings(data, READOUT_NOW=NOW, READOUT_STORE=address) | {"HOME": os.environ.get("HOME", "/tmp")},
        cwd=data.parent,
    )
