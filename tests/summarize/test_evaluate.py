"""Figures over a question set of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.answering.evaluation import evaluate
from tests.summarize.held import ALL, hold


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


def written(folder: Path, *lines: str) -> str:
    file = folder / "set.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return str(file)


def item(question: str, *answers: str) -> str:
    return json.dumps({"question": question, "answerable": bool(answers), "answers": answers})


async def test_right_refused_and_falsely_refused_are_counted(store: Store, tmp_path: Path) -> None:
    hold(store, *ALL)
    file = written(
        tmp_path,
        item("how long did the talks last", "19 hours"),
        item("who scored for Harrowgate", "Somebody Else"),
        "",
        item("what did the goalkeeper eat", "soup"),
        item("who won the Southern Shield"),
    )
    assert await evaluate(store, None, file) == {
        "answerable": 3,
        "right": 0.3333,
        "false_refusals": 0.3333,
        "unanswerable": 1,
        "refused": 1.0,
    }


async def test_a_set_without_questions_has_no_shares(store: Store, tmp_path: Path) -> None:
    assert await evaluate(store, None, written(tmp_path, "")) == {"answerable": 0, "unanswerable": 0}


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        "[" * 100_000,
        '{"question": "who"}',
        '{"question": 1, "answerable": true, "answers": ["a"]}',
        '{"question": "who", "answerable": "yes", "answers": ["a"]}',
        '{"question": "who", "answerable": true, "answers": []}',
        '{"question": "who", "answerable": true, "answers": ["?"]}',
        '{"question": "who", "answerable": true, "answers": "a"}',
    ],
)
async def test_a_line_that_is_no_question_is_named(store: Store, tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        await evaluate(store, None, written(tmp_path, item("who"), line))
