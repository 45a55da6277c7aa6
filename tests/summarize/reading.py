"""Second readers as behaviours of the model server: what they are asked is read from the prompt, as a model would."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.model_server import Act, Behaviour, Body, completion, prompt_of

ROOT = Path(__file__).parents[2]
_CLAIM = re.compile(r"^\((\d+)\) (.*)$")


@dataclass(frozen=True)
class Asked:
    """A claim as the reader sees it."""

    number: int
    text: str
    passages: tuple[str, ...]
    newer: str = ""
    speaker: str = ""

    @property
    def verbatim(self) -> bool:
        return any(self.text in passage for passage in self.passages)


Judge = Callable[[Asked], bool]


def is_reading(body: Body) -> bool:
    return "BEGIN CLAIMS" in prompt_of(body)


def asked_of(body: Body) -> list[Asked]:
    """The claims of a request, with what stands under each."""
    found: list[dict] = []
    for row in prompt_of(body).splitlines():
        if match := _CLAIM.match(row):
            found.append({"number": int(match[1]), "text": match[2], "passages": []})
        elif row.startswith("    passage: "):
            found[-1]["passages"].append(row.removeprefix("    passage: "))
        elif row.startswith("    newer: "):
            found[-1]["newer"] = row.removeprefix("    newer: ")
        elif row.startswith("    said by: "):
            found[-1]["speaker"] = row.removeprefix("    said by: ")
    return [Asked(**each | {"passages": tuple(each["passages"])}) for each in found]


def verdict(asked: Asked, supported: bool, **more: object) -> Body:
    """A verdict with all of the passages for its stretches."""
    said = {"stretches": list(asked.passages) if supported else [], "denied": False}
    missing = "" if supported else "that it is so"
    return {"number": asked.number, "supported": supported, "missing": missing} | said | more


@cache
def exam_labels() -> dict[str, bool]:
    files = (ROOT / "prompts" / name for name in ("reader_exam.jsonl", "reader_exam_across.jsonl"))
    rows = [row for file in files for row in file.read_text(encoding="utf-8").splitlines()]
    return {row["claim"]: row["supported"] for row in map(json.loads, rows)}


def knows(*true: str) -> Judge:
    """A reader that knows what is so: the sentences of the passages, the exam, and what it is told here."""

    def judge(asked: Asked) -> bool:
        return asked.verbatim or exam_labels().get(asked.text, asked.text in true)

    return judge


def errs(judge: Judge, share: float, seed: int = 0) -> Judge:
    """A reader that gives the other verdict now and then, in whatever order it is asked: drawn anew at each asking."""
    times: Counter[str] = Counter()

    def judged(asked: Asked) -> bool:
        times[asked.text] += 1
        chance = random.Random(f"{seed} {times[asked.text]} {asked.text}")
        return judge(asked) is (chance.random() >= share)

    return judged


def reads(judge: Judge, **more: object) -> Behaviour:
    """A model that reads, all claims of a request at once."""

    def answer(body: Body) -> Act:
        verdicts = [verdict(asked, judge(asked), **more) for asked in asked_of(body)]
        return Act(completion(json.dumps({"verdicts": verdicts}), body))

    return answer


def both(writes: Behaviour, reading: Behaviour) -> Behaviour:
    """A model that writes and reads."""
    return lambda body: (reading if is_reading(body) else writes)(body)


def labels(judge: Judge, yes: str = "Yes", no: str = "No", contrary: str = "") -> Behaviour:
    """A model that gives a label and no more; `contrary` where a document tells of an end."""

    def answer(body: Body) -> Act:
        document, claim = (row.split(": ", 1)[1] for row in prompt_of(body).splitlines()[:2])
        if contrary and "is over" in document:
            return Act(completion(contrary, body))
        return Act(completion(yes if judge(Asked(1, claim, (document,))) else no, body))

    return answer
