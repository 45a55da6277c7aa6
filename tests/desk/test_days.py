"""A week of the demo's stories, told day by day: what a channel was told is never told to it again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.evidence.article_analysis import read
from bot.models import Article
from bot.ops.demo import shipped_articles
from bot.store.deliveries import told
from bot.store.opening import open_store
from tests.desk.town import Clock, Person, Town

EIGHT = datetime(2021, 12, 31, 6, 0, tzinfo=UTC)
"""08:00 in Kyiv, on the first day."""

TROOPS = "Russia has massed about 100,000 troops at Ukraine’s border, and Western capitals fear an attack."
GENEVA = "American and Russian diplomats meet in Geneva on January 9 and 10."
MISTAKE = (
    "Putin warned Biden on Thursday that new sanctions would be a “colossal mistake” and would bring a “total severance"
    " of relations” between their countries, Kremlin aide Yuri Ushakov told reporters in Moscow."
)
ORRIN = (
    "The River Orrin rose over its banks in Marden on Thursday after two days of rain and filled the cellars of the"
    " old town."
)
SIRENS = "“The water came faster than the sirens,” said Dora Pell, who keeps the bakery at the bridge."
PAY = "Dockers and terminal operators signed an agreement that raises pay by 6 percent and the night rate by a fifth."

ZELENSKIY = "Biden will speak with President Volodymyr Zelenskiy on Sunday, the White House announced on Friday."
SUPPORT = "“The president will repeat our support for Ukraine’s sovereignty,” said press officer Lena Ortiz."
METRE = "The Orrin fell by a metre overnight, and Marden’s two bridges opened again to cars on Friday."
PUMPS = "Forty pumps are at work in the cellars, fire chief Ivo Strand said."
CRANES = "The first crane in Port Ellery lifted a container at six on Saturday morning."
QUEUE = "Twenty-three ships still wait outside the harbour, harbour master Emil Varga said on Saturday."
MORE = "Russia now has about 120,000 troops at Ukraine’s border, a US official said on Monday."
SCHOOLS = "Marden’s three schools stay shut until January 10, the town council decided."


def story(day: int, source: str, title: str, *sentences: str, path: str = "") -> Article:
    """An article that came out the evening before the briefing of a day (0: that of the first one)."""
    slug = path or re.sub(r"\W+", "-", title.lower())
    return Article(
        "\n\n".join(sentences),
        title=title,
        url=f"https://{source.lower().replace(' ', '-')}.example/{slug}",
        source=source,
        language="en",
        published_at=EIGHT + timedelta(days=day, hours=-10),
    )


MARDEN = "Water falls in Marden’s old town"
WEEK: dict[int, Sequence[Article]] = {
    1: (
        story(
            1, "Meridian Post", "Biden to speak with Zelenskiy on Sunday", ZELENSKIY, SUPPORT, TROOPS, MISTAKE, GENEVA
        ),
        story(1, "Kestrel Radio", "Biden to talk to Zelenskiy", ZELENSKIY, SUPPORT, TROOPS, MISTAKE, GENEVA),
        story(1, "Valley Courier", MARDEN, METRE, PUMPS, ORRIN, SIRENS, path="marden"),
    ),
    2: (story(2, "Coast Ledger", "Cranes move in Port Ellery", CRANES, QUEUE, PAY),),
    3: (  # nothing but what was told before, in other outlets and another order
        story(3, "Northline Agency", "The week in diplomacy", GENEVA, TROOPS, MISTAKE, ZELENSKIY),
        story(3, "Harbour Gazette", "Port Ellery after the strike", CRANES),
    ),
    4: (story(4, "Coast Ledger", "US counts more troops at Ukraine’s border", MORE, TROOPS, MISTAKE),),
    5: (story(1, "Valley Courier", MARDEN, METRE, PUMPS, SCHOOLS, ORRIN, SIRENS, path="marden"),),  # revised
    6: (),
}
NEW = {
    1: {ZELENSKIY, METRE},
    2: {CRANES},
    3: set(),
    4: {MORE},
    5: {SCHOOLS},
    6: set(),
}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with open_store(tmp_path / "store") as store:
        yield Town(store, Clock(EIGHT - timedelta(hours=2)))


async def told_on(town: Town, ann: Person, day: int, articles: Sequence[Article]) -> tuple[list[str], list[str]]:
    """Let a day's articles come in and its slot come; return what the channel saw, and the claims it was told."""
    town.clock.now = EIGHT + timedelta(days=day, hours=-1)
    town.prints(*articles)
    town.clock.now = EIGHT + timedelta(days=day, seconds=5)
    seen = await town.deliver()
    since = EIGHT + timedelta(days=day)
    claims = town.desk.store.read_now(lambda db: told.claims(db, 1, since))
    return seen, list(dict.fromkeys(item.claim for item in claims))


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{4,}|\d[\d,.]*\d|\d", text.lower()))


def says_again(claim: str, earlier: str) -> bool:
    """A plain measure of its own: nine of ten words stood in the earlier sentence, every number too."""
    mine, theirs = words(claim), words(earlier)
    numbers = {word for word in mine if word[0].isdigit()}
    return len(mine & theirs) >= 0.9 * len(mine) and numbers <= theirs


async def test_a_week_of_briefings_repeats_nothing_and_marks_what_moved(town: Town) -> None:
    ann = town.person()
    await ann.types("schedule 08:00 Europe/Kyiv daily", command=True)
    before: list[str] = []
    seen, first = await told_on(town, ann, 0, tuple(shipped_articles()))
    assert len(first) >= 8 and "NEW" in "\n".join(seen) and "UPDATE" not in "\n".join(seen)
    before += first
    for day, articles in WEEK.items():
        seen, claims = await told_on(town, ann, day, articles)
        shown = "\n".join(seen)
        repeated = [(claim, old) for claim in claims for old in before if says_again(claim, old)]
        assert not repeated, f"day {day}"
        missing = [sentence for sentence in NEW[day] if sentence not in " ".join(shown.split())]
        assert not missing, f"day {day}: {shown}"
        if NEW[day]:
            assert "UPDATE" in shown, f"day {day}: {shown}"
        else:
            assert not claims
            said = [line for line in shown.splitlines() if "Nothing new" in line or "none could be told" in line]
            assert len(said) == 1
            assert not re.search(r"\bNEW\b|\bUPDATE\b", shown)
        before += claims


def test_the_articles_of_the_week_can_be_read() -> None:
    assert all(read(item).passages for articles in WEEK.values() for item in articles)
