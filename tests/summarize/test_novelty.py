"""What repeats what was told, and what is news though it looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarize.briefing.novelty import Known, told_by
from tests.summarize.paraphrased import told_again, turned_about

SAME = [
    ("About 600 people left their homes.", "About 600 people have left their homes."),
    ("Fourteen ships wait at anchor.", "14 ships wait at anchor."),
    (
        "The mayor repeated that a second closure would be met with heavy fines from the city and its partners.",
        "The mayor repeated that a second closure would be met with severe fines from the city and its partners.",
    ),
    ("Ships sail again from the port of Larnholt.", "Ships sail again from the port of Larnholt on Thursday."),
    ("The dockers attacked the guards at the gate.", "The guards at the gate were attacked by the dockers."),
    ("Ostra struck Larnholt near the border on Monday.", "On Monday, Larnholt was attacked by Ostra near the border."),
    (
        "After the strike had ended, ships sailed from Larnholt.",
        "Ships sailed from Larnholt after the strike had ended.",
    ),
    ("“He is not welcome here,” Okafor told the Bell.", "“He is not welcome here,” Okafor said to the Bell."),
    ("Okafor dismissed the chief of the police.", "The chief of the police was dismissed by Okafor."),
    (
        "Before Okafor and Lindqvist talked on Thursday, Brandt telephoned Holm.",
        "Before Okafor and Lindqvist talked on Thursday, Brandt telephoned Holm.",
    ),
    ("Okafor met with Lindqvist in Geneva.", "Lindqvist met with Okafor in Geneva."),
    ("“It will hold for years,” said Hanne Okafor.", "“It will hold for years,” Hanne Okafor said."),
    ("The film was shown in Larnholt to seven hundred guests.", "The movie was shown in Larnholt to 700 guests."),
    ("Okafor paid for personal use of the harbour boat.", "Okafor paid for private use of the harbour boat."),
    ("US and Russian officials meet in Geneva on May 9.", "American and Russian diplomats meet in Geneva on May 9."),
]
NEWS = [
    ("About 600 people left their homes.", "About 650 people left their homes."),
    ("The council approved the plan for the harbour bridge.", "The council rejected the plan for the harbour bridge."),
    ("The council will vote on the plan for the new bridge.", "The council voted on the plan for the new bridge."),
    ("The union did not accept the offer.", "The union accepted the offer."),
    ("Okafor bought the mill from Lindqvist.", "Lindqvist bought the mill from Okafor."),
    ("The court ruled for Okafor and against Lindqvist.", "The court ruled for Lindqvist and against Okafor."),
    ("The patient was moved into intensive care.", "The patient was moved out of intensive care."),
    ("Trading was halted before the report came out.", "Trading was halted after the report came out."),
    ("A dog bit a postman in Larnholt.", "A postman bit a dog in Larnholt."),
    ("Okafor is older than Lindqvist.", "Lindqvist is older than Okafor."),
    ("Unemployment rose while inflation fell in May.", "Unemployment fell while inflation rose in May."),
    ("Some residents left Larnholt.", "All residents left Larnholt."),
    ("The strike may end on Saturday, Okafor said.", "The strike ended on Saturday, Okafor said."),
    ("Ships sail again from Larnholt on Wednesday.", "Ships sail again from Larnholt on Thursday."),
    ("Russia attacked Ukraine.", "Ukraine attacked Russia."),
    ("Russia attacked Ukraine.", "Russia was attacked by Ukraine."),
    ("Ukraine was attacked on Monday.", "Ukraine attacked on Monday."),
    ("Russian forces attacked Ukrainian positions.", "Ukrainian forces attacked Russian positions."),
    ("The union accused the harbour board of lies.", "The harbour board accused the union of lies."),
    ("Ostra lost to Tannby in the final.", "Tannby lost to Ostra in the final."),
    ("Ostra beat Tannby in the final.", "Tannby beat Ostra in the final."),
    ("Hanne Okafor told Jakob Lindqvist to wait.", "Jakob Lindqvist told Hanne Okafor to wait."),
    ("Hanne Okafor said the members were content.", "Jakob Lindqvist said the members were content."),
    ("The teacher was wounded near the old mill.", "The professor was wounded near the old mill."),
    ("The hospital was closed after the flood in Larnholt.", "The clinic was closed after the flood in Larnholt."),
    ("The minister visited the docks of Larnholt.", "The secretary visited the docks of Larnholt."),
    ("The chief of the port left for Geneva.", "The executive of the port left for Geneva."),
    ("Mayor Bruno Kessel told Toren that the city had no money for shifts.", "Mayor Bruno Kessel has resigned."),
]


@pytest.mark.parametrize(("told", "text"), SAME)
def test_a_sentence_that_says_nothing_more_was_told(told: str, text: str) -> None:
    assert Known([told]).holds(text, "en")


@pytest.mark.parametrize(("told", "text"), NEWS)
def test_another_number_day_name_deed_or_turn_is_news(told: str, text: str) -> None:
    assert not Known([told]).holds(text, "en")


def test_a_text_is_known_where_one_of_its_sentences_was_told() -> None:
    known = Known(["The road is closed. Fourteen ships wait at anchor."])
    assert known.holds("“We are late,” said Varga. Fourteen ships wait at anchor.", "en")
    assert not known.holds("“We are late,” said Varga.", "en")


def test_a_passage_that_is_cited_for_a_name_was_not_told() -> None:
    cited = "Hanne Okafor, whose members approved the deal with 812 votes to 97, leads the dockers."
    assert told_by("Hanne Okafor: “It will hold.”", cited, "en") == ["Hanne Okafor: “It will hold.”"]
    assert cited in told_by("Okafor leads the dockers, whose members approved the deal with 812 votes.", cited, "en")


@pytest.mark.parametrize("seed", range(60))
def test_a_paraphrase_was_told_and_what_turns_the_roles_about_is_news(seed: int) -> None:
    for kind, told, text in told_again(seed):
        assert Known([told]).holds(text, "en"), (kind, told, text)
    for kind, told, text in turned_about(seed):
        assert not Known([told]).holds(text, "en"), (kind, told, text)


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_held_against_any_other(told: str, text: str) -> None:
    known = Known([told])
    known.holds(text, "en")
    known.add(text)


@given(st.sampled_from([text for pair in (*SAME, *NEWS) for text in pair]))
def test_what_was_told_is_known(text: str) -> None:
    assert Known(["Something else was said.", text]).holds(text, "en")
