"""Which servers the bot was put out of, as far as that can be told without it having been there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.setup import servers
from bot.desk.sources import sources as commands
from bot.store.opening import open_store


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path) as store:
        yield Desk(store, Settings(data=tmp_path), lambda: datetime(2027, 3, 2, 8, tzinfo=UTC))


async def test_a_server_is_missing_where_something_is_kept_and_the_bot_is_not(desk: Desk) -> None:
    for owner in ("discord:1", "discord:2/77", "slack:T1", ""):
        await commands.add_source(desk, f"https://vell.example/{owner}", owner)
    assert await servers.missing(desk, "discord", "me", {"1"}) == [], "who it was before is not known"
    assert await servers.missing(desk, "discord", "me", {"1"}) == ["2"]
    assert await servers.missing(desk, "discord", "me", {"1", "2", "3"}) == []


async def test_another_bot_misses_nothing_at_first(desk: Desk) -> None:
    await commands.add_source(desk, "https://vell.example/feed", "discord:1")
    await servers.missing(desk, "discord", "me", {"1"})
    assert await servers.missing(desk, "discord", "somebody else", set()) == []
    assert await servers.missing(desk, "slack", "me", set()) == []
