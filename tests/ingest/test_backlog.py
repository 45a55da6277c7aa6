"""What polls bring and nobody has read yet: never lost, never read twice, in a fair order."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsstand import LONG, Newsstand, answer
from nursery import of_this_process

from bot.chat.console.adapter import ConsoleAdapter
from bot.config.sections import FetchSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.setup import channels as channel_commands
from bot.desk.setup import subscriptions as subscription_commands
from bot.desk.sources import sources as commands
from bot.ingest.feeds.entries import RawEntry, RawFeed, mark_of, understood
from bot.ingest.feeds.new_entries import fresh_of, share, whole
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.sources.polling import Own, Poller
from bot.ingest.workers.pool import Workers
from bot.models import OPERATOR
from bot.schedule.delivery import Deliveries
from bot.schedule.delivery_work import CATCH_UP_SECONDS
from bot.schedule.due import open_briefings
from bot.store.news import poll_backlog, revisions
from bot.store.opening import open_store

NOW = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


class Day:
    """A desk whose clock the test sets."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.store = open_store(folder / "store")
        self.desk = Desk(self.store, Settings(data=folder), lambda: self.now)

    def titles(self) -> list[str]:
        """The articles held, in the order in which they came in."""
        query = "select r.title from articles a join revisions r on r.id = a.revision_id order by a.id"
        return self.store.read_now(lambda db: [row[0] for row in db.execute(query)])

    def left(self) -> int:
        return self.store.read_now(poll_backlog.count)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path)
    yield made
    made.store.close()


def feed(name: str, numbers: Sequence[int], text: str = LONG * 8) -> bytes:
    """A feed whose entries are an hour apart; the highest number is the newest."""
    items = "".join(
        f"<item><title>{name} {number}</title><link>https://{name}.example/{number}</link>"
        f"<pubDate>{format_datetime(NOW - timedelta(hours=500 - number))}</pubDate>"
        f"<description>{name} {number}. {text}</description></item>"
        for number in numbers
    )
    return answer(f'<rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>')


def poller(day: Day, stand: Newsstand, workers: Workers, own: Own | None = None) -> tuple[Fetcher, Poller]:
    fetcher = Fetcher(FetchSettings(allow_origins=(stand.origin,)), clock=day.desk.clock, spacing=0)
    return fetcher, Poller(day.store, fetcher, workers, day.desk.clock, random=Random(1), own=own)


async def asked(day: Day, stand: Newsstand, workers: Workers) -> None:
    """Every source is due and asked; nothing is read."""
    day.store.write_now(lambda db: db.execute("update sources set next_poll_at = 0"))
    fetcher, polling = poller(day, stand, workers)
    async with fetcher:
        await polling.ask()
        await polling.asked()


async def read(day: Day, stand: Newsstand, workers: Workers) -> Poller:
    fetcher, polling = poller(day, stand, workers)
    async with fetcher:
        await polling.round()
    return polling


async def test_what_was_asked_for_is_read_by_whoever_comes_next(day: Day, stand: Newsstand, workers: Workers) -> None:
    stand.pages["/feed"] = feed("vell", range(3))
    await commands.add_source(day.desk, stand.url("/feed"))
    await asked(day, stand, workers)
    assert (day.titles(), day.left()) == ([], 1)
    stand.pages["/feed"] = answer("", status="304 Not Modified")
    later = await read(day, stand, workers)
    assert (sorted(day.titles()), day.left(), later.report.new) == (["vell 0", "vell 1", "vell 2"], 0, 3)
    assert (await read(day, stand, workers)).report.new == 0


async def test_who_was_stopped_while_reading_stores_nothing_of_what_another_reads_now(
    day: Day, stand: Newsstand, workers: Workers
) -> None:
    stand.pages["/feed"] = feed("vell", range(3))
    await commands.add_source(day.desk, stand.url("/feed"))
    await asked(day, stand, workers)
    stopped = day.store.write_now(lambda db: poll_backlog.claim(db, NOW))
    assert stopped and day.store.write_now(lambda db: poll_backlog.claim(db, NOW)) is None
    other = day.store.write_now(lambda db: poll_backlog.claim(db, NOW + 2 * poll_backlog.LEASE))
    assert other
    day.store.write_now(lambda db: poll_backlog.check_in_hand(db, other))
    with pytest.raises(poll_backlog.Overtaken):
        day.store.write_now(lambda db: poll_backlog.check_in_hand(db, stopped))


