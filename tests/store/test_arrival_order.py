"""Stories hardly depend on the order in which their articles arrive (measured on data beside the repository)."""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from arrivals import NOON

from bot.evidence.article_analysis import Reading, read
from bot.ingest.pages.jsonl import record
from bot.models import Article
from bot.store.news import articles
from bot.store.opening import open_store
from bot.store.protocol import Connection

Read = list[tuple[Article, Reading]]


def bcubed(found: Mapping[str, int], gold: Mapping[str, str]) -> float:
    """The mean over articles of how much of each one's story is its event, and the other way round (F1)."""
    stories, events = defaultdict(set), defaultdict(set)
    for url in gold:
        stories[found[url]].add(url)
        events[gold[url]].add(url)
    shared = {url: len(stories[found[url]] & events[gold[url]]) for url in gold}
    precision = sum(shared[url] / len(stories[found[url]]) for url in gold) / len(gold)
    recall = sum(shared[url] / len(events[gold[url]]) for url in gold) / len(gold)
    return 2 * precision * recall / (precision + recall)


def assigned(folder: Path, items: Read) -> dict[str, int]:
    def put(db: Connection) -> None:
        for article, reading in items:
            articles.put(db, article, reading, now=NOON + timedelta(days=1))

    with open_store(folder) as store:
        store.write_now(put)
        return {item.url: story.id for story in store.read_now(articles.stories) for item in story.articles}


@pytest.mark.full
@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize(("part", "least"), [("dated", 0.96), ("undated", 0.84)])
def test_the_order_of_arrival_matters_little(shared: Path, tmp_path: Path, part: str, least: float) -> None:
    lines = gzip.decompress((shared / f"data/stories/{part}.jsonl.gz").read_bytes()).splitlines()
    items = [(article, read(article)) for article in map(record, lines)]
    rows = map(json.loads, (shared / f"data/stories/{part}.gold.jsonl").read_bytes().splitlines())
    gold = {row["url"]: row["event"] for row in rows}
    figures = []
    for seed in range(5):
        random.Random(seed).shuffle(items)
        figures.append(bcubed(assigned(tmp_path / f"{part}{seed}", items), gold))
    print(part, [round(figure, 3) for figure in figures])
    assert min(figures) >= least and max(figures) - min(figures) <= 0.03
