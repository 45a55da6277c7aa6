"""A question is answered by who did the deed, in the year, of the kind and of the people that were asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.models import OPERATOR, Answer, Article
from bot.store.full_text_search import search
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.answering.answer import answer
from tests.summarize.held import NOW, hold


def _article(number: int, title: str, text: str, language: str = "en") -> Article:
    return Article(
        text,
        title=title,
        url=f"https://tern.example/{number}",
        source="Tern",
        language=language,
        published_at=NOW - timedelta(hours=number),
    )


NEWS = (
    _article(
        1,
        "Owners of the tern yard meet",
        "The Halden yard was founded in 1931 by Oskar Lund. Its founder left for Brazil in 1952. "
        "Marta Quist, who praised Oskar Lund, sold her shares in June.",
    ),
    _article(
        2,
        "Fire at the mill of Sorrel",
        "A fire broke out in the mill of Sorrel on Sunday. The 14 villagers wounded by the fire were taken to Tann.",
    ),
    _article(
        3,
        "Court keeps the file shut",
        "The Courier had asked to open the file of the Brandel affair. "
        "Sorrel Supreme Court Justice Ada Fenwick rejected the request on Thursday.",
    ),
    _article(
        4,
        "Alliance turns Norrland away",
        "Since 2019 Norrland has been excluded from the Lomen pact. The council voted 9-4 on the Lomen pact in May.",
    ),
    _article(5, "Crossing", "The second crossing of the Strait of Orran took place in 1988."),
    _article(6, "Ministra", "As ministras aprovaram o orçamento na cidade de Lisboa, e o governo não caiu.", "pt"),
    _article(7, "Ministerin Albers tritt zurück", "Ministerin Jutta Albers ist am Montag zurückgetreten.", "de"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("deeds"))
    hold(opened, *NEWS)
    yield opened
    opened.close()


async def _ask(store: Store, question: str) -> Answer:
    return await answer(store, None, question)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who founded the Halden yard?", "by Oskar Lund"),
        ("When was the Halden yard founded?", "in 1931"),
        ("When was the Halden yard established?", "in 1931"),
        ("How many people were wounded by the fire in Sorrel?", "The 14 villagers"),
        ("Who rejected the request to open the Brandel file?", "Ada Fenwick"),
        ("In which year was Norrland excluded from the Lomen alliance?", "Since 2019"),
        ("What was the council vote on the Lomen pact?", "9-4"),
        ("Wer ist zurückgetreten?", "Jutta Albers"),
    ],
)
async def test_the_deed_is_told_with_who_did_it(store: Store, question: str, words: str) -> None:
    given = await _ask(store, question)
    assert given.answered, given.reason
    assert words in given.claims[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Who praised Marta Quist?",
        "When was the first crossing of the Strait of Orran?",
        "Who excluded the Lomen pact in 1988?",
        "Wer ist gestorben?",
    ],
)
async def test_who_is_only_named_and_what_is_of_another_year_is_no_answer(store: Store, question: str) -> None:
    given = await _ask(store, question)
    assert not given.answered, [claim.text for claim in given.claims]


def test_another_form_of_a_word_is_found_where_the_index_does_not_stem_its_language(store: Store) -> None:
    found = store.read_now(lambda db: search(db, "Quem é a ministra que aprova os orçamentos?", OPERATOR, limit=1))
    assert [hit.citation.title for hit in found] == ["Ministra"]
