"""Many sources at once: a slow host delays its own alone, a round never waits for the one before, and what is asked."""

from __future__ import annotations

import asyncio
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hostile import Hostile, internet, says
from newsstand import LONG, Newsstand, answer, rss
from nursery import of_this_process

from bot.config.sections import FetchSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.sources import sources as commands
from bot.ingest.fetching.fetch import Fetcher
from bot.ingest.sources.polling import Poller
from bot.ingest.workers.pool import Workers
from bot.store.opening import open_store

NOW = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path / "store") as store:
        yield Desk(store, Settings(data=tmp_path), lambda: NOW)


def news(name: str) -> bytes:
    return answer(rss((f"The harbour of {name}", f"https://{name}/1", f"{name}. {LONG * 8}"), title=name))


async def test_a_slow_host_delays_no_other_in_its_round_or_the_next(desk: Desk, workers: Workers) -> None:
    asked = asyncio.Event()
    free = asyncio.Event()

    async def slow(path: str, writer: asyncio.StreamWriter) -> None:
        if path != "/robots.txt":
            asked.set()
            await free.wait()
        writer.write(news("slow.example"))

    servers = {
        "slow.example": Hostile("", slow),
        "quick.example": Hostile("", says(news("quick.example"))),
        "later.example": Hostile("", says(news("later.example"))),
    }
    done: dict[str, asyncio.Event] = {name: asyncio.Event() for name in servers}

    def progress(_: int, __: int, source, outcome: str) -> None:
        assert outcome == "1 new, 0 changed"
        done[source.url.split("/")[2]].set()

    async with internet(servers) as (network, names):  # noqa: SIM117 - the second needs the first
        async with Fetcher(FetchSettings(), resolver=names, connector=network, spacing=0) as fetcher:
            poller = Poller(desk.store, fetcher, workers, desk.clock, random=Random(1), on_progress=progress)
            for name in ("slow.example", "quick.example"):
                await commands.add_source(desk, f"http://{name}/feed")
            await poller.begin()
            await asked.wait()
            await asyncio.wait_for(done["quick.example"].wait(), 60)
            await commands.add_source(desk, "http://later.example/feed")
            await poller.begin()
            await asyncio.wait_for(done["later.example"].wait(), 60)
            assert not done["slow.example"].is_set()
            free.set()
            await asyncio.wait_for(done["slow.example"].wait(), 60)
            await poller.drain(60)
    assert (poller.report.polled, poller.report.failed, poller.report.new) == (3, 0, 3)


async def test_eighty_slow_hosts_delay_no_quick_one(desk: Desk, workers: Workers) -> None:
    never = asyncio.Event()

    async def hangs(path: str, writer: asyncio.StreamWriter) -> None:
        await never.wait()

    slow = {f"slow{number}.example": Hostile("", hangs) for number in range(80)}
    done: list[str] = []

    def progress(_: int, __: int, source, outcome: str) -> None:
        done.append(f"{source.url}: {outcome}")

    async with internet({**slow, "quick.example": Hostile("", says(news("quick.example")))}) as (network, names):  # noqa: SIM117
        async with Fetcher(FetchSettings(timeout=600), resolver=names, connector=network, spacing=0) as fetcher:
            poller = Poller(desk.store, fetcher, workers, desk.clock, on_progress=progress)
            for name in (*slow, "quick.example"):
                await commands.add_source(desk, f"http://{name}/feed")
            await poller.begin()
            async with asyncio.timeout(120):
                while not done:  # noqa: ASYNC110 - what is waited for happens in the store
                    await asyncio.sleep(0.05)
            await poller.drain(0)
    assert done == ["http://quick.example/feed: 1 new, 0 changed"]


async def test_a_stop_lets_what_is_under_way_finish_and_leaves_the_rest_due(desk: Desk, workers: Workers) -> None:
    never = asyncio.Event()

    async def hangs(path: str, writer: asyncio.StreamWriter) -> None:
        await never.wait()

    async with internet({"slow.example": Hostile("", hangs)}) as (network, names):  # noqa: SIM117
        async with Fetcher(FetchSettings(), resolver=names, connector=network, spacing=0) as fetcher:
            poller = Poller(desk.store, fetcher, workers, desk.clock)
            for path in ("a", "b"):
                await commands.add_source(desk, f"http://slow.example/{path}")
            await poller.begin()
            await asyncio.wait_for(poller.drain(0.1), 60)
    assert all(source.state == "active" and not source.problem for source in await commands.list_sources(desk))


async def test_validators_a_hash_and_what_is_known_spare_both_sides(
    stand: Newsstand, desk: Desk, workers: Workers
) -> None:
    await commands.add_source(desk, stand.url("/feed"))
    async with Fetcher(FetchSettings(allow_origins=(stand.origin,)), clock=desk.clock, spacing=0) as fetcher:

        async def poll() -> Poller:
            desk.store.write_now(lambda db: db.execute("update sources set next_poll_at = 0"))
            poller = Poller(desk.store, fetcher, workers, desk.clock)
            await poller.round()
            return poller

        stand.pages["/feed"] = news("vell.example")
        assert (await poll()).report.new == 1
        assert (await poll()).report.unchanged == 1, "the same body, without a validator"
        stand.pages["/feed"] = lambda asked: (
            answer("", status="304 Not Modified") if asked.headers.get("if-none-match") == '"2"'
            else answer(news("vell.example").partition(b"\r\n\r\n")[2] + b" ", ETag='"2"')
        )  # fmt: skip
        again = await poll()
        assert (again.report.new, again.report.unchanged) == (0, 0)
        assert (await poll()).report.unchanged == 1
    assert stand.asked[-1].headers["if-none-match"] == '"2"'


