"""The journeys of a person at the command line, through the real program in a process of its own."""

from __future__ import annotations

import json
import os
import random
import string
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nursery import of_this_process

Result = subprocess.CompletedProcess[str]


def readout(*words: str, data: Path, stdin: str = "", **environ: str) -> Result:
    """Run the command in a clean environment, far from the repository."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    around = {**kept, "PYTHONPATH": str(Path(__file__).parents[1]), **environ}
    return of_this_process().command([*words, "--data", str(data)], around, data.parent, stdin)


def no_traceback(result: Result) -> Result:
    assert "Traceback" not in result.stderr + result.stdout, result.stderr
    return result


@pytest.fixture(scope="module")
def held(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds one real article."""
    data = tmp_path_factory.mktemp("journeys") / "store"
    done = readout("ingest", str(shared / "articles/biden-putin-call.txt"), "--json", data=data)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["new"] == 1
    return data


def ask(data: Path, *questions: str) -> list[dict[str, Any]]:
    done = no_traceback(readout("ask", "--json", data=data, stdin="".join(f"{line}\n" for line in questions)))
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert len(answers) == len(questions)
    return answers


@pytest.fixture(scope="module")
def answers(held: Path) -> dict[str, dict[str, Any]]:
    """What is answered to each question, asked one after the other."""
    questions = [question for question, _ in ANSWERED] + UNANSWERED
    return dict(zip(questions, ask(held, *questions), strict=True))


def said(answer: dict[str, Any]) -> str:
    return " ".join(claim["text"] for claim in answer["claims"])


def cited(answer: dict[str, Any]) -> str:
    return " ".join(item["text"] for claim in answer["claims"] for item in claim["citations"])


def test_what_somebody_said_is_told_whole_with_his_name(held: Path) -> None:
    (answer,) = ask(held, "what did Ushakov say")
    assert answer["answered"]
    for words in (
        "colossal mistake",
        "total severance of relations",
        "offensive weapons",
        "satisfied with the telephone",
    ):
        assert words in cited(answer)
    for claim in answer["claims"]:
        assert claim["citations"] and "Ushakov" in claim["text"]


ANSWERED = [
    ("what did Putin tell Biden about sanctions", "colossal mistake"),
    ("when and where will US and Russian officials meet", "January 9 and 10 in Geneva"),
    ("what does Russia demand from NATO", "security guarantees"),
    ("what did Herbst say about an invasion", "did not expect Russia to invade"),
    ("who spoke with Zelenskiy", "Blinken spoke with Ukrainian President"),
    ("how long was the call", "50-minute call"),
    ("how many troops are on the border", "100,000 troops"),
]


@pytest.mark.parametrize(("question", "words"), ANSWERED)
def test_a_question_that_the_article_answers_cites_the_passage(
    answers: dict[str, dict[str, Any]], question: str, words: str
) -> None:
    answer = answers[question]
    assert answer["answered"], answer["reason"]
    assert words in cited(answer)


NOISE = "".join(random.Random(3).choice(string.ascii_letters + " ") for _ in range(10_000))


UNANSWERED = [
    "what did Macron say",
    "what did Ushakov say about China",
    "who won the match",
    "when will Biden visit Kyiv",
    "",
    NOISE,
]


@pytest.mark.parametrize("question", UNANSWERED)
def test_a_question_that_nothing_answers_is_refused_with_a_reason(
    answers: dict[str, dict[str, Any]], question: str
) -> None:
    answer = answers[question]
    assert not answer["answered"] and not answer["claims"]
    assert answer["reason"]


def test_every_citation_is_the_stored_text_and_every_quotation_stands_in_it(held: Path, shared: Path) -> None:
    shown = no_traceback(readout("inspect", str(shared / "articles/biden-putin-call.txt"), "--json", data=held))
    text = json.loads(shown.stdout)["article"]["text"]
    told = no_traceback(readout("brief", "--json", data=held))
    claims = [claim for story in json.loads(told.stdout)["stories"] for claim in story["claims"] + story["differences"]]
    claims += [
        claim for answer in ask(held, "what did Ushakov say", "what did Herbst say") for claim in answer["claims"]
    ]
    assert claims
    for claim in claims:
        assert claim["citations"]
        for item in claim["citations"]:
            assert text[item["start"] : item["end"]] == item["text"]
            assert 0 < len(item["text"]) <= 600


