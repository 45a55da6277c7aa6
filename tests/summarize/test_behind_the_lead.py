"""What stands behind the lead of a section: what goes on with it, keeps its headline's promise, and hangs on nothing."""

from __future__ import annotations

import pytest

from bot.chat.console.adapter import LIMITS as CONSOLE
from bot.chat.rendering import render
from bot.models import Article
from bot.store.protocol import Store
from bot.summarize.briefing.selection import WORDS
from tests.summarize.test_told_once import article, brief, store, texts

__all__ = ["store"]  # the fixture

LEAD = "A video that surfaced on Tuesday shows Mayor Orla Finch of Norwick mocking the captain Bent Osk as a farmer."
NEXT = "Finch apologized for the remarks in a statement after the video was released."
FAR = (
    "The video of Norwick, which the captain’s friends put online, shows Mayor Orla Finch and Bent Osk’s farmer friends at "
    "a dinner for lawyers in Osterby."
)
HEADED = "Orla Finch mocks captain Bent Osk as farmer in video"


async def test_what_goes_on_with_the_lead_comes_before_what_stands_far_behind_it(store: Store) -> None:
    given = await brief(store, article("Dene Mail", 3, HEADED, f"{LEAD} {NEXT}", "“It is late,” she said.", FAR))
    assert texts(given)[:2] == [LEAD, NEXT]


async def test_what_the_headline_promises_is_told(store: Store) -> None:
    kept = "Osk wants the harbour chapel repainted in blue before Easter, pastor Ada Lind said."
    other = "Osk led the ferry line to Osterby for twenty years and sold it in the spring to a firm."
    given = await brief(
        store,
        article("Dene Mail", 3, "Bent Osk buys Norwick docks, wants harbour chapel blue",
                "Captain Bent Osk bought the docks of Norwick on Tuesday for 31 million crowns, the town said.",
                other, kept),
    )  # fmt: skip
    assert kept in texts(given)


@pytest.mark.parametrize(
    "hanging",
    [
        "Four years ago, Osk and Finch shared a stage at the farmer fair of Norwick.",
        "Some forged the signatures of farmers to get a seat near Finch and Osk at the dinner.",
        "According to the data, farmers make up a third of the voters of Finch and Osk in Norwick.",
        "Farmers of Norwick, too, found the words of Finch on Osk in the video hard to bear.",
    ],
)
async def test_no_sentence_is_told_that_wants_another_before_it(store: Store, hanging: str) -> None:
    given = await brief(store, article("Dene Mail", 3, HEADED, LEAD, "“It is late,” she said.", hanging, NEXT))
    assert LEAD in texts(given) and NEXT in texts(given) and hanging not in texts(given)


async def test_a_lead_says_what_was_said_and_not_that_somebody_spoke(store: Store) -> None:
    spoke = "Mayor Orla Finch of Norwick on Tuesday broke her silence about the video of the captain Bent Osk."
    denied = "Mayor Orla Finch denied on Tuesday that she had made the video of the captain Bent Osk."
    given = await brief(
        store,
        article("Evening Wire", 4, "Orla Finch on video of Bent Osk: mayor breaks silence", spoke),
        article("Dene Mail", 3, "Orla Finch denies making video of Bent Osk", denied),
    )
    assert texts(given)[0] == denied


async def test_words_from_within_a_speech_are_not_the_papers(store: Store) -> None:
    bare = "The harbour board has sent marching orders to the captains of Norwick about Orla Finch and the contract."
    given = await brief(
        store,
        article("Dene Mail", 3, "Orla Finch asked harbour board to check contract",
                "Mayor Orla Finch asked the harbour board of Norwick on Tuesday to check the dredging contract.",
                f"Radio host Paul Quarles told his hearers: “What happened is this. {bare} I never saw the like.”"),
    )  # fmt: skip
    assert bare not in texts(given)


async def test_a_quotation_speaks_of_what_was_told(store: Store) -> None:
    vague = "“It’s an invasion of the rights of Norwick and of its harbour,” said Paul Quarles, a lawyer from Osterby."
    given = await brief(
        store,
        article("Dene Mail", 3, "Orla Finch asks harbour board to check contract",
                "Mayor Orla Finch asked the harbour board of Norwick on Tuesday to check the dredging contract.",
                "The board of the harbour has five members, and two of them come from Osterby.",
                "Dredgers have worked at the quay since the winter.", vague),
    )  # fmt: skip
    assert vague not in texts(given)


DEEDS = (
    ("Arvik", "council", "closed the old bridge to lorries", "cracks were found in its piers"),
    ("Bolden", "hospital", "stopped births at its maternity ward", "three midwives had left"),
    ("Corre", "brewery", "dismissed ninety of its brewers", "beer sells badly abroad"),
    ("Dunmore", "court", "freed the banker Otto Lamm", "a witness had lied about a vault"),
    ("Elst", "zoo", "lost a young wolf in the night", "a fence was cut near the pond"),
    ("Farrow", "airline", "cancelled flights to the islands", "its pilots are ill with measles"),
)


def _reports(hours: int, town: str, who: str, did: str, why: str) -> list[Article]:
    deed = f"The {who} of {town} {did} on Monday"
    said = (
        f"{deed}. Afterwards it told reporters that {why}.",
        f"{deed} after a long meeting. Neighbours in {town} asked why nobody had been warned of it.",
        f"{deed}, people who work there say. Mayor Ada Lind of {town} wants to hear more about it on Friday.",
    )
    return [
        article(f"{town} {paper}", hours + n, f"{town} {who} {did}", text)
        for n, (paper, text) in enumerate(zip(("Mail", "Wire", "Post"), said, strict=True))
    ]


async def test_every_story_of_three_outlets_is_a_section_before_a_line_goes_to_one_of_one(store: Store) -> None:
    alone = [
        article("Lone Rose", 1, "First roses bloom in Quill", "Gardeners in Quill cut the first roses of the year."),
        article("Lone Clock", 2, "Quill watchmaker retires", "A watchmaker in Quill shuts his shop after forty years."),
    ]
    given = await brief(store, *(each for n, deed in enumerate(DEEDS) for each in _reports(n, *deed)), *alone)
    assert {story.headline.split()[0] for story in given.stories} == {town for town, *_ in DEEDS}
    assert all(story.voices == 3 for story in given.stories)
    assert given.also and all("Quill" in story.headline for story in given.also)
    shown = "\n".join(part.text for part in render.briefing(given, CONSOLE))
    assert len(shown.split()) <= WORDS["normal"]
