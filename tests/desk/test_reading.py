"""Commands that read, through the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.news import lookups
from bot.errors import UsageError
from bot.models import PUBLIC, Channel
from bot.store.opening import open_store
from tests.summarize.held import ALL, LIGHTHOUSE, NOW, STRIKE, hold


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path) as store:
        yield Desk(store, Settings(), lambda: NOW)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("90m", timedelta(minutes=90)),
        ("24h", timedelta(hours=24)),
        (" 7 D ", timedelta(days=7)),
        ("2w", timedelta(weeks=2)),
    ],
)
def test_a_length_of_time_is_read(text: str, span: timedelta) -> None:
    assert lookups.parse_since(text) == span


@pytest.mark.parametrize("text", ["", "yesterday", "24", "-1h", "0h", "1.5h", "999999w", "24h 3m", "٣h?"])
def test_anything_else_is_a_wrong_command(text: str) -> None:
    with pytest.raises(UsageError, match="no length of time"):
        lookups.parse_since(text)


async def test_the_desk_asks_quotes_searches_and_lists(desk: Desk) -> None:
    hold(desk.store, *ALL)
    assert (await lookups.ask(desk, "who scored for Harrowgate")).answered
    said = await lookups.quotes(desk, "Toren", "vote")
    assert said and all("vote" in item.citation.text for item in said)
    (hit,) = await lookups.search(desk, "lighthouse keeper", 1)
    assert "Marsh" in hit.citation.text
    stories = await lookups.stories(desk)
    assert [len(story.articles) for story in stories if "Velmora" in story.title] == [3]


async def test_a_briefing_reaches_back_as_far_as_asked(desk: Desk) -> None:
    hold(desk.store, STRIKE, LIGHTHOUSE)
    assert len((await lookups.brief(desk, since=timedelta(hours=24))).stories) == 2
    assert len((await lookups.brief(desk, since=timedelta(hours=6))).stories) == 1


async def test_what_one_server_reads_no_other_sees(desk: Desk) -> None:
    hold(desk.store, STRIKE, owner="discord:1")
    other = Channel(7, "other", "discord", "55", server="2")
    assert not (await lookups.ask(desk, "what did Toren say", PUBLIC)).answered
    assert not await lookups.quotes(desk, "Toren", audience=PUBLIC)
    assert not await lookups.search(desk, "drivers", audience=PUBLIC)
    assert not await lookups.stories(desk, PUBLIC)
    assert not (await lookups.brief(desk, since=timedelta(days=1), channel=other)).stories
    assert (await lookups.brief(desk, since=timedelta(days=1))).stories