def test_an_article_that_comes_again_is_stored_once(held: Path, shared: Path) -> None:
    again = readout("ingest", str(shared / "articles/biden-putin-call.txt"), "--json", data=held)
    assert json.loads(again.stdout) == {"new": 0, "changed": 0, "unchanged": 1, "failed": 0}


# ---------------------------------------------------------------- bad input: one line, the right status


def spoilt(folder: Path) -> dict[str, Path]:
    folder.mkdir(exist_ok=True)
    files = {
        "empty": b"",
        "binary": random.Random(1).randbytes(5000),
        "zeros": b"\0" * 100_000,
        "truncated.xml": b'<?xml version="1.0"?><rss version="2.0"><channel><title>A',
        "bomb.xml": b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "'
        + b"&b;" * 1000
        + b'">]><rss><channel>&c;</channel></rss>',
    }
    for name, body in files.items():
        (folder / name).write_bytes(body)
    return {name: folder / name for name in files}


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    files = spoilt(tmp_path / "bad")
    names = ["empty", "binary", "zeros", "truncated.xml"]
    done = no_traceback(readout("ingest", *(str(files[name]) for name in names), data=tmp_path / "store"))
    assert done.returncode == 2
    for name in names:
        assert len([line for line in done.stderr.splitlines() if str(files[name]) in line]) == 1


def test_what_is_good_is_kept_when_the_rest_is_bad(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("The harbour reopened on Monday. Ships sail again, the harbour master said.\n" * 3)
    bad = spoilt(tmp_path / "bad")
    done = no_traceback(
        readout(
            "ingest", str(bad["binary"]), str(good), str(tmp_path), str(bad["bomb.xml"]), "--json", data=tmp_path / "s"
        )
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["new"] == 1


def test_a_file_of_fifty_megabytes_is_one_line(tmp_path: Path) -> None:
    big = tmp_path / "big.html"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    done = no_traceback(readout("ingest", str(big), data=tmp_path / "store"))
    assert done.returncode == 2
    assert "big.html" in done.stderr


def test_an_address_that_refuses_or_is_private_is_one_line(tmp_path: Path) -> None:
    urls = ["http://127.0.0.1:9/feed", "http://169.254.169.254/latest", "ftp://example.org/x", "http://[::1]:9/"]
    done = no_traceback(readout("ingest", *urls, data=tmp_path / "store"))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == len(urls)
    for url in urls:
        assert url in done.stderr


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("subscriptions", "add", "--channel", "none", "--at", "08:00"), "none"),
        (("subscriptions", "add", "--channel", "none", "--at", "08:00", "--language", "klingon"), "klingon"),
        (("brief", "--since", "yesterday"), "yesterday"),
        (("brief", "--channel", "none"), "none"),
        (("nonsense",), "nonsense"),
    ],
)
def test_a_wrong_command_is_one_line_and_status_2(tmp_path: Path, words: tuple[str, ...], line: str) -> None:
    done = no_traceback(readout(*words, data=tmp_path / "store")) if words[0] != "nonsense" else None
    if done is None:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words], capture_output=True, text=True, cwd=Path(__file__).parents[1]
        )
    assert done.returncode == 2
    assert line in done.stderr


def test_a_config_with_a_typo_is_one_line_with_the_fix(tmp_path: Path) -> None:
    file = tmp_path / "readout.yaml"
    file.write_text("zone: Europe/Kyv\n")
    done = no_traceback(readout("config", "check", "--config", str(file), data=tmp_path / "store"))
    assert done.returncode == 2
    assert done.stderr.strip() == f"readout: {file}:1: unknown time zone 'Europe/Kyv'. Did you mean 'Europe/Kyiv'?"


def test_a_store_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store/readout.sqlite3").write_bytes(b"this is not a database, it is a letter" * 100)
    done = no_traceback(readout("stories", data=tmp_path / "store"))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
