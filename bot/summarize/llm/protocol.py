"""The language model: any OpenAI-compatible endpoint, or none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from bot.models import Citation, Usage


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rendered prompt: `system` are our instructions, `user` holds the data; `name` and `version` go to the log.

    `shown` are the passages in it, where the reply may be kept and used again: all that it says of the news rests on
    these. Without any, it is not kept.
    """

    name: str
    version: str
    system: str
    user: str
    shown: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelReply:
    """A model's answer, parsed and held against the schema; and what it cost."""

    data: dict[str, Any]
    usage: Usage


PLAIN_TEXT: dict[str, Any] = {"type": "string"}
"""The schema of a reply that is no object: it comes as it is, under the key `text`."""

Heard = Callable[[str], Awaitable[None]]
"""Takes the text of an answer as far as it is written."""


class LanguageModel(Protocol):
    """What Readout needs of a model: one call. Raises ModelAway, BadReply or BudgetSpent."""

    async def complete(self, prompt: Prompt, schema: dict[str, Any], heard: Heard | None = None) -> ModelReply:
        """Return the model's answer to a prompt as an object of the JSON schema.

        `heard` may be called with the answer as far as it is written, and again from its beginning.
        """
        ...
