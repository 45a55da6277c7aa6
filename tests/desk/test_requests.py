"""What is asked of the desk in words of one's own is no question for the news."""

from __future__ import annotations

import pytest

from bot.chat.commands import parse
from bot.chat.desk_protocol import Place
from tests.desk.news import FERRY, ORCHARD
from tests.desk.town import Person, Town

SET = "schedule 08:00 Europe/Kyiv"


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("stop", "/schedule do:pause"),
        ("could you please pause this for a week?", "/schedule do:pause"),
        ("no more posts in this channel", "/schedule do:pause"),
        ("you can start again now", "/schedule do:resume"),
        ("only weekdays", "/schedule do:change days:weekdays"),
        ("change it to 9", "/schedule do:change time:9:00"),
        ("in German please", "/schedule do:change language:German"),
        ("make it shorter", "/schedule do:change length:short"),
        ("9am not 8am", "/schedule do:change time:9am"),
        ("use Tokyo time please", "/schedule do:change zone:Asia/Tokyo"),
        ("every two hours", "/schedule time:18:00"),
        ("no sports", "/schedule do:change topic:climate"),
        ("mute politics please", "“Less like this”"),
        ("add the Harbour Times", "/sources do:add source:ADDRESS"),
        ("let me know when there is something on the flood", "/follow what:climate now:now"),
        ("chagne teh time to 7", "/schedule do:change time:7:00"),
    ],
)
async def test_what_would_change_something_is_told_how_to_type_for_the_person_alone(
    town: Town, words: str, command: str
) -> None:
    ann = town.person()
    town.prints(FERRY, ORCHARD)
    await ann.types(SET)
    told = await ann.types(words)
    assert command in told and ann.read.private
    assert "If it was a question for the news: /ask question:" in told
    assert "08:00 Europe/Kyiv daily" in await ann.types("schedule list"), "nothing was changed"


@pytest.mark.parametrize("words", ["show schedule", "what is scheduled here?", "when is the next briefing?"])
async def test_the_schedule_is_shown_however_it_is_asked_for(town: Town, words: str) -> None:
    ann = town.person()
    await ann.types(SET)
    assert await ann.types(words) == await ann.types("schedule list")


async def test_the_sources_and_the_time_are_shown_however_they_are_asked_for(town: Town) -> None:
    ann = town.person()
    await ann.types(SET)
    town.reads("https://paper.example/feed.xml", title="The Paper")
    for words in ("list sources", "which sources do you read?", "shwo me the sorces"):
        assert "The Paper" in await ann.types(words), words
    assert await ann.types("what time is it?") == "It is Mon 02 Mar 2026, 08:00 Europe/Kyiv."


async def test_with_several_briefings_each_is_named_and_without_one_how_it_is_made(town: Town) -> None:
    ann = town.person()
    assert "/schedule time:08:00 zone:UTC days:weekdays" in await ann.types("only on weekdays")
    await ann.types(SET)
    await ann.types("schedule 18:00")
    told = await ann.types("stop")
    assert "1 08:00 Europe/Kyiv daily" in told and "2 18:00 Europe/Kyiv daily" in told
    assert "/schedule do:pause number:NUMBER" in told and "Which briefing do you mean?" in told


async def test_the_command_is_written_as_the_platform_takes_it(town: Town) -> None:
    for platform, command in (
        ("discord", "/schedule do:change days:weekdays"),
        ("slack", "/readout schedule change weekdays"),
        ("console", "To change the briefing so: schedule change weekdays"),
    ):
        ann = Person(town, Place(platform, "100", "1"))  # type: ignore[arg-type]
        await ann.types("schedule 08:00 Europe/Kyiv")
        assert command in await ann.types("only weekdays"), platform


async def test_what_is_offered_to_be_typed_does_it(town: Town) -> None:
    ann = Person(town, Place("slack", "C1", "T1"))
    await ann.types(SET)
    told = await ann.types("make it shorter, only weekdays, at 9:30")
    line = next(line for line in told.splitlines() if "/readout" in line)
    await ann.types(line.partition(": /readout ")[2].partition(". ")[0], command=True)
    assert "09:30 Europe/Kyiv weekdays, short" in await ann.types("schedule list")


@pytest.mark.parametrize(
    "words",
    [
        "why did the ferry stop?", "when does it start?", "and when did it stop?", "what was said at the press briefing?",
        "will the strike end on Monday?", "who is the source of the leak?", "how long will it last?", "pause in the fighting",
        "stop the war protests", "change of government in Norway", "can you tell me what the minister said?",
        "do you have anything on the flood?", "tell me about the storm", "show me what the captain said", "and in Berlin?",
        "what time is the match?", "alert level raised in Iceland", "every day carry knives law", "is it true?",
        "set back for the union", "daily mail editor", "what does it cost?", "source of the fire", "Ukraine", "1918",
    ],
)  # fmt: skip
def test_a_question_for_the_news_stays_one(words: str) -> None:
    assert parse(words).name == "ask"
