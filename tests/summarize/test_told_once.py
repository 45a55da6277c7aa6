"""A section as an editor reads it: one event once, what a report leads up to not behind it, its main sentence first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.models import PUBLIC, Article, Briefing, Length
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.gathering import Scope
from tests.summarize.held import DAY, NOW, hold


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def article(outlet: str, hours: int, title: str, *lines: str) -> Article:
    url = f"https://{outlet.lower().replace(' ', '-')}.example/1"
    at = NOW - timedelta(hours=hours)
    return Article("\n\n".join(lines), title, url, source=outlet, language="en", published_at=at)


async def brief(store: Store, *told: Article) -> Briefing:
    hold(store, *told)
    return await compose(store, None, Scope(PUBLIC, NOW - DAY, NOW))


def texts(briefing: Briefing) -> list[str]:
    return [claim.text for story in (*briefing.stories, *briefing.also) for claim in story.claims]


LISTED = "Mayor Orla Finch on Tuesday attacked the harbour board over its dredging contract and wants its head to go."
RENEWED = (
    "Mayor Orla Finch renewed her attack on the harbour board, and said that Bent Osk, who has led it since the 2016 "
    "election, should be dismissed over the dredging contract."
)


async def test_two_leads_on_one_event_are_one_fact_in_whatever_words(store: Store) -> None:
    given = await brief(
        store,
        article("Dene Mail", 3, "Finch attacks harbour board over dredging contract", LISTED,
                "The contract was worth 31 million crowns and went to a firm in Osterby."),
        article("Evening Wire", 5, "Orla Finch: head of harbour board should go over dredging contract", RENEWED,
                "The board has five members. Finch named two of them last year."),
    )  # fmt: skip
    assert len(given.stories) == 1
    told = texts(given)
    assert (LISTED in told) != (RENEWED in told)
    assert any("31 million" in text for text in told), "there is room for what is new"


async def test_what_led_up_to_the_main_sentence_is_not_told_behind_it(store: Store) -> None:
    opening = "Even in a town that quarrels over every lamp post, a ferry seemed a simple thing to paint."
    given = await brief(
        store,
        article("Dene Mail", 3, "Norwick council stops painting of the ferry Marta", opening,
                "The council of Norwick on Tuesday stopped the painting of the ferry Marta because its blue was wrong.",
                "The ferry Marta lies in the dock of Norwick and costs the council 900 crowns a day."),
    )  # fmt: skip
    assert given.stories[0].claims[0].text.startswith("The council of Norwick on Tuesday stopped")
    assert opening not in texts(given)


async def test_a_report_that_an_affair_has_told_gets_no_line_of_its_own(store: Store) -> None:
    given = await brief(
        store,
        article("Dene Mail", 3, "Finch calls rival Lund unfit, says Norwick’s council is at risk",
                "Mayor Orla Finch on Wednesday called her rival Ida Lund unfit for the office and said that voting for "
                "Bent Osk was necessary to save the council of Norwick."),
        article("Evening Wire", 5, "Finch warns that Norwick’s council is at risk under rival Lund",
                "Orla Finch went low. The mayor told a hall in Norwick that her rival Ida Lund would ruin the council "
                "and that Bent Osk would save it."),
    )  # fmt: skip
    assert [set(story.sources) for story in given.stories] == [{"Dene Mail", "Evening Wire"}]
    assert not given.also


MOTHER = "The council of Norwick on Tuesday closed the school in Mill Lane, and Mayor Orla Finch wrote to its parents."


@pytest.mark.parametrize(
    "hanging",
    [
        "Another council member, Ida Lund, said that Norwick’s parents and school would have to wait.",
        "During the radio interview, Orla Finch said that Norwick’s school had parents enough.",
        "If it closed a school in Norwick, the council would lose its parents, said Ida Lund.",
    ],
)
async def test_what_hangs_on_an_untold_sentence_is_not_told(store: Store, hanging: str) -> None:
    between = "It rained for most of that day."
    given = await brief(
        store, article("Dene Mail", 3, "Norwick council closes the school in Mill Lane", MOTHER, between, hanging)
    )
    assert texts(given)[0] == MOTHER
    assert not any("Ida Lund" in text or "radio" in text for text in texts(given))


async def test_a_quotation_of_words_that_are_told_is_not_told_again(store: Store) -> None:
    given = await brief(
        store,
        article("Dene Mail", 3, "Norwick school was a hostile place, report finds",
                "A report said on Tuesday that Mayor Orla Finch made the Norwick school a cold and hostile place."),
        article("Evening Wire", 5, "Report: Finch made Norwick school hostile",
                "A report on the Norwick school was published on Tuesday.",
                "Ida Lund, who wrote the report, called the school of Norwick “a cold and hostile place” under Finch."),
    )  # fmt: skip
    assert sum("hostile place" in text for text in texts(given)) == 1


async def test_short_reports_of_one_affair_that_are_headed_alike_are_one_fact(store: Store) -> None:
    given = await brief(
        store,
        article("Dene Mail", 3, "Finch: my letter to Norwick’s school was no insult",
                "Mayor Orla Finch asserted on Tuesday that her letter to the school of Norwick was no insult, and urged "
                "the council to vote against a motion of Ida Lund."),
        article("Evening Wire", 4, "Finch denies that letter to Norwick school was an insult",
                "Mayor Orla Finch insisted on Tuesday that she insulted nobody, amid criticism of her letter to the "
                "school of Norwick."),
    )  # fmt: skip
    assert [set(story.sources) for story in given.stories] == [{"Dene Mail", "Evening Wire"}]
    assert sum("letter to the school" in text for text in texts(given)) == 1


@pytest.mark.parametrize("length", ["short", "normal"])
async def test_two_events_of_one_ferry_are_both_told_though_their_titles_name_it(store: Store, length: Length) -> None:
    hold(
        store,
        article("Dene Mail", 3, "Ferry between Norwick and Osterby sails again",
                "The ferry between Norwick and Osterby will sail again from Thursday, the harbour office of Norwick said.",
                "“The hull is as good as new,” said harbour master Ann Finch. The repair cost 4.2 million crowns."),
        article("Evening Wire", 2, "Fares of the Norwick ferry rise to 14 crowns",
                "A ticket for the ferry between Norwick and Osterby will cost 14 crowns, two more than before, the ferry "
                "company announced.",
                "“We would rather raise the fare than sell the ship,” said director Ida Lund."),
    )  # fmt: skip
    given = await compose(store, None, Scope(PUBLIC, NOW - DAY, NOW), length=length)
    told = texts(given)
    assert any("14 crowns" in text for text in told)
    assert any("will sail again" in text or "sails again" in text for text in told)
