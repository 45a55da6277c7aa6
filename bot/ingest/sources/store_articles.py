"""Articles into the store: what is known costs nothing, what is new or changed is read in a worker first."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.clock import Clock
from bot.errors import ReadoutError
from bot.evidence.article_analysis import Reading
from bot.ingest.feeds.headline_articles import told_by_headline
from bot.ingest.sources.provenance import Sender
from bot.ingest.sources.source_reader import IntakeReport, PollContext
from bot.ingest.workers.pool import Workers
from bot.metrics import metrics, timed
from bot.models import Article, Source
from bot.store.news import articles as shelf
from bot.store.news.poll_backlog import Overtaken
from bot.store.protocol import Connection, Store
from bot.text.visible import one_line

BATCH = 100
"""Articles in one transaction: a feed fits, and a long file does not hold the writer for long."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Destination:
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
    """Store articles, a transaction a batch; one that fails is a logged line and never stops the others.

    Those that no source brings, the operator vouches for.
    """
    report = IntakeReport()
    goes_to = _Destination(owner, source_id, clock())
    batches = _batches(articles)
    while batch := await asyncio.to_thread(next, batches, None):  # a long file is read beside the event loop
        report.add(await _take_batch(store, batch, workers, goes_to))
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
    goes_to = _Destination(owner, source_id, clock())
    return await _take_batch(store, articles, workers, goes_to, along)


async def store_now(here: PollContext, sender: Sender, articles: Sequence[Article]) -> IntakeReport:
    """Store articles that were read whole with their source."""
    source = sender.source
    return await take_in(
        here.store,
        filed(articles, sender, first=source.last_ok_at is None, now=here.clock()),
        workers=here.workers,
        clock=here.clock,
        owner=source.owner,
        source_id=source.id,
    )


def filed(articles: Iterable[Article], sender: Sender, *, first: bool, now: datetime) -> list[Article]:
    """Return a source's articles under its topic, those that say something, each with whose words it is.

    On its first reading, what stood in it before it was added is marked as its back catalogue: it is no news.
    """
    source = sender.source
    return [
        replace(
            article,
            topic=source.topic,
            catalogue=article.catalogue or (first and _is_old(article, source, now)),
            provenance=article.provenance or sender.whose(article),
            source=article.source or sender.site,
        )
        for article in articles
        if article.text
    ]


def _is_old(article: Article, source: Source, now: datetime) -> bool:
    published = article.published_at
    return published is None or published > now or published <= (source.added_at or now)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    source = iter(articles)
    while batch := list(itertools.islice(source, BATCH)):
        yield batch


async def _take_batch(
    store: Store,
    batch: list[Article],
    workers: Workers,
    goes_to: _Destination,
    along: Callable[[Connection], None] | None = None,
) -> IntakeReport:
    batch = [told_by_headline(article) for article in batch]
    known = await store.read(lambda db: [shelf.is_known(db, article, goes_to.owner) for article in batch])
    fresh = [article for article, is_known in zip(batch, known, strict=True) if not is_known]
    report = IntakeReport(unchanged=len(batch) - len(fresh))
    pairs = []
    for article, reading in zip(fresh, await workers.read_all(fresh), strict=True):
        if isinstance(reading, Reading):
            pairs.append((article, reading))
        else:
            _note(report, article, reading)
    with timed("store_articles"):
        await _store_batch(store, pairs, goes_to, report, along)
    metrics().articles(report.counts)
    return report


async def _store_batch(
    store: Store,
    pairs: list[tuple[Article, Reading]],
    goes_to: _Destination,
    report: IntakeReport,
    along: Callable[[Connection], None] | None = None,
) -> None:
    """Store read articles in one transaction; where one of them breaks it, each in its own."""
    if not pairs and along is None:
        return
    try:
        outcomes = await store.write(partial(_put_all, pairs=pairs, goes_to=goes_to, along=along))
    except Overtaken:
        raise
    except Exception as error:
        if along is not None:
            await _store_batch(store, pairs, goes_to, report)
            await store.write(along)
            return
        if len(pairs) == 1:
            _note(report, pairs[0][0], error)
            return
        for pair in pairs:
            await _store_batch(store, [pair], goes_to, report)
        return
    for outcome in outcomes:
        setattr(report, outcome, getattr(report, outcome) + 1)


def _put_all(
    db: Connection,
    *,
    pairs: list[tuple[Article, Reading]],
    goes_to: _Destination,
    along: Callable[[Connection], None] | None,
) -> list[str]:
    stored = shelf.put_all(db, pairs, owner=goes_to.owner, source_id=goes_to.source_id, now=goes_to.now)
    if along is not None:
        along(db)
    return [each.outcome for each in stored]


def _note(report: IntakeReport, article: Article, error: BaseException) -> None:
    name = article.url or article.title or article.text[:60]
    told = str(error) if isinstance(error, ReadoutError) else f"{type(error).__name__}: {error}"
    line = one_line(f"{name}: {told}")[:300]
    _log.warning("article left out: %s", line)
    report.failed.append(line)
