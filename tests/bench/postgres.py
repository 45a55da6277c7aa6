"""What the store on a PostgreSQL server costs beside the one in a file, in one run: ingest, questions, what is found.

Server and workers share the machine's cores here. So it is told as well what processor time an article takes, of the
worker and of the server: where each has cores of its own, one core's rate follows from that.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.evidence.article_analysis import read
from bot.models import OPERATOR, Article
from bot.store.full_text_search import search
from bot.store.news import articles
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.answering.answer import evidence
from bot.summarize.answering.query_understanding import understand
from tests.bench import large_store
from tests.bench.asking import PASSAGES_AN_ARTICLE, QUESTIONS
from tests.bench.ingest_worker import prepare
from tests.bench.measure import Row, empty_folder

HELD, MEASURED, RUNS = 1_000, 600, 3
TIMES_ASKED = 4
WITHIN = (250, 1_000)
"""Words of results that somebody reads."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What some workers took that were at it together, an article: of the clock, and milliseconds of the processor."""

    rate: float
    worker: float
    server: float
    statements: float

    @property
    def cpu(self) -> float:
        """Milliseconds of the processor, wherever."""
        return self.worker + self.server


def rows(held: int = HELD, measured: int = MEASURED, passages: int = 200_000) -> Iterator[Row]:
    """Ingest with one worker and with more, questions over many passages, and the results that hold an answer."""
    with both_stores() as (folder, server):
        yield from _ingest(folder, server, held, measured)
    with both_stores() as (folder, server):
        yield from _questions(folder, server, passages)
    if SHARED.exists():
        with both_stores() as (folder, server):
            yield from _results(folder, server)


