"""What a model's server may send: every form that is met in the wild is read, or told in the server's own words."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadReply, Declined, ModelAway, ModelError
from bot.store.limits import model_problems
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.generation.grounded_writer import DRAFT_SCHEMA
from bot.summarize.llm.response import answer_in, data, mismatch
from bot.summarize.llm.server_words import words_in
from tests.model_server import Act, Body, ModelServer, completion, fail, say_text
from tests.passing_time import let_pass
from tests.summarize.test_model import GOOD, PROMPT, SCHEMA, ask, model, rows

DRAFT = {
    "headline": "",
    "answerable": True,
    "sentences": [{"text": "The union had asked for 9 percent.", "cites": [1], "speaker": ""}],
}
ONE = json.dumps(DRAFT)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def written(**changed: object) -> str:
    return json.dumps(DRAFT | {"sentences": [DRAFT["sentences"][0] | changed]})  # type: ignore[index]


DRESSED = {
    "as asked": ONE,
    "in a fence": f"```json\n{ONE}\n```",
    "among words": f"Here is {{what}} you asked for: {ONE} Tell me if {{}} is missing.",
    "after thoughts": f'<think>Maybe {{"headline": "no"}}?</think>\n{ONE}',
    "after thoughts without their opening": f'First {{"sentences": []}} hm.\n</think>\n\n{ONE}',
    "cites as strings": written(cites=["1"]),
    "cites in brackets": written(cites=["[1]"]),
    "one cite, no list": written(cites=1),
    "cites as floats": written(cites=[1.0]),
    "a null speaker": written(speaker=None),
    "extra keys": written(confidence=0.9, notes={"a": [1]}),
    "a sentence of another form beside": json.dumps(DRAFT | {"sentences": [*DRAFT["sentences"], {"text": 3}]}),  # type: ignore[misc]
    "answerable in words": json.dumps(DRAFT | {"answerable": "true"}),
}


@pytest.mark.parametrize("dress", DRESSED)
async def test_a_reply_is_read_in_every_dress(store: Store, dress: str) -> None:
    with ModelServer(say_text(DRESSED[dress])) as server:
        reply = await model(store, server).complete(PROMPT, DRAFT_SCHEMA)
    assert reply.data["sentences"][0]["text"] == DRAFT["sentences"][0]["text"]  # type: ignore[index]
    assert not mismatch(reply.data, DRAFT_SCHEMA)
    assert reply.data["sentences"] == [reply.data["sentences"][0]]
    assert reply.data["sentences"][0]["cites"] == [1]
    assert len(server.requests) == 1


def raw(**message: object):
    """A completion with these keys in its message."""
    return lambda body: Act(
        json.dumps(
            {
                "choices": [{"index": 0, "message": {"role": "assistant", **message}, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 100, "completion_tokens": 50},
            }
        ).encode()
    )


async def test_content_may_come_in_parts(store: Store) -> None:
    parts = [{"type": "text", "text": '{"word": '}, {"type": "text", "text": '"hello"}'}, {"type": "image_url"}]
    with ModelServer(raw(content=parts)) as server:
        assert await ask(model(store, server)) == "hello"


async def test_a_refusal_is_told_in_its_words_and_not_asked_again(store: Store) -> None:
    with (
        ModelServer(raw(content=None, refusal="I can't help with that.")) as server,
        pytest.raises(Declined, match="I can't help with that"),
    ):
        await ask(model(store, server))
    assert len(server.requests) == 1


async def test_a_content_filter_is_named(store: Store) -> None:
    with (
        ModelServer(say_text('{"word": "hel', finish="content_filter")) as server,
        pytest.raises(Declined, match="content filter"),
    ):
        await ask(model(store, server))
    assert len(server.requests) == 1


async def test_an_answer_without_choices(store: Store) -> None:
    with (
        ModelServer(lambda _: Act(b'{"choices": [], "usage": null}')) as server,
        pytest.raises(BadReply, match="no choices"),
    ):
        await ask(model(store, server))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ({"message": "Provider returned no credits", "code": 402}, "no credits"),
        ("model is loading its weights", "loading"),
    ],
)
async def test_an_error_in_a_good_reply_is_an_error(store: Store, error: object, words: str) -> None:
    with (
        ModelServer(lambda _: Act(json.dumps({"error": error}).encode())) as server,
        pytest.raises(ModelAway, match=words),
    ):
        await ask(model(store, server))
    assert len(server.requests) == 1


async def test_an_overload_in_a_good_reply_is_tried_again(store: Store) -> None:
    busy = json.dumps({"error": {"message": "overloaded", "code": 529}}).encode()
    with ModelServer(lambda _: Act(busy), GOOD) as server:
        assert await ask(model(store, server)) == "hello"


async def test_what_was_cut_off_is_asked_again_with_more_room(store: Store) -> None:
    def thinks_long(body: Body) -> Act:
        if body["max_tokens"] < 8_000:
            return say_text("<think>Let me see", finish="length")(body)
        return GOOD(body)

    with ModelServer(thinks_long) as server:
        made = model(store, server)
        assert await ask(made) == "hello"
        assert await ask(made) == "hello"
    assert len(server.requests) == 3, "what was learnt is kept"
    assert [row[0] for row in rows(store)] == ["CutOff", "ok", "ok"]


async def test_the_larger_room_is_reserved_too(store: Store) -> None:
    with ModelServer(say_text("x", finish="length")) as server, pytest.raises(ModelError, match="budget"):
        await ask(model(store, server, budget_tokens=6_000))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ({"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 515}, 505),
        ({"prompt_tokens": 10, "completion_tokens": 505, "completion_tokens_details": {"reasoning_tokens": 500}}, 505),
    ],
)
async def test_reasoning_is_counted(store: Store, usage: Body, tokens: int) -> None:
    def answer(body: Body) -> Act:
        whole = json.loads(completion('{"word": "hello"}', body, usage=False)) | {"usage": usage}
        return Act(json.dumps(whole).encode())

    with ModelServer(answer) as server:
        reply = await model(store, server).complete(PROMPT, SCHEMA)
    assert reply.usage.output_tokens == tokens


async def test_reasoning_is_counted_where_the_server_counts_nothing(store: Store) -> None:
    def answer(body: Body) -> Act:
        message = {"content": '{"word": "hello"}', "reasoning_content": "Hm. " * 600}
        return Act(json.dumps({"choices": [{"message": message, "finish_reason": "stop"}]}).encode())

    with ModelServer(answer) as server:
        reply = await model(store, server).complete(PROMPT, SCHEMA)
    assert reply.usage.output_tokens > 600


@pytest.mark.parametrize("status", [400, 500])
async def test_a_server_that_fails_on_a_schema_is_asked_in_a_plainer_way(store: Store, status: int) -> None:
    def fails_on_schemas(body: Body) -> Act:
        if body.get("response_format", {}).get("type") == "json_schema":
            return fail(status, "failed to build grammar from JSON schema")(body)
        return GOOD(body)

    with ModelServer(fails_on_schemas) as server:
        made = model(store, server)
        assert await ask(made) == "hello"
        assert await ask(made) == "hello"
    assert len(server.requests) == 3


async def test_a_server_that_fails_without_a_word_on_a_schema_too(store: Store) -> None:
    def fails(body: Body) -> Act:
        return fail(500, "")(body) if body.get("response_format", {}).get("type") == "json_schema" else GOOD(body)

    with ModelServer(fails) as server:
        assert await ask(model(store, server)) == "hello"


# ---------------------------------------------------------------- the Responses API


def responds(body: Body) -> Act:
    assert "messages" not in body
    output = [
        {"type": "reasoning", "summary": []},
        {"type": "message", "content": [{"type": "output_text", "text": '{"word": "hello"}', "annotations": []}]},
    ]
    usage = {"input_tokens": 70, "output_tokens": 30, "total_tokens": 100}
    whole = {"id": "r1", "object": "response", "status": "completed", "error": None, "output": output, "usage": usage}
    return Act(json.dumps(whole).encode())


async def test_a_server_that_speaks_the_responses_api_alone(store: Store) -> None:
    with ModelServer(responds, path="/responses") as server:
        made = model(store, server)
        reply = await made.complete(PROMPT, SCHEMA)
        assert await ask(made) == "hello"
    assert (reply.data, reply.usage.input_tokens, reply.usage.output_tokens) == ({"word": "hello"}, 70, 30)
    sent = server.requests[0]
    assert (sent["instructions"], sent["input"]) == (PROMPT.system, PROMPT.user)
    assert sent["text"]["format"]["schema"] == SCHEMA and sent["max_output_tokens"] > 0 and sent["store"] is False


async def test_responses_that_are_cut_off_or_declined(store: Store) -> None:
    def cut(body: Body) -> Act:
        if body["max_output_tokens"] >= 8_000:
            return responds(body)
        details = {"reason": "max_output_tokens"}
        return Act(json.dumps({"output": [], "status": "incomplete", "incomplete_details": details}).encode())

    with ModelServer(cut, path="/responses") as server:
        assert await ask(model(store, server)) == "hello"
    refusal = {"type": "message", "content": [{"type": "refusal", "refusal": "No, thank you."}]}
    declined = json.dumps({"status": "completed", "output": [refusal]}).encode()
    with (
        ModelServer(lambda _: Act(declined), path="/responses") as server,
        pytest.raises(Declined, match="No, thank you"),
    ):
        await ask(model(store, server))


# ---------------------------------------------------------------- the server's own words


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 429, 500])
async def test_a_failure_is_told_in_the_servers_own_words(
    store: Store, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    words = f"Because of the moon, {status}."
    with ModelServer(fail(status, words, "insufficient_quota")) as server:
        made = model(store, server)
        with pytest.raises(ModelAway) as caught:
            await ask(made)
    assert words in str(caught.value) and str(status) in str(caught.value)
    kept = store.read_now(lambda db: model_problems.standing(db, "m1", server.base_url))
    assert kept and words in kept.words


async def test_what_failed_is_forgotten_once_it_answers(store: Store) -> None:
    with ModelServer(fail(401, "no"), fail(401, "no"), GOOD) as server:
        made = model(store, server)
        for times in (1, 2):
            with pytest.raises(ModelAway):
                await ask(made)
            kept = store.read_now(lambda db: model_problems.standing(db, "m1", server.base_url))
            assert kept and kept.times == times
        await ask(made)
    assert store.read_now(lambda db: model_problems.standing(db, "m1", server.base_url)) is None


async def test_after_25_failures_in_a_row_it_rests_says_so_once_and_comes_back(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    good = [False]
    with ModelServer(lambda body: GOOD(body) if good[0] else fail(401, "who are you")(body)) as server:
        made = model(store, server)
        for _ in range(40):
            with pytest.raises(ModelAway):
                await ask(made)
        assert len(server.requests) == 25
        let_pass(601)
        for _ in range(3):
            with pytest.raises(ModelAway, match="who are you"):
                await ask(made)
        assert len(server.requests) == 26, "one call tries whether it is back"
        good[0] = True
        let_pass(601)
        assert [await ask(made) for _ in range(3)] == ["hello"] * 3
    said = [record.message for record in caplog.records if "in a row" in record.message or "is back" in record.message]
    assert len(said) == 2 and "who are you" in said[0] and "back" in said[1]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"error": {"message": "a b"}}', "a b"),
        ('{"error": "a b"}', "a b"),
        ('{"detail": [{"msg": "a"}, {"msg": "b"}]}', "a; b"),
        ('{"message": "a b", "code": 3}', "a b"),
        ("<html><style>x{}</style><h1>502</h1> Bad\n Gateway</html>", "502 Bad Gateway"),
        ("", ""),
        ('{"ok": false}', ""),
        ('{"error": {"message": "key sk-1 is wrong"}}', "key … is wrong"),
    ],
)
def test_the_message_of_an_error(body: str, words: str) -> None:
    assert words_in(body, "sk-1") == words


@given(st.text(max_size=400))
def test_the_words_of_any_body_are_one_short_line(body: str) -> None:
    words = words_in(body)
    assert len(words) <= 240 and len(words.splitlines()) <= 1


@given(
    st.text(max_size=40).filter(lambda text: "think>" not in text), st.text(max_size=40).filter(lambda t: "<" not in t)
)
def test_thoughts_are_no_part_of_an_answer(thoughts: str, said: str) -> None:
    for opening in ("<think>", ""):
        assert answer_in(f"{opening}{thoughts}</think>{said}") == said.strip()
    assert answer_in(f"{said}<think>{thoughts}") == said.strip()


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["sentences", "text", "cites"]), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["headline", "answerable", "sentences", "x"]), JSONS))
def test_any_object_is_read_as_the_schema_has_it_or_refused(value: Body) -> None:
    try:
        found = data(json.dumps(value), DRAFT_SCHEMA)
    except BadReply:
        return
    assert not mismatch(found, DRAFT_SCHEMA)
