"""What a second reader proposes: let in where the article bears it out letter for letter, and nothing else."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.article_analysis import read
from bot.evidence.quotes.model_proposals import Accepted, Proposal, accepted
from bot.models import Article


def reading(text: str, *said: tuple[str, str]) -> tuple[Accepted, ...]:
    found = read(Article(text, language="en")).quotes
    return accepted(text, "en", found, [Proposal(*each) for each in said])


@pytest.mark.parametrize(
    ("beside", "cue"),
    [
        ("“Water finds its way in the end!” Anna Holm demanded.", "demanded"),
        ("A letter of Anna Holm hangs on the wall: “Water finds its way in the end.”", "letter"),
        ("“Water finds its way in the end” was the view of Anna Holm.", "view"),
    ],
)
def test_a_quotation_that_is_nobodys_gets_the_one_speaker_named_beside_it(beside: str, cue: str) -> None:
    text = f"The dam leaks.\n{beside}"
    (held,) = read(Article(text, language="en")).quotes
    (one,) = reading(text, ("Anna Holm", "Water finds its way in the end"))
    assert (one.instead_of, one.quote.speaker, one.quote.cue, one.quote.found_by) == (held, "Anna Holm", cue, "model")
    assert (one.quote.text, one.quote.spans) == (held.text, held.spans)
    assert text[slice(*one.quote.context)] == beside
    with_another = text.replace("Anna Holm", "Anna Holm, Tove Ruud and Bruno Kessel")
    assert reading(with_another, ("Anna Holm", "Water finds its way in the end")) == (), "who of them?"


def test_a_statement_that_was_passed_over_is_added_once() -> None:
    text = "The dam leaks. Anna Holm responded the gate was open at night."
    assert read(Article(text, language="en")).quotes == ()
    (one,) = reading(text, ("Anna Holm", "the gate was open at night"), ("Anna Holm", "gate was open"))
    assert one.instead_of is None
    assert (one.quote.text, one.quote.kind, one.quote.speaker) == (
        "the gate was open at night",
        "indirect",
        "Anna Holm",
    )
    assert text[slice(*one.quote.context)] == "Anna Holm responded the gate was open at night."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The sign reads: “The bridge will fall soon.” Anna Holm announced a vote.", "The bridge will fall soon"),
        ("Under the headline “The bridge will fall soon” Anna Holm announced a plan.", "The bridge will fall soon"),
        ("“The bridge will fall soon”: this remark angered Anna Holm.", "The bridge will fall soon"),
        ("“The bridge will fall soon,” reads a letter from Anna Holm's neighbour.", "The bridge will fall soon"),
        ("A letter received by Anna Holm hangs on the wall: “Water finds its way.”", "Water finds its way"),
        ("“Water finds its way.” The remark came from a man who hates Anna Holm.", "Water finds its way"),
        ("“Water finds its way.” Those were the words that Anna Holm rejected.", "Water finds its way"),
        ("“Water finds its way.” Anna Holm responded angrily to the remark.", "Water finds its way"),
        ("If Anna Holm responded the bridge would fall, people would run.", "the bridge would fall"),
        ("Nobody thinks Anna Holm responded the gate was open at night.", "the gate was open at night"),
        ("The engineer whom Anna Holm hired responded the gate was open at night.", "the gate was open at night"),
        ("A man calling himself Anna Holm responded the gate was open at night.", "the gate was open at night"),
        ("Anna Holm responded the gate was open at night only in a dream.", "the gate was open at night"),
    ],
)
def test_words_that_only_stand_near_a_name_and_a_word_of_speech_are_nobody_s(text: str, said: str) -> None:
    assert reading(text, ("Anna Holm", said)) == ()


@pytest.mark.parametrize(
    "lie",
    [
        ("Anna Holm", "The dam will break tomorrow"),  # not printed
        ("Anna Holm", "the DAM leaks at the western gate"),  # other letters
        ("Anna Holm", "the dam leaks"),  # the rules have it
        ("Bruno Kessel", "the dam leaks at the western gate"),  # another's words
        ("Tove Ruud", "the dam leaks at the western gate"),  # nobody of the article
        ("Bruno Kessel", "walked along the water with his dog"),  # nothing said
        ("Bruno Kessel", "The meadows are under water since Monday"),
        ("he", "The meadows are under water since Monday"),
        ("", "The meadows are under water since Monday"),
        ("Bruno Kessel", ""),
        ("Bruno Kessel", "It was late"),  # stands there twice
        ("Anna Holm", "the gate was shut"),  # denied
    ],
)
def test_no_lie_is_let_in(lie: tuple[str, str]) -> None:
    text = (
        "Anna Holm told Bruno Kessel that the dam leaks at the western gate. It was late. Kessel walked along the water "
        "with his dog. It was late.\nThe meadows are under water since Monday. Kessel never said the gate was shut, and "
        "Anna Holm never said the gate was open."
    )
    assert reading(text, lie) == ()


@given(st.text(max_size=200), st.lists(st.tuples(st.text(max_size=20), st.text(max_size=60)), max_size=4))
def test_any_proposal_is_held_against_any_text(text: str, said: list[tuple[str, str]]) -> None:
    body = f"{text} Anna Holm said it. “Wait for the water,” he wrote. {text}"
    for one in reading(body, *said, ("Anna Holm", body[5:60]), ("Holm", "Wait for the water")):
        assert one.quote.found_by == "model" and one.quote.speaker
        assert body[one.quote.start : one.quote.end] == one.quote.text


def test_of_random_pieces_with_a_name_of_the_article_none_is_taken_for_speech() -> None:
    chance = random.Random(7)
    text = (
        "The council of Larnholt met on Monday in the old town hall. Anna Holm opened the doors at nine. Bruno Kessel came "
        "late and left early, and the two did not meet. In the evening Tove Ruud locked up and carried the keys to the mill."
    )
    words = text.split()
    for _ in range(300):
        start = chance.randrange(len(words) - 4)
        piece = " ".join(words[start : chance.randrange(start + 3, len(words))])
        assert reading(text, (chance.choice(("Anna Holm", "Bruno Kessel", "Tove Ruud", "Larnholt")), piece)) == ()
