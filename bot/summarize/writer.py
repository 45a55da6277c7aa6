"""Has a model write a story or an answer, holds every sentence against its passages, and keeps what is proved.

Evidence is numbered, the model names the numbers, and what it says counts only as far as `proof` finds it there.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bot.errors import ModelError
from bot.models import Citation, Claim, Statement, Usage
from bot.summarize.hearing import sentences
from bot.summarize.markup import cleaned
from bot.summarize.model import LanguageModel
from bot.summarize.printed import as_printed
from bot.summarize.prompts import render
from bot.summarize.proof import prove
from bot.summarize.reply import mismatch

Length = Literal["short", "normal", "long"]

Told = Callable[[Sequence[Claim]], Awaitable[None]]
"""Takes the first claims of an answer that are proved; each time all of those before, and more."""

MAX_EVIDENCE = 40
MAX_SENTENCES = 12
MAX_CITES = 4
SENTENCES: dict[Length, str] = {"short": "one or two", "normal": "two or three", "long": "four or five"}

_ANSWERABLE = re.compile(r'"answerable"\s*:\s*true')
_SENTENCE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "text": {"type": "string"},
        "cites": {"type": "array", "items": {"type": "integer"}},
        "speaker": {"type": "string"},
    },
    "required": ["text", "cites", "speaker"],
    "additionalProperties": False,
}
DRAFT_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "headline": {"type": "string"},
        "answerable": {"type": "boolean"},
        "sentences": {"type": "array", "items": _SENTENCE},
    },
    "required": ["headline", "answerable", "sentences"],
    "additionalProperties": False,
}
REWRITE_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                **_SENTENCE,
                "properties": {"replaces": {"type": "integer"}, **_SENTENCE["properties"]},
                "required": ["replaces", *_SENTENCE["required"]],
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that failed twice, and why; `citations` are what it named, to be told in the source's own words."""

    text: str
    reason: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model wrote and `proof` let through; `headline` is "" where it wrote none that holds."""

    claims: tuple[Claim, ...]
    headline: str = ""
    answerable: bool = True
    usage: Usage = field(default_factory=Usage)
    dropped: tuple[Dropped, ...] = ()


async def write_story(
    model: LanguageModel,
    evidence: Sequence[Citation],
    statements: Sequence[Statement] = (),
    *,
    headline: str = "",
    length: Length = "normal",
) -> Draft:
    """Return a story told from the evidence; `headline` is the title of its article. Raises ModelError."""
    used = tuple(evidence)[:MAX_EVIDENCE]
    prompt = render("story", evidence=used, headline=headline, sentences=SENTENCES[length])
    answer = await model.complete(prompt, DRAFT_SCHEMA)
    draft = await _proved(model, answer.data["sentences"], used, statements)
    title = _headline(answer.data["headline"], used, statements, draft.claims)
    return replace(draft, headline=title, usage=answer.usage + draft.usage)


async def write_answer(
    model: LanguageModel,
    question: str,
    evidence: Sequence[Citation],
    statements: Sequence[Statement] = (),
    told: Told | None = None,
) -> Draft:
    """Return an answer from the evidence; not `answerable` where the model finds none in it. Raises ModelError.

    `told` is called with its first claims, more each time, as soon as the model has written them and they are proved.
    """
    used = tuple(evidence)[:MAX_EVIDENCE]
    prompt = render("answer", evidence=used, question=question[:2_000])
    heard = _Telling(told, used, statements).hear if told else None
    answer = await model.complete(prompt, DRAFT_SCHEMA, heard)
    if not answer.data["answerable"]:
        return Draft((), answerable=False, usage=answer.usage)
    draft = await _proved(model, answer.data["sentences"], used, statements)
    return replace(draft, usage=answer.usage + draft.usage)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A sentence with the outcome of its proof: `reason` is "" where it holds."""

    claim: Claim
    reason: str


@dataclass(slots=True)
class _Telling:
    """Proves the sentences of a draft as they are written, and tells the first ones up to one that fails."""

    told: Told
    evidence: tuple[Citation, ...]
    statements: Sequence[Statement]
    _claims: list[Claim] = field(default_factory=list)
    _closed: int = -1

    async def hear(self, content: str) -> None:
        """Take the draft so far."""
        closed = content.rfind("}")
        if closed == self._closed or not _ANSWERABLE.search(content):
            return
        self._closed = closed
        before = len(self._claims)
        for item in list(sentences(content))[before:MAX_SENTENCES]:
            tried = _try(item, self.evidence, self.statements) if not mismatch(item, _SENTENCE) else None
            if tried is None or tried.reason:
                break
            self._claims.append(tried.claim)
        if len(self._claims) > before:
            await self.told(tuple(dict.fromkeys(self._claims)))


async def _proved(
    model: LanguageModel,
    written: list[dict[str, Any]],
    evidence: tuple[Citation, ...],
    statements: Sequence[Statement],
) -> Draft:
    """Prove each sentence, have those that fail written once more, drop those that fail again."""
    tried = [_try(item, evidence, statements) for item in written[:MAX_SENTENCES]]
    failed = {number: item for number, item in enumerate(tried, 1) if item.reason}
    usage = Usage()
    if failed:
        again, usage = await _rewritten(model, failed, evidence, statements)
        tried = [again.get(number, item) for number, item in enumerate(tried, 1)]
    kept = dict.fromkeys(item.claim for item in tried if not item.reason)
    dropped = tuple(Dropped(i.claim.text, i.reason, i.claim.citations) for i in tried if i.reason)
    return Draft(tuple(kept), usage=usage, dropped=dropped)


async def _rewritten(
    model: LanguageModel, failed: dict[int, _Tried], evidence: tuple[Citation, ...], statements: Sequence[Statement]
) -> tuple[dict[int, _Tried], Usage]:
    """Return the second tries by number; none where the model fails, for what was proved before still stands."""
    told = [{"number": number, "text": item.claim.text, "reason": item.reason} for number, item in failed.items()]
    try:
        answer = await model.complete(render("rewrite", failed=told, evidence=evidence), REWRITE_SCHEMA)
    except ModelError:
        return {}, Usage()
    found: dict[int, _Tried] = {}
    for item in answer.data["sentences"]:
        if item["replaces"] in failed and item["replaces"] not in found:
            found[item["replaces"]] = _try(item, evidence, statements)
    return found, answer.usage


def _try(item: dict[str, Any], evidence: tuple[Citation, ...], statements: Sequence[Statement]) -> _Tried:
    cites = list(dict.fromkeys(item["cites"]))
    known = tuple(evidence[n - 1] for n in cites if 1 <= n <= len(evidence))
    text = as_printed(cleaned(item["text"]), known[:MAX_CITES])
    claim = Claim(text, known[:MAX_CITES], "model", cleaned(item["speaker"]) or None)
    if len(known) < len(cites):
        return _Tried(claim, "it cites a passage that does not exist")
    if len(known) > MAX_CITES:
        return _Tried(claim, f"it cites more than {MAX_CITES} passages")
    verdict = prove(claim, statements=statements)
    return _Tried(claim, "" if verdict.supported else verdict.reason)


def _headline(
    text: str, evidence: tuple[Citation, ...], statements: Sequence[Statement], claims: tuple[Claim, ...]
) -> str:
    """Return the headline where one of the proved claims' passages, or the evidence's first, says it."""
    line = cleaned(text).rstrip(".")
    candidates = [claim.citations for claim in claims] + [(item,) for item in evidence]
    holds = line and any(prove(Claim(line, cited, "model"), statements=statements).supported for cited in candidates)
    return line if holds and len(line) <= 120 else ""
