"""Builds the parts from the settings and connects them: the only file that knows them all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.clock import Clock
from bot.desk.office import Desk
from bot.settings import Settings
from bot.store.database import Store


@contextmanager
def open_desk(settings: Settings, clock: Clock) -> Iterator[Desk]:
    """Open the store and the model for a command; both are closed after."""
    from bot.summarize.model import model_from

    store = Store(settings.data)
    try:
        yield Desk(store, settings, clock, model_from(settings.model, store, clock))
    finally:
        store.close()
