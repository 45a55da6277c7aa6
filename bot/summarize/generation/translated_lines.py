"""Has a model put lines into a reader's language, all at once; each is a claim that is held against its passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.language_names import name_of
from bot.models import Claim, Usage
from bot.summarize.generation.glosses import parted
from bot.summarize.generation.guard import Guard, Judged
from bot.summarize.generation.quotation_text import as_printed
from bot.summarize.generation.second_reading.glossed_reading import read_with_glosses
from bot.summarize.llm.prompts import render
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.claim_verifier import ClaimVerifier
from bot.text.postable import cleaned

LINES_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "lines": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"number": {"type": "integer"}, "text": {"type": "string"}},
                "required": ["number", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["lines"],
    "additionalProperties": False,
}


async def translated(
    model: LanguageModel, claims: Sequence[Claim], reader: ClaimVerifier | None, language: str
) -> tuple[tuple[Claim, ...], Usage]:
    """Return claims in a language, those that do not hold so as they were; and the cost. Raises ModelError."""
    prompt = render("translate", lines=[claim.text for claim in claims], language=name_of(language))
    reply = await model.complete(prompt, LINES_SCHEMA)
    guard = Guard((), tuple(cited for claim in claims for cited in claim.citations), reader, language)
    found: dict[int, Judged] = {}
    for item in reply.data["lines"]:
        if 0 < item["number"] <= len(claims) and item["number"] not in found:
            found[item["number"]] = _judged(item["text"], claims[item["number"] - 1], guard)
    read, cost = await read_with_glosses(guard, list(found.values()))
    held = {number: item.claim for number, item in zip(found, read, strict=True) if not item.reason}
    return tuple(held.get(number, claim) for number, claim in enumerate(claims, 1)), reply.usage + cost


def _judged(written: str, original: Claim, guard: Guard) -> Judged:
    text, glosses = parted(as_printed(cleaned(written), original.citations))
    claim = replace(original, text=text, written_by="model", foreign="")
    return replace(guard.by_code(claim), glosses=glosses)
