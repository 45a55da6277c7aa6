"""Leaving a server forgets it, a command forgets a channel, an outage forgets nothing."""

from __future__ import annotations

import itertools
from pathlib import Path

from bot.chat.desk_protocol import Place
from bot.desk.setup import channels as channel_commands
from bot.desk.setup import servers
from bot.models import Platform
from bot.store import forgetting
from bot.store.news import sources
from bot.store.opening import open_store
from bot.store.protocol import Connection
from tests.desk.news import FERRY, LIBRARY, ORCHARD
from tests.desk.town import Clock, Person, Town, owner_of


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


async def out(platform: str, server: str) -> bool:
    """A platform that says that the bot is not back."""
    return True


async def leave(town: Town, server: str) -> None:
    """Put the bot out of a server, and let the days pass for which it is kept."""
    await town.front.left("discord", server)
    town.clock.wait(days=8)
    await servers.forget_left(town.desk, out)


async def test_a_server_that_was_left_is_kept_for_some_days_and_goes_on_when_it_comes_back(town: Town) -> None:
    here, _ = await settle_in(town)
    await town.front.left("discord", "1")
    town.clock.wait(days=2)
    await servers.forget_left(town.desk, out)
    await town.deliver()
    assert (len(town.board.texts("100")), len(town.board.texts("200"))) == (1, 2)
    assert await town.front.joined("discord", "1")
    assert not await town.front.joined("discord", "1")
    assert "07:00" in await here.types("schedule")
    town.clock.wait(days=8)
    await servers.forget_left(town.desk, out)
    assert "07:00" in await here.types("schedule")


async def test_leaving_a_server_forgets_it_and_its_sources_some_days_later(town: Town) -> None:
    _, there = await settle_in(town)
    await leave(town, "1")
    assert [each.server for each in channel_commands.every(town.desk)] == ["2"]
    held = town.desk.store.read_now(sources.every)
    assert [each.owner for each in held] == [owner_of("2")]
    assert "07:00" in await there.types("schedule")
    await town.front.left("discord", "")
    assert len(channel_commands.every(town.desk)) == 1


async def test_a_server_of_which_no_platform_can_say_that_the_bot_is_out_is_kept(town: Town) -> None:
    here, _ = await settle_in(town)

    async def nobody_knows(platform: str, server: str) -> bool:
        return False

    async def let_in_meanwhile(platform: Platform, server: str) -> bool:
        await town.front.joined(platform, server)
        return True

    await town.front.left("discord", "1")
    town.clock.wait(days=8)
    for each in (nobody_knows, let_in_meanwhile, out):
        await servers.forget_left(town.desk, each)
    assert "07:00" in await here.types("schedule")


async def test_what_the_operator_was_told_keeps_its_proof(town: Town) -> None:
    channel_commands.add(town.desk, "desk", "console")
    await settle_in(town)
    from bot.desk.setup import subscriptions

    subscriptions.add(town.desk, "desk", at="09:00", zone="UTC")
    town.clock.wait(hours=2)
    await town.deliver()
    await leave(town, "1")
    assert len(channel_commands.every(town.desk)) == 2


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


def hold_many(town: Town, owner: str, number: int) -> None:
    """Let an owner hold very many articles, as a source of years does."""
    source_id = town.reads("https://long.example/", owner)
    many = "with recursive n (i) as (select 1 union all select i + 1 from n where i < ?)"

    def put(db: Connection) -> None:
        db.execute(
            f"{many} insert into articles (owner, url, source_id, source, first_seen_at)"
            " select ?, 'https://long.example/' || i, ?, 'Long', 0 from n",
            (number, owner, source_id),
        )
        db.execute(
            "insert into revisions (article_id, text_hash, text, seen_at, effective_at)"
            " select id, '1', 'The gazette went to print.', 0, 0 from articles where source_id = ?",
            (source_id,),
        )
        db.execute(
            "update articles set revision_id = (select r.id from revisions r where r.article_id = articles.id)"
            " where source_id = ?",
            (source_id,),
        )

    town.desk.store.write_now(put)


def held(town: Town) -> int:
    """Return how many articles the store holds, whoever may see them."""
    return town.desk.store.read_now(lambda db: int(db.execute("select count(*) from articles").fetchone()[0]))


async def test_very_much_is_out_of_sight_at_once_and_deleted_in_small_steps(town: Town) -> None:
    here, there = await settle_in(town)
    hold_many(town, owner_of("1"), 2_000)
    told = await here.types("forget server confirm")
    assert "2,001 articles" in told and "are left, and go by themselves" in told
    assert "ferry" not in (await here.types("stories")).casefold()
    assert "Nothing is kept of this server" in await here.types("/forget server")
    assert "are left" in here.text
    assert "is being deleted" in await here.types("sources add https://new.example/feed")
    assert "No briefing is scheduled" in await here.types("schedule")
    left = [held(town)]
    assert left[0] > 500
    while town.desk.store.write_now(lambda db: forgetting.step(db, town.clock())):
        left.append(held(town))
    assert left[-1] == 2  # the other server's, and everybody's
    assert max(a - b for a, b in itertools.pairwise(left)) <= forgetting.ARTICLES_A_STEP
    assert "are left" not in await here.types("/forget server")
    assert ORCHARD.title in await there.types("stories")
    assert "07:00" in await there.types("schedule")


async def test_a_fall_between_two_steps_is_made_up_for_and_what_came_since_stays(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        before = Town(store, Clock())
        here, _ = await settle_in(before)
        hold_many(before, owner_of("1"), 2_000)
        await here.types("forget server confirm")
        before.prints(ORCHARD, owner=owner_of("1"))
    with open_store(tmp_path / "store") as store:
        town = Town(store, Clock())
        again = town.person("100", "1")
        assert ORCHARD.title in await again.types("stories")
        await servers.finish(town.desk)
        assert held(town) == 3
        assert ORCHARD.title in await again.types("stories")
        assert "1 article" in await again.types("/forget server")
        assert [each.owner for each in store.read_now(sources.every)] == [owner_of("2")]


async def test_what_the_operator_was_told_is_not_seen_again_by_who_had_it_forgotten(town: Town) -> None:
    from bot.desk.setup import subscriptions

    channel_commands.add(town.desk, "desk", "console")
    here, _ = await settle_in(town)
    subscriptions.add(town.desk, "desk", at="09:00", zone="UTC")
    town.clock.wait(hours=2)
    await town.deliver()
    await here.types("forget server confirm")
    assert "ferry" not in (await here.types("stories")).casefold()
    assert "Nothing is kept of this server" in await here.types("/forget server")
