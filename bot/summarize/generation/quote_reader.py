"""Asks the model who said what in an article: proposals, of which `model_proposals` lets in what is printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.evidence.quotes.model_proposals import Proposal
from bot.summarize.llm.prompts import render
from bot.summarize.llm.protocol import LanguageModel
from bot.text.visible import line

LONGEST = 12_000
"""Characters of an article that the model is given: its first paragraphs."""
MOST = 60
"""Proposals that are looked at."""
QUOTES_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "statements": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"speaker": {"type": "string"}, "said": {"type": "string"}},
                "required": ["speaker", "said"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["statements"],
    "additionalProperties": False,
}


async def proposals(model: LanguageModel, text: str) -> tuple[Proposal, ...]:
    """Return what the model says that somebody said in an article. Raises ModelError."""
    prompt = render("quotes", paragraphs=list(_paragraphs(text)))
    answer = await model.complete(prompt, QUOTES_SCHEMA)
    return tuple(Proposal(item["speaker"], item["said"]) for item in answer.data["statements"][:MOST])


def _paragraphs(text: str) -> Iterator[str]:
    left = LONGEST
    for paragraph in filter(line, text.split("\n")):
        left -= len(paragraph)
        if left < 0:
            return
        yield paragraph
