"""The demo: the shipped articles become a briefing and three answers, with no key and no network."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot import event_loop, json_output
from bot.chat import registry
from bot.desk.desk import Desk
from bot.errors import ReadoutError
from bot.models import Answer, Article, Briefing
from bot.shipped_files import shipped

if TYPE_CHECKING:
    from bot.config.settings import Settings

ZONE = "Europe/Kyiv"
MORNING = datetime(2021, 12, 31, 6, 0, tzinfo=UTC)
"""08:00 in Kyiv: the hour at which the shipped articles are news."""

QUESTIONS = ("what did Ushakov say", "how many troops are on the border", "what did Macron say")
"""One that is answered with a person's words, one on which the outlets differ, one that nothing here answers."""

NEXT_STEPS = """\
That was {count} invented articles, read on this machine without a model. Your own news:

  readout sources add URL      a feed or page to follow, then: readout poll && readout brief
  readout ingest FILE_OR_URL   an article, then: readout ask "what did ... say"
  readout setup                a briefing at your hour in {chats}
"""


def run_demo(settings: Settings, stream: TextIO, *, as_json: bool = False) -> None:
    """Show the main job on the shipped articles, at 08:00 of 31 December 2021, in a store that is gone after.

    Prints to `stream`, as one JSON object with `as_json`; a progress bar goes to standard error, on a terminal only.
    """
    with tempfile.TemporaryDirectory(prefix="readout-demo-") as folder:
        shown = event_loop.run(_work(settings.model_copy(update={"data": Path(folder), "zone": ZONE}), stream))
    if as_json:
        briefing, answers = json_output.briefing(shown.briefing), [json_output.answer(item) for item in shown.answers]
        stream.write(json.dumps({"briefing": briefing, "answers": answers}, ensure_ascii=False) + "\n")
    else:
        _show(shown, stream)


@dataclass
class _Shown:
    briefing: Briefing
    count: int
    answers: list[Answer] = field(default_factory=list)


async def _work(settings: Settings, stream: TextIO) -> _Shown:
    from bot.desk.news import lookups
    from bot.store.opening import open_store

    store = open_store(settings.data)
    try:
        desk = Desk(store, settings, clock=lambda: MORNING)
        count = await _take_in(desk, stream)
        shown = _Shown(await lookups.brief(desk, since=timedelta(hours=24)), count)
        shown.answers = [await lookups.ask(desk, question) for question in QUESTIONS]
        return shown
    finally:
        store.close()


async def _take_in(desk: Desk, stream: TextIO) -> int:
    """Store the shipped articles; return how many there are. They are ours, so no worker process guards them."""
    from bot.ingest.sources.store_articles import take_in
    from bot.ingest.workers.pool import Workers

    articles = list(shipped_articles())
    workers = Workers(inline=True)
    with _progress(stream, len(articles)) as advance:
        for article in articles:
            await take_in(desk.store, [article], workers=workers, clock=desk.clock)
            advance()
    return len(articles)


def shipped_articles() -> Iterator[Article]:
    """Yield the articles that a new installation starts with."""
    from bot.ingest.pages.jsonl import record

    files = sorted((shipped("seeds") / "articles").glob("*.jsonl"))
    if not files:
        raise ReadoutError(f"{shipped('seeds')}: no articles in it. Install Readout again")
    for file in files:
        for line in file.read_bytes().splitlines():
            yield record(line)


@contextmanager
def _progress(stream: TextIO, total: int) -> Iterator[Callable[[], None]]:
    if not (stream.isatty() and sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        job = bar.add_task(f"Reading {total} articles", total=total)
        yield lambda: bar.advance(job)


def _show(shown: _Shown, stream: TextIO) -> None:
    from bot.chat.console.adapter import show_answer, show_briefing

    show_briefing(shown.briefing, stream, ZONE)
    for answer in shown.answers:
        stream.write(f"\n> {answer.question}\n")
        show_answer(answer, stream, ZONE)
    chats = " or ".join(each.title for each in registry.chats())
    stream.write("\n" + NEXT_STEPS.format(count=shown.count, chats=chats))
