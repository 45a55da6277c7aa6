"""Questions in a thread: a follow-up keeps its context, a reply to a briefing asks about that briefing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.desk_protocol import NO_RIGHT
from bot.desk.news.follow_ups import meant, subject_from, subject_of
from tests.desk.news import ALL, FERRY, FERRY_FARES, LIBRARY, ORCHARD
from tests.desk.town import Town


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("What did Ann Lee say about the ferry?", "and what did Tom Reed say to that?", "what did Tom Reed say about the ferry"),
        ("What did Ann Lee say about the ferry?", "What about Tom Reed?", "what did Tom Reed say about the ferry"),
        ("What did Ann Lee say about the ferry?", "and about the fares?", "what did Ann Lee say about the fares"),
        ("What did Ann Lee say?", "and what did Tom Reed say to that?", "what did Tom Reed say"),
        ("What did Ann Lee say?", "What did she say about the hull?", "What did Ann Lee say about the hull?"),
        ("Who is Nora Falk?", "What did she say?", "What did Nora Falk say?"),
        ("How many telescopes does the library lend?", "and who paid for that?", "who paid for telescopes library lend"),
        ("How many telescopes does the library lend?", "And in Osterby?", "telescopes library lend In Osterby"),
        ("When does the ferry sail again?", "Why was it repaired?", "Why was ferry sail repaired?"),
        ("What did Ann Lee say about the ferry?", "How much blossom did the frost destroy?", "How much blossom did the frost destroy?"),
        ("What did Ann Lee say about the ferry?", "Did Ida Holm say that the fare rises?", "Did Ida Holm say that the fare rises?"),
        ("What happened to the pump?", "Is it true that the ferry sails?", "Is it true that the ferry sails?"),
    ],
)  # fmt: skip
def test_what_a_follow_up_leaves_out_is_put_in(before: str, question: str, whole: str) -> None:
    assert meant(question, subject_of(before)).question.casefold() == whole.casefold()


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_question_after_any_other_means_something(before: str, question: str) -> None:
    subject = subject_of(before)
    assert subject_from(subject.to_json()) == subject
    found = meant(question, subject)
    assert found.follows or found.question == question


async def test_a_follow_up_in_the_thread_keeps_its_context(town: Town) -> None:
    ann = town.person()
    town.prints(*ALL)
    assert "as good as new" in await ann.types("What did Ann Lee say?", thread="t1")
    assert "second ferry" in await ann.types("And what did Tom Reed say to that?", thread="t1")
    assert "lower orchards" in await ann.types("What did Paul Marin say?", thread="t2")
    assert "as good as new" in await ann.types("and Ann Lee?", thread="t1")


async def test_a_reply_to_an_answer_leans_on_it_and_on_no_other(town: Town) -> None:
    ann, bob = town.person(), town.person(name="bob")
    town.prints(*ALL)
    await ann.types("What did Ann Lee say about the hull?")
    await ann.read.posted("m-ann")
    await bob.types("What did Paul Marin say about the fires?")
    await bob.read.posted("m-bob")
    assert "second ferry" in await bob.types("What did Tom Reed say?", about="m-ann")
    assert "eight hundred fires" in await ann.types("What did he say?", about="m-bob")


async def test_a_context_ends_after_a_day_and_at_the_border_of_a_channel(town: Town) -> None:
    ann = town.person()
    town.prints(*ALL)
    await ann.types("What did Ann Lee say?", thread="t1")
    await ann.read.posted("m1")
    elsewhere = town.person("200", "2")
    assert "as good as new" not in await elsewhere.types("What did she say?", thread="t1")
    assert "as good as new" not in await elsewhere.types("What did she say?", about="m1")
    town.clock.wait(hours=25)
    assert "as good as new" not in await ann.types("What did she say?", thread="t1")


async def test_a_reply_to_a_briefing_asks_about_that_briefing_first(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY, FERRY_FARES)
    await ann.types("schedule 07:00 UTC")
    town.clock.wait(hours=1)
    await town.deliver()
    town.prints(LIBRARY, ORCHARD)
    assert "9,000 tonnes" not in await ann.types("How much will it cost?", about="m1")
    assert "crowns" in ann.text
    assert "lower orchards" in await ann.types("What did Paul Marin say?", about="m1")


async def test_a_briefing_that_was_asked_for_can_be_asked_about_too(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY)
    await ann.types("brief 24h")
    await ann.read.posted("m-brief")
    town.prints(FERRY_FARES)
    assert "4.2 million" in await ann.types("How much did it cost?", about="m-brief")


async def test_a_story_has_more_its_sources_and_who_said_what(town: Town) -> None:
    ann = town.person()
    town.prints(FERRY)
    await ann.types("brief 24h")
    assert [action.label for action in ann.buttons] == [
        "1 More",
        "Sources",
        "Who said what",
        "Less like this",
        "Wrong?",
    ]
    brief = ann.read
    assert "second ferry" in await ann.presses("More")
    ann.read = brief
    assert "Harbour Times: Ferry between Norwick" in await ann.presses("Sources")
    links = [run.link for part in ann.read.parts for block in part.blocks for run in block.runs if run.link]
    assert links == [FERRY.url]
    ann.read = brief
    said = await ann.presses("Who said what")
    assert "Ann Lee" in said and "Tom Reed" in said


async def test_quotes_say_who_said_what(town: Town) -> None:
    ann = town.person()
    town.prints(*ALL)
    told = await ann.types("quotes Ann Lee about the hull")
    assert "Ann Lee" in told and "as good as new" in told
    assert "I couldn't find" in await ann.types("/quotes Paul Marin about telescopes")
    assert "Name who speaks" in await ann.types("/quotes")


async def test_what_a_newcomer_says_is_met_and_no_question_for_the_news(town: Town) -> None:
    town.prints(*ALL)
    ann = town.person()
    assert (await ann.types("Bonjour!")).startswith("I am Readout.") and ann.read.private
    assert "You are welcome" in await ann.types("thanks a lot!") and ann.read.private
    assert "telescopes" in await ann.types("what's new?")
    assert "apple blossom" in await ann.types("any news about frost?") and "telescopes" not in ann.text
    told = await ann.types("schedul 8am", command=True)
    assert "Scheduled: 08:00 UTC daily" in told


async def test_an_address_that_was_only_written_is_read_when_that_is_asked(town: Town) -> None:
    ann = town.person()
    told = await ann.types("https://127.0.0.1/feed.xml")
    assert (
        "Is that to be read from now on? Say: /sources do:add source:https://127.0.0.1/feed.xml" in told
        and ann.read.private
    )
    assert "Added: https://127.0.0.1/feed.xml" in await ann.presses("Read it from now on")
    bob = town.person(name="bob", rights=NO_RIGHT)
    await bob.types("https://127.0.0.1/other.xml")
    assert not bob.buttons


async def test_what_is_plainly_said_to_the_desk_is_asked_back_though_an_article_has_its_words(town: Town) -> None:
    ann = town.person()
    town.prints(ORCHARD)
    told = await ann.types("give the orchard stuff a rest, buddy")
    assert "not sure what you would like me to do" in told and "Tarn" not in told
    assert ann.read.private and "ask give the orchard stuff a rest, buddy" in [each.words for each in ann.buttons]
