"""One round: the due sources in parallel, each on its own; a failure is noted in words and stops nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random, SystemRandom

import xxhash

from bot.clock import Clock
from bot.errors import FetchError, InputError
from bot.ingest import pace
from bot.ingest.entries import Feed, Item
from bot.ingest.fetch import Fetched, Fetcher
from bot.ingest.intake import IntakeReport, take_in
from bot.ingest.kinds import kind_of
from bot.ingest.links import host
from bot.ingest.visible import one_line
from bot.ingest.workers import Workers
from bot.models import Article, Source
from bot.store import sources
from bot.store.database import Store

Progress = Callable[[int, int, Source, str], None]
"""Called after each source with how many are done, of how many, which one, and its outcome in words."""

PAGES_A_ROUND = 20
"""Pages fetched for one source's teasers in a round, the newest first; the others keep their summary."""
PAGES_SECONDS = 60.0
_PAGE_AGE = timedelta(days=7)
_LEAST_GAIN = 1.2
_GONE = 410

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class PollReport:
    """How a round went: sources read, those with nothing new, those that failed; articles that came in."""

    polled: int = 0
    unchanged: int = 0
    failed: int = 0
    new: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class _Round:
    """What every source of a round shares."""

    store: Store
    fetcher: Fetcher
    workers: Workers
    clock: Clock
    usual_s: int
    random: Random


async def poll_round(
    store: Store,
    fetcher: Fetcher,
    workers: Workers,
    clock: Clock,
    *,
    interval_minutes: float = 30,
    random: Random | None = None,
    on_progress: Progress | None = None,
) -> PollReport:
    """Poll every source that is due, once, and return how it went.

    Sources of one host come one after another, hosts in parallel, so that a slow one delays only its own.
    """
    due = await store.write(lambda db: sources.claim_due(db, clock()))
    here = _Round(store, fetcher, workers, clock, max(1, round(interval_minutes * 60)), random or SystemRandom())
    report, done = PollReport(), 0
    hosts: dict[str, list[Source]] = {}
    for source in due:
        hosts.setdefault(host(source.url), []).append(source)

    async def one_host(its_sources: list[Source]) -> None:
        nonlocal done
        for source in its_sources:
            outcome = await _poll_one(here, source, report)
            done += 1
            if on_progress:
                on_progress(done, len(due), source, outcome)

    async with asyncio.TaskGroup() as group:
        for its_sources in hosts.values():
            group.create_task(one_host(its_sources))
    return report


async def _poll_one(here: _Round, source: Source, report: PollReport) -> str:
    """Poll one source and record how it went; return that in words."""
    report.polled += 1
    try:
        return await _read_source(here, source, report)
    except InputError as error:
        problem = error
    except Exception as error:
        _log.exception("source %s", source.url)
        problem = InputError(f"a fault of Readout's own ({type(error).__name__}: {str(error)[:80]}). Please report it")
    report.failed += 1
    return await _record_failure(here, source, problem)


async def _read_source(here: _Round, source: Source, report: PollReport) -> str:
    got = await here.fetcher.get(source.url, etag=source.etag, last_modified=source.last_modified, configured=True)
    digest = xxhash.xxh3_128_hexdigest(got.body)
    if got.not_modified or digest == source.body_hash:
        report.unchanged += 1
        await _record_unchanged(here, source, got)
        return "nothing new"
    read, intake = await _take_body(here, source, got)
    report.new += intake.new
    report.changed += intake.changed
    await _record_read(here, source, got, replace(read, body_hash=digest), news=bool(intake.new + intake.changed))
    return f"{intake.new} new, {intake.changed} changed"


