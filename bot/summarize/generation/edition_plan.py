"""Asks a model for the plan of an edition, and holds that it names only stories that there are, and each once."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.models import Usage
from bot.summarize.llm.prompts import render
from bot.summarize.llm.protocol import LanguageModel

log = logging.getLogger(__name__)

_AFFAIRS = {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}
PLAN_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"sections": _AFFAIRS, "also": _AFFAIRS},
    "required": ["sections", "also"],
    "additionalProperties": False,
}

Affair = tuple[int, ...]
"""Stories that are told as one, by their numbers from 0 on; the first is the one that it is told by."""


@dataclass(frozen=True, slots=True)
class ListedStory:
    """A story as the plan is made from it: `at` is when it was last written of."""

    title: str
    outlets: str
    at: str
    first: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The affairs that get a section, and those that get a line, each in their order."""

    sections: tuple[Affair, ...]
    also: tuple[Affair, ...]


async def edition_plan(
    model: LanguageModel, stories: Sequence[ListedStory], *, sections: int, also: int
) -> tuple[Plan | None, Usage]:
    """Return a plan, None where it cannot be followed, and what it cost. Raises ModelError.

    `sections` and `also` are how many there are at most; of more, the last ones are left out.
    """
    listed = [
        {"number": number, "title": each.title, "outlets": each.outlets, "at": each.at, "first": each.first}
        for number, each in enumerate(stories, 1)
    ]
    answer = await model.complete(render("plan", stories=listed, sections=sections, also=also), PLAN_SCHEMA)
    plan = Plan(_affairs(answer.data["sections"])[:sections], _affairs(answer.data["also"])[:also])
    problem = _problem(plan, len(stories))
    if problem:
        log.info("the model's plan of a briefing is not followed: %s", problem)
    return None if problem else plan, answer.usage


def _affairs(lists: Sequence[Sequence[int]]) -> tuple[Affair, ...]:
    return tuple(tuple(number - 1 for number in numbers) for numbers in lists if numbers)


def _problem(plan: Plan, count: int) -> str:
    """Say why a plan cannot be followed, or "" where it can be."""
    named = Counter(number for affair in (*plan.sections, *plan.also) for number in affair)
    if not plan.sections:
        return "it has no section"
    if unknown := [number + 1 for number in named if not 0 <= number < count]:
        return f"there is no story {unknown[0]}"
    twice = [number + 1 for number, times in named.items() if times > 1]
    return f"it names story {twice[0]} twice" if twice else ""
