"""The queue of jobs, within a process and in PostgreSQL: the same contract, and what only one over processes does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from bot.schedule.job_queue.in_process import InProcessQueue
from bot.schedule.job_queue.queue import BRIEF, DELIVER, POLL, Hands, Job, Task, WorkQueue, of, of_channel
from tests import postgres_server

HURRIED = Task("hurried", 30, 0.5)
LASTS = timedelta(seconds=30)
_numbers = count(1)


@pytest.fixture
def address() -> str:
    """The address of a database of its own."""
    if postgres_server.programs() is None:
        pytest.skip(postgres_server.MISSING)
    name = f"jobs_{next(_numbers)}"
    postgres_server.server().make(name)
    return postgres_server.server().address(name)


@pytest.fixture(params=["in process", "procrastinate"])
async def make(request: pytest.FixtureRequest) -> AsyncIterator[Callable[[], WorkQueue]]:
    """Makes queues of one store: as many as there are processes."""
    made: list[WorkQueue] = []
    where = request.getfixturevalue("address") if request.param == "procrastinate" else ""

    def queue() -> WorkQueue:
        if not where:
            made.append(InProcessQueue())
        else:
            from bot.schedule.job_queue.procrastinate_queue import ProcrastinateQueue

            made.append(ProcrastinateQueue(where, LASTS))
        return made[-1]

    yield queue
    for each in made:
        await each.drain(5)


async def until(holds: Callable[[], Any]) -> None:
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


class Hall:
    """Where jobs are done: each waits for a gate; `begun` and `done` are the keys, in order."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.begun: list[str] = []
        self.done: list[str] = []
        self.most = self._now = 0

    async def do(self, key: str) -> None:
        self.begun.append(key)
        self._now += 1
        self.most = max(self.most, self._now)
        try:
            await self.gate.wait()
            self.done.append(key)
        finally:
            self._now -= 1


ALL = of("poll", "write", "deliver", "hurried", "elsewhere")


async def test_a_job_that_waits_is_not_put_again_and_each_is_done_once(make: Callable[[], WorkQueue]) -> None:
    queue, hall = make(), Hall()
    queue.does(POLL, hall.do)
    await queue.begin([Hands(ALL, 1)])
    await queue.put([Job(POLL, "a", "a")])
    await until(lambda: hall.begun)
    jobs = [Job(POLL, key, key) for key in ("b", "c", "b")]
    await queue.put(jobs)
    await queue.put(jobs)
    assert (await queue.waiting())["poll"][0] == 2
    hall.gate.set()
    await until(lambda: len(hall.done) == 3)
    await queue.put([Job(POLL, "b", "b")])  # it is done with: so it may be put again
    await until(lambda: len(hall.done) == 4)
    assert hall.done == ["a", "b", "c", "b"]


async def test_jobs_of_one_lock_follow_each_other_and_others_do_not_wait(make: Callable[[], WorkQueue]) -> None:
    queue, hall = make(), Hall()
    queue.does(POLL, hall.do)
    queue.does(BRIEF, hall.do)
    await queue.begin([Hands(ALL, 8)])
    await queue.put([Job(POLL, "one", "here"), Job(BRIEF, "two", "here"), Job(POLL, "three", "there")])
    await until(lambda: len(hall.begun) == 2)
    await asyncio.sleep(0.2)
    assert len(hall.begun) == 2 and "three" in hall.begun
    hall.gate.set()
    await until(lambda: len(hall.done) == 3)
    assert hall.most == 2


async def test_the_more_urgent_task_is_done_first(make: Callable[[], WorkQueue]) -> None:
    queue, hall = make(), Hall()
    for task in (POLL, BRIEF, DELIVER):
        queue.does(task, hall.do)
    await queue.begin([Hands(ALL, 1)])
    await queue.put([Job(POLL, "first")])
    await until(lambda: hall.begun)
    await queue.put([Job(POLL, "late", later=5), Job(POLL, "poll"), Job(BRIEF, "write"), Job(DELIVER, "deliver")])
    hall.gate.set()
    await until(lambda: len(hall.done) == 5)
    assert hall.done == ["first", "deliver", "write", "poll", "late"]


async def test_a_job_that_fails_is_done_again_and_one_that_hangs_is_ended(make: Callable[[], WorkQueue]) -> None:
    queue, tried, hung = make(), list[str](), list[str]()

    async def fails_once(key: str) -> None:
        tried.append(key)
        if len(tried) == 1:
            raise ValueError("at first")

    async def hangs(key: str) -> None:
        hung.append(key)
        await asyncio.Event().wait()

    queue.does(POLL, fails_once)
    queue.does(HURRIED, hangs)
    await queue.begin([Hands(ALL, 1)])
    await queue.put([Job(HURRIED, "h"), Job(POLL, "p")])
    await until(lambda: len(tried) == 2 and len(hung) == 3)  # three times, and then it is given up
    await asyncio.sleep(0.1)
    await until(lambda: len(hung) == 3)


async def test_what_nobody_here_does_is_left_and_a_stop_begins_nothing_more(make: Callable[[], WorkQueue]) -> None:
    queue, hall = make(), Hall()
    queue.does(POLL, hall.do)
    await queue.begin([Hands(of("poll"), 1)])
    await queue.put([Job(POLL, "far", queue="elsewhere"), Job(POLL, "a"), Job(POLL, "b")])
    await until(lambda: hall.begun == ["a"])
    stopping = asyncio.ensure_future(queue.drain(30))
    await asyncio.sleep(0.1)
    hall.gate.set()
    await stopping
    assert hall.done == ["a"]