async def test_a_clock_that_is_set_back_keeps_nothing_from_being_read(
    day: Day, stand: Newsstand, workers: Workers
) -> None:
    stand.pages["/feed"] = feed("vell", range(3))
    await commands.add_source(day.desk, stand.url("/feed"))
    await asked(day, stand, workers)
    assert day.store.write_now(lambda db: poll_backlog.claim(db, NOW + timedelta(days=1)))  # and that process fell
    await read(day, stand, workers)
    assert (sorted(day.titles()), day.left()) == (["vell 0", "vell 1", "vell 2"], 0)


async def test_every_source_gets_its_newest_read_before_a_long_one_goes_on(
    day: Day, stand: Newsstand, workers: Workers
) -> None:
    stand.pages["/long"] = feed("long", range(120, 320))
    stand.pages["/short"] = feed("short", range(2))
    for name in ("long", "short"):
        await commands.add_source(day.desk, stand.url(f"/{name}"))
    await asked(day, stand, workers)
    await read(day, stand, workers)
    titles = day.titles()
    assert len(titles) == 202 and day.left() == 0
    assert max(titles.index("short 0"), titles.index("short 1")) < titles.index("long 120")
    longs = [title for title in titles if title.startswith("long")]
    assert {*longs[:50]} == {f"long {number}" for number in range(270, 320)}


async def test_an_entry_that_changed_meanwhile_ends_as_it_was_last(
    day: Day, stand: Newsstand, workers: Workers
) -> None:
    stand.pages["/feed"] = feed("vell", range(90), "Before. " + LONG * 8)
    await commands.add_source(day.desk, stand.url("/feed"))
    await asked(day, stand, workers)
    stand.pages["/feed"] = feed("vell", range(90), "After. " + LONG * 8)
    await asked(day, stand, workers)
    assert day.left() == 2
    await read(day, stand, workers)
    texts = day.store.read_now(
        lambda db: [
            row[0] for row in db.execute("select r.text from articles a join revisions r on r.id = a.revision_id")
        ]
    )
    assert len(texts) == 90 and all("After." in text for text in texts)


