"""An answer while it is being written: told sentence by sentence, each only once it is proved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_server import Act, Behaviour, Body, ModelServer, author, completion, fail, passages_of, stream, written
from passing_time import let_pass

from bot.config.sections import ModelSettings
from bot.models import Answer, Claim
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.answering.answer import answer
from bot.summarize.llm import response
from bot.summarize.llm.openai_model import OpenAIModel
from bot.summarize.llm.streaming import SoFar, sentences
from tests.summarize.held import ALL, NOW, hold

QUESTION = "what did Toren say about the vote?"
TRUE = "Toren said the drivers would vote on the agreement on March 15."
OTHER = "Ilka Toren said nobody was left behind."
LIE = "Toren said the drivers would vote on the agreement on March 22."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        hold(opened, *ALL)
        yield opened


async def asked(store: Store, server: ModelServer, *, patient: bool = True) -> tuple[Answer, list[Sequence[Claim]]]:
    """Ask; who is not patient lets the model's minute pass once something was told."""
    model = OpenAIModel(ModelSettings(name="m", base_url=server.base_url, timeout=60), store, lambda: NOW)
    told: list[Sequence[Claim]] = []

    async def hear(claims: Sequence[Claim]) -> None:
        told.append(claims)
        if not patient:
            let_pass(60)

    return await answer(store, model, QUESTION, told=hear), told


async def test_each_sentence_is_told_as_soon_as_it_is_proved(store: Store) -> None:
    with ModelServer(author(TRUE, speaker="Ilka Toren", least=0.3)) as server:
        found, told = await asked(store, server)
    assert server.requests[0]["stream"] is True
    assert [[claim.text for claim in claims] for claims in told] == [[TRUE]]
    assert found.answered and found.claims[0].text == TRUE


def writes(*texts: str) -> Behaviour:
    """A model that writes these sentences, and nothing better when asked again."""

    def write(body: Body) -> Act:
        again = "headline" not in json.dumps(body["response_format"])
        items = [] if again else [written(text, passages_of(body)) for text in texts]
        return Act(completion(json.dumps({"headline": "", "answerable": True, "sentences": items}), body))

    return write


async def test_a_sentence_that_is_not_proved_is_never_told_nor_what_follows_it(store: Store) -> None:
    with ModelServer(writes(TRUE, LIE, OTHER)) as server:
        found, told = await asked(store, server)
    assert all(LIE not in claim.text for claims in told for claim in claims)
    assert [len(claims) for claims in told] == [1]
    assert found.claims[: len(told[-1])] == told[-1]
    assert all(claim.text != LIE for claim in found.claims)


async def test_a_model_that_falls_silent_midway_was_heard_and_the_sources_answer(store: Store) -> None:
    def falls_silent(body: Body) -> Act:
        items = [written(TRUE, passages_of(body)), {"text": OTHER * 9, "cites": [1], "speaker": ""}]
        draft = {"headline": "", "answerable": True, "sentences": items}
        return Act(completion(json.dumps(draft), body), way="stall")

    with ModelServer(falls_silent) as server:
        found, told = await asked(store, server, patient=False)
    assert [[claim.text for claim in claims] for claims in told] == [[TRUE]]
    assert found.answered and found.written_by == "extractive"


async def test_a_server_that_cannot_stream_is_asked_for_the_whole(store: Store) -> None:
    honest = author(TRUE, speaker="Ilka Toren", least=0.3)

    def whole(body: Body) -> Act:
        return fail(400, "stream is not supported here")(body) if body.get("stream") else honest(body)

    with ModelServer(whole) as server:
        found, told = await asked(store, server)
    assert found.claims[0].text == TRUE and not told
    assert server.requests[-1]["response_format"]["type"] == "json_schema", "only the stream was given up"


@given(st.text(max_size=200), st.lists(st.integers(1, 40), min_size=1, max_size=60))
def test_a_stream_in_any_pieces_says_what_the_whole_says(content: str, sizes: list[int]) -> None:
    body, heard, at = stream(content, {"prompt_tokens": 1}), SoFar(), 0
    for size in [*sizes, len(body)]:
        heard.take(body[at : at + size])
        at += size
    assert heard.content == response.message(body).content


SENTENCES = st.lists(
    st.fixed_dictionaries({"text": st.text(max_size=20), "cites": st.lists(st.integers(0, 9), max_size=3)}), max_size=4
)


@given(SENTENCES, st.integers(0, 400))
def test_of_a_draft_cut_off_anywhere_the_whole_sentences_are_read(items: list[Body], cut: int) -> None:
    draft = json.dumps({"headline": 'a "sentences": [', "answerable": True, "sentences": items})
    assert list(sentences(draft)) == items
    read = list(sentences(draft[:cut]))
    assert read == items[: len(read)]


@given(st.text(max_size=100))
def test_any_text_has_sentences_or_none(text: str) -> None:
    assert all(isinstance(item, dict) for item in sentences(text))
    assert all(isinstance(item, dict) for item in sentences(f'"sentences": [{text}'))
