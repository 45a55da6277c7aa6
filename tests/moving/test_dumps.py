"""A store on a server is backed up and put back by the server's own programs, as docs/many-machines.md says."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import psycopg
import pytest
from moved_stores import HAS_SERVER, NOW, answers, database, migrate, released
from service import ROOT, run

from tests.postgres_server import MISSING, programs, server

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not HAS_SERVER, reason=MISSING)]
PAGE = (ROOT / "docs/many-machines.md").read_text(encoding="utf-8")


def told(heading: str, address: str, file: Path) -> list[list[str]]:
    """The commands of the page under a heading, with the test's own address and file."""
    (block,) = re.findall(rf"## {heading}\n.*?```sh\n(.*?)```", PAGE, re.DOTALL)
    commands = [line.split(" #")[0] for line in block.splitlines() if line.strip()]
    return [
        [word.replace("$READOUT_STORE", address).replace("readout.dump", str(file)) for word in shlex.split(command)]
        for command in commands
    ]


def does(words: list[str]) -> None:
    folder = programs()
    assert folder is not None
    beside_the_server = (
        (folder / "pg_ctl").resolve().with_name(words[0])
    )  # Debian's wrappers ask for a cluster of its own
    done = subprocess.run([str(beside_the_server), *words[1:]], capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, (words, done.stderr)


def test_a_dump_that_is_put_back_gives_every_answer_as_before(tmp_path: Path) -> None:
    data, address, file = released(tmp_path / "data"), database(), tmp_path / "copy.dump"
    assert migrate(data, address).exit_code == 0
    before = answers(data, READOUT_STORE=address)
    (dump,) = told("Back-up", address, file)
    does(dump)
    run(data, "channels", "add", "since", "--platform", "console", READOUT_STORE=address, READOUT_NOW=NOW)
    name = address.rpartition("/")[2]
    server().drop(name)
    server().make(name)
    restore, anew = told("Putting one back", address, file)
    does(restore)
    with psycopg.connect(address) as db:
        copied = db.execute("select id from this_store").fetchall()
    does(anew)
    with psycopg.connect(address) as db:
        own = db.execute("select id from this_store").fetchall()
    assert len(own) == 1 and own != copied, "what is posted from now on is its own"
    assert answers(data, READOUT_STORE=address) == before
    run(data, "channels", "add", "after", "--platform", "console", READOUT_STORE=address, READOUT_NOW=NOW)
    listed = run(data, "channels", "list", "--json", READOUT_STORE=address, READOUT_NOW=NOW)
    assert "after" in listed and "since" not in listed


def test_a_dump_is_put_back_over_what_is_there(tmp_path: Path) -> None:
    data, address, file = released(tmp_path / "data"), database(), tmp_path / "copy.dump"
    assert migrate(data, address).exit_code == 0
    (dump,) = told("Back-up", address, file)
    before = answers(data, READOUT_STORE=address)
    does(dump)
    run(data, "channels", "add", "since", "--platform", "console", READOUT_STORE=address, READOUT_NOW=NOW)
    for command in told("Putting one back", address, file):
        does(command)
    assert answers(data, READOUT_STORE=address) == before
