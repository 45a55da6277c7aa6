"""Measures the answers on a question set: how many right, how many refused that should be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.models import Answer
from bot.store.protocol import Store
from bot.summarize.answering.answer import answer
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.claim_verifier import ClaimVerifier

FIRST_WORDS = 40
"""An answer must come within its first words."""


@dataclass(frozen=True, slots=True)
class EvaluationItem:
    """A question of the set; `answers` are the accepted ones, any of which must be given and cited."""

    question: str
    answerable: bool
    answers: tuple[str, ...]


async def evaluate(
    store: Store, model: LanguageModel | None, file: str, reader: ClaimVerifier | None = None
) -> dict[str, float | int]:
    """Return the figures over a JSONL file of `{"question", "answerable", "answers"}`, asked of what the store holds.

    `right` and `false_refusals` are shares of the answerable questions, `refused` of the others, from 0 to 1; each
    stands there only where the set has such questions. Raises ValueError for a line that is no question.
    """
    items = read_items(file)
    return scored([(item, await answer(store, model, item.question, reader=reader)) for item in items])


def read_items(file: str) -> list[EvaluationItem]:
    """Return the questions of a file. Raises ValueError for a line that is no question."""
    return list(_items(Path(file)))


def scored(given: Sequence[tuple[EvaluationItem, Answer]]) -> dict[str, float | int]:
    """Return the figures over questions with what they were answered."""
    held = [(item, one) for item, one in given if item.answerable]
    absent = [one for item, one in given if not item.answerable]
    figures: dict[str, float | int] = {"answerable": len(held)}
    if held:
        figures["right"] = _share([says(one, item.answers) for item, one in held])
        figures["false_refusals"] = _share([not one.answered for _, one in held])
    figures["unanswerable"] = len(absent)
    if absent:
        figures["refused"] = _share([not one.answered for one in absent])
    return figures


def _items(file: Path) -> Iterator[EvaluationItem]:
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            yield _item(line, number)


def _item(line: str, number: int) -> EvaluationItem:
    try:
        read = json.loads(line)
        question, answerable, answers = read["question"], read["answerable"], read.get("answers") or []
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError(f'line {number} is not a JSON object with "question" and "answerable"') from None
    if not isinstance(question, str) or not isinstance(answerable, bool):
        raise ValueError(f'line {number}: "question" is a text, "answerable" true or false')
    if not isinstance(answers, list) or not all(isinstance(one, str) and _flat(one).strip() for one in answers):
        raise ValueError(f'line {number}: "answers" is a list of texts')
    if answerable and not answers:
        raise ValueError(f'line {number} is answerable, so "answers" must hold what is accepted')
    return EvaluationItem(question, answerable, tuple(answers))


def _share(found: Sequence[bool]) -> float:
    return round(sum(found) / len(found), 4)


def says(given: Answer, accepted: Sequence[str]) -> bool:
    """Tell whether the first words of an answer, and one of its citations, hold an accepted answer."""
    first = " ".join(" ".join(claim.text for claim in given.claims).split()[:FIRST_WORDS])
    cited = [item.text for claim in given.claims for item in claim.citations]
    return given.answered and _holds(first, accepted) and any(_holds(text, accepted) for text in cited)


def _holds(text: str, accepted: Sequence[str]) -> bool:
    flat = _flat(text)
    return any(_flat(item) in flat for item in accepted)


def _flat(text: str) -> str:
    return " " + re.sub(r"\W+", " ", text.lower()).strip() + " "
