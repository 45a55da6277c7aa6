"""Questions as people type them, over invented news: who somebody is, how a vote went, the latest, slips and markup."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from bot.models import Answer, Article
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.answering.answer import answer
from bot.text.chat_markup import without_chat_markup
from tests.summarize.held import cites_what_is_stored, hold

MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def told(title: str, text: str, hours: int = 0) -> Article:
    name = title.lower().replace(" ", "-")
    at = MONDAY + timedelta(hours=hours)
    return Article(
        text, title=title, url=f"https://n.example/{name}", source="Dale Post", language="en", published_at=at
    )


DAM = told(
    "Judge halts the dam at Tarnock",
    "The chair of the water board, Edda Lunt, stepped down on Monday. Her deputy, Jost Brehm, takes over. "
    "Ossian Farr, who runs the valley's angling club, had sued the board. The chancellor, Mira Holt, was silent.",
)
SACKED = told(
    "Water engineer sacked",
    "Lars Penk, the board's engineer, was sacked for hiding a crack in the dam. "
    "In May, Ute Brand was sacked after the audit faulted her.",
)
PANEL = told(
    "Council panel backs the tram",
    "A council panel voted on Monday to fund the tram to Skerrow. The panel voted 11-4 to send the plan to the council.",
)
PERMIT = told(
    "Permit to fish to cost more",
    "The fee to apply for a fishing permit rises by a third to 48 crowns, the board said.",
)
GROWTH = told(
    "Bank lowers its forecast",
    "The central bank cut its forecast for growth in Ostria. It now expects growth of 2.1 percent this year.",
)
GAUGE = told(
    "River Sarn at 3.9 metres",
    "The River Sarn stood at 3.9 metres in Tarnock on Monday, lower than the 4.4 metres of 2009.",
)
CHOICE = told(
    "Premier's choice for the coast guard",
    "Premier Ada Quill said that she is close to a decision and that former admiral Nils Orre is her top choice for "
    "chief of the coast guard. Quill met the acting chief, Tom Bask, on Sunday as well.",
)
PLEDGE = told(
    "Quill weighs the harbour bill",
    "Premier Ada Quill will likely take another day before deciding whether to sign or veto the harbour bill.",
)
VETO = told(
    "Quill vetoes the harbour bill", "Premier Ada Quill said on Tuesday that she had vetoed the harbour bill.", 24
)
SINKING = told(
    "Trawler Maren sinks off Skerrow",
    "The trawler Maren sank off Skerrow on Monday night. At least 3 people died in the sinking of the trawler Maren.",
)
TOLL = told(
    "Trawler Maren sinks: toll rises",
    "Divers searched the trawler Maren off Skerrow on Tuesday. At least 8 people died in the sinking of the trawler Maren.",
    24,
)
GUEST = told(
    "Old premier scoffs at Quill visit",
    "The former premier, Hugo Brandis, scoffed on Monday at the visit of Ada Quill. "
    '"She is no friend of the island," Brandis told the Dale Post. "Nobody here wants this visit."',
)
HEARING = told(
    "Senator tells bank chief to go",
    "Senator Ines Vahl told Karl Droste, the head of Merrow Bank, on Monday that he should go. "
    '"You have ruined a hundred families," Vahl told Droste at a hearing.',
)
ALL = (
    *(DAM, SACKED, PANEL, PERMIT, GROWTH, GAUGE, CHOICE),
    *(PLEDGE, VETO, SINKING, TOLL, GUEST, HEARING),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened: Path = tmp_path_factory.mktemp("typed")
    with open_store(opened) as held:
        hold(held, *ALL)
        yield held


async def ask(store: Store, question: str) -> Answer:
    given = await answer(store, None, question)
    if given.answered:
        cites_what_is_stored(store, list(given.claims))
    return given


@pytest.mark.parametrize(
    ("question", "first", "never"),
    [
        ("who is Edda Lunt?", "chair of the water board, Edda Lunt", "Ossian"),
        ("Who is Ossian Farr?", "runs the valley's angling club", "Lunt"),
        ("who is jost brehm", "Her deputy, Jost Brehm", "Farr"),
        ("why was Lars Penk sacked?", "for hiding a crack", "Ute Brand"),
        ("what was the vote on the tram?", "11-4", "permit"),
        ("how did the council panel vote on the tram", "11-4", "permit"),
        ("how much does it cost to apply for a fishing permit?", "48 crowns", "tram"),
        ("how much will Ostria grow this year?", "2.1 percent", "permit"),
        ("was the River Sarn higher in 2009 or on Monday?", "lower than the 4.4 metres of 2009", "tram"),
        ("who does Quill want as chief of the coast guard?", "Nils Orre is her top choice", "Brandis"),
        ("whom Quill wants as chief of the coast guard", "Nils Orre is her top choice", "Brandis"),
        ("did Ada Quill sign the harbour bill?", "had vetoed the harbour bill", "likely"),
        ("how many people died in the sinking of the Maren?", "At least 8", "At least 3"),
        ("what did Hugo Brandis say about Quill's visit?", "Nobody here wants this visit", "Droste"),
        ("what did Ines Vahl tell Karl Droste?", "ruined a hundred families", "Quill"),
        ("what did Ines Vahl tell the head of Merrow Bank?", "ruined a hundred families", "Quill"),
    ],
)
async def test_an_answer_says_what_was_asked_about_whom_it_was_asked(
    store: Store, question: str, first: str, never: str
) -> None:
    given = await ask(store, question)
    assert given.answered, given.reason
    assert first in " ".join(claim.text for claim in given.claims)
    assert all(never not in claim.text for claim in given.claims)


@pytest.mark.parametrize(
    "question",
    [
        "who is Wanda Krell?",
        "who is Karl Lunt?",
        "why did Lars Penk resign as mayor?",
        "how did the council panel vote on the budget?",
        "how much does a hunting licence cost?",
        "was the River Brann higher in 2009 or on Monday?",
        "who does Brandis want as chief of the coast guard?",
        "compare Quill and Brandis on taxes",
    ],
)
async def test_what_is_told_of_another_or_of_another_matter_is_no_answer(store: Store, question: str) -> None:
    given = await ask(store, question)
    assert not given.answered, given.claims
    assert given.reason


BEGUN = (
    told("Orrin rises", "The River Orrin rose over its banks in Marden on Monday after two days of rain."),
    told("Orrin flood has passed its peak", "The River Orrin in Marden has begun to fall. The dikes are soaked.", 24),
    told("Troops leave Kerson", "Ostria began to withdraw its troops from Kerson on Monday, the ministry said."),
    told("Court on the ban", "The high court has decided to lift the ban on the ferry, its clerk said."),
    told("Pool to close", "The council of Dene voted 11-4 on Monday to close the Linden pool."),
    told("Mill for sale", "The owner, Jon Harl, wants to sell the mill. Harl may have begun to empty the mill."),
)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("did the River Orrin fall", "has begun to fall"),
        ("did Ostria withdraw troops from Kerson", "began to withdraw"),
        ("did the court lift the ban", "has decided to lift"),
        ("did the council close the Linden pool", "voted 11-4 on Monday to close"),
        ("did Jon Harl sell the mill", ""),
        ("did Harl empty the mill", ""),
    ],
)
async def test_what_is_begun_or_decided_answers_whether_it_is_done_and_what_is_wanted_does_not(
    tmp_path: Path, question: str, first: str
) -> None:
    with open_store(tmp_path) as held:
        hold(held, *BEGUN)
        given = await ask(held, question)
    assert given.answered == bool(first), given.claims
    assert not first or [first in claim.text for claim in given.claims] == [True]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("who is Emil Varga", "Harbour master Emil Varga"),
        ("who is Rosa Bell", "the river warden Rosa Bell"),
        ("who is Tilda Orn", ""),
        ("how high is the gauge", "read 4.7 metres"),
        ("how high is the tower", ""),
    ],
)
async def test_a_calling_of_two_words_says_who_somebody_is_and_a_measure_is_asked_for_by_its_adjective(
    tmp_path: Path, question: str, first: str
) -> None:
    with open_store(tmp_path) as held:
        hold(
            held,
            told("Ships unload", "Harbour master Emil Varga said that ships with fresh food would be unloaded first."),
            told("Weir shut", "They asked the river warden Rosa Bell. Voters remember Tilda Orn."),
            told(
                "Flood", "The gauge at the stone bridge read 4.7 metres, the highest mark since 1998, the mayor said."
            ),
        )
        given = await ask(held, question)
    assert given.answered == bool(first), given.claims
    assert not first or first in given.claims[0].text


async def test_the_contrary_of_a_deed_is_not_told_where_a_later_report_has_the_deed(tmp_path: Path) -> None:
    bill = "Premier Ada Quill {} the harbour bill on fishing quotas in Skerrow on {}."
    with open_store(tmp_path) as held:
        hold(
            held,
            told("Quill vetoes", bill.format("vetoed", "Monday")),
            told("Quill signs", bill.format("signed", "Tuesday"), 24),
        )
        given = await ask(held, "did Ada Quill sign the harbour bill on fishing quotas in Skerrow")
    assert [claim.text for claim in given.claims] == [bill.format("signed", "Tuesday")]


async def test_the_latest_on_a_matter_leads_with_the_latest_report(store: Store) -> None:
    given = await ask(store, "latest on the trawler Maren")
    assert given.claims[0].citations[0].title == TOLL.title


async def test_each_of_two_questions_in_a_line_is_answered(store: Store) -> None:
    given = await ask(store, "Who is Lars Penk and why was he sacked?")
    assert "the board's engineer" in given.claims[0].text and "for hiding a crack" in given.claims[0].text
    two = await ask(store, "who is Edda Lunt? how much does it cost to apply for a fishing permit?")
    text = " ".join(claim.text for claim in two.claims)
    assert "chair of the water board" in text and "48 crowns" in text and not two.reason


async def test_the_one_of_two_questions_that_nothing_answers_is_named(store: Store) -> None:
    given = await ask(store, "who is Edda Lunt and how many cats does she keep?")
    assert given.answered and "how many cats does Edda Lunt keep" in given.reason


async def test_a_slip_in_a_word_is_put_right_and_told(store: Store) -> None:
    given = await ask(store, "who is Osian Farr?")
    assert given.answered and "angling club" in given.claims[0].text
    assert "Osian" in given.reason and "Ossian" in given.reason


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("who is the president of Niger", "Nigeria"),
        ("who is the president of niger", "Nigeria"),
        ("who is Peter Johnson?", "Johnston"),
    ],
)
async def test_a_name_that_is_near_to_another_is_asked_back_and_not_answered(
    tmp_path: Path, question: str, meant: str
) -> None:
    with open_store(tmp_path) as held:
        hold(
            held,
            told("Abuja budget", "Bola Tinubu, the president of Nigeria, signed the budget in Abuja on Monday."),
            told("Ferry line", "Peter Johnston, the owner of the ferry line, was in Skerrow on Monday."),
        )
        given = await ask(held, question)
    assert not given.answered, given.claims
    assert f"Did you mean {meant}?" in given.reason


async def test_a_slip_in_a_word_that_is_no_name_is_put_right(store: Store) -> None:
    given = await ask(store, "who was sacked after the auddit?")
    assert given.answered and "the audit faulted her" in given.claims[0].text
    assert "“auddit” for “audit”" in given.reason


@pytest.mark.parametrize(
    "question",
    [
        ":wave: who is *Edda Lunt*?",
        "> who is <https://n.example/x|Edda Lunt>",
        "who is [Edda Lunt](https://n.example/x) :+1:",
    ],
)
async def test_the_markup_of_a_chat_is_no_part_of_a_question(store: Store, question: str) -> None:
    given = await ask(store, question)
    assert given.answered and "chair of the water board" in given.claims[0].text


@for_any(st.text(max_size=300))
def test_any_line_is_freed_of_markup_and_gains_nothing(line: str) -> None:
    assert len(without_chat_markup(line)) <= len(line)


@pytest.mark.parametrize("line", ["at 10:30:15 sharp", "2*3*4 = 24", "snake_case_name", "costs 5 > 4 crowns"])
def test_what_only_looks_like_markup_stays(line: str) -> None:
    assert without_chat_markup(line) == line
