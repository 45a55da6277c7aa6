"""What a line asks for: whose words, or which kind of fact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarize.answering.query_understanding import LONGEST, understand
from bot.text.chat_markup import without_chat_markup


@pytest.mark.parametrize(
    ("line", "speaker", "addressee", "about"),
    [
        ("What did Ilka Toren say?", "Ilka Toren", "", ""),
        ("what did Kessel tell Toren about the fares", "Kessel", "Toren", "the fares"),
        ("what has the mayor said about shorter shifts?", "mayor", "", "shorter shifts"),
        ("Tell me what Reim said", "Reim", "", ""),
        ("any quotes by Sanna Ruud about the tower", "Sanna Ruud", "", "the tower"),
    ],
)
def test_whose_words_are_asked_for(line: str, speaker: str, addressee: str, about: str) -> None:
    asked = understand(line)
    assert (asked.kind, asked.speaker, asked.addressee, asked.about) == ("said", speaker, addressee, about)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("when was the tower built", ("time",)),
        ("when and where will they meet", ("time", "place")),
        ("how long did the talks last", ("duration",)),
        ("how many drivers took part", ("number",)),
        ("how much does a ticket cost", ("money",)),
        ("who won the final", ("person",)),
        ("why did the buses stop", ("reason",)),
        ("did the buses stop", ("yes_no",)),
        ("which company runs the ferry", ("name",)),
        ("what does the union demand", ("thing",)),
        ("what share of the drivers voted", ("share",)),
        ("which mayor opened the bridge", ("person",)),
        ("which country won the cup", ("name",)),
    ],
)
def test_which_kind_of_fact_is_asked_for(line: str, wanted: tuple[str, ...]) -> None:
    asked = understand(line)
    assert asked.kind == "fact" and asked.wanted == wanted


def test_names_figures_verb_and_noun_are_told_apart() -> None:
    asked = understand("How many ships did Anders Holt sell in 2019?")
    assert asked.names == ("anders", "holt") and asked.runs == (("anders", "holt"),)
    assert asked.numbers == ("2019",) and asked.noun == "ships" and asked.past


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("when was the lighthouse of Cape Orran built", "built"),
        ("when did the season of The Tower premiere", "premiere"),
        ("who scored for Linden", "scored"),
        ("where did Petrel land", "land"),
        ("when did the first steam engine cross the pass", "cross"),
        ("how many people were hurt in the fire", "hurt"),
        ("what was the revenue of Petrel", ""),
        ("by when do the owners want a plan", ""),
    ],
)
def test_the_verb_is_found_in_its_place(line: str, verb: str) -> None:
    assert understand(line).verb == verb


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("When was Star Harbour 2 released?", (("star", "harbour", "2"),)),
        ("When did the Bank of Verania meet in 2019?", (("bank", "verania"),)),
        ("Who wrote The Last of the Tide?", (("last", "tide"),)),
        ("What is the name of Petrel's AR glasses?", (("petrel",), ("ar",))),
        ("How many refugees has the United States accepted?", (("usa",),)),
        ("How many U.S. soldiers does Norrland host?", (("usa",), ("norrland",))),
    ],
)
def test_a_name_is_kept_whole(line: str, runs: tuple[tuple[str, ...], ...]) -> None:
    assert understand(line).runs == runs


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("who is the president of Norrland", "president"),
        ("Who is the CEO of Petrel in 2021?", "ceo"),
        ("who was the runner-up of the Northern Shield", "runner"),
        ("who is starring as Mira in the film", ""),
    ],
)
def test_the_office_that_is_asked_about(line: str, role: str) -> None:
    assert understand(line).role == role


@pytest.mark.parametrize("line", ["", " ", "?!", "\n\t"])
def test_an_empty_line_is_empty(line: str) -> None:
    assert understand(line).kind == "empty"


def test_what_is_too_long_is_noise() -> None:
    assert understand("who said it " * LONGEST).kind == "noise"


@given(st.text(max_size=200))
def test_any_text_is_understood_as_something(line: str) -> None:
    asked = understand(line)
    assert asked.text == without_chat_markup(line)
    assert asked.kind in ("empty", "noise", "said", "fact")
    assert asked.kind != "said" or asked.speaker
