"""One sentence answers a question where it says what was asked, in whatever form, and not where it only looks so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.models import Answer, Article
from bot.store.opening import open_store
from bot.summarize.answering.answer import answer
from tests.summarize.held import NOW, hold

KILLED = "How many people were killed in Springfield?"
ANSWERED = [
    ("When will the court deliver the Tarn verdict?", "The court will deliver the Tarn verdict on 12 May."),
    ("When will the ferry enter Orran harbour?", "The ferry will enter Orran harbour on 3 March."),
    ("Who won the Booker Prize?", "The winner of the Booker Prize was Ada Bell."),
    ("Who won the Booker Prize?", "The winner of the Booker Prize, the novelist Ada Bell, was in Tarn."),
    ("Who wrote Glasswing?", "The author of the novel Glasswing is Noor Haddad."),
    ("Who founded the Gast Museum?", "The founder of the Gast Museum is Piet Aal."),
    ("Who won the Dornach Marathon?", "Winning the Dornach Marathon in 2:04, Ada Fell set a record."),
    ("Who fired Oskar Lund?", "The board of the Orran company fired Oskar Lund after a talk with Ada Bell."),
    ("Who shot Mia Crail?", "Mia Crail was shot by Jo Stone in Orran on Monday."),
    (KILLED, "The storm killed at least 12 in Springfield."),
    (KILLED, "In Springfield 29 were killed."),
    (KILLED, "A storm killed 12 young men in Springfield."),
    ("When did the US leave the Paris agreement?", "The US left the Paris agreement on 3 March."),
    (
        "What was the council vote on the Lomen budget?",
        "The Lomen budget was late. The council voted 9-4 on it on Monday.",
    ),
    (
        "What was the council vote on the Lomen budget?",
        "The Lomen budget was late. The council voted 9-4 to approve the measure on Monday.",
    ),
    (
        "When was the first flight of the Orran glider?",
        "The opening flight of the Orran glider took off on 5 June.",
    ),
    (
        "Who scored for Orran in the first half of the final?",
        "In the final Ada Bell scored for Orran before the break.",
    ),
]
REFUSED = [
    ("Who won the Booker Prize?", "The winner of the Booker Prize was praised by Ada Bell."),
    ("Who won the Booker Prize?", "The winner of the Booker Prize, whom Ada Bell praised, was in Tarn."),
    ("Who won the Dornach Marathon?", "Winning the Dornach Marathon is hard, Ada Fell said in Tarn."),
    ("Who shot Mia Crail?", "Jo Stone and Mia Crail were shot in Orran on Monday."),
    ("Who arrested Ida Morn?", "Rolf Tann and his cousin Ida Morn were arrested in Orran."),
    (KILLED, "A tornado killed 300 cattle in Springfield."),
    (KILLED, "Soldiers killed 40 horses in Springfield."),
    (KILLED, "Soldiers killed 40 of the horses in Springfield."),
    (KILLED, "A 30-year-old was killed in a storm in Springfield."),
    ("When did the US leave the Paris agreement?", "The US delegation left Paris on 3 March."),
    ("When did the Amazon river flood Manaus?", "Amazon opened an office in Manaus on 3 March, after floods."),
    ("Who founded the Apple bank?", "Steve Orme founded Apple in a garage."),
    (
        "What was the council vote on the Lomen budget?",
        "The Lomen budget is large. Council members voted 9-4 to sack the clerk.",
    ),
]


async def _ask(path: Path, question: str, text: str) -> Answer:
    store = open_store(path)
    published = NOW - timedelta(hours=2)
    article = Article(text, title="Notes", url="https://tern.example/1", language="en", published_at=published)
    try:
        hold(store, article)
        return await answer(store, None, question)
    finally:
        store.close()


@pytest.mark.parametrize(("question", "text"), ANSWERED)
async def test_what_a_sentence_says_in_another_form_answers(tmp_path: Path, question: str, text: str) -> None:
    given = await _ask(tmp_path, question, text)
    assert given.answered, given.reason
    assert given.claims[0].text in text


@pytest.mark.parametrize(("question", "text"), REFUSED)
async def test_what_only_looks_like_an_answer_is_none(tmp_path: Path, question: str, text: str) -> None:
    given = await _ask(tmp_path, question, text)
    assert not given.answered, [claim.text for claim in given.claims]
