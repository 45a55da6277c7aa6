"""Why something was in the last briefing, or was not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.models import Article
from tests.desk.news import ALL, FERRY, LIBRARY, ORCHARD
from tests.desk.town import Person, Town, owner_of


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
    assert "I couldn't find “volcano”" in await ann.types("/why volcano")


# ---------------------------------------------------------------- what is told at once


def fresh(article: Article, town: Town, **more: str) -> Article:
    """The article, printed a minute ago."""
    return replace(article, published_at=town.clock() - timedelta(minutes=1), **more)


async def following(town: Town, words: str = "follow climate now") -> Person:
    ann = town.person()
    await ann.types(words)
    town.clock.wait(minutes=5)
    return ann


async def test_a_channel_without_alerts_hears_nothing_of_them(town: Town) -> None:
    ann = await briefed(town)
    for typed in ("why", "/why frost"):
        assert "alert" not in await ann.types(typed) and "at once" not in ann.text


async def test_what_was_alerted_and_what_was_not_has_its_reason(town: Town) -> None:
    ann = await following(town)
    town.prints(fresh(ORCHARD, town), fresh(LIBRARY, town))
    assert f"{ORCHARD.title} · Valley Post · its alert comes in a moment" in await ann.types("/why frost")
    await town.deliver()
    assert f"{ORCHARD.title} · Valley Post · told in the alert on climate of Mon 02 Mar, 06:05" in await ann.types(
        "why"
    )
    assert "Told at once: topic climate" in ann.text and ann.read.private
    told = await ann.types("/why telescopes")
    assert f"{LIBRARY.title} · Osterby Gazette · no alert: nothing that is told at once here is in it" in told
    await ann.types("follow telescopes")
    assert "no alert: telescopes is followed for briefings" in await ann.types("/why telescopes")


async def test_what_the_days_number_or_the_story_kept_back_says_so_also_later(town: Town) -> None:
    ann = await following(town, "follow the now most 1")
    town.prints(fresh(FERRY, town))
    await town.deliver()
    town.prints(fresh(LIBRARY, town))
    assert not await town.deliver()
    assert "no alert: the had as many as it may a day (Mon 02 Mar, 06:05)" in await ann.types("/why telescopes")
    await ann.types("follow the now most 5")
    town.prints(fresh(FERRY, town, url="https://mirror.example/ferry", source="Mirror"))
    assert not await town.deliver()
    told = await ann.types("why")
    assert "Mirror · no alert: another one had told its story that day" in told
    town.clock.wait(days=1)
    assert "as many as it may a day (Mon 02 Mar, 06:05)" in await ann.types("/why telescopes")


async def test_quiet_hours_and_a_pause_say_so(town: Town) -> None:
    town.clock.now = datetime(2026, 3, 2, 19, 30, tzinfo=UTC)
    ann = await following(town, "follow climate now quiet 22:00-07:00 zone:Europe/Kyiv")
    town.clock.wait(hours=2)
    town.prints(fresh(ORCHARD, town))
    await town.deliver()
    assert "it waits for the end of the quiet hours, at 07:00 Europe/Kyiv" in await ann.types("why")
    await town.front.closed(ann.place, "the channel was archived")
    assert "no alert: this channel is paused. the channel was archived" in await ann.types("/why frost")


async def test_what_was_there_before_or_is_old_says_so(town: Town) -> None:
    town.prints(ORCHARD)
    ann = await following(town)
    assert "no alert: it came in before climate was followed" in await ann.types("/why frost")
    await ann.types("follow telescopes now")
    town.clock.wait(minutes=1)
    town.prints(replace(LIBRARY, published_at=town.clock() - timedelta(days=3)))
    await town.deliver()
    assert "no alert: it was more than 2 days old when it came in" in await ann.types("/why telescopes")


async def test_what_a_briefing_told_before_is_no_alert(town: Town) -> None:
    ann = await following(town)
    await ann.types("schedule 07:00 UTC")
    town.clock.now = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    short = replace(ORCHARD, text=ORCHARD.text.partition("\n")[0])
    town.prints(fresh(short, town))
    await town.deliver()
    town.clock.wait(hours=1)
    town.prints(fresh(short, town, url="https://mirror.example/frost", source="Mirror"))
    assert not await town.deliver()
    assert "Mirror · no alert on climate: all that it says was told here before" in await ann.types("/why frost")


async def test_why_names_no_news_of_another_server(town: Town) -> None:
    ann = await following(town)
    town.prints(fresh(ORCHARD, town), owner=owner_of("2"))
    await town.deliver()
    assert "No news of it in the last 7 days" in await ann.types("why")
    assert ORCHARD.title not in await ann.types("/why frost")
