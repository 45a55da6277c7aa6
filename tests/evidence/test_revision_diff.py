"""What counts as a change of an article, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.stories.revision_diff import changes
from bot.language.sentences import sentences

BEFORE = (
    "The bridge at Eastport will close on Monday. Engineer Ann Lee said that 14 bolts had cracked.\n\n"
    "Repairs cost 1,200 crowns a day. Ferries run until the bridge opens again."
)


def turned(sentence: str, now: str) -> str:
    return BEFORE.replace(sentence, now)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        BEFORE.upper(),
        BEFORE.replace(". ", ".  ").replace("1,200", "1200"),
        turned("bolts had cracked.", "bolts had “cracked”!"),
        turned("Engineer Ann Lee said", "Engineer Ann Lee, said"),
        turned("Repairs cost", "Reparis cost").replace("Reparis", "Repairs"),
        turned("Ferries run until", "Ferries run untill"),
        turned("cracked", "craked"),
        "\n\n".join(reversed(BEFORE.split("\n\n"))),
        BEFORE + " A new paragraph tells more.",
        "The bridge at Eastport will close on Mond…",
    ],
)
def test_typography_place_and_slips_are_no_change(after: str) -> None:
    assert {fate.kind for fate in changes(BEFORE, after, "en").fates} == {"same"}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("14 bolts", "15 bolts"),
        ("14 bolts", "1.4 bolts"),
        ("Monday", "Sunday"),
        ("Ann Lee", "Ann Lea"),
        ("Eastport", "Westport"),
        ("had cracked", "had not cracked"),
        ("will close", "may close"),
        ("1,200 crowns", "1,300 crowns"),
        ("14 bolts", "forty bolts"),
    ],
)
def test_a_figure_a_name_and_a_word_for_not_always_are(was: str, now: str) -> None:
    found = changes(BEFORE, turned(was, now), "en")
    assert [fate.kind for fate in found.fates].count("different") == 1
    (different,) = (fate for fate in found.fates if fate.kind == "different")
    assert was in BEFORE[slice(*different.before)] and now in turned(was, now)[slice(*different.after)]


@pytest.mark.parametrize(("was", "now"), [("million", "billion"), ("Iran", "Iraq"), ("now", "not"), ("ships", "ship")])
def test_a_word_that_is_another_is_no_slip(was: str, now: str) -> None:
    sentence = "The minister said that the {0} figure was {0} and the rest of it known."
    assert changes(sentence.format(was), sentence.format(now), "en").fates[0].kind == "different"


def test_a_sentence_that_is_gone_says_what_stands_in_its_place() -> None:
    after = turned(" Engineer Ann Lee said that 14 bolts had cracked.", "")
    found = changes(BEFORE, after, "en")
    (gone,) = (fate for fate in found.fates if fate.kind == "gone")
    assert BEFORE[slice(*gone.before)].startswith("Engineer")
    assert after[slice(*gone.after)].startswith("The bridge at Eastport")
    assert not found.added


def test_a_new_sentence_is_named() -> None:
    after = BEFORE + " Nobody was hurt."
    assert [after[slice(*span)] for span in changes(BEFORE, after, "en").added] == ["Nobody was hurt."]


TEXTS = st.lists(st.sampled_from([*BEFORE.replace("\n\n", " ").split(". "), "It rained.", "12 went", "…", "¡“"])).map(
    ". ".join
)


@given(TEXTS | st.text(max_size=200), TEXTS | st.text(max_size=200))
def test_every_sentence_has_one_fate_and_every_span_lies_in_its_text(before: str, after: str) -> None:
    found = changes(before, after, "en")
    assert [fate.before for fate in found.fates] == list(sentences(before, "en"))
    for start, end in [*(fate.after for fate in found.fates), *found.added]:
        assert 0 <= start <= end <= max(len(after), len(before))
    assert {fate.kind for fate in changes(before, before, "en").fates} <= {"same"}
