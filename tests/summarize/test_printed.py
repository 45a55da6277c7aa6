"""Quotations as their source prints them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Citation
from bot.summarize.generation.quotation_text import as_printed

TEXT = '“Nobody asked; don’t they know,” said Ann. He called it "a late – repair" and left.\n"Go," she said.'
CITED = (Citation(1, 0, len(TEXT), TEXT),)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ('Ann said: "Nobody asked; don\'t they know."', 'Ann said: "Nobody asked; don’t they know".'),
        ('"Nobody asked; don\'t they know," Ann said.', '"Nobody asked; don’t they know," Ann said.'),
        ('He called it "a late - repair."', 'He called it "a late – repair".'),
        ('He called it "a late - repair," and left.', 'He called it "a late – repair", and left.'),
        ('Ann said "somebody asked".', 'Ann said "somebody asked".'),
        ("Nothing is quoted here.", "Nothing is quoted here."),
        ('"', '"'),
    ],
)
def test_marks_are_those_of_the_source(text: str, printed: str) -> None:
    assert as_printed(text, CITED) == printed


@given(st.text(alphabet=st.sampled_from("ab Go.,!'’\"“”–-\n"), max_size=60))
def test_any_text_keeps_its_words(text: str) -> None:
    words = [word for word in text.split() if word.isalpha()]
    kept = as_printed(text, CITED)
    assert all(word in kept for word in words)
    assert as_printed(kept, CITED) == kept
