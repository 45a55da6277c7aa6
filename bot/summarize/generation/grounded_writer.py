"""Has a model write a story or an answer, holds every sentence against its passages, and keeps what is proved.

Evidence is numbered, the model names the numbers, and what it says counts only as far as `verification` finds it there.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile
from typing import Any

from bot.errors import ModelError
from bot.language_names import name_of
from bot.models import Citation, Claim, Length, Statement, Usage
from bot.summarize.generation.borrowed_words import fault, saying
from bot.summarize.generation.evidence import ANSWER_BYTES, STORY_BYTES, arranged, by_article
from bot.summarize.generation.glosses import Gloss, is_unclosed, parted
from bot.summarize.generation.guard import Guard, Judged
from bot.summarize.generation.paid_as_one import paid_as_one
from bot.summarize.generation.quotation_text import as_printed
from bot.summarize.generation.second_reading.glossed_reading import read_with_glosses
from bot.summarize.generation.written_once import Showing
from bot.summarize.llm.prompts import render
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.llm.response import mismatch
from bot.summarize.llm.streaming import sentences
from bot.summarize.verification.claim_verifier import ClaimVerifier
from bot.text.postable import cleaned

Told = Callable[[Sequence[Claim]], Awaitable[None]]
"""Takes the first claims of an answer that are proved; each time all of those before, and more."""

LONGEST_HEADLINE = 120
MAX_SENTENCES = 12
MAX_CITES = 4
SENTENCES: dict[Length, str] = {"short": "one or two", "normal": "two or three", "long": "four or five"}

_ANSWERABLE = re.compile(r'"answerable"\s*:\s*true')
_NO_PREMISE = re.compile(r'"headline"\s*:\s*"\s*"')
"""What denies a premise is told at the end: it falls as a whole where the denial does."""
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
    """A sentence that failed twice, and why; `citations` are what it named, to be told in the source's own words.

    `leads`: what was written behind it may hang on it.
    """

    text: str
    reason: str
    citations: tuple[Citation, ...] = ()
    leads: bool = False


@dataclass(frozen=True, slots=True)
class WrittenDraft:
    """What a model wrote and `verification` let through; `headline` is None where it wrote none that holds."""

    claims: tuple[Claim, ...]
    headline: Claim | None = None
    answerable: bool = True
    usage: Usage = field(default_factory=Usage)
    dropped: tuple[Dropped, ...] = ()
    denies_premise: bool = False
    """The question takes for granted what the first claim tells otherwise."""


@paid_as_one
async def write_story(
    model: LanguageModel,
    evidence: Sequence[Citation],
    statements: Sequence[Statement] = (),
    *,
    headline: str = "",
    length: Length = "normal",
    reader: ClaimVerifier | None = None,
    language: str = "",
) -> WrittenDraft:
    """Return a story told from the evidence; `headline` is the title of its article. Raises ModelError.

    What code cannot tell is posted where the second reader finds it, never without one. `language` is the code of the
    one that it is written in, "" for that of its passages.
    """
    used = arranged(evidence, STORY_BYTES[length])
    told = {"articles": by_article(used), "headline": headline, "sentences": SENTENCES[length]}
    model = Showing(model, used)
    prompt = render("story", free=reader is not None, language=name_of(language), **told)
    answer = await model.complete(prompt, DRAFT_SCHEMA)
    data = answer.data
    guard = Guard(statements, used, reader, language)
    draft = await _guarded(model, data["sentences"], guard, partial(_headed, data["headline"], guard=guard))
    return replace(draft, usage=answer.usage + draft.usage)


@paid_as_one
async def write_answer(  # noqa: PLR0913 - what is not of the question itself is said by name
    model: LanguageModel,
    question: str,
    evidence: Sequence[Citation],
    statements: Sequence[Statement] = (),
    told: Told | None = None,
    *,
    reader: ClaimVerifier | None = None,
    language: str = "",
    before: Sequence[str] = (),
    insists: bool = True,
) -> WrittenDraft:
    """Return an answer from the evidence; not `answerable` where the model finds none in it. Raises ModelError.

    `told` is called with its first claims, more each time, as soon as the model has written them and they are proved:
    what waits for the second reader is not told before it is read, nor is what follows it. `language` as in
    `write_story`; where nobody `insists` on it, a sentence in its passages' language will do. `before` is what was
    asked and answered before.
    """
    used = arranged(evidence, ANSWER_BYTES)
    guard = Guard(statements, used, reader, language, insists)
    shown = {"articles": by_article(used), "question": question[:2_000], "before": before}
    prompt = render("answer", free=reader is not None, language=name_of(language), **shown)
    telling = _Telling(told, guard) if told else None
    answer = await model.complete(prompt, DRAFT_SCHEMA, telling.hear if telling else None)
    if not answer.data["answerable"]:
        return WrittenDraft((), answerable=False, usage=answer.usage)
    premise = cleaned(answer.data["headline"])
    premise = premise if len(premise) <= LONGEST_HEADLINE else ""
    beside, telling = (partial(_denial, premise), None) if premise else (None, telling)
    draft = await _guarded(model, answer.data["sentences"], guard, beside, telling)
    usage = answer.usage + draft.usage
    if premise and (draft.headline is None or any(sentence.leads for sentence in draft.dropped)):
        return WrittenDraft((), answerable=False, usage=usage)
    return replace(draft, headline=None, usage=usage, denies_premise=bool(premise))


def _denial(premise: str, judged: Sequence[Judged]) -> Judged | None:
    """Return what denies a question's premise as a claim about what the first sentence cites.

    That somebody did another thing than was asked is no word against what was asked: only a reader can tell.
    """
    if not judged:
        return None
    said = f"This is wrong: {premise.rstrip('.')}."
    return Judged(Claim(said, judged[0].claim.citations, "model"), "nobody read whether it is so", doubtful=True)


@dataclass(slots=True)
class _Telling:
    """Proves the sentences of a draft as they are written, and tells the first ones, up to one that is not proved."""

    told: Told
    guard: Guard
    _claims: list[Claim] = field(default_factory=list)
    _closed: int = -1

    async def hear(self, content: str) -> None:
        """Take the draft so far."""
        closed = content.rfind("}")
        if closed == self._closed or not (_ANSWERABLE.search(content) and _NO_PREMISE.search(content)):
            return
        self._closed = closed
        before = len(self._claims)
        for item in list(sentences(content))[before:MAX_SENTENCES]:
            judged = _judged(item, self.guard) if not mismatch(item, _SENTENCE) else None
            if judged is None or judged.reason:
                break
            self._claims.append(judged.claim)
        if len(self._claims) > before:
            await self.told(tuple(dict.fromkeys(self._claims)))

    async def take(self, judged: Sequence[Judged]) -> None:
        """Tell what the second reader has let through, up to the first sentence that it has not."""
        accepted = [item.claim for item in takewhile(lambda item: not item.reason, judged)]
        if len(accepted) > len(self._claims):
            self._claims = accepted
            await self.told(tuple(dict.fromkeys(accepted)))


async def _guarded(
    model: LanguageModel,
    written: list[dict[str, Any]],
    guard: Guard,
    beside: Callable[[Sequence[Judged]], Judged | None] | None = None,
    telling: _Telling | None = None,
) -> WrittenDraft:
    """Judge each sentence, have those that fail written once more and judged again, drop those that fail again.

    What `beside` makes of them, a headline, is read with them, and left out where it does not hold.
    """
    first = [_judged(item, guard) for item in written[:MAX_SENTENCES]]
    title = beside(first) if beside else None
    judged, usage = await read_with_glosses(guard, [*first, *([title] if title else [])])
    over = judged.pop() if title else None
    failed = {number: item for number, item in enumerate(judged, 1) if item.reason}
    if failed:
        if telling:
            await telling.take(judged)
        again, cost = await _rewritten(model, failed, guard)
        usage += cost
        judged = [again.get(number, item) for number, item in enumerate(judged, 1)]
    kept = dict.fromkeys(item.claim for item in judged if not item.reason)
    dropped = tuple(Dropped(i.claim.text, i.reason, i.claim.citations, i is judged[0]) for i in judged if i.reason)
    return WrittenDraft(
        tuple(kept), over.claim if over and not over.reason and kept else None, usage=usage, dropped=dropped
    )


async def _rewritten(model: LanguageModel, failed: dict[int, Judged], guard: Guard) -> tuple[dict[int, Judged], Usage]:
    """Return the second tries by number, judged; none where the model fails, for what holds already still stands."""
    faults = {number: fault(item, guard) for number, item in failed.items()}
    told = [
        {"number": number, "text": item.claim.text, "reason": faults[number].reason, "cites": guard.numbers(item.claim)}
        for number, item in failed.items()
    ]
    near = frozenset(passage for each in faults.values() for passage in each.passages)
    shown = {"failed": told, "articles": by_article(guard.held, near), "language": name_of(guard.language)}
    try:
        answer = await model.complete(render("rewrite", **shown), REWRITE_SCHEMA)
    except ModelError:
        return {}, Usage()
    found: dict[int, Judged] = {}
    for item in answer.data["sentences"]:
        if item["replaces"] in failed and item["replaces"] not in found:
            found[item["replaces"]] = _judged(item, guard)
    read, cost = await read_with_glosses(guard, list(found.values()))
    return dict(zip(found, read, strict=True)), answer.usage + cost


def _judged(item: dict[str, Any], guard: Guard) -> Judged:
    cites = list(dict.fromkeys(item["cites"]))
    known = tuple(guard.held[n - 1] for n in cites if 1 <= n <= len(guard.held))
    text, glosses = as_printed(cleaned(item["text"]), known[:MAX_CITES]), tuple[Gloss, ...]()
    if guard.language:
        text, glosses = parted(text)
    claim = Claim(text, known[:MAX_CITES], "model", cleaned(item["speaker"]) or None)
    if len(known) < len(cites):
        return Judged(claim, "it cites a passage that does not exist")
    if len(known) > MAX_CITES:
        return Judged(claim, f"it cites more than {MAX_CITES} passages")
    if guard.language and is_unclosed(text):
        return Judged(claim, "a translation in it is not closed")
    return replace(guard.by_code(claim), glosses=glosses)


def _headed(text: str, judged: Sequence[Judged], *, guard: Guard) -> Judged | None:
    """Return a headline as a claim about what the story cites; None where there is no line that could be one."""
    line = parted(cleaned(text))[0].rstrip(".")
    if not line or len(line) > LONGEST_HEADLINE:
        return None
    cited = tuple(dict.fromkeys(citation for item in judged for citation in item.claim.citations))
    alone = (guard.by_code(Claim(line, (citation,), "model")) for citation in (*cited, *guard.held))
    proved = next((item for item in alone if not item.reason), None)
    beside = judged[0].claim.citations if judged else ()
    return proved or guard.by_code(Claim(line, saying(line, beside, (*cited, *guard.held), MAX_CITES), "model"))