async def _take_body(here: _Round, source: Source, got: Fetched) -> tuple[sources.Read, IntakeReport]:
    validators = sources.Read(etag=got.etag, last_modified=got.last_modified, moved_to=got.moved_to)
    kind = kind_of(got.body, got.content_type)
    if kind == "feed":
        feed = await here.workers.feed(got.body, url=got.url, content_type=got.content_type)
        intake = await _take_feed(here, source, feed)
        marks = [item.mark for item in feed.items]
        return replace(validators, title=feed.title, kind="feed", entries=marks), intake
    if kind == "page":
        article = await here.workers.extract(got.body, got.url, got.content_type)
        intake = await _store(here, source, [article])
        return replace(validators, title=article.source or article.title, kind="page"), intake
    raise InputError(
        f"answers with {'nothing' if kind == 'empty' else 'what is neither feed nor page'}. Check the address"
    )


async def _take_feed(here: _Round, source: Source, feed: Feed) -> IntakeReport:
    """Store what a feed holds that it did not hold last time, teasers with the text of their page."""
    held = await here.store.read(lambda db: sources.marks(db, source.id))
    fresh = [item for item in feed.items if item.mark not in held]
    wanted = _pages_wanted(fresh, here.clock())
    texts: dict[int, Article] = {}
    try:
        async with asyncio.timeout(PAGES_SECONDS):
            for item in wanted:
                texts[item.mark] = await _with_page(here, item.article)
    except TimeoutError:
        _log.info("source %s: %d of %d pages read in time", source.url, len(texts), len(wanted))
    intake = await _store(here, source, [texts.get(item.mark, item.article) for item in fresh])
    intake.unchanged += len(feed.items) - len(fresh)
    return intake


def _pages_wanted(fresh: list[Item], now: datetime) -> list[Item]:
    """Return the teasers whose pages are worth fetching, the newest first."""
    teasers = [item for item in fresh if item.teases and now - (item.article.published_at or now) < _PAGE_AGE]
    teasers.sort(key=lambda item: item.article.published_at or now, reverse=True)
    return teasers[:PAGES_A_ROUND]


async def _with_page(here: _Round, article: Article) -> Article:
    """Return a teaser's article with its page's text, or as it is where the page says no more."""
    try:
        got = await here.fetcher.get(article.url)
        if kind_of(got.body, got.content_type) != "page":
            return article
        page = await here.workers.extract(got.body, got.url, got.content_type)
    except InputError as error:
        _log.info("page %s: %s", article.url, one_line(str(error)))
        return article
    if len(page.text) < _LEAST_GAIN * len(article.text):
        return article
    return replace(
        article,
        text=page.text,
        title=article.title or page.title,
        author=article.author or page.author,
        language=page.language or article.language,
        published_at=article.published_at or page.published_at,
    )


async def _store(here: _Round, source: Source, articles: list[Article]) -> IntakeReport:
    filed = [replace(article, topic=source.topic) for article in articles]
    return await take_in(
        here.store, filed, workers=here.workers, clock=here.clock, owner=source.owner, source_id=source.id
    )


async def _record_read(here: _Round, source: Source, got: Fetched, read: sources.Read, *, news: bool) -> None:
    interval = pace.next_interval(source.interval_s, here.usual_s, changed=news, max_age=got.max_age)
    now = here.clock()
    due = pace.after_success(now, interval, here.random)
    await here.store.write(
        partial(sources.record_read, source=source, read=read, next_poll_at=due, interval_s=interval, now=now)
    )


async def _record_unchanged(here: _Round, source: Source, got: Fetched) -> None:
    interval = pace.next_interval(source.interval_s, here.usual_s, changed=False, max_age=got.max_age)
    now = here.clock()
    due = pace.after_success(now, interval, here.random)
    await here.store.write(
        partial(sources.record_unchanged, source_id=source.id, next_poll_at=due, interval_s=interval, now=now)
    )


async def _record_failure(here: _Round, source: Source, error: InputError) -> str:
    problem = one_line(str(error))[:300]
    gone = isinstance(error, FetchError) and error.status == _GONE
    wait = error.retry_after if isinstance(error, FetchError) else None
    due = pace.after_failure(here.clock(), source.failures, here.usual_s, wait, here.random)
    await here.store.write(
        partial(sources.record_failure, source_id=source.id, problem=problem, next_poll_at=due, gone=gone)
    )
    _log.warning("source %s: %s", source.url, problem)
    return problem
