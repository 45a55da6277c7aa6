"""Answers without a model: who said what, facts, and refusals, over invented articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.models import PUBLIC, Answer, Article
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.answering.answer import answer
from tests.model_server import fail
from tests.summarize.held import ALL, MATCH, NOW, STRIKE, cites_what_is_stored, hold
from tests.summarize.newsroom import HELD, SEEN
from tests.summarize.test_writer import ModelServer, author, draft, model, say, sentence


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("answers"))
    hold(opened, *ALL)
    yield opened
    opened.close()


async def ask(store: Store, question: str) -> Answer:
    return await answer(store, None, question)


def said(given: Answer) -> str:
    return " ".join(claim.text for claim in given.claims)


# ---------------------------------------------------------------- who said what


async def test_what_somebody_said_is_told_in_order_and_names_no_other_speaker(store: Store) -> None:
    given = await ask(store, "What did Toren say?")
    assert given.answered and given.written_by == "extractive"
    assert said(given).index("nobody was left behind") < said(given).index("would vote on the agreement")
    assert all("Toren" in claim.text and claim.speaker == "Ilka Toren" for claim in given.claims)
    assert "shorter shifts" not in said(given)
    cites_what_is_stored(store, list(given.claims))


async def test_a_copy_is_not_told_twice(store: Store) -> None:
    given = await ask(store, "what did Ilka Toren say")
    texts = [claim.text for claim in given.claims]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what did Kessel tell Toren", "no money for shorter shifts"),
        ("what did Kessel say about fares", "not raise the fares"),
        ("what did Reim say about the passengers", "more patient than we deserved"),
        ("What has the architect said?", "two countries"),
        ("quotes by Sanna Ruud", "two countries"),
    ],
)
async def test_a_subject_or_a_listener_narrows_what_is_told(store: Store, question: str, words: str) -> None:
    given = await ask(store, question)
    assert given.answered, given.reason
    assert words in said(given)
    cites_what_is_stored(store, list(given.claims))


async def test_a_speaker_who_is_only_he_is_named_from_where_he_is_named(store: Store, tmp_path: Path) -> None:
    opened = open_store(tmp_path)
    text = (
        "Minister Carl Oster opened the bridge of Tann on Friday. The crowd waited for hours in the rain.\n"
        '"It will stand for a hundred years," he said. The bridge cost 40 million crowns.'
    )
    hold(opened, Article(text, title="A bridge opens", url="https://a.example/b", language="en"))
    given = await ask(opened, "what did Oster say")
    assert given.answered and "Oster" in given.claims[0].text
    assert any("Minister Carl Oster" in item.text for item in given.claims[0].citations)
    cites_what_is_stored(opened, list(given.claims))
    opened.close()


async def test_what_is_said_of_other_figures_is_told_apart(tmp_path: Path) -> None:
    opened = open_store(tmp_path)
    for figure, place in ((734, "brewery"), (866, "lighthouse")):
        told = f"“We counted {figure} visitors before noon, and that is more than in all of last year,” said Carl Oster at the {place}."
        hold(opened, Article(told, title=f"The {place} opens", url=f"https://a.example/{place}", language="en"))
    given = await ask(opened, "what did Oster say")
    assert len(given.claims) == 2
    for claim in given.claims:
        figure = "734" if "734" in claim.text else "866"
        assert all(figure in item.text for item in claim.citations), "each is cited where it stands"
    opened.close()


async def test_two_who_speak_at_once_are_both_found(tmp_path: Path) -> None:
    opened = open_store(tmp_path)
    text = "Ed Holt works in Tann. Mr. Aarden and Mr. Holt say the airline has never told them what to say."
    hold(opened, Article(text, title="Two pilots", url="https://a.example/two", language="en"))
    for name in ("Aarden", "Ed Holt"):
        given = await ask(opened, f"what did {name} say")
        assert given.answered and "never told them" in said(given), name
    opened.close()


# ---------------------------------------------------------------- facts


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("how many drivers took part in the strike", "2,300 drivers"),
        ("when will the drivers vote on the agreement", "March 15"),
        ("how long did the talks last", "19 hours"),
        ("where did the talks take place", "old customs house"),
        ("who won the Northern Shield", "Harrowgate beat Linden"),
        ("who scored for Harrowgate", "Yara Osei"),
        ("when was the lighthouse of Cape Orran built", "1871"),
        ("how much will a ticket cost", "six crowns"),
        ("when does the lighthouse open to visitors", "in June"),
    ],
)
async def test_a_fact_is_answered_with_the_sentence_that_states_it(store: Store, question: str, words: str) -> None:
    given = await ask(store, question)
    assert given.answered, given.reason
    assert words in said(given)
    cites_what_is_stored(store, list(given.claims))


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    "question",
    [
        "what did Osei say",
        "what did Toren say about the lighthouse",
        "what did Kessel tell Reim",
        "who won the Southern Shield",
        "when will Harrowgate play Velmora",
        "how many tickets were sold",
        "who is the mayor of Osterby",
        "why did Tove Marsh retire",
        "how old is Sanna Ruud",
        "qwertz uiop asdf",
    ],
)
async def test_what_nothing_states_is_refused_with_a_reason(store: Store, question: str) -> None:
    given = await ask(store, question)
    assert not given.answered, said(given)
    assert not given.claims and given.reason


@pytest.mark.parametrize("question", ["", "   ", "?!", "\u0000", "x" * 10_000])
async def test_what_is_no_question_is_refused(store: Store, question: str) -> None:
    given = await ask(store, question)
    assert not given.answered and given.reason and "\n" not in given.reason


async def test_a_refusal_shows_the_nearest_that_is_held(store: Store) -> None:
    given = await ask(store, "what did Toren say about the lighthouse")
    assert given.nearest
    assert any("Toren" in item.text for item in given.nearest)
    assert len({item.text for item in given.nearest}) == len(given.nearest)
    assert not any(one.text in other.text for one in given.nearest for other in given.nearest if one is not other)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(f"what did who when how many say {STRIKE.text} {MATCH.text}".split()), max_size=9).map(
            " ".join
        ),
    )
)
async def test_any_line_gets_an_answer_whose_citations_are_stored_text_or_a_reason(store: Store, question: str) -> None:
    given = await ask(store, question)
    assert given.question == question
    assert bool(given.claims) == given.answered
    assert len(given.claims) <= 8
    if given.answered:
        cites_what_is_stored(store, list(given.claims))
    else:
        assert given.reason


async def test_another_servers_article_answers_nobody_else(tmp_path: Path) -> None:
    opened = open_store(tmp_path)
    hold(opened, MATCH, owner="discord:1")
    given = await answer(opened, None, "who scored for Harrowgate", PUBLIC)
    assert not given.answered and not given.nearest
    assert (await ask(opened, "who scored for Harrowgate")).answered
    opened.close()


async def test_articles_of_many_kinds_are_cited_as_they_are_stored(tmp_path: Path) -> None:
    opened = open_store(tmp_path)
    told = [*SEEN, *HELD]
    hold(opened, *(Article(item.text, url=f"https://n.example/{n}", language="en") for n, item in enumerate(told)))
    for item in told:
        for person in item.people:
            given = await ask(opened, f"what did {person} say")
            if given.answered:
                cites_what_is_stored(opened, list(given.claims))
                assert all(person.split()[-1] in claim.text for claim in given.claims)
    opened.close()


# ---------------------------------------------------------------- with a model


async def test_an_honest_model_writes_the_answer(store: Store) -> None:
    with ModelServer(author("The talks lasted 19 hours.")) as server:
        given = await answer(store, model(store, server), "how long did the talks last")
    assert server.requests
    assert given.written_by == "model" and said(given) == "The talks lasted 19 hours."
    cites_what_is_stored(store, list(given.claims))


async def test_what_a_model_cannot_prove_is_told_in_the_sources_words(store: Store) -> None:
    lie = draft(sentence("The talks lasted 91 hours.", 1))
    with ModelServer(say(lie)) as server:
        given = await answer(store, model(store, server), "how long did the talks last")
    assert "91" not in said(given) and "19 hours" in said(given)
    assert given.written_by == "extractive"


async def test_another_speakers_words_do_not_answer_for_the_one_who_was_asked(store: Store) -> None:
    other = draft(sentence('"You can see two countries from up there," said Sanna Ruud.', 1, speaker="Sanna Ruud"))
    with ModelServer(say(other)) as server:
        given = await answer(store, model(store, server), "what did Toren say")
    assert "Ruud" not in said(given) and "Toren" in said(given)


HARDLY_A_QUESTION = "Velmora drivers: any money lost on passengers' side or the town's?"
"""Of which the rules make nothing, though what is held answers it."""


async def test_a_model_is_asked_where_the_rules_find_no_answer(store: Store) -> None:
    without = await ask(store, HARDLY_A_QUESTION)
    assert not without.answered and without.nearest
    told = "The transport office lost three million crowns during the strike of the bus drivers, its director, Pavla Reim, said."
    with ModelServer(author(told)) as server:
        given = await answer(store, model(store, server), HARDLY_A_QUESTION)
    assert given.answered and given.written_by == "model"
    assert said(given) == told
    cites_what_is_stored(store, list(given.claims))


async def test_a_refusal_stands_where_the_model_finds_nothing_either_or_is_away(store: Store) -> None:
    without = await ask(store, HARDLY_A_QUESTION)
    for behaviour in (
        say(draft(answerable=False)),
        say(draft(sentence("The town lost nine million crowns.", 1))),
        fail(401),
    ):
        with ModelServer(behaviour) as server:
            given = await answer(store, model(store, server), HARDLY_A_QUESTION)
        assert not given.answered and not given.claims
        assert (given.reason, given.nearest) == (without.reason, without.nearest)


async def test_a_model_that_is_away_is_done_without(store: Store) -> None:
    with ModelServer(fail(401)) as server:
        given = await answer(store, model(store, server), "how long did the talks last")
    assert given.answered and given.written_by == "extractive" and "19 hours" in said(given)


# ---------------------------------------------------------------- other words for it, and other things of the name

COMPANY = Article(
    """Petrel's revenue was $812 million in the first quarter, the airline said on Monday. Its chief executive, Carla Nunes, hired 340 pilots.
