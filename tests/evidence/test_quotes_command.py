"""`readout quotes` and `readout ask` over what several outlets printed."""

from __future__ import annotations

import json
import os
from pathlib import Path

from click.testing import CliRunner, Result

from bot.cli import cli
from tests.schedule.service import as_in_a_process

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds" / "articles").glob("*.jsonl"))


def readout(folder: Path, *words: str, given: str = "") -> Result:
    """Run a command to its end, in this process: the start of another costs more than what it does."""
    with as_in_a_process({**os.environ, "READOUT_NOW": "2021-12-31T08:00:00Z"}):
        done = CliRunner().invoke(cli, [*words, "--data", str(folder)], input=given)
    assert done.exit_code == 0, f"{done.output}{done.exception!r}"
    return done


def quotes(folder: Path, speaker: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in readout(folder, "quotes", "--speaker", speaker, "--json").stdout.splitlines()]


def test_over_the_seeds_each_statement_of_ushakov_is_told_once_with_its_outlets_in_order(tmp_path: Path) -> None:
    readout(tmp_path, "ingest", *map(str, SEEDS))
    found = quotes(tmp_path, "Ushakov")
    assert [item["speaker"] for item in found] == ["Yuri Ushakov"] * len(found)
    assert len({str(item["text"]) for item in found}) == len(found) < 10
    assert [item["published_at"] for item in found] == sorted(str(item["published_at"]) for item in found)
    mistake = found[0]
    assert "colossal mistake" in str(mistake["text"]) and mistake["kind"] == "mixed"
    assert mistake["outlets"] == ["Northline Agency", "Valley Courier", "Kestrel Radio", "Meridian Post"]
    carried = mistake["carried"]
    assert isinstance(carried, list) and all("colossal mistake" in item["text"] for item in carried)
    shown = readout(tmp_path, "quotes", "--speaker", "Ushakov").stdout
    assert " quoted: " in shown and " reported: " in shown and "also: Valley Courier" in shown


def held(folder: Path, *texts: str) -> None:
    lines = [
        json.dumps({"text": text, "url": f"https://o{n}.example/", "source": f"O{n}", "language": "en"})
        for n, text in enumerate(texts)
    ]
    (folder / "given.jsonl").write_text("\n".join(lines), encoding="utf-8")
    readout(folder, "ingest", str(folder / "given.jsonl"))


def test_two_people_of_one_surname_are_said_to_be_two_and_kept_apart(tmp_path: Path) -> None:
    held(tmp_path, "“The dam will fail by autumn,” said Ada Smith.", "“The mill will close in May,” said Bo Smith.")
    told = readout(tmp_path, "quotes", "--speaker", "Smith")
    assert "'Smith' may be Ada Smith or Bo Smith" in told.stderr
    assert [item["speaker"] for item in quotes(tmp_path, "Smith")] == ["Ada Smith", "Bo Smith"]
    assert [item["speaker"] for item in quotes(tmp_path, "Bo Smith")] == ["Bo Smith"]
    assert readout(tmp_path, "quotes", "--speaker", "Bo Smith").stderr == ""
    answer = json.loads(readout(tmp_path, "ask", "what did Smith say", "--json").stdout)
    assert {claim["speaker"] for claim in answer["claims"]} == {"Ada Smith", "Bo Smith"}
    assert "may be Ada Smith or Bo Smith" in answer["reason"]
    assert "may be Ada Smith or Bo Smith" in readout(tmp_path, "ask", "what did Smith say").stdout


def test_one_person_is_found_under_every_spelling_but_never_as_another(tmp_path: Path) -> None:
    held(
        tmp_path,
        "“The dam will fail by autumn,” said Volodymyr Ladenskiy.",
        "“The mill will close in May,” said Ladensky.",
        "“The road is closed in winter,” said Ladenskyy.",
        "“The bridge was sold for a song,” said Ladenskiyn.",
        "“The tower leans a little more,” said Ladenko.",
    )
    for asked in ("Ladenskiy", "Ladensky", "Volodymyr Ladenskyy"):
        assert len(quotes(tmp_path, asked)) == 4, asked
    assert len(quotes(tmp_path, "Ladenko")) == 1
    held(tmp_path, *["“The dam is as good as new,” said Olena Ladenskiy."] * 5)
    assert "Ladenskiyn" not in {item["speaker"] for item in quotes(tmp_path, "Ladenskiy")}


def test_what_two_say_together_is_found_under_both(tmp_path: Path) -> None:
    held(tmp_path, "“The dam will fail by autumn,” Ada Voss and Ivo Brandt said in a joint statement.")
    for asked in ("Voss", "Brandt", "Ada Voss"):
        assert [item["speaker"] for item in quotes(tmp_path, asked)] == ["Ada Voss and Ivo Brandt"]
    assert quotes(tmp_path, "Bo Voss") == []
