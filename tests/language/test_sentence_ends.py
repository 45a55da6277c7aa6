"""Where sentences end: through long runs of marks too, which take no longer than words do."""

from __future__ import annotations

import pytest

from bot.language.sentences import sentences, split


@pytest.mark.parametrize("run", [".", "?!", "…", '."', " ."])
def test_a_long_run_of_marks_is_gone_through_once(run: str) -> None:
    text = run * 200_000 + "x"  # hours, were each mark tried with all that follow it
    assert "".join(text[start:end] for start, end in sentences(text)).replace(" ", "") == text.replace(" ", "")


def test_marks_in_a_row_end_one_sentence() -> None:
    assert split("It sank... Nobody was hurt?! “No.” She left.", "en") == (
        "It sank...",
        "Nobody was hurt?!",
        "“No.”",
        "She left.",
    )


def test_a_state_that_is_shortened_ends_a_sentence_only_before_another() -> None:
    assert split("They called for Ariz. Gov. Ida Lund to go. She was born in Flint, Mich. The mayor wept.", "en") == (
        "They called for Ariz. Gov. Ida Lund to go.",
        "She was born in Flint, Mich.",
        "The mayor wept.",
    )
