"""A week of a channel's briefings, day by day: nothing is told twice, what is told is new, and a slow day is a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest

from bot.chat.console.adapter import show_briefing
from bot.evidence.article_analysis import read
from bot.ingest.pages.jsonl import record
from bot.models import Article, Briefing, Channel
from bot.store.channels import channels
from bot.store.news import articles
from bot.store.opening import open_store
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.gathering import Scope
from tests.summarize.held import deliver

SEEDS = Path(__file__).parents[2] / "seeds/articles"
FIRST = datetime(2021, 12, 31, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PORT = "Fourteen ships still lie at anchor outside the port."


def told_on(day: int, hour: int, url: str, title: str, text: str, source: str) -> Article:
    """An article of a day, counted from the morning of the first briefing."""
    return Article(text, title, f"https://{url}", FIRST + day * DAY - timedelta(hours=hour), source, language="en")


SATURDAY = (
    told_on(
        1, 3, "coast-ledger.example/2022/01/cranes", "Cranes in Port Ellery move again",
        "The cranes of Port Ellery started again on Saturday after a strike of ten days. By noon two of the fourteen "
        "ships at anchor had been unloaded.\n\n"
        f"{PORT} Harbour master Emil Varga said it would take a week to clear them.\n\n"
        "“We have bananas that cannot wait,” said Varga on the quay of Port Ellery. The agreement raises pay in the "
        "port by 6 percent.", "Coast Ledger",
    ),
    told_on(
        1, 2, "meridian-post.example/2022/01/marden-falls", "Flood in Marden: the river keeps falling",
        "The River Orrin in Marden kept falling on Saturday and stood at 3.6 metres at the stone bridge. About 600 "
        "people left their homes.\n\n"
        "The gauge at the stone bridge read 4.7 metres, the highest mark since 1998.\n\n"
        "Two dikes in Marden are to be opened on Sunday so that the lower town can drain, said Noor Haddad of the "
        "regional water board.", "Meridian Post",
    ),
)  # fmt: skip
SUNDAY_COPY = told_on(
    2, 3, "valley-courier.example/2022/01/marden-falls", "Marden: river keeps falling",
    SATURDAY[1].text.replace("kept falling on Saturday", "kept falling on Saturday evening"), "Valley Courier",
)  # fmt: skip
MONDAY = told_on(
    3, 3, "harbour-times.example/2022/01/port-cleared", "Port Ellery has cleared its ships",
    "The last of the fourteen ships that lay at anchor off Port Ellery was unloaded on Monday, four days earlier than "
    "harbour master Emil Varga had expected.\n\n"
    "Dockers and terminal operators signed an agreement on Thursday that raises pay by 6 percent and the night rate by "
    "a fifth.\n\nThe port of Ellery lost 11 contracts to other harbours during the strike, the chamber of trade said.",
    "The Harbour Times",
)  # fmt: skip
REVISED = Article(
    MONDAY.text.replace("was unloaded on Monday", "was unloaded early on Monday"), MONDAY.title, MONDAY.url,
    MONDAY.published_at, MONDAY.source, language="en",
)  # fmt: skip


class Week:
    """A channel that is briefed every morning of what came in since the last."""

    def __init__(self, folder: Path) -> None:
        self.store = open_store(folder)
        self.channel: Channel = self.store.write_now(lambda db: channels.add(db, "hall", "console", now=FIRST))
        self.told: list[str] = []

    def arrive(self, *items: Article, day: int) -> None:
        now = FIRST + day * DAY - timedelta(minutes=30)
        self.store.write_now(lambda db: [articles.put(db, item, read(item), now=now) for item in items])

    async def morning(self, day: int) -> Briefing:
        """Brief the channel, see that nothing in it was told before, and take it as told."""
        until = FIRST + day * DAY
        scope = Scope(self.channel.audience, until - DAY, until, channel_id=self.channel.id)
        given = await compose(self.store, None, scope)
        said = [claim.text for story in given.stories for claim in (*story.claims, *story.differences)]
        for text in said:
            for before in self.told:
                assert not repeats(text, before), f"{text!r} repeats {before!r}"
            self.told.append(text)
        if given.stories:
            deliver(self.store, self.channel, given, until)
        return given


def seeds() -> list[Article]:
    return [record(line) for file in sorted(SEEDS.glob("*.jsonl")) for line in file.read_bytes().splitlines()]


def repeats(text: str, before: str) -> bool:
    """Tell whether two sentences are one but for a word in six, their numbers the same."""
    mine, theirs = set(re.findall(r"\w+", text.lower())), set(re.findall(r"\w+", before.lower()))
    same_numbers = {word for word in mine if word.isdigit()} <= theirs
    return same_numbers and len(mine & theirs) / len(mine | theirs) > 0.8


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Week]:
    made = Week(tmp_path)
    yield made
    made.store.close()


def texts(given: Briefing) -> str:
    return " ".join(claim.text for story in given.stories for claim in story.claims)


async def test_a_week_tells_each_thing_once(week: Week) -> None:
    week.arrive(*seeds(), day=0)
    friday = await week.morning(0)
    assert {story.status for story in friday.stories} == {"new"}

    week.arrive(*SATURDAY, day=1)
    saturday = await week.morning(1)
    assert len(saturday.stories) == 2
    assert {story.status for story in saturday.stories} == {"update"}
    assert "3.6 metres" in texts(saturday) and "4.7 metres" not in texts(saturday)

    week.arrive(SUNDAY_COPY, day=2)
    sunday = await week.morning(2)
    assert texts(sunday).count("3.6 metres") == 0, "a copy of what was told is no news"

    week.arrive(MONDAY, day=3)
    monday = await week.morning(3)
    (story,) = monday.stories
    assert story.status == "update" and "unloaded on Monday" in texts(monday)
    assert "signed an agreement" not in texts(monday), "the background was told on Friday"

    week.arrive(REVISED, day=4)
    tuesday = await week.morning(4)
    assert "unloaded early" not in texts(tuesday), "a light edit is no news"

    wednesday = await week.morning(5)
    assert not wednesday.stories and wednesday.read == 0
    stream = StringIO()
    show_briefing(wednesday, stream, "Europe/Kyiv")
    assert stream.getvalue().count("Nothing new since yesterday, 08:00.") == 1


async def test_once_everything_is_told_the_day_is_slow(week: Week) -> None:
    week.arrive(*seeds(), day=0)
    for _ in range(40):
        given = await week.morning(0)
        if not given.stories:
            break
    assert not given.stories and given.read == 13
    assert given.told_before == given.read - given.copies