# ---------------------------------------------------------------- over processes


async def test_what_is_left_goes_to_another_process_and_what_died_in_hand_is_done_again(address: str) -> None:
    import psycopg

    from bot.schedule.job_queue.procrastinate_queue import ProcrastinateQueue

    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    first, second, hall = ProcrastinateQueue(address, LASTS), ProcrastinateQueue(address, LASTS), Hall()
    second.does(POLL, hall.do)
    await asyncio.gather(first.begin([]), second.begin([]))  # both make the tables
    await first.put([Job(POLL, str(n), str(n)) for n in range(1_200)])
    await first.put([Job(POLL, str(n), str(n)) for n in range(1_201)])
    assert (await second.waiting())["poll"][0] == 1_201
    await first.drain(5)
    with psycopg.connect(address, autocommit=True, options="-c search_path=readout_jobs") as db:
        db.execute("delete from procrastinate_jobs where queueing_lock <> 'poll:7'")
        db.execute("insert into procrastinate_workers (last_heartbeat) values (now() - interval '1 hour')")
        db.execute("update procrastinate_jobs set status = 'doing', worker_id = (select id from procrastinate_workers)")
    assert await second.waiting() == {}
    await second.take_up()
    assert (await second.waiting())["poll"][0] == 1
    hall.gate.set()
    third = ProcrastinateQueue(address, LASTS)
    third.does(POLL, hall.do)
    await third.begin([Hands(ALL, 4)])
    await until(lambda: hall.done == ["7"])
    for queue in (second, third):
        await queue.drain(5)
    with psycopg.connect(address, options="-c search_path=readout_jobs") as db:
        assert db.execute("select count(*) from procrastinate_jobs").fetchone() == (0,)  # done is gone


_FULL = """
create function readout_jobs.is_full() returns trigger language plpgsql as
  $$ begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$;
create trigger is_full before update or delete on readout_jobs.procrastinate_jobs
  for each row when (old.args ->> 'key' = 'one') execute function readout_jobs.is_full();
"""


async def test_a_job_whose_end_the_server_could_not_note_holds_up_nothing(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    from bot.schedule.job_queue import procrastinate_queue

    monkeypatch.setattr(procrastinate_queue, "LOST_SECONDS", 0.2)
    queue, done = procrastinate_queue.ProcrastinateQueue(address, LASTS), list[str]()
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as db:

        async def do(key: str) -> None:
            if not done:
                await db.execute(_FULL)
            done.append(key)

        queue.does(POLL, do)
        await queue.begin([Hands(ALL, 1)])
        await queue.put([Job(POLL, "one", "here")])
        await until(lambda: done)
        await queue.put([Job(POLL, "two", "here")])
        await asyncio.sleep(0.5)
        assert done == ["one"]
        await db.execute("drop function readout_jobs.is_full cascade")
        await until(lambda: "two" in done)
        await queue.drain(5)


async def test_hands_follow_what_their_process_holds(address: str) -> None:
    from bot.schedule.job_queue.procrastinate_queue import ProcrastinateQueue

    queue, hall, held = ProcrastinateQueue(address, LASTS), Hall(), {"deliver.discord.0of2"}
    hall.gate.set()
    queue.does(DELIVER, hall.do)
    await queue.begin([Hands(lambda: frozenset(held), 4)])
    await queue.put([Job(DELIVER, "1", queue="deliver.discord.1of2"), Job(DELIVER, "0", queue="deliver.discord.0of2")])
    await until(lambda: hall.done == ["0"])
    held.add("deliver.discord.1of2")
    await until(lambda: hall.done == ["0", "1"])
    await queue.drain(5)


async def test_a_job_that_waits_in_a_queue_that_nobody_has_any_more_follows_to_where_it_is_wanted(address: str) -> None:
    from bot.schedule.job_queue.procrastinate_queue import ProcrastinateQueue

    queue, hall = ProcrastinateQueue(address, LASTS), Hall()
    hall.gate.set()
    queue.does(DELIVER, hall.do)
    await queue.begin([Hands(of("deliver.discord.0of2", "deliver.discord.1of2"), 4)])
    await queue.put([of_channel(DELIVER, n, "deliver.discord") for n in range(3)])  # before it wanted a second one
    assert (await queue.waiting())["deliver"][0] == 3
    await queue.put([of_channel(DELIVER, n, f"deliver.discord.{n}of2") for n in range(2)])
    await until(lambda: sorted(hall.done) == ["0", "1"])
    assert (await queue.waiting())["deliver"][0] == 1
    await queue.drain(5)


async def test_a_job_that_nobody_takes_is_not_kept_for_ever(address: str) -> None:
    import psycopg

    from bot.schedule.job_queue.procrastinate_queue import ProcrastinateQueue

    queue = ProcrastinateQueue(address, LASTS)
    await queue.begin([])
    await queue.put([of_channel(DELIVER, n, "deliver.discord") for n in range(2)])
    with psycopg.connect(address, autocommit=True, options="-c search_path=readout_jobs") as db:
        db.execute("update procrastinate_events set at = now() - interval '80 hours' where job_id % 2 = 0")
    await queue.take_up()
    assert (await queue.waiting())["deliver"][0] == 1
    await queue.drain(5)
