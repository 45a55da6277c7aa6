"""Hours that are said or typed with their days: none of what is said of a briefing is lost, and it is all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config.sections import LimitSettings
from bot.config.settings import Settings
from bot.store.opening import open_store
from tests.desk.town import Clock, Person, Town

SET = "schedule 08:00 Europe/Kyiv"


async def listed(person: Person) -> list[str]:
    return (await person.types("schedule list")).splitlines()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("please post at 9 on weekdays", "09:00 UTC weekdays"),
        ("brief us at 7 on weekdays", "07:00 UTC weekdays"),
        ("send the briefing at 6 at weekends", "06:00 UTC weekends"),
    ],
)
async def test_an_hour_before_its_days_is_heard(town: Town, words: str, told: str) -> None:
    ann = town.person()
    assert f"Scheduled: {told}" in await ann.types(words)


async def test_a_briefing_is_moved_to_an_hour_on_days(town: Town) -> None:
    ann = town.person()
    await ann.types(SET)
    assert "Changed: 10:00 Europe/Kyiv sun" in await ann.types("change the briefing to 10 on sundays")


async def test_an_hour_of_what_is_to_stop_on_some_days_names_the_briefing(town: Town) -> None:
    ann = town.person()
    await ann.types(SET)
    await ann.types("schedule 18:00")
    assert "Changed: 08:00 Europe/Kyiv weekends" in await ann.types("stop the one at 8 on weekdays")
    assert "18:00 Europe/Kyiv daily" in await ann.types("schedule list")


async def test_three_hours_each_on_its_day(town: Town) -> None:
    ann = town.person()
    await ann.types("8 on Monday and 9 on Tuesday and 10 on Wednesday")
    mon, tue, wed = await listed(ann)
    assert "08:00 UTC mon" in mon and "09:00 UTC tue" in tue and "10:00 UTC wed" in wed


async def test_two_typed_hours_on_the_same_days_keep_all_that_was_typed(town: Town) -> None:
    ann = town.person()
    await ann.types(SET)
    assert "with a ping" in (await ann.types("schedule 08:00,18:00 weekdays ping:77"))
    first, *more = await listed(ann)
    assert "08:00 Europe/Kyiv daily" in first
    assert [("08:00" in line, "18:00" in line) for line in more] == [(True, False), (False, True)]
    assert all("weekdays" in line for line in more)


async def test_typed_hours_with_days_of_their_own_keep_their_terms(town: Town) -> None:
    ann = town.person()
    await ann.types("schedule add 8:00 weekdays, 10:00 weekends Asia/Tokyo short ping:77 about the climate")
    for line, slot in zip(await listed(ann), ("08:00 Asia/Tokyo weekdays", "10:00 Asia/Tokyo weekends"), strict=True):
        assert slot in line and "about the climate" in line and "short" in line and "ping" in line


async def test_a_typed_change_with_two_hours_is_of_the_briefing_that_it_names(town: Town) -> None:
    ann = town.person()
    await ann.types(SET)
    before = await listed(ann)
    assert "Which briefing is meant? Give its number: 1" in await ann.types("schedule change 3 08:00,10:00 weekdays")
    assert await listed(ann) == before


async def test_what_is_said_of_several_briefings_holds_for_each(town: Town) -> None:
    ann = town.person()
    await ann.types(SET)
    await ann.types("briefing in german at 8:00 on weekdays and 10:00 on weekends")
    first, second = await listed(ann)
    assert "08:00 Europe/Kyiv weekdays" in first and "10:00 Europe/Kyiv weekends" in second
    assert "German" in first and "German" in second
    await ann.types("please send short briefings at 8 on mondays and 10 on fridays")
    assert all("short" in line for line in (await listed(ann))[2:])


async def test_a_zone_that_is_said_with_several_hours_moves_the_first_too(town: Town) -> None:
    ann = town.person()
    await ann.types(SET)
    await ann.types("twice a day at 7 and 19:00 Tokyo time")
    first, second = await listed(ann)
    assert "07:00 Asia/Tokyo" in first and "19:00 Asia/Tokyo" in second


async def test_what_is_there_already_needs_no_room(tmp_path: Path) -> None:
    with open_store(tmp_path / "few") as store:
        ann = Town(store, Clock(), Settings(limits=LimitSettings(server_briefings=2))).person()
        for _ in range(2):
            assert "the most" not in await ann.types("weekdays at 9, weekends at 10")
        assert len(await listed(ann)) == 2


@pytest.mark.parametrize("words", ["weekdays at 9, weekends at 10", "send it at 9 and 18"])
async def test_where_there_is_no_room_for_all_nothing_is_changed(tmp_path: Path, words: str) -> None:
    few = LimitSettings(server_briefings=1)
    with open_store(tmp_path / "few") as store:
        ann = Town(store, Clock(), Settings(limits=few)).person()
        await ann.types(SET)
        before = await listed(ann)
        assert "the most" in await ann.types(words)
        assert await listed(ann) == before


@pytest.mark.parametrize(
    "words",
    ["schedule 08:00 weekdays, 10:00 weekends tag:Weather", "schedule 07:00 tag:Weather", "schedule 1 09:00 tag:W"],
)
async def test_where_a_tag_is_not_known_nothing_is_changed(town: Town, words: str) -> None:
    ann = town.person()
    await ann.types(SET)
    before = await listed(ann)
    assert "tag" in await ann.types(words)
    assert await listed(ann) == before