def readout(folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    around = {**kept, "PYTHONPATH": str(ROOT), "READOUT_NOW": "2027-03-02T08:00:00Z", **environ}
    return of_this_process().command([*words, "--data", str(folder / "store")], around, folder)


async def test_a_sites_address_is_all_that_a_person_gives(stand: Newsstand, tmp_path: Path) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/{}.xml">'
    head = f"<head><title>Vell Gazette</title>{link.format('news')}{link.format('comments')}</head>"
    stand.pages["/"] = answer(f"<html>{head}<body><p>Welcome.</p></body></html>", Content_Type="text/html")
    stand.pages["/news.xml"] = news("vell.example")
    wire = {"READOUT_ALLOW_ORIGINS": stand.origin}
    added = await asyncio.to_thread(readout, tmp_path, "sources", "add", stand.url("/"), **wire)
    assert added.returncode == 0, added.stderr
    assert f"its feed {stand.url('/news.xml')} is read" in added.stdout
    assert f"another feed that it names: {stand.url('/comments.xml')}" in added.stdout
    polled = await asyncio.to_thread(readout, tmp_path, "poll", **wire)
    assert "1 sources read, 0 unchanged, 1 new articles, 0 changed, 0 failed" in polled.stdout, polled.stderr
    listed = await asyncio.to_thread(readout, tmp_path, "sources", "list", **wire)
    assert f"(read at {stand.url('/news.xml')})  ok: read 2027-03-02 08:00 UTC" in listed.stdout
    checked = await asyncio.to_thread(readout, tmp_path, "sources", "check", **wire)
    assert checked.returncode == 0, "it is checked where it is read"
    assert f"ok  {stand.url('/')}: a feed" in checked.stdout
    exported = await asyncio.to_thread(readout, tmp_path, "sources", "export", "-", **wire)
    assert f'xmlUrl="{stand.url("/news.xml")}"' in exported.stdout
    twice = await asyncio.to_thread(readout, tmp_path, "sources", "add", stand.url("/news.xml"), **wire)
    assert twice.returncode == 2 and "there already" in twice.stderr


async def test_an_address_is_checked_as_it_would_be_added(stand: Newsstand, tmp_path: Path) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/news.xml">'
    stand.pages["/"] = answer(f"<html><head>{link}</head><body></body></html>", Content_Type="text/html")
    stand.pages["/news.xml"] = news("vell.example")
    wire = {"READOUT_ALLOW_ORIGINS": stand.origin}
    checked = await asyncio.to_thread(readout, tmp_path, "sources", "check", stand.url("/"), **wire)
    assert checked.stdout.strip() == f"ok  {stand.url('/')}: a page; its feed {stand.url('/news.xml')} is read"
    away = await asyncio.to_thread(readout, tmp_path, "sources", "check", stand.url("/none"), **wire)
    assert away.returncode == 1 and "is not there (404)" in away.stdout
    for empty in ("<rss version='2.0'><channel></channel></rss>", '{"title": "one line of many"}\n'):
        stand.pages["/empty"] = answer(empty)
        stand.asked.clear()
        bad = await asyncio.to_thread(readout, tmp_path, "sources", "check", stand.url("/empty"), **wire)
        assert bad.returncode == 1 and bad.stdout.startswith("bad"), "a poll could not read it either"
        assert stand.paths() == ["/empty"], "it is asked once"


async def test_a_site_that_is_away_is_added_all_the_same_and_says_so(tmp_path: Path) -> None:
    added = await asyncio.to_thread(readout, tmp_path, "sources", "add", "http://127.0.0.1:9/feed")
    assert added.returncode == 0
    assert len(added.stderr.strip().splitlines()) == 1 and "127.0.0.1" in added.stderr


async def test_a_round_shows_how_far_it_has_come_on_a_terminal(stand: Newsstand, tmp_path: Path) -> None:
    stand.pages["/feed"] = news("vell.example")
    wire = {"READOUT_ALLOW_ORIGINS": stand.origin}
    await asyncio.to_thread(readout, tmp_path, "sources", "add", stand.url("/feed"), **wire)
    said, status = await asyncio.to_thread(_on_a_terminal, tmp_path, wire)
    assert status == 0
    assert b"1/1" in said and b"1 new, 0 changed" in said


def _on_a_terminal(folder: Path, wire: dict[str, str]) -> tuple[bytes, int]:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "poll", "--data", str(folder / "store")]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "READOUT_NOW": "2027-03-02T08:00:00Z", "TERM": "xterm", **wire}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=environ, cwd=folder)
    os.close(theirs)
    return _all_of(ours), process.wait()


def _all_of(terminal: int) -> bytes:
    said = b""
    try:
        while piece := os.read(terminal, 4096):
            said += piece
    except OSError:  # Linux's way to say that the other side has closed
        pass
    os.close(terminal)
    return said
