"""What a channel follows comes first in its briefings, or is told at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.desk_protocol import NO_RIGHT, Command
from bot.desk.news import lookups
from bot.desk.setup import channel_lookup
from bot.models import Article
from tests.desk.news import FERRY, FERRY_FARES, LIBRARY, ORCHARD
from tests.desk.town import Town, owner_of


def later(article: Article, town: Town, **span: float) -> Article:
    """The article, published a little before now."""
    return replace(article, published_at=town.clock() - timedelta(**(span or {"minutes": 1})))


async def test_news_of_what_is_followed_comes_at_once_and_is_not_told_again(town: Town) -> None:
    ann = town.person()
    assert "topic climate, told at once" in await ann.types("follow climate now")
    await ann.types("schedule 07:00 UTC")
    town.clock.wait(minutes=5)
    town.prints(later(ORCHARD, town), later(LIBRARY, town))
    (alert,) = await town.deliver()
    assert "Alert: climate" in alert and "apple blossom" in alert and "telescopes" not in alert
    assert "to end these: unfollow climate" in alert
    assert not await town.deliver()
    town.clock.wait(minutes=60)
    (briefing,) = await town.deliver()
    assert "telescopes" in briefing and "Frost destroyed half" not in briefing


async def test_only_news_after_the_follow_counts(town: Town) -> None:
    ann = town.person()
    town.prints(ORCHARD)
    await ann.types("follow climate now")
    assert not await town.deliver()
    old = replace(
        ORCHARD, url="https://valley.example/old", text=FERRY.text, published_at=town.clock() - timedelta(days=3)
    )
    town.prints(old)
    assert not await town.deliver()


@pytest.mark.parametrize(
    ("words", "article", "told"),
    [
        ("follow ferry now", FERRY, True),
        ("follow speaker Ann Lee now", FERRY, True),
        ("follow speaker Reed now", FERRY, True),
        ("follow speaker Ann Lee now", FERRY_FARES, False),
        ("follow telescopes now", LIBRARY, True),
        ("follow telescopes now", ORCHARD, False),
    ],
)
async def test_a_topic_or_a_speaker_is_found_where_it_stands(
    town: Town, words: str, article: Article, told: bool
) -> None:
    await town.person().types(words)
    town.clock.wait(minutes=5)
    town.prints(later(article, town))
    assert bool(await town.deliver()) is told


async def test_a_source_is_followed_by_its_name_and_a_story_by_its_title(town: Town) -> None:
    ann = town.person()
    number = town.reads("https://courier.example/feed", title="Courier")
    town.prints(FERRY)
    assert "source Courier" in await ann.types("follow Courier now")
    assert "story Ferry between Norwick" in await ann.types(f"follow {FERRY.title} now")
    town.clock.wait(minutes=30)
    town.prints(later(LIBRARY, town), source_id=number)
    (alert,) = await town.deliver()
    assert "Alert: Courier" in alert and "telescopes" in alert
    assert "I know no source" in await ann.types("follow source Nobody now")


async def test_quiet_hours_are_kept_and_what_came_in_them_is_told_after(town: Town) -> None:
    ann = town.person()
    town.clock.now = datetime(2026, 3, 2, 19, 30, tzinfo=UTC)
    await ann.types("follow climate now quiet 22:00-07:00 zone:Europe/Kyiv")
    town.clock.wait(hours=2)  # 23:30 in Kyiv
    town.prints(later(ORCHARD, town))
    assert not await town.deliver()
    town.clock.now = datetime(2026, 3, 3, 4, 59, tzinfo=UTC)
    assert not await town.deliver()
    town.clock.wait(minutes=1)
    assert len(await town.deliver()) == 1


async def test_no_more_alerts_a_day_than_were_asked_for(town: Town) -> None:
    ann = town.person()
    assert "at most 2 a day" in await ann.types("follow the now most 2")
    for day in range(2):
        told = 0
        for number, article in enumerate((FERRY, ORCHARD, LIBRARY)):
            town.clock.wait(minutes=10)
            town.prints(
                replace(
                    later(article, town), url=f"https://x.example/{day}/{number}", text=f"{article.text} Day {day}."
                )
            )
            told += len(await town.deliver())
        assert told <= 2
        town.clock.wait(days=1)
    assert "from 1 to 100" in await ann.types("follow climate now most 0")


async def test_what_two_things_that_are_followed_have_in_common_is_told_once(town: Town) -> None:
    ann = town.person()
    await ann.types("follow ferry now")
    await ann.types("follow speaker Ann Lee now")
    town.clock.wait(minutes=5)
    town.prints(later(FERRY, town))
    assert len(await town.deliver()) == 1


async def test_a_copy_of_what_was_told_is_no_news(town: Town) -> None:
    await town.person().types("follow ferry now")
    town.clock.wait(minutes=5)
    town.prints(later(FERRY, town))
    assert len(await town.deliver()) == 1
    town.clock.wait(minutes=30)
    town.prints(replace(later(FERRY, town), url="https://mirror.example/ferry", source="Mirror"))
    assert not await town.deliver()


async def test_what_is_unfollowed_is_told_no_more(town: Town) -> None:
    ann = town.person()
    await ann.types("follow climate now")
    assert "Followed no longer: topic climate" in await ann.types("unfollow Climate")
    town.clock.wait(minutes=5)
    town.prints(later(ORCHARD, town))
    assert not await town.deliver()
    assert "It follows nothing yet" in await ann.types("unfollow climate")


async def test_an_alert_never_leaves_the_server_whose_source_it_is(town: Town) -> None:
    here, there = town.person("100", "1"), town.person("200", "2")
    for person in (here, there):
        await person.types("follow climate now")
    town.clock.wait(minutes=5)
    town.prints(later(ORCHARD, town), owner=owner_of("2"))
    await town.deliver()
    assert not town.board.texts("100") and len(town.board.texts("200")) == 1


async def test_what_is_followed_comes_first_in_the_briefing(town: Town) -> None:
    ann = town.person()
    for number, article in enumerate((FERRY, FERRY_FARES, ORCHARD, LIBRARY)):
        town.prints(article, replace(article, url=f"https://copy.example/{number}", source="Copyist"))
    town.prints(replace(LIBRARY, url="https://third.example/1", source="Third"))
    await ann.types("follow Tarn")
    await ann.types("schedule 07:00 UTC short")
    town.clock.wait(hours=1)
    (briefing,) = await town.deliver()
    assert briefing.index("apple blossom") < briefing.index("Norwick")


async def test_a_story_is_told_last_for_one_member_and_left_out_for_several(town: Town) -> None:
    town.prints(FERRY, ORCHARD)
    members = [town.person(name=name, rights=NO_RIGHT) for name in ("bob", "cy", "dee")]
    here = await town.desk.store.write(lambda db: channel_lookup.settled(db, town.desk, members[0].place.channel))

    async def told() -> list[str]:
        briefing = await lookups.brief(town.desk, since=timedelta(days=1), channel=here)
        return [story.headline for story in briefing.stories]

    first, other = await told()
    unwanted = await lookups.find_story(town.desk, first, members[0].place.audience)
    less = Command("story", {"story": str(unwanted.id), "show": "less"})
    for member in members[:2] * 2:
        await member.commands(less)
        assert member.read.private and "will come last here" in member.text
    assert await told() == [other, first], "two members, however often: told last"
    await members[2].commands(less)
    assert "nothing more of it" in members[2].text
    assert await told() == [other]


async def test_less_like_this_changes_the_next_briefing(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY, ORCHARD)
    await ann.types("schedule 07:00 UTC")
    town.clock.wait(hours=1)
    await town.deliver()
    _, key, part = town.board.shown[-1]
    unwanted, other = sorted((FERRY, ORCHARD), key=lambda item: part.text.index(item.title))
    await ann.presses("Less like this", part, key)
    assert ann.read.private and f"less like “{unwanted.title}”" in ann.text
    town.clock.wait(hours=23)
    for article in (unwanted, other):
        text = f"{article.text}\nMore was said about it at the evening meeting in the town hall."
        town.prints(replace(later(article, town), text=text, url=f"{article.url}/2"))
    town.clock.wait(hours=1)
    (briefing,) = await town.deliver()
    assert other.title in briefing and unwanted.title not in briefing
    assert f"{unwanted.title} · {unwanted.source} · less of it was wished for here" in await ann.types("why")
    assert unwanted.title in await town.person("101").types("brief 24h")
