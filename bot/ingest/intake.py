"""Articles into the store: what is known costs nothing, what is new or changed is read in a worker first."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.clock import Clock
from bot.errors import ReadoutError
from bot.evidence.read import Reading
from bot.ingest.visible import one_line
from bot.ingest.workers import Workers
from bot.models import Article
from bot.store import articles as shelf
from bot.store.database import Connection, Store

BATCH = 100
"""Articles in one transaction: a feed fits, and a long file does not hold the writer for long."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class IntakeReport:
    """How many articles came in, and a line for each that could not."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: list[str] = field(default_factory=list)

    def add(self, other: IntakeReport) -> None:
        """Count another report's articles too."""
        self.new += other.new
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.failed += other.failed


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where the articles of one intake go."""

    owner: str
    source_id: int | None
    now: datetime


async def take_in(
    store: Store,
    articles: Iterable[Article],
    *,
    workers: Workers,
    clock: Clock,
    owner: str = "",
    source_id: int | None = None,
) -> IntakeReport:
    """Store articles, a transaction a batch; one that fails is a logged line and never stops the others."""
    report = IntakeReport()
    place = _Shelf(owner, source_id, clock())
    batches = _batches(articles)
    while batch := await asyncio.to_thread(next, batches, None):  # a long file is read beside the event loop
        report.add(await _take_batch(store, batch, workers, place))
    return report


async def take_share(
    store: Store,
    articles: list[Article],
    along: Callable[[Connection], None],
    *,
    workers: Workers,
    clock: Clock,
    owner: str,
    source_id: int,
) -> IntakeReport:
    """Store a batch of articles, and do `along` in the same transaction.

    Where one of them breaks that transaction, `along` follows the others: after a fall between, those are known.
    """
    place = _Shelf(owner, source_id, clock())
    return await _take_batch(store, articles, workers, place, along)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    source = iter(articles)
    while batch := list(itertools.islice(source, BATCH)):
        yield batch


async def _take_batch(
    store: Store,
    batch: list[Article],
    workers: Workers,
    place: _Shelf,
    along: Callable[[Connection], None] | None = None,
) -> IntakeReport:
    known = await store.read(lambda db: [shelf.is_known(db, article, place.owner) for article in batch])
    fresh = [article for article, is_known in zip(batch, known, strict=True) if not is_known]
    report = IntakeReport(unchanged=len(batch) - len(fresh))
    pairs = []
    for article, reading in zip(fresh, await workers.read_all(fresh), strict=True):
        if isinstance(reading, Reading):
            pairs.append((article, reading))
        else:
            _note(report, article, reading)
    await _store_batch(store, pairs, place, report, along)
    return report


async def _store_batch(
    store: Store,
    pairs: list[tuple[Article, Reading]],
    place: _Shelf,
    report: IntakeReport,
    along: Callable[[Connection], None] | None = None,
) -> None:
    """Store read articles in one transaction; where one of them breaks it, each in its own."""
    if not pairs and along is None:
        return
    try:
        outcomes = await store.write(partial(_put_all, pairs=pairs, place=place, along=along))
    except Exception as error:
        if along is not None:
            await _store_batch(store, pairs, place, report)
            await store.write(along)
            return
        if len(pairs) == 1:
            _note(report, pairs[0][0], error)
            return
        for pair in pairs:
            await _store_batch(store, [pair], place, report)
        return
    for outcome in outcomes:
        setattr(report, outcome, getattr(report, outcome) + 1)


def _put_all(
    db: Connection,
    *,
    pairs: list[tuple[Article, Reading]],
    place: _Shelf,
    along: Callable[[Connection], None] | None,
) -> list[str]:
    stored = shelf.put_all(db, pairs, owner=place.owner, source_id=place.source_id, now=place.now)
    if along is not None:
        along(db)
    return [each.outcome for each in stored]


def _note(report: IntakeReport, article: Article, error: BaseException) -> None:
    name = article.url or article.title or article.text[:60]
    told = str(error) if isinstance(error, ReadoutError) else f"{type(error).__name__}: {error}"
    line = one_line(f"{name}: {told}")[:300]
    _log.warning("article left out: %s", line)
    report.failed.append(line)
