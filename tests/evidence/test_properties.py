"""What holds for any text: spans lie in it, quotes do not cross, nothing raises, and time grows with its length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evidence.article_analysis import Reading, read
from bot.evidence.stories.outlet_credits import credits
from bot.models import Article, Quote
from tests.bench.growth import grows_with_its_pieces

PIECES = (
    *"“ ” \" ' ‘ ’ „ « » 「 」 '' `` ( ) , . : ; ? ! — – - …".split(),
    *"\n \u00a0 \0 \ud800 é 水 Ж".split(" "),
    *"said says told asked according to in the words of quoted as saying that who and but by not he she it they".split(),
    *"Ada Lind Brandt Mr. Mayor mayor spokesman officials The the a dam leaks city’s van von al- of on Monday".split(),
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=80).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)
LANGUAGES = st.sampled_from(["", "en", "de", "ja"])


def crosses(one: Quote, other: Quote) -> bool:
    """Whether two quotes overlap and neither holds the other."""
    return one.start < other.start < one.end < other.end


def check(text: str, reading: Reading) -> None:
    for quote in reading.quotes:
        assert quote.text == text[quote.start : quote.end] and quote.text.strip()
        assert quote.spans and quote.start == quote.spans[0][0] and quote.end == max(end for _, end in quote.spans)
        assert all(0 <= start < end <= len(text) for start, end in quote.spans)
        assert all(one[1] <= two[0] for one, two in zip(quote.spans, quote.spans[1:], strict=False))
        assert 0 <= quote.context[0] < quote.context[1] <= len(text)
        assert quote.cue is None or quote.cue in text
    for one in reading.quotes:
        for other in reading.quotes:
            assert not (one.kind == other.kind == "direct" and crosses(one, other) and not _broken(one, other))
            same = (one.start, one.end, one.speaker) == (other.start, other.end, other.speaker)
            assert one is other or not same


def _broken(one: Quote, other: Quote) -> bool:
    """A broken quotation's hull may hold another's beginning; its spans may not."""
    return not any(a < d and c < b for a, b in one.spans for c, d in other.spans)


@given(TEXTS, LANGUAGES)
def test_spans_lie_in_any_text_and_nothing_raises(text: str, language: str) -> None:
    check(text, read(Article(text, language=language)))


@pytest.mark.full
@pytest.mark.slow
@settings(max_examples=10_000)
@given(TEXTS, LANGUAGES)
def test_spans_lie_in_very_many_texts(text: str, language: str) -> None:
    check(text, read(Article(text, language=language)))


UNKIND = (
    "The dam leaks. Ada Lind said that it leaks. “It does,” she said. ",
    "He said that ",
    "“a b c” ",
    "“a b c d.\n",
    "“It leaks,” said Ada Lind, ",
    "the dam, according to Ada Lind, ",
    "Ada Lind, the mayor of X, spoke. Lind nodded. The mayor said it was so. ",
    "Ada was quoted as saying ",
    "'a b ((",
    "word ",
    " ",
    "“",
    "HOLM: Why?\n",
    "「大坝」他说，",
)


@pytest.mark.slow
@pytest.mark.parametrize("piece", (*UNKIND, "A", "A A ", "\n", "A.A", "according to the daily Bb Cc Dd of Ee, "))
def test_time_to_find_credits_grows_with_the_length(piece: str) -> None:
    assert grows_with_its_pieces(lambda text: credits(text, "en"), piece, 240_000)


@pytest.mark.slow
@pytest.mark.parametrize("piece", UNKIND)
def test_time_grows_with_the_length_up_to_a_megabyte(piece: str) -> None:
    assert grows_with_its_pieces(lambda text: read(Article(text, language="en")), piece, 1_000_000)
