"""What every wish needs at hand."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock
from bot.settings import Settings
from bot.store.database import Store
from bot.summarize.model import LanguageModel


@dataclass(frozen=True, slots=True)
class Desk:
    """The store, the settings, the clock and the model (None: the extractive writer does it all)."""

    store: Store
    settings: Settings
    clock: Clock
    model: LanguageModel | None = None
