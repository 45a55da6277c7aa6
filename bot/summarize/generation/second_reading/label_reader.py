"""The second reader that is a fact-checking or inference model: a label and no more, one claim at a time.

The labels are those of MiniCheck (yes, no) and of natural language inference (entailment, neutral, contradiction).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.models import Usage
from bot.summarize.llm.prompts import render
from bot.summarize.llm.protocol import PLAIN_TEXT, LanguageModel
from bot.summarize.verification.claim_verifier import Doubt, Reading, Readings

PROMPT = "label"
AT_ONCE = 4
"""Claims that are asked about at one time."""
_FOR = frozenset("yes supported entailment entailed entails true 1".split())
_CONTRARY = frozenset("contradiction contradicted contradicts refuted refutes".split())
_AGAINST = _CONTRARY | frozenset("no unsupported notsupported neutral notentailment false 0".split())


@dataclass(frozen=True, slots=True)
class LabelReader:
    """A `ClaimVerifier` on a model that labels: it names no stretches, and code holds claims to the whole spans."""

    model: LanguageModel

    async def read(self, doubts: Sequence[Doubt]) -> Readings:
        """Return a verdict for each claim; None where the label is none that is known."""
        places = asyncio.Semaphore(AT_ONCE)

        async def one(doubt: Doubt) -> tuple[Reading | None, Usage]:
            async with places:
                return await self._read(doubt)

        read = await asyncio.gather(*map(one, doubts))
        return Readings(tuple(reading for reading, _ in read), sum((cost for _, cost in read), Usage()))

    async def _read(self, doubt: Doubt) -> tuple[Reading | None, Usage]:
        label, cost = await self._label(" ".join(item.text for item in doubt.claim.citations), doubt.claim.text)
        if label not in _FOR or doubt.newer is None:
            return (Reading(label in _FOR) if label in _FOR | _AGAINST else None), cost
        later, more = await self._label(doubt.newer.text, doubt.claim.text)
        return Reading(True, denied=later in _CONTRARY), cost + more

    async def _label(self, document: str, claim: str) -> tuple[str, Usage]:
        prompt = render(PROMPT, document=document, claim=claim)
        reply = await self.model.complete(prompt, PLAIN_TEXT)
        return _bare(reply.data), reply.usage


def _bare(data: dict[str, Any]) -> str:
    """Return the label that a reply begins with: “Yes.”, “LABEL: not supported”, “Supported: no”."""
    words = re.findall(r"\w+", data["text"].lower().rpartition("label:")[2])[:2]
    against = (each for each in ("".join(words), *words) if each in _AGAINST)
    return next(against, words[0] if words else "")
