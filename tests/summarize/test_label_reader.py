"""A second reader that gives a label and no more: one claim at a time, held to the spans as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.models import Citation, Claim
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.generation.grounded_writer import write_story
from bot.summarize.generation.second_reading.readers import reader_from
from bot.summarize.llm.factory import model_from
from bot.summarize.verification.claim_verifier import Doubt
from tests.model_server import Behaviour, ModelServer, fail, prompt_of, say
from tests.summarize.newsroom import PORT, evidence, statements
from tests.summarize.reading import knows, labels
from tests.summarize.test_second_reader import LIE, NOW, TRUE, cited, settings, wrote
from tests.summarize.test_writer import draft, numbered


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


async def posted(store: Store, reading: Behaviour, *sentences: dict) -> tuple[list[str], ModelServer]:
    with ModelServer(say(draft(*sentences))) as writer, ModelServer(reading) as server:
        named = settings(writer, verifier={"name": "r", "base_url": server.base_url, "dialect": "label"})
        made = model_from(named, store, lambda: NOW)
        assert made
        reader = reader_from(named, made, store, lambda: NOW)
        written = await write_story(made, evidence(PORT.text), statements(PORT.text), reader=reader)
    return wrote(written), server


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("Yes", "No"),
        ("yes.", "no."),
        ("ENTAILMENT", "neutral"),
        ("Label: supported", "Label: not supported"),
        ("1", "0"),
        ("Supported: yes", "Supported: no"),
    ],
)
async def test_labels_of_every_kind_decide(store: Store, yes: str, no: str) -> None:
    out, server = await posted(store, labels(knows(TRUE), yes, no), cited(TRUE), cited(LIE))
    assert out == [TRUE]
    asked = [prompt_of(body) for body in server.requests]
    assert all(text.count("Claim: ") == 1 for text in asked), "one claim at a time"
    assert all("response_format" not in body for body in server.requests)


@pytest.mark.parametrize("reading", [labels(lambda _: True), labels(lambda _: False), labels(knows(TRUE), "Perhaps")])
async def test_who_always_says_the_same_or_no_label_is_not_believed(store: Store, reading: Behaviour) -> None:
    proved = numbered("The union had asked for 9 percent.")
    out, _ = await posted(store, reading, cited(TRUE), cited(LIE), proved)
    assert out == [proved["text"]]


async def test_a_claim_has_the_figures_and_names_of_its_spans_whatever_the_label(store: Store) -> None:
    wrong = "The Larnholt dockers went back to work after the firm had put 7.5 percent more pay on the table."
    out, _ = await posted(store, labels(knows(TRUE, wrong)), cited(wrong), cited(TRUE))
    assert out == [TRUE]


async def test_a_newer_passage_that_contradicts_denies(store: Store) -> None:
    old, new = "The strike at Tornby is not over, the union said.", "The strike at Tornby is over since Wednesday."
    one, two = (
        Citation(n, 0, len(text), text, language="en", published_at=NOW + timedelta(hours=n))
        for n, text in enumerate((old, new), 1)
    )
    doubt = Doubt(Claim("The stoppage at Tornby goes on, says the union.", (one,), "model"), two)
    with ModelServer(labels(knows(doubt.claim.text), contrary="Contradiction")) as server:
        named = settings(server, verifier={"name": "r", "base_url": server.base_url, "dialect": "label"})
        reader = reader_from(named, None, store, lambda: datetime(2026, 11, 23, tzinfo=UTC))
        assert reader
        (denied, plain), usage = ((got := await reader.verifier.read([doubt, Doubt(doubt.claim)])).verdicts, got.usage)
    assert denied and denied.denied and plain and plain.supported and not plain.denied
    assert usage.requests == 3


async def test_a_label_model_that_is_away_leaves_what_code_proves(store: Store) -> None:
    proved = numbered("The union had asked for 9 percent.")
    out, _ = await posted(store, fail(401, "no"), cited(TRUE), proved)
    assert out == [proved["text"]]
