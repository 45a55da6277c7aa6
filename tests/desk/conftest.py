"""A town with nothing in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.opening import open_store
from tests.desk.town import Clock, Town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with open_store(tmp_path / "store") as store:
        yield Town(store, Clock())
