"""The language model: any OpenAI-compatible endpoint, or none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from bot.models import Usage

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.settings import ModelSettings
    from bot.store.database import Store


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rendered prompt: `system` are our instructions, `user` holds the data; `name` and `version` go to the log."""

    name: str
    version: str
    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A model's answer, parsed and held against the schema; and what it cost."""

    data: dict[str, Any]
    usage: Usage


Heard = Callable[[str], Awaitable[None]]
"""Takes the text of an answer as far as it is written."""


class LanguageModel(Protocol):
    """What Readout needs of a model: one call. Raises ModelAway, BadReply or BudgetSpent."""

    async def complete(self, prompt: Prompt, schema: dict[str, Any], heard: Heard | None = None) -> Reply:
        """Return the model's answer to a prompt as an object of the JSON schema.

        `heard` may be called with the answer as far as it is written, and again from its beginning.
        """
        ...


def model_from(settings: ModelSettings, store: Store, clock: Clock) -> LanguageModel | None:
    """Return the model that the settings name; None without a name, or with neither an address nor a key."""
    if not settings.name or not (settings.base_url or settings.api_key):
        return None
    from bot.summarize.openai_model import OpenAIModel

    return OpenAIModel(settings, store, clock)
