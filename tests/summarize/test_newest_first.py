"""What a section is made of: one event in one place, the deed before its preview, nobody unknown, reports first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.models import PUBLIC, Article, Briefing
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


def article(outlet: str, hours: int, title: str, text: str, path: str = "1") -> Article:
    """One that came out so many hours ago."""
    url = f"https://{outlet.lower().replace(' ', '-')}.example/{path}"
    return Article(text, title, url, source=outlet, language="en", published_at=NOW - timedelta(hours=hours))


async def brief(store: Store, *told: Article) -> Briefing:
    hold(store, *told)
    return await compose(store, None, Scope(PUBLIC, NOW - DAY, NOW))


def texts(briefing: Briefing) -> str:
    return " ".join(claim.text for story in (*briefing.stories, *briefing.also) for claim in story.claims)


async def test_short_reports_of_one_event_are_one_section(store: Store) -> None:
    given = await brief(
        store,
        article(
            "Dene Mail",
            6,
            "Ferry runs aground off Norwick",
            "A ferry with 212 passengers ran aground on a sandbank off Norwick on Tuesday, the coast guard said.",
        ),
        article(
            "Evening Wire",
            5,
            "Passengers taken off stranded Norwick ferry",
            "Lifeboats took 212 passengers off a ferry that had run aground on a sandbank off Norwick, the coast guard said.",
        ),
    )
    assert [set(story.sources) for story in given.stories] == [{"Dene Mail", "Evening Wire"}]


async def test_reports_of_one_form_about_two_firms_are_two(store: Store) -> None:
    given = await brief(
        store,
        article(
            "Dene Mail",
            6,
            "Harlan profit rises 4 percent in third quarter",
            "Harlan said on Tuesday that its profit rose 4 percent in the third quarter, as sales of pumps grew in Asia.",
        ),
        article(
            "Evening Wire",
            5,
            "Brookvale profit rises 9 percent in third quarter",
            "Brookvale earned 9 percent more in the third quarter than a year before, the maker of valves and pumps said. "
            "Its orders from Asia doubled.",
        ),
    )
    assert len(given.stories) == 2


PREVIEW = article(
    "Dene Mail",
    8,
    "Mayor Orla Finch to open the Linden bridge",
    "Mayor Orla Finch is expected to open the Linden bridge on Tuesday, her office said. She has chosen the scissors.",
)
REPORT = article(
    "Evening Wire",
    2,
    "Orla Finch opens the Linden bridge",
    "Mayor Orla Finch opened the Linden bridge on Tuesday before two hundred guests. It cost 31 million crowns.",
)


async def test_a_preview_is_not_told_beside_the_report_of_the_deed(store: Store) -> None:
    given = await brief(store, PREVIEW, REPORT)
    assert "opened the Linden bridge" in given.stories[0].claims[0].text
    assert "expected" not in texts(given) and "scissors" not in texts(given)
    assert len(given.stories) == 1


async def test_a_preview_is_told_until_it_is_done(store: Store) -> None:
    assert "is expected to open" in texts(await brief(store, PREVIEW))


async def test_what_is_still_to_come_is_told_beside_another_deed(store: Store) -> None:
    given = await brief(
        store,
        article(
            "Dene Mail",
            8,
            "Finch to meet Osk",
            "Mayor Orla Finch will meet Minister Bent Osk on Friday over the bridge.",
        ),
        article(
            "Evening Wire", 2, "Finch meets drivers", "Mayor Orla Finch met bus drivers on Monday over the bridge fare."
        ),
    )
    assert "will meet Minister Bent Osk" in texts(given)


async def test_who_is_named_once_and_by_a_bare_name_is_not_quoted(store: Store) -> None:
    given = await brief(
        store,
        article(
            "Dene Mail",
            3,
            "Banker expected to be charged",
            "The banker Tom Reval is expected to be charged this week, his lawyer said on Tuesday. “When all is known, "
            "he will walk free,” Quarles added.",
        ),
    )
    assert "Tom Reval is expected" in texts(given) and "Quarles" not in texts(given)


async def test_a_quotation_that_two_outlets_print_with_a_word_more_is_told_once(store: Store) -> None:
    said = "“With great regret I must disagree with {}Hollin’s plan for the harbour,” said {}."
    given = await brief(
        store,
        article("Dene Mail", 6, "Vann will not go", "Mayor Lutz Vann said on Tuesday that he will not go. "
                + said.format("", "council leader Mika Thal")),
        article("Evening Wire", 5, "Lutz Vann, the mayor, stays", "Mayor Lutz Vann said on Tuesday that he stays in office. "
                + said.format("Deputy ", "the council leader, Mika Thal")),
    )  # fmt: skip
    assert texts(given).count("With great regret") == 1


async def test_a_column_stands_behind_the_reports_and_says_what_it_is(store: Store) -> None:
    given = await brief(
        store,
        article(
            "Dene Mail", 6, "Ferry sinks at Norwick", "A ferry sank at its berth in Norwick on Tuesday, its owner said."
        ),
        article(
            "Evening Wire",
            1,
            "The harbour deserves better",
            "The harbour of Dene deserves better than this council. Its leaders slept while the cranes rusted.",
            "opinion/harbour",
        ),
    )
    assert [story.headline for story in given.stories] == ["Ferry sinks at Norwick"]
    assert [story.claims[0].text for story in given.also] == ["Opinion: The harbour deserves better"]


async def test_behind_the_lead_stands_only_what_can_be_read_there(store: Store) -> None:
    given = await brief(
        store,
        article(
            "Dene Mail",
            3,
            "Council closes the Linden pool",
            "The council of Dene voted on Tuesday to close the Linden pool by May. Councillor Ada Brandt had asked for a "
            "delay. Such a step had been feared for years. The pool lost 2 million crowns a year.",
        ),
        article(
            "Evening Wire",
            2,
            "Linden pool closes in May",
            "Dene's council decided on Tuesday that the Linden pool is to close by May. Mr. Brandt's motion for a delay "
            "failed by three votes. Swimmers of the Linden club will train in Harl from June, their trainer Ada Brandt said.",
        ),
    )
    told = [claim.text for claim in given.stories[0].claims]
    assert len(told) > 1 and not any("Such a step" in text for text in told)
    assert sum("by May" in text for text in told) == 1, "one fact is told once"


async def test_two_matches_in_one_section_are_both_told(store: Store) -> None:
    lead = "Harrowgate beat {} in the Northern League on {}."
    given = await brief(
        store,
        article("Dene Mail", 20, "Harrowgate beat Linden 2-1", lead.format("Linden 2-1", "Tuesday")
                + " Osei scored twice in the second half at the Emery Stadium. Harrowgate stay second in the table."),
        article("Dene Mail", 3, "Harrowgate beat Osterby 3-0", lead.format("Osterby 3-0", "Thursday")
                + " Brandsma scored twice in the second half at the Emery Stadium. Harrowgate go top of the table.", "2"),
    )  # fmt: skip
    assert len(given.stories) == 1, "they come as one section"
    assert lead.format("Linden 2-1", "Tuesday") in texts(given)
    assert lead.format("Osterby 3-0", "Thursday") in texts(given)


async def test_what_two_banks_did_in_one_section_is_told_of_both(store: Store) -> None:
    lead = "The central bank of {} raised its rate to {} percent on Thursday."
    given = await brief(
        store,
        article("Dene Mail", 12, "Norwick bank raises rate", lead.format("Norwick", 5)
                + " Governor Lena Brandt said that prices rise too fast. Economists had expected it."),
        article("Dene Mail", 11, "Eastport bank raises rate", lead.format("Eastport", 7)
                + " Governor Olaf Petersen said that prices rise too fast. Economists had expected it.", "2"),
    )  # fmt: skip
    assert len(given.stories) == 1, "they come as one section"
    assert lead.format("Norwick", 5) in texts(given) and lead.format("Eastport", 7) in texts(given)
