"""Why something was in the last briefing, or was not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.desk.news import ALL, FERRY, LIBRARY, ORCHARD
from tests.desk.town import Person, Town


async def briefed(town: Town, *, words: str = "schedule 07:00 UTC") -> Person:
    ann = town.person()
    town.prints(*ALL, replace(FERRY, url="https://mirror.example/ferry", source="Mirror"))
    await ann.types(words)
    town.clock.wait(hours=1)
    await town.deliver()
    return ann


async def test_before_the_first_briefing_there_is_no_why(town: Town) -> None:
    assert "No briefing was posted here yet" in await town.person().types("why")


async def test_what_was_told_and_what_was_left_out_has_its_reason(town: Town) -> None:
    ann = await briefed(town)
    told = await ann.types("why")
    assert ann.read.private and "told" in told.splitlines()[0] and "1 copies" in told
    assert f"{FERRY.title} · Mirror · a copy of another article: “{FERRY.title}”" in told
    assert f"{LIBRARY.title} · Osterby Gazette · told" in await ann.types("/why telescopes")


async def test_what_was_left_out_for_room_or_for_its_topic_says_so(town: Town) -> None:
    ann = await briefed(town, words="schedule 07:00 UTC about climate")
    assert "the briefing is about “climate” only" in await ann.types("/why telescopes")
    assert "told" in await ann.types(f"/why {ORCHARD.title}")


async def test_what_came_before_or_after_or_never_says_so(town: Town) -> None:
    ann = await briefed(town)
    late = replace(
        LIBRARY,
        url="https://o.example/2",
        title="Comet seen",
        text="A comet was seen over Osterby on Monday evening by many people.",
        published_at=town.clock(),
    )
    early = replace(
        late,
        url="https://o.example/3",
        title="Eclipse seen",
        text="An eclipse was seen over Osterby on Friday by many people.",
        published_at=town.clock() - timedelta(days=3),
    )
    town.clock.wait(minutes=30)
    town.prints(replace(late, published_at=town.clock()), early)
    assert "newer than the briefing" in await ann.types("/why comet")
    assert "older than the time that the briefing read" in await ann.types("/why eclipse")
    assert "I hold nothing on “volcano”" in await ann.types("/why volcano")
