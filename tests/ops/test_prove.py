"""`readout prove`: the guard that posts, on claims of anybody's, with and without the second reader."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess, run

import pytest

from tests.model_server import ModelServer
from tests.summarize.labelled_reader import environment, labels
from tests.summarize.reading import asked_of, errs, is_reading, knows, reads

Run = Callable[..., "CompletedProcess[str]"]
SOURCE = "The council of Marden closed the old bridge on Monday. It did not say when the bridge will be open again."
PLAIN = {"source": SOURCE, "claim": "The council of Marden closed the old bridge on Monday.", "language": "en"}
TRUE = PLAIN | {"claim": "Marden's councillors shut the old bridge at the start of the week, on Monday."}
LIE = PLAIN | {"claim": "Marden's councillors tore the old bridge down on Monday."}
INVENTED = PLAIN | {"claim": 'The council called the bridge "a ruin of a thing".'}


def lines(*records: object) -> str:
    return "".join(f"{record if isinstance(record, str) else json.dumps(record)}\n" for record in records)


def results(done: CompletedProcess[str]) -> list[tuple[str, bool]]:
    return [(each["verdict"], each["supported"]) for each in map(json.loads, done.stdout.splitlines())]


def test_a_verdict_for_each_claim_and_a_line_for_each_bad_one(readout: Run) -> None:
    done = readout("prove", "--json", stdin=lines(PLAIN, "no JSON", [1], PLAIN | {"speaker": 3}, LIE, INVENTED))
    assert done.returncode == 1
    assert [verdict for verdict, _ in results(done)] == ["proved", "doubtful", "refused"]
    assert [line[:7] for line in done.stderr.splitlines()] == ["line 2:", "line 3:", "line 4:"]


def test_with_the_second_reader_supported_says_what_would_be_posted(readout: Run) -> None:
    with ModelServer(reads(knows(TRUE["claim"]))) as server:
        there = {"OPENAI_BASE_URL": server.base_url, "READOUT_MODEL": "m"}
        done = readout("prove", "--second-reader", stdin=lines(PLAIN, TRUE, LIE, INVENTED), **there)
    assert results(done) == [("proved", True), ("doubtful", True), ("doubtful", False), ("refused", False)]
    texts = [one.text for body in server.requests if is_reading(body) for one in asked_of(body)]
    assert TRUE["claim"] in texts and INVENTED["claim"] not in texts


def test_the_second_reader_needs_a_model(readout: Run) -> None:
    done = readout("prove", "--second-reader", stdin=lines(TRUE))
    assert done.returncode == 2 and "READOUT_MODEL" in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("share", "wrong", "honest"), [(0.02, 0.03, 0.92), (0.05, 0.06, 0.90)])
def test_a_reader_that_errs_now_and_then_lets_hardly_any_lie_through(
    shared: Path, tmp_path: Path, share: float, wrong: float, honest: float
) -> None:
    """Of the wrong claims those are counted that code leaves to the reader: of what code proves it is never asked."""
    file = shared / "data/proof/pairs.jsonl"
    pairs = [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]
    asked = lines(*({key: pair[key] for key in ("source", "claim", "language")} for pair in pairs))
    lies, true = list[bool](), list[bool]()
    for seed in range(3):
        with ModelServer(reads(errs(labels(file), share, seed))) as server:
            command = [
                sys.executable,
                "-m",
                "bot",
                "prove",
                "--second-reader",
                "--data",
                str(tmp_path / f"store{seed}"),
            ]
            done = run(command, input=asked, capture_output=True, text=True, env=environment(server), timeout=600)
        found = list(zip(pairs, results(done), strict=True))
        lies += [said[1] for pair, said in found if not pair["supported"] and said[0] != "proved"]
        true += [said[1] for pair, said in found if pair["supported"]]
    assert sum(lies) <= wrong * 3 * sum(not pair["supported"] for pair in pairs)
    assert sum(true) >= honest * len(true)
