"""The walks of CONTRIBUTING.md for whoever adds something: what they name is there, and is all that there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.ingest.sources import registry
from bot.ingest.sources.source_reader import SourceReader
from bot.summarize.llm.prompts import render

TOP = Path(__file__).resolve().parents[1]
SECTION = re.compile(r"^### Adding things\n(.*?)^## ", re.MULTILINE | re.DOTALL)
WALK = re.compile(r"^#### How to add (?:an? )?(.+)\n((?:(?!^#).*\n)*)", re.MULTILINE)


def walks() -> dict[str, str]:
    section = SECTION.search((TOP / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert section, "CONTRIBUTING.md has a part on adding things"
    return dict(WALK.findall(section[1]))


def named(walk: str) -> list[str]:
    return re.findall(r"`([^`]+)`", walk)


@pytest.mark.parametrize("what", walks())
def test_every_file_that_a_walk_names_is_there(what: str) -> None:
    paths = [name for name in named(walks()[what]) if "/" in name and name == name.lower() and " " not in name]
    assert paths
    for path in paths:
        assert (TOP / path).exists(), path


def test_the_walk_to_a_source_kind_names_all_that_a_kind_may_say() -> None:
    said = {name for name in vars(SourceReader) if not name.startswith("_")} | set(SourceReader.__annotations__)
    walk = named(walks()["source kind"])
    assert said <= set(walk), "what a kind may say is in the walk"
    members = {name for name in walk if re.fullmatch(r"[a-z_]+", name)} - {"fresh_entries"}
    assert members <= said, "what the walk names, a kind may say"


def test_the_kinds_are_the_files_of_the_room() -> None:
    files = {path.stem for path in (TOP / "bot/ingest/sources").glob("*_source.py")} - {"web_source"}
    kinds = {type(kind).__module__.rpartition(".")[2] for kind in registry.KINDS.values()}
    assert kinds == files


def test_the_walk_to_a_prompt_is_how_prompts_are() -> None:
    walk = walks()["prompt"]
    assert "`{# version: 1 … #}`" in walk and "`render`" in walk
    assert {"system", "user", "line"} <= set(named(walk))
    for path in (TOP / "prompts").glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("{# version: ") and "{% block system" in text and "{% block user" in text, path.name
    assert render("quotes", paragraphs=[]).version
