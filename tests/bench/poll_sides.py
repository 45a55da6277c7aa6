"""One side of the comparison, in a process of its own: `poll_sides.py SIDE PORT COUNT FOLDER` prints its costs as JSON.

Each side reads every feed twice. A cost is the processor time of the process and of all that it started, the user's
and the system's, from when it is warm: imports and worker processes are up.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot import event_loop
from tests.bench.feed_server import address

AT_ONCE = 16
TICKS = os.sysconf("SC_CLK_TCK")


def addresses(port: int, count: int) -> list[str]:
    return [f"http://{address(site)}:{port}/feed.xml" for site in range(count)]


def tree_cpu() -> float:
    """Seconds that this process and all of its descendants have used, those that have ended too."""
    used: dict[int, tuple[int, float]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            used[int(entry.name)] = int(fields[1]), sum(map(int, fields[11:15])) / TICKS
    ours = {os.getpid()}
    while more := {pid for pid, (parent, _) in used.items() if parent in ours} - ours:
        ours |= more
    return sum(used[pid][1] for pid in ours if pid in used)


def tree_memory() -> list[float]:
    """Megabytes held by this process, then by each of its descendants, the largest first."""
    found = {}
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "status").read_text()
            except OSError:
                continue
            values = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
            parents[int(entry.name)] = int(values["PPid"])
            found[int(entry.name)] = int(values.get("VmRSS", "0 kB").split()[0]) / 1024
    ours = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return [found[os.getpid()], *sorted((found[pid] for pid in ours - {os.getpid()}), reverse=True)]


async def twice(work: Callable[[], Awaitable[Any]]) -> dict[str, float]:
    costs = []
    for _ in range(2):
        before = tree_cpu()
        await work()
        costs.append(tree_cpu() - before)
    return {"first": costs[0], "second": costs[1]}


# ---------------------------------------------------------------- the sides


async def bare(urls: list[str], folder: Path) -> dict[str, float]:
    """httpx2 and fastfeedparser, and nothing else: what reading feeds takes in Python."""
    import fastfeedparser
    import httpx2

    del folder
    gate = asyncio.Semaphore(AT_ONCE)
    tags: dict[str, str] = {}
    spent = {"download": 0.0, "again": 0.0}
    async with httpx2.AsyncClient(timeout=20, trust_env=False) as client:

        async def one(url: str) -> bytes:
            async with gate:
                reply = await client.get(url, headers={"If-None-Match": tags[url]} if url in tags else {})
            if "etag" in reply.headers:
                tags[url] = reply.headers["etag"]
            return reply.content

        before = tree_cpu()
        bodies = await asyncio.gather(*map(one, urls))
        spent["download"] = tree_cpu() - before
        for body in bodies:
            fastfeedparser.parse(body)
        spent["first"] = tree_cpu() - before
        before = tree_cpu()
        await asyncio.gather(*map(one, urls))
        spent["second"] = tree_cpu() - before
    return spent


async def floor(urls: list[str], folder: Path) -> dict[str, float]:
    """One curl for all of it, and fastfeedparser on the files; the second time with curl's own ETags."""
    import fastfeedparser

    lists = []
    for again in (False, True):
        lines = ["parallel", f"parallel-max = {AT_ONCE}", "silent"]
        for number, url in enumerate(urls):
            lines += ["next", "silent"] if number and again else []
            lines += [f'url = "{url}"', f'output = "{folder}/{number}.xml"']
            lines += [f'header = "If-None-Match: \\"{number}\\""'] if again and number % 10 < 7 else []
        name = folder / f"list-{again}"
        name.write_text("\n".join(lines))
        lists.append(name)
    before = tree_cpu()
    await asyncio.to_thread(subprocess.run, ["curl", "-q", "-K", str(lists[0])], check=True)
    for number in range(len(urls)):
        fastfeedparser.parse((folder / f"{number}.xml").read_bytes())
    middle = tree_cpu()
    await asyncio.to_thread(subprocess.run, ["curl", "-q", "-K", str(lists[1])], check=True)
    return {"first": middle - before, "second": tree_cpu() - middle}


async def asked(urls: list[str], folder: Path) -> dict[str, Any]:
    """The first round alone: what it brings is not read."""
    return await readout(urls, folder, 1, reads=False)


async def readout(urls: list[str], folder: Path, rounds: int = 2, *, reads: bool = True) -> dict[str, Any]:
    """A round of Readout over all of them, into a store; the sources are due again at once.

    A round asks, parses and stores what is fresh; what is read of it after that is counted by itself.
    """
    from datetime import UTC, datetime, timedelta

    from bot.config.sections import FetchSettings
    from bot.ingest.fetching.fetch import Fetcher
    from bot.ingest.sources.polling import Poller
    from bot.ingest.workers.pool import Workers
    from bot.models import Article
    from bot.store.news import sources
    from bot.store.opening import open_store

    now = datetime(2021, 12, 31, 8, tzinfo=UTC)
    store = open_store(folder)
    settings = FetchSettings(allow_origins=tuple(url.removesuffix("/feed.xml") for url in urls))
    store.write_now(lambda db: [sources.add(db, url, now=now) for url in urls])
    found: dict[str, Any] = {"memory": [], "reports": []}
    async with Fetcher(settings, clock=lambda: now) as fetcher, Workers() as workers:
        await asyncio.gather(*(workers.read(Article("It rained in Eastport.")) for _ in range(4)))
        got = await fetcher.get(urls[0], configured=True)
        await workers.fresh(got.body, url=got.url, content_type=got.content_type, held=frozenset())
        costs, reading = [], []
        for _ in range(rounds):
            clock = partial(datetime.fromtimestamp, now.timestamp(), UTC)
            poller = Poller(store, fetcher, workers, clock)
            before = tree_cpu()
            await poller.ask()
            await poller.asked()
            middle = tree_cpu()
            report = await poller.round() if reads else poller.report
            costs.append(middle - before)
            reading.append(tree_cpu() - middle)
            found["memory"].append(tree_memory())
            found["reports"].append([report.polled, report.unchanged, report.failed, report.new])
            now += timedelta(days=2)
    store.close()
    return found | {"first": costs[0], "second": costs[-1], "costs": costs, "reading": reading}


