"""What a writer is told of a sentence that failed, and in which language it is to write; titles that nobody says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from bot.models import Citation, Claim, Usage
from bot.store.opening import open_store
from bot.summarize.generation.grounded_writer import write_answer, write_story
from bot.summarize.verification import planted_claims
from bot.summarize.verification.claim_verifier import Doubt, Reading, Readings
from bot.summarize.verification.stretches import rejection
from bot.summarize.verification.verify import prove
from tests.model_server import ModelServer, prompt_of, say
from tests.summarize.newsroom import PORT, evidence, statements
from tests.summarize.test_writer import draft, model, sentence

FILM = (
    'Francis Ford Coppola said "The Godfather" had never looked better. The studio will show it in June, its head,'
    " Maria Lopez, said."
)


async def test_a_word_that_another_passage_prints_is_mended_by_citing_that_one_too(tmp_path: Path) -> None:
    """“Larnholt” stands in the first sentence of the article, the union's demand in the second."""
    spans = [re.sub(r"\s+", " ", each) for each in PORT.text.split("\n")]
    cited = tuple(Citation(1, n, n + len(text), text, language="en") for n, text in enumerate(spans))
    text = "The dockers' union in Larnholt had asked for 9 percent."
    with open_store(tmp_path) as store, ModelServer(say(draft(sentence(text, 2)))) as server:
        written = await write_story(model(store, server), cited)
    asked = prompt_of(server.requests[1])
    assert "“Larnholt” is not in the passage that it cites: passage 1 prints it" in asked and "cites: 2" in asked
    assert not written.claims
    for both in ([1, 2], [2, 1]):
        claim = Claim(text, tuple(cited[n - 1] for n in both), "model")
        assert prove(claim).finding == "doubtful", "a claim may put two passages together"


async def test_a_writer_is_told_in_which_language_to_write(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, ModelServer(say(draft())) as server:
        made = model(store, server)
        await write_story(made, evidence(PORT.text), language="de")
        await write_story(made, evidence(PORT.text))
        await write_answer(made, "Wer leitet die Gewerkschaft?", evidence(PORT.text), language="de")
    told = [str(body["messages"][0]["content"]) for body in server.requests]
    assert "Write in German, whatever the language of the passages" in told[0]
    assert "Write in the language of the passages." in told[1]
    assert "Write in German, whatever the language of the passages" in told[2]


async def test_a_claim_in_another_language_than_its_passage_is_never_proved_by_its_words(tmp_path: Path) -> None:
    text = "Die Gewerkschaft hatte 9 Prozent verlangt."
    with open_store(tmp_path) as store, ModelServer(say(draft(sentence(text, 2)))) as server:
        asked = evidence(PORT.text), statements(PORT.text)
        written = await write_answer(model(store, server), "Was wollte die Gewerkschaft?", *asked, language="de")
    assert not written.claims and "another language" in written.dropped[0].reason


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('Maria Lopez said "The Godfather" would be shown in June.', "doubtful"),
        ('"The Godfather" is shown in June, Maria Lopez said.', "doubtful"),
        ('Maria Lopez said "never looked better" of the film.', "refused"),
        ('Maria Lopez said "The Conversation" would be shown in June.', "refused"),
    ],
)
def test_the_title_of_a_work_is_nobodys_words(text: str, finding: str) -> None:
    claim = Claim(text, (Citation(1, 0, len(FILM), FILM, language="en"),), "model")
    assert prove(claim).finding == finding


def test_what_somebody_says_in_capitals_is_theirs() -> None:
    said = '"Never Again," said Ana Sol. Mayor Bo Lind said nothing of the fire.'
    claim = Claim('Bo Lind said: "Never Again."', (Citation(1, 0, len(said), said, language="en"),), "model")
    assert prove(claim).finding == "refused"


def test_words_in_capitals_are_not_put_into_another_mouth() -> None:
    said = "Anna Lopez called the deal a “Total Disaster” on Monday. Boris Stein was in the room."
    claim = Claim(
        "Boris Stein called the deal a “Total Disaster”.", (Citation(1, 0, len(said), said, language="en"),), "model"
    )
    assert prove(claim).finding == "refused"


