"""What may be spent holds for all who spend at once: tasks, connections, and processes that fell."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.config.sections import ModelSettings
from bot.errors import BudgetSpent
from bot.store.limits import model_usage, reservations, tokens_by_spender
from bot.store.limits.model_usage import Budget, Cost
from bot.store.limits.reservations import Payers, Request
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.generation.grounded_writer import write_story
from bot.summarize.generation.second_reading.readers import reader_from
from bot.summarize.llm.factory import model_from
from bot.summarize.llm.paying import on_account, whole
from bot.summarize.llm.protocol import LanguageModel, Prompt
from tests.model_server import Act, Body, ModelServer, completion, say
from tests.summarize.newsroom import PORT, evidence, statements
from tests.summarize.reading import both, is_reading, knows, reads
from tests.summarize.test_second_reader import TRUE, cited
from tests.summarize.test_writer import draft

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = "2026-11-23"
PROMPT = Prompt("greet", "1", "Say a word.", "Now.")
SCHEMA = {"type": "object", "properties": {"word": {"type": "string"}}, "required": ["word"]}
MOST_OUT = 2_000
REQUESTS = 4


def dear(body: Body) -> Act:
    """A model that writes as much as it may: what is set aside is what it costs."""
    said = json.loads(completion(json.dumps({"word": "hello"}), body))
    said["usage"] = {"prompt_tokens": 0, "completion_tokens": MOST_OUT, "total_tokens": MOST_OUT}
    return Act(json.dumps(said).encode())


def model(store: Store, server: ModelServer, **more: object) -> LanguageModel:
    made = model_from(ModelSettings(name="m1", base_url=server.base_url, **more), store, lambda: NOW)  # type: ignore[arg-type]
    assert made
    return made


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Sequence[Store]]:
    """Two connections to one store, as two processes have them."""
    with open_store(tmp_path) as one, open_store(tmp_path) as other:
        yield one, other


async def work(made: LanguageModel, allowed: dict[str, int]) -> bool:
    """Do a piece of work of four requests; False where it was not begun. None is broken off."""
    done = 0
    try:
        with on_account(allowed):
            async with whole(REQUESTS):
                for _ in range(REQUESTS):
                    await made.complete(PROMPT, SCHEMA)
                    done += 1
    except BudgetSpent:
        assert not done, "it was begun, and had not been reserved whole"
    return done > 0


def spent(store: Store) -> tuple[int, int]:
    """What the installation spent, and one of the others."""
    return store.read_now(
        lambda db: (model_usage.spent(db, DAY)[0], tokens_by_spender.spent(db, DAY, ["channel"])["channel"])
    )


@pytest.mark.parametrize("account", ["installation", "channel"])
async def test_fifty_at_once_spend_no_more_than_the_budget_for_ten(stores: Sequence[Store], account: str) -> None:
    ten = 10 * REQUESTS * (MOST_OUT + 200)
    plenty = 100 * ten
    budget, allowed = (ten, plenty) if account == "installation" else (plenty, ten)
    with ModelServer(dear) as server:
        models = [model(store, server, budget_tokens=budget) for store in stores]
        done = await asyncio.gather(*(work(models[n % 2], {"channel": allowed}) for n in range(50)))
    assert sum(done) == 10
    assert len(server.requests) == 10 * REQUESTS
    assert spent(stores[0]) == (10 * REQUESTS * MOST_OUT, 10 * REQUESTS * MOST_OUT)
    assert not set_aside(stores[0]), "what was not needed was given back"


async def test_what_was_not_needed_is_given_back_for_others(stores: Sequence[Store]) -> None:
    """Forty calls of 150 tokens fit where only one piece of work at a time can be set aside."""
    with ModelServer(say({"word": "hello"})) as server:
        made = model(stores[0], server, budget_tokens=15_000)
        assert [await work(made, {}) for _ in range(10)] == [True] * 10
    assert spent(stores[0])[0] == 6_000


def set_aside(store: Store) -> int:
    return int(store.read_now(lambda db: db.execute("select count(*) from reservations").fetchone())[0])


async def test_what_a_process_had_set_aside_counts_until_its_time_is_over(stores: Sequence[Store]) -> None:
    fallen, payers = Cost(1_000, 2_000), Payers(Budget(13_000), {"channel": 13_000})

    def begin(at: datetime) -> object:
        asked = Request(at, at + timedelta(minutes=5), "story", "m1", fallen)
        return stores[0].write_now(
            partial(reservations.begin, request=asked, payers=payers, whole=Cost(4_000, 8_000), reservation=None)
        )

    assert not isinstance(begin(NOW), str)
    assert begin(NOW + timedelta(minutes=4)) == reservations.INSTALLATION
    over = begin(NOW + timedelta(minutes=5))
    assert over == reservations.INSTALLATION, "of its first request nobody knows what it cost: it stays on the accounts"
    payers = Payers(Budget(15_000), {"channel": 15_000})
    assert not isinstance(begin(NOW + timedelta(minutes=5)), str), "the rest counts no more"
    assert set_aside(stores[1]) == 1


async def test_work_that_outlasts_its_time_takes_nothing_from_what_others_have_set_aside(
    stores: Sequence[Store],
) -> None:
    payers, whole_cost = Payers(Budget(100_000)), Cost(4_000, 8_000)

    def begin(minutes: int, reservation: int | None = None) -> reservations.Begun:
        at = NOW + timedelta(minutes=minutes)
        asked = Request(at, at + timedelta(minutes=5), "story", "m1", Cost(1_000, 2_000))
        begun = stores[0].write_now(
            partial(reservations.begin, request=asked, payers=payers, whole=whole_cost, reservation=reservation)
        )
        assert isinstance(begun, reservations.Begun)
        return begun

    slow = begin(0)
    other = begin(6)
    later = begin(7, slow.reservation)
    assert later.reservation not in (slow.reservation, other.reservation)
    stores[0].write_now(partial(reservations.release, reservation=slow.reservation))
    assert set_aside(stores[0]) == 2


async def test_a_story_is_not_begun_unless_its_reading_and_a_rewrite_can_be_paid(stores: Sequence[Store]) -> None:
    writes = both(say(draft(cited(TRUE))), reads(knows(TRUE)))
    with ModelServer(writes) as server:
        named = ModelSettings(name="m1", base_url=server.base_url, budget_tokens=10_000_000)
        made = model_from(named, stores[0], lambda: NOW)
        reader = reader_from(named, made, stores[0], lambda: NOW)
        assert made and reader
        with on_account({"channel": 4_900}), pytest.raises(BudgetSpent, match="channel"):
            await write_story(made, evidence(PORT.text), statements(PORT.text), reader=reader)
        assert not server.requests
        with on_account({"channel": 40_000}):
            written = await write_story(made, evidence(PORT.text), statements(PORT.text), reader=reader)
    assert [claim.text for claim in written.claims] == [TRUE]
    exam = sum(is_reading(body) for body in server.requests) - 1
    assert exam == 3
    assert spent(stores[0]) == (150 * (2 + exam), 150 * 2), "the reader's exam is on nobody's account"


async def test_dollars_are_set_aside_at_the_dearer_models_price(stores: Sequence[Store]) -> None:
    with ModelServer(say({"word": "hello"})) as server:
        dear_reader = {"name": "r1", "price_input": 1.0, "price_output": 100.0}
        prices = {"price_input": 1.0, "price_output": 10.0, "verifier": dear_reader}
        assert await work(model(stores[0], server, budget_usd=1.0, **prices), {})
        with pytest.raises(BudgetSpent):
            async with whole(REQUESTS):
                await model(stores[0], server, budget_usd=0.7, **prices).complete(PROMPT, SCHEMA)
        await model(stores[0], server, budget_usd=0.7, **prices).complete(PROMPT, SCHEMA)


async def test_the_first_request_of_a_work_keeps_to_the_dollars_where_the_readers_price_is_not_known(
    stores: Sequence[Store],
) -> None:
    with ModelServer(say({"word": "hello"})) as server:
        prices = {"price_input": 1.0, "price_output": 10.0, "verifier": {"name": "r1"}}
        assert not await work(model(stores[0], server, budget_usd=0.001, **prices), {})
        assert not server.requests
        assert await work(model(stores[0], server, budget_usd=1.0, **prices), {})


class Held:
    """A store whose writer stands still behind the first thing that it wrote, before that is committed."""

    def __init__(self, store: Store) -> None:
        self._store, self.written, self.go_on = store, threading.Event(), threading.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def write(self, work: Callable[[Any], Any], **more: Any) -> Any:
        def held(db: Any) -> Any:
            found = work(db)
            self.written.set()
            self.go_on.wait()
            return found

        return await self._store.write(held, **more)


@pytest.mark.parametrize("requests", [1, REQUESTS])
async def test_who_is_cancelled_while_a_request_is_put_on_the_accounts_pays_nothing(
    stores: Sequence[Store], requests: int
) -> None:
    held = Held(stores[0])

    async def asks() -> None:
        async with whole(requests) if requests > 1 else nullcontext():
            await model(held, server).complete(PROMPT, SCHEMA)  # type: ignore[arg-type]

    with on_account({"channel": 100_000}), ModelServer(dear) as server:
        asking = asyncio.create_task(asks())
        await asyncio.to_thread(held.written.wait)
        asking.cancel()
        held.go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await asking
    stores[0].write_now(lambda db: None)  # what waited is done by now
    assert not server.requests
    assert spent(stores[0]) == (0, 0) and not set_aside(stores[0])
