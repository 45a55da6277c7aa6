"""The headline of a section: which of its articles' titles it is, and that all of a briefing are printed in one style."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.models import PUBLIC, Article
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.gathering import Scope
from tests.summarize.held import DAY, NOW, hold

FERRY = "The ferry Marta ran aground off Norwick on Tuesday with 212 passengers on board, the coast guard said."
LONG = (
    f"{FERRY} Captain Ines Holm had called for help at noon. A tug from Port Ellery reached the ferry two hours later. "
    "Nobody on board was hurt, and the passengers were taken to a school in Norwick, where the town gave them soup. "
    * 4
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def report(outlet: str, hours: int, title: str, text: str, language: str = "en") -> Article:
    at = NOW - timedelta(hours=hours)
    return Article(text, title, f"https://{outlet}.example/1", source=outlet, language=language, published_at=at)


async def headed(store: Store, *told: Article) -> list[str]:
    hold(store, *told)
    given = await compose(store, None, Scope(PUBLIC, NOW - DAY, NOW))
    return [story.headline for story in given.stories]


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Ferry Marta Runs Aground Off Norwick, Coast Guard Says", "Ferry Marta runs aground off Norwick, coast guard says"),
        ("Ex-Ferry Pilot Slams U.S. Coast Guard's Sluggish Norwick Rescue",
         "Ex-ferry pilot slams U.S. coast guard's sluggish Norwick rescue"),
        ("The Latest: Ferry runs aground off Norwick", "Ferry runs aground off Norwick"),
        ("Ferry runs aground off Norwick – live updates", "Ferry runs aground off Norwick"),
        ("Ferry Runs Aground Off Norwick — Here’s What The Coast Guard Says", "Ferry runs aground off Norwick"),
        ("Ferry runs aground off Norwick.", "Ferry runs aground off Norwick"),
        ("Marta To Norwick: Help", "Marta to Norwick: Help"),
        ("Ferry Runs Aground Off Norwick; Guard Wants New Lamps On Every Ship", "Ferry runs aground off Norwick"),
        ("Gov Holm Visits Ferry Passengers On Islamic Holiday", "Gov Holm visits ferry passengers on Islamic holiday"),
        ("Ferry runs aground off Norwick, U.S.", "Ferry runs aground off Norwick, U.S."),
    ],
)  # fmt: skip
async def test_a_headline_says_what_happened_in_the_style_of_the_others(
    store: Store, title: str, headline: str
) -> None:
    assert await headed(store, report("courier", 3, title, LONG)) == [headline]


async def test_a_title_that_its_text_repeats_shows_no_names(store: Store) -> None:
    title = "Ferry Marta Runs Aground Off Norwick, Coast Guard Says"
    (found,) = await headed(store, report("courier", 3, title, f"{title}.\n\n{LONG}"))
    assert found == "Ferry Marta runs aground off Norwick, coast guard says"


async def test_a_short_report_is_headed_by_what_the_days_other_articles_print(store: Store) -> None:
    brief = report("courier", 3, "Norwick Ferry Aground, Says Pavla Reim", "Its horn was heard in all of Osterby.")
    other = report("herald", 4, "Fares rise", "In Norwick, Pavla Reim said on Monday that the ferry had gone aground.")
    assert "Norwick ferry aground, says Pavla Reim" in await headed(store, brief, other)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Why did a ferry run aground off Norwick?", "en"),
        ("How the Norwick ferry ran aground", "en"),
        ("Here’s what to know about the ferry off Norwick", "en"),
        ("Norwick Ferry Aground: Zorvath Quells Myrmid Fears", "en"),
    ],
)
async def test_a_title_that_keeps_its_news_back_gives_way_to_another(store: Store, title: str, language: str) -> None:
    told = (
        report("courier", 1, title, FERRY, language),
        report("herald", 8, "Ferry Marta with 212 passengers aground off Norwick", FERRY.replace("Tuesday", "noon")),
    )
    assert await headed(store, *told) == ["Ferry Marta with 212 passengers aground off Norwick"]
