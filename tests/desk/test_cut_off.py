"""What is left of a question when its process falls: it is asked again, and what it changes is changed once."""

from __future__ import annotations

import itertools

import pytest

from bot.chat.commands import parse
from bot.chat.desk_protocol import EVERY_RIGHT, Place, Request, say_nothing
from bot.chat.inbox import Heard, Inbox
from bot.chat.replying import answer_to
from bot.store.channels import questions
from tests.desk.news import FERRY
from tests.desk.town import LIMITS, Town

HERE = Place("discord", "100", "1")
WORDS = "schedule 08:00 Europe/Kyiv"
_events = itertools.count(1)


def asking(words: str, place: Place = HERE) -> Request:
    return Request(f"q{next(_events)}", place, parse(words), "ann", EVERY_RIGHT)


async def falls(town: Town, request: Request, *, after: bool = True) -> None:
    """Ask something of a process that falls before it is done, or after that and before its answer is kept."""
    inbox = Inbox(town.desk.store, town.clock)
    assert await inbox.take(Heard(request, {"room": "7"}))
    if after:
        await town.front.respond(request, say_nothing)


async def asked_again(town: Town) -> list[str]:
    """Have another process answer what is open, and return its answers."""
    inbox, told = Inbox(town.desk.store, town.clock), []
    for heard in await inbox.unanswered("discord"):
        assert heard.how == {"room": "7"}
        async with inbox.answering(heard.request):
            reply = await answer_to(heard, town.front.respond, inbox, LIMITS)
            told.append("\n".join(part.text for part in reply.parts))
    return told


async def listed(town: Town) -> str:
    return await town.person().types("schedule list")


async def test_a_setting_that_was_made_is_not_made_twice_and_the_reply_shows_how_it_stands(town: Town) -> None:
    for words in (WORDS, "schedule 18:00 Europe/Kyiv"):
        await town.person().types(words)
    await falls(town, asking("schedule remove 1"))
    (told,) = await asked_again(town)
    assert told.startswith("Readout was cut off as it did this") and "18:00" in told and "08:00" not in told
    assert "18:00" in await listed(town)
    assert await asked_again(town) == [], "it is answered"


async def test_a_setting_that_was_not_made_is_made_once(town: Town) -> None:
    await falls(town, asking(WORDS), after=False)
    (told,) = await asked_again(town)
    assert told.startswith("Scheduled: 08:00") and (await listed(town)).count("08:00") >= 1


async def test_what_was_refused_or_only_looked_at_is_asked_again_as_it_was(town: Town) -> None:
    await falls(town, asking("schedule list"))
    assert "No briefing is scheduled" in (await asked_again(town))[0]


async def test_an_answer_that_was_written_stays_as_it_was(town: Town) -> None:
    town.prints(FERRY)
    request = asking("What about the ferry?")
    inbox = Inbox(town.desk.store, town.clock)
    await inbox.take(Heard(request, {"room": "7"}))
    first = await answer_to(Heard(request), town.front.respond, inbox, LIMITS)
    town.desk.store.write_now(lambda db: db.execute("delete from passages"))
    (told,) = await asked_again(town)
    assert told == "\n".join(part.text for part in first.parts) and "ferry" in told


async def test_a_question_that_the_process_falls_over_each_time_is_not_run_again(town: Town) -> None:
    await falls(town, asking("What about the ferry?"), after=False)
    for _ in range(2):
        assert await Inbox(town.desk.store, town.clock).unanswered("discord")
    (told,) = await asked_again(town)
    assert told.startswith("Readout was cut off each time")


@pytest.mark.parametrize("spoil", ["too old", "from an unknown version"])
async def test_what_cannot_be_answered_any_more_is_dropped_with_its_words(town: Town, spoil: str) -> None:
    await falls(town, asking("What about the ferry?"), after=False)
    if spoil == "too old":
        town.clock.wait(minutes=16)
    else:
        town.desk.store.write_now(lambda db: db.execute("update questions set asked = '{\"request\": 3}'"))
    assert await asked_again(town) == []
    assert town.desk.store.read_now(lambda db: questions.every(db, "discord")) == []


async def test_to_forget_a_channel_forgets_what_is_asked_there_and_not_answered(town: Town) -> None:
    await falls(town, asking("What about the ferry?"), after=False)
    await falls(town, asking("What about the ferry?", Place("discord", "200", "2")), after=False)
    await falls(town, asking("forget channel confirm"))
    told = await asked_again(town)
    assert len(told) == 2 and any("Nothing is kept" in text for text in told)


async def test_a_question_under_way_here_is_not_asked_again_here(town: Town) -> None:
    inbox, request = Inbox(town.desk.store, town.clock), asking("What about the ferry?")
    assert await inbox.take(Heard(request)) and not await inbox.take(Heard(request))
    assert await inbox.unanswered("discord") == []
    async with inbox.answering(request):
        pass
    assert town.desk.store.read_now(lambda db: questions.every(db, "discord")) == []
