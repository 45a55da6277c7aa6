"""Two of one family and surname are kept apart, as far as the text says who is whose relative."""

from __future__ import annotations

import pytest

from bot.evidence.article_analysis import read
from bot.models import Article


def speakers(text: str) -> list[str | None]:
    return [quote.speaker for quote in read(Article(text, language="en")).quotes]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "President Peter Holm opened the dam. His wife, Mary Holm, came too. Holm said it was late. “It leaks,” Mary "
            "Holm said. Mrs. Holm said she was cold. Mr. Holm said he was warm.",
            ["Peter Holm", "Mary Holm", "Mary Holm", "Peter Holm"],
        ),
        (
            "Senator Holm and his daughter, Anna Holm, met. “It leaks,” Senator Holm said. “No,” Anna Holm said.",
            ["Holm", "Anna Holm"],
        ),
        (
            "Anna Holm and her brother Peter Holm own the dam. “It leaks,” said Holm. “It does,” said Peter Holm.",
            ["Anna Holm", "Peter Holm"],
        ),
        (
            "Hanne Okafor spoke. Bruno Okafor, her husband, wept. Bruno Okafor rose. “It holds,” Okafor said.",
            ["Hanne Okafor"],
        ),
        ("Peter Lund and his wife, Mary Holm, own the dam. “It leaks,” said Holm.", ["Mary Holm"]),
        ("Mary Holm, his wife, came. “It leaks,” said Holm.", ["Mary Holm"]),
        ("Senator Holm came late. Anna Holm spoke first. “It leaks,” said Holm.", ["Anna Holm"]),  # nobody's relative
    ],
)
def test_a_surname_is_not_the_relatives_of_who_bears_it(text: str, who: list[str]) -> None:
    assert speakers(text) == who
