"""What is asked costs what it takes: it is bounded, metered, and done in turns with others."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest

from bot.chat.commands.specs import BY_NAME
from bot.config.sections import LimitSettings
from bot.config.settings import Settings
from bot.desk.limits import question_limits
from bot.desk.limits.question_limits import MOST_STEPS, STEPS_A_QUESTION
from bot.desk.limits.request_turns import MOST_OF_ONE
from bot.errors import TooMuch
from bot.models import PUBLIC, Channel
from bot.store.fair_threads import FairThreads
from bot.store.news import revisions
from bot.store.opening import open_store
from bot.store.protocol import Account, Connection
from bot.store.sqlite.store import SqliteStore
from tests.bench.large_store import NOW, fill
from tests.desk.news import FERRY
from tests.desk.town import Clock, Town

FEW = Settings(limits=LimitSettings(person_hourly=3, channel_hourly=100, server_hourly=200))
PLACE = Channel(0, "", "discord", "100", "1")
SPENT = "within an hour. There is room again"


@pytest.fixture
def metered(tmp_path: Path) -> Iterator[Town]:
    with open_store(tmp_path / "metered") as store:
        yield Town(store, Clock(), FEW)


def counted(db: Connection, steps: int) -> int:
    """Keep the database busy for some steps or more."""
    query = "with recursive n (i) as (select 1 union all select i + 1 from n where i < ?) select count(*) from n"
    return int(db.execute(query, (steps // 13,)).fetchone()[0])


async def test_what_would_read_too_far_is_ended_with_a_line_and_the_store_goes_on(metered: Town) -> None:
    store = metered.desk.store
    theirs = store.on_account(Account("server 1", 200_000))
    with pytest.raises(TooMuch, match="asks for too much at once"):
        await theirs.read(lambda db: counted(db, 100_000_000))
    with pytest.raises(TooMuch, match="asks for too much at once"):
        await theirs.write(lambda db: counted(db, 100_000_000))
    assert await theirs.read(lambda db: counted(db, 1000))
    assert await store.read(lambda db: counted(db, 2_000_000)), "ours is not bounded by theirs"
    assert await store.write(lambda db: counted(db, 2_000_000))


async def test_what_writes_too_much_is_undone_and_nothing_else(metered: Town) -> None:
    store = metered.desk.store
    theirs = store.on_account(Account("server 1", 200_000))
    db_sources = "insert into sources (owner, url, kind, added_at, next_poll_at) values (?, ?, 'feed', 0, 0)"

    def work(db: Connection) -> None:
        db.execute(db_sources, ("1", "https://a.example"))
        counted(db, 100_000_000)

    def ours(db: Connection) -> None:
        db.execute(db_sources, ("", "https://b.example"))

    done = await asyncio.gather(store.write(ours), theirs.write(work), return_exceptions=True)
    assert isinstance(done[1], TooMuch)
    held = await store.read(lambda db: db.execute("select url from sources").fetchall())
    assert [row["url"] for row in held] == ["https://b.example"]


async def test_what_takes_more_than_a_question_is_counted_as_several(metered: Town) -> None:
    async def reads(steps: int) -> None:
        async with question_limits.metered(metered.desk, PLACE, "ann") as desk:
            await desk.store.read(lambda db: counted(db, steps))

    await reads(2 * STEPS_A_QUESTION)
    with pytest.raises(TooMuch, match="There is room again"):
        await reads(1)
    metered.clock.wait(hours=1)
    with pytest.raises(TooMuch, match="too much at once"):
        await reads(2 * MOST_STEPS)
    with pytest.raises(TooMuch, match="There is room again"):
        await reads(1)
    metered.clock.wait(hours=2)
    await reads(1)


async def test_every_command_is_metered_and_another_server_is_not_touched(metered: Town) -> None:
    metered.prints(FERRY)
    for name in BY_NAME:
        ann = metered.person(name=name)
        for _ in range(4):
            await ann.types(f"{name} ferry", command=True)
            if SPENT in ann.text:
                break
        else:
            for _ in range(60):
                await ann.types(name, command=True)
        priced = await metered.desk.store.read(
            lambda db, who=f"person discord:{name}": db.execute(
                "select full_at from buckets where scope = ?", (who,)
            ).fetchall()
        )
        assert priced or name == "forget", f"{name} costs nothing"
    assert SPENT not in await metered.person("200", "2").types("What did she say?")


async def test_how_a_server_is_set_up_is_not_looked_at_without_end(metered: Town) -> None:
    with pytest.raises(TooMuch, match="within an hour"):
        for _ in range(1_000):
            await metered.front.overview("slack", "T1", "ann")
    assert (await metered.front.overview("slack", "T1", "eve")).plans == ()
    assert (await metered.front.overview("slack", "T1")).plans == (), "what keeps homes up to date is nobody's"


async def test_small_things_may_be_asked_when_no_question_is_left_but_not_without_end(metered: Town) -> None:
    ann = metered.person()
    metered.prints(FERRY)
    for _ in range(3):
        await ann.types("What did she say?")
    assert SPENT in await ann.types("stories")
    assert SPENT not in await ann.types("status")
    for _ in range(50):
        await ann.types("status")
    assert SPENT in ann.text
    assert not await ann.completes("schedule", "zone", "Kyiv")
    assert SPENT not in await ann.types("forget channel")
    bob = metered.person(name="bob")
    assert await bob.completes("schedule", "zone", "Kyiv")
    assert SPENT not in await bob.types("What did she say?")


async def test_who_asks_much_at_once_waits_for_themselves(metered: Town) -> None:
    """While a server's reading goes on, its others wait, and other servers' and our own do not."""
    store, begun, end = metered.desk.store, threading.Event(), threading.Event()
    loud, quiet = (store.on_account(Account(name, MOST_STEPS)) for name in ("server 1", "server 2"))

    def long(db: Connection) -> str:
        begun.set()
        assert end.wait(60)
        return "long"

    first = asyncio.create_task(loud.read(long))
    await asyncio.to_thread(begun.wait, 60)
    more = [asyncio.create_task(loud.read(lambda db: "more")) for _ in range(20)]
    assert await asyncio.wait_for(quiet.read(lambda db: "quiet"), 60) == "quiet"
    assert await asyncio.wait_for(store.read(lambda db: "ours"), 60) == "ours"
    assert not any(task.done() for task in more)
    end.set()
    assert await asyncio.gather(first, *more) == ["long", *["more"] * 20]


async def test_a_storm_of_requests_waits_for_itself_and_no_one_else(metered: Town) -> None:
    metered.prints(FERRY)
    ann, bob, cat = metered.person(), metered.person(name="bob"), metered.person("200", "2", name="cat")
    storm = [asyncio.create_task(metered.person().types("What did Ann Lee say?")) for _ in range(300)]
    await asyncio.sleep(0)
    assert "as good as new" in await cat.types("What did Ann Lee say?")
    assert "as good as new" in await bob.types("What did Ann Lee say?"), "nor for others on her server"
    told = await asyncio.gather(*storm)
    assert sum("as good as new" in each for each in told) == 3
    assert sum(SPENT in each for each in told) == MOST_OF_ONE - 3
    assert sum("Too much is asked here at once" in each for each in told) == 300 - MOST_OF_ONE
    assert "at once" not in await ann.types("status"), "what is small waits for itself, and later there is room"


async def test_writes_of_servers_take_turns(metered: Town) -> None:
    store, begun, end, done = metered.desk.store, threading.Event(), threading.Event(), list[str]()
    loud, quiet = (store.on_account(Account(name, MOST_STEPS)) for name in ("server 1", "server 2"))

    def long(db: Connection) -> None:
        begun.set()
        assert end.wait(60)

    tasks = [asyncio.create_task(store.write(long))]
    await asyncio.to_thread(begun.wait, 60)
    for theirs in [*[loud] * 40, quiet]:
        name = "loud" if theirs is loud else "quiet"
        tasks.append(asyncio.create_task(theirs.write(lambda db, name=name: done.append(name))))
    await asyncio.sleep(0)
    end.set()
    await asyncio.gather(*tasks)
    assert done.index("quiet") <= 1


def test_servers_take_turns() -> None:
    """Whose last turn was longest ago comes next, whoever has more waiting."""
    threads, gate, done = FairThreads(1, 1, "one"), threading.Event(), list[str]()
    threads.submit("z", partial(gate.wait, 60))
    for name in ["a"] * 30 + ["b", "b", "c", "c"]:
        threads.submit(name, partial(done.append, name))
    gate.set()
    threads.close()
    assert done == [*"abcabc", *"a" * 28]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    fill(folder, 6000)
    return folder


ASKED = (
    "stories",
    "stories harbour",
    "stories Nobody at all",
    "search zeppelin",
    "quotes Zork",
    "follow Zork",
    "follow harbour",
    "why harbour",
    "status",
    "sources",
)


async def test_what_is_asked_by_name_reads_as_much_of_a_large_store_as_of_a_small_one(
    large: Path, tmp_path: Path
) -> None:
    """Steps, not seconds: ten times the articles are not ten times the reading."""
    fill(tmp_path, 600)
    small, more = await _steps(tmp_path), await _steps(large)
    assert {words: more[words] <= small[words] + 200_000 for words in ASKED} == dict.fromkeys(ASKED, True), (
        small,
        more,
    )


class Watched(SqliteStore):
    """A store that keeps the accounts on which it was asked."""

    accounts: ClassVar[list[Account]] = []

    def on_account(self, account: Account) -> SqliteStore:
        self.accounts.append(account)
        return super().on_account(account)


async def _steps(folder: Path) -> dict[str, int]:
    """How many steps each command takes."""
    spent = {}
    with Watched(folder) as store:
        ann = Town(store, Clock(NOW)).person()
        for words in ASKED:
            Watched.accounts.clear()
            await ann.types(words, command=True)
            spent[words] = sum(MOST_STEPS - account.left for account in Watched.accounts)
    return spent


async def test_very_much_that_fits_is_cut_to_the_latest(large: Path) -> None:
    with open_store(large) as store:
        town = Town(store, Clock(NOW))
        recent = await store.read(lambda db: revisions.recent(db, PUBLIC, NOW - timedelta(days=99), NOW))
        assert len(recent) == revisions.MOST_RECENT and recent[-1].id == 6000
        told = await town.person().types("stories")
        assert len(told.splitlines()) == 21 and told.endswith("more")
