"""`readout retract`, as an operator types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.models import Channel, Citation, Claim
from bot.store.deliveries import posted_claims
from bot.store.opening import open_store
from tests.summarize.held import LIGHTHOUSE, NOW, hold

Run = Callable[..., "CompletedProcess[str]"]
WRONG = "Tove Marsh, its last keeper, built it in 1871 and then retired."
OTHER = "A ticket will cost six crowns."
LINK = "https://discord.com/channels/1/100/77"


def posted(folder: Path) -> None:
    """Let an answer with two claims stand as a message on Discord."""
    with open_store(folder) as store:
        hold(store, LIGHTHOUSE)
        text = LIGHTHOUSE.text.splitlines()[1]
        start = LIGHTHOUSE.text.index(text)
        cited = (Citation(1, start, start + len(text), text, language="en"),)
        place = Channel(0, "hall", "discord", "100", "1")
        claims = [(Claim(each, cited, "model"), 0) for each in (WRONG, OTHER)]
        reply = posted_claims.Reply(1, "p", place, "", claims, ["[]"])
        store.write_now(lambda db: posted_claims.keep_reply(db, reply, NOW))
        store.write_now(lambda db: posted_claims.carried_by(db, "discord", "77", 1))


@pytest.mark.slow
def test_a_claim_is_found_taken_back_and_kept_as_a_case(readout: Run, tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "store"))
    posted(tmp_path / "store")
    then = {"READOUT_NOW": NOW.isoformat()}

    listed = readout("retract", "--list", *data, **then).stdout
    assert f"a1.1  {WRONG}" in listed and f"a1.2  {OTHER}" in listed and "taken back" not in listed

    several = readout("retract", LINK, *data, **then)
    assert several.returncode == 2 and "2 posted claims are meant" in several.stderr and "a1.1" in several.stderr
    nothing = readout("retract", "a sentence of no post", *data, **then)
    assert nothing.returncode == 2 and "nothing that was posted lately" in nothing.stderr
    both = readout("retract", "--list", "--cases", *data, **then)
    assert both.returncode == 2 and "name one thing" in both.stderr

    done = readout("retract", "BUILT it in 1871", "--reason", "it was built then", *data, **then)
    assert done.returncode == 0 and f"Taken back: {WRONG}" in done.stdout and "1 post to be changed" in done.stdout

    listed = readout("retract", "--list", "--json", *data, **then).stdout
    assert [claim["taken_back"] for claim in json.loads(listed)["claims"]] == [True, False]
    cases = readout("retract", "--cases", *data, **then).stdout
    (case,) = map(json.loads, cases.splitlines())
    assert (case["claim"], case["label"], case["why_wrong"]) == (WRONG, "wrong", "it was built then")
    (verdict,) = map(json.loads, readout("prove", stdin=cases).stdout.splitlines())
    assert verdict["verdict"] == "doubtful"
