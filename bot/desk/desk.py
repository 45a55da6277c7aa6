"""What every command needs at hand."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock
from bot.config.settings import Settings
from bot.store.protocol import Store
from bot.summarize.generation.keeping import Shelf
from bot.summarize.llm.protocol import LanguageModel
from bot.summarize.verification.claim_verifier import ClaimVerifier


@dataclass(slots=True)
class Desk:
    """The store, the settings, the clock and the model (None: the extractive writer does it all).

    `reader` judges what the model writes and code cannot tell (None: that is not posted). `shelf` is where both is kept
    to be used again (None: it is not).

    The settings are others once the file was read again; all else stays.
    """

    store: Store
    settings: Settings
    clock: Clock
    model: LanguageModel | None = None
    reader: ClaimVerifier | None = None
    shelf: Shelf | None = None
