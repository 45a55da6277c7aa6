"""A model that is asked once for the same text: what it wrote is taken from the shelf where it may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.models import Citation, Usage
from bot.store.limits.model_usage import day_of
from bot.summarize.generation.keeping import Shelf
from bot.summarize.llm.protocol import Heard, LanguageModel, ModelReply, Prompt
from bot.summarize.llm.response import mismatch

MAY_BE_EMPTY = frozenset({"rewrite"})
"""Prompts to which nothing is an answer: none of the sentences can be mended."""


@dataclass(frozen=True, slots=True)
class WrittenOnce:
    """A `LanguageModel` before another: replies to prompts that name the passages in them are kept."""

    model: LanguageModel
    shelf: Shelf

    async def complete(self, prompt: Prompt, schema: dict[str, Any], heard: Heard | None = None) -> ModelReply:
        """Return the model's answer, or the one that it gave to the same prompt today, which costs nothing."""
        if not prompt.shown:
            return await self.model.complete(prompt, schema, heard)
        asked = (prompt.name, prompt.system, prompt.user, day_of(self.shelf.clock()))
        key = self.shelf.key("text", asked, prompt.shown)
        async with self.shelf.turns.of([key]):
            kept = (await self.shelf.find([key])).get(key)
            if kept is not None and not mismatch(kept, schema):
                return ModelReply(kept, Usage())
            reply = await self.model.complete(prompt, schema, heard)
            if prompt.name in MAY_BE_EMPTY or _says_something(reply.data):
                await self.shelf.keep({key: (reply.data, prompt.shown)})
            return reply


@dataclass(frozen=True, slots=True)
class Showing:
    """A `LanguageModel` that is shown some passages with all that it is asked: what it writes of them may be kept."""

    model: LanguageModel
    passages: tuple[Citation, ...]

    async def complete(self, prompt: Prompt, schema: dict[str, Any], heard: Heard | None = None) -> ModelReply:
        """Return the model's answer to a prompt that names the passages."""
        return await self.model.complete(replace(prompt, shown=self.passages), schema, heard)


def _says_something(data: dict[str, Any]) -> bool:
    """Tell whether a reply has an item in a list: one without has failed to write, and is asked for again."""
    return any(isinstance(value, list) and value for value in data.values())
