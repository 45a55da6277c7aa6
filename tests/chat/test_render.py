"""Rendering keeps promise 3 for any text: nothing live, nothing hidden, nothing lost, never over a limit."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from chat_strategies import PROOF, nouns, texts
from hypothesis import given
from hypothesis import strategies as st
from visible_text import INVISIBLE, parts_of, said, signs

from bot.chat.console import wrapping
from bot.chat.console.adapter import LIMITS as CONSOLE
from bot.chat.discord import payloads as discord_body
from bot.chat.rendering import listings, render
from bot.chat.rendering.cleaning import clean, graphemes
from bot.chat.rendering.parts import part_from_json, part_to_json
from bot.chat.rendering.passage_links import passage_link, text_fragment, web_address
from bot.chat.slack import payloads as slack_body
from bot.models import Answer, BriefedStory, Briefing, Citation, Claim

LIMITS = {"console": CONSOLE, "discord": discord_body.LIMITS, "slack": slack_body.LIMITS}


@pytest.mark.parametrize("platform", LIMITS)
@PROOF
@given(noun=nouns)
def test_nothing_is_lost_and_every_part_fits(platform: str, noun: Briefing | Answer) -> None:
    limits = LIMITS[platform]
    parts = parts_of(noun, limits)
    assert parts
    for part in parts:
        assert len(part.blocks) <= limits.blocks
        assert sum(map(limits.of_block, part.blocks)) <= limits.part
        assert all(0 < limits.of_block(block) <= limits.block for block in part.blocks)
        assert part_from_json(part_to_json(part)) == part
    assert not signs(said(noun)) - signs("".join(part.text for part in parts))


@PROOF
@given(noun=nouns, width=st.integers(20, 140))
def test_the_terminal_gets_plain_lines_within_its_width(noun: Briefing | Answer, width: int) -> None:
    seen = ""
    for part in parts_of(noun, CONSOLE):
        shown = wrapping.text(part, colour=False, width=width)
        assert not INVISIBLE.search(shown)
        body = re.sub(r"\n\n(?:\[\d+\] [^\n]*\n)+\Z", "\n", shown)  # an address is never broken
        assert all(wrapping.columns(line) <= width + 2 for line in body.split("\n"))
        assert not re.sub(r"\x1b(\[[\d;]*m|\]8;;[^\x1b]*\x1b\\)", "", wrapping.text(part, True, width)).count("\x1b")
        seen += shown
    assert not signs(said(noun)) - signs(seen)


@pytest.mark.parametrize("endless", ["\U0001f3fb" * 60, "\u1161" * 60, "\U0001f1e6" * 61])
def test_what_goes_on_without_end_as_one_character_is_parted_all_the_same(endless: str) -> None:
    (part,) = listings.notice(f"Before {endless} after", CONSOLE)
    shown = wrapping.text(part, colour=False, width=20)
    assert all(wrapping.columns(line) <= 20 for line in shown.split("\n"))
    assert "".join(shown.split()) == f"Before{endless}after"


@PROOF
@given(text=texts)
def test_clean_text_is_a_fixed_point_in_one_line(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not INVISIBLE.search(cleaned)
    assert "\n" not in cleaned
    assert "".join(graphemes(cleaned)) == cleaned
    cleaned.encode()


def test_graphemes_stay_whole() -> None:
    assert list(graphemes("e\u0301a👨‍👩‍👧🇺🇦🇵🇱👍🏽")) == ["e\u0301", "a", "👨‍👩‍👧", "🇺🇦", "🇵🇱", "👍🏽"]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/x(y)|z", "https://a.example/x%28y%29%7Cz"),
        ("https://a.example/%zz?q=a b", "https://a.example/%25zz?q=a%20b"),
        ("https://bücher.example/ü#top:~:text=old", "https://xn--bcher-kva.example/%C3%BC#top"),
        ("http://a.example", "http://a.example/"),
        ("javascript:alert(1)", ""),
        ("https://user:word@a.example/", ""),
        ("https://a.example:port/", ""),
        ("", ""),
    ],
)
def test_addresses_lose_what_a_platform_could_read_as_markup(url: str, address: str) -> None:
    assert web_address(url) == address


def test_a_link_leads_to_the_very_passage() -> None:
    short = Citation(1, 0, 1, "A - well-known, short & plain text", "https://a.example/x#part")
    assert passage_link(short).endswith("#part:~:text=A%20%2D%20well%2Dknown%2C%20short%20%26%20plain%20text")
    long = text_fragment("One two three four five six seven.\n\n" + "filler " * 20 + "and so it ended at last today.")
    assert unquote(long) == ":~:text=One two three four five,it ended at last today."


def test_the_numbers_of_citations_are_those_of_articles_over_a_whole_briefing() -> None:
    def cited(n: int, text: str) -> Citation:
        return Citation(n, 0, 1, text, f"https://a.example/{n}" if n < 3 else "", "T", "S")

    first = Claim("First.", (cited(1, "one"), cited(2, "two")))
    second = Claim("Second.", (cited(2, "another"), cited(3, "three")))
    day = datetime(2021, 12, 31, 6, tzinfo=UTC)
    told = tuple(BriefedStory(n, "Head", (claim,), ("S",)) for n, claim in enumerate((first, second)))
    part = render.briefing(Briefing("Morning", day, day, told), CONSOLE)[0]
    runs = [run for block in part.blocks for run in block.runs if run.about]
    assert [run.text.strip() for run in runs] == ["[1]", "[2]", "[2]", "[3]"]
    assert [unquote(run.link) for run in runs][1:] == [
        "https://a.example/2#:~:text=two",
        "https://a.example/2#:~:text=another",
        "",
    ]


def test_what_others_say_under_an_outlets_link_has_a_number_of_its_own() -> None:
    link = "https://valley.example/1"
    names = ("Valley Courier", "Rumour (rumour.example)", "Valley Courier")
    cited = tuple(Citation(n, 0, 1, "x", link, "Orrin", name) for n, name in enumerate(names, 1))
    day = datetime(2021, 12, 31, 6, tzinfo=UTC)
    story = BriefedStory(1, "Head", tuple(Claim("Said.", (each,)) for each in cited), names)
    part = render.briefing(Briefing("Morning", day, day, (story,)), CONSOLE)[0]
    runs = [run for block in part.blocks for run in block.runs if run.about]
    assert [run.text.strip() for run in runs] == ["[1]", "[2]", "[1]"]
    assert "[2] Rumour (rumour.example) · Orrin" in wrapping.text(part, colour=False, width=100)


def test_a_slow_day_is_one_line() -> None:
    until = datetime(2021, 12, 31, 6, tzinfo=UTC)
    quiet = Briefing("Morning briefing", until.replace(day=30), until, (), read=2, told_before=2)
    (part,) = render.briefing(quiet, CONSOLE, "Europe/Kyiv")
    assert part.text.split("\n") == [
        "Readout · Morning briefing · Fri 31 Dec 2021, 08:00 Kyiv",
        "Nothing new since yesterday, 08:00.",
    ]
    noted = replace(quiet, notice="The model was away.")
    assert "The model was away." in render.briefing(noted, CONSOLE)[0].text


def test_an_answer_stands_under_who_said_it() -> None:
    cited = (Citation(1, 0, 1, "x", "https://a.example/", "T", "S", datetime(2021, 12, 30, 9, tzinfo=UTC)),)
    said = Claim('Putin said it would be a "colossal mistake".', cited, speaker="Vladimir Putin")
    told = Claim("Putin was satisfied.", cited, speaker="Vladimir Putin")
    (part,) = render.answer(Answer("q", True, (said, told)), CONSOLE)
    assert part.text.split("\n")[:3] == [
        "Vladimir Putin · Thu 30 Dec 2021",
        'quoted    Putin said it would be a "colossal mistake". [1]',
        "reported  Putin was satisfied. [1]",
    ]


def test_a_refusal_gives_its_reason_and_the_nearest_thing() -> None:
    near = Citation(1, 0, 1, "France is named among the mediators.", "https://a.example/", "T", "S")
    (part,) = render.answer(Answer("q", False, nearest=(near,), reason="I hold nothing on that"), CONSOLE)
    assert part.text == "I hold nothing on that.\nClosest: France is named among the mediators. [1]"


def test_a_story_is_split_only_where_it_must_be() -> None:
    sentence = "This sentence is of a middling length, as most are. "
    claim = Claim(sentence.strip(), (Citation(1, 0, 1, "x", "https://a.example/"),))
    day = datetime(2021, 12, 31, 6, tzinfo=UTC)
    told = tuple(BriefedStory(n, f"Headline {n}", (claim,) * 4, ("S",)) for n in range(40))
    parts = render.briefing(Briefing("M", day, day, told), discord_body.LIMITS)
    assert len(parts) > 1
    assert all(part.blocks[0].kind == "headline" for part in parts[1:])
    long = BriefedStory(1, "Head", (Claim(sentence * 400, claim.citations),), ("S",))
    pieces = render.briefing(Briefing("M", day, day, (long,)), discord_body.LIMITS)
    assert len(pieces) > 3
    assert all(part.blocks[-1].text.rstrip().endswith(".") for part in pieces[:-1])


@pytest.mark.parametrize("rows", [1, 5, 25])
@PROOF
@given(noun=nouns)
def test_a_storys_buttons_stand_below_it_and_never_over_what_fits(rows: int, noun: Briefing | Answer) -> None:
    limits = replace(CONSOLE, part=3_000, block=3_000, overhead=1, actions=rows)
    parts = parts_of(noun, limits)
    shown = [(number, block) for number, part in enumerate(parts) for block in part.blocks]
    assert all(sum(block.kind == "actions" for block in part.blocks) <= rows for part in parts)
    wanted = [story.story_id for story in noun.stories if story.story_id > 0] if isinstance(noun, Briefing) else []
    held = [action.story for _, block in shown for action in block.actions if action.kind == "more"]
    assert held == wanted
    for at, (number, block) in enumerate(shown):
        if block.kind == "actions" and sum(map(limits.of_block, parts[number].blocks)) < limits.part // 2:
            assert at and shown[at - 1][0] == number, "buttons without the story that they are of"
