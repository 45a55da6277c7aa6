"""An admin sets a channel up from inside the chat."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.commands import parse
from bot.chat.desk_protocol import EVERY_RIGHT, NO_RIGHT, Command, Place, Request, Rights, say_nothing
from bot.chat.replying import reply_to
from bot.config.sections import OperatorSettings
from bot.desk.setup import channels, subscriptions
from bot.desk.sources import sources as source_commands
from bot.errors import ChannelClosed
from bot.models import Subscription
from bot.store.channels import subscriptions as rows
from tests.desk.news import FERRY, ORCHARD
from tests.desk.town import LIMITS, Person, Town, owner_of


async def test_a_briefing_is_scheduled_in_a_line_and_comes_at_its_hour(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY)
    told = await ann.types("schedule 08:30 Europe/Kyiv weekdays")
    assert "Scheduled: 08:30 Europe/Kyiv weekdays" in told and "Mon 02 Mar 2026, 08:30" in told
    assert not await town.deliver()
    town.clock.wait(minutes=31)
    (briefing,) = await town.deliver()
    assert "Morning briefing" in briefing and "Norwick" in briefing
    assert not await town.deliver()
    assert "Tue 03 Mar 2026, 08:30" in await ann.types("schedule preview")


async def test_a_channel_has_several_and_the_same_twice_is_one(town: Town) -> None:
    ann = town.person()
    await ann.types("schedule 08:00 Europe/Kyiv")
    await ann.types("schedule 18:00 Europe/Kyiv sat,sun short about sport")
    assert "already" in await ann.types("schedule 8am Europe/Kyiv daily")
    listed = await ann.types("schedule")
    assert "08:00 Europe/Kyiv daily" in listed
    assert "18:00 Europe/Kyiv weekends about sport, short" in listed
    assert "Give its number: 1, 2" in await ann.types("schedule remove")
    assert "Removed: 18:00" in await ann.types("schedule remove 2")
    await ann.types("schedule")
    assert "Removed: 08:00" in await ann.presses("Remove 1")
    assert "No briefing is scheduled" in await ann.types("schedule")


async def test_what_is_wrong_is_a_line_with_its_fix_for_the_person_alone(town: Town) -> None:
    ann = town.person()
    for words, fix in (
        ("schedule 08:00 Europe/Kyv", "Did you mean 'Europe/Kyiv'?"),
        ("/schedule 25:00", "00:00 to 23:59"),
        ("/schedule 08:00 sometimes", "schedule 08:00 Europe/Kyiv weekdays"),
        ("/sources add ftp://x.example", "https://"),
        ("/follow", "Nothing is followed here"),
        ("/folow climate", "Did you mean /follow?"),
        ("follow climate now quiet tonight-tomorrow", "is not a time of day"),
    ):
        assert fix in await ann.types(words), words
    assert ann.read.parts


async def test_only_those_who_manage_the_channel_change_it_and_everybody_sees_it(town: Town) -> None:
    await town.person().types("schedule 08:00 Europe/Kyiv")
    await town.person().types("follow climate")
    bob = town.person(name="bob", rights=NO_RIGHT)
    for words in (
        "schedule 09:00 Europe/Kyiv", "schedule remove 1", "follow sport", "unfollow climate", "/sources remove https://a.example/feed",
        "/sources pause https://a.example/feed", "/sources check", "/sources add here", "forget channel",
    ):  # fmt: skip
        assert "Only those who manage this channel may" in await bob.types(words), words
        assert bob.read.private
    assert "08:00 Europe/Kyiv" in await bob.types("schedule") and not bob.buttons
    assert "climate" in await bob.types("/follow") and not bob.buttons


async def test_what_the_whole_server_reads_is_for_those_who_manage_the_server(town: Town) -> None:
    await town.person().types("/sources add https://a.example/feed")
    await town.person().types("schedule 08:00 Europe/Kyiv")
    (held,) = await source_commands.list_sources(town.desk)
    moderator = town.person(name="moderator", rights=Rights(channel=True))
    for words in (
        "/sources add https://b.example/feed", f"/sources remove {held.id}", "/sources pause https://a.example/feed",
        "/sources import", "forget server", "forget server confirm",
    ):  # fmt: skip
        assert "Only those who manage the whole server may" in await moderator.types(words), words
        assert moderator.read.private
    assert not await _offers(moderator) and await _offers(town.person())
    assert await source_commands.list_sources(town.desk) == [held]
    assert "08:00 Europe/Kyiv" in await moderator.types("schedule")
    await moderator.types("schedule change 1 to 09:00")
    assert "09:00 Europe/Kyiv" in await moderator.types("schedule")
    await moderator.types("forget channel confirm")
    assert "09:00" not in await moderator.types("schedule")


async def _offers(person: Person) -> bool:
    """Tell whether an address alone is offered to be read."""
    await person.types("https://c.example/feed.xml")
    return bool(person.buttons)


async def test_a_role_is_called_by_the_briefing_it_was_chosen_for_and_by_no_other(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY, ORCHARD)
    await ann.types("/schedule time:06:30 zone:UTC ping:777")
    await ann.types("/schedule time:06:40 zone:UTC topic:climate")
    town.clock.wait(minutes=30)
    await town.deliver()
    town.clock.wait(minutes=10)
    await town.deliver()
    assert [target.ping for target, _, _ in town.board.shown] == ["777", ""]


async def test_a_thread_a_forum_and_direct_messages_are_places_of_their_own(town: Town) -> None:
    town.prints(FERRY)
    channel, thread = town.person("100"), town.person("100", thread="555", kind="thread")
    forum, direct = town.person("200", kind="forum"), town.person("300", server="", kind="direct")
    for person in (channel, thread, forum, direct):
        await person.types("schedule 06:30 UTC")
    town.clock.wait(minutes=30)
    await town.deliver()
    places = {(target.platform_id, target.thread, target.kind) for target, _, _ in town.board.shown}
    assert places == {
        ("100", None, "channel"),
        ("100", "555", "thread"),
        ("200", None, "forum"),
        ("300", None, "direct"),
    }
    assert "Removed" in await thread.types("schedule remove")
    assert "06:30" in await channel.types("schedule")


async def test_a_channel_that_is_closed_to_the_bot_is_paused_said_so_and_resumed(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY)
    await ann.types("schedule 06:30 UTC")
    town.board.refusal = ChannelClosed("Discord: the bot may not Send Messages in #news", permission="Send Messages")
    town.clock.wait(minutes=30)
    assert not await town.deliver()
    assert "Paused: Discord: the bot may not Send Messages in #news" in await ann.types("status")
    town.board.refusal = None
    assert "gets its news again" in await ann.types("schedule 06:30 UTC")
    town.clock.wait(minutes=5)
    assert len(await town.deliver()) == 1


async def test_a_briefing_is_paused_and_goes_on(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY)
    await ann.types("schedule 06:30 UTC")
    assert "Paused: 06:30 UTC daily" in await ann.types("schedule pause")
    town.clock.wait(hours=1)
    assert not await town.deliver()
    assert "paused" in await ann.types("schedule")
    assert "It was paused" in await ann.types("schedule 06:30 UTC")
    assert not await town.deliver(), "what fell into the pause is not made up"
    town.clock.wait(hours=24)
    assert len(await town.deliver()) == 1


async def test_a_briefing_is_changed_by_its_number_and_keeps_what_is_not_given(town: Town) -> None:
    ann = town.person()
    await ann.types("schedule 08:00 Europe/Kyiv weekdays short de about climate")
    await ann.types("schedule 18:00 Europe/Kyiv")
    changed = "09:30 Europe/Kyiv weekdays about climate, short, in German"
    assert f"Changed: {changed}.\nNext briefing: Mon 02 Mar 2026, 09:30." in await ann.types(
        "schedule number:1 time:09:30"
    )
    listed = await ann.types("schedule list")
    assert f"1 {changed}" in listed and "08:00" not in listed and listed.count("next") == 2
    slashed = Command("schedule", {"number": "2 18:00 Europe/Kyiv daily", "days": "sat,sun", "language": "German"})
    assert "Changed: 18:00 Europe/Kyiv weekends, in German." in await ann.commands(slashed)
    assert "Changed: 18:00 Europe/Berlin weekends, in German" in await ann.types("schedule change 2 to Berlin")
    assert "Give its number: 1, 2" in await ann.types("schedule number:3 time:09:30")
    assert "Give its number: 1, 2" in await ann.types("schedule weekdays")
    await ann.types("schedule 07:00 Europe/Kyiv")
    await ann.types("schedule 07:15 Europe/Kyiv")
    assert "Briefing 3 is like that already" in await ann.types("schedule 4 07:00")
    assert "Only those who manage" in await town.person(name="bob", rights=NO_RIGHT).types("schedule 1 10:00")


async def test_a_changed_briefing_comes_at_its_new_hour_and_no_more_at_the_old(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY)
    await ann.types("schedule 06:30 UTC")
    await ann.types("schedule 1 07:30")
    town.clock.wait(minutes=31)
    assert not await town.deliver()
    town.clock.wait(minutes=60)
    assert len(await town.deliver()) == 1


async def test_a_schedule_may_say_at_nine_and_every_day(town: Town) -> None:
    ann = town.person()
    assert "Scheduled: 09:00 UTC daily" in await ann.types("schedule every day at 9")
    assert "Every 2 h it would be at 08:00, 10:00" in await ann.types("schedule every 2 hours") and ann.read.private
    assert "20:00 UTC daily" in await ann.presses("Yes")


async def test_status_tells_the_last_and_next_briefing_and_what_fails(town: Town) -> None:
    ann = town.person()
    assert "Last briefing: none yet" in await ann.types("status") and ann.read.private
    town.prints(FERRY)
    await ann.types("schedule 06:30 Europe/Kyiv")
    town.clock.wait(hours=23)
    await town.deliver()
    told = await ann.types("status")
    assert "Last briefing: Tue 03 Mar, 07:00 Europe/Kyiv" in told
    assert "Next briefing: Wed 04 Mar, 06:30 Europe/Kyiv" in told
    assert "Model: none" in told


async def test_status_tells_the_next_briefing_where_two_come_at_one_moment(town: Town) -> None:
    ann = town.person()
    await ann.types("schedule 09:30 Europe/Kyiv daily short")
    await ann.types("schedule 07:30 UTC weekdays")
    assert "Next briefing: Mon 02 Mar, 09:30 Europe/Kyiv" in await ann.types("status")


async def test_a_channel_of_the_settings_learns_its_server_from_the_first_command(town: Town) -> None:
    channels.add(town.desk, "news", "discord", "100")
    subscriptions.add(town.desk, "news", at="06:30", zone="UTC")
    town.prints(FERRY, owner=owner_of("1"))
    assert "06:30 UTC daily" in await town.person("100", "1").types("schedule")
    town.clock.wait(minutes=30)
    (briefing,) = await town.deliver()
    assert FERRY.title in briefing


async def test_a_briefing_may_be_of_one_language_and_why_says_so(town: Town) -> None:
    ann = town.person()
    town.prints(
        FERRY,
        replace(
            ORCHARD,
            language="de",
            text="Der Frost hat im Tarntal die Apfelblüte zerstört, sagten die Bauern am Montag.",
        ),
    )
    await ann.types("schedule 06:30 UTC only English")
    town.clock.wait(minutes=30)
    (briefing,) = await town.deliver()
    assert FERRY.title in briefing and ORCHARD.title not in briefing
    assert "articles in “en” only" in await ann.types("/why Apfelblüte")


async def test_a_briefing_that_was_set_to_a_language_in_words_brings_it(town: Town) -> None:
    channel = channels.add(town.desk, "news", "discord", "100")
    command = Subscription(0, channel.id, "06:30", "UTC", only_language="english")  # as it was stored once
    town.desk.store.write_now(lambda db: rows.add(db, command, now=town.clock()))
    town.prints(FERRY)
    town.clock.wait(minutes=30)
    assert FERRY.title in (await town.deliver())[0]


async def test_a_language_is_named_as_people_name_it_and_one_that_is_none_is_asked_back(town: Town) -> None:
    ann = town.person()
    for number, words in enumerate(
        ("language:English", "language:Deutsch", "in French", "language:en-GB", "language:українська"), 1
    ):
        told = await ann.types(f"/schedule {number:02}:15 UTC {words}")
        named = ("English", "German", "French", "English", "Ukrainian")[number - 1]
        assert told.startswith(f"Scheduled: {number:02}:15 UTC daily, in {named}."), words
    slashed = Command("schedule", {"time": "09:00", "zone": "UTC", "language": "Germn"})
    assert await ann.commands(slashed) == "Unknown language 'Germn'. Did you mean German?"
    unknown = await ann.types("/schedule 09:00 language:klingon")
    assert unknown == "Unknown language 'klingon'. Write it like German or de"
    assert "Did you mean German?" in await ann.types("schedule 09:00 Germn")
    assert "09:00" not in await ann.types("schedule")


async def test_a_second_briefing_is_in_the_zone_of_the_first(town: Town) -> None:
    ann = town.person()
    await ann.types("schedule 08:00 Europe/Kyiv")
    assert "18:00 Europe/Kyiv" in await ann.types("schedule 18:00 weekend")


async def test_a_schedule_is_read_as_people_write_it_and_a_slip_is_asked_back(town: Town) -> None:
    ann = town.person()
    assert "Scheduled: 08:00 Europe/Kyiv daily." in await ann.types("schedule every day at 8 am in Kyiv")
    assert "time zone" not in ann.text
    assert "Scheduled: 18:30 Europe/Kyiv weekdays." in await ann.types("schedule 6:30 pm weekdays")
    assert "time zone" not in ann.text, "the channel has one"
    assert "Did you mean the time zone Europe/Berlin?" in await ann.types("schedule 8am Berlni")
    assert "Did you mean the time zone" not in await ann.types("/schedule 8am sometimes")
    assert "Give its number: 1, 2" in await ann.types("schedule off")


async def test_the_zone_of_who_asks_is_meant_where_none_is_named(town: Town) -> None:
    for zone, meant in (("Europe/Berlin", "08:00 Europe/Berlin daily"), ("nowhere", "08:00 UTC daily")):
        place = Place("discord", zone, "1")
        request = Request(zone, place, parse("schedule 8am"), "ann", rights=EVERY_RIGHT, zone=zone)
        told = await reply_to(request, town.front.respond, LIMITS, say_nothing)
        assert meant in told.parts[0].text
        assert "You named no time zone, so it is" in told.parts[0].text


async def test_what_is_left_out_is_asked_for_and_what_is_missing_is_said(town: Town) -> None:
    ann = town.person()
    assert "No source is read here yet" in await ann.types("schedule 08:00 Europe/Kyiv")
    assert "Name what to follow no longer. This channel follows: nothing" in await ann.types("/unfollow")
    assert "quiet 22:00 to 07:00" in await ann.types("follow climate now quiet 22-7")
    assert "like: quotes the minister" in await ann.types("/quotes")
    assert "Sources: none is read yet" in await ann.types("status")
    town.reads("https://feed.example/", owner_of("1"))
    assert "No source" not in await ann.types("schedule 18:00 Europe/Kyiv")


async def test_a_channel_of_the_chat_never_gets_the_name_of_the_operators(town: Town) -> None:
    operator = OperatorSettings(channels=("ops",))
    town.desk.settings = town.desk.settings.model_copy(update={"operator": operator})
    ann = town.person()
    ann.place = replace(ann.place, name="ops")
    assert "Scheduled" in await ann.types("schedule 08:00 Europe/Kyiv")
    (made,) = channels.every(town.desk)
    assert made.name == f"discord:{made.platform_id}"
    assert channels.add(town.desk, "ops", "discord", "900").name == "ops", "the operator's is still to be had"
