"""Which language models the settings name: the one that writes, and the one that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.config.sections import ModelSettings
    from bot.store.protocol import Store
    from bot.summarize.llm.protocol import LanguageModel


def model_from(settings: ModelSettings, store: Store, clock: Clock) -> LanguageModel | None:
    """Return the model that the settings name; None without a name, or with neither an address nor a key."""
    if not settings.name or not (settings.base_url or settings.api_key):
        return None
    from bot.summarize.llm.openai_model import OpenAIModel

    return OpenAIModel(settings, store, clock)


def reading_model_from(
    settings: ModelSettings, writer: LanguageModel | None, store: Store, clock: Clock
) -> LanguageModel | None:
    """Return the model that reads what the other wrote: that one itself where the settings name none for it."""
    wanted = settings.verifier
    return model_from(reading_settings(settings), store, clock) if wanted.name or wanted.base_url else writer


def reading_settings(settings: ModelSettings) -> ModelSettings:
    """Return the settings as the model that reads has them; a key is shown to no server but the one it is for."""
    own = settings.verifier
    here = not own.base_url or own.base_url == settings.base_url
    changed: dict[str, object] = {
        "name": own.name or settings.name,
        "base_url": own.base_url or settings.base_url,
        "api_key": own.api_key or (settings.api_key if here else None),
    }
    if own.name or own.base_url:
        changed |= {"price_input": own.price_input, "price_output": own.price_output}
    return settings.model_copy(update=changed)
