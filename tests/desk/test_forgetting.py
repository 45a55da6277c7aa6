"""Leaving a server forgets it, a wish forgets a channel, an outage forgets nothing."""

from __future__ import annotations

from bot.chat.front import Place
from bot.desk import channels as channel_wishes
from bot.store import sources
from tests.desk.news import FERRY, LIBRARY, ORCHARD
from tests.desk.town import Person, Town, owner_of


async def settle_in(town: Town) -> tuple[Person, Person]:
    """Two servers that have schedules, follows, sources and questions of their own."""
    here, there = town.person("100", "1"), town.person("200", "2")
    for number, person in enumerate((here, there), 1):
        town.reads(f"https://feed{number}.example/", owner_of(str(number)))
        town.prints((FERRY, ORCHARD)[number - 1], owner=owner_of(str(number)))
        await person.types("schedule 07:00 UTC")
        await person.types("follow climate now")
        await person.types("What did they say?")
    town.prints(LIBRARY)
    town.clock.wait(hours=1)
    await town.deliver()
    return here, there


async def test_forget_names_what_it_deletes_and_asks_first(town: Town) -> None:
    here, _ = await settle_in(town)
    told = await here.types("forget channel")
    assert "1 briefing time" in told and "1 followed thing" in told and "1 message that was posted" in told
    assert "1 question" in told and "source" not in told
    assert [action.look for action in here.buttons] == ["danger"]
    assert "07:00" in await here.types("schedule")
    told = await here.types("/forget server")
    assert "1 source, 1 article" in told
    assert "Forgotten: 1 channel" in await here.presses("Delete it all")
    assert "Nothing is kept of this server" in await here.types("/forget server")


async def test_what_is_forgotten_is_gone_and_nothing_else(town: Town) -> None:
    here, there = await settle_in(town)
    await here.types("forget server confirm")
    assert "No briefing is scheduled" in await here.types("schedule")
    assert "ferry" not in (await here.types("stories")).casefold()
    assert "telescopes" in here.text
    assert "07:00" in await there.types("schedule")
    assert ORCHARD.title in await there.types("stories")
    town.clock.wait(days=1)
    assert not any("ferry" in text.casefold() for text in await town.deliver())


async def test_leaving_a_server_forgets_it_and_its_sources(town: Town) -> None:
    _, there = await settle_in(town)
    await town.front.left("discord", "1")
    assert [each.server for each in channel_wishes.every(town.desk)] == ["2"]
    held = town.desk.store.read_now(sources.every)
    assert [each.owner for each in held] == [owner_of("2")]
    assert "07:00" in await there.types("schedule")
    await town.front.left("discord", "")
    assert len(channel_wishes.every(town.desk)) == 1


async def test_what_the_operator_was_told_keeps_its_proof(town: Town) -> None:
    channel_wishes.add(town.desk, "desk", "console")
    await settle_in(town)
    from bot.desk import subscriptions

    subscriptions.add(town.desk, "desk", at="09:00", zone="UTC")
    town.clock.wait(hours=2)
    await town.deliver()
    await town.front.left("discord", "1")
    assert len(channel_wishes.every(town.desk)) == 2


async def test_a_channel_that_is_gone_is_paused_and_not_forgotten(town: Town) -> None:
    here, _ = await settle_in(town)
    await town.front.closed(Place("discord", "100", "1"), "Discord: #news was archived. Open it again")
    town.clock.wait(days=1)
    await town.deliver()
    assert len(town.board.texts("100")) == 1 and len(town.board.texts("200")) == 2
    assert "Paused: Discord: #news was archived" in await here.types("status")
    assert "gets its news again" in await here.types("schedule 07:00 UTC")


async def test_a_place_that_nothing_is_kept_of_has_nothing_to_forget(town: Town) -> None:
    ann = town.person("300", server="", kind="direct")
    assert "Nothing is kept of this channel" in await ann.types("/forget")
    assert "This is no server" in await ann.types("/forget server")
    assert "the channel or the server" in await ann.types("/forget what:me")