STATES = "Sen. Marco Rubio, R-Fla., and the governor of N.J., Gov. Joe Day, met in Cambridge, Md. without congressional action."


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("The senator from Florida met the governor of New Jersey in Cambridge, Maryland.", "doubtful"),
        ("The senator and the governor met, and Congress took no action.", "doubtful"),
        ("The senator from Georgia met the governor of New Jersey in Cambridge.", "refused"),
        ("The senator from Florida met the governor of New York in Cambridge.", "refused"),
        ("The senator and the governor met, and Parliament took no action.", "refused"),
    ],
)
def test_a_name_may_stand_in_the_short_form_that_newspapers_print(text: str, finding: str) -> None:
    assert prove(Claim(text, (Citation(1, 0, len(STATES), STATES, language="en"),), "model")).finding == finding


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Bo Lind, once mayor of Norwick, said that it rained.", "doubtful"),
        ("Bo Lind, mayor of Norwick, said that it rained.", "refused"),
    ],
)
def test_who_was_once_something_is_a_former_one(text: str, finding: str) -> None:
    said = "Bo Lind, former mayor of Norwick, said on Monday it had rained there."
    assert prove(Claim(text, (Citation(1, 0, len(said), said, language="en"),), "model")).finding == finding


def test_a_stretch_may_have_a_title_in_its_short_form() -> None:
    said = "Prosecutors wrote to New Jersey Gov. Chris Christie."
    claim = Claim("New Jersey Governor Chris Christie got a letter.", (Citation(1, 0, len(said), said, language="en"),))
    assert not rejection(claim, Reading(True, ("wrote to New Jersey Gov. Chris Christie",)))
    assert rejection(claim, Reading(True, ("wrote to New Jersey",)))


VETO = 'Brewer said the bill had "the potential to create more problems than it purports to solve." Mitt Romney urged a veto.'


BREWER = 'Brewer sagte, das Gesetz habe "the potential to create more problems than it purports to solve".'


async def test_a_sentence_around_a_foreign_quotation_is_held_in_its_own_language(tmp_path: Path) -> None:
    text = BREWER
    cited = Citation(1, 0, len(VETO), VETO, language="en")
    reply = {"headline": "", "answerable": True, "sentences": [sentence(text, 1, speaker="Brewer")]}
    with open_store(tmp_path) as store, ModelServer(say(reply)) as server:
        made = model(store, server)
        written = await write_answer(made, "Was sagte Brewer?", [cited], language="de", reader=_Believer())
    assert [claim.text for claim in written.claims] == [text]


def test_nouns_of_another_language_are_no_names_that_a_stretch_must_have() -> None:
    cited = (Citation(1, 0, len(VETO), VETO, language="en"),)
    claim = Claim("Auch der frühere Präsidentschaftskandidat Mitt Romney drängte zu einem Veto.", cited, "model")
    assert not rejection(claim, Reading(True, ("Mitt Romney urged a veto",)))
    assert rejection(claim, Reading(True, ("urged a veto",))), "a name that the passage prints is one"


class _Believer:
    async def read(self, doubts: Sequence[Doubt]) -> Readings:
        """Say of each but the planted falsehood that its passages say it."""
        said = tuple(tuple(item.text for item in doubt.claim.citations) for doubt in doubts)
        true = [_printed(doubt) or doubt.claim.text == BREWER for doubt in doubts]
        return Readings(tuple(Reading(so, words) for so, words in zip(true, said, strict=True)), Usage())


def _printed(doubt: Doubt) -> bool:
    return any(doubt.claim.text in item.text for item in doubt.claim.citations)


def test_no_planted_claim_begins_with_a_dateline_that_a_reader_would_not_copy() -> None:
    said = "WASHINGTON -- Gov. Jan Brewer vetoed the bill on Wednesday after a week of calls from Arizona's senators."
    doubt = Doubt(Claim("Brewer vetoed the bill.", (Citation(1, 0, len(said), said, language="en"),), "model"))
    for seed in range(9):
        planted = planted_claims.verbatim([doubt], Random(seed)), planted_claims.falsified([doubt], Random(seed))
        assert not any(each and "WASHINGTON" in each.claim.text for each in planted)
