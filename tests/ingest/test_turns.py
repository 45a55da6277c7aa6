"""Hosts and places are shared by owners: who has much waits for themselves."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.sections import FetchSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.sources import intake
from bot.ingest.fetching.concurrency import ConcurrencyLimit
from bot.ingest.fetching.fair_semaphore import FairSemaphore
from bot.store.news import sources
from bot.store.opening import open_store
from bot.store.protocol import Connection
from bot.turns_by_owner import TurnsByOwner
from tests.desk.town import Clock
from tests.ingest.newsstand import Newsstand

MANY = 30


async def test_one_feed_at_a_host_does_not_wait_for_somebody_elses_many(tmp_path: Path, stand: Newsstand) -> None:
    clock = Clock()
    asked: list[str] = []
    with open_store(tmp_path) as store:
        desk = Desk(store, Settings(fetch=FetchSettings(allow_origins=(stand.origin,))), clock)

        def add(db: Connection) -> None:
            for number in range(MANY):
                sources.add(db, stand.url(f"/many/{number}"), owner="discord:1", now=clock())
            sources.add(db, stand.url("/one"), owner="discord:2", now=clock())

        store.write_now(add)
        await intake.poll(desk, lambda done, wanted, source, how: asked.append(source.url))
    assert len(asked) == MANY + 1
    assert asked.index(stand.url("/one")) <= 2


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers())))
def test_whatever_waits_is_taken_once_in_its_owners_order_and_in_turns(added: list[tuple[str, int]]) -> None:
    turns: TurnsByOwner[tuple[str, int]] = TurnsByOwner()
    for owner, number in added:
        turns.add(owner, (owner, number))
    assert sorted(turns) == sorted(added)
    taken = [turns.take() for _ in added]
    for name in "abc":
        assert [each for each in taken if each[0] == name] == [each for each in added if each[0] == name]
    left = Counter(owner for owner, _ in added)
    for before, after in itertools.pairwise(taken):
        left[before[0]] -= 1
        assert before[0] != after[0] or sum(map(bool, left.values())) == 1, "the others' turn"
    assert not turns
    with pytest.raises(IndexError):
        turns.take()


async def test_places_go_to_owners_in_turns_and_none_is_lost() -> None:
    limit, order = ConcurrencyLimit(1, most=1), list[str]()

    async def work(owner: str) -> None:
        async with limit.taken(owner):
            order.append(owner)
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(work(owner)) for owner in [*"a" * 10, "b"]]
    await asyncio.sleep(0)
    tasks[3].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert Counter(order) == {"a": 9, "b": 1} and order.index("b") <= 2
    await asyncio.wait_for(work("c"), 10)


async def test_a_place_that_was_given_to_one_who_is_cancelled_goes_to_the_next() -> None:
    places = FairSemaphore(1)
    await places.acquire()
    first, second = asyncio.create_task(places.acquire("a")), asyncio.create_task(places.acquire("b"))
    await asyncio.sleep(0)
    places.release()
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    await asyncio.wait_for(second, 120)
