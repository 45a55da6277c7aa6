"""Commands about what comes in: ingest what is named, show what was understood, poll what is due."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.config.settings import Settings
from bot.desk.desk import Desk

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.ingest.fetching.fetch import Fetcher
    from bot.ingest.sources.polling import Poller, PollReport, Progress
    from bot.ingest.sources.source_reader import IntakeReport, Own
    from bot.ingest.workers.pool import Workers


async def ingest(desk: Desk, targets: Iterable[str], on_problem: Callable[[str], None]) -> IntakeReport:
    """Store the articles of files, URLs or `-`; return how many came in.

    `on_problem` gets a line for each input or record that could not be read; the others are stored all the same.
    """
    from bot.ingest.sources.inputs import understand
    from bot.ingest.sources.source_reader import IntakeReport
    from bot.ingest.sources.store_articles import take_in

    total = IntakeReport()
    async with readers(desk.settings, desk.clock) as (fetcher, workers):
        for target in targets:
            found = await understand(target, fetcher, workers)
            if found.kind == "unreadable":
                report = IntakeReport(failed=[f"{target}: {found.reason}"])
            else:
                report = await take_in(desk.store, found.articles, workers=workers, clock=desk.clock)
                report.failed += found.problems
            for line in report.failed:
                on_problem(line)
            total.add(report)
    return total


async def inspect(
    settings: Settings, clock: Clock, targets: Iterable[str], show: Callable[[dict[str, Any]], None]
) -> None:
    """Give `show` what each target is understood as, as JSON; nothing is stored."""
    from bot.ingest.sources.inputs import understand, understood_json

    async with readers(settings, clock) as (fetcher, workers):
        for target in targets:
            show(understood_json(await understand(target, fetcher, workers, show=True)))


async def poll(desk: Desk, on_progress: Progress | None = None) -> PollReport:
    """Read the sources that are due, one round."""
    async with readers(desk.settings, desk.clock) as (fetcher, workers):
        return await poller(desk, fetcher, workers, on_progress).round()


def poller(
    desk: Desk,
    fetcher: Fetcher,
    workers: Workers,
    on_progress: Progress | None = None,
    own: Own | None = None,
) -> Poller:
    """Return what polls with readers that stay open from round to round; `own` says what is read here."""
    from bot.ingest.sources.polling import Poller

    minutes = desk.settings.fetch.interval_minutes
    return Poller(desk.store, fetcher, workers, desk.clock, interval_minutes=minutes, on_progress=on_progress, own=own)


@asynccontextmanager
async def readers(settings: Settings, clock: Clock) -> AsyncIterator[tuple[Fetcher, Workers]]:
    """Open what reads the network and what reads texts; both are closed after."""
    from bot.ingest.fetching.fetch import Fetcher
    from bot.ingest.workers.pool import Workers

    async with Fetcher(settings.fetch, clock=clock) as fetcher, Workers() as workers:
        yield fetcher, workers
