"""A second reader is believed only once it has passed an exam: 24 shipped pairs of claim and passage.

Of claims in another language than their passages it is believed once it has passed 12 such pairs too.

What it got is kept by model, server and prompt: another of these is another reader. One that failed may try again
after a while, for a server's model may be exchanged behind its name.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache

from bot.clock import Clock
from bot.errors import BadReply, UnfitReader
from bot.models import Citation, Claim
from bot.shipped_files import shipped
from bot.store.limits import reader_exams
from bot.store.limits.reader_exams import ExamResult, ReaderId
from bot.store.protocol import Store
from bot.summarize.llm.paying import apart
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.claim_verifier import ClaimVerifier, Doubt, Readings
from bot.summarize.verification.stretches import rejection

log = logging.getLogger(__name__)

AT_ONCE = 8
"""Pairs in one request."""
AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Exam:
    """The pairs of a shipped file, and how many of them may be judged wrongly.

    Of the wrong ones, so many may be called supported. `kept_as` is added to the prompt under which an outcome is kept.
    """

    file: str
    most_wrong: int
    most_let_through: int
    kept_as: str = ""


IN_ONE_LANGUAGE = Exam("reader_exam.jsonl", 3, 2)
"""24 pairs: one that errs in one of twenty passes nineteen times of twenty, one that says the same of all, or guesses,
never."""
ACROSS_LANGUAGES = Exam("reader_exam_across.jsonl", 2, 1, " across")
"""12 pairs: one that says the same of all never passes, one that guesses one time of sixty."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim with its passages, and whether they say it."""

    doubt: Doubt
    supported: bool


@cache
def pairs(exam: Exam = IN_ONE_LANGUAGE) -> tuple[Pair, ...]:
    """Return the shipped pairs of an exam."""
    text = (shipped("prompts") / exam.file).read_text(encoding="utf-8")
    return tuple(_pair(json.loads(row)) for row in text.splitlines())


def _pair(row: dict[str, object]) -> Pair:
    language, spans = str(row["language"]), list(row["spans"])  # type: ignore[call-overload]
    cited = tuple(Citation(-number, 0, len(text), text, language=language) for number, text in enumerate(spans, 1))
    newer = str(row.get("newer", ""))
    later = Citation(-len(cited) - 1, 0, len(newer), newer, language=language) if newer else None
    doubt = Doubt(Claim(str(row["claim"]), cited, "model"), later, str(row.get("claim_language", "")))
    return Pair(doubt, bool(row["supported"]))


def across(doubts: Sequence[Doubt]) -> bool:
    """Tell whether one of the claims is in another language than its passages."""
    return any(each.language not in ("", language_of(each.claim.citations)) for each in doubts)


@dataclass(frozen=True, slots=True)
class ExaminedReader:
    """A `ClaimVerifier` that sits the exam before it is first believed; raises UnfitReader where it has failed."""

    verifier: ClaimVerifier
    reader: ReaderId
    store: Store
    clock: Clock
    _sitting: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def read(self, doubts: Sequence[Doubt]) -> Readings:
        """Return what the reader says, if it may be believed."""
        await self._admit(IN_ONE_LANGUAGE)
        if across(doubts):
            await self._admit(ACROSS_LANGUAGES)
        return await self.verifier.read(doubts)

    async def _admit(self, exam: Exam) -> None:
        """Raise UnfitReader where the reader has failed an exam, which it sits now where it has not."""
        result = await self.result(exam)
        if result is None:
            async with self._sitting:  # the others wait for the one who sits it
                with apart():  # it is the operator's, whoever's claim was the first to be read
                    result = await self.result(exam) or await self.sit(exam)
        if not result.passed:
            raise UnfitReader(
                f"the second reader {self.reader.model} judged only {result.right} of {result.asked} shipped claims "
                "rightly. Name a stronger model in model.verifier"
            )

    async def result(self, exam: Exam = IN_ONE_LANGUAGE) -> ExamResult | None:
        """Return how an exam went, None where it is still to be sat, or sat again."""
        found = await self.store.read(lambda db: reader_exams.result(db, self._kept_as(exam)))
        return None if found and not found.passed and self.clock() - found.at >= AGAIN_AFTER else found

    def _kept_as(self, exam: Exam) -> ReaderId:
        return replace(self.reader, prompt=f"{self.reader.prompt}{exam.kept_as}")

    async def sit(self, exam: Exam = IN_ONE_LANGUAGE) -> ExamResult:
        """Have an exam sat now, and keep the outcome. Raises ModelError, and keeps nothing, where it is broken off."""
        asked, let_through, wrong = list(pairs(exam)), 0, 0
        random.SystemRandom().shuffle(asked)
        done = 0
        for begin in range(0, len(asked), AT_ONCE):
            part = asked[begin : begin + AT_ONCE]
            missed = await self._missed(part)
            done += len(part)
            wrong += len(missed)
            let_through += sum(not pair.supported for pair in missed)
            if wrong > exam.most_wrong or let_through > exam.most_let_through:
                break
        passed = wrong <= exam.most_wrong and let_through <= exam.most_let_through
        result = ExamResult(passed, done - wrong, done, self.clock())
        await self.store.write(lambda db: reader_exams.keep(db, self._kept_as(exam), result))
        log.info("second reader %s: %d of %d of the exam right", self.reader.model, result.right, result.asked)
        return result

    async def _missed(self, part: Sequence[Pair]) -> list[Pair]:
        """Return the pairs that the reader judges wrongly; all, where its reply cannot be used."""
        try:
            readings = await self.verifier.read([pair.doubt for pair in part])
        except BadReply:
            return list(part)
        judged = zip(part, readings.verdicts, strict=True)
        return [p for p, said in judged if p.supported is bool(rejection(p.doubt.claim, said, p.doubt.language))]
