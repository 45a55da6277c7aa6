"""The second reader that is a chat model: all doubtful claims in one request, a verdict with its stretches for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.summarize.llm.prompts import render
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.claim_verifier import Doubt, Reading, Readings
from bot.text.visible import line

PROMPT = "verify"
LONGEST_REASON = 200
"""Characters of what a reader says is missing."""
MOST_STRETCHES = 12
VERDICTS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "verdicts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "number": {"type": "integer"},
                    "supported": {"type": "boolean"},
                    "stretches": {"type": "array", "items": {"type": "string"}},
                    "denied": {"type": "boolean"},
                    "missing": {"type": "string"},
                },
                "required": ["number", "supported", "stretches", "denied", "missing"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["verdicts"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class ChatReader:
    """A `ClaimVerifier` on a language model."""

    model: LanguageModel

    async def read(self, doubts: Sequence[Doubt]) -> Readings:
        """Return a verdict for each claim; None where the reply has none for it, or two."""
        reply = await self.model.complete(render(PROMPT, claims=list(map(_shown, doubts))), VERDICTS_SCHEMA)
        found: dict[int, Reading | None] = {}
        for item in reply.data["verdicts"]:
            found[item["number"]] = None if item["number"] in found else _reading(item)
        return Readings(tuple(found.get(number) for number in range(1, len(doubts) + 1)), reply.usage)


def _shown(doubt: Doubt) -> dict[str, Any]:
    """Return a claim as the prompt shows it: it does not say which outlet prints a passage, nor where."""
    return {
        "text": doubt.claim.text,
        "speaker": doubt.claim.speaker or "",
        "passages": [item.text for item in doubt.claim.citations],
        "newer": doubt.newer.text if doubt.newer else "",
    }


def _reading(item: dict[str, Any]) -> Reading:
    stretches = tuple(dict.fromkeys(item["stretches"]))[:MOST_STRETCHES]
    return Reading(item["supported"], stretches, item["denied"], line(item["missing"])[:LONGEST_REASON])
