"""The log: one line an event, whatever strangers wrote into it; an unforeseen error with its traceback."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

BEGIN = r"""
import logging
from bot.logs import fault, start_log
log = logging.getLogger("bot.test")
"""
STRANGE = r"""
start_log("info")
log.warning("source %s: failed", "https://vell.example/\x1b[2J\u202e\n2027-03-02 ERROR all is lost")
try:
    raise ValueError("bad \x1b]0;title\x07\x9b31m")
except ValueError:
    log.exception("feed")
log.info("Міст у Києві — 橋")
"""
FAULTY = r"""
def read(row):
    return int(row)

start_log("LEVEL")
for row in ("x\x1b[2J", "y"):
    try:
        read(row)
    except ValueError as error:
        print(fault(log, "a row was not read", error))
"""


def ran(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", BEGIN + program],
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=240,
    )


def test_a_strangers_word_begins_no_line_and_moves_no_terminal() -> None:
    first, second, third = ran(STRANGE).stderr.splitlines()
    assert first.endswith(r"source https://vell.example/\x1b[2J\u202e 2027-03-02 ERROR all is lost: failed")
    assert second.endswith(r"feed: ValueError: bad \x1b]0;title\x07\x9b31m")
    assert third.endswith("Міст у Києві — 橋"), "letters of every script stay"


@pytest.mark.parametrize("level", ["debug", "info", "error"])
def test_an_unforeseen_error_stands_in_the_log_with_its_traceback_under_its_reference(level: str) -> None:
    done = ran(FAULTY.replace("LEVEL", level))
    first, second = done.stdout.split()
    assert re.fullmatch(r"[0-9a-f]{6}", first) and second == first, "the same fault has the same reference"
    assert done.stderr.count(f"[{first}] a row was not read") == done.stderr.count("Traceback") == 2
    assert r"invalid literal for int() with base 10: 'x\x1b[2J'" in done.stderr and "in read" in done.stderr
    assert "\x1b" not in done.stderr
