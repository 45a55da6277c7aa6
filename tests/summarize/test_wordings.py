"""A person's sentence that two outlets print in other words: both are shown, with where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.evidence.article_analysis import read
from bot.models import Article, Citation, Claim, Statement
from bot.summarize.briefing.conflicts.conflicting_quotations import wordings

MISTAKE = "“New sanctions would be a colossal mistake for both of our countries,” said Yuri Ushakov on Thursday."


def told(*texts: str, sources: tuple[str, ...] = ("Bell", "Star", "Post")) -> tuple[Claim, ...]:
    said: list[Statement] = []
    for number, (text, source) in enumerate(zip(texts, sources, strict=False), 1):
        for quote in read(Article(text)).quotes:
            start, end = quote.context
            cited = Citation(number, start, end, text[start:end], f"https://{source}.example", "", source)
            said.append(Statement(replace(quote, revision_id=number), cited))
    return wordings(said)


def test_another_word_in_the_place_of_one_is_a_difference_with_both_passages() -> None:
    other = MISTAKE.replace("colossal mistake", "colossal blunder")
    (claim,) = told(MISTAKE, other)
    assert claim.text == (
        "Sources differ on the words of Yuri Ushakov: New sanctions would be a colossal mistake for both of our"
        " countries, · New sanctions would be a colossal blunder for both of our countries,"
    )
    assert [item.source for item in claim.citations] == ["Bell", "Star"]


@pytest.mark.parametrize(
    "other",
    [
        MISTAKE,
        MISTAKE.replace("Yuri Ushakov", "Dmitry Peskov").replace("mistake", "blunder"),  # another speaks
        MISTAKE.replace(" for both of our countries", ""),  # shortened
        MISTAKE.replace("New sanctions", "Believe me: new sanctions"),  # begins earlier
        MISTAKE.replace("colossal mistake", "colossal […] blunder"),  # edited
        MISTAKE.replace("both of our", "both our"),  # small words
        MISTAKE.replace("countries", "country’s people"),  # the same beginning: an ending, an abbreviation
        "“Talks about the guarantees go on in Geneva in January,” said Yuri Ushakov on Thursday.",  # another sentence
    ],
)
def test_what_differs_by_anything_else_is_none(other: str) -> None:
    assert told(MISTAKE, other) == ()


def test_one_outlet_or_an_article_with_both_says_two_things() -> None:
    other = MISTAKE.replace("mistake", "blunder")
    assert told(MISTAKE, other, sources=("Bell", "Bell")) == ()
    assert told(MISTAKE, f"{MISTAKE} {other}") == ()
