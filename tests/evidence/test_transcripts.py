"""Transcripts: names in capitals before colons say who speaks; other labels say nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.article_analysis import read
from bot.models import Article

MET = "Anna Holm met Bruno Kessel on Monday to talk about the dam.\n\n"


def said(text: str) -> list[tuple[str | None, str]]:
    return [(quote.speaker, quote.text) for quote in read(Article(text, language="en")).quotes]


def test_each_turn_is_said_by_the_name_before_it() -> None:
    text = (
        f"{MET}HOLM: It leaks at the gate.\n\nUPDATE: The dam was closed.\n\nMR. KESSEL: Who saw it?\n\nHOLM: I did.\n"
    )
    assert said(text) == [
        ("Anna Holm", "It leaks at the gate."),
        ("Bruno Kessel", "Who saw it?"),
        ("Anna Holm", "I did."),
    ]


def test_one_whom_somebody_without_a_name_asks_speaks_too() -> None:
    text = f"{MET}“BELL: Does it leak?\n\nHOLM: It leaks at the gate.\n\nQ: Since when?\n\nHOLM: For years."
    assert said(text) == [("Anna Holm", "It leaks at the gate."), ("Anna Holm", "For years.")]


def test_a_short_turn_without_marks_is_not_taken_for_a_quotation() -> None:
    text = f"{MET}KESSEL: Did it leak?\n\nHOLM: No."
    assert [quote.kind for quote in read(Article(text, language="en")).quotes] == ["indirect", "indirect"]


def test_a_turn_in_quotation_marks_runs_on_until_they_close() -> None:
    text = f"{MET}“HOLM: It leaks at the gate.\n\n“It has leaked for years.\n\n“KESSEL: Who saw it?”\n\nKessel left the room."
    assert said(text) == [
        ("Anna Holm", "It leaks at the gate."),
        ("Anna Holm", "It has leaked for years."),
        ("Bruno Kessel", "Who saw it?"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{MET}UPDATE: The dam was closed at noon.\n\nPHOTO: The dam of Holmvik.",
        f"{MET}HOLM: It leaks at the gate.",  # one label may be a headline
        "Jack London was born here.\n\nLONDON: A film opens on Monday.\n\nLONDON: A book is out.",  # a place
        "Bea Silver beat Anna Gold.\n\nGOLD: Finland, 3:02.\n\nSILVER: Norway, 3:04.",  # headings
        "RUUD: It leaks at the gate.\n\nLORNE: Who saw it at night?",  # nobody whom the article names
    ],
)
def test_other_labels_are_no_speakers(text: str) -> None:
    assert not [who for who, _ in said(text) if who]


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_between_labels_is_read_in_its_own_letters(one: str, two: str) -> None:
    text = f"{MET}HOLM: {one}\n“KESSEL: {two}\n“{one}\nKESSEL: {two}"
    for quote in read(Article(text, language="en")).quotes:
        assert text[quote.start : quote.end] == quote.text
