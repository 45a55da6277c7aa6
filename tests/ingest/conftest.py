from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from newsstand import Newsstand, newsstand

from bot.ingest.workers.pool import Workers
from bot.store.opening import open_store
from bot.store.protocol import Store


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Two worker processes for the whole room."""
    made = Workers()
    yield made
    made.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path)
    yield made
    made.close()


@pytest_asyncio.fixture
async def stand() -> AsyncIterator[Newsstand]:
    async with newsstand() as made:
        yield made
