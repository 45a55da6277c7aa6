"""One statement that several outlets print is told once; people of one name are told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.evidence.article_analysis import read
from bot.evidence.people.name_matching import same_person
from bot.evidence.quotes.merging import merged, namesakes
from bot.models import Article, Citation, Statement
from bot.text.transliteration import inflected

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def printed(*texts: str, apart: timedelta = HOUR) -> list[Statement]:
    """What articles say, each an outlet's of its own, the later ones later."""
    return [
        Statement(
            quote=replace(quote, revision_id=number),
            citation=Citation(
                number,
                *quote.context,
                text[slice(*quote.context)],
                source=f"Outlet {number}",
                published_at=NOON + number * apart,
                language="en",
            ),
        )
        for number, text in enumerate(texts, 1)
        for quote in read(Article(text, language="en")).quotes
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("“The dam will fail by autumn,” said Ada Lind.", "Ada Lind said: “The dam will fail by autumn.”"),
        ("Ada Lind said the old dam would fail by autumn.", "The old dam would fail by autumn, according to Ada Lind."),
        (
            "Ada Lind said the dam was “a sieve made of rust”.",
            "Ada Lind told reporters that the dam is “a sieve made of rust”.",
        ),
        ("“The dam will fail by autumn,” said Ada Lind.", "“The dam will fail by autumn,” said Lind."),
        ("“The dam will fail by autumn,” said Yuri Ladov.", "“The dam will fail by autumn,” said Yury Ladov."),
    ],
)
def test_what_two_outlets_print_is_one_statement_with_both(texts: tuple[str, str]) -> None:
    (only,) = merged(printed(*texts))
    assert only.outlets == ("Outlet 1", "Outlet 2")
    assert [item.revision_id for item in only.carried] == [2]


@pytest.mark.parametrize(
    "texts",
    [
        ("Ada Lind said the dam would fail by autumn.", "Ada Lind said the dam would not fail by autumn."),
        ("Ada Lind said 12 dams would fail by autumn.", "Ada Lind said 14 dams would fail by autumn."),
        ("Ada Lind said the dam would fail by autumn.", "Bo Falk said the dam would fail by autumn."),
        ("Ada Lind said the dam would fail by autumn.", "“The dam would fail by autumn,” said Ada Lind."),
        ("Ada Smith said the dam would fail by autumn.", "Bo Smith said the dam would fail by autumn."),
        ("Officials said the dam would fail by autumn.", "Ada Lind said the dam would fail by autumn."),
        ("Ada Lind denied that the dam would fail by autumn.", "Ada Lind said the dam would fail by autumn."),
    ],
)
def test_another_number_denial_speaker_or_kind_is_another_statement(texts: tuple[str, str]) -> None:
    assert len(merged(printed(*texts))) == 2


def test_the_same_words_weeks_later_are_said_again() -> None:
    text = "“The dam will fail by autumn,” said Ada Lind."
    assert len(merged(printed(text, text, apart=timedelta(days=14)))) == 2


def test_what_another_says_inside_is_told_with_the_whole() -> None:
    text = "Bo Falk told the council that the dam had “failed twice”, said Ada Lind."
    assert len(merged(printed(text))) == 2
    (whole,) = merged(printed(text), "Lind")
    assert whole.quote.speaker == "Ada Lind" and "Falk" in whole.quote.text
    (inner,) = merged([item for item in printed(text) if item.quote.speaker == "Bo Falk"], "Falk")
    assert inner.quote.via == "Ada Lind"


def test_two_people_of_one_surname_are_named_and_spellings_of_one_are_not() -> None:
    two = printed(
        "“The dam will fail,” said Ada Smith.", "“The mill will close,” said Bo Smith.", "“Rain comes,” said Smith."
    )
    assert namesakes("Smith", two) == ["Ada Smith", "Bo Smith"]
    assert namesakes("Ada Smith", two) == []
    one = printed("“The dam will fail,” said Yuri Ladov.", "“The mill will close,” said Yury Ladov.")
    assert namesakes("Ladov", one) == []


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Ushakov", "Yuri Ushakov"),
        ("Zelensky", "Volodymyr Zelenskiy"),
        ("Zelenskyy", "Zelenskiy"),
        ("Vladimir Zelensky", "Volodymyr Zelenskyy"),
        ("Yury Ushakov", "Yuri Ushakov"),
        ("Medwedew", "Dmitri Medvedev"),
        ("O'Neill", "Mary O’Neill"),
        ("Assad", "Bashar al-Assad"),
        ("José Peña", "Jose Pena"),
        ("J. Smith", "Jane Smith"),
        ("Brandt", "Ada Voss and Ivo Brandt"),
        ("Voss", "Ada Voss and Ivo Brandt"),
    ],
)
def test_one_person_in_two_spellings(asked: str, name: str) -> None:
    assert same_person(asked, name)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Hunter Biden", "Joe Biden"),
        ("Jean Smith", "Joan Smith"),
        ("Andrea Smith", "Andrew Smith"),
        ("Christian Berg", "Christina Berg"),
        ("Johnson", "Boris Johnston"),
        ("Hansen", "Ole Hanson"),
        ("Smyth", "Ada Smith"),
        ("Martine", "Ada Martinez"),
        ("Ada", "Ada Lind"),
    ],
)
def test_two_people_are_never_one(asked: str, name: str) -> None:
    assert not same_person(asked, name)


def test_a_case_ending_is_seen_but_proves_nothing() -> None:
    assert inflected("zelenskiyn", "zelenskiy")
    assert not inflected("martinez", "martine")
    assert not same_person("Zelenskiyn", "Volodymyr Zelenskiy")
