"""A section that a reader needs nothing for: a lead that tells the news, nothing said twice, nobody unknown, no column."""

from __future__ import annotations

import pytest

from bot.language.opinion import speaks_of_its_writer
from bot.store.protocol import Store
from tests.summarize.test_told_once import article, brief, store, texts

__all__ = ["store"]  # the fixture

FERRY = article(
    "Dene Mail", 6, "Ferry sinks at Norwick", "A ferry sank at its berth in Norwick on Tuesday, its owner said."
)


async def test_a_column_is_known_by_its_i_and_gets_a_line_that_says_so(store: Store) -> None:
    column = article(
        "Evening Wire", 2, "Norwick's harbour deserves better",
        "I grew up beside the harbour of Norwick. My father mended its cranes.",
        "Last week I walked along the quay of the harbour. Nobody paints the cranes now, I saw.",
    )  # fmt: skip
    given = await brief(store, FERRY, column)
    assert [story.headline for story in given.stories] == ["Ferry sinks at Norwick"]
    assert [story.claims[0].text for story in given.also] == ["Opinion: Norwick's harbour deserves better"]


@pytest.mark.parametrize(
    ("title", "text", "is_column"),
    [
        ("Mayor: I will not go", "Mayor Lutz Vann stays. He said so on Tuesday.", False),
        ("Why my town needs no bridge", "The bridge of Linden costs 31 million crowns.", True),
        ("Vann stays", "“I stay. I do. I like my office, and I mean it,” said Vann.", False),
        ("Norwick’s shores", "Osk did not see it. We want our harbour back. We say so. Our cranes rust.", True),
        (
            "A truck comes to Norwick",
            "When Ivo Lind came to talk to me about trucks, I was late. Trucks are big.",
            True,
        ),
        ("Elizabeth I", "Elizabeth I was queen. Elizabeth I reigned long. World War I came later.", False),
    ],
)
def test_words_in_quotation_marks_are_not_the_writers(title: str, text: str, is_column: bool) -> None:
    assert speaks_of_its_writer(title, text, "en") is is_column


async def test_a_story_that_no_sentence_leads_into_gets_a_line(store: Store) -> None:
    feature = article(
        "Evening Wire", 2, "A bold plan to save the cranes of Norwick harbour",
        "The kettle whistles in a yellow kitchen below the cranes of Norwick, and Ann Finch pours tea.",
        "It has rained since morning. The street is empty but for a dog.",
        "“Nobody believed us,” she said. Her brother nodded.",
        "The two first met Mr. Osk at a bankruptcy hearing in May 2015, said their lawyer.",
    )  # fmt: skip
    given = await brief(store, FERRY, feature)
    assert [story.headline for story in given.stories] == ["Ferry sinks at Norwick"]
    assert [story.claims[0].text for story in given.also] == ["A bold plan to save the cranes of Norwick harbour"]


LED = "A federal judge ruled on Tuesday that Bent Osk was unlawfully appointed to run the harbour agency of Norwick."
NEW = "Osk, 61, had been captain of the ferry to Osterby for twenty years and led a union at Norwick."


@pytest.mark.parametrize(
    "doubtful",
    [
        "Judge Ida Lund decided that the appointment of Osk to run the agency broke the law on vacancies.",
        "Until then, Osk will go on to lead the agency, the ministry wrote to its staff.",
        "Osk did nothing wrong and is a man of honour, the statement said on behalf of his family.",
        "Ida Lund said of Osk, “He knew about the vacancy long before anybody else did.",
    ],
)
async def test_what_goes_over_the_lead_or_hangs_is_left_out(store: Store, doubtful: str) -> None:
    given = await brief(
        store,
        article("Dene Mail", 3, "Judge rules Osk unlawfully appointed to run harbour agency", LED, "It rained.", doubtful,
                "Nobody spoke.", NEW),
    )  # fmt: skip
    assert texts(given)[0] == LED
    assert doubtful not in texts(given) and NEW in texts(given)


async def test_a_part_of_the_title_is_no_sentence_of_the_report(store: Store) -> None:
    given = await brief(
        store,
        article("Dene Mail", 3, "Spending on harbours passes a billion; Small group of owners pushes the total up",
                "Small group of owners pushes the total up.",
                "Owners of ships have spent a billion crowns on the harbours of Dene this year, a count shows."),
    )  # fmt: skip
    assert texts(given)[0].startswith("Owners of ships")


async def test_who_is_quoted_by_a_bare_name_was_told(store: Store) -> None:
    given = await brief(
        store,
        article("Dene Mail", 3, "Prosecutors to charge Bent Osk over harbour funds",
                "Prosecutors plan to charge Bent Osk over the harbour funds of Norwick, they said on Tuesday.",
                "Paul Quarles is the lawyer of Osk.",
                "Quarles was late on Tuesday.",
                "“When the dust settles, my client will be cleared,” Quarles added."),
    )  # fmt: skip
    told = " ".join(texts(given))
    assert "dust settles" not in told or "Paul Quarles" in told.partition("dust settles")[0]


async def test_a_report_that_begins_with_he_is_not_told_behind_anothers_lead(store: Store) -> None:
    given = await brief(
        store,
        article("Dene Mail", 3, "Finch threatens to send police to the harbour of Norwick",
                "Mayor Orla Finch threatened on Tuesday to send the police to the harbour of Norwick over the strike."),
        article("Evening Wire", 2, "Finch threatens harbour strikers of Norwick with police",
                "She named no law that would allow her to send anybody."),
    )  # fmt: skip
    assert not any(text.startswith("She") for text in texts(given))
