"""Scores the answers on a question set: how many right, how many refused that should be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.models import Answer
from bot.store.database import Store
from bot.summarize.answer import answer
from bot.summarize.model import LanguageModel

FIRST_WORDS = 40
"""An answer must come within its first words."""


async def evaluate(store: Store, model: LanguageModel | None, clock: Clock, file: str) -> dict[str, Any]:
    """Return the figures over a JSONL file of `{"question", "answerable", "answers"}`, asked of the store."""
    right = refused = wrongly = held = absent = 0
    for item in _questions(Path(file)):
        given = await answer(store, model, clock, str(item["question"]))
        if item["answerable"]:
            held += 1
            wrongly += not given.answered
            right += says(given, item["answers"])
        else:
            absent += 1
            refused += not given.answered
    return {
        "answerable": held,
        "right": _share(right, held),
        "wrongly_refused": _share(wrongly, held),
        "unanswerable": absent,
        "refused": _share(refused, absent),
    }


def _questions(file: Path) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            yield {
                "question": item["question"],
                "answerable": bool(item["answerable"]),
                "answers": item.get("answers", []),
            }
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ValueError(f'line {number} is not a JSON object with "question" and "answerable"') from None


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


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
