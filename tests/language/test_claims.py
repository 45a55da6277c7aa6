"""A claim is held by the pack of the language that it cites: with an invented one that gives its words alone."""

from __future__ import annotations

import pytest

from bot.language.sentences import split
from bot.models import Citation, Claim
from bot.summarize.briefing.novelty import Known
from bot.summarize.verification.support_score import weigh
from bot.summarize.verification.verify import prove

TEXT = (
    "La koncilo de Orla ne kostrin la ponto lo 14 de mevio. Sepo laboros pevon kostrar lo urbo. "
    "Tomas Rell dirin: «La ponto es longa»."
)


pytestmark = pytest.mark.usefixtures("velvi")


def cited(text: str = TEXT, language: str = "zz") -> Citation:
    return Citation(1, 0, len(text), text, language=language)


@pytest.mark.parametrize(
    "text",
    [
        "La koncilo de Orla ne kostrin la ponto lo 14 de mevio.",
        "Tomas Rell dirin: «La ponto es longa».",
    ],
)
def test_a_whole_sentence_is_proved(text: str) -> None:
    verdict = prove(Claim(text, (cited(),)))
    assert verdict.supported, verdict.reason


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("La koncilo de Orla kostrin la ponto lo 14 de mevio.", "“ne”"),
        ("La koncilo de Orla nik ne kostrin la ponto lo 14 de mevio.", "“nik”"),
        ("Sepo laboros kostrar lo urbo.", "“pevon”"),
        ("Dru laboros pevon kostrar lo urbo.", ""),
        ("La koncilo de Orla ne kostrin la ponto lo 15 de mevio.", ""),
        ("La koncilo de Orla ne kostrin la ponto lo 14 de junvo.", ""),
        ("La ponto ne kostrin la koncilo de Orla lo 14 de mevio.", ""),
        ("La koncilo de Orla ne kostrin la ponto.", ""),
        ("Tomas Rell dirin: «La ponto es larga».", "quotation"),
        ("Anna Sol dirin: «La ponto es longa».", ""),
    ],
)
def test_a_claim_that_drops_adds_or_changes_a_word_is_not_proved(text: str, why: str) -> None:
    verdict = prove(Claim(text, (cited(),)))
    assert not verdict.supported
    assert why in verdict.reason


def test_in_a_language_without_a_pack_only_whole_sentences_are_proved() -> None:
    text = "Podul din Varzeni nu a fost inchis. Podul este lung."
    assert prove(Claim("Podul este lung.", (cited(text, "ro"),))).supported
    verdict = prove(Claim("Podul din Varzeni a fost inchis.", (cited(text, "ro"),)))
    assert not verdict.supported
    assert "whole sentences" in verdict.reason


def test_the_language_is_that_of_the_article_and_is_not_guessed_from_what_is_cited() -> None:
    headline = "Storm Mira hits Orla on Tuesday, killing 12"
    claim = "Storm Mira hits Orla on Tuesday."
    assert prove(Claim(claim, (cited(headline, "en"),))).supported
    assert not prove(Claim(claim, (cited(headline, "zz"),))).supported


def test_a_sentence_that_lost_its_negation_was_not_told() -> None:
    known = Known(["La koncilo de Orla ne kostrin la ponto."])
    assert known.holds("La koncilo de Orla ne kostron la ponto.", "zz")
    assert not known.holds("La koncilo de Orla kostrin la ponto.", "zz")


def test_a_lost_negation_weighs_against_a_claim() -> None:
    denied = weigh(TEXT, "La koncilo de Orla kostrin la ponto lo 14 de mevio.", "zz")
    assert denied.reason == "it drops “ne”"


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Am 7. Januar kam Dr. Müller nach Kyjiw. Er blieb.", 2),
        ("fr", "M. Dupont est venu le 7 janvier. Il est reparti.", 2),
        ("es", "El Sr. Pérez habló en EE. UU. ayer. La Sra. López no.", 2),
    ],
)
def test_a_pack_without_rules_of_its_own_for_sentences_has_those_of_its_code(
    language: str, text: str, count: int
) -> None:
    assert len(split(text, language)) == count
