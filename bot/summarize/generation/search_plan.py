"""Has a model say what to look for, where rules cannot tell what a question means or in which words it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.language_names import name_of
from bot.models import Usage
from bot.summarize.llm.prompts import render
from bot.summarize.llm.protocol import LanguageModel
from bot.text.visible import line

MOST_QUERIES, LONGEST_QUERY = 4, 120
LONGEST_QUESTION = 400
_YEARS = range(1970, 9999)
"""In which news may be searched for: of a day in one of them the next can be told, and how long ago it was."""
SEARCH_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "question": {"type": "string"},
        "queries": {"type": "array", "items": {"type": "string"}},
        "since": {"type": "string"},
        "until": {"type": "string"},
    },
    "required": ["question", "queries", "since", "until"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """What to look for: the question in full, and searches, within a time where one is asked for."""

    question: str
    queries: tuple[str, ...]
    since: datetime | None = None
    until: datetime | None = None


async def search_plan(
    model: LanguageModel,
    question: str,
    before: Sequence[str],
    languages: Sequence[str],
    newest: datetime | None,
) -> tuple[SearchPlan, Usage]:
    """Return what to look for, and what it cost. Raises ModelError.

    `before` is what was asked and answered before, `languages` the codes of those that the articles are in, `newest`
    when the newest of them was published.
    """
    named = [name for code in languages if (name := name_of(code))] or ["unknown"]
    day = f"{newest:%A %-d %B %Y}" if newest else "an unknown day"
    prompt = render("search", question=question, before=before, languages=named, newest=day)
    answer = await model.complete(prompt, SEARCH_SCHEMA)
    queries = (line(query)[:LONGEST_QUERY] for query in answer.data["queries"][:MOST_QUERIES])
    since, until = _day(answer.data["since"]), _day(answer.data["until"])
    if since and until and until < since:
        since = until = None
    whole = line(answer.data["question"])[:LONGEST_QUESTION] or question
    end = until + timedelta(days=1) if until else None
    return SearchPlan(whole, tuple(filter(None, queries)), since, end), answer.usage


def _day(text: str) -> datetime | None:
    """Return the beginning of a day, UTC; None for what is no day, or one that stands for no limit (9999-12-31)."""
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return datetime.combine(day, time(), UTC) if day.year in _YEARS else None
