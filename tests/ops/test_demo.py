"""The demo shows the main job: stories, quotes, a difference, a refusal; alone, and leaving nothing behind."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def shown(readout: Run) -> dict[str, object]:
    done = readout("demo", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_outlets_agree_and_differ_and_what_nobody_said_is_refused(shown: dict[str, object]) -> None:
    briefing, answers = shown["briefing"], shown["answers"]
    first = briefing["stories"][0]
    assert len(first["sources"]) >= 4
    told = " ".join(claim["text"] for claim in first["claims"] + first["differences"])
    assert "100,000" in told and "90,000" in told
    assert len(briefing["stories"]) >= 3
    assert briefing["copies"] == 2
    assert briefing["read"] == 13
    said, troops, macron = answers
    assert said["answered"] and all("Ushakov" in claim["text"] for claim in said["claims"])
    assert "colossal mistake" in " ".join(claim["text"] for claim in said["claims"])
    assert troops["answered"] and "100,000" in " ".join(claim["text"] for claim in troops["claims"])
    assert not macron["answered"] and "Macron" in macron["reason"]


def test_every_sentence_has_its_citation(shown: dict[str, object]) -> None:
    claims = [claim for story in shown["briefing"]["stories"] for claim in story["claims"] + story["differences"]]
    claims += [claim for answer in shown["answers"] for claim in answer["claims"]]
    assert len(claims) > 10
    for claim in claims:
        assert claim["citations"]
        for citation in claim["citations"]:
            assert citation["text"] and citation["url"].startswith("https://")


def test_in_a_pipe_it_is_plain_and_names_the_next_step(readout: Run, tmp_path: Path) -> None:
    done = readout("demo", LANG="C.UTF-8", OPENAI_API_KEY="unused", READOUT_MODEL="unused")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert done.stderr == ""
    assert "Fri 31 Dec 2021, 08:00 Kyiv" in done.stdout
    assert "readout sources add URL" in "".join(done.stdout.splitlines()[-4:])
    assert not (tmp_path / "store").exists(), "it has a store of its own, which is gone"


def test_on_a_terminal_it_has_colour_and_progress() -> None:
    ours, theirs = pty.openpty()
    shown = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo"],
        stdout=theirs,
        stderr=theirs,
        stdin=subprocess.DEVNULL,
        cwd=TOP,
        env={"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"},
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux tells the end of a pseudo-terminal so
            break
        if not chunk:
            break
        seen += chunk
    os.close(ours)
    assert shown.wait(120) == 0
    assert b"\x1b[1m" in seen
    assert b"Reading 14 articles" in seen
