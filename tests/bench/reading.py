"""What it costs to read one article: its passages, quotes, sketch and terms."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from bot.evidence.article_analysis import read
from bot.models import Article
from tests.bench.desk import invented
from tests.bench.measure import Row

BOUND = 10
"""Milliseconds of the processor, in the median."""


def rows(count: int = 200, runs: int = 3) -> Iterator[Row]:
    """The median over invented articles, and over those of the data sets where they are beside the repository."""
    folder = Path(os.environ.get("READOUT_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "articles"
    sets = {
        "invented": [json.loads(line)["text"] for line in invented(count)],
        "shared": [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt"))],
    }
    for name, texts in sets.items():
        if texts:
            spent = statistics.median(min(_milliseconds(text) for _ in range(runs)) for text in texts)
            length = statistics.median(len(text) for text in texts)
            value = f"{spent:.1f} ms CPU in the median ({length:.0f} characters)"
            yield Row(f"reading an article ({name})", value, f"{BOUND} ms")


def _milliseconds(text: str) -> float:
    begun = time.process_time()
    read(Article(text, language="en"))
    return (time.process_time() - begun) * 1000
