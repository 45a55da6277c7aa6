"""The model over real sockets: structured output, its fallbacks, limits, retries, and the budget."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config.sections import ModelSettings
from bot.errors import BadReply, BudgetSpent, ModelAway, ModelError
from bot.store.limits.model_usage import spent
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.llm.factory import model_from
from bot.summarize.llm.protocol import LanguageModel, Prompt
from tests.model_server import Act, Body, ModelServer, do, fail, say, say_text, stream
from tests.passing_time import let_pass

SCHEMA = {
    "type": "object",
    "properties": {"word": {"type": "string"}},
    "required": ["word"],
    "additionalProperties": False,
}
PROMPT = Prompt("greet", "1", "Say a word.", "Now.")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GOOD = say({"word": "hello"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def model(store: Store, server: ModelServer, clock=lambda: NOW, **more) -> LanguageModel:
    settings = ModelSettings(**{"name": "m1", "base_url": server.base_url, "timeout": 60.0} | more)
    made = model_from(settings, store, clock)
    assert made
    return made


def rows(store: Store) -> list[tuple]:
    sql = "select outcome, input_tokens, output_tokens, cost_micros, day, purpose, model from usage order by id"
    return [tuple(row) for row in store.read_now(lambda db: db.execute(sql).fetchall())]


async def ask(made: LanguageModel) -> str:
    return (await made.complete(PROMPT, SCHEMA)).data["word"]


async def test_asks_for_the_schema_and_gives_the_parsed_object_with_its_usage(store: Store) -> None:
    with ModelServer(GOOD) as server:
        reply = await model(store, server).complete(PROMPT, SCHEMA)
    assert reply.data == {"word": "hello"}
    assert (reply.usage.requests, reply.usage.input_tokens, reply.usage.output_tokens) == (1, 100, 50)
    assert reply.usage.cost_usd is None
    sent = server.requests[0]
    assert sent["response_format"]["json_schema"]["schema"] == SCHEMA
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]
    assert rows(store) == [("ok", 100, 50, None, "2026-11-23", "greet", "m1")]


async def test_prices_make_a_cost(store: Store) -> None:
    with ModelServer(GOOD) as server:
        reply = await model(store, server, price_input=2.0, price_output=10.0).complete(PROMPT, SCHEMA)
    assert reply.usage.cost_usd == pytest.approx((100 * 2 + 50 * 10) / 1e6)
    assert rows(store)[0][3] == 700


def knows_only(*formats: str) -> object:
    """A server that refuses every other response_format."""

    def answer(body: Body) -> Act:
        asked = body.get("response_format", {}).get("type", "none")
        if asked not in formats:
            return fail(400, f"response_format {asked} is not supported")(body)
        return say_text('Here it is:\n```json\n{"word": "hello"}\n```')(body)

    return answer


@pytest.mark.parametrize("formats", [("json_object", "none"), ("none",)])
async def test_falls_back_where_the_server_lacks_the_schema_and_remembers(
    store: Store, formats: tuple[str, ...]
) -> None:
    with ModelServer(knows_only(*formats)) as server:
        made = model(store, server)
        assert await ask(made) == "hello"
        tried = len(server.requests)
        assert await ask(made) == "hello"
    assert len(server.requests) == tried + 1
    assert server.requests[-1].get("response_format", {}).get("type", "none") == formats[0]
    assert '"required"' in server.requests[-1]["messages"][0]["content"]


async def test_gives_way_on_parameters_that_a_server_refuses(store: Store) -> None:
    def strict(body: Body) -> Act:
        if "max_tokens" in body:
            return fail(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")(body)
        if "temperature" in body:
            return fail(400, "Unsupported value: 'temperature' does not support 0 with this model.")(body)
        return GOOD(body)

    with ModelServer(strict) as server:
        assert await ask(model(store, server)) == "hello"
    assert server.requests[-1]["max_completion_tokens"] > 0
    assert server.requests[-1]["response_format"]["type"] == "json_schema"


async def test_a_server_that_ignores_the_format_is_told_in_words(store: Store) -> None:
    with ModelServer(say_text("Hello to you!"), GOOD) as server:
        assert await ask(model(store, server)) == "hello"
    assert '"required"' in server.requests[1]["messages"][0]["content"]
    assert [row[0] for row in rows(store)] == ["BadReply", "ok"]


async def test_reads_a_reply_that_is_streamed_unasked_and_thoughts_before_it(store: Store) -> None:
    text = '<think>{"no": 1} hm</think> {"word": "hello"}'
    with ModelServer(lambda _: Act(stream(text), headers={"Content-Type": "text/event-stream"})) as server:
        assert await ask(model(store, server)) == "hello"


@pytest.mark.parametrize(
    "text", ["", "not JSON", '{"word": ', '{"word": 3}', "{}", "[1, 2]", '{"word": "a' + "x" * 50, "{" * 5000]
)
async def test_a_reply_that_is_not_what_was_asked_for(store: Store, text: str) -> None:
    with ModelServer(say_text(text)) as server, pytest.raises(BadReply) as caught:
        await ask(model(store, server))
    assert "\n" not in str(caught.value)
    assert {row[0] for row in rows(store)} == {"BadReply"}


@pytest.mark.parametrize(
    "body",
    [b"<html>It works!</html>", b"", b"\x00\xff" * 50, b'{"choices": []}', b'{"choices": 3}', b"null", b"data: x\n\n"],
)
async def test_a_server_that_is_no_model(store: Store, body: bytes) -> None:
    with ModelServer(lambda _: Act(body, headers={"Content-Type": "text/html"})) as server, pytest.raises(BadReply):
        await ask(model(store, server))


async def test_a_huge_reply_is_not_read_to_its_end(store: Store) -> None:
    with ModelServer(say_text("x" * 3_000_000)) as server, pytest.raises(BadReply, match="longer than"):
        await ask(model(store, server))


async def given_up(made: LanguageModel, server: ModelServer, told: str) -> None:
    """Ask, and let a minute pass once the server was asked."""
    asking = asyncio.create_task(ask(made))
    await until(lambda: server.requests)
    let_pass(60)
    with pytest.raises(ModelAway, match=told):
        await asking


async def until(holds: Callable[[], object]) -> None:
    while not holds():  # noqa: ASYNC110 - it happens in a thread
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("way", ["hang", "stall", "slow"])
async def test_what_takes_too_long_ends_at_the_limit_and_is_not_asked_at_once_again(store: Store, way: str) -> None:
    with ModelServer(do(way, '{"word": "hello"}')) as server:
        made = model(store, server)
        await given_up(made, server, "no reply in 60 s")
        with pytest.raises(ModelAway, match="not asked"):
            await ask(made)
    assert len(server.requests) == 1
    assert rows(store)[0][0] == "ModelAway"
    assert rows(store)[0][1] > 0, "a call that may have been charged stays in the budget"


async def test_a_model_that_was_away_is_asked_again_later(store: Store) -> None:
    with ModelServer(do("hang"), GOOD) as server:
        made = model(store, server)
        await given_up(made, server, "no reply")
        let_pass(60)
        assert await ask(made) == "hello"


async def test_keeps_retry_after(store: Store) -> None:
    with ModelServer(fail(429, retry_after="1"), GOOD) as server:
        began = time.monotonic()
        assert await ask(model(store, server)) == "hello"
        assert time.monotonic() - began >= 1.0
    assert len(server.requests) == 2


async def test_keeps_retry_after_as_a_date(store: Store) -> None:
    later = (NOW + timedelta(seconds=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    with ModelServer(fail(503, retry_after=later), GOOD) as server:
        began = time.monotonic()
        assert await ask(model(store, server)) == "hello"
        assert time.monotonic() - began >= 0.9


async def test_a_retry_after_beyond_the_limit_is_kept_over_calls(store: Store) -> None:
    with ModelServer(fail(429, retry_after="1200"), GOOD) as server:
        made = model(store, server)
        for _ in range(3):
            with pytest.raises(ModelAway, match="429"):
                await ask(made)
    assert len(server.requests) == 1
    assert rows(store)[0][:3] == ("ModelAway", 0, 0)


async def test_a_passing_failure_is_tried_again(store: Store) -> None:
    with ModelServer(fail(500), do("drop", '{"word": "hello"}'), GOOD) as server:
        assert await ask(model(store, server)) == "hello"
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [401, 403, 404, 413])
async def test_a_lasting_failure_is_not(store: Store, status: int) -> None:
    with ModelServer(fail(status)) as server, pytest.raises(ModelAway, match=str(status)):
        await ask(model(store, server))
    assert len(server.requests) == 1


async def test_a_failure_after_which_no_time_is_left_is_the_last(store: Store) -> None:
    async def passed(seconds: float) -> None:
        let_pass(seconds)

    def late(body: Body) -> Act:
        asyncio.run_coroutine_threadsafe(passed(300), loop).result()
        return fail(500, retry_after="301")(body)

    loop = asyncio.get_running_loop()
    with ModelServer(late) as server, pytest.raises(ModelAway, match="500"):
        await ask(model(store, server, timeout=600))
    assert len(server.requests) == 1


async def test_failures_to_the_end_are_an_error(store: Store) -> None:
    with ModelServer(fail(500)) as server, pytest.raises(ModelAway, match="500"):
        await ask(model(store, server))
    assert len(server.requests) == 4


async def test_a_server_that_is_not_there(store: Store) -> None:
    with ModelServer(GOOD) as server:
        pass
    with pytest.raises(ModelAway, match="cannot be reached"):
        await ask(model(store, server))
    assert rows(store)[0][:3] == ("ModelAway", 0, 0)


@pytest.mark.parametrize(
    "behaviour", [fail(401, "wrong key sk-secret"), fail(500, "sk-secret"), say_text("sk-secret"), do("drop")]
)
async def test_no_secret_in_an_error_or_a_log(store: Store, behaviour, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with ModelServer(behaviour) as server, pytest.raises(ModelError) as caught:
        await ask(model(store, server, api_key=SecretStr("sk-secret")))
    assert server.headers[0]["authorization"] == "Bearer sk-secret"
    assert "sk-secret" not in str(caught.value) + caplog.text
    assert "\n" not in str(caught.value)


async def test_the_token_budget_is_checked_before_a_call(store: Store) -> None:
    with ModelServer(GOOD) as server:
        made = model(store, server, budget_tokens=2_500)
        assert await ask(made) == "hello"
        assert await ask(made) == "hello"
        with pytest.raises(BudgetSpent, match="budget"):
            for _ in range(4):
                await ask(made)
    total, _ = store.read_now(lambda db: spent(db, "2026-11-23"))
    assert total <= 2_500
    assert len(server.requests) == len(rows(store)) == total // 150


async def test_no_tokens_means_that_the_model_is_never_asked(store: Store) -> None:
    with ModelServer(GOOD) as server, pytest.raises(BudgetSpent):
        await ask(model(store, server, budget_tokens=0))
    assert not server.requests


async def test_the_money_budget_and_the_next_day(store: Store) -> None:
    days = [NOW]
    with ModelServer(GOOD) as server:
        prices = {"price_input": 1_000.0, "price_output": 1_000.0}
        made = model(store, server, clock=lambda: days[0], budget_usd=2.5, **prices)
        assert await ask(made) == "hello"
        with pytest.raises(BudgetSpent):
            for _ in range(5):
                await ask(made)
        days[0] = NOW + timedelta(days=1)
        assert await ask(made) == "hello"


async def test_calls_at_one_time_do_not_overspend(store: Store) -> None:
    with ModelServer(GOOD) as server:
        made = model(store, server, budget_tokens=4_600)
        results = await asyncio.gather(*(ask(made) for _ in range(8)), return_exceptions=True)
    assert sum(result == "hello" for result in results) == len(server.requests) <= 3
    assert sum(isinstance(result, BudgetSpent) for result in results) == 8 - len(server.requests)


async def test_a_call_that_is_cancelled_is_settled(store: Store) -> None:
    with ModelServer(do("hang")) as server:
        task = asyncio.create_task(ask(model(store, server)))
        await until(lambda: server.requests)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert rows(store)[0][0] == "ModelAway"


def test_one_model_serves_several_event_loops(store: Store) -> None:
    with ModelServer(GOOD) as server:
        made = model(store, server)
        assert [asyncio.run(ask(made)) for _ in range(2)] == ["hello", "hello"]


@pytest.mark.parametrize("given", [{}, {"name": "m"}, {"base_url": "http://127.0.0.1:1/v1"}])
def test_without_a_name_or_an_address_there_is_no_model(store: Store, given: dict[str, str]) -> None:
    assert model_from(ModelSettings(**given), store, lambda: NOW) is None