SHARED = Path(os.environ.get("READOUT_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data" / "answers"


@contextmanager
def both_stores() -> Iterator[tuple[Path, Any]]:
    """A folder, and a server on the same disk, set up as it comes, with an empty database for what lies in the folder."""
    from tests.postgres_server import Server

    with empty_folder() as folder:
        own = Path(tempfile.mkdtemp(prefix="readout-bench-postgres-"))
        own.chmod(0o755)
        server = Server(own, safe=True)
        server.start()
        try:
            server.make("bench")
            yield folder, server
        finally:
            server.stop()
            shutil.rmtree(own, ignore_errors=True)


def opened(folder: Path, server: Any = None) -> Store:
    """Open the store of a folder: in its file, or on a server."""
    return open_store(folder, SecretStr(server.address("bench")) if server else None)


def _ingest(folder: Path, server: Any, held: int, measured: int) -> Iterator[Row]:
    for where in (None, server):
        with opened(folder, where) as store:
            prepare(store, held)
    found: dict[str, list[Cost]] = {}
    for run in range(RUNS):
        first = held + run * measured
        found.setdefault("sqlite", []).append(_at_work(folder, None, 1, first, measured))
        for workers in (1, 2, 4):
            costs = _at_work(folder, server, workers, first + workers * RUNS * measured, measured)
            found.setdefault(str(workers), []).append(costs)
    best = {name: _best(costs) for name, costs in found.items()}
    sqlite, one = best["sqlite"], best["1"]
    yield Row("ingest, SQLite, one worker", f"{sqlite.rate:.0f} articles/s, {sqlite.cpu:.1f} ms CPU an article")
    for workers in (1, 2, 4):
        yield Row(f"  PostgreSQL, {workers} at work", _told(best[str(workers)]))
    yield Row("  one as a share of SQLite's rate", f"{one.rate / sqlite.rate:.2f} x", "0.5 x")
    yield Row("    by processor time", f"{sqlite.cpu / one.cpu:.2f} x")
    yield Row("  two as a multiple of one", f"{best['2'].rate / one.rate:.2f} x", "1.6 x")
    yield Row("    two cores' time, by processor time", f"{min(2.0, 2000 / best['2'].cpu / one.rate):.2f} x")
    yield Row("  four as a multiple of two", f"{best['4'].rate / best['2'].rate:.2f} x", "1 x")


def _best(costs: list[Cost]) -> Cost:
    """The best of some runs, in each figure: a busy machine only adds."""
    return Cost(
        max(each.rate for each in costs),
        min(each.worker for each in costs),
        min(each.server for each in costs),
        statistics.median(each.statements for each in costs),
    )


def _told(cost: Cost) -> str:
    spent = f"{cost.cpu:.1f} ms CPU an article (worker {cost.worker:.1f}, server {cost.server:.1f})"
    return f"{cost.rate:.0f} articles/s, {spent}, {cost.statements:.1f} statements"


def _at_work(folder: Path, server: Any, workers: int, first: int, count: int) -> Cost:
    """Have workers store so many articles together, each its share, and return what that took."""
    share = count // workers
    command = [sys.executable, "-m", "tests.bench.ingest_worker", str(folder)]
    address = [server.address("bench")] if server else []
    used = _spent_by(server)
    begun = [
        subprocess.Popen(
            [*command, str(first + number * share), str(share), *address],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for number in range(workers)
    ]  # fmt: skip
    for each in begun:
        assert each.stdout is not None and each.stdout.readline() == "ready\n"
    at = time.perf_counter()
    for each in begun:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    told = [json.loads(each.stdout.readline()) for each in begun if each.stdout is not None]
    seconds = time.perf_counter() - at
    for each in begun:
        each.communicate()
    spent = _spent_by(server) - used
    stored = share * workers
    return Cost(
        stored / seconds,
        1000 * sum(each["cpu"] for each in told) / stored,
        1000 * spent / stored,
        sum(each.get("statements", 0) for each in told) / stored,
    )


def _spent_by(server: Any) -> float:
    """Seconds of the processor that a server and all that it started have taken."""
    while server and any(_is_of_a_worker(process) for process in server.processes()):
        time.sleep(0.05)  # what one took that ends just now might be counted twice, or not at all
    return sum(_times(process) for process in server.processes()) if server else 0.0


def _is_of_a_worker(process: int) -> bool:
    try:
        return " bench 127.0.0.1" in Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return False


def _times(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it ended meanwhile
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _questions(folder: Path, server: Any, passages: int) -> Iterator[Row]:
    every = [*QUESTIONS, *(f"who {verb} the {thing} of {name}" for verb, thing, name in _TRIPLES)]
    with opened(folder) as sqlite, opened(folder, server) as postgres:
        for store in (sqlite, postgres):
            large_store.fill_store(store, passages // PASSAGES_AN_ARTICLE)
        server.say_in("bench", "vacuum analyze")
        taken: dict[Store, list[float]] = {sqlite: [], postgres: []}
        for time_asked in range(TIMES_ASKED):
            for question in every:
                for store, seconds in taken.items():
                    begun = time.perf_counter()
                    store.read_now(
                        lambda db, asked=question: evidence(db, understand(asked), OPERATOR, for_model=False)
                    )
                    if time_asked:  # what is read from the disk for the first time is no matter of either
                        seconds.append(time.perf_counter() - begun)
        ours, theirs = (statistics.quantiles(taken[store], n=20)[-1] for store in (postgres, sqlite))
        middle = [statistics.median(taken[store]) for store in (postgres, sqlite)]
    value = f"p95 {1000 * ours:.0f} ms, SQLite {1000 * theirs:.0f}: {ours / theirs:.2f} x"
    yield Row(f"ask, {passages:,} passages, PostgreSQL", value, "1.5 x")
    yield Row(
        "  in the median", f"{1000 * middle[0]:.0f} ms, SQLite {1000 * middle[1]:.0f}: {middle[0] / middle[1]:.2f} x"
    )


_TRIPLES = list(zip(large_store.VERBS, large_store.THINGS, large_store.NAMES, strict=False))


def _results(folder: Path, server: Any) -> Iterator[Row]:
    """Of the questions of the data sets, in how many the results hold the answer within so many words."""
    asked = [json.loads(line) for line in (SHARED / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = [each for each in asked if each["answerable"]]
    docs = {item["url"]: item for each in asked for item in _docs(SHARED / each["docs"])}
    shares: list[list[float]] = []
    for where in (None, server):
        with opened(folder, where) as store:
            store.write_now(lambda db: articles.put_all(db, _read(docs.values()), now=large_store.NOW))
            shares.append([_share(store, asked, words) for words in WITHIN])
    for place, words in enumerate(WITHIN):
        theirs, ours = shares[0][place], shares[1][place]
        value = f"{ours:.3f}, SQLite {theirs:.3f} ({len(asked)} questions)"
        yield Row(f"the answer within {words:,} words of results", value, f"{theirs - 0.02:.3f}")


def _docs(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _read(docs: Any) -> list[Any]:
    found = [Article(item["text"], item.get("title", ""), item["url"], language="en") for item in docs]
    return [(article, read(article)) for article in found]


def _share(store: Store, asked: list[dict[str, Any]], words: int) -> float:
    held = 0
    for each in asked:
        hits = store.read_now(lambda db, query=each["question"]: search(db, query, limit=50))
        shown = " ".join(" ".join(hit.passage.text for hit in hits).split()[:words])
        held += any(f" {_flat(answer)} " in f" {_flat(shown)} " for answer in each["answers"])
    return held / len(asked)


def _flat(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