A blast at its hangar in Tann wounded nine mechanics at 6:45 a.m. on Tuesday. Some 62 percent of the owners are Norrlanders.
Rolf Egger, the former president of Petrel, sued the airline in 2019. Tom Aarden is president of the Petrel Pilots Association. The 1998 hangar was built of wood.
"They fired me because of a joke," Egger said. Aarden was not dismissed because the pilots stood by him.""",
    title="Petrel tells of its quarter",
    url="https://air.example/petrel",
    language="en",
    published_at=NOW,
)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("company"))
    hold(opened, COMPANY)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many mechanics were injured in the explosion?", "nine mechanics"),
        ("At what time did the blast happen?", "6:45 a.m."),
        ("What share of the owners are Norrlanders?", "62 percent"),
        ("What was Petrel's revenue in Q1?", "$812 million"),
        ("How many pilots were recruited?", "340 pilots"),
        ("Who is the CEO of Petrel?", "Carla Nunes"),
        ("How much did Petrel earn in the first quarter?", "$812 million"),
        ("who is the ceo of petrel", "Carla Nunes"),
        ("Who runs Petrel?", "Carla Nunes"),
        ("Why was Egger dismissed?", "because of a joke"),
        ("Was Egger dismissed?", "They fired me"),
        ("which airline did rolf egger sue", "sued the airline"),
    ],
)
async def test_a_fact_is_found_under_other_words(company: Store, question: str, words: str) -> None:
    given = await ask(company, question)
    assert given.answered, given.reason
    assert words in said(given)
    cites_what_is_stored(company, list(given.claims))


@pytest.mark.parametrize(
    "question",
    [
        "What was Petrel's revenue in Q2?",
        "Who is the president of Petrel?",
        "What was Petrel's revenue in 2017?",
        "How many owners are Norrlanders?",
        "When did Carla Nunes sue the airline?",
        "when did carla nunes sue the airline",
        "How many foreign mechanics were injured in the explosion?",
        "who is the vice president of the petrel pilots association",
        "When was the hangar built?",
    ],
)
async def test_another_quarter_office_or_year_is_no_answer(company: Store, question: str) -> None:
    given = await ask(company, question)
    assert not given.answered, said(given)


@pytest.mark.parametrize("question", ["what did Aarden say", "when did Tom Aarden visit Tann", "who paid Tom Aarden"])
async def test_the_nearest_holds_the_name_that_was_asked_about(company: Store, question: str) -> None:
    given = await ask(company, question)
    assert not given.answered, said(given)
    assert "Aarden" in given.nearest[0].text


# ---------------------------------------------------------------- second citations


@pytest.mark.parametrize("language", ["", "en", "de"])
@pytest.mark.parametrize("ending", ["after weak sales reports", "chief executive Ann Roe said"])
async def test_the_contrary_is_no_second_citation(tmp_path: Path, language: str, ending: str) -> None:
    """Figures alone say nothing: a rise and a fall of 4% have the same ones."""
    opened = open_store(tmp_path)
    for number, verb in enumerate(("fell", "rose", "rose")):
        told = f"Nokia shares {verb} 4% Tuesday, {ending}{' again' if number == 2 else ''}."
        hold(
            opened, Article(told, title="Nokia", url=f"https://a.example/{number}", language=language, published_at=NOW)
        )
    for question in ("what happened to Nokia shares on Tuesday?", "what did Ann Roe say?"):
        for claim in (await ask(opened, question)).claims:
            other = "rose" if "fell" in claim.text else "fell"
            assert not any(other in item.text for item in claim.citations)
    opened.close()


async def test_a_headline_of_an_english_article_is_held_against_another_as_english(tmp_path: Path) -> None:
    opened = open_store(tmp_path)
    for number, words in enumerate(
        ("Nokia shares rose 4% Tuesday after sales.", "Nokia shares rose 4% on Tuesday after sales.")
    ):
        hold(opened, Article(words, title="Nokia", url=f"https://a.example/{number}", language="en", published_at=NOW))
    given = await ask(opened, "what happened to Nokia shares on Tuesday?")
    assert [len(claim.citations) for claim in given.claims] == [2]
    opened.close()
