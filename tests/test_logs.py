"""The log: one line an event, whatever strangers wrote into it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = r"""
import logging
from bot.logs import start_log
start_log("info")
log = logging.getLogger("bot.test")
log.warning("source %s: failed", "https://vell.example/\x1b[2J\u202e\n2027-03-02 ERROR all is lost")
try:
    raise ValueError("bad \x1b]0;title\x07\x9b31m")
except ValueError:
    log.exception("feed")
log.info("Міст у Києві — 橋")
"""


def test_a_strangers_word_begins_no_line_and_moves_no_terminal() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PROGRAM], capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    first, second, third = done.stderr.splitlines()
    assert first.endswith(r"source https://vell.example/\x1b[2J\u202e 2027-03-02 ERROR all is lost: failed")
    assert second.endswith(r"feed: ValueError: bad \x1b]0;title\x07\x9b31m")
    assert third.endswith("Міст у Києві — 橋"), "letters of every script stay"
