"""Claims of anybody's held by the guard that posts: for `readout prove`, which stores nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import InputError
from bot.language.detection import decided
from bot.language.sentences import passages
from bot.models import Citation, Claim
from bot.summarize.generation.guard import Guard
from bot.summarize.verification.cited_language import language_of
from bot.summarize.verification.claim_verifier import ClaimVerifier
from bot.summarize.verification.support_score import weigh
from bot.summarize.verification.verify import Finding, prove

AT_ONCE = 8
"""Claims that are read together, each in a request of its own: they have nothing to do with each other."""
REFUSED = 0.1
"""What a refusal takes off the score: of 0, .1, .2 and .3 this ranks best on the 686 sentences that `support_score` was
fitted on (AUC .732). The guess stays a guess: to call all that is refused not supported cost .03 of balanced accuracy,
for a writer who counts himself, or sets a list, is refused too."""


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """What is found of a claim: `verdict` is code's; `supported` the best guess or, with a second reader, whether it
    would be posted; `score` ranks; `reason` in words."""

    verdict: Finding
    supported: bool
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimInput:
    """A claim beside a source of any length; `language` is the claim's, "" where it is its source's."""

    source: str
    claim: Claim
    language: str = ""


def claim_input(record: Any) -> ClaimInput:  # noqa: ANN401 - any JSON
    """Return the claim of `{"source", "claim"}`, with `speaker`, `language` and `source_language` where they are given.

    Raises InputError for anything else.
    """
    if not isinstance(record, dict) or not {"source", "claim"} <= record.keys():
        raise InputError('not a JSON object with "source" and "claim"')
    given = {key: record.get(key) or "" for key in ("source", "claim", "speaker", "language", "source_language")}
    odd = next((key for key, value in given.items() if not isinstance(value, str)), None)
    if odd:
        raise InputError(f"{odd!r} is no text")
    cited = tuple(_cited(given["source"], decided(given["source"], given["source_language"]) or "en"))
    claim = Claim(given["claim"], cited, "model", given["speaker"] or None)
    return ClaimInput(given["source"], claim, given["language"])


def _cited(source: str, language: str) -> Iterator[Citation]:
    """Yield a text in passages that are short enough to be cited, as an article of its own each."""
    for number, text in enumerate(filter(None, map(str.strip, source.splitlines())), 1):
        for passage in passages(text, language):
            yield Citation(number, passage.start, passage.end, passage.text, language=language)


def checked_line(line: str) -> ClaimCheck | InputError:
    """Return what code alone finds of the claim in a line of JSON, or what is wrong with the line."""
    given = _given(line)
    return given if isinstance(given, InputError) else _checked(given)


async def checked_lines(lines: Sequence[str], reader: ClaimVerifier) -> list[ClaimCheck | InputError]:
    """Return what code and the second reader find of each: `supported` says whether it would be posted."""
    given = [_given(line) for line in lines]
    waiting = [_read(each, reader) for each in given if not isinstance(each, InputError)]
    read = iter(await asyncio.gather(*waiting))
    return [each if isinstance(each, InputError) else next(read) for each in given]


def _given(line: str) -> ClaimInput | InputError:
    try:
        return claim_input(json.loads(line))
    except (ValueError, RecursionError):
        return InputError('not a JSON object with "source" and "claim"')
    except InputError as error:
        return error


def _checked(given: ClaimInput) -> ClaimCheck:
    verdict = prove(given.claim, language=given.language)
    weight = weigh(given.source, given.claim.text, language_of(given.claim.citations) or "en")
    scores = {"proved": 1.0, "doubtful": weight.score, "refused": max(0.0, weight.score - REFUSED)}
    supported = verdict.supported or weight.supported
    return ClaimCheck(verdict.finding, supported, scores[verdict.finding], verdict.reason)


async def _read(given: ClaimInput, reader: ClaimVerifier) -> ClaimCheck:
    alone, guard = _checked(given), Guard(reader=reader, language=given.language)
    (judged,), _ = await guard.read([guard.by_code(given.claim)])
    return ClaimCheck(alone.verdict, not judged.reason, alone.score, judged.reason or alone.reason)
