"""Several workers write at once: each thing is decided once, as if they took turns."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from bot.evidence.article_analysis import Reading
from bot.models import Article
from bot.store.channels import channels, follows, inbound_events, leases
from bot.store.deliveries import outbox
from bot.store.deliveries.written_deliveries import Order
from bot.store.full_text_search import search
from bot.store.limits import question_buckets, reservations
from bot.store.limits.model_usage import Budget, Cost
from bot.store.limits.question_buckets import Bucket
from bot.store.limits.reservations import Payers, Request
from bot.store.news import articles, poll_backlog, sources
from bot.store.protocol import Connection, Store
from bot.store.sqlite.store import SqliteStore
from tests.desk.news import ALL
from tests.store.arrivals import HOUR, NOON, arrive, held
from tests.summarize.held import hold

T = TypeVar("T")
Worker = Callable[[], Store]
TEXT = " ".join(f"word{n}" for n in range(120))


def at_once(*works: Callable[[], T]) -> list[T]:
    """What works give that all begin at the same moment."""
    begin = threading.Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        begin.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def one_story(stores: Sequence[Store], number: int) -> None:
    """Have both workers store an article of one event at once, far from every other event."""
    words, at = [f"event{number}x{n}" for n in range(10)], NOON + timedelta(days=20 * (number % 50))
    seen = NOON + timedelta(days=2_000)
    at_once(
        *(partial(arrive, store, f"{number}-{n}", words, at=at + n * HOUR, seen=seen) for n, store in enumerate(stores))
    )


@pytest.mark.parametrize(
    "times",
    [20, pytest.param(200, marks=pytest.mark.slow), pytest.param(1_000, marks=(pytest.mark.slow, pytest.mark.full))],
)
def test_two_articles_of_one_event_that_arrive_at_once_are_one_story(worker: Worker, times: int) -> None:
    stores = worker(), worker()
    for number in range(times):
        one_story(stores, number)
    found = held(stores[0])
    assert [len(story.articles) for story in found] == [2] * times
    assert all(len({item.url.split("-")[0] for item in story.articles}) == 1 for story in found)


def test_of_copies_that_arrive_at_once_one_leads(worker: Worker) -> None:
    stores = [worker() for _ in range(4)]
    at_once(*(partial(arrive, store, f"copy{n}", text=TEXT, at=NOON + n * HOUR) for n, store in enumerate(stores)))
    (story,) = held(stores[0])
    assert sorted(item.duplicate_of or "" for item in story.articles) == ["", "copy0", "copy0", "copy0"]


def test_an_article_that_arrives_twice_at_once_is_one(worker: Worker) -> None:
    stores = [worker() for _ in range(3)]
    outcomes = at_once(*(partial(arrive, store, "wire", ["road"], text=TEXT) for store in stores))
    assert sorted(each.outcome for each in outcomes) == ["new", "unchanged", "unchanged"]


def test_a_delivery_is_claimed_by_one(worker: Worker) -> None:
    stores = [worker() for _ in range(4)]

    def begin(db: Connection) -> int:
        channel = channels.add(db, "desk", "console", now=NOON)
        for number in range(12):
            outbox.enqueue(db, Order("notice", f"notice:{number}", channel.id), now=NOON)
        return channel.id

    channel_id = stores[0].write_now(begin)

    def claim_all(store: Store, name: str) -> list[int]:
        found = list[int]()
        work = partial(outbox.claim, channel_id=channel_id, owner=name, now=NOON, lasts=timedelta(minutes=1))
        while (delivery := store.write_now(work)) is not None:
            found.append(delivery.id)
        return found

    claimed = at_once(*(partial(claim_all, store, f"w{n}") for n, store in enumerate(stores)))
    assert sorted(each for some in claimed for each in some) == list(range(1, 13))


def test_what_a_poll_brought_and_what_is_due_is_one_workers(worker: Worker) -> None:
    stores = [worker() for _ in range(4)]

    def begin(db: Connection) -> None:
        for number in range(20):
            source = sources.add(db, f"https://{number}.example/feed", now=NOON)
            poll_backlog.put(db, source.id, "[]", newest_at=NOON, first=False)
            poll_backlog.put(db, source.id, "[]", newest_at=NOON + HOUR, first=False)

    stores[0].write_now(begin)
    due = partial(sources.claim_due, now=NOON, reach=[("feed", "https://")], limit=5)

    def claim_all(store: Store) -> tuple[list[int], list[int]]:
        polls, rows = list[int](), list[int]()
        while found := store.write_now(due):
            polls += [each.id for each in found]
        while (row := store.write_now(partial(poll_backlog.claim, now=NOON))) is not None:
            rows.append(row.id)
        return polls, rows

    claimed = at_once(*(partial(claim_all, store) for store in stores))
    polls, rows = ([each for some in claimed for each in some[kind]] for kind in (0, 1))
    assert sorted(polls) == list(range(1, 21)), "each source is polled by one"
    assert sorted(rows) == list(range(1, 41, 2)), "one poll of a source is read after the other"


def test_the_last_of_a_budget_is_spent_once(worker: Worker) -> None:
    stores = [worker() for _ in range(4)]
    whole = Cost(60, 30, 0)

    def spend(store: Store) -> bool:
        request = Request(NOON, NOON + HOUR, "answer", "gpt", whole)
        payers = Payers(Budget(100), {"channel 1": 100})
        return not isinstance(store.write_now(lambda db: reservations.begin(db, request, payers, whole)), str)

    assert sum(at_once(*(partial(spend, store) for store in stores))) == 1


def test_what_a_request_did_not_need_goes_back_while_the_next_one_begins(worker: Worker) -> None:
    first, second, third = (worker() for _ in range(3))
    payers, part, whole = Payers(Budget(1_000)), Cost(50, 50, 0), Cost(150, 150, 0)
    request = Request(NOON, NOON + HOUR, "answer", "gpt", part)
    begun = first.write_now(lambda db: reservations.begin(db, request, payers, whole))
    assert not isinstance(begun, str)
    settled = threading.Event()

    def settle(db: Connection) -> None:
        reservations.settle(db, begun, "ok", Cost(10, 10, 0), 1)
        db.tuples("select 1")  # the server has done it
        settled.set()
        while not third.read_now(lambda db: db.tuples("select 1 from pg_locks where not granted")):
            time.sleep(0.01)

    def begin(db: Connection) -> None:
        settled.wait()
        assert not isinstance(reservations.begin(db, request, payers, whole, begun.reservation), str)

    at_once(partial(first.write_now, settle), partial(second.write_now, begin))
    left = third.read_now(lambda db: db.tuples("select tokens from reservations"))
    assert left == [(300 - 20 - 100,)]


def test_the_last_of_a_bucket_is_taken_once(worker: Worker) -> None:
    stores, bucket = [worker() for _ in range(4)], Bucket("person ann", 3, timedelta(hours=1))

    def take(db: Connection) -> bool:
        if question_buckets.wait(db, bucket, 1.0, NOON) is not None:
            return False
        question_buckets.take(db, bucket, 1.0, NOON)
        return True

    asked = at_once(*(partial(store.write_now, take) for store in stores for _ in range(2)))
    assert sum(asked) == 3


def test_an_event_and_a_lease_are_one_workers(worker: Worker) -> None:
    stores = [worker() for _ in range(4)]
    firsts = at_once(
        *(partial(s.write_now, lambda db: inbound_events.first_time(db, "slack", "e1", NOON)) for s in stores)
    )
    assert sum(firsts) == 1

    def lease(store: Store, name: str) -> bool:
        return store.write_now(lambda db: leases.acquire(db, "connection:slack", name, now=NOON, lasts=HOUR))

    assert sum(at_once(*(partial(lease, store, f"w{n}") for n, store in enumerate(stores)))) == 1


def test_what_is_still_being_stored_is_not_passed_over(worker: Worker) -> None:
    """Numbers are drawn before their rows are seen: whoever looks at all that came waits for those under way."""
    one, other = worker(), worker()
    inside, go_on = threading.Event(), threading.Event()

    def slow(db: Connection) -> None:
        hold_in(db, "https://slow.example/1", NOON)
        inside.set()
        assert go_on.wait(60)

    with ThreadPoolExecutor(2) as threads:
        storing = threads.submit(one.write_now, slow)
        assert inside.wait(60)
        looking = threads.submit(other.write_now, follows.newest_article)
        go_on.set()
        storing.result()
        seen = looking.result()
    assert seen == one.read_now(follows.newest_article) == 1


def hold_in(db: Connection, url: str, now: datetime) -> None:
    articles.put(db, Article("Text.", "Title", url), Reading((), (), (), (), 0, {}), now=now)


def test_a_write_that_others_undo_is_done_again(worker: Worker) -> None:
    one, other = worker(), worker()
    for store, url in ((one, "a"), (one, "b")):
        store.write_now(lambda db, url=url: sources.add(db, url, now=NOON))
    both = threading.Barrier(2)
    waits = {"one": True, "other": True}

    def work(name: str, first: int, second: int, db: Connection) -> None:
        db.execute("update sources set failures = failures + 1 where id = ?", (first,))
        if waits[name]:
            waits[name] = False
            both.wait(60)
        db.execute("update sources set failures = failures + 1 where id = ?", (second,))

    at_once(
        partial(one.write_now, partial(work, "one", 1, 2)),
        partial(other.write_now, partial(work, "other", 2, 1)),
    )
    assert [each.failures for each in one.read_now(sources.every)] == [2, 2], "each counted once on each"


def test_a_read_sees_one_snapshot(worker: Worker) -> None:
    one, other = worker(), worker()

    def twice(db: Connection) -> tuple[int, int]:
        before = len(sources.every(db))
        other.write_now(lambda db: sources.add(db, "https://new.example", now=NOON))
        return before, len(sources.every(db))

    assert one.read_now(twice) == (0, 0)
    assert len(one.read_now(sources.every)) == 1


def test_what_is_rehearsed_is_kept_nowhere(worker: Worker) -> None:
    store = worker()
    store.write_now(lambda db: sources.add(db, "https://a.example", now=NOON))

    def change(db: Connection) -> list[str]:
        sources.add(db, "https://b.example", now=NOON)
        db.execute("delete from sources where url = ?", ("https://a.example",))
        return [each.url for each in sources.every(db)]

    assert store.rehearse_now(change, ["sources"]) == ["https://b.example"]
    assert [each.url for each in store.read_now(sources.every)] == ["https://a.example"]
    assert store.write_now(lambda db: sources.add(db, "https://c.example", now=NOON)).id == 2


def test_values_of_any_size_go_in_together(worker: Worker) -> None:
    store, sizes = worker(), [1, -5, 2**40, 2**62, -(2**62)]

    def work(db: Connection) -> list[int]:
        for some in (sizes[:2], sizes):  # what is made ready for small numbers is used for large ones
            db.executemany(
                "insert into leases (name, owner, until) values (?, ?, ?)", [(f"{len(some)}:{n}", "", n) for n in some]
            )
        asked = f"select until from leases where until in ({', '.join('?' * len(sizes))}) and name like '5:%' order by until"
        return [row["until"] for row in db.execute(asked, sizes)]

    assert store.write_now(work) == sorted(sizes)


QUERIES = ("ferry captain", "apple blossom frost", "council vote on the library", "who said what of the harbour")


@pytest.mark.parametrize("query", QUERIES)
def test_ranks_are_as_on_sqlite(worker: Worker, tmp_path: Path, query: str) -> None:
    here = worker()
    with SqliteStore(tmp_path / "file") as there:
        for store in (here, there):
            hold(store, *ALL)
        ours, theirs = (store.read_now(lambda db: search(db, query, limit=10)) for store in (here, there))
    assert [(hit.citation.url, hit.passage.start) for hit in ours] == [
        (hit.citation.url, hit.passage.start) for hit in theirs
    ]
    assert [hit.score for hit in ours] == pytest.approx([hit.score for hit in theirs], rel=0.01)
