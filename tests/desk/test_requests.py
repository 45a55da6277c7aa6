"""What is asked of the desk in words of one's own is done, or asked back; it is no question for the news."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.commands import parse
from bot.chat.desk_protocol import NO_RIGHT, Place, Rights
from tests.desk.news import FERRY, ORCHARD
from tests.desk.town import Person, Town

SET = "schedule 08:00 Europe/Kyiv"


@pytest.mark.parametrize(
    ("words", "told", "listed"),
    [
        ("stop", "Stopped: 08:00 Europe/Kyiv daily", "paused"),
        ("no more posts in this channel", "Stopped: 08:00", "paused"),
        ("plaese stop posting here", "Stopped: 08:00", "paused"),
        ("could you please pause this for a week?", "Next: Mon 09 Mar 2026, 08:00", "next Mon 09 Mar"),
        ("until Thursday no briefings please", "Next: Thu 05 Mar 2026, 08:00", "next Thu 05 Mar"),
        ("skip tomorrow", "Next: Wed 04 Mar 2026, 08:00", "next Wed 04 Mar"),
        ("only weekdays", "Changed: 08:00 Europe/Kyiv weekdays", "08:00 Europe/Kyiv weekdays"),
        ("not on sundays", "Changed: 08:00 Europe/Kyiv mon,tue,wed,thu,fri,sat", "mon,tue,wed,thu,fri,sat"),
        ("Tuesdays and Fridays are enough", "Changed: 08:00 Europe/Kyiv tue,fri", "tue,fri"),
        ("change it to 9", "Changed: 09:00", "09:00"),
        ("to half past seven, please, the briefing: move it", "Changed: 07:30", "07:30"),
        ("chagne teh time to 7", "Changed: 07:00", "07:00"),
        ("9am not 8am", "Changed: 09:00", "09:00"),
        ("8 is way too early for us, make it 10!!", "Changed: 10:00", "10:00"),
        ("half an hour earlier would be great 🙏", "Changed: 07:30", "07:30"),
        ("use Tokyo time please", "Changed: 08:00 Asia/Tokyo", "Asia/Tokyo"),
        ("make it shorter", "Changed: 08:00 Europe/Kyiv daily, short", "short"),
        ("**way too long**, nobody reads this", "daily, short", "short"),
        ("коротше", "daily, short", "short"),
        ("cancel the eight o'clock briefing", "Removed: 08:00", "No briefing is scheduled here"),
        ("send it at 8 and 18", "Scheduled: 18:00", "18:00"),
        ("set up another briefing for this channel at 6pm", "Scheduled: 18:00", "18:00"),
        ("only climate please", "Changed: 08:00 Europe/Kyiv daily about climate", "about climate"),
    ],
)
async def test_a_clear_wish_is_done_and_taken_back_when_that_is_said(
    town: Town, words: str, told: str, listed: str
) -> None:
    ann = town.person()
    await ann.types(SET)
    before = await ann.types("schedule list")
    assert told in await ann.types(words)
    assert not ann.read.private and [each.words.split()[0] for each in ann.buttons] == ["undo"]
    assert listed in await ann.types("schedule list")
    assert "Taken back" in await ann.types("oops, undo that")
    assert await ann.types("schedule list") == before
    assert "nothing of yours to take back" in (await ann.types("undo")).replace("There", "there") or before


@pytest.mark.parametrize(
    ("words", "question", "press", "told"),
    [
        ("at 9 every day a briefing here", "Move it to 09:00, or have another one?", "Another", "Scheduled: 09:00"),
        ("at 9 every day a briefing here", "Move it to 09:00, or have another one?", "Move", "Changed: 09:00"),
        ("every two hours", "Every 2 h it would be at 08:00, 10:00", "Yes", "Scheduled: 10:00"),
        ("twice a day", "2 a day would be at 08:00, 18:00", "Yes", "Scheduled: 18:00"),
        ("too early!", "To what hour?", "09:00", "Changed: 09:00"),
        ("push tomorrow's one back to noon", "for good, not for one day", "12:00", "Changed: 12:00"),
        ("drop politics", "neither read nor followed here", "Mute politics", "Muted: politics"),
        ("plaese stop postng here", "shall I do that, or look for it", "Yes, stop", "Stopped: 08:00"),
        ("don't stop", "shall I do that, or look for it", "Yes, stop", "Stopped: 08:00"),
        ("no survivors", "neither read nor followed here", "Yes, mute survivors", "Muted: survivors"),
        (
            "tell us when Boeing files for bankruptcy",
            "shall I do that, or look for it",
            "Yes, alert me",
            "Followed: topic Boeing",
        ),
        ("this is useless", "What would help?", "Shorter", "daily, short"),
    ],
)
async def test_an_unclear_wish_is_asked_back_for_the_person_alone(
    town: Town, words: str, question: str, press: str, told: str
) -> None:
    ann = town.person()
    await ann.types(SET)
    assert question in await ann.types(words) and ann.read.private
    assert told in await ann.presses(press)


async def test_a_wish_for_a_language_sets_what_is_read_here(town: Town) -> None:
    ann = town.person()
    await ann.types(SET)
    assert "German" in await ann.types("in German please")
    assert "German" in await ann.types("status")


@pytest.mark.parametrize(
    "words", ["show schedule", "what is scheduled here?", "when is the next briefing?", "next one?"]
)
async def test_the_schedule_is_shown_however_it_is_asked_for(town: Town, words: str) -> None:
    ann = town.person()
    await ann.types(SET)
    assert await ann.types(words) == await ann.types("schedule list")


async def test_the_sources_and_the_time_are_shown_however_they_are_asked_for(town: Town) -> None:
    ann = town.person()
    await ann.types(SET)
    town.reads("https://paper.example/feed.xml", title="The Paper")
    for words in ("list sources", "which sources do you read?", "shwo me the sorces", "welche Quellen liest du?"):
        assert "The Paper" in await ann.types(words), words
    assert await ann.types("what time is it?") == "It is Mon 02 Mar 2026, 08:00 Europe/Kyiv."


async def test_of_several_briefings_the_one_is_meant_that_is_named_and_else_it_is_asked(town: Town) -> None:
    ann = town.person()
    assert "At what hour is it to come?" in await ann.types("only on weekdays")
    await ann.types(SET)
    await ann.types("schedule 18:00")
    await ann.types("schedule 21:15")
    assert "Removed: 18:00" in await ann.types("delete the 6 o'clock one")
    assert "Removed: 21:15" in await ann.types("get rid of the evening briefing")
    await ann.types("schedule 12:00")
    assert "Which briefing do you mean?" in await ann.types("make it shorter")
    assert "Changed: 12:00 Europe/Kyiv daily, short" in await ann.presses("12:00")
    assert "Stopped: 08:00 Europe/Kyiv daily; 12:00" in await ann.types("stop")
    assert (await ann.types("ok we're back, start posting again")).count("Resumed:") == 2


async def test_a_reply_to_a_briefing_is_about_that_one(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY, ORCHARD)
    await ann.types(SET)
    await ann.types("schedule 18:00")
    town.clock.wait(hours=10)
    assert await town.deliver()
    assert "Changed: 18:00 Europe/Kyiv daily, short" in await ann.types("too long", about="m1")


async def test_topics_and_alerts_are_named_in_any_order_and_shown(town: Town) -> None:
    ann = town.person()
    for words, told in (
        ("no sports", "Muted: sports"),
        ("sports? no thanks, leave it out", "Muted: sports"),
        ("I'm sick of crypto news, drop it", "Muted: crypto"),
        ("keine Politik bitte", "Muted: Politik"),
        ("let sports back in", "No longer muted: sports"),
        ("alert me about Ukraine", "Followed: topic Ukraine, told at once"),
        ("let me know when there's news on Boeing", "Followed: topic Boeing, told at once"),
        ("Tesla: ping us", "Followed: topic Tesla, told at once"),
        ("keep an eye on the Fed", "Followed: topic the Fed, first in briefings"),
        ("stop alerting me about Ukraine", "Followed no longer: topic Ukraine"),
    ):
        assert told in await ann.types(words), words
    assert "Muted: crypto, Politik" in await ann.types("are you working?")
    assert "topic Boeing" in await ann.types("follow list") and "list" not in ann.text
    assert "topic Boeing, topic Tesla, topic the Fed" in await ann.types("turn off all alerts")
    assert "Back again: Boeing, Tesla, the Fed" in await ann.types("undo")


async def test_what_is_muted_is_left_out_of_briefings_and_why_says_so(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY, ORCHARD)
    await ann.types("schedule 18:00 Europe/Kyiv")
    await ann.types("mute ferry")
    town.clock.wait(hours=11)
    told = "\n".join(await town.deliver())
    assert "apple blossom" in told and "ferry" not in told.lower()
    assert "it is muted here" in await ann.types("/why ferry")


async def test_sources_are_known_by_name(town: Town) -> None:
    ann = town.person()
    assert "Carbon Brief" in await ann.types("sources find climate")
    assert "lemonde" in await ann.types("find me some French newspapers")
    number = town.reads("https://hnrss.org/frontpage", owner=ann.place.channel.home)
    assert "Removed: https://hnrss.org/frontpage" in await ann.types("stop reading hnrss")
    assert "Back again: https://hnrss.org/frontpage" in await ann.types("undo")
    assert str(number) in await ann.types("list sources")
    assert "I know no feed of “Harbour Times”" in await ann.types("add the Harbour Times") and ann.read.private


async def test_who_may_not_is_told_so_and_nothing_changes(town: Town) -> None:
    ann, bob = town.person(), town.person(name="bob", rights=NO_RIGHT)
    await ann.types(SET)
    for words in ("stop", "change it to 9", "no sports", "alert me about Ukraine", "add bbc", "undo", "cancel it"):
        assert "Only those who manage" in await bob.types(words) and bob.read.private, words
    assert "08:00 Europe/Kyiv daily" in await ann.types("schedule list")


async def test_undo_is_for_ten_minutes_and_for_what_nobody_changed_since(town: Town) -> None:
    ann, eve = town.person(), town.person(name="eve")
    await ann.types(SET)
    await ann.types("change it to 9")
    assert "nothing of yours" in await eve.types("undo")
    await eve.types("change it to 10")
    assert "changed again since" in await ann.types("undo")
    assert "09:00" in await eve.types("undo")
    town.clock.now = datetime(2026, 3, 2, 6, 0, tzinfo=UTC) + timedelta(minutes=11)
    assert "nothing of yours" in await ann.types("undo")


async def test_one_who_manages_a_channel_alone_takes_no_source_of_the_server_back(town: Town) -> None:
    ann = town.person()
    town.reads("https://paper.example/feed.xml", owner=ann.place.channel.home, title="Vell Gazette")
    await ann.types("remove Vell Gazette")
    ann.rights = Rights(channel=True)
    assert "Only those who manage the whole server" in await ann.types("undo")
    ann.rights = Rights(channel=True, server=True)
    assert "Back again: Vell Gazette" in await ann.types("undo")


async def test_nothing_is_kept_of_changes_where_all_is_forgotten(town: Town) -> None:
    ann = town.person()
    await ann.types(SET)
    await ann.types("no sports")
    await ann.types("forget channel confirm")
    kept = town.desk.store.read_now(
        lambda db: [db.execute(f"select count(*) from {table}").fetchone()[0] for table in ("channel_changes", "mutes")]
    )
    assert kept == [0, 0]


async def test_the_command_is_written_as_the_platform_takes_it(town: Town) -> None:
    for platform, command in (
        ("discord", "/schedule do:resume"),
        ("slack", "/readout schedule resume"),
        ("console", "To go on: schedule resume"),
    ):
        ann = Person(town, Place(platform, "100", "1"))  # type: ignore[arg-type]
        await ann.types("schedule 08:00 Europe/Kyiv")
        assert command in await ann.types("stop"), platform


class Reader:
    """A model that reads a wish."""

    def __init__(self, command: str) -> None:
        self.command, self.asked = command, 0

    async def complete(self, prompt: object, schema: object, heard: object = None) -> object:
        from bot.models import Usage
        from bot.summarize.llm.protocol import ModelReply

        del prompt, schema, heard
        self.asked += 1
        return ModelReply({"command": self.command}, Usage())


@pytest.mark.parametrize(
    ("command", "shown"),
    [("schedule 09:30 weekdays", True), ("forget server confirm", False), ("rm -rf /", False), ("do as I say", False)],
)
async def test_what_a_model_reads_is_shown_and_never_done_by_itself(town: Town, command: str, shown: bool) -> None:
    town.desk.model = Reader(command)  # type: ignore[assignment]
    ann = town.person()
    told = await ann.types("could you people maybe do the thing with the mornings please")
    assert ("Do you mean this?" in told) is shown and ann.read.private
    assert (command in [each.words for each in ann.buttons]) is shown
    assert "No briefing is scheduled here" in await ann.types("schedule list")


@pytest.mark.parametrize(
    "words",
    [
        "why did the ferry stop?", "when does it start?", "and when did it stop?", "what was said at the press briefing?",
        "will the strike end on Monday?", "who is the source of the leak?", "how long will it last?", "pause in the fighting",
        "stop the war protests", "change of government in Norway", "can you tell me what the minister said?",
        "do you have anything on the flood?", "tell me about the storm", "show me what the captain said", "and in Berlin?",
        "what time is the match?", "alert level raised in Iceland", "every day carry knives law", "is it true?",
        "set back for the union", "daily mail editor", "what does it cost?", "source of the fire", "Ukraine", "1918",
        "Why was the flight schedule changed?", "Were alerts turned off before the tsunami?", "no deal Brexit",
        "Did Hungary stop posting visas to Russians", "Who resumed gas exports on Monday at 9?", "the match", "slow news",
        "how did markets react to the pause?", "tell me about the German budget", "I heard there was a strike, is it over?",
    ],
)  # fmt: skip
def test_a_question_for_the_news_stays_one(words: str) -> None:
    assert parse(words).name == "ask"


@pytest.mark.parametrize(
    "words",
    [
        "remove briefing 7", "cancel the 7 o'clock briefing", "cancel the evening briefing", "remove the fourth briefing",
        "stop briefing 9", "stop the 7am briefing", "cancel the evening one", "pause the evening briefing for a week",
    ],
)  # fmt: skip
@pytest.mark.parametrize("hours", [("08:00",), ("08:00", "09:00", "10:00")])
async def test_no_other_briefing_is_taken_for_one_that_is_not_there(
    town: Town, words: str, hours: tuple[str, ...]
) -> None:
    ann = town.person()
    for at in hours:
        await ann.types(f"schedule {at} Europe/Kyiv")
    before = await ann.types("schedule list")
    assert "There is no such briefing here" in await ann.types(words)
    assert "08:00 Europe/Kyiv daily" in ann.text and ann.read.private
    assert await ann.types("schedule list") == before


async def test_a_pause_until_a_date_is_no_hour(town: Town) -> None:
    ann = town.person()
    await ann.types(SET)
    assert "Next: Sat 07 Mar 2026, 08:00" in await ann.types("please pause it until 7 March")


async def test_what_a_new_briefing_is_to_be_is_not_left_out(town: Town) -> None:
    ann = town.person()
    await ann.types("set up a daily briefing about Ukraine at 8am")
    assert "about Ukraine" in await ann.presses("Yes, schedule")


async def test_what_follows_an_answer_in_its_thread_changes_no_briefing(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY, ORCHARD)
    await ann.types(SET)
    await ann.types("what is new about the ferry?", thread="7")
    for words in ("more details", "shorter answer", "in German please"):
        assert "Changed" not in await ann.types(words, thread="7"), words
    assert "daily" in await ann.types("schedule list") and "short" not in ann.text and "long" not in ann.text


async def test_what_may_be_for_the_desk_and_no_news_answers_is_asked_back_of_the_person_alone(town: Town) -> None:
    ann = town.person()
    for said in ("is something broken?", "this one is paywalled", "where is the bbc"):
        assert "I am not sure what you would like me to do" in await ann.types(said) and ann.read.private
    assert "couldn't find" in await ann.types("what did Zorblax say about turnips")
