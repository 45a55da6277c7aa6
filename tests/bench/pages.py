"""What a page to its article costs, beside trafilatura alone in the same run, and how much of the text is right.

The pages are the data set's where there is one beside the repository, else some that are made here.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import trafilatura

from bot.errors import InputError
from bot.ingest.pages.article_extraction import extract
from tests.bench.measure import Row

SHARED = Path(os.environ.get("READOUT_SHARED", Path(__file__).resolve().parents[3] / "shared"))
GOLD = SHARED / "data" / "pages" / "full.gold.jsonl.gz"
WORDS = "harbour bridge council winter ferry budget school river vote storm market museum report minister night".split()


@dataclass(frozen=True)
class Page:
    body: bytes
    text: str


@dataclass(frozen=True)
class Figures:
    """Milliseconds of the processor a page, and the F1 of runs of four words."""

    ours: float
    alone: float
    ours_f1: float
    alone_f1: float

    @property
    def ratio(self) -> float:
        return self.ours / self.alone


def pages() -> list[Page]:
    folder = GOLD.parent
    if not GOLD.is_file():
        return [made(number) for number in range(30)]
    rows = [json.loads(line) for line in gzip.decompress(GOLD.read_bytes()).splitlines()]
    return [Page(gzip.decompress((folder / "full" / f"{row['id']}.html.gz").read_bytes()), row["text"]) for row in rows]


def made(number: int) -> Page:
    """A page with a menu, a column of links and an article."""
    chance = random.Random(number)
    sentences = [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(60)]
    paragraphs = [" ".join(sentences[n : n + 3]) for n in range(0, 60, 3)]
    links = "".join(
        f'<li class="item"><a href="/{n}">{" ".join(chance.choices(WORDS, k=4))}</a></li>' for n in range(200)
    )
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    html = f"<html><head><title>Day {number}</title></head><body><nav><ul>{links}</ul></nav><article>{body}</article>"
    return Page(f"{html}<aside><ul>{links}</ul></aside></body></html>".encode(), "\n".join(paragraphs))


def ours(body: bytes) -> str:
    try:
        return extract(body).text
    except InputError:
        return ""


def alone(body: bytes) -> str:
    return trafilatura.extract(body, fast=True, include_comments=False) or ""


def figures(runs: int = 3) -> Figures:
    """Both in turns over the same pages, the least of some runs."""
    given = pages()
    sides: dict[str, Callable[[bytes], str]] = {"ours": ours, "alone": alone}
    spent = dict.fromkeys(sides, float("inf"))
    for side in sides.values():
        side(given[0].body)
    for _ in range(runs):
        for name, side in sides.items():
            begun = time.process_time()
            for page in given:
                side(page.body)
            spent[name] = min(spent[name], time.process_time() - begun)
    per_page = {name: 1000 * seconds / len(given) for name, seconds in spent.items()}
    right = {name: f1([(side(page.body), page.text) for page in given]) for name, side in sides.items()}
    return Figures(per_page["ours"], per_page["alone"], right["ours"], right["alone"])


def f1(pairs: list[tuple[str, str]]) -> float:
    """The F1 of mean precision and mean recall of runs of four words."""
    precisions, recalls = [], []
    for found, wanted in pairs:
        have, want = runs_of(found), runs_of(wanted)
        both = sum((have & want).values())
        precisions.append(both / have.total() if have else 0.0)
        recalls.append(both / want.total() if want else 1.0)
    precision, recall = (sum(each) / len(each) for each in (precisions, recalls))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def runs_of(text: str) -> Counter[tuple[str, ...]]:
    words = text.split()
    return Counter(tuple(words[n : n + 4]) for n in range(max(1, len(words) - 3))) if words else Counter()


def rows(runs: int = 3) -> Iterator[Row]:
    """The row of a page, and of its text."""
    found = figures(runs)
    yield Row("a page to its article", f"{found.ours:.1f} ms CPU; trafilatura alone {found.alone:.1f}")
    yield Row("  as a multiple", f"{found.ratio:.2f} x", "1.2 x, on real pages")
    yield Row("  text right, F1 of 4-word runs", f"{found.ours_f1:.3f}; alone {found.alone_f1:.3f}", "not below")
