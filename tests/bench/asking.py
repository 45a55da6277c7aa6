"""What a question costs beside a bare full-text query of the same words, in one process and one store."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

from bot.language.in_any_language import content_words
from bot.models import OPERATOR
from bot.store.opening import open_store
from bot.store.protocol import Connection
from bot.summarize.answering.answer import evidence
from bot.summarize.answering.fact_evidence import HITS
from bot.summarize.answering.query_understanding import understand
from tests.bench.large_store import fill
from tests.bench.measure import Row, empty_folder

PASSAGES_AN_ARTICLE = 3
BOUND = 3.0
EVERYTHING = (-(1 << 62), 1 << 62)
QUESTIONS = (
    "how many visitors does the harbour of Moreau have",
    "what did Adler say about the bridge",
    "who opens the satellite museum",
    "why was the tariff of Gallo rejected",
    "when does Keller inspect the reservoir of district 71",
    "how much did the hospital of district 204 cost",
    "did Minister Novak approve the treaty",
    "what did Brandt say",
    "latest on the census",
    "what happened to the railway strike",
)


def rows(passages: tuple[int, ...] = (20_000, 200_000)) -> Iterator[Row]:
    """The questions above in stores of so many passages: the median and the dearest, beside their bare queries."""
    for count in passages:
        with empty_folder() as folder:
            fill(folder, count // PASSAGES_AN_ARTICLE)
            with open_store(folder) as store:
                costs = store.read_now(_costs)
        ours, bare = ([pair[place] * 1000 for pair in costs] for place in (0, 1))
        ratio = statistics.median(ours) / statistics.median(bare)
        value = f"{statistics.median(ours):.0f} ms CPU, {max(ours):.0f} the dearest; bare query {statistics.median(bare):.0f}"
        yield Row(f"ask, {count:,} passages", f"{value}: {ratio:.1f} x", f"{BOUND:.0f} x")


def _costs(db: Connection) -> list[tuple[float, float]]:
    every = [(_asked(db, question), _queried(db, question)) for question in QUESTIONS]
    for ask, query in every:  # what is read from the disk for the first time is no matter of either
        ask(), query()
    return [(_cpu(ask), _cpu(query)) for ask, query in every]


def _asked(db: Connection, question: str) -> Callable[[], object]:
    return lambda: evidence(db, understand(question), OPERATOR, for_model=False)


def _queried(db: Connection, question: str) -> Callable[[], object]:
    return lambda: db.passages.ranked(content_words(question), EVERYTHING, HITS)


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
