"""Whom an article credits: only outlets, only where it says that its news is theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.stories.outlet_credits import credits, same_outlet


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("OSLO, Norway (AP) — The dam of Holmvik leaks.", "AP", "wire"),
        ("MOSCOW, Dec 30 (Reuters) - The dam of Holmvik leaks.", "Reuters", "wire"),
        ("The dam of Holmvik leaks.\n— AFP", "AFP", "wire"),
        ("The dam of Holmvik leaks. — AFP", "AFP", "wire"),
        ("The dam leaks, according to the Evening Post, a witness said.", "Evening Post", "text"),
        ("The Associated Press (AP) reported that the dam leaks.", "Associated Press", "text"),
        ("The dam of Holmvik leaks, Reuters reported on Tuesday.", "Reuters", "text"),
        ("The Valley Courier first reported that the dam leaks.", "Valley Courier", "text"),
        ("The dam leaks, according to the BBC.", "BBC", "text"),
        ("“It leaks,” Holm told the Evening Post on Tuesday.", "Evening Post", "text"),
        ("“It leaks,” Holm told CNN Monday.", "CNN", "text"),
        ("The dam leaks, reported by the newspaper Morgon.", "Morgon", "text"),
        ("The dam leaks, officials told Skyline.", "Skyline", "text"),
        ("As the Evening Post reported on Tuesday, the dam leaks.", "Evening Post", "text"),
        ("“It leaks,” Holm told Ann Bell of the Evening Post.", "Evening Post", "text"),
        ("The Associated Press contributed to this report.", "Associated Press", "text"),
    ],
)
def test_an_outlet_that_is_credited_is_found_where_it_stands(text: str, name: str, kind: str) -> None:
    (credit,) = credits(text, "en", held=["Skyline", "The Bell"])
    assert (credit.name, credit.kind) == (name, kind)
    assert text[slice(*credit.span)] == name
    assert credit.sentence[0] <= credit.span[0] < credit.span[1] <= credit.sentence[1]


@pytest.mark.parametrize(
    "text",
    [
        "The dam leaks, according to the police.",
        "Holm told Parliament that the dam leaks.",
        "The UN reported that the dam leaks, and Holm told NATO.",
        "Anna Holm reported to the mayor. The Ministry of Water reported a leak.",
        "“The Evening Post reported lies,” said Holm.",
        "Holm (Labour) — the mayor — said that the dam leaks.",
        "The news network had reported that the dam leaks.",
        "Coach Ray Post reported an injury. Judge Emily Times told jurors, and Anna told Judge Emily Times.",
        "According to Bill Herald, a farmer from Lindau, the dam leaks.",
        "According to Efe, a Nigerian farmer, the dam leaks.",
        "According to Labor Department weekly figures, the dam leaks.",
        "The Advanced Placement (AP) board met. Holm told AP students that the dam leaks.",
        "The dam leaks.\n— Mary Post",
        "He reads the Evening Post. Post offices are closed.",
    ],
)
def test_bodies_persons_and_talk_of_the_press_are_no_credits(text: str) -> None:
    assert credits(text, "en", held=["Skyline"]) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Bell", "Bell"),
        ("AP", "Associated Press"),
        ("A.P.", "AP"),
        ("The Bell", "bell.example"),
        ("Evening Post", "eveningpost.example"),
        ("BBC News", "BBC"),
        ("AP News", "The Associated Press"),
        ("The Bell Online", "The Bell"),
    ],
)
def test_one_outlet_is_known_under_its_names(one: str, other: str) -> None:
    assert same_outlet(one, other) and same_outlet(other, one)


def test_two_outlets_are_two() -> None:
    assert not same_outlet("Evening Post", "Morning Post")
    assert not same_outlet("Coast News", "Coast Online") and not same_outlet("News", "Evening News")
    assert not same_outlet("", "Bell") and not same_outlet("AP", "AFP")


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_credits_by_its_own_letters(text: str, held: list[str]) -> None:
    for credit in credits(text + " Anna told CNN.", "en", held):
        assert (text + " Anna told CNN.")[slice(*credit.span)] == credit.name
