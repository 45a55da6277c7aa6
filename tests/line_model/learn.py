"""Learns from lines of which it is known whether they are about the desk or about the news, and writes the weights.

    python -m tests.line_model.learn            learn from all lines, and write the weights that the desk ships
    python -m tests.line_model.learn --curve    leave one author out at a time, and print what each threshold would do

A file of `lines/` holds what one author wrote, without having seen the grammar or, for `e.txt`, to learn from. The
model is a logistic regression over what `features.py` sees in a line, in plain Python: the same lines give the same
weights on every machine.
"""

from __future__ import annotations

import math
import random
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.chat.commands.wishes import line as lines
from bot.chat.commands.wishes.doubt.features import features
from bot.chat.commands.wishes.doubt.learnt import BASE, FOLDER, weighed

HERE = Path(__file__).parent / "lines"
SHIPPED = FOLDER / "en_learnt.txt"
OUR_OWN = "e"
"""The author who wrote to have something learnt, and is no measure of anything."""
_ROUNDS, _STEP, _DECAY = 12, 0.3, 0.003
_LEAST_LINES, _LEAST_WEIGHT = 2, 0.15
_WIDTH = 158


@dataclass(frozen=True, slots=True)
class Known:
    """A line, and whether it is about the desk."""

    author: str
    text: str
    desk: bool
    features: tuple[str, ...]


def known() -> list[Known]:
    """Return all lines, by author."""
    told = ((file.stem, *each.partition(" | ")) for file in sorted(HERE.glob("*.txt")) for each in _lines(file))
    return [Known(author, text, kind == "desk", seen(text)) for author, kind, _, text in told]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def seen(text: str) -> tuple[str, ...]:
    """Return what is seen in a line."""
    line = lines.read(text, generous=True)
    return tuple(sorted(features(line))) if line else ()


def learn(given: Iterable[Known]) -> dict[str, float]:
    """Return what each feature weighs."""
    given = list(given)
    count = Counter(each for one in given for each in one.features)
    held = {BASE: 0.0, **{each: 0.0 for each in sorted(count) if count[each] >= _LEAST_LINES}}
    stepped = dict.fromkeys(held, 1e-6)
    rows = [([BASE, *(each for each in one.features if each in held)], one.desk) for one in given]
    shuffled = random.Random(1)
    for _ in range(_ROUNDS):
        shuffled.shuffle(rows)
        for found, desk in rows:
            _step(held, stepped, found, desk)
    return {each: round(weight, 1) for each, weight in held.items() if each == BASE or abs(weight) >= _LEAST_WEIGHT}


def _step(held: dict[str, float], stepped: dict[str, float], found: Sequence[str], desk: bool) -> None:
    total = max(-30.0, min(30.0, sum(held[each] for each in found)))
    wrong = 1 / (1 + math.exp(-total)) - desk
    for each in found:
        slope = wrong + _DECAY * held[each]
        stepped[each] += slope * slope
        held[each] -= _STEP * slope / math.sqrt(stepped[each])


def write(held: dict[str, float], file: Path = SHIPPED) -> None:
    """Write weights, the most of the desk first: on a line a weight, and the features that weigh so much."""
    by_weight: dict[float, list[str]] = defaultdict(list)
    for each, weight in held.items():
        by_weight[weight].append(each)
    told = [
        f"{weight:+.1f} {part}"
        for weight in sorted(by_weight, reverse=True)
        for part in textwrap.wrap(
            " ".join(sorted(by_weight[weight])), _WIDTH, break_long_words=False, break_on_hyphens=False
        )
    ]
    file.write_text("\n".join(told) + "\n", encoding="utf-8")


def left_out(given: Sequence[Known]) -> list[tuple[Known, float]]:
    """Return the lines of each author, with what they weigh to a model that has learnt from the others alone."""
    told = []
    for author in sorted({each.author for each in given} - {OUR_OWN}):
        held = learn(each for each in given if each.author != author)
        told += [(each, weighed(each.features, held)) for each in given if each.author == author]
    return told


def curve(given: Sequence[Known]) -> None:
    """Print how many lines of each kind lie beyond each threshold, by authors that were left out."""
    told = left_out(given)
    desk = [odds for each, odds in told if each.desk]
    news = [odds for each, odds in told if not each.desk]
    print(f"{len(desk)} lines about the desk, {len(news)} about the news; those that lie above each threshold:")
    for least in range(-5, 7):
        print(f"{least:+d}  desk {_share(desk, least)}  news {_share(news, least)}")


def _share(odds: Sequence[float], least: float) -> str:
    above = sum(each > least for each in odds)
    return f"{above:4} {above / len(odds):6.1%}"


if __name__ == "__main__":
    curve(known()) if "--curve" in sys.argv[1:] else write(learn(known()))
