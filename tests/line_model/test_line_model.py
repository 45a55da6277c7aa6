"""A small model tells lines about the desk from questions for the news: in lines by people it has learnt nothing from."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.chat.commands import parse
from bot.chat.commands.wishes.doubt.learnt import odds
from tests.line_model import learn

SAID = Path(__file__).parents[1] / "chat" / "said"


def said(name: str) -> list[str]:
    return [each.rpartition(" | ")[2] for each in (SAID / name).read_text(encoding="utf-8").splitlines()]


def share(given: list[bool]) -> float:
    return sum(given) / len(given)


def test_the_lines_that_it_is_measured_on_are_not_those_that_it_learnt() -> None:
    learnt = {each.text.lower() for each in learn.known()}
    measured = [*said("desk.txt"), *said("moods.txt"), *said("news.txt")]
    assert share([each.lower() in learnt for each in measured]) <= 0.06  # “undo” is said by everybody


def test_what_is_said_to_a_desk_weighs_more_than_what_is_asked_of_the_news() -> None:
    desk, news = [*map(odds, said("desk.txt")), *map(odds, said("moods.txt"))], [*map(odds, said("news.txt"))]
    assert share([each > 1.5 for each in desk]) >= 0.85
    assert share([each < -2.5 for each in desk]) <= 0.005
    assert share([each > 2.5 for each in news]) <= 0.02
    assert share([each < -2.5 for each in news]) >= 0.5


@pytest.mark.parametrize("text", ["könnt ihr das bitte abstellen", "qui a annulé le ferry", "коротше", "Gaza", ""])
def test_a_line_in_another_language_or_in_none_is_left_to_the_grammar(text: str) -> None:
    assert odds(text) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "give the orchard stuff a rest, buddy",
        "who taught you to shout at breakfast",
        "your essay on the ferry could use a haircut",
    ],
)
def test_what_is_plainly_said_to_the_desk_is_asked_back_and_looked_for_nowhere(text: str) -> None:
    command = parse(text)
    assert (command.name, command.option("perhaps")) == ("ask", "plainly")


@pytest.mark.parametrize("text", ["the tides", "the match", "the bridge", "and now?"])
def test_a_few_words_may_be_a_topic_and_are_looked_for(text: str) -> None:
    assert parse(text).option("perhaps") != "plainly"


@pytest.mark.parametrize(
    "text",
    [
        "why was the evening briefing of the governor cut short on tuesday",
        "is there a new schedule for the trains",
        "did the ferry company change its schedule again",
    ],
)
def test_what_is_plainly_of_the_news_is_only_looked_for_there(text: str) -> None:
    assert parse(text).options == {"question": text}


@pytest.mark.slow
def test_of_authors_that_are_left_out_it_knows_most_lines_about_the_desk_and_takes_hardly_a_question() -> None:
    told = learn.left_out(learn.known())
    assert share([weight > 2 for each, weight in told if each.desk]) >= 0.75
    assert share([weight > 2 for each, weight in told if not each.desk]) <= 0.03


@pytest.mark.slow
def test_the_weights_that_are_shipped_are_those_of_the_lines(tmp_path: Path) -> None:
    known = learn.known()
    held = learn.learn(known)
    told = [(learn.weighed(each.features, held), odds(each.text)) for each in known]
    same = [(one > 0) == (other > 0) for one, other in told if other]
    assert share(same) >= 0.99, "the words have changed: python -m tests.line_model.learn"