async def test_an_entry_that_fells_its_reader_again_and_again_is_left_out_alone(
    day: Day, stand: Newsstand, workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    stand.pages["/feed"] = feed("vell", range(3))
    await commands.add_source(day.desk, stand.url("/feed"))
    await asked(day, stand, workers)
    for _ in range(4):  # processes that take it in hand, and are never heard of again
        assert day.store.write_now(lambda db: poll_backlog.claim(db, day.now)) is not None
        assert day.store.write_now(lambda db: poll_backlog.claim(db, day.now)) is None, "it is in one hand at a time"
        day.now += poll_backlog.LEASE
    await read(day, stand, workers)
    assert (sorted(day.titles()), day.left()) == (["vell 0", "vell 1"], 0)
    assert "https://vell.example/2: reading it did not end" in caplog.text


async def test_a_feed_that_is_kept_as_it_came_is_read_as_its_server_meant_it(
    day: Day, stand: Newsstand, workers: Workers
) -> None:
    item = "<item><title>Fähre</title><link>/1</link><description>Die Fähre fährt täglich bis zur Brücke.</description></item>"
    body = f"<rss version='2.0'><channel><title>Tageblatt</title>{item}</channel></rss>".encode("latin-1")
    stand.pages["/feed"] = answer(body, Content_Type="text/xml; charset=iso-8859-1")
    await commands.add_source(day.desk, stand.url("/feed"))
    await read(day, stand, workers)
    (found,) = day.store.read_now(lambda db: revisions.recent(db, OPERATOR, NOW - timedelta(days=9), NOW))
    assert found.title == "Fähre" and "täglich bis zur Brücke" in found.text
    assert found.url == stand.url("/1")


async def test_a_kept_feed_that_can_be_read_no_more_holds_up_nothing(
    day: Day, stand: Newsstand, workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    stand.pages["/feed"] = feed("vell", range(3))
    source = await commands.add_source(day.desk, stand.url("/feed"))
    broken = whole(source.url, "")
    day.store.write_now(lambda db: poll_backlog.put(db, source.id, broken, newest_at=NOW, first=True, body=b"\0\1\2"))
    for _ in range(5):
        await read(day, stand, workers)
        day.now += timedelta(minutes=2)
    assert (sorted(day.titles()), day.left()) == (["vell 0", "vell 1", "vell 2"], 0)
    assert "left out" in caplog.text and "Traceback" not in caplog.text


async def test_what_a_removed_source_brought_goes_with_it(day: Day, stand: Newsstand, workers: Workers) -> None:
    stand.pages["/feed"] = feed("vell", range(3))
    source = await commands.add_source(day.desk, stand.url("/feed"))
    await asked(day, stand, workers)
    await commands.remove_source(day.desk, str(source.id))
    assert day.left() == 0
    await read(day, stand, workers)
    assert day.titles() == []


async def test_a_briefing_waits_for_what_is_in_the_house(day: Day, stand: Newsstand, workers: Workers) -> None:
    stand.pages["/feed"] = feed("vell", ())
    await commands.add_source(day.desk, stand.url("/feed"))
    await read(day, stand, workers)
    channel_commands.add(day.desk, "here", "console")
    subscription_commands.add(day.desk, "here", at="08:00", zone="UTC")
    stand.pages["/feed"] = feed("vell", range(480, 500))
    await asked(day, stand, workers)
    day.now += timedelta(days=1)
    stream = io.StringIO()
    adapter = ConsoleAdapter(day.desk.settings.data, stream, _at_once)  # type: ignore[arg-type]
    fetcher, polling = poller(day, stand, workers)
    async with fetcher:
        stand.pages["/feed"] = answer("", status="304 Not Modified")
        await polling.begin()
        deliveries = Deliveries(day.desk, lambda _: adapter, polling.caught_up)
        await deliveries.run_due()
        await deliveries.settle()
        await polling.drain(60)
    assert "20 articles from" in stream.getvalue()


async def test_a_briefing_waits_for_no_news_that_comes_while_it_waits(
    day: Day, stand: Newsstand, workers: Workers
) -> None:
    """Where another process reads, and something new waits at any moment."""
    source = await commands.add_source(day.desk, stand.url("/feed"))
    come = lambda db: poll_backlog.put(db, source.id, "[]", newest_at=NOW, first=False)  # noqa: E731
    before = [day.store.write_now(come) for _ in range(2)]
    polling = poller(day, stand, workers, Own(reads=False))[1]
    waiting = asyncio.create_task(polling.caught_up(600))
    for row in before:
        for _ in range(8):  # it has looked by now
            await day.store.read(poll_backlog.newest)
            await asyncio.sleep(0.01)
        assert not waiting.done()
        day.store.write_now(come)
        day.store.write_now(lambda db, row=row: poll_backlog.shorten(db, row, "", NOW))
    await asyncio.wait_for(waiting, 120)
    assert day.left() == 2


async def test_briefings_of_one_minute_wait_beside_each_other(day: Day) -> None:
    channel_commands.add(day.desk, "here", "console")
    subscription_commands.add(day.desk, "here", at="08:00", zone="UTC")
    subscription_commands.add(day.desk, "here", at="09:00", zone="UTC")
    adapter, waited = ConsoleAdapter(day.desk.settings.data, io.StringIO(), _at_once), list[float]()

    async def caught_up(limit: float) -> None:
        waited.append(limit)

    for late in (20, 40):
        day.now = NOW.replace(hour=late // 20 + 7) + timedelta(days=1)
        await open_briefings(day.desk)
        day.now += timedelta(seconds=late)  # as where others had to be written first
        deliveries = Deliveries(day.desk, lambda _: adapter, caught_up)
        await deliveries.run_due()
        await deliveries.settle()
    assert waited == [CATCH_UP_SECONDS - 20]


async def _at_once(*_: object) -> bool:
    return True


async def test_a_kill_between_asking_and_storing_loses_nothing(stand: Newsstand, tmp_path: Path) -> None:
    body = feed("vell", range(100, 500)).partition(b"\r\n\r\n")[2]
    stand.pages["/feed"] = lambda asked: (
        answer("", status="304 Not Modified") if "if-none-match" in asked.headers else answer(body, ETag='"1"')
    )
    wire = {"READOUT_ALLOW_ORIGINS": stand.origin}
    await asyncio.to_thread(_readout, tmp_path, NOW, "sources", "add", stand.url("/feed"), **wire)
    process = await asyncio.create_subprocess_exec(
        *_command(tmp_path, "poll"), env=_environ(NOW, **wire), cwd=tmp_path, start_new_session=True
    )
    with closing(sqlite3.connect(tmp_path / "store" / "readout.sqlite3")) as db:
        while not db.execute("select count(*) from waiting").fetchone()[0]:
            assert process.returncode is None
            await asyncio.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        (held,) = db.execute("select count(*) from articles").fetchone()
    assert held < 400, "it was to be killed before it was done"
    again = await asyncio.to_thread(_readout, tmp_path, NOW + timedelta(hours=2), "poll", **wire)
    assert f"{400 - held} new articles" in again.stdout, again.stderr
    third = await asyncio.to_thread(_readout, tmp_path, NOW + timedelta(hours=9), "poll", **wire)
    assert "1 unchanged, 0 new articles" in third.stdout


def _command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "bot", *words, "--data", str(folder / "store")]


def _environ(now: datetime, **more: str) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "READOUT_NOW": now.isoformat(), **more}


def _readout(folder: Path, now: datetime, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    around = _environ(now, **more)
    return of_this_process().command([*words, "--data", str(folder / "store")], around, folder)


# ---------------------------------------------------------------- what is written down

WORDS = st.text(max_size=30)
TIMES = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
LINKS = st.sampled_from(
    ["", "https://vell.example/a", "https://vell.example/a?utm_source=x", "https://vell.example/a#2", "http://vell.example",
     "https://vell.example/%7Ea", "https://vell.example/b/../a", "HTTPS://Vell.Example/a", "https://vell.example/b?id=1",
     "https://vell.example/b?id=2", "https://vell.example:443/a", "https://vell.example/a/"]
)  # fmt: skip
ENTRIES = st.lists(
    st.builds(
        RawEntry, title=WORDS, link=LINKS, summary=WORDS, content=WORDS, author=WORDS, published=TIMES, updated=TIMES,
        language=WORDS, id=WORDS,
    ),
    max_size=8,
)  # fmt: skip


@given(ENTRIES, st.integers(1, 5))
def test_what_is_kept_is_read_as_if_it_had_been_read_at_once(entries: list[RawEntry], most: int) -> None:
    raw = RawFeed("Vell & Co", "https://vell.example/", "en", tuple(entries), "https://vell.example/feed")
    whole = understood(raw, url="https://vell.example/feed")
    fresh = fresh_of(raw, "https://vell.example/feed", held=())
    items, text = [], fresh.text
    while text:
        some = share(text, most)
        items += understood(some.raw, url=some.url).items
        text = some.rest
    assert sorted(items, key=repr) == sorted(whole.items, key=repr)
    assert fresh.marks == tuple(item.mark for item in whole.items) and fresh.count == len(entries)


@given(ENTRIES)
def test_only_what_was_not_held_is_kept_the_newest_first(entries: list[RawEntry]) -> None:
    held = {mark_of(entry) for entry in entries[::2]}
    fresh = fresh_of(RawFeed(entries=tuple(entries)), "", held)
    kept = share(fresh.text, 100).raw.entries
    assert [mark_of(each) for each in kept if mark_of(each) in held] == []
    assert fresh.count == len(kept) == sum(mark_of(entry) not in held for entry in entries)
    moments = [each.published or each.updated or datetime.max.replace(tzinfo=UTC) for each in kept]
    assert moments == sorted(moments, reverse=True)
