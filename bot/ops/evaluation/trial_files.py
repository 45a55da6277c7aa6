"""The files of a comparison: questions, and claims that are known to be wrong, a JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from bot.desk.news.claim_checks import ClaimInput, claim_input
from bot.errors import InputError
from bot.ops.evaluation.comparison import Trial
from bot.summarize.answering.evaluation import EvaluationItem, read_items

_RIGHT = frozenset(("honest", "right", "supported", "true"))
"""Labels of claims that are not wrong."""


def trial(files: Sequence[str], since: timedelta | None) -> Trial:
    """Return what settings are put to. Raises InputError for a file that holds neither questions nor claims."""
    questions: list[EvaluationItem] = []
    cases: list[ClaimInput] = []
    for file in files:
        if _holds_claims(file):
            cases += _cases(file)
            continue
        try:
            questions += read_items(file)
        except (ValueError, KeyError) as error:
            raise InputError(f"{file}: not a question set: {error}") from None
    return Trial(tuple(questions), since, tuple(cases))


def _lines(file: str) -> list[tuple[int, str]]:
    text = Path(file).read_text(encoding="utf-8", errors="replace")
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _holds_claims(file: str) -> bool:
    """Tell whether the first line of a file is a claim, as `readout retract --cases` prints them."""
    first = next(iter(_lines(file)), (0, ""))[1]
    try:
        return "claim" in json.loads(first)
    except (ValueError, TypeError, RecursionError):
        return False


def _cases(file: str) -> list[ClaimInput]:
    found = []
    for number, line in _lines(file):
        try:
            record = json.loads(line)
            case = claim_input(record)
        except (ValueError, RecursionError):
            raise InputError(f"{file}: line {number} is no JSON") from None
        except InputError as error:
            raise InputError(f"{file}: line {number}: {error}") from None
        if str(record.get("label", "wrong")).lower() not in _RIGHT:
            found.append(case)
    return found
