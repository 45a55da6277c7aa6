"""The log: one line an event, whatever strangers wrote into it; an unforeseen error with its traceback."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs.masking import Masking
from bot.logs.repeats import Repeats

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


AS_JSON = r"""
from bot.logs.context import traced
start_log("info", form="json", secrets=["moss-green-42"])
with traced("delivery", 17):
    log.warning("source %s: failed", "https://vell.example/\x1b[2J\u202e\n\x9b{\"level\": \"error\"} Міст")
try:
    raise ValueError("the key moss-green-42 is wrong")
except ValueError as error:
    fault(log, "a row was not read", error)
"""


def test_as_json_a_line_is_an_object_with_what_it_belongs_to() -> None:
    first, second = ran(AS_JSON).stderr.splitlines()
    assert first.isprintable(), "the line itself moves no terminal"
    told = json.loads(first)
    assert (told["level"], told["logger"], told["trace"]) == ("warning", "bot.test", "delivery-17")
    assert told["message"].endswith('\x9b{"level": "error"} Міст: failed') and "\n" not in told["message"]
    told = json.loads(second)
    assert "trace" not in told and re.fullmatch("[0-9a-f]{6}", told["reference"])
    assert told["error"] == "ValueError: the key *** is wrong" and told["traceback"].startswith("Traceback")
    assert "moss" not in second


SECRETS = (
    "xoxb-1234-5678-abcdefghij",
    "xapp-1-A0B1-22-deadbeefdeadbeef",
    "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDe.abcdefghijklmnopqrstuvwxyz0",
    "sk-proj-abcdefgh12345678",
    "ghp_abcdefghijklmnopqrst",
    "AKIAABCDEFGHIJKLMNOP",
    "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl",
)
HIDDEN_IN = (
    "{}",
    "Authorization: Bearer {}",
    "https://x.example/feed?api_key={}&page=2",
    "https://me:{}@x.example/feed",
)


@given(st.sampled_from(SECRETS), st.sampled_from(HIDDEN_IN), st.text(max_size=8), st.text(max_size=8))
def test_what_looks_like_a_secret_is_masked_wherever_it_stands(
    secret: str, where: str, before: str, after: str
) -> None:
    said = f"{before} {where.format(secret)} {after}"
    assert secret not in Masking()(said)


@given(st.text(st.characters(exclude_characters="*"), min_size=6, max_size=40), st.text(), st.text())
def test_a_secret_that_is_set_is_masked_whatever_it_looks_like(secret: str, before: str, after: str) -> None:
    assert secret not in Masking([secret])(f"{before}{secret}{after}").replace("***", "")


@pytest.mark.parametrize(
    "line",
    [
        "source https://feeds.example/news?page=2&topic=keys: HTTP 503. It is tried again",
        "the token budget is spent; sk-learn and pk-12 are words",
        "delivery b7@2021-12-31T08:00 Europe/Kyiv: sent to morning, 2 part(s)",
        "model.price_input=1 is no secret, nor is a ticket-key or keys=3",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    assert Masking()(line) == line


def test_of_one_message_a_hundred_a_minute_are_written_and_the_rest_counted() -> None:
    now = 0.0
    repeats = Repeats(lambda: now)

    def told(message: str, *about: object) -> str:
        record = logging.LogRecord("bot.test", logging.WARNING, "", 0, message, about, None)
        return record.getMessage() if repeats.filter(record) else ""

    assert [told("source %s fails", n) for n in range(1000)].count("") == 900
    assert told("another") == "another", "it hides no other"
    now = 61.0
    assert told("source %s fails", 7) == "source 7 fails (and 900 more like it before)"
    assert told("source %s fails", 8) == "source 8 fails"
