"""What the repository itself promises: seeds in words of our own, pins without hosts, a wheel that is whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).resolve().parents[1]
QUOTED = re.compile(r"“([^”]+)”")


def seeds() -> list[dict[str, Any]]:
    files = sorted((TOP / "seeds/articles").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def about_the_call() -> list[dict[str, Any]]:
    return [item for item in seeds() if "Putin" in item["text"]]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return zip(*(found[start:] for start in range(length)), strict=False)


def flat(text: str) -> str:
    """Text with its quotation marks and spaces made plain, to compare words."""
    return " ".join(re.sub(r"[“”]", " ", text).replace("’", "'").split())


# ---------------------------------------------------------------- the seeds


def test_the_seeds_are_enough_for_a_demo() -> None:
    assert len(seeds()) >= 12
    assert len(about_the_call()) >= 8
    assert len({item["source"] for item in about_the_call()}) >= 4
    for item in seeds():
        assert set(item) == {"url", "title", "published_at", "source", "author", "language", "text"}
        assert re.match(r"https://[a-z-]+\.example/", item["url"]), "only domains that are reserved for examples"
        assert "2021-12-29" <= item["published_at"] < "2022-01-01"
    assert len({item["url"] for item in seeds()}) == len(seeds())


@pytest.mark.shared
def test_every_quotation_about_the_call_stands_word_for_word_in_its_source(shared: Path) -> None:
    source = flat((shared / "articles/biden-putin-call.txt").read_text(encoding="utf-8"))
    quoted = [match for item in about_the_call() for match in QUOTED.findall(item["text"] + item["title"])]
    assert len(quoted) > 15
    for words_said in quoted:
        assert flat(words_said).rstrip(".,") in source, words_said


@pytest.mark.shared
def test_outside_of_quotations_the_seeds_are_our_own_words(shared: Path) -> None:
    source = set(runs((shared / "articles/biden-putin-call.txt").read_text(encoding="utf-8"), 8))
    for item in about_the_call():
        for part in [item["title"], *QUOTED.sub(" ¶ ", item["text"]).split("¶")]:
            assert not (set(runs(part, 8)) & source), part
