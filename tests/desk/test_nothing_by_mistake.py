"""What is said of the news, or may be, changes nothing of a channel until it is confirmed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chat.desk_protocol import NO_RIGHT
from tests.desk.town import Town

_TABLES = ("subscriptions", "mutes", "follows", "sources", "channels")
_LINES = (
    # places, languages, days, numbers
    "Kyiv", "Kyiv news", "news from Berlin please", "latest from Moscow", "London mayor", "Gaza", "no news from Gaza",
    "Germany", "German news", "news in Germany", "no-fly zone", "last Friday", "Good Friday", "2", "Berlin",
    "update from Paris", "Monday", "French", "Tokyo latest please",
    # words that are near to ours
    "Dutch", "resolved", "science", "cut taxes", "no wars", "sport", "no money", "send more tanks to Ukraine", "no deal",
    "tanks", "more sport", "Dutch politics", "muted Ukraine", "no taxes",
    # statements and headlines
    "I care about Ukraine", "we care about climate", "the Ukraine we want", "Ukraine, we need", "don't stop",
    "never stop the briefings", "I did not ask you to stop", "please stop the war", "stop the steal", "muted",
    "US pauses aid for a week", "Pause im Krieg", "cancel the White House briefing", "the press briefing was cancelled",
    "no survivors", "no oil", "no ceasefire", "ban TikTok", "remind me about the flood", "tell us when it was built",
    "tell me if he said that", "go back", "undone", "please don't remove the briefing", "do not cancel the briefings",
    "stop the boats", "the strike is cancelled", "Biden cancels the briefing",
    # what is told, or asked, of things that bear the names of ours
    "the briefing was cancelled", "Briefing cancelled", "the 9 o'clock briefing has been moved to 10", "paused briefings",
    "briefings are paused", "briefings resume Monday", "are briefings paused", "has the briefing been moved to 10?",
    "they paused the briefings", "people stop the briefings", "there are no briefings on weekends",
    "press briefings on weekdays only", "shorter press briefings", "no more press briefings", "press briefing at 9",
    "alerts were turned off", "alerts for Kyiv lifted", "no alerts in Kyiv tonight", "follow was cancelled", "follow-up",
    "mute button was pressed", "they undo the change", "undo was impossible", "restore the press", "stop press",
    "language changed to German", "the press briefing was in German", "weekdays are cancelled", "shorter work weeks",
    "longer sentences", "nine o'clock news moved to ten", "the meeting was moved to 9", "clocks change on Sunday",
    "the newsletter moves to Friday", "schedule moved to Friday", "the service was paused until Monday",
    "a pause until Monday", "pause ends Monday", "channel stops posting", "posts were removed", "update: meeting at 9",
    "pause in briefings until Monday", "return to briefings on Monday", "briefings getting shorter", "bot removed",
    "my boss cancelled the briefing", "our briefing was cancelled", "i moved the briefing to 10",
)  # fmt: skip


def rows(town: Town) -> list[list[tuple[Any, ...]]]:
    """Return all that people change, as it stands."""
    return town.desk.store.read_now(
        lambda db: [[tuple(row) for row in db.execute(f"select * from {table} order by id")] for table in _TABLES]
    )


@pytest.mark.parametrize("words", _LINES)
async def test_what_may_be_about_the_news_changes_nothing(town: Town, words: str) -> None:
    ann, bob = town.person(), town.person(name="bob", rights=NO_RIGHT)
    town.reads("https://paper.example/feed.xml", owner=ann.place.channel.home, title="The Paper")
    for each in ("schedule 08:00 Europe/Kyiv", "follow climate now", "mute golf"):
        await ann.types(each)
    before = rows(town)
    told = await ann.types(words)
    assert rows(town) == before, told
    await bob.types(words)
    assert rows(town) == before


@pytest.mark.parametrize("words", ["Kyiv", "German news", "science", "London mayor", "no survivors", "stop the war"])
async def test_who_may_change_nothing_is_told_the_news(town: Town, words: str) -> None:
    await town.person().types("schedule 08:00 Europe/Kyiv")
    assert "Only those who" not in await town.person(name="bob", rights=NO_RIGHT).types(words)


async def test_too_short_is_a_wish_for_more(town: Town) -> None:
    ann = town.person()
    await ann.types("schedule 08:00 Europe/Kyiv")
    assert "daily, long" in await ann.types("too short")
