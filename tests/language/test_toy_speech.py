"""In a language of which a pack gives nothing but words, a quotation gets its speaker."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evidence.article_analysis import read
from bot.ingest.sources.inputs import Understood, understood_json
from bot.models import Article, Quote
from tests.bench.growth import grows_with_its_pieces

BROKE = "La diko es rompon"


def said(text: str, language: str) -> list[Quote]:
    return list(read(Article(text, language=language)).quotes)


@pytest.mark.parametrize(
    ("text", "speaker", "written"),
    [
        (f"‹{BROKE},› dirin Mika Toll.", "Mika Toll", "Mika Toll"),
        (f"‹{BROKE},› dirin la urbestro Mika Toll elk la rivo.", "Mika Toll", "Mika Toll"),
        (f"Mika Toll dirin: ‹{BROKE}.›", "Mika Toll", "Mika Toll"),
        (f"⟪{BROKE},⟫ dirin Mika Toll.", "Mika Toll", "Mika Toll"),
        (f"Mika Toll dirin: ⟪{BROKE}.⟫", "Mika Toll", "Mika Toll"),
        (f"Hero dirin Sinjo. Mika Toll: ‹{BROKE}.›", "Mika Toll", "Sinjo. Mika Toll"),
        (f"‹La diko,› dirin Mika Toll, ‹{BROKE.lower()}.›", "Mika Toll", "Mika Toll"),
        (f"Mika Toll fu de Orsk. ‹{BROKE},› dirin Toll.", "Mika Toll", "Toll"),
        (f"‹De la rivo,› dirin Mika Toll. ‹{BROKE},› dirin hu.", "Mika Toll", "hu"),
        (f"Mika Toll dirin ne: ‹{BROKE}.›", None, None),
        (f"Mika Toll gidin: ‹{BROKE}.›", None, None),
    ],
)
def test_a_quotation_gets_the_name_beside_a_verb_of_speech(
    velvi: str, text: str, speaker: str | None, written: str | None
) -> None:
    found = said(text, velvi)[-1]
    assert (found.speaker, found.speaker_as_written, found.kind) == (speaker, written, "direct")


def test_the_marks_of_one_language_are_none_in_another(velvi: str) -> None:
    text = f"⟪{BROKE},⟫ dirin Mika Toll."
    assert [quote.text for quote in said(text, velvi)] == [BROKE]
    assert all(quote.kind != "direct" for quote in said(text, "en"))


def test_a_text_is_known_by_its_words_and_inspect_shows_who_speaks(velvi: str) -> None:
    text = f"Sinjo. Mika Toll fu de Orsk ye de la rivo. ‹{BROKE},› dirin Toll pru la rivo."
    article = Article(text)
    told = understood_json(Understood("diko.txt", "text", articles=(article,), reading=read(article)))
    assert told["article"]["language"] == velvi
    assert [text[slice(*span)].split(maxsplit=1)[0] for span in told["article"]["sentences"]] == [
        "Sinjo.",
        f"‹{BROKE.split(maxsplit=1)[0]}",
    ]
    assert [(quote["speaker"], quote["cue"], quote["text"]) for quote in told["quotes"]] == [
        ("Mika Toll", "dirin", BROKE)
    ]


PIECES = "‹ › “ ” « » : , . ? \n dirin dirar hu ne ye la lo de urbestro Mika Toll Sinjo. diko es rompon al- 水".split(
    " "
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_spans_lie_in_any_text_and_a_quotation_keeps_its_own_words(velvi: str, text: str) -> None:
    for quote in said(text, velvi):
        assert quote.text == text[quote.start : quote.end]
        assert not quote.cue or quote.cue in ("dirin", "dirar")
        assert not quote.speaker or quote.kind == "direct"


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", [f"‹{BROKE},› dirin Mika Toll. ", "dirin Mika ", "‹a b c› dirin hu ", "‹a b c› Mika "]
)
def test_time_grows_with_the_length(velvi: str, piece: str) -> None:
    assert grows_with_its_pieces(lambda text: said(text, velvi), piece, 120_000)


def test_without_its_pack_nothing_is_lost_but_the_speaker() -> None:
    (found,) = said(f"‹{BROKE},› dirin Mika Toll.", "zz")
    assert (found.text, found.speaker) == (BROKE, None)
