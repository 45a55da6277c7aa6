"""A briefing as an edition: one affair one section, a lead, a length that fits a phone, a line for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.chat.console.adapter import LIMITS as CONSOLE
from bot.chat.rendering import render
from bot.models import PUBLIC, Article, Briefing, Length
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.briefing.compose import compose
from bot.summarize.briefing.gathering import Scope
from bot.summarize.briefing.headlines.sentence_case import in_sentence_case
from bot.summarize.briefing.selection import STORIES, WORDS
from bot.text.datelines import after_dateline
from tests.summarize.held import DAY, NOW, channel, cites_what_is_stored, claims_of, deliver, hold

LENGTHS: tuple[Length, ...] = ("short", "normal", "long")
HOURS = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


async def brief(store: Store, length: Length = "normal", channel_id: int | None = None) -> Briefing:
    return await compose(store, None, Scope(PUBLIC, NOW - DAY, NOW, channel_id=channel_id), length=length)


def article(number: int, title: str, *lines: str) -> Article:
    url, at = f"https://paper{number}.example/{number}", NOW - number * HOURS / 4
    return Article("\n".join(lines), title, url, source=f"Paper {number}", language="en", published_at=at)


MEETING = article(
    1,
    "Toren and Kessel settle the tram dispute",
    "Union leader Ilka Toren and Mayor Bruno Kessel met in the customs house on Tuesday and settled the tram dispute.",
    "The drivers get 4 percent more from May, and the night line stays.",
)
REACTION = article(
    2,
    "Chamber of commerce: the bill will come in autumn",
    "When Ilka Toren and Bruno Kessel met on Tuesday over the tram dispute, shopkeepers were not asked, the chamber said.",
    "Its head, Pavla Reim, expects higher fares in autumn.",
)
OTHER_MATTER = article(
    3,
    "Kessel opens the new bridge at Linden",
    "Mayor Bruno Kessel opened the new bridge at Linden on Tuesday before two hundred guests.",
    "The bridge cost 31 million crowns and carries two lanes and a path for bicycles.",
)


async def test_stories_that_tell_of_one_event_are_one_section(store: Store) -> None:
    hold(store, MEETING, REACTION, OTHER_MATTER)
    given_ = await brief(store)
    together = next(story for story in given_.stories if "Paper 1" in story.sources)
    assert set(together.sources) == {"Paper 1", "Paper 2"} and together.voices == 2
    assert len(given_.stories) == 2, "who shares a name and a day with it is told apart"
    assert {claim.citations[0].source for claim in together.claims} == {"Paper 1", "Paper 2"}
    cites_what_is_stored(store, claims_of(given_))


async def test_every_story_of_an_affair_is_accounted_for_and_told_once(store: Store) -> None:
    hold(store, MEETING, REACTION)
    hall = channel(store)
    first = await brief(store, channel_id=hall.id)
    assert len(first.decisions) == 2 and {each.reason for each in first.decisions} == {"told"}
    deliver(store, hall, first, NOW)
    again = await brief(store, channel_id=hall.id)
    before = {claim.text for claim in claims_of(first)}
    assert not before & {claim.text for claim in claims_of(again)}
    assert all(story.status == "update" for story in again.stories)


def _news(number: int) -> Article:
    town = f"{'BCDFGHKLMN'[number % 10]}{'aeiou'[number % 5]}rrow{'abcdefghij'[number // 10]}"
    return article(
        number + 10,
        f"{town} builds a school for {number + 200} children",
        f"The council of {town} decided on Monday to build a school of brick and glass for {number + 200} children near the"
        f" old mill, which has stood empty since the flood of {1900 + number}, and to plant {number + 40} trees around it.",
        f"The school of {town} will cost {number + 3} million crowns, of which the county of {town} bears a third.",
        f'"We have waited for this school for {number + 5} years," said headmaster Jan {town}sen of {town}.',
    )


@pytest.mark.parametrize("length", LENGTHS)
async def test_an_edition_is_no_longer_than_it_may_be_and_tells_the_first_stories_in_short(
    store: Store, length: Length
) -> None:
    hold(store, *map(_news, range(40)))
    given_ = await brief(store, length)
    shown = "\n".join(part.text for part in render.briefing(given_, CONSOLE))
    assert len(shown.split()) <= WORDS[length]
    assert 3 <= len(given_.stories) <= STORIES[length]
    led = given_.stories[:3] if length != "short" else ()
    assert [each.citations[0].title for each in given_.lead] == [story.headline for story in led]
    assert all(len(each.citations) == 1 for each in given_.lead)
    assert given_.also and all(len(story.claims) == 1 and story.claims[0].citations for story in given_.also)
    told = [story.story_id for story in (*given_.stories, *given_.also)]
    assert len(told) == len(set(told))
    assert {"told", "budget"} <= {each.reason for each in given_.decisions} <= {"told", "budget", "length"}


async def test_what_got_a_line_is_told_in_full_the_next_day_and_what_got_a_section_is_not(store: Store) -> None:
    hold(store, *map(_news, range(12)))
    hall = channel(store)
    first = await brief(store, channel_id=hall.id)
    deliver(store, hall, first, NOW)
    second = await brief(store, channel_id=hall.id)
    sections = {claim.text for story in first.stories for claim in story.claims}
    assert not sections & {claim.text for claim in claims_of(second)}
    assert second.stories


async def test_a_few_stories_need_no_lead(store: Store) -> None:
    hold(store, MEETING, OTHER_MATTER)
    given_ = await brief(store)
    assert len(given_.stories) == 2 and given_.lead == () and given_.also == ()


async def test_neither_the_title_nor_the_dateline_is_told_as_a_sentence(store: Store) -> None:
    title = "Fire closes the harbour of Osterby"
    report = "A fire in a grain store closed the harbour of Osterby on Monday, the fire brigade said."
    hold(store, article(4, title, f"{title}.", f"OSTERBY, Nordland, March 3 (NNA) — {report}", "Nobody was hurt."))
    (story,) = (await brief(store)).stories
    assert story.headline == title
    assert story.claims[0].text == report == story.claims[0].citations[0].text
    assert f"{title}." not in [claim.text for claim in story.claims]


TEXT = """The harbour office said on Monday that the ferry to Port Ellery sails again. Its owner, Nora Falk, denied that
tickets cost more. The smaller boats stay in the harbour of Port Ellery, said the White House press office. The house is old."""


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        (
            "Ferry to Port Ellery Sails Again, Says Harbour Office",
            "Ferry to Port Ellery sails again, says harbour office",
        ),
        ("Nora Falk Denies That Tickets Cost More", "Nora Falk denies that tickets cost more"),
        ("NATO Says Smaller Boats Stay in Harbour", "NATO says smaller boats stay in harbour"),
        ("Owner: Tickets Cost Nothing More, White House Says", "Owner: Tickets cost nothing more, White House says"),
        ("Press Office Denies: Tickets ‘Cost More’ Again", "Press office denies: Tickets ‘cost more’ again"),
        ("Smaller House Tickets in White House Harbour", "Smaller house tickets in White House harbour"),
        ("Ferry to Port Ellery sails again", "Ferry to Port Ellery sails again"),
        ("Zelensky Meets Merkel Today Again", "Zelensky Meets Merkel Today Again"),
    ],
)
def test_a_headline_is_written_as_a_sentence_where_its_article_tells_names_from_words(
    title: str, headline: str
) -> None:
    assert in_sentence_case(title, [TEXT], "en") == headline
    assert in_sentence_case(title, [TEXT], "de") == title


@given(st.text(max_size=60), st.text(max_size=60))
def test_only_the_case_of_a_headline_is_changed(title: str, text: str) -> None:
    assert in_sentence_case(title, [text], "en").lower() == title.lower()


async def test_a_line_cites_the_article_that_is_headed_so_and_is_not_the_same_on_two_days(store: Store) -> None:
    hold(store, *map(_news, range(12)))
    hall = channel(store)
    lines = set[str]()
    for _ in range(3):
        given_ = await brief(store, channel_id=hall.id)
        shown = [claim for story in given_.also for claim in story.claims]
        assert all(c.citations[0].title == c.text or c.text.removesuffix("…") in c.citations[0].text for c in shown)
        assert not lines & {claim.text for claim in shown}
        lines |= {claim.text for claim in shown}
        deliver(store, hall, given_, NOW)
    assert lines


async def test_one_long_story_takes_no_place_from_those_behind_it(store: Store) -> None:
    endless = article(
        2, "Council of Ostra speaks", "The council of Ostra " + "met and spoke of the old bridge and " * 14 + "rose."
    )
    hold(store, MEETING, endless, *map(_news, range(6)))
    given_ = await brief(store)
    assert len(given_.stories) >= 3


@pytest.mark.parametrize(
    ("dateline", "report"),
    [
        ("HEMPSTEAD, N.Y., Sept. 26 (UPI) — ", "Green Party candidate Jill Stein was escorted off."),
        ("WASHINGTON -- ", "The government said so."),
        ("Kyiv (Reuters) - ", "The government said so."),
        ("NEW DELHI, Jan. 3 – ", "India said so."),
        ("", "NATO and the EU agree — for once."),
        ("", "COVID-19 cases rose by 40 percent in Kyiv."),
        ("", "NATO-led forces left Kosovo."),
        ("", "AFL-CIO president Liz Shuler resigned."),
        ("", "NASA - founded in 1958 - said it lost the probe."),
        ("", "NASA - The agency of 1958 - said it lost the probe."),
        ("PARIS — ", "The president said so."),
        ("WASHINGTON — ", "President Lund and the council of Norwick agreed on Tuesday to close the port — for good."),
        ("WASHINGTON — ", "President Lund — a sailor — left."),
        ("OSLO, May 3 — ", "Ida Lund left — for good."),
        ("", "A ship - the Marta - sank."),
        ("NORWICK—", "Joining others, ninety teachers have called on the mayor to resign."),
        ("", "NASA—the agency of 1958—said it lost the probe."),
        ("Norwick (DNN)", "The mayor of Norwick resigned."),
        ("", "Ida Lund (DNN) resigned."),
        ("", "The U.S. (for now) - stays."),
    ],
)
def test_a_report_begins_behind_its_dateline(dateline: str, report: str) -> None:
    assert after_dateline(dateline + report) == len(dateline)


@given(st.text(max_size=80))
@example("A" * 80 + " — x")
def test_what_is_behind_a_dateline_is_never_nothing(text: str) -> None:
    begin = after_dateline(text)
    assert 0 <= begin < max(1, len(text)) and (not begin or text[begin:].strip())
