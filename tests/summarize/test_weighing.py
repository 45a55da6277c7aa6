"""Weighing any claim against any text: what the text says ranks above what it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.sentences import sentences
from bot.summarize.verification.support_score import weigh
from tests.summarize.newsroom import PORT, SEEN, honest, lies

words = st.text(alphabet=st.sampled_from("ab AB.,\"“”'’1290%$-\n@<>[]()né中not would"), max_size=120)


def test_a_claim_ranks_above_its_lies() -> None:
    better = told = 0
    for article in SEEN:
        for kind, lie in lies(article):
            if kind in ("number", "name from outside", "negation dropped", "would to did"):
                true = next(c for c in honest(article) if c.citations == lie.citations)
                better += weigh(article.text, true.text).score > weigh(article.text, lie.text).score
                told += 1
    assert better / told >= 0.7


def test_what_honest_writers_say_is_supported_and_what_stands_nowhere_is_not() -> None:
    true = [claim.text for claim in honest(PORT)]
    assert sum(weigh(PORT.text, text).supported for text in true) >= 0.9 * len(true)
    other = [claim.text for article in SEEN if article is not PORT for claim in honest(article)]
    assert sum(weigh(PORT.text, text).supported for text in other) <= 0.1 * len(other)


@pytest.mark.parametrize(
    ("source", "claim", "reason"),
    [
        ("The dam broke.", "The dam broke on Monday.", "“Monday”"),
        ("The mayor will not resign over the dam.", "The mayor will resign over the dam.", "drops “not”"),
        ("The dam broke. A mayor resigned.", "The dam broke.", "word for word"),
        ("", "The dam broke.", "does not say “dam”"),
    ],
)
def test_the_reason_names_what_decides(source: str, claim: str, reason: str) -> None:
    assert reason in weigh(source, claim).reason


def test_a_short_source_supports_what_its_sentence_says() -> None:
    assert weigh(
        "The old dam broke on Monday and flooded two villages.", "Two villages were flooded on Monday."
    ).supported


@given(claim=words, source=words)
def test_any_text_gets_a_score_and_a_whole_sentence_the_highest(claim: str, source: str) -> None:
    assert 0 <= weigh(source, claim).score <= 1
    for start, end in sentences(source):
        assert weigh(source, source[start:end]).supported or not source[start:end].strip()
