"""What it costs to decide where an article belongs, in a small store and in a large one."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.evidence.article_analysis import Reading
from bot.models import Article
from bot.store.news import articles
from bot.store.opening import open_store
from bot.store.protocol import Connection
from tests.bench.measure import Row, empty_folder

FIRST = datetime(2021, 1, 1, tzinfo=UTC)
DAILY = 1000
"""Articles a day: a thousand feeds of an article each."""
WORDS = 40_000
MEASURED = 400


def invented(count: int) -> Iterator[tuple[Article, Reading, datetime]]:
    """Articles as they are once they were read: words by Zipf's law, three articles to an event, one in ten a copy."""
    chance = random.Random(7)
    weights = [1 / (rank + 10) for rank in range(WORDS)]
    names = [f"w{rank}" for rank in range(WORDS)]
    event: list[str] = []
    sketch: tuple[int, ...] = ()
    for number in range(count):
        if number % 3 == 0:
            event = chance.choices(names, weights, k=50)
        if number % 10:
            sketch = tuple(sorted(chance.getrandbits(63) for _ in range(128)))
        words = {*event, *chance.choices(names, weights, k=40)}
        terms = {word: round(chance.uniform(0.7, 2.4), 3) for word in sorted(words)[:80]}
        at = FIRST + timedelta(days=number / DAILY)
        article = Article(
            f"text {number}", f"title {number}", f"https://x.example/{number}", at, f"outlet {number % 40}"
        )
        yield article, Reading((), (), (), sketch, 600, terms), at


def milliseconds(small: int, large: int) -> tuple[float, float]:
    """The median cost of storing an article without its passages, at two sizes of the store, in processor time."""
    spent: list[float] = []
    with empty_folder() as folder, open_store(folder) as store:

        def put(db: Connection) -> None:
            for article, reading, at in invented(large):
                begun = time.thread_time()
                articles.put(db, article, reading, now=at)
                spent.append(1000 * (time.thread_time() - begun))

        store.write_now(put)
    before, after = (statistics.median(spent[max(0, size - MEASURED) : size]) for size in (small, large))
    return before, after


def rows(small: int = 10_000, large: int = 100_000) -> Iterator[Row]:
    """The cost in a store whose window of days is full, and in one of months."""
    before, after = milliseconds(small, large)
    yield Row(f"placing an article, {small:,} held", f"{before:.1f} ms CPU", "5 ms")
    yield Row(f"  with {large:,} held", f"{after:.1f} ms CPU", "5 ms")
    yield Row("  as a multiple", f"{after / before:.2f} x", "1.2 x")
