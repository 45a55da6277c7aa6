"""A question is read by the pack of its language, and answered from articles of any: with an invented one for both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.models import Answer, Article
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.answering.answer import answer
from bot.summarize.answering.query_understanding import understand
from tests.summarize.held import cites_what_is_stored, hold

BRIDGE = Article(
    "La ponto de Orla fu kostron lo 14 de mevio 1962. Sepo laboros kostrin la ponto porko la rivo fu larga. "
    "Lo urbo Orla pagin 400 krunos. La ponto es longa.",
    url="https://n.example/ponto",
    title="La ponto",
    language="zz",
)
CLUB = Article(
    "La klubo Zarn ganin la pokal lo 2 de junvo 2019. Tomas Rell gidin la klubo Zarn. La festo fu longa.",
    url="https://n.example/klubo",
    title="La klubo",
    language="zz",
)
FAIR = Article(
    "La festo fu de Orsk. ‹La ponto es sekura ye longa,› dirin Mika Toll, la urbestro de Orsk. "
    "Tomas Rell dirin: ‹La pokal es ne lo fino.› Toll dirin pru la festo: ‹Lo urbo pagon la festo.›",
    url="https://n.example/festo",
    title="La festo",
    language="zz",
)
FERRY = Article(
    "The ferry to Hallow Point sank on March 3, 1987. Nobody was hurt, and the harbour was closed for two days.",
    url="https://n.example/ferry",
    title="The ferry",
    language="en",
)
UNKNOWN = Article(
    "Podul din Varzeni a fost inchis pe 12.04.2021. Podul este lung.",
    url="https://n.example/pod",
    title="Podul",
    language="ro",
)


@pytest.fixture
def store(velvi: str, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    hold(opened, BRIDGE, CLUB, FAIR, FERRY, UNKNOWN)
    yield opened
    opened.close()


async def ask(store: Store, question: str) -> Answer:
    return await answer(store, None, question)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Quano fu la ponto de Orla kostron?", "La ponto de Orla fu kostron lo 14 de mevio 1962."),
        ("Quano fabrin la ponto de Orla?", "La ponto de Orla fu kostron lo 14 de mevio 1962."),
        ("kanto laboros kostrar la ponto?", "Sepo laboros kostrin la ponto porko la rivo fu larga."),
        ("parko kostrin laboros la ponto?", "Sepo laboros kostrin la ponto porko la rivo fu larga."),
        ("bonvo, kelo gidar la klubo Zarn?", "Tomas Rell gidin la klubo Zarn."),
    ],
)
async def test_a_question_in_the_language_of_a_pack_is_answered(store: Store, question: str, sentence: str) -> None:
    given = await ask(store, question)
    assert given.answered and given.claims[0].text == sentence
    cites_what_is_stored(store, list(given.claims))


@pytest.mark.parametrize(
    "question", ["Quano fu la ponto de Varn kostron?", "kanto navos kostrin la ponto?", "dovo kelo ganin la ponto?"]
)
async def test_what_no_sentence_says_is_refused_in_it_too(store: Store, question: str) -> None:
    assert not (await ask(store, question)).answered


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Zeto dirin Mika Toll?", ["La ponto es sekura ye longa,", "Lo urbo pagon la festo."]),
        ("zeto dirin Toll pru la festo", ["Lo urbo pagon la festo."]),
        ("Zeto diron Tomas Rell?", ["La pokal es ne lo fino."]),
        ("What did Tomas Rell say?", ["La pokal es ne lo fino."]),
    ],
)
async def test_who_is_asked_for_by_name_is_told_in_their_own_words(
    store: Store, question: str, words: list[str]
) -> None:
    given = await ask(store, question)
    assert [claim.text[claim.text.index("‹") + 1 : claim.text.index("›")] for claim in given.claims] == words
    cites_what_is_stored(store, list(given.claims))


async def test_an_english_question_finds_the_date_that_an_article_in_the_language_of_a_pack_gives(store: Store) -> None:
    given = await ask(store, "When was the ponto of Orla kostron?")
    assert given.answered and "14 de mevio 1962" in given.claims[0].text


async def test_english_is_answered_as_before_beside_another_pack(store: Store) -> None:
    given = await ask(store, "When did the ferry to Hallow Point sink?")
    assert given.answered and "March 3, 1987" in given.claims[0].text


async def test_an_article_in_a_language_without_a_pack_is_still_read(store: Store) -> None:
    given = await ask(store, "When was Podul din Varzeni inchis?")
    assert given.answered and "12.04.2021" in given.claims[0].text


@pytest.mark.parametrize(
    ("question", "speaker", "addressee", "about"),
    [
        ("Zeto dirin Mira Velt?", "Mira Velt", "", ""),
        ("zeto Mira Velt pru la ponto dirin", "Mira Velt", "", "la ponto"),
        ("bonvo, zeto dirar Velt elk Rell pru la pokal?", "Velt", "Rell", "la pokal"),
    ],
)
def test_whose_words_are_asked_for_is_known_in_whatever_order(
    velvi: str, question: str, speaker: str, addressee: str, about: str
) -> None:
    asked = understand(question)
    assert (asked.kind, asked.speaker, asked.addressee, asked.about) == ("said", speaker, addressee, about)
    assert asked.pack.code == "zz"


@pytest.mark.parametrize("line", ["What did Mira Velt say?", "Mira Velt", "budget", "ponto"])
def test_a_line_whose_words_tell_no_other_language_is_read_as_english(velvi: str, line: str) -> None:
    assert understand(line).pack.code == "en"


def test_without_its_pack_a_language_is_read_as_english() -> None:
    assert understand("Zeto dirin Mira Velt?").pack.code == "en"
