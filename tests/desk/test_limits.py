"""How much one person, channel or server may ask for: none spends another's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.config.sections import LimitSettings, ModelSettings
from bot.config.settings import Settings
from bot.desk.housekeeping import tidy
from bot.store.opening import open_store
from bot.summarize.llm.factory import model_from
from tests.desk.news import FERRY
from tests.desk.town import Clock, Town
from tests.model_server import Act, Body, ModelServer, completion

TIGHT = Settings(
    limits=LimitSettings(
        person_hourly=3, channel_hourly=5, server_hourly=8, person_tokens=170_000, channel_tokens=240_000
    )
)


DRAFT = {"headline": "", "answerable": True, "sentences": []}


def costly(body: Body) -> Act:
    """A model that counts 60,000 tokens a call and never has an answer."""
    whole = json.loads(completion(json.dumps(DRAFT), body | {"stream": False}))
    whole["usage"] = {"prompt_tokens": 50_000, "completion_tokens": 10_000, "total_tokens": 60_000}
    return Act(json.dumps(whole).encode())


@contextmanager
def served(folder: Path, server: ModelServer, settings: Settings, clock: Clock) -> Iterator[Town]:
    """A town whose desk asks a model server, from its store on."""
    named = ModelSettings(name="m1", base_url=server.base_url, budget_tokens=10_000_000)
    with open_store(folder) as store:
        yield Town(store, clock, settings, model_from(named, store, clock))


@pytest.fixture
def tight(tmp_path: Path) -> Iterator[Town]:
    with open_store(tmp_path / "tight") as store:
        yield Town(store, Clock(), TIGHT)


async def test_who_asks_too_often_is_told_when_again_and_others_go_on(tight: Town) -> None:
    ann, bob = tight.person(), tight.person(name="bob")
    for _ in range(3):
        assert "within an hour" not in await ann.types("What did she say?")
    assert "You have asked 3 questions within an hour. There is room again in 20 minutes" in await ann.types("Why so?")
    assert ann.read.private
    assert "within an hour" not in await bob.types("What did she say?")
    tight.clock.wait(minutes=20)
    assert "within an hour" not in await ann.types("What did she say?")


async def test_a_channel_and_a_server_have_their_own(tight: Town) -> None:
    for name in ("a", "b", "c", "d", "e"):
        await tight.person(name=name).types("Who said so?")
    assert "This channel has asked 5" in await tight.person(name="f").types("Who said so?")
    for name in ("f", "g", "h"):
        assert "within an hour" not in await tight.person("101", name=name).types("Who said so?")
    assert "This server has asked 8" in await tight.person("102", name="i").types("Who said so?")
    assert "within an hour" not in await tight.person("200", "2", name="i").types("Who said so?")


async def test_a_restart_and_a_second_process_fill_no_bucket(tight: Town) -> None:
    for _ in range(3):
        await tight.person().types("What did she say?")
    with open_store(tight.desk.store.path.parent) as again:
        town = Town(again, tight.clock, TIGHT)
        assert "There is room again in 20 minutes" in await town.person().types("What did she say?")
        asked = [(town, "bob"), (tight, "cat"), (town, "dan"), (tight, "eve")]
        told = await asyncio.gather(*(each.person(name=name).types("Who said so?") for each, name in asked))
        assert sum("This channel has asked 5" in text for text in told) == 2, "one takes the last, whoever serves it"


async def test_a_clock_that_was_set_back_locks_nobody_out(tight: Town) -> None:
    tight.clock.wait(days=400)
    for _ in range(3):
        await tight.person().types("What did she say?")
    tight.clock.wait(days=-400)
    assert "within an hour" not in await tight.person().types("What did she say?")


async def test_forgetting_deletes_who_asked_but_lets_nobody_ask_without_end(tight: Town) -> None:
    ann = tight.person("300", server="", kind="direct")
    for _ in range(3):
        await ann.types("What did she say?")
    await ann.types("forget channel confirm")
    assert "You have asked 3 questions" in await ann.types("What did she say?")
    assert scopes(tight) == ["person discord:ann"]
    tight.clock.wait(hours=1)
    await ann.types("forget channel confirm")
    assert scopes(tight) == []


async def test_a_forgotten_server_leaves_no_bucket_and_the_days_tidying_no_full_one(tight: Town) -> None:
    for channel in ("100", "101"):
        await tight.person(channel).types("schedule 07:00 UTC")
        await tight.person(channel).types("Who said so?")
    await tight.person("200", "2", name="bob").types("Who said so?")
    await tight.person().types("forget server confirm")
    here = {"channel discord:100", "channel discord:101", "server discord:1"}
    assert not here & set(scopes(tight))
    assert {"channel discord:200", "server discord:2"} < set(scopes(tight))
    await tidy(tight.desk)
    assert scopes(tight)
    tight.clock.wait(hours=1)
    await tidy(tight.desk)
    assert scopes(tight) == []


def scopes(town: Town) -> list[str]:
    """Whose buckets are kept."""
    kept = town.desk.store.read_now(lambda db: db.execute("select scope from buckets order by scope").fetchall())
    return [row["scope"] for row in kept]


async def test_what_costs_nothing_is_not_counted(tight: Town) -> None:
    ann = tight.person()
    for _ in range(10):
        await ann.types("status")
    assert "within an hour" not in await ann.types("What did she say?")


async def test_tokens_of_one_person_or_channel_are_no_other_ones(tmp_path: Path) -> None:
    clock, said = Clock(), "What did Ann Lee say about the hull?"
    with ModelServer(costly) as server:
        with served(tmp_path / "costly", server, TIGHT, clock) as town:
            town.prints(FERRY)
            for _ in range(3):
                assert "as good as new" in await town.person().types(said)
            assert len(server.requests) == 3
            town.clock.wait(hours=1)
            assert "as good as new" in await town.person().types(said)
            assert len(server.requests) == 3, "her tokens are spent: answered from the source's own sentences"
        with served(tmp_path / "costly", server, TIGHT, clock) as town:  # a restart gives no tokens back
            ann = town.person()
            assert "as good as new" in await ann.types(said)
            assert len(server.requests) == 3
            await town.person(name="bob").types(said)
            await town.person(name="cat").types(said)
            assert len(server.requests) == 4, "the channel's are spent too"
            await town.person("200", "2", name="dan").types(said)
            assert len(server.requests) == 5
            town.clock.wait(days=1)
            await ann.types(said)
            assert len(server.requests) == 6


async def test_a_briefing_is_on_its_channels_account(tmp_path: Path) -> None:
    poor = Settings(limits=LimitSettings(channel_tokens=0))
    with ModelServer(costly) as server, served(tmp_path / "briefed", server, poor, Clock()) as town:
        town.prints(FERRY)
        await town.person().types("schedule 07:00 UTC")
        town.clock.wait(hours=1)
        (briefing,) = await town.deliver()
        assert not server.requests
        assert "The model's budget for today is spent" in briefing