async def unguarded(url: str) -> bytes:
    """Ask for a feed as the fetcher does, with nothing around it: no robots.txt, no address looked at, no turns, no limits."""
    import httpcore2

    headers = {"User-Agent": "Readout/0.1", "Accept-Encoding": "gzip"}
    async with httpcore2.AsyncConnectionPool() as pool:
        return (await pool.request("GET", url, headers=headers)).content


async def stages(urls: list[str], folder: Path) -> dict[str, float]:
    """What Readout's round is made of: each stage by itself, over the same feeds, in one process."""
    from datetime import UTC, datetime

    from bot.config.sections import FetchSettings
    from bot.evidence.article_analysis import read
    from bot.ingest.feeds.entries import understood
    from bot.ingest.feeds.new_entries import whole
    from bot.ingest.fetching.fetch import Fetcher
    from bot.ingest.workers import tasks
    from bot.store.news import articles, poll_backlog, sources
    from bot.store.opening import open_store
    from bot.store.protocol import Connection

    now = datetime(2021, 12, 31, 8, tzinfo=UTC)
    settings = FetchSettings(allow_origins=tuple(url.removesuffix("/feed.xml") for url in urls))
    spent: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        before = time.process_time()
        result = work()
        spent[name] = spent.get(name, 0.0) + time.process_time() - before
        return result

    async with Fetcher(settings, clock=lambda: now) as fetcher:
        before = time.process_time()
        got = await asyncio.gather(*(fetcher.get(url, configured=True) for url in urls))
        spent["fetch"] = time.process_time() - before
    before = time.process_time()
    await asyncio.gather(*(unguarded(url) for url in urls))
    spent["guard"] = spent["fetch"] - (time.process_time() - before)
    place_all = articles.place_all
    articles.place_all = lambda *given: timed("placing", lambda: place_all(*given))  # type: ignore[assignment]
    with open_store(folder) as store:
        for each in got:
            source = store.write_now(lambda db, each=each: sources.add(db, each.url, now=now))
            (fresh,) = timed(
                "parse", lambda each=each: tasks.fresh([tasks.Body(each.body, each.url, "", frozenset(), kept=True)])
            )

            def keep(db: Connection, source: Any = source, fresh: Any = fresh, body: bytes = each.body) -> None:
                sources.record_read(db, source.id, sources.Read(entries=fresh.marks), sources.Course(now, 1), now)
                poll_backlog.put(db, source.id, whole(source.url, ""), newest_at=now, first=True, body=body)

            timed("keep", lambda keep=keep: store.write_now(keep))
            raw = tasks.opened(each.body, each.url, "", fresh.count).raw
            feed = timed("sanitise", lambda raw=raw: understood(raw))
            found = [item.article for item in feed.items]
            read_ones = timed("evidence", lambda found=found: [read(article) for article in found])
            pairs = list(zip(found, read_ones, strict=True))
            timed(
                "store",
                lambda pairs=pairs: store.write_now(lambda db: articles.put_all(db, pairs, now=now)),
            )
    spent["store"] -= spent["placing"]
    return spent


async def feedparser_side(urls: list[str], folder: Path) -> dict[str, float]:
    """httpx and feedparser, as most scripts do it."""
    import feedparser  # type: ignore[import-untyped]
    import httpx

    del folder
    gate = asyncio.Semaphore(AT_ONCE)
    tags: dict[str, str] = {}
    async with httpx.AsyncClient(timeout=20, trust_env=False) as client:

        async def one(url: str) -> bytes:
            async with gate:
                reply = await client.get(url, headers={"If-None-Match": tags[url]} if url in tags else {})
            if "etag" in reply.headers:
                tags[url] = reply.headers["etag"]
            return bytes(reply.content)

        async def all_of_them() -> None:
            for body in await asyncio.gather(*map(one, urls)):
                if body:
                    feedparser.parse(body)

        return await twice(all_of_them)


async def reader_side(urls: list[str], folder: Path) -> dict[str, float]:
    """reader (the feed library), which stores and tells what changed too."""
    from reader import make_reader  # type: ignore[import-not-found]

    reader = make_reader(str(folder / "reader.sqlite"))
    for url in urls:
        reader.add_feed(url)

    async def update() -> None:
        reader.update_feeds(scheduled=False, workers=AT_ONCE)

    return await twice(update)


SIDES = {
    "bare": bare,
    "floor": floor,
    "readout": readout,
    "asked": asked,
    "stages": stages,
    "feedparser": feedparser_side,
    "reader": reader_side,
}
OURS = ("readout", "asked", "stages")
"""These run on the loop of Readout's commands, the others on asyncio's own, as their users have it."""


if __name__ == "__main__":
    side, port, count, where = sys.argv[1:5]
    more = [int(word) for word in sys.argv[5:]]
    work = SIDES[side](addresses(int(port), int(count)), Path(where), *more)
    print(json.dumps((event_loop.run if side in OURS else asyncio.run)(work)))
